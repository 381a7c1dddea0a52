/* Gaussian error linear units (Hendrycks and Gimpel, "Gaussian error linear units", arXiv:1606.08415) and
   erf. Range: all x; -0 gives -0, -inf gives -0 (erf: -1), inf inf (erf: 1), NaN NaN. The gradients vanish
   near -0.752 and are relatively accurate there. */

/* x Phi(x), Phi being the normal distribution function; down to -1e-45 at -14.4. */
INLINE vec op_gelu(vec x) { return gelu_value(x); }

/* Phi(x) + x phi(x): e^(-t^2 / 2) (F(t) - t / sqrt(2 pi)), t = |x|, for x <= 0, and 1 less that for x >= 0. */
INLINE vec op_gelu_backward(vec g, vec x)
{
    const vec t = vec_min(vec_splat(by_width(20, 54)), vec_abs(x));
    const mask left = vec_le(x, vec_splat(0)), near = is_near_root(x, GELU_ROOT, 0.25);
    const struct scaled_pair e = exp_scaled(pair_scale(two_product(t, t), vec_splat(-0.5f)));
    const struct vec_pair density = pair_mul_vec((struct vec_pair){vec_splat(ONE_OVER_SQRT_TWO_PI[0]),
                                                                   vec_splat(ONE_OVER_SQRT_TWO_PI[1])}, t);
    const struct vec_pair part = pair_mul(pair_add(scaled_tail(pair_of(t)), pair_neg(density)), e.value);
    const struct vec_pair right = one_minus(unscaled((struct scaled_pair){part, e.power}));
    const struct vec_pair root = near_root(pair_of(x), GELU_ROOT, GELU_ROOT_FIRST, GELU_ROOT_POLYNOMIAL,
                                           GELU_ROOT_TERMS);
    const struct vec_pair slope = pair_select(near, root, pair_select(left, part, right));
    const vec power = vec_select(near, vec_splat(0), vec_keep(left, e.power));
    return vanishing(vec_eq(x, vec_splat(-(lane)INFINITY)), scaled_product(g, slope, power));
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

/* x s(2 u). */
INLINE vec op_gelu_tanh(vec x)
{
    const vec t = vec_min(vec_splat(by_width(11, 22)), vec_abs(x));
    return gate_by_exp(x, t, odd_cubic(t, GELU_TANH_LINEAR, GELU_TANH_CUBIC));
}

INLINE vec op_gelu_tanh_backward(vec g, vec x)
{
    const vec end = vec_splat(by_width(16, 30));
    const vec held = vec_min(end, vec_max(vec_neg(end), x));
    const struct vec_pair long_z = odd_cubic(held, GELU_TANH_LINEAR, GELU_TANH_CUBIC);
    const struct vec_pair z = fast_sum(long_z.high, long_z.low);
    const struct vec_pair w = odd_cubic(held, GELU_TANH_LINEAR, GELU_TANH_SLOPE);
    const struct vec_pair root = near_root(pair_of(held), GELU_TANH_ROOT, GELU_TANH_ROOT_FIRST,
                                           GELU_TANH_ROOT_POLYNOMIAL, GELU_TANH_ROOT_TERMS);
    const vec y = gate_backward(g, w, z, is_near_root(held, GELU_TANH_ROOT, 0.125), root);
    return vanishing(vec_eq(x, vec_splat(-(lane)INFINITY)), y);
}

/* 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x: a polynomial below 1/2 (in float64 below 1), 1 - 2 F(sqrt(2) t) e^(-t^2)
   beyond. */
INLINE vec op_erf(vec x)
{
    const vec t = vec_min(vec_splat(by_width(10, 27)), vec_abs(x));
    const struct vec_pair square = two_product(t, t);
    const vec curved = vec_fma(square.high, polynomial(ERF_POLYNOMIAL, ERF_TERMS, square.high),
                               vec_splat(TWO_OVER_SQRT_PI[1]));
    const vec small = vec_fma(t, vec_splat(TWO_OVER_SQRT_PI[0]), vec_mul(t, curved));
    const struct vec_pair e = exp_minus(square);
    const struct vec_pair tail = pair_mul(fast_sum(e.high, e.low), erf_tail(t));
    const vec large = pair_value(one_minus(pair_scale(tail, vec_mul(vec_splat(2), exp_unbias()))));
    return vec_copysign(vec_select(vec_lt(t, vec_splat(by_width(0.5, 1))), small, large), x);
}

/* g 2 / sqrt(pi) e^(-x^2). Infinite x gives +0 whatever g is. */
INLINE vec op_erf_backward(vec g, vec x)
{
    const vec t = vec_min(vec_splat(by_width(14, 38.5)), vec_abs(x));
    const struct scaled_pair e = exp_scaled(pair_neg(two_product(t, t)));
    const struct vec_pair factor = {vec_splat(TWO_OVER_SQRT_PI[0]), vec_splat(TWO_OVER_SQRT_PI[1])};
    return vanishing(is_infinite(x), scaled_product(g, pair_mul(factor, e.value), e.power));
}
