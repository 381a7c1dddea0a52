/* The normal distribution: its tail, its density's exponential, and erf. */
#ifndef RELU_SIMD_NORMAL_H
#define RELU_SIMD_NORMAL_H

#include "constants.h"
#include "logistic.h"

#if LANE_BITS == 32
/* coefficients tail_f32: F(t) / (1 - u) as a polynomial in u = (t - 4) / (t + 4), t <= 20, degree 11,
   error 2^-29; the sensitivity of F to 1 - u roughly; tools/coefficients.py */
static const lane TAIL_FIRST[] = {
    0x1.82b4bcp-4f, -0x1.c91bcp-30f};
static const lane TAIL_POLYNOMIAL[] = {
    -0x1.373e3ap-4f, 0x1.8c6dbep-5f, -0x1.7dff6cp-6f, 0x1.eec57p-8f,
    -0x1.ede544p-11f, -0x1.c845d4p-12f, 0x1.a7f3a8p-13f, 0x1.1b7482p-16f,
    -0x1.b71832p-16f, -0x1.dbf2aep-23f, 0x1.3f4eaap-19f};
static const lane TAIL_SENSITIVITY[] = {
    0x1.cf442ap0f, -0x1.34a862p0f, 0x1.583924p-2f, 0x1.3a0c4ep-3f};
/* end of coefficients */
/* coefficients two_over_sqrt_pi_f32: 2 / sqrt(pi), also over what EXP_STEPS give for e^0; tools/coefficients.py */
static const lane TWO_OVER_SQRT_PI[] = {
    0x1.20dd76p0f, -0x1.f7ac92p-25f};
static const lane ERF_SLOPE[] = {
    0x1.20dd76p0f, -0x1.e59ebcp-25f};
/* end of coefficients */
/* coefficients erf_table: 16 intervals, degree 5, error 2^-25.1; tools/coefficients.py */
static const lane ERF_TABLE[7][16] = {
    {0x1.516p-2f, 0x1.d91p-2f, 0x1.2e2p-1f, 0x1.724cp-1f,
     0x1.d67p-1f, 0x1.2e54p0f, 0x1.73bap0f, 0x1.b5b4p0f,
     0x1.0e78p1f, 0x1.50f4p1f, 0x1.9353p1f, 0x1.d878p1f,
     0x0p0f, 0x1.92ep-4f, 0x1.50bp-3f, 0x1.d9fp-3f},
    {0x1.6f5988p-2f, 0x1.f221e2p-2f, 0x1.3127c4p-1f, 0x1.631fdcp-1f,
     0x1.9cc5ecp-1f, 0x1.cf6a6ep-1f, 0x1.eb8232p-1f, 0x1.f8026ep-1f,
     0x1.fe9048p-1f, 0x1.ffe62ep-1f, 0x1.fffee8p-1f, 0x1.fffffap-1f,
     0x0p0f, 0x1.c5225p-4f, 0x1.788422p-3f, 0x1.06b172p-2f},
    {0x1.0326a4p0f, 0x1.d2b31cp-1f, 0x1.97d9fcp-1f, 0x1.566b6p-1f,
     0x1.f0b73ap-2f, 0x1.1e7354p-2f, 0x1.1899b8p-3f, 0x1.f0e224p-5f,
     0x1.a969b4p-7f, 0x1.215dc6p-10f, 0x1.cd8808p-15f, 0x1.6b801ep-20f,
     -0x1.f7c8bcp-25f, 0x1.1e157ep0f, 0x1.19299cp0f, 0x1.11cd6ep0f},
    {-0x1.5586f6p-2f, -0x1.af34f4p-2f, -0x1.e155c6p-2f, -0x1.ef4cc2p-2f,
     -0x1.c864b8p-2f, -0x1.524aaap-2f, -0x1.977406p-3f, -0x1.a8c92p-4f,
     -0x1.c168b2p-6f, -0x1.7c4288p-9f, -0x1.69c9c4p-13f, -0x1.4e8034p-18f,
     0x1.372e14p-27f, -0x1.c239d2p-4f, -0x1.71c83ep-3f, -0x1.fae5b4p-3f},
    {-0x1.0e85dp-2f, -0x1.64b0fap-3f, -0x1.4a2deep-4f, 0x1.51a15ep-7f,
     0x1.c7f47ep-4f, 0x1.55b2e4p-3f, 0x1.2ce9eap-3f, 0x1.91609cp-4f,
     0x1.192c72p-5f, 0x1.35d00ep-8f, 0x1.6a7956p-12f, 0x1.a1aaaap-17f,
     -0x1.81278ap-2f, -0x1.75ee22p-2f, -0x1.62a61cp-2f, -0x1.460d66p-2f},
    {0x1.3c3ff4p-3f, 0x1.71491p-3f, 0x1.708d96p-3f, 0x1.422ffp-3f,
     0x1.8e9a1ep-4f, 0x1.8aaadcp-7f, -0x1.468a18p-5f, -0x1.90f826p-5f,
     -0x1.be9c1p-6f, -0x1.669d96p-8f, -0x1.141f88p-11f, -0x1.83a84ap-16f,
     0x1.39cee2p-15f, 0x1.cdb04ep-5f, 0x1.6d7492p-4f, 0x1.ec8248p-4f},
    {0x1.e67de8p-5f, 0x1.657e5ap-6f, -0x1.31eac6p-6f, -0x1.a6edc4p-5f,
     -0x1.198c6ap-4f, -0x1.c2acf4p-5f, -0x1.5e05e4p-6f, 0x1.0c4a58p-8f,
     0x1.96d7e8p-7f, 0x1.147892p-8f, 0x1.1395ecp-11f, 0x1.84a962p-16f,
     0x1.cc342cp-4f, 0x1.ddeb5ep-6f, 0x1.e05644p-4f, 0x1.2574e2p-3f}};
#define ERF_TABLE_SCALE 0x1.e66666p1f
#define ERF_END 0x1.f8e56p1f
/* end of coefficients */
#define TAIL_END 20
#else
/* coefficients tail_f64: F(t) / (1 - u) as a polynomial in u = (t - 4) / (t + 4), t <= 60, degree 23,
   error 2^-57; the sensitivity of F to 1 - u roughly; tools/coefficients.py */
static const lane TAIL_FIRST[] = {
    0x1.82b4bb8c94dcep-4, -0x1.f31dcc6f91cacp-59};
static const lane TAIL_POLYNOMIAL[] = {
    -0x1.373e3a893c28ap-4, 0x1.8c6dbf2cfc2cbp-5, -0x1.7dff2bff683cep-6, 0x1.eec4cc3e4abecp-8,
    -0x1.ee27610472832p-11, -0x1.c81719d2108f3p-12, 0x1.ab825fbe6c39dp-13, 0x1.17a4abfb0b563p-16,
    -0x1.e4a424f6e8e95p-16, -0x1.001ac67a810ecp-22, 0x1.26d09640fa761p-18, 0x1.8078fdd6cc6dp-24,
    -0x1.8d4bb0a060092p-21, -0x1.5151bef76de97p-24, 0x1.1245ae6588ddap-23, 0x1.21519b3f1ba03p-25,
    -0x1.4e21ff66ae81ap-26, -0x1.641f882ca84e7p-27, 0x1.e8ee9532b13d2p-30, 0x1.3752f6b799a5fp-29,
    0x1.4943ba948328cp-33, -0x1.24e8249e0fd97p-32, -0x1.1527d492ddcb9p-34};
static const lane TAIL_SENSITIVITY[] = {
    0x1.d07e99ff2fbdp0, -0x1.325bf32e38f42p0, 0x1.37540f9ec3e0cp-2, 0x1.d123e64d965fbp-4};
/* end of coefficients */
/* coefficients erf_f64: R of erf(x) = 2 / sqrt(pi) x + x w R(w), w = x^2 <= 1, degree 11;
   tools/coefficients.py */
static const lane ERF_POLYNOMIAL[] = {
    -0x1.812746b0379e6p-2, 0x1.ce2f21a042b1bp-4, -0x1.b82ce31284431p-6, 0x1.565bcd0d9d715p-8,
    -0x1.c02db3d4e4de5p-11, 0x1.f9a3211daf64ap-14, -0x1.f4d1d49a17f1bp-17, 0x1.b9de623f1cedep-20,
    -0x1.5f184b9b8a735p-23, 0x1.f76ddf613b74bp-27, -0x1.37c09d567f23ap-30, 0x1.03a956dd2b6c3p-34};
static const lane TWO_OVER_SQRT_PI[] = {
    0x1.20dd750429b6dp0, 0x1.1ae3a914fed8p-56};
/* end of coefficients */
#define TAIL_END 60
#define ERF_SLOPE TWO_OVER_SQRT_PI
#endif
enum { TAIL_TERMS = sizeof TAIL_POLYNOMIAL / sizeof(lane) };

/* F(t) = Phi(-t) e^(t^2 / 2), Phi being the normal distribution function, for 0 <= t <= TAIL_END; about
   2^-3 units. u is rounded to where 1 - u is exact; how far that is from 8 / (t + 4) goes in to first
   order. */
INLINE struct vec_pair scaled_tail(struct vec_pair t)
{
    const struct vec_pair sum = two_sum(vec_splat(4), t.high), pole = {sum.high, vec_add(sum.low, t.low)};
    const vec rough = vec_fnma(vec_splat(8), vec_div(vec_splat(1), pole.high), vec_splat(1));
    const vec u = vec_sub(vec_add(rough, vec_splat(3)), vec_splat(3)), factor = vec_sub(vec_splat(1), u);
    const vec eighth = vec_mul(vec_splat(0.125f), factor);
    const vec lacking = vec_fnma(eighth, pole.low, vec_fnma(eighth, pole.high, vec_splat(1)));
    /* two steps of Horner's scheme in pairs */
    const struct vec_pair inner = two_product(u, polynomial(TAIL_POLYNOMIAL + 1, TAIL_TERMS - 1, u));
    const struct vec_pair slope = two_sum(vec_splat(TAIL_POLYNOMIAL[0]), inner.high);
    const struct vec_pair outer = pair_mul_vec((struct vec_pair){slope.high, vec_add(slope.low, inner.low)}, u);
    const struct vec_pair value = pair_add((struct vec_pair){vec_splat(TAIL_FIRST[0]), vec_splat(TAIL_FIRST[1])},
                                           outer);
    const struct vec_pair f = pair_mul_vec(value, factor);
    const vec correction = vec_mul(lacking, polynomial(TAIL_SENSITIVITY, 4, u));
    return (struct vec_pair){f.high, vec_fma(f.high, correction, f.low)};
}

#if LANE_BITS == 32
/* From ERF_END on the polynomial gives 1. In the first interval, around 0, the product with the slope there
   is what counts and is rounded last. */
INLINE vec erf_value(vec x)
{
    const vec t = vec_min(vec_splat(ERF_END), vec_abs(x));
    const struct table values = TABLE_OF(ERF_TABLE);
    const struct place at = place_in_octaves(values, t);
    const vec slope = table_slope(values, at.index, at.d);
    const vec start = vec_select(at.first, vec_mul(slope, at.d), table_row(values, START_ROW, at.index));
    const vec factor = vec_select(at.first, vec_splat(TWO_OVER_SQRT_PI[0]), slope);
    return vec_copysign(vec_fma(factor, at.d, start), x);
}
#else
enum { ERF_TERMS = sizeof ERF_POLYNOMIAL / sizeof(lane) };

/* A polynomial below 1, beyond 1 - 2 F(sqrt(2) t) e^(-t^2), where F's error counts less than half. */
INLINE vec erf_value(vec x)
{
    const vec t = vec_min(vec_splat(27), vec_abs(x));
    const struct vec_pair square = two_product(t, t);
    const vec curved = vec_fma(square.high, polynomial(ERF_POLYNOMIAL, ERF_TERMS, square.high),
                               vec_splat(TWO_OVER_SQRT_PI[1]));
    const vec small = vec_fma(t, vec_splat(TWO_OVER_SQRT_PI[0]), vec_mul(t, curved));
    const struct vec_pair e = exp_minus(square);
    const vec argument = vec_mul(t, vec_splat((lane)1.41421356237309504880));
    const vec u = vec_div(vec_sub(argument, vec_splat(4)), vec_add(argument, vec_splat(4)));
    const vec value = vec_fma(u, polynomial(TAIL_POLYNOMIAL, TAIL_TERMS, u), vec_splat(TAIL_FIRST[0]));
    const struct vec_pair f = pair_of(vec_mul(value, vec_sub(vec_splat(1), u)));
    const struct vec_pair tail = pair_mul(fast_sum(e.high, e.low), f);
    const vec large = pair_value(one_minus(pair_scale(tail, vec_mul(vec_splat(2), exp_unbias()))));
    return vec_copysign(vec_select(vec_lt(t, vec_splat(1)), small, large), x);
}
#endif

#if LANE_BITS == 32
enum { GELU_BIAS = 30 };
#define GELU_UNBIAS 0x1p-60f

/* coefficients half_square: of e^(-t^2 / 2) by eight steps between the powers of two; tools/coefficients.py */
static const lane HALF_SQUARE_STEP[] = {
    0x1.62e8p-3f, -0x1.e8082ep-18f};
static const lane HALF_SQUARE_POLYNOMIAL[] = {
    -0x1.42bc2p-9f, -0x1.febd44p-2f, 0x1.febd4cp-4f, -0x1.548406p-6f,
    0x1.541d62p-9f};
/* end of coefficients */

/* e^(-t^2 / 2) 2^GELU_BIAS = step (1 + expm1). t^2 goes into the reduction by FMA, unrounded: k times the
   step's first part is exact. */
struct step_of_square { vec step, expm1; };

INLINE struct step_of_square exp_minus_half_square(vec t)
{
    const vec magic = vec_add(rounding_magic(), vec_splat(8 * GELU_BIAS));
    const vec k_in_magic = vec_fma(vec_mul(t, t), vec_splat(-4 * ONE_OVER_LN2), magic);
    const vec k = vec_sub(k_in_magic, magic);
    const vec high = vec_fma(t, t, vec_mul(k, vec_splat(HALF_SQUARE_STEP[0])));
    const vec r = vec_fma(k, vec_splat(HALF_SQUARE_STEP[1]), high);
    return (struct step_of_square){power_of_step(EXP_STEPS, k_in_magic), polynomial(HALF_SQUARE_POLYNOMIAL, 5, r)};
}
#endif

#endif
