/* log(1 + e) for a pair 0 <= e <= 1, in units of a power of two that e is given in too:
   log1p(e) = 2 atanh(s) = 2 s + s w Q(w), s = e / (2 + e), w = s^2. Errors: Q as stated below; about
   2^-4 units in all. */
#ifndef RELU_SIMD_LOG1P_H
#define RELU_SIMD_LOG1P_H

#include "logistic.h"

#if LANE_BITS == 32
/* coefficients log1p_f32: Q, degree 3, error 2^-27.7; tools/coefficients.py */
static const lane LOG1P_POLYNOMIAL[] = {
    0x1.555502p-1f, 0x1.99d1cap-2f, 0x1.1ec07p-2f, 0x1.1ec924p-2f};
/* end of coefficients */
#else
/* coefficients log1p_f64: Q, degree 9, error 2^-59.4; tools/coefficients.py */
static const lane LOG1P_POLYNOMIAL[] = {
    0x1.5555555555535p-1, 0x1.99999999a0768p-2, 0x1.249249208b3c2p-2, 0x1.c71c741d17c9cp-3,
    0x1.745cb3e768126p-3, 0x1.3b1ddd9a0ff1p-3, 0x1.1067a7eae325bp-3, 0x1.efda22e554663p-4,
    0x1.55a8e37d308ebp-4, 0x1.5c808eceb165cp-3};
/* end of coefficients */
#endif
enum { LOG1P_TERMS = sizeof LOG1P_POLYNOMIAL / sizeof(lane) };

/* biased = e / unbias, e = biased * unbias as a normalized pair; the result is biased as well. */
INLINE struct vec_pair log1p_biased(struct vec_pair biased, vec unbias)
{
    const struct vec_pair e = pair_scale(biased, unbias);
    const struct vec_pair denominator = pair_fast_add(splat_pair(2, 0), e);
    const struct vec_pair s = pair_div(biased, denominator);
    const vec unbiased = vec_mul(s.high, unbias), w = vec_mul(unbiased, unbiased);
    const vec curved = vec_mul(vec_mul(s.high, w), polynomial(LOG1P_POLYNOMIAL, LOG1P_TERMS, w));
    return fast_sum(vec_add(s.high, s.high), vec_fma(vec_splat(2), s.low, curved));
}

#if LANE_BITS == 32
/* coefficients softplus_table: log(1 + e^-t), 16 intervals, degree 6; tools/coefficients.py */
static const lane SOFTPLUS_TABLE[8][16] = {
    {0x1.394p-3f, 0x1.3acp-1f, 0x1.408ap0f, 0x1.de8ep0f,
     0x1.40bdp1f, 0x1.90dfp1f, 0x1.e188p1f, 0x1.1791p2f,
     0x1.3ffe8p2f, 0x1.6847p2f, 0x1.909e8p2f, 0x1.b82bp2f,
     0x1.e08dp2f, 0x1.03c3p3f, 0x1.182ap3f, 0x1.2bacp3f},
    {0x1.3d3b1ep-1f, 0x1.baa99ap-2f, 0x1.017edep-2f, 0x1.25bd5cp-3f,
     0x1.41585p-4f, 0x1.5de8e2p-5f, 0x1.786058p-6f, 0x1.9caec4p-7f,
     0x1.b82322p-8f, 0x1.d5d51p-9f, 0x1.f4b4dap-10f, 0x1.0e061p-10f,
     0x1.1f6972p-11f, 0x1.38b2ecp-12f, 0x1.4a978ep-13f, 0x1.67679ap-14f},
    {-0x1.d8eb8p-2f, -0x1.67669ap-2f, -0x1.c75804p-3f, -0x1.11a582p-3f,
     -0x1.35101ep-4f, -0x1.568ac2p-5f, -0x1.74160ep-6f, -0x1.9a184ap-7f,
     -0x1.b6a99ep-8f, -0x1.d4fdcp-9f, -0x1.f43a84p-10f, -0x1.0de27ap-10f,
     -0x1.1f5548p-11f, -0x1.38a6fcp-12f, -0x1.4a90e2p-13f, -0x1.6763aap-14f},
    {0x1.fd045p-4f, 0x1.d284c2p-4f, 0x1.621ac4p-4f, 0x1.da2a6cp-5f,
     0x1.1dbe2p-5f, 0x1.48380ap-6f, 0x1.6ba2cep-7f, 0x1.94f666p-8f,
     0x1.b3b9f4p-9f, 0x1.d35026p-10f, 0x1.f34626p-11f, 0x1.0d9b58p-11f,
     0x1.1f2cf8p-12f, 0x1.388f1cp-13f, 0x1.4a838ap-14f, 0x1.675bcap-15f},
    {-0x1.9e2c6cp-9f, -0x1.72be2p-7f, -0x1.06305ap-6f, -0x1.cf44f6p-7f,
     -0x1.437ef2p-7f, -0x1.910764p-8f, -0x1.ced48cp-9f, -0x1.07375cp-9f,
     -0x1.1e9842p-10f, -0x1.354fd6p-11f, -0x1.4b9392p-12f, -0x1.66ba84p-13f,
     -0x1.7e7acp-14f, -0x1.a07f7p-15f, -0x1.b88baap-16f, -0x1.df0ddp-17f},
    {-0x1.4d299ap-8f, -0x1.c85db8p-9f, -0x1.1ab59p-12f, 0x1.821ba8p-10f,
     0x1.bb0794p-10f, 0x1.4c6c18p-10f, 0x1.a449aep-11f, 0x1.f3e95ep-12f,
     0x1.16e6d6p-12f, 0x1.30e25p-13f, 0x1.490b48p-14f, 0x1.653f7p-15f,
     0x1.7da3ecp-16f, 0x1.a00882p-17f, 0x1.b84736p-18f, 0x1.dedd9ap-19f},
    {0x1.04fd58p-12f, 0x1.f84d7cp-11f, 0x1.c08d9ap-11f, 0x1.222e96p-12f,
     -0x1.48e2bep-14f, -0x1.4b66eep-13f, -0x1.0ee964p-13f, -0x1.67596cp-14f,
     -0x1.a6e364p-15f, -0x1.dae872p-16f, -0x1.041ef2p-16f, -0x1.1d0dcep-17f,
     -0x1.30f038p-18f, -0x1.4cb338p-19f, -0x1.60bdccp-20f, -0x1.80fa2ep-21f},
    {0x1.232804p-12f, 0x1.1326b2p-13f, -0x1.29856p-13f, -0x1.1d1dbep-13f,
     -0x1.9e67e8p-15f, -0x1.954d6ep-21f, 0x1.92897cp-17f, 0x1.7513p-17f,
     0x1.f0e24p-18f, 0x1.285ffap-18f, 0x1.505fdap-19f, 0x1.77412ep-20f,
     0x1.939752p-21f, 0x1.afd0c6p-22f, 0x1.d2fcc8p-23f, 0x1.03b6bap-23f}};
#define SOFTPLUS_TABLE_SCALE 0x1.99999ap0f
/* end of coefficients */
#endif

/* log(1 + e^-t) 2^EXP_BIAS of a pair t >= 0. */
INLINE struct vec_pair softplus_tail_biased(struct vec_pair t)
{
    const vec end = vec_splat(EXP_REACH);
    const struct vec_pair held = {vec_min(end, t.high), vec_keep(vec_lt(t.high, end), t.low)};
    const struct vec_pair e = exp_minus(held);
    return log1p_biased(fast_sum(e.high, e.low), exp_unbias());
}

#if LANE_BITS == 32
/* log(1 + e^-t) of a pair 0 <= t <= LOGISTIC_END. */
INLINE struct vec_pair softplus_tail(struct vec_pair t)
{
    const struct table tails = TABLE_OF(SOFTPLUS_TABLE);
    const struct place at = place_of(tails, t.high);
    const vec d = vec_add(at.d, t.low);
    return linear_pair(table_row(tails, START_ROW, at.index), table_slope(tails, at.index, d), d);
}
#endif

/* linear + tail unit / beta, both terms at least 0 for beta > 0. All that is of beta alone leaves the loop
   where beta is one value. */
INLINE vec softplus_sum(vec linear, struct vec_pair tail, vec beta, vec unit)
{
    const vec reciprocal = vec_div(vec_splat(1), beta), quotient = vec_mul(tail.high, reciprocal);
    const vec remainder = vec_add(vec_fnma(quotient, beta, tail.high), tail.low);
    const struct vec_pair divided = pair_scale((struct vec_pair){quotient, vec_mul(remainder, reciprocal)}, unit);
    const struct vec_pair sum = fast_sum(vec_max(divided.high, linear), vec_min(divided.high, linear));
    const vec y = vec_add(sum.high, vec_add(sum.low, divided.low));
    const mask infinite = vec_eq(sum.high, vec_splat((lane)INFINITY)); /* and without a remainder */
    return vec_select(infinite, sum.high, y);
}

/* log(1 + e^(beta x)) / beta. */
INLINE vec softplus_value(vec x, vec beta)
{
    const struct vec_pair z = two_product(beta, x);
    const mask positive = vec_nle(z.high, vec_splat(0));
    const struct vec_pair t = pair_abs(z);
    const vec linear = vec_keep(positive, x);
#if LANE_BITS == 32
    const vec y = softplus_sum(linear, softplus_tail(t), beta, vec_splat(1));
    const mask far = vec_nle(t.high, vec_splat(LOGISTIC_END));
    if (!mask_any(far))
        return y;
    return vec_select(far, softplus_sum(linear, softplus_tail_biased(t), beta, exp_unbias()), y);
#else
    return softplus_sum(linear, softplus_tail_biased(t), beta, exp_unbias());
#endif
}

#endif
