/* Exponential linear units: x where active, an exponential below. A unit is active where not (x <= 0),
   as for relu. Range: all x; -0 gives -0. */

/* x where active, else alpha (e^x - 1) (Clevert et al., "Fast and accurate deep network learning by
   exponential linear units", arXiv:1511.07289). */
INLINE vec op_elu(vec x, vec alpha)
{
    return vec_select(op_relu_mask(x), x, expm1_product(pair_of(alpha), pair_of(x)));
}

INLINE vec op_elu_backward(vec g, vec x, vec alpha)
{
    return vec_select(op_relu_mask(x), g, scaled_exp_gradient(g, pair_of(alpha), x));
}

/* e^x alpha is y + alpha; the sum loses digits where y is near -alpha. */
INLINE vec op_elu_backward_from_output(vec g, vec y, vec alpha)
{
    return vec_select(op_relu_mask(y), g, vec_mul(g, vec_add(y, alpha)));
}

/* x / alpha, to a unit or two if there is a reciprocal of alpha that is a normal number: in float64, where a division
   takes longer than the rest of celu_argument. */
INLINE vec celu_quotient(vec x, vec alpha, vec reciprocal)
{
#if LANE_BITS == 32
    (void)reciprocal;
    return vec_div(x, alpha);
#else
    const vec most = vec_splat(0x1p1000);
    const mask extreme = mask_or(vec_nle(vec_abs(alpha), most), vec_nle(vec_abs(reciprocal), most));
    const vec quotient = vec_mul(x, reciprocal);
    return mask_any(extreme) ? vec_select(extreme, vec_div(x, alpha), quotient) : quotient;
#endif
}

/* x / alpha to twice the precision, unless alpha is so small that it has no reciprocal. What depends on alpha alone is
   found before a loop with one alpha. */
INLINE struct vec_pair celu_argument(vec x, vec alpha)
{
    const vec reciprocal = vec_div(vec_splat(1), alpha), quotient = celu_quotient(x, alpha, reciprocal);
    const vec rest = vec_mul(vec_fnma(quotient, alpha, x), reciprocal);
    return (struct vec_pair){quotient, vec_keep(vec_lt(vec_abs(rest), vec_splat(1)), rest)};
}

/* x where active, else alpha (e^(x / alpha) - 1) (Barron, "Continuously differentiable exponential linear
   units", arXiv:1704.07483). */
INLINE vec op_celu(vec x, vec alpha)
{
    const struct vec_pair z = celu_argument(x, alpha);
    const vec below = expm1_product(pair_of(alpha), z);
    /* A negative alpha turns the exponential round. */
    const vec overflow = vec_mul(alpha, vec_splat((lane)INFINITY));
    const vec y = vec_select(vec_lt(vec_splat(by_width(88, 709)), z.high), overflow, below);
    /* A tiny quotient may have lost digits that x has. */
    const mask linear = vec_lt(vec_abs(z.high), vec_splat(by_width(0x1p-26, 0x1p-55)));
    return vec_select(mask_or(op_relu_mask(x), linear), x, y);
}

INLINE vec op_celu_backward(vec g, vec x, vec alpha)
{
    const struct vec_pair z = celu_argument(x, alpha), slope = exp_minus(pair_neg(z));
    return vec_select(op_relu_mask(x), g, exp_gradient(g, slope, splat_pair(1, 0), z, x));
}

INLINE struct vec_pair selu_lambda(void) { return splat_pair(SELU_LAMBDA[0], SELU_LAMBDA[1]); }
INLINE struct vec_pair selu_lambda_alpha(void) { return splat_pair(SELU_LAMBDA_ALPHA[0], SELU_LAMBDA_ALPHA[1]); }

/* lambda x where active, else lambda alpha (e^x - 1) (Klambauer et al., "Self-normalizing neural
   networks", arXiv:1706.02515). */
INLINE vec op_selu(vec x)
{
    const vec below = expm1_product(selu_lambda_alpha(), pair_of(x));
    return vec_select(op_relu_mask(x), pair_times(selu_lambda(), x), below);
}

INLINE vec op_selu_backward(vec g, vec x)
{
    const vec below = scaled_exp_gradient(g, selu_lambda_alpha(), x);
    return vec_select(op_relu_mask(x), pair_times(selu_lambda(), g), below);
}

INLINE vec op_selu_backward_from_output(vec g, vec y)
{
    const struct vec_pair sum = two_sum(selu_lambda_alpha().high, y);
    const vec low = vec_keep(vec_lt(vec_splat(-(lane)INFINITY), y), sum.low);
    const vec slope = vec_add(sum.high, vec_add(low, selu_lambda_alpha().low));
    return vec_select(op_relu_mask(y), pair_times(selu_lambda(), g), vec_mul(g, slope));
}
