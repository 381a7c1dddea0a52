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

/* `tail` where x <= 0, else 1 - tail. */
INLINE vec either_side(vec x, vec tail)
{
    return vec_sub_where(vec_nle(x, vec_splat(0)), vec_splat(1), tail, tail);
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

#if LANE_BITS == 32
/* The tables of 15 intervals end here; e^-t further out. */
#define LOGISTIC_END 9.26f

/* coefficients sigmoid_table: s(-t), 8 intervals, degree 7, error 2^-26.6; tools/coefficients.py */
static const lane SIGMOID_TABLE[9][8] = {
    {0x0p0f, 0x1.6bf2p0f, 0x1.3f53p1f, 0x1.f9d6p1f,
     0x1.37c68p2f, 0x1.87a48p2f, 0x1.df3a8p2f, 0x1.1ae64p3f},
    {0x1p-1f, 0x1.8e224p-3f, 0x1.383c08p-4f, 0x1.34f346p-6f,
     0x1.f2508cp-8f, 0x1.1fb114p-9f, 0x1.2553f4p-11f, 0x1.2f7cb8p-13f},
    {-0x1p-2f, -0x1.40bc6ep-3f, -0x1.206ee2p-4f, -0x1.2f1fdcp-6f,
     -0x1.ee868ep-8f, -0x1.1f0f6cp-9f, -0x1.2529fp-11f, -0x1.2f717ap-13f},
    {0x1.16e6d6p-24f, 0x1.8810e8p-5f, 0x1.e8eb24p-6f, 0x1.23b162p-7f,
     0x1.e7014cp-9f, 0x1.1dccd4p-10f, 0x1.24d5f6p-12f, 0x1.2f5af4p-14f},
    {0x1.554f94p-6f, -0x1.9d027ap-10f, -0x1.bc2ee6p-8f, -0x1.674dfap-9f,
     -0x1.3ac202p-10f, -0x1.79b7fap-12f, -0x1.8593a4p-14f, -0x1.943ceap-16f},
    {0x1.68c956p-17f, -0x1.cba84cp-9f, 0x1.93d2fep-12f, 0x1.2e6d62p-11f,
     0x1.2749dap-12f, 0x1.730b4cp-14f, 0x1.83d484p-16f, 0x1.93d5bcp-18f},
    {-0x1.1664cap-9f, 0x1.037ef6p-10f, 0x1.3f19ecp-12f, -0x1.3a5e0cp-14f,
     -0x1.9b9d38p-15f, -0x1.1e2ebcp-16f, -0x1.3313cep-18f, -0x1.424b88p-20f},
    {0x1.444da2p-14f, 0x1.fd6c6cp-15f, -0x1.ef093ap-14f, 0x1.1325a6p-19f,
     0x1.83cc24p-18f, 0x1.63a988p-19f, 0x1.9385e8p-21f, 0x1.9e8cc4p-23f},
    {0x1.351ceep-13f, -0x1.cb5646p-14f, 0x1.0edc84p-16f, 0x1.6f0a6ap-18f,
     -0x1.c0c4bep-23f, -0x1.5ba5f2p-22f, -0x1.fccc18p-24f, -0x1.3fd8aep-25f}};
#define SIGMOID_TABLE_SCALE 0x1.a3d70ap-1f
#define SIGMOID_TABLE_END 0x1.24aec2p3f
/* end of coefficients */
/* coefficients silu_table: t s(-t), 15 intervals, degree 6, error 2^-26; tools/coefficients.py */
#define SILU_ROWS(ROW) \
    ROW(0x0p0f, 0x0p0f, 0x1p-40f, -0x1.fffffep-3f, \
        -0x1.6ef7fp-21f, 0x1.557d2cp-6f, -0x1.c36298p-15f, -0x1.01d762p-9f) \
    ROW(0x1.efe8p-2f, 0x1.7a1ea8p-3f, 0x1.11688ep-2f, -0x1.c75494p-3f, \
        0x1.2657b4p-5f, 0x1.d2ee3cp-7f, -0x1.4785bep-8f, -0x1.653244p-12f) \
    ROW(0x1.1e46p0f, 0x1.1a13ap-2f, 0x1.3d3eeap-5f, -0x1.105d94p-3f, \
        0x1.a2171p-5f, -0x1.e91b5cp-10f, -0x1.0b3ef4p-8f, 0x1.1abe4ep-10f) \
    ROW(0x1.027ep1f, 0x1.e49dbap-3f, -0x1.77b844p-4f, -0x1.808b2ap-6f, \
        0x1.b06c76p-6f, -0x1.0b4788p-7f, 0x1.4ce70cp-11f, 0x1.120c3cp-11f) \
    ROW(0x1.476cp1f, 0x1.789fc6p-3f, -0x1.94a04ep-4f, 0x1.9fd2aep-8f, \
        0x1.79127p-7f, -0x1.65809ap-8f, 0x1.27d3acp-10f, -0x1.5e0d36p-16f) \
    ROW(0x1.a77ep1f, 0x1.de19c4p-4f, -0x1.3cba64p-4f, 0x1.2bbfd2p-6f, \
        0x1.ce313cp-11f, -0x1.fb0e76p-10f, 0x1.5f5cbcp-11f, -0x1.063cf6p-13f) \
    ROW(0x1.f50fp1f, 0x1.399ef4p-4f, -0x1.c6bd06p-5f, 0x1.14b6dcp-6f, \
        -0x1.e731dap-10f, -0x1.0d849p-11f, 0x1.3938fcp-12f, -0x1.59ce3cp-14f) \
    ROW(0x1.1f34p2f, 0x1.98e7fcp-5f, -0x1.393cdcp-5f, 0x1.ae4c68p-7f, \
        -0x1.2e506ap-9f, 0x1.1752ecp-15f, 0x1.c7646ap-14f, -0x1.3b726p-15f) \
    ROW(0x1.4e6dp2f, 0x1.c9faeap-6f, -0x1.6fe2ap-6f, 0x1.144de8p-7f, \
        -0x1.e6056ep-10f, 0x1.c1e25ep-13f, 0x1.4a6e0ap-17f, -0x1.b2b326p-17f) \
    ROW(0x1.7097p2f, 0x1.28a226p-6f, -0x1.e863d8p-7f, 0x1.7e4ec2p-8f, \
        -0x1.6d8bf6p-10f, 0x1.b17ba8p-13f, -0x1.78675ep-17f, -0x1.ccf892p-19f) \
    ROW(0x1.993e8p2f, 0x1.5d8222p-7f, -0x1.264466p-7f, 0x1.dd413p-9f, \
        -0x1.e616b8p-11f, 0x1.4c97fep-13f, -0x1.15b2b8p-16f, 0x1.c39ff4p-24f) \
    ROW(0x1.c3ddp2f, 0x1.8ce0d6p-8f, -0x1.54536p-8f, 0x1.1b879cp-9f, \
        -0x1.2dbb7ap-11f, 0x1.c0c232p-14f, -0x1.ce4e04p-17f, 0x1.156654p-20f) \
    ROW(0x1.f1bp2f, 0x1.ab6fa2p-9f, -0x1.744a7p-9f, 0x1.3d0332p-10f, \
        -0x1.5ca95p-12f, 0x1.12064ap-14f, -0x1.3aaf98p-17f, 0x1.2f0edp-20f) \
    ROW(0x1.0e6p3f, 0x1.da0a16p-10f, -0x1.a1d55ap-10f, 0x1.698cdp-11f, \
        -0x1.96d6ccp-13f, 0x1.4b360cp-15f, -0x1.95439p-18f, 0x1.b3d1d8p-21f) \
    ROW(0x1.1e4f8p3f, 0x1.311adcp-10f, -0x1.0ef6f4p-10f, 0x1.d9965p-12f, \
        -0x1.0e14d2p-13f, 0x1.c09702p-16f, -0x1.1f0e12p-18f, 0x1.2121fcp-21f) \
    ROW(0x1.1f34p2f, 0x1.98e7fcp-5f, -0x1.393cdcp-5f, 0x1.ae4c68p-7f, \
        -0x1.2e506ap-9f, 0x1.1752ecp-15f, 0x1.c7646ap-14f, -0x1.3b726p-15f)
#define SILU_TABLE_SCALE 0x1.907c84p0f
/* end of coefficients */
static ROW_TABLE(SILU_TABLE, 16, SILU_ROWS);

/* s(-t) is looked up; beyond the table it comes from e^-t. */
INLINE vec logistic_value(vec x)
{
    const vec t = vec_abs(x);
    const struct table tails = TABLE_OF(SIGMOID_TABLE);
    const vec y = either_side(x, piece_value(step_piece(tails, t)));
    const mask far = vec_nle(t, vec_splat(SIGMOID_TABLE_END));
    return mask_any(far) ? vec_select(far, logistic_by_exp(x), y) : y;
}
#else
INLINE vec logistic_value(vec x) { return logistic_by_exp(x); }
#endif

#if LANE_BITS == 32
INLINE vec silu_by_exp(vec x)
{
    const vec t = vec_min(vec_splat(EXP_REACH), vec_abs(x));
    return gate_by_exp(x, t, gate_exp(t, 1, EXP_STEP));
}

/* x s(x). For x >= 0 it is x less x s(-x), which is exact where the two are alike. In the first interval t / 2
   stands for B, which is 0 there; beyond the table t may be no number. */
struct silu_half { struct row_places at; };

INLINE void silu_first(vec x, struct silu_half *to)
{
    find_rows(&to->at, ROWS_OF(SILU_TABLE), step_interval(vec_abs(x), SILU_TABLE_SCALE).index);
}

INLINE vec silu_second(vec x, const struct silu_half *half)
{
    const vec t = vec_abs(x);
    vec row[ROW_LENGTH];
    vec_lookup_row(row, (const lane *)SILU_TABLE, ROWS_OF(SILU_TABLE), &half->at);
    const struct piece tail = row_piece(row, t);
    const vec start = vec_fnma_where(tail.first, vec_splat(-0.5f), t, tail.start);
    /* -0 for -0 and where t s(-t) vanishes */
    const vec y = vec_sub(vec_max(vec_splat(-0.0f), x), vec_fma(piece_slope(tail), tail.d, start));
    const mask far = vec_nle(t, vec_splat(LOGISTIC_END));
    return mask_any(far) ? vec_select(far, silu_by_exp(x), y) : y;
}
#else
struct silu_half { struct vec_pair e; };

INLINE void silu_first(vec x, struct silu_half *to)
{
    to->e = gate_exp(vec_min(vec_splat(EXP_REACH), vec_abs(x)), 1, EXP_STEP);
}

INLINE vec silu_second(vec x, const struct silu_half *half)
{
    return gate_by_exp(x, vec_min(vec_splat(EXP_REACH), vec_abs(x)), half->e);
}
#endif

#endif
