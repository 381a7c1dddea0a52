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
/* coefficients softplus_table: log(1 + e^-t), 15 intervals, degree 6; tools/coefficients.py */
static const lane SOFTPLUS_TABLE[8][16] = {
    {0x1.528p-3f, 0x1.4b7cp-1f, 0x1.45dep0f, 0x1.edp0f,
     0x1.475p1f, 0x1.9a8cp1f, 0x1.ea27p1f, 0x1.1ed8p2f,
     0x1.478fp2f, 0x1.70aap2f, 0x1.98b3p2f, 0x1.c251p2f,
     0x1.eb078p2f, 0x1.09fbp3f, 0x1.1e23cp3f, 0x1.1ed8p2f},
    {0x1.3a5344p-1f, 0x1.af0a38p-2f, 0x1.f9972ap-3f, 0x1.16abcp-3f,
     0x1.31d7b6p-4f, 0x1.44eec4p-5f, 0x1.601f74p-6f, 0x1.709342p-7f,
     0x1.8737ep-8f, 0x1.9c37e6p-9f, 0x1.b95e8cp-10f, 0x1.cce444p-11f,
     0x1.e807d6p-12f, 0x1.017a2ap-12f, 0x1.124884p-13f, 0x1.709342p-7f},
    {-0x1.d5c898p-2f, -0x1.5fd082p-2f, -0x1.c00436p-3f, -0x1.048b02p-3f,
     -0x1.26b402p-4f, -0x1.3e92a8p-5f, -0x1.5c5daep-6f, -0x1.6e8296p-7f,
     -0x1.860d8ap-8f, -0x1.9b9222p-9f, -0x1.b8ff7cp-10f, -0x1.ccb06cp-11f,
     -0x1.e7eac4p-12f, -0x1.017212p-12f, -0x1.1243ecp-13f, -0x1.6e8296p-7f},
    {0x1.fc84d8p-4f, 0x1.cde24ep-4f, 0x1.5e026p-4f, 0x1.c6cb5ap-5f,
     0x1.117fe2p-5f, 0x1.322f22p-6f, 0x1.54f572p-7f, 0x1.6a6922p-8f,
     0x1.83bb3cp-9f, 0x1.9a474ap-10f, 0x1.b84192p-11f, 0x1.cc48cap-12f,
     0x1.e7b0a2p-13f, 0x1.0161e2p-13f, 0x1.123abcp-14f, 0x1.6a6922p-8f},
    {-0x1.bf2172p-9f, -0x1.81523ep-7f, -0x1.067ebcp-6f, -0x1.c41da2p-7f,
     -0x1.383306p-7f, -0x1.787ea6p-8f, -0x1.b3478ap-9f, -0x1.d86792p-10f,
     -0x1.fed1fp-11f, -0x1.0fcc82p-11f, -0x1.248312p-12f, -0x1.325074p-13f,
     -0x1.44d294p-14f, -0x1.57020ap-15f, -0x1.6d8b46p-16f, -0x1.d86792p-10f},
    {-0x1.4bdbbep-8f, -0x1.b30be2p-9f, -0x1.7c474ep-13f, 0x1.94db1ep-10f,
     0x1.b52c92p-10f, 0x1.3cb3aap-10f, 0x1.8dda2ep-11f, 0x1.c32788p-12f,
     0x1.f2a158p-13f, 0x1.0c6196p-13f, 0x1.22881cp-14f, 0x1.313d74p-15f,
     0x1.443af2p-16f, 0x1.56afc2p-17f, 0x1.6d6022p-18f, 0x1.c32788p-12f},
    {0x1.43087p-12f, 0x1.02ed7cp-10f, 0x1.b6db9ep-11f, 0x1.eb692ap-13f,
     -0x1.7d9a78p-14f, -0x1.4abf9p-13f, -0x1.05290ap-13f, -0x1.482adp-14f,
     -0x1.7c84cep-15f, -0x1.a40f76p-16f, -0x1.ccdd0cp-17f, -0x1.e6d0cap-18f,
     -0x1.034442p-18f, -0x1.1251b6p-19f, -0x1.24add2p-20f, -0x1.482adp-14f},
    {0x1.e87524p-13f, 0x1.c916bep-14f, -0x1.2d0892p-13f, -0x1.14e06ep-13f,
     -0x1.77ecbp-15f, 0x1.04d858p-19f, 0x1.9b65cap-17f, 0x1.5ecb4ep-17f,
     0x1.c6f194p-18f, 0x1.098114p-18f, 0x1.2da62ap-19f, 0x1.3f692p-20f,
     0x1.544de6p-21f, 0x1.68a4cp-22f, 0x1.7e5602p-23f, 0x1.5ecb4ep-17f}};
#define SOFTPLUS_TABLE_SCALE 0x1.907c84p0f
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
    struct place at = place_of(tails, t.high);
    at.d = vec_add(at.d, t.low);
    return piece_sum(table_piece(tails, at));
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
