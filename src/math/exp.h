/* e^z, as a pair and a power of two; and e^z - 1 as a pair. z is a pair too, since an argument that is
   itself a result needs more digits than a lane has: an error of d in z is one of d in e^z.

   z = k ln 2 + r, |r| <= 0.347; e^r = 1 + r + r^2 / 2 + r^3 P(r). r is exact but for its low part: the
   product k ln 2 by FMA cancels against z. Errors: P as stated below, about 2^-4 units in all. */
#ifndef RELU_SIMD_EXP_H
#define RELU_SIMD_EXP_H

#include "../vec/step_powers.h"
#include "pair.h"

#if LANE_BITS == 32
/* coefficients exp_f32: P, degree 4, error 2^-31 of e^r - 1; tools/coefficients.py */
static const lane EXP_POLYNOMIAL[] = {
    0x1.555554p-3f, 0x1.5554f8p-5f, 0x1.1112dap-7f, 0x1.6d3a6p-10f,
    0x1.9e6ce2p-13f};
static const lane LN2[] = {
    0x1.62e43p-1f, -0x1.05c61p-29f};
#define ONE_OVER_LN2 0x1.715476p0f
/* end of coefficients */
#else
/* coefficients exp_f64: P, degree 9, error 2^-61.6 of e^r - 1; tools/coefficients.py */
static const lane EXP_POLYNOMIAL[] = {
    0x1.5555555555559p-3, 0x1.5555555555558p-5, 0x1.111111110f703p-7, 0x1.6c16c16c17052p-10,
    0x1.a01a01afa3589p-13, 0x1.a01a019bce002p-16, 0x1.71ddf91e5b2efp-19, 0x1.27e4fda2eb722p-22,
    0x1.af5d4067f2786p-26, 0x1.1f322c1e217b2p-29};
static const lane LN2[] = {
    0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
#define ONE_OVER_LN2 0x1.71547652b82fep0
/* end of coefficients */
#endif
enum { EXP_TERMS = sizeof EXP_POLYNOMIAL / sizeof(lane) };

/* value 2^power. */
struct scaled_pair { struct vec_pair value; vec power; };

/* z = power ln 2 + r, and e^r - 1, |low| < |high| / 2. */
struct reduced { vec power; struct vec_pair expm1; };

INLINE struct reduced reduce(struct vec_pair z)
{
    const vec power = round_to_integer(vec_mul(z.high, vec_splat(ONE_OVER_LN2)));
    const vec high = vec_fnma(power, vec_splat(LN2[0]), z.high);
    const vec low = vec_fnma(power, vec_splat(LN2[1]), z.low);
    const struct vec_pair square = two_product(high, high), half = pair_scale(square, vec_splat(0.5f));
    const vec cubic = vec_mul(vec_mul(square.high, high), polynomial(EXP_POLYNOMIAL, EXP_TERMS, high));
    const struct vec_pair sum = fast_sum(high, half.high);
    const vec moved = vec_fma(low, vec_add(sum.high, cubic), low); /* e^low = 1 + low */
    const vec rest = vec_add(vec_add(sum.low, half.low), vec_add(cubic, moved));
    return (struct reduced){power, {sum.high, rest}};
}

/* e^z with a value around 1. z.high must be small enough for power_of_two or scaled_product. */
INLINE struct scaled_pair exp_scaled(struct vec_pair z)
{
    const struct reduced r = reduce(z);
    const struct vec_pair sum = pair_fast_add(splat_pair(1, 0), r.expm1);
    return (struct scaled_pair){fast_sum(sum.high, sum.low), r.power};
}

/* The pair itself; below the least normal number something else that is as small. */
INLINE struct vec_pair unscaled(struct scaled_pair a)
{
    const vec least = vec_splat(by_width(-126, -1022));
    return pair_scale(a.value, power_of_two(vec_max(least, a.power)));
}

/* 2^power in the low bits of a sum with the rounding magic and the exponents' bias, shifted into place. */
INLINE vec power_in_place(vec power_in_magic)
{
    return vec_from_bits(bits_shift_left(vec_bits(power_in_magic), LANE_BITS == 32 ? 23 : 52));
}

/* e^z - 1 = first + second + rest, each much less than the one before, or first is 0. */
struct expm1_terms { vec first, second, rest; };

#if LANE_BITS == 32
/* coefficients expm1_steps: 2^(j / 8) less the bits of j / 8, what they lack, and e^r = 1 + r + r^2 P(r);
   tools/coefficients.py */
static const uint32_t EXPM1_STEPS[8] = {
    0x3f800000, 0x3f7b95c2, 0x3f7837f0, 0x3f75fed7,
    0x3f7504f3, 0x3f75672a, 0x3f7744fd, 0x3f7ac0c7};
static const lane EXPM1_REST[] = {
    0x0p0f, -0x1.9c0c22p-27f, 0x1.125002p-25f, -0x1.0a355p-25f,
    0x1.26055cp-26f, 0x1.67a1cap-28f, -0x1.f9c304p-27f, -0x1.a5217cp-28f};
static const lane EXPM1_POLYNOMIAL[] = {
    0x1p-1f, 0x1.555c24p-3f, 0x1.5557f8p-5f};
/* end of coefficients */

/* coefficients exp_steps: 2^(j / 8) e^shift less the bits of j / 8, and e^(r - shift) - 1 in terms of -r;
   the shift is where float32 has all eight entries with an error of 2^-26.8; tools/coefficients.py */
static const uint32_t EXP_STEPS[8] = {
    0x3f8050e2, 0x3f7bedf6, 0x3f789820, 0x3f7667bb,
    0x3f757756, 0x3f75e3e7, 0x3f77cd04, 0x3f7b551e};
static const lane EXP_STEPS_POLYNOMIAL[] = {
    -0x1.42bc2p-9f, -0x1.febd44p-1f, 0x1.febd4cp-2f, -0x1.548406p-3f,
    0x1.541d62p-5f};
static const lane EXP_STEP[] = {
    0x1.62e43p-4f, -0x1.05c61p-32f};
/* end of coefficients */

/* z from -60 to 88. */
INLINE struct expm1_terms expm1_in_terms(struct vec_pair z)
{
    const vec k_in_magic = vec_fma(z.high, vec_splat(8 * ONE_OVER_LN2), rounding_magic());
    const vec k = vec_sub(k_in_magic, rounding_magic());
    const vec r = vec_fnma(k, vec_splat(EXP_STEP[0]), z.high), low = vec_fnma(k, vec_splat(EXP_STEP[1]), z.low);
    const vec step = power_of_step(EXPM1_STEPS, k_in_magic), lacking = vec_lookup8(EXPM1_REST, vec_bits(k_in_magic));
    const vec curved = vec_fma(vec_mul(r, r), polynomial(EXPM1_POLYNOMIAL, 3, r), vec_add(lacking, low));
    const struct vec_pair start = fast_sum(vec_splat(-1), step);
    const struct vec_pair linear = two_product(step, r);
    return (struct expm1_terms){start.high, linear.high, vec_fma(step, curved, vec_add(start.low, linear.low))};
}
#else
/* coefficients exp_minus_f64: P of e^-m = 1 - m + m^2 P(m), degree 9, error 2^-57.9; tools/coefficients.py */
static const lane EXP_MINUS_POLYNOMIAL[] = {
    0x1.000000000000ap-1, -0x1.555555555550bp-3, 0x1.5555555550782p-5, -0x1.1111111124ab9p-7,
    0x1.6c16c1844373dp-10, -0x1.a01a01370c674p-13, 0x1.a01999e8dd1a2p-16, -0x1.71df0e925222p-19,
    0x1.28ad85c0c3584p-22, -0x1.ad9d629cf0676p-26};
/* end of coefficients */

/* coefficients pair_steps: 2^(j / 16) less the bits of j / 16, what they lack relatively, and P as above for
   |m| <= ln 2 / 32, degree 5, error 2^-66.2; tools/coefficients.py */
#define PAIR_STEPS(ROW) \
    ROW(0x1p0, 0x0p0) \
    ROW(0x1.fb5586cf9890fp-1, 0x1.79aa65d837b6dp-54) \
    ROW(0x1.f72b83c7d517bp-1, -0x1.01b15eaa59348p-55) \
    ROW(0x1.f387a6e756238p-1, 0x1.68efde3a8a894p-54) \
    ROW(0x1.f06fe0a31b715p-1, 0x1.34d754db0abb6p-55) \
    ROW(0x1.edea64c123422p-1, 0x1.59f48a72a4c6dp-55) \
    ROW(0x1.ebfdad5362a27p-1, 0x1.690cebb7aafbp-56) \
    ROW(0x1.eab07dd485429p-1, 0x1.063e1e21c5409p-54) \
    ROW(0x1.ea09e667f3bcdp-1, -0x1.3b3efbf5e2228p-54) \
    ROW(0x1.ea11473eb0187p-1, -0x1.b32dcb94da51dp-56) \
    ROW(0x1.eace5422aa0dbp-1, 0x1.db72fc1f0eab4p-55) \
    ROW(0x1.ec49182a3f09p-1, 0x1.1affc2b91ce27p-56) \
    ROW(0x1.ee89f995ad3adp-1, 0x1.c1a7792cb3387p-55) \
    ROW(0x1.f199bdd85529cp-1, 0x1.36eae30af0cb3p-56) \
    ROW(0x1.f5818dcfba487p-1, 0x1.4a385a63d07a7p-56) \
    ROW(0x1.fa4afa2a490dap-1, -0x1.ff7128fd391fp-55)
static const lane PAIR_POLYNOMIAL[] = {
    0x1.0000000000004p-1, -0x1.5555555555546p-3, 0x1.5555555484459p-5, -0x1.1111111247a5fp-7,
    0x1.6c183e883ff1dp-10, -0x1.a019285afeb06p-13};
static const lane PAIR_STEP[] = {
    0x1.62e42fefa39efp-5, 0x1.abc9e3b39803fp-60};
/* end of coefficients */
static STEP_TABLE(PAIR_STEP_TABLE, PAIR_STEPS);

/* z from -60 to 709. */
INLINE struct expm1_terms expm1_in_terms(struct vec_pair z)
{
    const struct reduced r = reduce(z);
    const vec power = power_of_two(r.power);
    const struct vec_pair start = fast_sum(vec_splat(-1), power);
    return (struct expm1_terms){start.high, vec_mul(power, r.expm1.high), vec_fma(power, r.expm1.low, start.low)};
}
#endif

/* a (e^z - 1) for z up to 88 or 709, rounded once. */
INLINE vec expm1_product(struct vec_pair a, struct vec_pair z)
{
    const vec least = vec_splat(-60), most = vec_splat(by_width(88, 709)); /* e^-60 - 1 is -1 */
    const struct vec_pair held = {vec_min(most, vec_max(least, z.high)),
                                  vec_keep(vec_nle(z.high, least), z.low)};
    const struct expm1_terms e = expm1_in_terms(held);
    const vec sum = vec_copysign(vec_add(e.first, e.second), z.high); /* of a zero too */
    const vec product = vec_mul(a.high, sum), rest = vec_fma(a.low, sum, vec_mul(a.high, e.rest));
    const vec y = vec_fma(a.high, e.first, vec_fma(a.high, e.second, rest));
    /* The sum loses the sign of a zero, and an infinite a leaves no rest. */
    return vec_select(vec_lt(vec_splat(0), vec_abs(y)), y, product);
}

/* e^-t - 1 for t >= 0, also for the smallest t, as a pair. */
INLINE struct vec_pair expm1_of_minus(vec t)
{
    const struct expm1_terms e = expm1_in_terms(pair_of(vec_neg(vec_min(vec_splat(60), t))));
    const struct vec_pair sum = fast_sum(e.first, e.second);
    return fast_sum(sum.high, vec_add(sum.low, e.rest));
}

/* e^-t for t >= 0 with fewer operations than exp_scaled: 2^EXP_BIAS e^-t = high + low, where |low| may be
   0.4 high, with an error of half a unit. t.high <= EXP_REACH, so with the bias no part is subnormal;
   t.low may be longer than a pair's. Up to EXP_NORMAL e^-t is far from subnormal without the bias, too. */
#if LANE_BITS == 32
enum { EXP_BIAS = 64, EXP_REACH = 130, EXP_NORMAL = 64, STEPS_A_POWER = 8 };

INLINE vec exp_magic(void) { return vec_add(rounding_magic(), vec_splat(STEPS_A_POWER * EXP_BIAS)); }

/* e^-t of t = m - k ln 2 / STEPS_A_POWER. */
INLINE struct vec_pair exp_of_steps(vec k_in_magic, vec m)
{
    const vec step = power_of_step(EXP_STEPS, k_in_magic);
    return (struct vec_pair){step, vec_mul(step, polynomial(EXP_STEPS_POLYNOMIAL, 5, m))};
}
#else
enum { EXP_BIAS = 512, EXP_REACH = 800, EXP_NORMAL = 600, STEPS_A_POWER = 1 };
#define EXP_STEP LN2

INLINE vec exp_magic(void) { return vec_add(rounding_magic(), vec_splat(1023 + EXP_BIAS)); }

INLINE struct vec_pair exp_of_steps(vec k_in_magic, vec m)
{
    const vec p = vec_fms(vec_mul(m, m), polynomial(EXP_MINUS_POLYNOMIAL, 10, m), m);
    const vec power = power_in_place(k_in_magic);
    return (struct vec_pair){power, vec_mul(power, p)};
}
#endif

/* k of factor t = -k ln 2 / STEPS_A_POWER + what is left. */
INLINE vec steps_in_magic(vec t, lane factor, vec magic)
{
    return vec_fma(t, vec_splat(-STEPS_A_POWER * ONE_OVER_LN2 * factor), magic);
}

/* t = -k step + high + low, high being exact. */
struct minus_reduced { vec k_in_magic, high, low; };

INLINE struct minus_reduced reduce_minus(struct vec_pair t, lane times_steps, const lane *step, vec magic)
{
    const vec k_in_magic = steps_in_magic(t.high, times_steps, magic), k = vec_sub(k_in_magic, magic);
    return (struct minus_reduced){k_in_magic, vec_fma(k, vec_splat(step[0]), t.high),
                                  vec_fma(k, vec_splat(step[1]), t.low)};
}

INLINE struct vec_pair exp_minus(struct vec_pair t)
{
    const struct minus_reduced r = reduce_minus(t, 1, EXP_STEP, exp_magic());
    return exp_of_steps(r.k_in_magic, vec_add(r.high, r.low));
}

#if LANE_BITS == 64
/* e^-t for 0 <= t.high <= 700 as a pair with nothing lost but the rounding of e^-m - 1, |m| <= ln 2 / 32. */
INLINE struct vec_pair exp_minus_pair(struct vec_pair t)
{
    const struct minus_reduced r = reduce_minus(t, STEP_ROWS, PAIR_STEP, rounding_magic());
    vec step[STEP_LENGTH]; /* and what it lacks */
    vec_lookup_step(step, (const lane *)PAIR_STEP_TABLE, vec_bits(r.k_in_magic));
    const bits exponent = bits_shift_left(vec_bits(r.k_in_magic), 52 - 4); /* a power has 2^4 steps */
    const vec power = vec_from_bits(bits_add(vec_bits(step[0]), exponent));
    const vec m = vec_add(r.high, r.low);
    const vec curved = vec_fma(vec_mul(m, m), polynomial(PAIR_POLYNOMIAL, 6, m), vec_sub(step[1], r.low));
    const vec expm1 = vec_sub(curved, r.high), sum = vec_fma(power, expm1, power);
    return (struct vec_pair){sum, vec_fma(power, expm1, vec_sub(power, sum))};
}
#endif

INLINE vec exp_unbias(void) { return vec_splat(by_width(0x1p-64, 0x1p-512)); }

/* large - biased 2^-EXP_BIAS. Not by FNMA: gcc takes the negation into the FMA that made `biased`, where it
   changes the sign of a zero. */
INLINE vec minus_unbiased(vec large, vec biased)
{
    return vec_fma(biased, vec_neg(exp_unbias()), large);
}

#endif
