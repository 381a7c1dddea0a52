/* Products with a factor that may be far below the least number: x s(z) for any x, and the gradients g f'(x).
   e^-|z| is kept as a value and a power of two, so that a large factor brings it back. */
#ifndef RELU_SIMD_SCALED_H
#define RELU_SIMD_SCALED_H

#include "logistic.h"

/* Where e^z is so small that no factor brings its product back to more than half the least number. */
INLINE vec scaled_reach(void) { return vec_splat(by_width(240, 1500)); }

/* -|z| for exp_scaled. */
INLINE struct vec_pair minus_abs(struct vec_pair z)
{
    const struct vec_pair t = pair_abs(z);
    const vec reach = scaled_reach(), low = vec_keep(vec_lt(t.high, reach), t.low);
    return pair_neg((struct vec_pair){vec_min(reach, t.high), low});
}

INLINE mask is_infinite(vec a) { return vec_eq(vec_abs(a), vec_splat((lane)INFINITY)); }

/* Is z = a b -inf, and not only too large for a lane? */
INLINE mask is_minus_infinite(vec z, vec a, vec b)
{
    return mask_and(vec_eq(z, vec_splat(-(lane)INFINITY)), mask_or(is_infinite(a), is_infinite(b)));
}

/* factor s(z). */
INLINE vec logistic_product(vec factor, struct vec_pair z)
{
    const mask left = vec_le(z.high, vec_splat(0));
    const struct scaled_pair e = exp_scaled(minus_abs(z));
    const struct vec_pair numbers = unscaled(e);
    const struct vec_pair denominator = pair_fast_add(splat_pair(1, 0), numbers);
    const struct vec_pair s = pair_div(pair_select(left, e.value, splat_pair(1, 0)), denominator);
    return scaled_product(factor, s, vec_keep(left, e.power));
}

/* x s(z), z = a x; x's zero where z is -inf. */
INLINE vec gate_of_any(vec x, struct vec_pair z, vec a)
{
    return vec_select(is_minus_infinite(z.high, x, a), vec_copysign(vec_splat(0), x), logistic_product(x, z));
}

#if LANE_BITS == 32
/* The same for most: x s(-|z|) where z is negative, else x - x s(-|z|), which is exact where the two are alike.
   s(-|z|) is looked up for z.high; z.low comes in by the slope s (1 - s), since adding it to the distance from
   the centre would round. Beyond the table it is e - e^2 + e^3, e = e^-|z|; and only a large x brings back what
   the clamp of |z| takes away. */
INLINE vec gate_value(vec x, struct vec_pair z, vec a)
{
    const mask right = vec_lt(vec_splat(0), z.high);
    const vec whole = vec_keep(right, x), side = vec_select(right, vec_splat(-1), vec_splat(1));
    const vec t = vec_abs(z.high), minus_low = vec_mul(side, z.low);
    const struct table tails = TABLE_OF(SIGMOID_TABLE);
    const struct place at = place_of(tails, t);
    const struct vec_pair tail = piece_pair(table_piece(tails, at));
    const vec tail_low = vec_fma(minus_low, vec_fnma(tail.high, tail.high, tail.high), tail.low);
    const vec y = vec_fma(vec_fma(x, tail.high, vec_mul(x, tail_low)), side, whole);
    const mask far = vec_nle(t, vec_splat(SIGMOID_TABLE_END));
    if (!mask_any(far))
        return vec_copysign(y, x); /* of a zero too */
    const vec reach = vec_splat(EXP_REACH), held_low = vec_keep(vec_lt(t, reach), minus_low);
    const struct vec_pair power = exp_minus((struct vec_pair){vec_min(reach, t), vec_neg(held_low)});
    const vec biased = pair_value(power), e = vec_mul(biased, exp_unbias());
    const vec low = vec_fma(biased, vec_fms(e, e, e), power.low);
    const vec product = vec_fma(x, power.high, vec_mul(x, low));
    const vec beyond = vec_fma(product, vec_mul(side, exp_unbias()), whole);
    const vec usual = vec_copysign(vec_select(far, beyond, y), x);
    const mask farther = mask_and(far, vec_nle(vec_abs(x), vec_splat(0x1p36f)));
    return mask_any(farther) ? vec_select(farther, gate_of_any(x, z, a), usual) : usual;
}
#else
/* The same by e^-|z| for most; a product that may vanish and come back is left to the pairs. */
INLINE vec gate_value(vec x, struct vec_pair z, vec a)
{
    const mask right = vec_lt(vec_splat(0), z.high);
    const vec side = vec_select(right, vec_neg(exp_unbias()), exp_unbias());
    const struct vec_pair t = pair_abs(z);
    const vec y = vec_copysign(vec_fma(biased_gate(x, exp_minus(t)), side, vec_keep(right, x)), x);
    const mask far = mask_or(vec_nle(t.high, vec_splat(EXP_NORMAL)), vec_nle(vec_abs(x), vec_splat(0x1p400)));
    return mask_any(far) ? vec_select(far, gate_of_any(x, z, a), y) : y;
}
#endif

/* factor scale e / (1 + e)^2 for e = e^-t, t >= 0: the slope of s. The scale is a power of two. */
INLINE vec logistic_slope_product(vec factor, vec t, double scale)
{
    const struct scaled_pair e = exp_scaled(pair_of(vec_neg(vec_min(scaled_reach(), t))));
    const struct vec_pair denominator = pair_fast_add(splat_pair(1, 0), unscaled(e));
    const struct vec_pair slope = pair_div(e.value, pair_mul(denominator, denominator));
    return scaled_product(factor, pair_scale(slope, vec_splat((lane)scale)), e.power);
}

/* g a e^z for |a| <= 2^40. A large g is scaled down, so that its product with a does not overflow before
   the result does. */
INLINE vec exp_product(vec g, struct vec_pair a, struct vec_pair z)
{
    const vec least = vec_neg(scaled_reach());
    const struct vec_pair held = {vec_max(least, z.high), vec_keep(vec_nle(z.high, least), z.low)};
    const struct scaled_pair e = exp_scaled(held);
    const mask large = vec_le(vec_splat(1), vec_abs(g));
    const vec factor = pair_times(a, vec_select(large, vec_mul(g, vec_splat(0x1p-62f)), g));
    return scaled_product(factor, e.value, vec_add(e.power, vec_keep(large, vec_splat(62))));
}

/* A slope around its root, a sum of three parts: d R(d), d = z - root, R beginning with a pair. */
struct root { const lane *parts, *first, *polynomial; int terms; };
#define ROOT_OF(name) \
    ((struct root){name##_ROOT, name##_ROOT_FIRST, name##_ROOT_POLYNOMIAL, \
                   sizeof name##_ROOT_POLYNOMIAL / sizeof(lane)})

INLINE struct vec_pair near_root(struct vec_pair z, struct root root)
{
    const struct vec_pair first_part = two_sum(vec_sub(z.high, vec_splat(root.parts[0])), z.low);
    const struct vec_pair second_part = two_sum(first_part.high, vec_splat(-root.parts[1]));
    const vec low = vec_add(second_part.low, vec_sub(first_part.low, vec_splat(root.parts[2])));
    const struct vec_pair d = fast_sum(second_part.high, low);
    const vec rest = vec_fma(d.high, polynomial(root.polynomial, root.terms, d.high), vec_splat(root.first[1]));
    return pair_mul(d, fast_sum(vec_splat(root.first[0]), rest));
}

INLINE mask is_near_root(vec z, struct root root, double radius)
{
    return vec_lt(vec_abs(vec_sub(z, vec_splat(root.parts[0]))), vec_splat((lane)radius));
}

/* g times the derivative of x s(z), which is s (1 + w (1 - s)), w = x dz/dx:
   e (1 + e + w) / (1 + e)^2 for z <= 0, (1 + e + e w) / (1 + e)^2 for z >= 0, e = e^-|z|.
   `root` replaces that where near is true. A large w meets a vanishing e: it need not be exact. */
INLINE vec gate_backward(vec g, struct vec_pair w, struct vec_pair z, mask near, struct vec_pair root)
{
    const mask left = vec_le(z.high, vec_splat(0));
    const struct scaled_pair e = exp_scaled(minus_abs(z));
    const struct vec_pair numbers = unscaled(e);
    const struct vec_pair denominator = pair_fast_add(splat_pair(1, 0), numbers);
    const vec most = vec_splat(by_width(0x1p10, 0x1p13));
    const struct vec_pair held = {vec_min(most, vec_max(vec_neg(most), w.high)),
                                  vec_keep(vec_lt(vec_abs(w.high), most), w.low)};
    const struct vec_pair other = pair_select(left, held, pair_mul(numbers, held));
    const struct vec_pair ratio = pair_div(pair_add(denominator, other), pair_mul(denominator, denominator));
    const struct vec_pair slope = pair_select(near, root, pair_select(left, pair_mul(ratio, e.value), ratio));
    return scaled_product(g, slope, vec_select(near, vec_splat(0), vec_keep(left, e.power)));
}

#if LANE_BITS == 32
/* coefficients silu_root_f32: the slope of z s(z) near its root, degree 5, error 2^-30.6;
   tools/coefficients.py */
static const lane SILU_ROOT[] = {
    -0x1.474974p0f, 0x1.bdf6fap-27f, 0x1.03945ap-53f};
static const lane SILU_ROOT_FIRST[] = {
    0x1.be141p-3f, 0x1.25ec18p-29f};
static const lane SILU_ROOT_POLYNOMIAL[] = {
    0x1.2c5634p-3f, 0x1.353e4cp-6f, -0x1.f2cd8ep-7f, -0x1.afcae4p-8f,
    0x1.e02548p-14f};
/* end of coefficients */
#else
/* coefficients silu_root_f64: the slope of z s(z) near its root, degree 11, error 2^-60.5;
   tools/coefficients.py */
static const lane SILU_ROOT[] = {
    -0x1.474973c84120bp0, -0x1.f8d74bc9ac154p-54, -0x1.44a50180ba78p-108};
static const lane SILU_ROOT_FIRST[] = {
    0x1.be1410460527fp-3, -0x1.25c1b2c393014p-58};
static const lane SILU_ROOT_POLYNOMIAL[] = {
    0x1.2c563458cc0adp-3, 0x1.353eb573ca461p-6, -0x1.f2d0e32bc4a5dp-7, -0x1.b0f82c4996eb8p-8,
    0x1.098e936bf4f62p-13, 0x1.a2a7cb2c219b5p-11, 0x1.85746d7a6a345p-13, -0x1.57254425784e6p-15,
    -0x1.f21616b129feep-16, -0x1.852ff73770173p-19, 0x1.61bc54d28efcap-20};
/* end of coefficients */
#endif

/* g times the derivative of x s(z) for z = beta x, a function of z alone. */
INLINE vec silu_slope_product(vec g, struct vec_pair z)
{
    return gate_backward(g, z, z, is_near_root(z.high, ROOT_OF(SILU), 0.125), near_root(z, ROOT_OF(SILU)));
}

#endif
