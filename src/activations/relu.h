/* The ReLU family with a corner at zero: relu, relu6, relu2, leaky_relu, prelu.

   A unit is active where not (x <= 0), so NaN is active. The gradient is a select: an inactive
   lane gives +0.0 whatever the incoming gradient is. Range: all x. */

/* max(0, x). -0 and -inf give +0, NaN gives NaN. Exact. */
INLINE vec op_relu(vec x)
{
    return vec_keep(vec_nle(x, vec_splat(0)), x);
}

INLINE mask op_relu_mask(vec x)
{
    return vec_nle(x, vec_splat(0));
}

/* g where active. Exact. x may be the input or the output: they have the same mask. */
INLINE vec op_relu_backward(vec g, vec x)
{
    return vec_keep(op_relu_mask(x), g);
}

INLINE vec op_relu_backward_from_output(vec g, vec y)
{
    return op_relu_backward(g, y);
}

INLINE vec op_relu_backward_from_mask(vec g, mask active)
{
    return vec_keep(active, g);
}

/* min(max(0, x), 6). Exact. */
INLINE vec op_relu6(vec x)
{
    return vec_min(vec_splat(6), op_relu(x));
}

/* g for 0 < x < 6, +0 at both ends and outside. Exact. */
INLINE vec op_relu6_backward(vec g, vec x)
{
    return vec_keep(mask_and(op_relu_mask(x), vec_nle(vec_splat(6), x)), g);
}

/* max(0, x)^2 (So et al., "Primer", arXiv:2109.08668). Correctly rounded; overflows to inf. */
INLINE vec op_relu2(vec x)
{
    const vec y = op_relu(x);
    return vec_mul(y, y);
}

/* 2 g x where active. The product is doubled last, so it overflows only where the result does; a
   subnormal product doubles its rounding error to one step. */
INLINE vec op_relu2_backward(vec g, vec x)
{
    const vec product = vec_mul(g, x);
    return vec_keep(op_relu_mask(x), vec_add(product, product));
}

/* slope * value, and +0.0 for a slope of zero, where the unit is rectified: no 0 * inf there. */
INLINE vec scaled_by_slope(vec slope, vec value)
{
    const mask zero = vec_eq(slope, vec_splat(0));
    return vec_keep(mask_not(zero), vec_mul(slope, value));
}

/* x where active, else slope * x (Maas et al., "Rectifier nonlinearities improve neural network
   acoustic models", 2013). -0 stays -0 unless the slope is zero. Correctly rounded. */
INLINE vec op_leaky_relu(vec x, vec slope)
{
    return vec_select(op_relu_mask(x), x, scaled_by_slope(slope, x));
}

/* g where active, else slope * g. Correctly rounded. */
INLINE vec op_leaky_relu_backward(vec g, vec x, vec slope)
{
    return vec_select(op_relu_mask(x), g, scaled_by_slope(slope, g));
}

/* The output has the input's mask when slope >= 0. */
INLINE vec op_leaky_relu_backward_from_output(vec g, vec y, vec slope)
{
    return op_leaky_relu_backward(g, y, slope);
}

/* leaky_relu with a learned slope (He et al., "Delving deep into rectifiers", arXiv:1502.01852). */
INLINE vec op_prelu(vec x, vec weight)
{
    return op_leaky_relu(x, weight);
}

INLINE vec op_prelu_backward(vec g, vec x, vec weight)
{
    return op_leaky_relu_backward(g, x, weight);
}

/* Each element's share of the gradient of the slope: g * x where not active. */
INLINE vec op_prelu_backward_weight(vec g, vec x)
{
    return vec_keep(vec_le(x, vec_splat(0)), vec_mul(g, x));
}
