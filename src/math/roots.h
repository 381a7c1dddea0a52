/* The slopes of gelu, its tanh form and mish near their roots (see near_root), and gelu's in full. */
#ifndef RELU_SIMD_ROOTS_H
#define RELU_SIMD_ROOTS_H

#include "normal.h"
#include "scaled.h"

#if LANE_BITS == 32
/* coefficients gelu_root_f32: the slope of x Phi(x) near its root; tools/coefficients.py */
static const lane GELU_ROOT[] = {
    -0x1.80ead2p-1f, 0x1.a03fd4p-27f, -0x1.eec18cp-52f};
static const lane GELU_ROOT_FIRST[] = {
    0x1.b9d99p-2f, -0x1.631928p-28f};
static const lane GELU_ROOT_POLYNOMIAL[] = {
    0x1.8d9a94p-2f, -0x1.2a2f26p-6f, -0x1.d2fa1cp-4f, -0x1.e3eb8ap-7f,
    0x1.3e1cf8p-6f, 0x1.238372p-8f, -0x1.1d5646p-9f};
/* end of coefficients */
#else
/* coefficients gelu_root_f64: the slope of x Phi(x) near its root; tools/coefficients.py */
static const lane GELU_ROOT[] = {
    -0x1.80ead197f00b4p-1, 0x1.13e74c58cada8p-56, 0x1.65d4b5b9cdd03p-111};
static const lane GELU_ROOT_FIRST[] = {
    0x1.b9d98fa5a3215p-2, 0x1.f7c2ff5726136p-56};
static const lane GELU_ROOT_POLYNOMIAL[] = {
    0x1.8d9a941de3ac5p-2, -0x1.2a2ef9bb865b4p-6, -0x1.d2fa4c17c7acdp-4, -0x1.e4088244f79a2p-7,
    0x1.3e346deea9eecp-6, 0x1.297b9d6e7cbb6p-8, -0x1.258a6c2e125e3p-9, -0x1.8680f49c9db0ep-11,
    0x1.86c547916d2b1p-13, 0x1.695eaf427b8dfp-14, -0x1.746d6294bc818p-17, -0x1.03033bd62842bp-17,
    -0x1.8a3f3e7e2dd98p-21, 0x1.c0766298df188p-22, 0x1.3d9e3dd2ee4d6p-18};
/* end of coefficients */
#endif

#if LANE_BITS == 32
/* coefficients gelu_tanh_root_f32: the slope of gelu_tanh near its root; tools/coefficients.py */
static const lane GELU_TANH_ROOT[] = {
    -0x1.8142ap-1f, 0x1.85a06cp-27f, 0x1.a9ea48p-52f};
static const lane GELU_TANH_ROOT_FIRST[] = {
    0x1.b8bacep-2f, -0x1.9038e8p-27f};
static const lane GELU_TANH_ROOT_POLYNOMIAL[] = {
    0x1.8cd1a2p-2f, -0x1.02990ep-6f, -0x1.d2b504p-4f, -0x1.0e4894p-6f,
    0x1.4015fap-6f};
/* end of coefficients */
#else
/* coefficients gelu_tanh_root_f64: the slope of gelu_tanh near its root; tools/coefficients.py */
static const lane GELU_TANH_ROOT[] = {
    -0x1.81429f9e97e4dp-1, 0x1.4f523ed77dbdcp-55, -0x1.a649fca8ac0e5p-109};
static const lane GELU_TANH_ROOT_FIRST[] = {
    0x1.b8bacd2c96b91p-2, 0x1.7877330e78f28p-56};
static const lane GELU_TANH_ROOT_POLYNOMIAL[] = {
    0x1.8cd1a2b2fff33p-2, -0x1.029615edb07f3p-6, -0x1.d2b7734647879p-4, -0x1.104a83edac5f7p-6,
    0x1.427996de6e679p-6, 0x1.58c9ed153f78dp-8, -0x1.3d8d6cd68b035p-9, -0x1.e63da76314a2fp-11,
    0x1.14cdeb2c2546dp-12, 0x1.031ebc47b6003p-13, -0x1.2cdcd69d5a47ep-15};
/* end of coefficients */
#endif

#if LANE_BITS == 32
/* coefficients mish_root_f32: the slope of mish near its root; tools/coefficients.py */
static const lane MISH_ROOT[] = {
    -0x1.31432cp0f, -0x1.a25b08p-29f, -0x1.bf3192p-55f};
static const lane MISH_ROOT_FIRST[] = {
    0x1.115accp-2f, -0x1.76960cp-27f};
static const lane MISH_ROOT_POLYNOMIAL[] = {
    0x1.a34a26p-3f, 0x1.574ed6p-5f, -0x1.4c26ep-6f, -0x1.02d624p-6f,
    -0x1.b0bacap-9f};
/* end of coefficients */
#else
/* coefficients mish_root_f64: the slope of mish near its root; tools/coefficients.py */
static const lane MISH_ROOT[] = {
    -0x1.31432c0d12d84p0, -0x1.bf319154da21p-55, -0x1.3b82ea8c1efc4p-109};
static const lane MISH_ROOT_FIRST[] = {
    0x1.115acb42500bbp-2, 0x1.1ab1e979865dep-56};
static const lane MISH_ROOT_POLYNOMIAL[] = {
    0x1.a34a251d8ad7bp-3, 0x1.574f121a868dfp-5, -0x1.4c222fe64cfbap-6, -0x1.03369d4aca3e7p-6,
    -0x1.b87ddfb89ff63p-9, 0x1.1e5e185ee4131p-10, 0x1.0379956c50e0dp-10, 0x1.0a7928b34238ep-12,
    -0x1.601f7c26125f1p-15, -0x1.d3fc31bc36eb1p-15, -0x1.1b6768681dd47p-16};
/* end of coefficients */
#endif

/* F(t) - t / sqrt(2 pi). */
INLINE struct vec_pair gelu_slope_factor(vec t)
{
    const struct vec_pair density = pair_mul_vec((struct vec_pair){vec_splat(ONE_OVER_SQRT_TWO_PI[0]),
                                                                   vec_splat(ONE_OVER_SQRT_TWO_PI[1])}, t);
    return pair_add(scaled_tail(pair_of(t)), pair_neg(density));
}

/* g times Phi(x) + x phi(x), which is e^(-t^2 / 2) (F(t) - t / sqrt(2 pi)), t = |x|, for x <= 0, and 1 less
   that for x >= 0. */
INLINE vec gelu_slope_product(vec g, vec x)
{
    const vec t = vec_min(vec_splat(by_width(20, 54)), vec_abs(x));
    const mask left = vec_le(x, vec_splat(0)), near = is_near_root(x, ROOT_OF(GELU), 0.25);
    const struct scaled_pair e = exp_scaled(pair_scale(two_product(t, t), vec_splat(-0.5f)));
    const struct vec_pair part = pair_mul(gelu_slope_factor(t), e.value);
    const struct vec_pair right = one_minus(unscaled((struct scaled_pair){part, e.power}));
    const struct vec_pair root = near_root(pair_of(x), ROOT_OF(GELU));
    const struct vec_pair slope = pair_select(near, root, pair_select(left, part, right));
    const vec power = vec_select(near, vec_splat(0), vec_keep(left, e.power));
    return scaled_product(g, slope, power);
}

/* x (first + factor x^2) as a pair, for the logistic function of 2 u, u = sqrt(2 / pi) (x + 0.044715 x^3).
   first[0] has so few bits that the sum less it is exact; the low part has the rest of it, and is
   longer than a pair's. */
INLINE struct vec_pair odd_cubic(vec x, const lane *first, const lane *factor)
{
    const struct vec_pair square = two_product(x, x);
    const vec high = vec_splat(factor[0]), low = vec_splat(factor[1]);
    const vec sum = vec_fma(high, square.high, vec_splat(first[0]));
    const vec lost = vec_fms(high, square.high, vec_sub(sum, vec_splat(first[0])));
    const vec small = vec_fma(high, square.low, vec_fma(low, square.high, vec_splat(first[1])));
    const struct vec_pair product = two_product(x, sum);
    return (struct vec_pair){product.high, vec_fma(x, lost, vec_fma(x, small, product.low))};
}

/* 2 u = GELU_TANH_CUBIC t (t^2 + ratio) for t = x from 0 to 11 or 22, of which t (t^2 + ratio) less whole steps
   is small. The sum has what it lost beside it: ratio[0] has so few bits that it less the sum is exact. */
struct whole_steps { vec k_in_magic, rest; };

INLINE struct whole_steps gelu_tanh_steps(vec t)
{
    const vec ratio = vec_splat(GELU_TANH_RATIO[0]);
    const vec sum = vec_fma(t, t, ratio);
    const vec lost = vec_add(vec_fma(t, t, vec_sub(ratio, sum)), vec_splat(GELU_TANH_RATIO[1]));
    const vec k_in_magic = steps_in_magic(vec_mul(t, sum), GELU_TANH_CUBIC[0], exp_magic());
    const vec k = vec_sub(k_in_magic, exp_magic());
    const vec high = vec_fma(t, sum, vec_mul(k, vec_splat(GELU_TANH_STEP[0])));
    const vec rest = vec_fma(k, vec_splat(GELU_TANH_STEP[1]), vec_fma(t, lost, high));
    return (struct whole_steps){k_in_magic, rest};
}

/* g times the slope of x s(2 u); x has no low part. */
INLINE vec gelu_tanh_slope_product(vec g, struct vec_pair x)
{
    const vec end = vec_splat(by_width(16, 30));
    const vec held = vec_min(end, vec_max(vec_neg(end), x.high));
    const struct vec_pair long_z = odd_cubic(held, GELU_TANH_LINEAR, GELU_TANH_CUBIC);
    const struct vec_pair z = fast_sum(long_z.high, long_z.low);
    const struct vec_pair w = odd_cubic(held, GELU_TANH_LINEAR, GELU_TANH_SLOPE);
    const struct vec_pair root = near_root(pair_of(held), ROOT_OF(GELU_TANH));
    return gate_backward(g, w, z, is_near_root(held, ROOT_OF(GELU_TANH), 0.125), root);
}

#endif
