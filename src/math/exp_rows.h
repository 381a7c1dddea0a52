/* e^x of the elements of a row, as pairs and with a bias: a power of two that keeps small ones normal. */
#ifndef RELU_SIMD_EXP_ROWS_H
#define RELU_SIMD_EXP_ROWS_H

#include "exp.h"

/* high + low; in float32 high (1 + low), which takes a multiplication less. */
struct row_power { vec high, low; };

INLINE struct vec_pair power_pair(struct row_power e)
{
    return (struct vec_pair){e.high, LANE_BITS == 32 ? vec_mul(e.high, e.low) : e.low};
}

/* The low part more. */
INLINE vec plus_low(struct row_power e, vec a)
{
    return LANE_BITS == 32 ? vec_fma(e.high, e.low, a) : vec_add(a, e.low);
}

/* Times a pair, rounded once. */
INLINE vec power_times(struct row_power e, struct vec_pair a)
{
    const vec low = LANE_BITS == 32 ? vec_mul(e.high, vec_fma(e.low, a.high, a.low))
                                    : vec_fma(e.low, a.high, vec_mul(e.high, a.low));
    return vec_fma(e.high, a.high, low);
}

#if LANE_BITS == 32
/* coefficients row_steps: 2^(j / 8) times a factor that makes their errors less than 2^-27.9, less the bits
   of j / 8; tools/coefficients.py */
static const uint32_t ROW_STEPS[8] = {
    0x3f7f5829, 0x3f7b3a3e, 0x3f77d424, 0x3f759202,
    0x3f748e45, 0x3f74e5be, 0x3f76b7da, 0x3f7a26de};
/* end of coefficients */

/* e^x = 2^k e^r, k being a multiple of 1 / 8 and |r| <= ln(2) / 16; 8 (k + bias) in the low bits of the first. */
struct row_step { vec k_in_magic, k, r; };

INLINE struct row_step row_step_of(vec x, vec bias)
{
    const vec magic = vec_fma(rounding_magic(), vec_splat(0.125f), bias);
    const vec k_in_magic = vec_fma(x, vec_splat(ONE_OVER_LN2), magic), k = vec_sub(k_in_magic, magic);
    const vec high = vec_fnma(k, vec_splat(8 * EXP_STEP[0]), x);
    return (struct row_step){k_in_magic, k, vec_fnma(k, vec_splat(8 * EXP_STEP[1]), high)};
}

INLINE vec expm1_of_rest(vec r) { return vec_fma(vec_mul(r, r), polynomial(EXPM1_POLYNOMIAL, 3, r), r); }

/* 2^bias e^x, exact for x = 0. |low| may be a twentieth of high. The error is 2^-28. */
INLINE struct vec_pair exp_with_bias(vec x, vec bias)
{
    const struct row_step s = row_step_of(x, bias);
    const vec step = power_of_step(EXPM1_STEPS, s.k_in_magic);
    const vec lacking = vec_lookup8(EXPM1_REST, vec_bits(s.k_in_magic));
    return (struct vec_pair){step, vec_mul(step, vec_add(lacking, expm1_of_rest(s.r)))};
}

/* The same times a factor, one for all x, with fewer operations: enough where their ratios count. The error
   is that of the table more. If one_bias, that of all lanes is one whole number and 2^bias normal. */
INLINE struct row_power exp_of_row(vec x, vec bias, int one_bias)
{
    const struct row_step s = row_step_of(x, bias);
    const vec power = one_bias ? power_of_biased_step(ROW_STEPS, s.k_in_magic, s.k, bias)
                               : power_of_step(ROW_STEPS, s.k_in_magic);
    return (struct row_power){power, expm1_of_rest(s.r)};
}
#else
/* 2^bias e^x, exact for x = 0. |low| may be a tenth of high. The error is 2^-56. */
INLINE struct vec_pair exp_with_bias(vec x, vec bias)
{
    const vec power = round_to_integer(vec_mul(x, vec_splat(ONE_OVER_LN2)));
    const vec high = vec_fnma(power, vec_splat(LN2[0]), x), low = vec_mul(power, vec_splat(-LN2[1]));
    const vec r = vec_add(high, low);
    const vec curve = vec_fma(r, polynomial(EXP_POLYNOMIAL, EXP_TERMS, r), vec_splat(0.5));
    const struct vec_pair head = fast_sum(vec_splat(1), high);
    const vec tail = vec_add(head.low, vec_fma(vec_mul(r, r), curve, low));
    return pair_scale((struct vec_pair){head.high, tail}, power_of_two(vec_add(power, bias)));
}

INLINE struct row_power exp_of_row(vec x, vec bias, int one_bias)
{
    (void)one_bias;
    const struct vec_pair e = exp_with_bias(x, bias);
    return (struct row_power){e.high, e.low};
}
#endif

#endif
