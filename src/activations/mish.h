/* mish: x tanh(log(1 + e^x)) (Misra, "Mish: a self regularized non-monotonic activation function",
   arXiv:1908.08681). Range: all x; -0 gives -0, -inf gives -0, inf inf, NaN NaN.

   tanh(log(1 + e^x)) = n / (n + 2), n = e^x (e^x + 2). With e = e^-|x| that is e (e + 2) / d, d = e^2 + 2 e + 2,
   for x <= 0, and 1 - 2 e^2 / d, d = 2 e^2 + 2 e + 1, for x >= 0. */

INLINE struct vec_pair mish_denominator(mask left, struct vec_pair e)
{
    const struct vec_pair square = pair_mul(e, e), twice = pair_scale(e, vec_splat(2));
    const struct vec_pair first = {vec_select(left, vec_splat(2), vec_splat(1)), vec_splat(0)};
    const struct vec_pair last = pair_scale(square, vec_select(left, vec_splat(1), vec_splat(2)));
    return pair_add(first, pair_fast_add(twice, last));
}

INLINE vec op_mish(vec x)
{
    const mask left = vec_le(x, vec_splat(0));
    const vec t = vec_min(vec_splat(EXP_REACH), vec_abs(x));
    const struct vec_pair raw = exp_minus(pair_of(t)), biased = fast_sum(raw.high, raw.low);
    const struct vec_pair e = pair_scale(biased, exp_unbias());
    const struct vec_pair more = pair_fast_add(splat_pair(2, 0), e), twice = pair_scale(e, vec_splat(2));
    const struct vec_pair numerator = pair_mul(biased, pair_select(left, more, twice));
    return gate_by_tail(x, t, pair_div(numerator, mish_denominator(left, e)));
}

/* g times the derivative, for any g and x. It is e (a d + 4 x (1 + e)) / d^2, a = e + 2, for x <= 0, and
   (a d + 4 x e^2 (1 + e)) / d^2, a = 1 + 2 e, for x >= 0. It vanishes at -1.192 and is relatively accurate there. */
INLINE vec mish_slope_product(vec g, vec x)
{
    const mask left = vec_le(x, vec_splat(0)), near = is_near_root(x, ROOT_OF(MISH), 0.125);
    const vec t = vec_min(scaled_reach(), vec_abs(x)), held = vec_copysign(t, x);
    const struct scaled_pair scaled = exp_scaled(pair_of(vec_neg(t)));
    const struct vec_pair e = unscaled(scaled), one = splat_pair(1, 0);
    const struct vec_pair d = mish_denominator(left, e);
    const struct vec_pair a = pair_select(left, pair_fast_add(splat_pair(2, 0), e),
                                          pair_add(one, pair_scale(e, vec_splat(2))));
    const struct vec_pair linear = pair_mul_vec(pair_fast_add(one, e), vec_mul(vec_splat(4), held));
    const struct vec_pair other = pair_select(left, linear, pair_mul(pair_mul(linear, e), e));
    const struct vec_pair ratio = pair_div(pair_add(pair_mul(a, d), other), pair_mul(d, d));
    const struct vec_pair root = near_root(pair_of(held), ROOT_OF(MISH));
    const struct vec_pair slope = pair_select(near, root, pair_select(left, pair_mul(ratio, scaled.value), ratio));
    const vec power = vec_select(near, vec_splat(0), vec_keep(left, scaled.power));
    return vanishing(vec_eq(x, vec_splat(-(lane)INFINITY)), scaled_product(g, slope, power));
}

#if LANE_BITS == 32
/* Between these the derivative is looked up, for x of either sign; from the second on it is 1 but for half a unit. */
#define MISH_SLOPE_FROM -9.3f
#define MISH_SLOPE_END 10.5f

/* Left of the table the derivative is e (1 - t + e (t - 1/2) ...), e = e^-t, t = -x; a huge g and NaN are left to
   the pairs. */
INLINE vec op_mish_backward(vec g, vec x)
{
    const struct table slopes = TABLE_OF(MISH_SLOPE_TABLE);
    const struct vec_pair slope = piece_pair_with_root(step_piece(slopes, x));
    const mask right = vec_le(vec_splat(MISH_SLOPE_END), x);
    const vec inner = vec_select(right, g, times_sum(g, slope.high, slope.low));
    const mask far = mask_or(is_unusual(g), vec_nle(vec_splat(MISH_SLOPE_FROM), x));
    if (!mask_any(far))
        return inner;
    const vec reach = vec_splat(EXP_NORMAL), t = vec_min(reach, vec_abs(x));
    const struct vec_pair e = exp_minus(pair_of(t)), linear = pair_mul_vec(e, vec_sub(vec_splat(1), t));
    const vec biased = pair_value(e), curved = vec_mul(vec_mul(biased, exp_unbias()), vec_sub(t, vec_splat(0.5f)));
    const vec low = vec_fma(biased, curved, linear.low);
    const vec tail = times_sum(g, vec_mul(linear.high, exp_unbias()), vec_mul(low, exp_unbias()));
    const vec y = vec_select(far, tail, inner);
    const mask farther = mask_and(far, mask_or(is_unusual(g), vec_nle(vec_neg(reach), x)));
    return mask_any(farther) ? vec_select(farther, mish_slope_product(g, x), y) : y;
}
#else
INLINE vec op_mish_backward(vec g, vec x) { return mish_slope_product(g, x); }
#endif
