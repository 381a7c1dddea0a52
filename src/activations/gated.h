/* x times a gate that is the logistic function of x: silu, swish, quick_gelu. Range: all x; -inf gives
   -0, inf gives inf, NaN NaN. The gradients vanish at -1.278 and are relatively accurate there. */

/* x s(x) (Elfwing et al., "Sigmoid-weighted linear units for neural network function approximation in
   reinforcement learning", arXiv:1702.03118). */
INLINE vec op_silu(vec x)
{
    struct silu_half half;
    silu_first(x, &half);
    return silu_second(x, &half);
}

struct silu_backward_half { struct silu_slope slope; };

INLINE void silu_backward_first(vec x, struct silu_backward_half *to)
{
    to->slope = silu_slope(pair_of(vec_abs(x)), 0);
}

INLINE vec silu_backward_second(vec g, vec x, const struct silu_backward_half *half)
{
    return times_silu_slope(g, half->slope, pair_of(x), x, vec_splat(1), 0);
}

INLINE vec op_silu_backward(vec g, vec x)
{
    struct silu_backward_half half;
    silu_backward_first(x, &half);
    return silu_backward_second(g, x, &half);
}

/* x s(beta x) (Ramachandran et al., "Searching for activation functions", arXiv:1710.05941). */
INLINE vec op_swish(vec x, vec beta) { return gate_value(x, two_product(beta, x), beta); }

INLINE vec op_swish_backward(vec g, vec x, vec beta)
{
    return silu_gradient(g, two_product(beta, x), x, beta);
}

/* 1.702 x to twice the precision. */
INLINE struct vec_pair quick_gelu_argument(vec x)
{
    return pair_mul_vec((struct vec_pair){vec_splat(QUICK_GELU[0]), vec_splat(QUICK_GELU[1])}, x);
}

/* x s(1.702 x) (Hendrycks and Gimpel, "Gaussian error linear units", arXiv:1606.08415, section 2). */
INLINE vec op_quick_gelu(vec x)
{
    const vec t = vec_min(vec_splat(by_width(75, 450)), vec_abs(x));
    return gate_by_exp(x, t, gate_exp(t, QUICK_GELU[0], QUICK_GELU_STEP));
}

INLINE vec op_quick_gelu_backward(vec g, vec x)
{
    return silu_gradient(g, quick_gelu_argument(x), x, vec_splat(1));
}
