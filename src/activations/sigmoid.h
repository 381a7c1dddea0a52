/* The logistic function, its logarithm and the soft ReLU. Range: all x. */

/* 1 / (1 + e^-x). -inf gives +0, inf 1; down to the subnormals. */
INLINE vec op_sigmoid(vec x) { return logistic_value(x); }

/* g s (1 - s) = g e / (1 + e)^2, e = e^-|x|. Infinite x gives +0 whatever g is. */
INLINE vec op_sigmoid_backward(vec g, vec x)
{
    return sigmoid_gradient(g, vec_abs(x));
}

/* For 0 <= y <= 1; the output has lost what 1 - y was where y is 1 or nearly so. */
INLINE vec op_sigmoid_backward_from_output(vec g, vec y)
{
    return vec_mul(vec_mul(g, y), vec_sub(vec_splat(1), y));
}

/* log(s(x)) (PyTorch's logsigmoid). -inf gives -inf, inf -0. */
INLINE vec op_log_sigmoid(vec x) { return vec_neg(softplus_value(vec_neg(x), vec_splat(1))); }

/* g s(-x). */
INLINE vec op_log_sigmoid_backward(vec g, vec x)
{
    return logistic_gradient(g, pair_of(vec_neg(x)), x, vec_splat(1));
}

/* log(1 + e^(beta x)) / beta (Dugas et al., "Incorporating second-order functional knowledge for better
   option pricing", 2001), without a threshold beyond which it would be taken as linear: the larger of
   x and 0 (for beta > 0), and log(1 + e^-|beta x|) / beta. */
INLINE vec op_softplus(vec x, vec beta) { return softplus_value(x, beta); }

/* g s(beta x). */
INLINE vec op_softplus_backward(vec g, vec x, vec beta)
{
    return logistic_gradient(g, two_product(beta, x), x, beta);
}
