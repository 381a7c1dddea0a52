/* The piecewise linear stand-ins for tanh, sigmoid and silu. NaN in x gives NaN. Range: all x. */

/* value, or NaN where the parameter is NaN. */
INLINE vec with_nan_of(vec parameter, vec value)
{
    return vec_select(vec_is_nan(parameter), parameter, value);
}

/* max_val where x >= max_val, else min_val where x <= min_val, else x; at a bound the bound itself,
   so -0 against a bound of 0 gives +0. A NaN bound gives NaN. Exact. */
INLINE vec op_hardtanh(vec x, vec min_val, vec max_val)
{
    const vec floored = vec_select(vec_le(x, min_val), min_val, x);
    const vec clipped = vec_select(vec_le(max_val, floored), max_val, floored);
    return with_nan_of(min_val, with_nan_of(max_val, clipped));
}

/* g for min_val < x < max_val, +0 at both ends and outside. Exact. */
INLINE vec op_hardtanh_backward(vec g, vec x, vec min_val, vec max_val)
{
    return vec_keep(mask_and(vec_nle(x, min_val), vec_nle(max_val, x)), g);
}

/* (sum + error) / 6 for an exact sum: a product with the rounded reciprocal, and its remainder by
   FMA, which is as good as a division and several times cheaper. */
INLINE struct vec_pair sixth(vec sum, vec error)
{
    const vec reciprocal = vec_splat((lane)(1.0 / 6.0));
    const vec quotient = vec_mul(sum, reciprocal);
    const vec remainder = vec_add(vec_fma(vec_splat(-6), quotient, sum), error);
    return (struct vec_pair){quotient, vec_mul(remainder, reciprocal)};
}

/* (x + 3) / 6 for |x| <= 3. The sum's error is exact there (Dekker, Numer. Math. 18, 1971). */
INLINE struct vec_pair sixth_of_x_plus_3(vec x)
{
    const vec sum = vec_add(x, vec_splat(3));
    return sixth(sum, vec_sub(x, vec_sub(sum, vec_splat(3))));
}

/* relu6(x + 3) / 6 (Howard et al., "Searching for MobileNetV3", arXiv:1905.02244). Correctly rounded
   in float32; in float64 but for near ties. */
INLINE vec op_hardsigmoid(vec x)
{
    const vec inside = vec_min(vec_splat(3), vec_max(vec_splat(-3), x));
    const struct vec_pair y = sixth_of_x_plus_3(inside);
    return vec_add(y.high, y.low);
}

/* g / 6 for -3 < x < 3, +0 at both ends and outside. */
INLINE vec op_hardsigmoid_backward(vec g, vec x)
{
    const mask inside = mask_and(vec_nle(x, vec_splat(-3)), vec_nle(vec_splat(3), x));
    return vec_keep(inside, vec_mul(g, vec_splat((lane)(1.0 / 6.0))));
}

/* x relu6(x + 3) / 6 (same source): x for x >= 3, +0 for x <= -3, also for the infinities; -0 gives
   -0. Correctly rounded but for 9 float32 inputs, off by 5e-8 ULP more, and for |x| < 2^-125, where x / 2
   can be a tie between subnormals: it goes to the even one. */
INLINE vec op_hardswish(vec x)
{
    const vec held = vec_min(vec_splat(3), x);
    const struct vec_pair gate = sixth_of_x_plus_3(held);
    const vec y = vec_fma(x, gate.high, vec_mul(held, gate.low));
    return vec_keep(vec_nle(x, vec_splat(-3)), y);
}

/* g (2x + 3) / 6 for -3 < x < 3, g above, +0 below and at -3. 2x + 3 is kept with its rounding
   error, which an FMA gives exactly, so the root at -1.5 costs nothing. */
INLINE vec op_hardswish_backward(vec g, vec x)
{
    const vec sum = vec_fma(vec_splat(2), x, vec_splat(3));
    const vec error = vec_fma(vec_splat(2), x, vec_sub(vec_splat(3), sum));
    const struct vec_pair slope = sixth(sum, error);
    const vec inside = vec_mul(g, vec_add(slope.high, slope.low));
    const vec right = vec_select(vec_le(vec_splat(3), x), g, inside);
    return vec_keep(vec_nle(x, vec_splat(-3)), right);
}
