/* tanh and x - tanh(x). Range: all x; -0 gives -0. */

INLINE vec op_tanh(vec x) { return tanh_value(x); }

/* g (1 - tanh(x)^2) = 4 g e / (1 + e)^2, e = e^(-2 |x|), so nothing cancels. */
INLINE vec op_tanh_backward(vec g, vec x)
{
    return tanh_gradient(g, vec_abs(x));
}

/* For |y| <= 1; the output has lost what 1 - |y| was where y is 1 or nearly so. */
INLINE vec op_tanh_backward_from_output(vec g, vec y) { return vec_mul(g, vec_fnma(y, y, vec_splat(1))); }

INLINE vec op_tanhshrink(vec x) { return vec_mul_sign(tanhshrink_value(vec_abs(x)), x); }

/* g tanh(x)^2. */
INLINE vec op_tanhshrink_backward(vec g, vec x) { return tanh_square_product(g, vec_abs(x)); }
