/* Gaussian error linear units (Hendrycks and Gimpel, "Gaussian error linear units", arXiv:1606.08415) and
   erf. Range: all x; -0 gives -0, -inf gives -0 (erf: -1), inf inf (erf: 1), NaN NaN. The gradients vanish
   near -0.752 and are relatively accurate there. */

/* x Phi(x), Phi being the normal distribution function; down to -1e-45 at -14.4. */
INLINE vec op_gelu(vec x)
{
    struct gelu_half half;
    gelu_first(x, &half);
    return gelu_second(x, &half);
}

INLINE vec op_gelu_backward(vec g, vec x) { return gelu_gradient(g, x); }

/* x s(2 u). */
INLINE vec op_gelu_tanh(vec x)
{
    const vec t = vec_min(vec_splat(by_width(11, 22)), vec_abs(x));
    const struct whole_steps s = gelu_tanh_steps(t);
    return gate_by_exp(x, t, gate_power(s.k_in_magic, s.rest, GELU_TANH_CUBIC[0]));
}

INLINE vec op_gelu_tanh_backward(vec g, vec x) { return gelu_tanh_gradient(g, x); }

/* 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. */
INLINE vec op_erf(vec x) { return erf_value(x); }

/* g 2 / sqrt(pi) e^(-x^2). Infinite x gives +0 whatever g is. The exponential of few operations where it and the
   product with g stay far from the ends of the range, else that with a power of two. */
INLINE vec op_erf_backward(vec g, vec x)
{
    const vec t = vec_min(vec_splat(by_width(14, 38.5)), vec_abs(x));
    const struct vec_pair square = two_product(t, t);
    const struct vec_pair factor = {vec_splat(TWO_OVER_SQRT_PI[0]), vec_splat(TWO_OVER_SQRT_PI[1])};
    const struct vec_pair usual_factor = {vec_splat(ERF_SLOPE[0]), vec_splat(ERF_SLOPE[1])};
    const struct usual_gradient usual = usual_exp_gradient(g, pair_mul(usual_factor, exp_minus(square)), square.high);
    if (!mask_any(usual.far))
        return usual.value;
    const struct scaled_pair e = exp_scaled(pair_neg(square));
    const vec y = vanishing(is_infinite(x), scaled_product(g, pair_mul(factor, e.value), e.power));
    return vec_select(usual.far, y, usual.value);
}
