"""The docstrings of the rectifiers and the piecewise functions beside them."""

from relu_simd._docs_entry import ACTIVE, SELECTED, VANISHING, Entry

RECTIFIERS = {
    "relu": Entry(
        "Rectified linear unit.", "x", "max(0, x)",
        "-0.0 and -inf give +0.0, inf gives inf, NaN gives NaN. Integers stay integers.",
        "V. Nair and G. E. Hinton, \"Rectified linear units improve restricted Boltzmann machines\","
        " ICML 2010.",
        ">>> rs.relu(np.array([-1.5, 0.0, 2.0]))\narray([0., 0., 2.])\n\nIn place:\n\n"
        ">>> x = np.array([-1.5, 2.0], np.float32)\n>>> rs.relu(x, out=x)\n"
        "array([0., 2.], dtype=float32)"),
    "relu_mask": Entry(
        "Where a rectified linear unit is active.", "x", "not (x <= 0)", ACTIVE, "Definition.",
        ">>> rs.relu_mask(np.array([-1.0, 0.0, 2.0, np.nan]))\narray([False, False,  True,  True])"),
    "relu_backward": Entry(
        "Gradient of `relu`.", "g x", "g where not (x <= 0), else 0", f"{ACTIVE} {SELECTED}",
        "Definition; the derivative at 0 is taken as 0.",
        ">>> rs.relu_backward(np.array([1.0, 1.0]), np.array([-3.0, 3.0]))\narray([0., 1.])"),
    "relu_backward_from_output": Entry(
        "Gradient of `relu` from its output.", "g y", "g where not (y <= 0), else 0",
        f"The same bits as `relu_backward`. {SELECTED}", "Definition.",
        ">>> y = rs.relu(np.array([-3.0, 3.0]))\n"
        ">>> rs.relu_backward_from_output(np.array([1.0, 1.0]), y)\narray([0., 1.])"),
    "relu_backward_from_mask": Entry(
        "Gradient of `relu` from its mask.", "g mask", "g where mask, else 0",
        f"The same bits as `relu_backward`, from a byte for each element. {SELECTED}", "Definition.",
        ">>> mask = rs.relu_mask(np.array([-3.0, 3.0]))\n"
        ">>> rs.relu_backward_from_mask(np.array([1.0, 1.0]), mask)\narray([0., 1.])"),
    "relu6": Entry(
        "Rectified linear unit cut at 6.", "x", "min(max(0, x), 6)",
        "-0.0 and -inf give +0.0, inf gives 6, NaN gives NaN.",
        "A. Krizhevsky, \"Convolutional deep belief networks on CIFAR-10\", 2010.",
        ">>> rs.relu6(np.array([-1.0, 3.0, 8.0]))\narray([0., 3., 6.])"),
    "relu6_backward": Entry(
        "Gradient of `relu6`.", "g x", "g where 0 < x < 6 or x is NaN, else 0",
        f"0 at both ends. {SELECTED}", "Definition.",
        ">>> rs.relu6_backward(1.0, np.array([0.0, 3.0, 6.0]))\narray([0., 1., 0.])"),
    "relu2": Entry(
        "Squared rectified linear unit.", "x", "max(0, x)**2",
        "-0.0 and -inf give +0.0, NaN gives NaN. A large `x` overflows to inf.",
        "D. So et al., \"Primer: searching for efficient transformers for language modeling\", "
        "arXiv:2109.08668.",
        ">>> rs.relu2(np.array([-1.0, 3.0]))\narray([0., 9.])"),
    "relu2_backward": Entry(
        "Gradient of `relu2`.", "g x", "2 * g * x where not (x <= 0), else 0",
        f"NaN `x` gives NaN. {SELECTED}", "Definition.",
        ">>> rs.relu2_backward(1.0, np.array([-1.0, 3.0]))\narray([0., 6.])"),
    "leaky_relu": Entry(
        "Leaky rectified linear unit.", "x negative_slope", "x where x > 0, else negative_slope * x",
        "NaN gives NaN; -0.0 gives -0.0, +0.0 for a slope of 0.",
        "A. L. Maas et al., \"Rectifier nonlinearities improve neural network acoustic models\", 2013.",
        ">>> rs.leaky_relu(np.array([-1.0, 2.0]))\narray([-0.01,  2.  ])\n"
        ">>> rs.leaky_relu(np.array([-1.0, 2.0]), 0.25)\narray([-0.25,  2.  ])"),
    "leaky_relu_backward": Entry(
        "Gradient of `leaky_relu`.", "g x negative_slope",
        "g where not (x <= 0), else negative_slope * g",
        "The derivative at 0 is the slope. NaN `x` is active. A slope of 0 gives +0.0 for any `g`.",
        "Definition.",
        ">>> rs.leaky_relu_backward(np.array([1.0, 1.0]), np.array([-3.0, 3.0]))\n"
        "array([0.01, 1.  ])"),
    "leaky_relu_backward_from_output": Entry(
        "Gradient of `leaky_relu` from its output.", "g y negative_slope",
        "g where not (y <= 0), else negative_slope * g",
        "The same bits as `leaky_relu_backward` if the slope is not negative.", "Definition.",
        ">>> y = rs.leaky_relu(np.array([-3.0, 3.0]))\n"
        ">>> rs.leaky_relu_backward_from_output(1.0, y)\narray([0.01, 1.  ])"),
    "prelu": Entry(
        "Parametric rectified linear unit.", "x weight", "x where x > 0, else weight * x",
        "As for `leaky_relu`, whose loop it is.",
        "K. He et al., \"Delving deep into rectifiers\", arXiv:1502.01852.",
        ">>> rs.prelu(np.array([[-1.0, 2.0], [-3.0, -4.0]]), np.array([0.5, 0.25]))\n"
        "array([[-0.5,  2. ],\n       [-1.5, -1. ]])"),
    "prelu_backward": Entry(
        "Gradient of `prelu` with respect to its input.", "g x weight",
        "g where not (x <= 0), else weight * g", "As for `leaky_relu_backward`.", "Definition.",
        ">>> rs.prelu_backward(1.0, np.array([-1.0, 2.0]), 0.25)\narray([0.25, 1.  ])"),
    "prelu_backward_weight": Entry(
        "Each element's share of the gradient of `prelu` with respect to its weight.", "g x",
        "g * x where x <= 0, else 0",
        "NaN `x` is active and gives 0; an infinite `g` at 0 gives NaN. `prelu_weight_gradient` sums "
        "the shares.", "Definition.",
        ">>> rs.prelu_backward_weight(1.0, np.array([-3.0, 3.0]))\narray([-3.,  0.])"),
    "hardtanh": Entry(
        "Clip to an interval.", "x min_val max_val", "min(max(min_val, x), max_val)",
        "NaN in any operand gives NaN. At a bound the result is the bound, so -0.0 against a bound of "
        "0.0 gives +0.0. If the bounds are crossed the result is `max_val`.",
        "R. Collobert, \"Large scale machine learning\", 2004.",
        ">>> rs.hardtanh(np.array([-3.0, 0.5, 3.0]))\narray([-1. ,  0.5,  1. ])"),
    "hardtanh_backward": Entry(
        "Gradient of `hardtanh`.", "g x min_val max_val",
        "g where min_val < x < max_val or x is NaN, else 0", f"0 at both ends. {SELECTED}",
        "Definition.",
        ">>> rs.hardtanh_backward(1.0, np.array([-1.0, 0.5, 3.0]))\narray([0., 1., 0.])"),
    "hardsigmoid": Entry(
        "Piecewise linear sigmoid.", "x", "min(max(0, x + 3), 6) / 6",
        "-inf gives +0.0, inf gives 1, NaN gives NaN.",
        "A. Howard et al., \"Searching for MobileNetV3\", arXiv:1905.02244.",
        ">>> rs.hardsigmoid(np.array([-4.0, 0.0, 1.5]))\narray([0.  , 0.5 , 0.75])"),
    "hardsigmoid_backward": Entry(
        "Gradient of `hardsigmoid`.", "g x", "g / 6 where -3 < x < 3 or x is NaN, else 0",
        f"0 at both ends. {SELECTED}", "Definition.",
        ">>> rs.hardsigmoid_backward(6.0, np.array([-3.0, 0.0, 4.0]))\narray([0., 1., 0.])"),
    "hardswish": Entry(
        "Piecewise quadratic stand-in for `x * sigmoid(x)`.", "x",
        "x * min(max(0, x + 3), 6) / 6",
        "-inf gives +0.0, inf gives inf, NaN gives NaN, -0.0 gives -0.0.",
        "A. Howard et al., \"Searching for MobileNetV3\", arXiv:1905.02244.",
        ">>> rs.hardswish(np.array([-4.0, 1.5, 4.0]))\narray([0.   , 1.125, 4.   ])"),
    "hardswish_backward": Entry(
        "Gradient of `hardswish`.", "g x",
        "g * (2 * x + 3) / 6 where -3 < x < 3, g where x >= 3, else 0",
        f"NaN `x` gives NaN. {SELECTED}", "Definition.",
        ">>> rs.hardswish_backward(1.0, np.array([-3.0, -1.5, 1.5, 3.0]))\narray([0., 0., 1., 1.])"),
    "hardshrink": Entry(
        "Zero in the middle.", "x lambd", "x where abs(x) > lambd, else 0",
        "NaN in any operand gives NaN. -0.0 gives +0.0.",
        "Hard thresholding: D. L. Donoho and I. M. Johnstone, Biometrika 81, 1994.",
        ">>> rs.hardshrink(np.array([-1.0, 0.25, 2.0]))\narray([-1.,  0.,  2.])"),
    "hardshrink_backward": Entry(
        "Gradient of `hardshrink`.", "g x lambd", "g where not (abs(x) <= lambd), else 0",
        SELECTED, "Definition.",
        ">>> rs.hardshrink_backward(1.0, np.array([-1.0, 0.5, 2.0]))\narray([1., 0., 1.])"),
    "softshrink": Entry(
        "Shrink towards zero.", "x lambd", "sign(x) * max(abs(x) - lambd, 0)",
        "NaN in any operand gives NaN. -0.0 gives +0.0. inf gives inf for a finite `lambd`.",
        "Soft thresholding: D. L. Donoho and I. M. Johnstone, Biometrika 81, 1994.",
        ">>> rs.softshrink(np.array([-1.0, 0.25, 2.0]))\narray([-0.5,  0. ,  1.5])"),
    "softshrink_backward": Entry(
        "Gradient of `softshrink`.", "g x lambd", "g where not (abs(x) <= lambd), else 0",
        SELECTED, "Definition.",
        ">>> rs.softshrink_backward(1.0, np.array([-1.0, 0.5, 2.0]))\narray([1., 0., 1.])"),
    "threshold": Entry(
        "Replace what does not exceed a threshold.", "x threshold value",
        "x where x > threshold, else value", "NaN in `x` or `threshold` gives NaN.", "Definition.",
        ">>> rs.threshold(np.array([-1.0, 0.5, 2.0]), 0.5, -9.0)\narray([-9., -9.,  2.])"),
    "threshold_backward": Entry(
        "Gradient of `threshold`.", "g x threshold", "g where not (x <= threshold), else 0",
        SELECTED, "Definition.",
        ">>> rs.threshold_backward(1.0, np.array([-1.0, 2.0]), 0.5)\narray([0., 1.])"),
    "softsign": Entry(
        "Smooth sign.", "x", "x / (1 + abs(x))", "-inf gives -1, inf 1, NaN NaN, -0.0 -0.0.",
        "J. Bergstra et al., \"Quadratic polynomials learn better image features\", 2009.",
        ">>> rs.softsign(np.array([-1.0, 0.0, 3.0]))\narray([-0.5 ,  0.  ,  0.75])"),
    "softsign_backward": Entry(
        "Gradient of `softsign`.", "g x", "g / (1 + abs(x))**2",
        VANISHING, "Definition.",
        ">>> rs.softsign_backward(1.0, np.array([-1.0, 0.0]))\narray([0.25, 1.  ])"),
}
