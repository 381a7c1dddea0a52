/* The logistic function s(z) = 1 / (1 + e^-z), and what is made of it: x s(z) and its slope. */
#ifndef RELU_SIMD_LOGISTIC_H
#define RELU_SIMD_LOGISTIC_H

#include "exp.h"
#include "intervals.h"

#if LANE_BITS == 32
/* coefficients gate_steps: as exp_steps, the shift being so large that the polynomial is positive; error
   2^-26.9; tools/coefficients.py */
static const uint32_t GATE_STEPS[8] = {
    0x3f70714f, 0x3f731a2e, 0x3f6ef7d1, 0x3f6be862,
    0x3f6a04c3, 0x3f696817, 0x3f6a2ff5, 0x3f6c7ca2};
static const lane GATE_STEPS_POLYNOMIAL[] = {
    0x1.090624p-4f, -0x1.109062p0f, 0x1.109144p-1f, -0x1.6b798ep-3f,
    0x1.4eb1d6p-5f};
/* end of coefficients */

/* e^(-factor t) of t = r - k ln 2 / 8 / factor, biased: step (1 + p) with p >= 0. The factor goes into the
   coefficients. */
INLINE struct vec_pair gate_power(vec k_in_magic, vec r, lane factor)
{
    enum { LAST = sizeof GATE_STEPS_POLYNOMIAL / sizeof(lane) - 1 };
    lane c[LAST + 1] = {GATE_STEPS_POLYNOMIAL[0]}, power = factor;
    for (int i = 1; i <= LAST; i++, power *= factor)
        c[i] = GATE_STEPS_POLYNOMIAL[i] * power;
    vec p = vec_splat(c[LAST]);
    for (int i = LAST - 1; i >= 0; i--)
        p = vec_fma(p, r, vec_splat(c[i]));
    const vec step = power_of_step(GATE_STEPS, k_in_magic);
    return (struct vec_pair){step, vec_mul(step, p)};
}
#else
INLINE struct vec_pair gate_power(vec k_in_magic, vec r, lane factor)
{
    return exp_of_steps(k_in_magic, vec_mul(r, vec_splat(factor)));
}
#endif

/* e^-z for z = factor t >= 0, step being the pair of ln 2 / STEPS_A_POWER / factor: t less whole steps of it
   is small, so the product with the factor may be rounded. */
INLINE struct vec_pair gate_exp(vec t, lane factor, const lane *step)
{
    const vec k_in_magic = steps_in_magic(t, factor, exp_magic()), k = vec_sub(k_in_magic, exp_magic());
    return gate_power(k_in_magic, vec_fma(k, vec_splat(step[1]), vec_fma(k, vec_splat(step[0]), t)), factor);
}

/* max(0, x) - t q for t = |x| up to where t q is 0: x s(x) where q = s(-t), and the like. q is biased.
   For x >= 0 the difference is exact where the two are alike. */
INLINE vec gate_by_tail(vec x, vec t, struct vec_pair biased)
{
    const vec product = vec_fma(t, biased.high, vec_mul(t, biased.low));
    return minus_unbiased(vec_max(vec_splat(0), x), product);
}

/* t q for q = s(-z) = e / (1 + e), e = e^-z for z >= 0, biased: y = t q by the rounded reciprocal of
   1 + e, and what t e - y (1 + e) = t e.high - y - y e.high + (t - y) e.low leaves. Its first
   difference alone is rounded where that counts, by a quarter of a unit, or by half of one if e.low could be
   negative. */
INLINE vec biased_gate(vec t, struct vec_pair e)
{
    const vec sum = pair_value(e), denominator = vec_fma(sum, exp_unbias(), vec_splat(1));
    const vec reciprocal = vec_div(vec_splat(1), denominator);
    const vec rough = vec_mul(vec_mul(t, sum), reciprocal), unbiased = vec_mul(rough, exp_unbias());
    const vec difference = vec_fnma(unbiased, e.high, vec_fms(t, e.high, rough));
    const vec remainder = vec_fma(vec_sub(t, unbiased), e.low, difference);
    return vec_fma(remainder, reciprocal, rough);
}

/* As gate_by_tail. */
INLINE vec gate_by_exp(vec x, vec t, struct vec_pair e)
{
    return minus_unbiased(vec_max(vec_splat(0), x), biased_gate(t, e));
}

/* 1 - q for a pair 0 <= q <= 1/2. */
INLINE struct vec_pair one_minus(struct vec_pair q)
{
    const struct vec_pair sum = fast_sum(vec_splat(1), vec_neg(q.high));
    return (struct vec_pair){sum.high, vec_sub(sum.low, q.low)};
}

#if LANE_BITS == 32
/* s(-t) 2^EXP_BIAS of a pair t >= 0 whose high part is at most EXP_REACH: e / (1 + e), e = e^-t. The
   quotient by the reciprocal, and the exact remainder of e = high + low. */
INLINE struct vec_pair logistic_tail_biased(struct vec_pair t)
{
    const struct vec_pair e = exp_minus(t);
    const vec sum = pair_value(e), denominator = vec_fma(sum, exp_unbias(), vec_splat(1));
    const vec missing = vec_fma(e.low, exp_unbias(),
                                vec_fma(e.high, exp_unbias(), vec_sub(vec_splat(1), denominator)));
    const vec reciprocal = vec_div(vec_splat(1), denominator), quotient = vec_mul(sum, reciprocal);
    const vec remainder = vec_add(vec_fnma(quotient, denominator, e.high), vec_fnma(quotient, missing, e.low));
    return (struct vec_pair){quotient, vec_mul(remainder, reciprocal)};
}

INLINE vec logistic_by_exp(vec x)
{
    const vec t = vec_min(vec_splat(EXP_REACH), vec_abs(x));
    const struct vec_pair biased = logistic_tail_biased(pair_of(t));
    const vec left = vec_mul(pair_value(biased), exp_unbias());
    const vec right = pair_value(one_minus(pair_scale(biased, exp_unbias())));
    return vec_select(vec_le(x, vec_splat(0)), left, right);
}
#else
/* e / (1 + e) or 1 / (1 + e), by a rounded denominator: float64 has two units to give away. */
INLINE vec logistic_by_exp(vec x)
{
    const vec t = vec_min(vec_splat(EXP_REACH), vec_abs(x));
    const struct vec_pair e = exp_minus(pair_of(t));
    const mask left = vec_le(x, vec_splat(0));
    const struct vec_pair numerator = pair_select(left, e, splat_pair(1, 0));
    const vec denominator = vec_fma(pair_value(e), exp_unbias(), vec_splat(1));
    const vec reciprocal = vec_div(vec_splat(1), denominator);
    const vec ratio = vec_mul(pair_value(numerator), reciprocal);
    const vec remainder = vec_add(vec_fnma(ratio, denominator, numerator.high), numerator.low);
    const vec y = vec_fma(remainder, reciprocal, ratio);
    return vec_select(left, vec_mul(y, exp_unbias()), y);
}
#endif

INLINE vec silu_by_exp(vec x)
{
    const vec t = vec_min(vec_splat(EXP_REACH), vec_abs(x));
    return gate_by_exp(x, t, gate_exp(t, 1, EXP_STEP));
}

#if LANE_BITS == 32
/* Intervals of width 5/8 around the multiples of it, up to LOGISTIC_END; e^-t further out. */
#define LOGISTIC_END 9.6f

/* coefficients sigmoid_table: s(-t), 16 intervals, degree 6, error 2^-28.2; tools/coefficients.py */
static const lane SIGMOID_TABLE[8][16] = {
    {0x0p0f, 0x1.435p-1f, 0x1.410ep0f, 0x1.ddd2p0f,
     0x1.3f53p1f, 0x1.8e7p1f, 0x1.e124p1f, 0x1.177dp2f,
     0x1.3f44p2f, 0x1.6833p2f, 0x1.90688p2f, 0x1.b88cp2f,
     0x1.df3a8p2f, 0x1.039bp3f, 0x1.17f88p3f, 0x1.2bf4cp3f},
    {0x1p-1f, 0x1.638276p-2f, 0x1.c6a188p-3f, 0x1.1253ccp-3f,
     0x1.383c08p-4f, 0x1.5cd64p-5f, 0x1.75329p-6f, 0x1.9a96eap-7f,
     0x1.bba682p-8f, 0x1.d58fep-9f, 0x1.f5e078p-10f, 0x1.0c4b0ep-10f,
     0x1.2553f4p-11f, 0x1.3a2ea4p-12f, 0x1.4c91b2p-13f, 0x1.64364cp-14f},
    {-0x1p-2f, -0x1.d02b62p-3f, -0x1.61b55ep-3f, -0x1.db29bap-4f,
     -0x1.206ee2p-4f, -0x1.4dfb86p-5f, -0x1.6cb25ep-6f, -0x1.9571dap-7f,
     -0x1.b8a5a8p-8f, -0x1.d3e13cp-9f, -0x1.f4ea7ep-10f, -0x1.0c04c2p-10f,
     -0x1.2529f2p-11f, -0x1.3a168ap-12f, -0x1.4c8432p-13f, -0x1.642e8ep-14f},
    {0x1.4a68b4p-25f, 0x1.1bbe1p-5f, 0x1.89574ep-5f, 0x1.5bde2ep-5f,
     0x1.e8eb18p-6f, 0x1.3189f4p-6f, 0x1.5c151ep-7f, 0x1.8b48bcp-8f,
     0x1.b2ae5ep-9f, 0x1.d08708p-10f, 0x1.f2ff7ap-11f, 0x1.0b785p-11f,
     0x1.24d5fap-12f, 0x1.39e658p-13f, 0x1.4c693p-14f, 0x1.641f12p-15f},
    {0x1.55501ep-6f, 0x1.bd73cep-7f, 0x1.11c218p-10f, -0x1.81215ep-8f,
     -0x1.bc2f32p-8f, -0x1.5062dp-8f, -0x1.a552fp-9f, -0x1.f476a6p-10f,
     -0x1.19e9fap-10f, -0x1.313cdap-11f, -0x1.4a1d16p-12f, -0x1.632adcp-13f,
     -0x1.8590cp-14f, -0x1.a2083cp-15f, -0x1.baedfcp-16f, -0x1.daa95ap-17f},
    {0x1.ea32fcp-17f, -0x1.454adcp-8f, -0x1.193beep-8f, -0x1.6bc2c8p-10f,
     0x1.93e29cp-12f, 0x1.a012fp-11f, 0x1.542784p-11f, 0x1.c0cdf8p-12f,
     0x1.0a68f8p-12f, 0x1.286c62p-13f, 0x1.4509dep-14f, 0x1.6041d8p-15f,
     0x1.83cb14p-16f, 0x1.a11146p-17f, 0x1.ba62f8p-18f, 0x1.da541ap-19f},
    {-0x1.1b8e16p-9f, -0x1.6a8124p-11f, 0x1.bcd388p-11f, 0x1.b3e868p-11f,
     0x1.41017p-12f, 0x1.549066p-17f, -0x1.2d7fd2p-14f, -0x1.170dd6p-14f,
     -0x1.79e7d4p-15f, -0x1.bf7da8p-16f, -0x1.f9608ep-17f, -0x1.159874p-17f,
     -0x1.35557ap-18f, -0x1.4cb492p-19f, -0x1.6257dep-20f, -0x1.7ca3dep-21f},
    {0x1.b50faap-13f, 0x1.24eddep-11f, 0x1.823b32p-13f, -0x1.0cd8c2p-13f,
     -0x1.ebdb12p-14f, -0x1.665f9cp-15f, -0x1.4f6414p-18f, 0x1.54fca8p-18f,
     0x1.76d31p-18f, 0x1.046712p-18f, 0x1.3b088ep-19f, 0x1.6523ap-20f,
     0x1.9ca76cp-21f, 0x1.ab87p-22f, 0x1.d1a21cp-23f, 0x1.fd5228p-24f}};
#define SIGMOID_TABLE_SCALE 0x1.99999ap0f
/* end of coefficients */
/* coefficients silu_table: t s(-t), 16 intervals, degree 6, error 2^-26.2; tools/coefficients.py */
static const lane SILU_TABLE[8][16] = {
    {0x0p0f, 0x1.3a64p-1f, 0x1.41c8p0f, 0x1.df9ap0f,
     0x1.40bfp1f, 0x1.9111p1f, 0x1.df9bp1f, 0x1.183fp2f,
     0x1.3f558p2f, 0x1.6757p2f, 0x1.8f6ep2f, 0x1.b8abp2f,
     0x1.e0618p2f, 0x1.0423p3f, 0x1.1865cp3f, 0x1.2bcfcp3f},
    {0x0p0f, 0x1.b993b6p-3f, 0x1.1d187ap-2f, 0x1.fed902p-3f,
     0x1.833524p-3f, 0x1.0beebp-3f, 0x1.61b4b2p-4f, 0x1.bc407p-5f,
     0x1.146938p-5f, 0x1.4dfe84p-6f, 0x1.8d8d82p-7f, 0x1.ccf4f4p-8f,
     0x1.0e4e0cp-8f, 0x1.3a0112p-9f, 0x1.67705ep-10f, 0x1.a30fe6p-11f},
    {-0x1.e6e0a6p-34f, 0x1.b09b34p-3f, 0x1.3773e8p-8f, -0x1.544e62p-4f,
     -0x1.96f08ap-4f, -0x1.56784ep-4f, -0x1.f64f56p-5f, -0x1.514bb8p-5f,
     -0x1.b649e2p-6f, -0x1.114bb4p-6f, -0x1.4d14a8p-7f, -0x1.898a12p-8f,
     -0x1.d449dcp-9f, -0x1.134908p-9f, -0x1.3e5cb8p-10f, -0x1.764c5ep-11f},
    {-0x1.fffffcp-3f, -0x1.a7f6a2p-3f, -0x1.cb0c9ep-4f, -0x1.27ab8cp-5f,
     0x1.23e44cp-8f, 0x1.1db39ap-6f, 0x1.225bc8p-6f, 0x1.c6f974p-7f,
     0x1.4190dap-7f, 0x1.a7a694p-8f, 0x1.0c1622p-8f, 0x1.45c9e6p-9f,
     0x1.8bbfeep-10f, 0x1.d8fe4ap-11f, 0x1.153df6p-11f, 0x1.4981a4p-12f},
    {-0x1.141c18p-20f, 0x1.5beb22p-5f, 0x1.93a7aap-5f, 0x1.00174p-5f,
     0x1.9f60eep-7f, 0x1.41ecep-9f, -0x1.74db8ep-10f, -0x1.2e6b1p-9f,
     -0x1.0c62d2p-9f, -0x1.8d73cp-10f, -0x1.0d90ecp-10f, -0x1.57411cp-11f,
     -0x1.ae6ccap-12f, -0x1.07716ep-12f, -0x1.3ab8b6p-13f, -0x1.7b8b1ap-14f},
    {0x1.55898p-6f, 0x1.660cf4p-7f, -0x1.1f2f86p-8f, -0x1.1535dep-7f,
     -0x1.79080ap-8f, -0x1.51fe9ap-9f, -0x1.a2b016p-11f, -0x1.0cc534p-15f,
     0x1.930fc8p-13f, 0x1.c0903cp-13f, 0x1.67266ep-13f, 0x1.f574f6p-14f,
     0x1.4c3bd2p-14f, 0x1.a6815ap-15f, 0x1.03978ep-15f, 0x1.3f9a68p-16f},
    {-0x1.0da58p-14f, -0x1.590182p-8f, -0x1.a0d752p-9f, 0x1.60b502p-13f,
     0x1.28a428p-10f, 0x1.a52e74p-11f, 0x1.92909cp-12f, 0x1.1ad4fap-13f,
     0x1.fbea52p-16f, -0x1.f44a0ap-18f, -0x1.13d762p-16f, -0x1.f2affcp-17f,
     -0x1.72dd3ap-17f, -0x1.fa0124p-18f, -0x1.47112ap-18f, -0x1.a1515p-19f},
    {-0x1.001abap-9f, -0x1.97a1f4p-12f, 0x1.197684p-10f, 0x1.3025bp-11f,
     0x1.8a54dcp-18f, -0x1.0c10a6p-13f, -0x1.7a9f96p-14f, -0x1.6a9d7cp-15f,
     -0x1.221bdp-16f, -0x1.60dfep-18f, -0x1.221fep-22f, 0x1.d72b14p-21f,
     0x1.120b62p-20f, 0x1.b445ecp-21f, 0x1.3c17cap-21f, 0x1.b5d772p-22f}};
#define SILU_TABLE_SCALE 0x1.99999ap0f
/* end of coefficients */

/* `tail` where x <= 0, else 1 - tail. */
INLINE vec either_side(vec x, vec tail)
{
    return vec_select(vec_le(x, vec_splat(0)), tail, vec_sub(vec_splat(1), tail));
}

/* s(-t) is looked up; beyond the table it comes from e^-t. */
INLINE vec logistic_value(vec x)
{
    const vec t = vec_abs(x);
    const struct table tails = TABLE_OF(SIGMOID_TABLE);
    const vec y = either_side(x, interval_value(tails, place_of(tails, t)));
    const mask far = vec_nle(t, vec_splat(LOGISTIC_END));
    return mask_any(far) ? vec_select(far, logistic_by_exp(x), y) : y;
}
#else
INLINE vec logistic_value(vec x) { return logistic_by_exp(x); }
#endif

#if LANE_BITS == 32
/* x s(x). For x >= 0 it is x less x s(-x), which is exact where the two are alike. */
INLINE vec silu_value(vec x)
{
    const vec t = vec_abs(x);
    const struct table tails = TABLE_OF(SILU_TABLE);
    const struct place at = place_of(tails, t);
    const vec start = vec_select(at.first, vec_mul(vec_splat(0.5f), t), table_row(tails, START_ROW, at.index));
    const vec tail = vec_fma(table_slope(tails, at.index, at.d), at.d, start);
    const vec difference = vec_sub(vec_max(vec_splat(0), x), tail);
    const vec y = vec_copysign(difference, x); /* of a zero too */
    const mask far = vec_nle(t, vec_splat(LOGISTIC_END));
    return mask_any(far) ? vec_select(far, silu_by_exp(x), y) : y;
}
#else
INLINE vec silu_value(vec x) { return silu_by_exp(x); }
#endif

#endif
