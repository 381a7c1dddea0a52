/* Thresholds: hardshrink, softshrink, threshold. NaN in x or in the threshold gives NaN. */

/* x where |x| > lambd, else +0. Exact. */
INLINE vec op_hardshrink(vec x, vec lambd)
{
    return with_nan_of(lambd, vec_keep(vec_nle(vec_abs(x), lambd), x));
}

/* x moved towards zero by lambd, +0 where |x| <= lambd. Correctly rounded. */
INLINE vec op_softshrink(vec x, vec lambd)
{
    const vec moved = vec_copysign(vec_sub(vec_abs(x), lambd), x);
    return vec_keep(vec_nle(vec_abs(x), lambd), moved);
}

/* g where |x| > lambd or x is NaN, else +0. Exact. Both shrinks have this gradient. */
INLINE vec op_hardshrink_backward(vec g, vec x, vec lambd)
{
    return vec_keep(vec_nle(vec_abs(x), lambd), g);
}

INLINE vec op_softshrink_backward(vec g, vec x, vec lambd)
{
    return op_hardshrink_backward(g, x, lambd);
}

/* x where x > threshold, else value. Exact. */
INLINE vec op_threshold(vec x, vec threshold, vec value)
{
    return with_nan_of(threshold, vec_select(vec_nle(x, threshold), x, value));
}

/* g where x > threshold or x is NaN, else +0. Exact. */
INLINE vec op_threshold_backward(vec g, vec x, vec threshold)
{
    return vec_keep(vec_nle(x, threshold), g);
}
