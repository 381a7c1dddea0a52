/* The gradients of the smooth activations: an incoming gradient g times the slope. In float32 the slope comes
   from a table, as the values do, in float64 also from the tails of tails.h; where those end, and for a huge g or NaN,
   the pairs of scaled.h take over, which hold for any. */
#ifndef RELU_SIMD_SLOPES_H
#define RELU_SIMD_SLOPES_H

#include "roots.h"
#include "slope_rows.h"
#include "slope_tables.h"
#include "tails.h"

/* +0 where the derivative's limit is 0, whatever g is; else y. */
INLINE vec vanishing(mask at_limit, vec y) { return vec_keep(mask_not(at_limit), y); }

/* As above, where the limit is that at x = -inf. */
INLINE vec vanishing_below(vec x, vec y) { return vanishing(vec_eq(x, vec_splat(-(lane)INFINITY)), y); }

/* What the products below are for: not NaN, and far from overflow. */
INLINE mask is_unusual(vec g) { return vec_nle(vec_abs(g), vec_splat(by_width(0x1p100, 0x1p900))); }

/* g times the slope, which is tail unit where x <= 0 and else 1 - tail unit, rounded once. */
INLINE vec either_gradient(vec g, vec x, struct vec_pair tail, vec unit)
{
    const mask right = vec_nle(x, vec_splat(0));
    const vec factor = vec_select(right, vec_neg(unit), unit);
    const vec slope = vec_fma(tail.high, factor, vec_keep(right, vec_splat(1)));
    return times_sum(g, slope, vec_mul(tail.low, factor));
}

/* Up to where the factors of the slope of gelu are normal numbers and its table reaches. */
#define GELU_SLOPE_END 12.5f

#if LANE_BITS == 32
/* The same of its tanh form. */
#define GELU_TANH_SLOPE_END 10
#endif

#if LANE_BITS == 64
/* mask_any where the yes is rare: the registers go to the other way. */
INLINE int any_rarely(mask a) { return __builtin_expect(mask_any(a), 0); }

/* How near to a root the tails hold, and up to which x that of gelu_tanh does. */
#define SILU_TAIL_RADIUS 0x1p-6
#define GELU_TANH_TAIL_REACH 16
#define GELU_TANH_TAIL_RADIUS 0x1p-5

typedef vec slope_product(vec g, struct vec_pair z);

/* y, made of the tail at z, but near the root by its polynomial, and beyond the reach by g times the slope for any g
   and z, +0 where at_limit. One comparison finds both. */
INLINE vec beside_tail(vec g, struct vec_pair z, vec y, struct root root, double radius, double reach, mask at_limit,
                       slope_product *product)
{
    const vec distance = vec_sub(z.high, vec_splat(root.parts[0]));
    const double middle = reach * reach / 2;
    const vec from_middle = vec_fms(distance, distance, vec_splat(middle));
    const mask outside = vec_nle(vec_abs(from_middle), vec_splat(middle - radius * radius));
    if (!any_rarely(outside))
        return y;
    const mask near = mask_and(outside, vec_lt(vec_abs(distance), vec_splat(1)));
    const struct vec_pair slope = near_root(z, root);
    const vec all = vec_select(near, times_sum(g, slope.high, slope.low), y);
    const mask far = mask_and(outside, mask_not(mask_and(near, mask_not(is_unusual(g)))));
    return any_rarely(far) ? vec_select(far, vanishing(at_limit, product(g, z)), all) : all;
}

INLINE vec sigmoid_gradient_by_exp(vec g, vec t, double scale, vec x)
{
    const vec y = vec_mul(g, vec_mul(vec_splat((lane)scale), sigmoid_slope(logistic_tail(pair_of(t)))));
    const mask far = vec_nle(t, vec_splat(EXP_NORMAL));
    if (!any_rarely(far))
        return y;
    return vec_select(far, vanishing(is_infinite(x), logistic_slope_product(g, t, scale)), y);
}
#endif

/* g s(t) (1 - s(t)) for t >= 0. */
INLINE vec sigmoid_gradient(vec g, vec t)
{
#if LANE_BITS == 32
    const struct table slopes = TABLE_OF(SIGMOID_SLOPE_TABLE);
    const vec y = vec_mul(g, piece_value(step_piece(slopes, t)));
    const mask far = vec_nle(t, vec_splat(LOGISTIC_END));
    if (!mask_any(far))
        return y;
    return vec_select(far, vanishing(is_infinite(t), logistic_slope_product(g, t, 1)), y);
#else
    return sigmoid_gradient_by_exp(g, t, 1, t);
#endif
}

/* g tanh'(x) for t = |x|: four times the slope of s at 2 t. Beyond the table, where many ordinary x are, it is
   4 e / (1 + e)^2 = 4 e (1 - 2 e + 3 e^2 ...), e = e^(-2 t). */
INLINE vec tanh_gradient(vec g, vec t)
{
    const vec twice = vec_add(t, t);
#if LANE_BITS == 32
    const struct table slopes = TABLE_OF(SIGMOID_SLOPE_TABLE);
    const vec y = vec_mul(g, vec_mul(vec_splat(4), piece_value(step_piece(slopes, twice))));
    const mask far = vec_nle(twice, vec_splat(LOGISTIC_END));
    if (!mask_any(far))
        return y;
    const vec unit = vec_mul(vec_splat(4), exp_unbias());
    const struct vec_pair power = exp_minus(pair_of(twice));
    const vec biased = pair_value(power), e = vec_mul(biased, exp_unbias());
    const vec low = vec_fma(biased, vec_mul(e, vec_fma(e, vec_splat(3), vec_splat(-2))), power.low);
    const vec tail = times_sum(g, vec_mul(power.high, unit), vec_mul(low, unit));
    const vec beyond = vec_select(far, tail, y);
    const mask farther = mask_and(far, mask_or(is_unusual(g), vec_nle(twice, vec_splat(EXP_NORMAL))));
    if (!mask_any(farther))
        return beyond;
    return vec_select(farther, vanishing(is_infinite(t), logistic_slope_product(g, twice, 4)), beyond);
#else
    return sigmoid_gradient_by_exp(g, twice, 4, t);
#endif
}

/* g s(z), z = a x, +0 for an infinite x on the left. */
INLINE vec logistic_gradient(vec g, struct vec_pair z, vec x, vec a)
{
    const struct vec_pair t = pair_abs(z);
#if LANE_BITS == 32
    struct place at = place_of(TABLE_OF(SIGMOID_TABLE), t.high);
    at.d = vec_add(at.d, t.low);
    const vec tail = piece_value(table_piece(TABLE_OF(SIGMOID_TABLE), at));
    const mask far = vec_nle(t.high, vec_splat(SIGMOID_TABLE_END));
#else
    const struct logistic_tail h = logistic_tail(t);
    const vec tail = vec_fma(h.remainder, h.reciprocal, h.value);
    const mask far = vec_nle(t.high, vec_splat(EXP_NORMAL));
#endif
    const vec y = vec_mul(g, either_side(z.high, tail));
    if (!mask_any(far))
        return y;
    return vec_select(far, vanishing(is_minus_infinite(z.high, x, a), logistic_product(g, z)), y);
}

#if LANE_BITS == 32
/* The slope of z s(z) at z = -t, biased, from LOGISTIC_END to EXP_NORMAL: h (1 - t (1 - h)), h = e - e^2 + ...,
   e = e^-t, is e (1 - t) + e^2 (2 t - 1) to 2^-26. */
INLINE struct vec_pair silu_slope_tail(struct vec_pair t)
{
    const struct vec_pair power = exp_minus(t), factor = one_minus(t);
    const vec biased = pair_value(power), e = vec_mul(biased, exp_unbias());
    const struct vec_pair product = two_product(power.high, factor.high);
    const vec curved = vec_fma(e, vec_fms(vec_splat(2), t.high, vec_splat(1)), factor.low);
    return (struct vec_pair){product.high, vec_fma(biased, curved, vec_fma(power.low, factor.high, product.low))};
}

/* What the slope of z s(z) at t = |z| is made of: a piece of its table, and what d lacks. */
struct silu_slope { vec start, linear, curved, d, d_low; };

INLINE struct silu_slope silu_slope(struct vec_pair t, int is_pair)
{
    const struct table slopes = TABLE_OF(SILU_SLOPE_TABLE);
    struct place at = place_of(slopes, t.high);
    const struct vec_pair d = is_pair ? fast_sum(at.d, t.low) : pair_of(at.d);
    at.d = d.high;
    const struct piece p = table_piece(slopes, at);
    return (struct silu_slope){p.start, p.linear, p.curved, d.high, d.low};
}

/* g times the slope of x s(z), z = a x, which is a function of z alone; is_pair if z has a low part. */
INLINE vec times_silu_slope(vec g, struct silu_slope of, struct vec_pair z, vec x, vec a, int is_pair)
{
    const struct vec_pair t = pair_abs(z);
    struct vec_pair tail = piece_pair((struct piece){
        .start = of.start, .linear = of.linear, .curved = of.curved, .d = of.d});
    if (is_pair)
        tail.low = vec_fma(of.linear, of.d_low, tail.low);
    const vec y = either_gradient(g, z.high, tail, vec_splat(1));
    const mask beyond = vec_nle(t.high, vec_splat(LOGISTIC_END));
    mask rare = is_unusual(g);
    if (is_pair) /* a product may come nearer to the root than the centre and its value tell */
        rare = mask_or(rare, is_near_root(z.high, ROOT_OF(SILU), 0x1p-18));
    if (!mask_any(mask_or(beyond, rare)))
        return y;
    const vec all = vec_select(beyond, either_gradient(g, z.high, silu_slope_tail(t), exp_unbias()), y);
    rare = mask_or(rare, mask_and(beyond, vec_nle(t.high, vec_splat(EXP_NORMAL))));
    if (!mask_any(rare))
        return all;
    return vec_select(rare, vanishing(is_minus_infinite(z.high, x, a), silu_slope_product(g, z)), all);
}
#else
/* In float64 it is made of e^-t. */
struct silu_slope { struct vec_pair e; };

INLINE struct silu_slope silu_slope(struct vec_pair t, int is_pair)
{
    (void)is_pair;
    return (struct silu_slope){exp_minus_pair(t)};
}

INLINE vec times_silu_slope(vec g, struct silu_slope of, struct vec_pair z, vec x, vec a, int is_pair)
{
    const struct vec_pair t = pair_abs(z);
    const vec y = vec_mul(g, either_side(z.high, gate_tail(logistic_tail_of(of.e), t, is_pair)));
    return beside_tail(g, z, y, ROOT_OF(SILU), SILU_TAIL_RADIUS, EXP_NORMAL, is_minus_infinite(z.high, x, a),
                       silu_slope_product);
}
#endif

INLINE vec silu_gradient(vec g, struct vec_pair z, vec x, vec a)
{
    return times_silu_slope(g, silu_slope(pair_abs(z), 1), z, x, a, 1);
}

INLINE vec gelu_gradient(vec g, vec x)
{
    const vec t = vec_abs(x);
#if LANE_BITS == 32
    const struct step_of_square e = exp_minus_half_square(t);
    const struct vec_pair power = {e.step, vec_mul(e.step, e.expm1)};
    const vec unit = vec_splat(GELU_UNBIAS);
#else
    const struct vec_pair power = exp_minus_pair(pair_scale(two_product(t, t), vec_splat(0.5)));
    const vec unit = vec_splat(1);
#endif
    const struct piece at = octave_piece(TABLE_OF(GELU_SLOPE_TABLE), t);
    const struct vec_pair factor = LANE_BITS == 32 ? piece_pair(at) : piece_pair_with_root(at);
    const vec y = either_gradient(g, x, pair_mul(factor, power), unit);
    const mask far = mask_or(is_unusual(g), vec_nle(t, vec_splat(GELU_SLOPE_END)));
    return mask_any(far) ? vec_select(far, vanishing_below(x, gelu_slope_product(g, x)), y) : y;
}

INLINE vec gelu_tanh_gradient(vec g, vec x)
{
#if LANE_BITS == 32
    const vec t = vec_abs(x);
    const struct whole_steps s = gelu_tanh_steps(t);
    const struct vec_pair e = exp_of_steps(s.k_in_magic, vec_mul(s.rest, vec_splat(GELU_TANH_CUBIC[0])));
    const struct table slopes = TABLE_OF(GELU_TANH_SLOPE_TABLE);
    const struct vec_pair tail = pair_mul(piece_pair(octave_piece(slopes, t)), e);
    const vec y = either_gradient(g, x, tail, exp_unbias());
    const mask far = mask_or(is_unusual(g), vec_nle(t, vec_splat(GELU_TANH_SLOPE_END)));
    return mask_any(far) ? vec_select(far, vanishing_below(x, gelu_tanh_slope_product(g, pair_of(x))), y) : y;
#else
    const vec t = vec_abs(x);
    const struct logistic_tail h = logistic_tail(odd_cubic(t, GELU_TANH_LINEAR, GELU_TANH_CUBIC));
    const struct vec_pair long_w = odd_cubic(t, GELU_TANH_LINEAR, GELU_TANH_SLOPE);
    const vec tail = gate_tail(h, fast_sum(long_w.high, long_w.low), 1);
    const vec y = vec_mul(g, either_side(x, tail));
    return beside_tail(g, pair_of(x), y, ROOT_OF(GELU_TANH), GELU_TANH_TAIL_RADIUS, GELU_TANH_TAIL_REACH,
                       vec_eq(x, vec_splat(-(lane)INFINITY)), gelu_tanh_slope_product);
#endif
}

/* g a e^-t for t >= 0 and 2^-30 <= |a| <= 2^30, the slope being a e^-t, biased; and where that does not hold. */
struct usual_gradient { vec value; mask far; };

INLINE struct usual_gradient usual_exp_gradient(vec g, struct vec_pair slope, vec t)
{
    const vec y = times_sum(g, vec_mul(slope.high, exp_unbias()), vec_mul(slope.low, exp_unbias()));
    return (struct usual_gradient){y, mask_or(is_unusual(g), vec_nle(t, vec_splat(EXP_NORMAL)))};
}

/* The same for all z = -t <= 0 and something else for z > 0, +0 where x is -inf. */
INLINE vec exp_gradient(vec g, struct vec_pair slope, struct vec_pair a, struct vec_pair z, vec x)
{
    const struct usual_gradient usual = usual_exp_gradient(g, slope, vec_neg(z.high));
    return mask_any(usual.far) ? vec_select(usual.far, vanishing_below(x, exp_product(g, a, z)), usual.value)
                               : usual.value;
}

/* For z = x. */
INLINE vec scaled_exp_gradient(vec g, struct vec_pair a, vec x)
{
    const struct vec_pair z = pair_of(x);
    return exp_gradient(g, pair_mul(a, exp_minus(pair_neg(z))), a, z, x);
}

#endif
