"""The docstrings of the sigmoid, tanh, softplus, elu and erf families."""

from relu_simd._docs_entry import VANISHING, Entry

_ELU_NAN = "-inf gives +0.0 whatever `g` is. NaN `x` counts as active."


def _from_output(backward, lost):
    return (f"The bound holds for the `y` that is given. Where {lost}, the gradient has lost its tail; "
            f"`{backward}` keeps it.")


SMOOTH = {
    "sigmoid": Entry(
        "Logistic function.", "x", "1 / (1 + exp(-x))",
        "-inf gives +0.0, inf gives 1, NaN gives NaN.",
        "P. F. Verhulst, Nouveaux memoires de l'Academie Royale de Bruxelles 18, 1845.",
        ">>> rs.sigmoid(np.array([-np.inf, 0.0, np.inf]))\narray([0. , 0.5, 1. ])\n\n"
        "No overflow, and the tail is there:\n\n"
        ">>> rs.sigmoid(np.array([-1000.0, -40.0]))\n"
        "array([0.00000000e+00, 4.24835426e-18])"),
    "sigmoid_backward": Entry(
        "Gradient of `sigmoid`.", "g x", "g * sigmoid(x) * sigmoid(-x)", VANISHING, "Definition.",
        ">>> rs.sigmoid_backward(np.array([1.0, 2.0]), np.array([0.0, np.inf]))\n"
        "array([0.25, 0.  ])"),
    "sigmoid_backward_from_output": Entry(
        "Gradient of `sigmoid` from its output.", "g y", "g * y * (1 - y)",
        _from_output("sigmoid_backward", "`y` has rounded to 1 (`x` above 17 in float32, 37 in "
                     "float64)"), "Definition.",
        ">>> rs.sigmoid_backward_from_output(1.0, np.array([0.5, 0.75]))\narray([0.25  , 0.1875])"),
    "log_sigmoid": Entry(
        "Logarithm of `sigmoid`.", "x", "min(x, 0) - log1p(exp(-abs(x)))",
        "-inf gives -inf, inf gives -0.0, NaN gives NaN.", "Definition: minus the logistic loss.",
        ">>> np.round(rs.log_sigmoid(np.array([-50.0, 0.0])), 4)\narray([-50.    ,  -0.6931])"),
    "log_sigmoid_backward": Entry(
        "Gradient of `log_sigmoid`.", "g x", "g * sigmoid(-x)",
        "inf gives +0.0 whatever `g` is, -inf gives `g`, NaN `x` gives NaN.", "Definition.",
        ">>> rs.log_sigmoid_backward(1.0, np.array([-np.inf, 0.0, np.inf]))\narray([1. , 0.5, 0. ])"),
    "tanh": Entry(
        "Hyperbolic tangent.", "x", "(exp(2 * x) - 1) / (exp(2 * x) + 1)",
        "-inf gives -1, inf 1, NaN NaN, -0.0 -0.0.",
        "Y. LeCun et al., \"Efficient BackProp\", 1998, as an activation.",
        ">>> np.round(rs.tanh(np.array([-np.inf, -0.5, 0.0, 1.0])), 4)\n"
        "array([-1.    , -0.4621,  0.    ,  0.7616])"),
    "tanh_backward": Entry(
        "Gradient of `tanh`.", "g x", "g * (1 - tanh(x)**2)", VANISHING, "Definition.",
        ">>> np.round(rs.tanh_backward(1.0, np.array([0.0, 1.0, np.inf])), 4)\n"
        "array([1.  , 0.42, 0.  ])"),
    "tanh_backward_from_output": Entry(
        "Gradient of `tanh` from its output.", "g y", "g * (1 - y * y)",
        _from_output("tanh_backward", "`y` has rounded to -1 or 1 (`abs(x)` above 9 in float32, 19 in "
                     "float64)"), "Definition.",
        ">>> rs.tanh_backward_from_output(1.0, np.array([0.0, 0.5]))\narray([1.  , 0.75])"),
    "tanhshrink": Entry(
        "What `tanh` takes off.", "x", "x - tanh(x)",
        "-0.0 gives -0.0, the infinities themselves, NaN NaN.",
        "PyTorch, `torch.nn.Tanhshrink`.",
        ">>> np.round(rs.tanhshrink(np.array([-1.0, 0.0, 10.0])), 4)\n"
        "array([-0.2384,  0.    ,  9.    ])"),
    "tanhshrink_backward": Entry(
        "Gradient of `tanhshrink`.", "g x", "g * tanh(x)**2",
        "Infinite `x` gives `g`, NaN `x` gives NaN.", "Definition.",
        ">>> np.round(rs.tanhshrink_backward(1.0, np.array([0.0, 1.0, np.inf])), 4)\n"
        "array([0.  , 0.58, 1.  ])"),
    "softplus": Entry(
        "Smooth rectifier.", "x beta", "log1p(exp(beta * x)) / beta",
        "-inf gives +0.0, inf gives inf, NaN gives NaN. Unlike PyTorch's there is no threshold from "
        "which it is taken as `x`: it is accurate everywhere.",
        "C. Dugas et al., \"Incorporating second-order functional knowledge for better option pricing\","
        " NIPS 2000.",
        ">>> np.round(rs.softplus(np.array([-1.0, 0.0, 1000.0])), 4)\n"
        "array([3.133e-01, 6.931e-01, 1.000e+03])\n"
        ">>> np.round(rs.softplus(np.array([-1.0, 0.0, 1.0]), 4.0), 4)\n"
        "array([0.0045, 0.1733, 1.0045])"),
    "softplus_backward": Entry(
        "Gradient of `softplus`.", "g x beta", "g * sigmoid(beta * x)",
        "-inf gives +0.0 whatever `g` is, inf gives `g`, NaN `x` gives NaN.", "Definition.",
        ">>> rs.softplus_backward(1.0, np.array([-np.inf, 0.0, np.inf]))\narray([0. , 0.5, 1. ])"),
    "elu": Entry(
        "Exponential linear unit.", "x alpha", "x where x > 0, else alpha * expm1(x)",
        "-inf gives `-alpha`, inf gives inf, NaN gives NaN, -0.0 gives -0.0.",
        "D.-A. Clevert et al., \"Fast and accurate deep network learning by exponential linear units\","
        " arXiv:1511.07289.",
        ">>> np.round(rs.elu(np.array([-np.inf, -1.0, 0.0, 2.0])), 4)\n"
        "array([-1.    , -0.6321,  0.    ,  2.    ])"),
    "elu_backward": Entry(
        "Gradient of `elu`.", "g x alpha", "g where not (x <= 0), else g * alpha * exp(x)", _ELU_NAN,
        "Definition; the derivative at 0 is `alpha`.",
        ">>> np.round(rs.elu_backward(1.0, np.array([-np.inf, -1.0, 2.0])), 4)\n"
        "array([0.    , 0.3679, 1.    ])"),
    "elu_backward_from_output": Entry(
        "Gradient of `elu` from its output.", "g y alpha",
        "g where not (y <= 0), else g * (y + alpha)",
        _from_output("elu_backward", "`y` has come near `-alpha`") + " NaN `y` counts as active.",
        "Definition.",
        ">>> rs.elu_backward_from_output(1.0, np.array([-0.75, 2.0]))\narray([0.25, 1.  ])"),
    "celu": Entry(
        "Exponential linear unit whose slope is 1 at 0 for every `alpha`.", "x alpha",
        "x where x > 0, else alpha * expm1(x / alpha)",
        "-inf gives `-alpha`, inf gives inf, NaN gives NaN, -0.0 gives -0.0.",
        "J. T. Barron, \"Continuously differentiable exponential linear units\", arXiv:1704.07483.",
        ">>> np.round(rs.celu(np.array([-np.inf, -1.0, 0.0, 2.0]), 0.5), 4)\n"
        "array([-0.5   , -0.4323,  0.    ,  2.    ])"),
    "celu_backward": Entry(
        "Gradient of `celu`.", "g x alpha", "g where not (x <= 0), else g * exp(x / alpha)", _ELU_NAN,
        "Definition.",
        ">>> np.round(rs.celu_backward(1.0, np.array([-np.inf, -1.0, 0.0, 2.0]), 0.5), 4)\n"
        "array([0.    , 0.1353, 1.    , 1.    ])"),
    "selu": Entry(
        "Scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer.", "x",
        "scale * (x where x > 0, else alpha * expm1(x))",
        "-inf gives ``-scale * alpha``, inf gives inf, NaN gives NaN, -0.0 gives -0.0. scale is "
        "1.0507009873554804934193349852946 and alpha 1.6732632423543772848170429916717.",
        "G. Klambauer et al., \"Self-normalizing neural networks\", arXiv:1706.02515.",
        ">>> np.round(rs.selu(np.array([-np.inf, -1.0, 0.0, 1.0])), 4)\n"
        "array([-1.7581, -1.1113,  0.    ,  1.0507])"),
    "selu_backward": Entry(
        "Gradient of `selu`.", "g x", "g * scale * (1 where not (x <= 0), else alpha * exp(x))",
        f"{_ELU_NAN} The numbers are those of `selu`.",
        "Definition; the derivative at 0 is ``scale * alpha``.",
        ">>> np.round(rs.selu_backward(1.0, np.array([-np.inf, -1.0, 1.0])), 4)\n"
        "array([0.    , 0.6468, 1.0507])"),
    "selu_backward_from_output": Entry(
        "Gradient of `selu` from its output.", "g y",
        "g * (scale where not (y <= 0), else y + scale * alpha)",
        _from_output("selu_backward", "`y` has come near ``-scale * alpha``")
        + " NaN `y` counts as active. The numbers are those of `selu`.", "Definition.",
        ">>> np.round(rs.selu_backward_from_output(1.0, np.array([-1.0, 1.0])), 4)\n"
        "array([0.7581, 1.0507])"),
    "erf": Entry(
        "Error function.", "x", "2 / sqrt(pi) * integral of exp(-t**2) from 0 to x",
        "-inf gives -1, inf 1, NaN NaN, -0.0 -0.0.",
        "NIST Digital Library of Mathematical Functions, 7.2.1.",
        ">>> np.round(rs.erf(np.array([-np.inf, 0.0, 0.5])), 4)\narray([-1.    ,  0.    ,  0.5205])"),
    "erf_backward": Entry(
        "Gradient of `erf`.", "g x", "g * 2 / sqrt(pi) * exp(-x**2)", VANISHING, "Definition.",
        ">>> np.round(rs.erf_backward(1.0, np.array([0.0, 1.0, np.inf])), 4)\n"
        "array([1.1284, 0.4151, 0.    ])"),
}
