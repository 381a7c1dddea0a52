"""The docstrings of `x` times a smooth gate: silu, swish, gelu, mish and their gradients."""

from relu_simd._docs_entry import Entry

_LIMITS = "-inf gives -0.0, inf gives inf, NaN gives NaN, -0.0 gives -0.0."
_GRADIENT = "-inf gives +0.0 whatever `g` is, inf gives `g`, NaN `x` gives NaN."
_GELU = "D. Hendrycks and K. Gimpel, \"Gaussian error linear units (GELUs)\", arXiv:1606.08415"

GATED = {
    "silu": Entry(
        "Sigmoid linear unit, also called swish.", "x", "x * sigmoid(x)", _LIMITS,
        "S. Elfwing et al., \"Sigmoid-weighted linear units for neural network function approximation "
        "in reinforcement learning\", arXiv:1702.03118.",
        ">>> np.round(rs.silu(np.array([-np.inf, -1.0, 0.0, 1.0])), 4)\n"
        "array([-0.    , -0.2689,  0.    ,  0.7311])"),
    "silu_backward": Entry(
        "Gradient of `silu`.", "g x", "g * sigmoid(x) * (1 + x * sigmoid(-x))", _GRADIENT, "Definition.",
        ">>> np.round(rs.silu_backward(1.0, np.array([-np.inf, -1.0, 0.0, 1.0])), 4)\n"
        "array([0.    , 0.0723, 0.5   , 0.9277])"),
    "swish": Entry(
        "`silu` with a factor in its gate.", "x beta", "x * sigmoid(beta * x)",
        f"For a positive `beta`, {_LIMITS}",
        "P. Ramachandran et al., \"Searching for activation functions\", arXiv:1710.05941.",
        ">>> np.round(rs.swish(np.array([-1.0, 0.0, 1.0]), 2.0), 4)\n"
        "array([-0.1192,  0.    ,  0.8808])"),
    "swish_backward": Entry(
        "Gradient of `swish` with respect to `x`.", "g x beta",
        "g * sigmoid(beta * x) * (1 + beta * x * sigmoid(-beta * x))",
        f"For a positive `beta`, {_GRADIENT}", "Definition.",
        ">>> np.round(rs.swish_backward(1.0, np.array([-1.0, 0.0, 1.0]), 2.0), 4)\n"
        "array([-0.0908,  0.5   ,  1.0908])"),
    "quick_gelu": Entry(
        "`gelu` by a sigmoid.", "x", "x * sigmoid(1.702 * x)", _LIMITS, f"{_GELU}.",
        ">>> np.round(rs.quick_gelu(np.array([-1.0, 0.0, 1.0])), 4)\n"
        "array([-0.1542,  0.    ,  0.8458])"),
    "quick_gelu_backward": Entry(
        "Gradient of `quick_gelu`.", "g x",
        "g * sigmoid(1.702 * x) * (1 + 1.702 * x * sigmoid(-1.702 * x))", _GRADIENT, "Definition.",
        ">>> np.round(rs.quick_gelu_backward(1.0, np.array([-1.0, 0.0, 1.0])), 4)\n"
        "array([-0.0678,  0.5   ,  1.0678])"),
    "gelu": Entry(
        "Gaussian error linear unit.", "x", "x * (1 + erf(x / sqrt(2))) / 2",
        f"{_LIMITS} The negative tail is there, where the formula as it stands cancels to 0.",
        f"{_GELU}.",
        ">>> np.round(rs.ufuncs.gelu(np.array([-np.inf, -1.0, 0.0, 1.0])), 4)\n"
        "array([-0.    , -0.1587,  0.    ,  0.8413])"),
    "gelu_backward": Entry(
        "Gradient of `gelu`.", "g x",
        "g * ((1 + erf(x / sqrt(2))) / 2 + x * exp(-x**2 / 2) / sqrt(2 * pi))", _GRADIENT, "Definition.",
        ">>> np.round(rs.ufuncs.gelu_backward(1.0, np.array([-1.0, 0.0, 1.0])), 4)\n"
        "array([-0.0833,  0.5   ,  1.0833])"),
    "gelu_tanh": Entry(
        "`gelu` by a hyperbolic tangent.", "x",
        "x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))) / 2",
        f"{_LIMITS} At most 4.8e-4 from `gelu`.", f"{_GELU}.",
        ">>> np.round(rs.gelu_tanh(np.array([-np.inf, -1.0, 0.0, 1.0])), 4)\n"
        "array([-0.    , -0.1588,  0.    ,  0.8412])"),
    "gelu_tanh_backward": Entry(
        "Gradient of `gelu_tanh`.", "g x",
        "g * s * (1 + x * (1 - s) * 2 * sqrt(2 / pi) * (1 + 0.134145 * x**2)) "
        "with s = gelu_tanh(x) / x", _GRADIENT, "Definition.",
        ">>> np.round(rs.gelu_tanh_backward(1.0, np.array([-1.0, 0.0, 1.0])), 4)\n"
        "array([-0.083,  0.5  ,  1.083])"),
    "mish": Entry(
        "`x` gated by `tanh` of `softplus`.", "x", "x * tanh(log1p(exp(x)))", _LIMITS,
        "D. Misra, \"Mish: a self regularized non-monotonic activation function\", arXiv:1908.08681.",
        ">>> np.round(rs.mish(np.array([-np.inf, -1.0, 0.0, 1.0])), 4)\n"
        "array([-0.    , -0.3034,  0.    ,  0.8651])"),
    "mish_backward": Entry(
        "Gradient of `mish`.", "g x", "g * (t + x * sigmoid(x) * (1 - t**2)) with t = tanh(softplus(x))",
        _GRADIENT, "Definition.",
        ">>> np.round(rs.mish_backward(1.0, np.array([-1.0, 0.0, 1.0])), 4)\n"
        "array([0.0592, 0.6   , 1.049 ])"),
}

# The functions that choose between two ufuncs; otherwise the entries above.
APPROXIMATE = {
    "gelu": GATED["gelu"]._replace(
        operands="x approximate",
        formula="x * (1 + erf(x / sqrt(2))) / 2``, with 'tanh'\n``"
                "x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))) / 2",
        special=f"{_LIMITS} The two differ by at most 4.8e-4.",
        example=">>> x = np.array([-np.inf, -1.0, 0.0, 1.0])\n>>> np.round(rs.gelu(x), 4)\n"
                "array([-0.    , -0.1587,  0.    ,  0.8413])\n"
                ">>> np.round(rs.gelu(x, approximate=\"tanh\"), 4)\n"
                "array([-0.    , -0.1588,  0.    ,  0.8412])"),
    "gelu_backward": GATED["gelu_backward"]._replace(
        operands="g x approximate",
        formula=f"{GATED['gelu_backward'].formula}``, with 'tanh'\n``"
                f"{GATED['gelu_tanh_backward'].formula}",
        example=">>> np.round(rs.gelu_backward(1.0, np.array([-1.0, 0.0, 1.0])), 4)\n"
                "array([-0.0833,  0.5   ,  1.0833])\n"
                ">>> np.round(rs.gelu_backward(1.0, np.array([-1.0, 0.0]), \"tanh\"), 4)\n"
                "array([-0.083,  0.5  ])"),
}
