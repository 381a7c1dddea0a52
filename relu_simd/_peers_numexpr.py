"""
numexpr's form of each operation: one expression, compiled beforehand: see `_peers`.

It has no erf and nothing along an axis.
"""

import re
from contextlib import nullcontext
from functools import lru_cache, partial

import numexpr  # type: ignore[import-not-found]
import numpy as np

from relu_simd._baselines_smooth import SELU_BOTH, SELU_SCALE

_SIGMOID = "1 / (1 + exp(-x))"
_SWISH = "x / (1 + exp(-a * x))"
_SWISH_BACKWARD = "g * (1 + a * x * (1 - 1 / (1 + exp(-a * x)))) / (1 + exp(-a * x))"
_GELU_TANH_GATE = "(1 / (1 + exp(-1.5957691216057308 * x * (1 + 0.044715 * x * x))))"
_INSIDE = "where((x > a) & (x < b), g, 0)"
_SHRINK_BACKWARD = "where(abs(x) > a, g, 0)"
_LEAKY, _LEAKY_BACKWARD = "where(x > 0, x, a * x)", "where(x > 0, g, a * g)"
_MISH_GATE = "tanh(log1p(exp(x)))"

# name -> the expression: g the incoming gradient, x the input or the output, m the mask, a and b
# the parameters.
CALLS = {
    "relu": "where(x > 0, x, 0)",
    "relu_mask": "x > 0",
    "relu_backward": "where(x > 0, g, 0)",
    "relu_backward_from_output": "where(x > 0, g, 0)",
    "relu_backward_from_mask": "where(m, g, 0)",
    "relu6": "where(x > 0, where(x < 6, x, 6), 0)",
    "relu6_backward": "where((x > 0) & (x < 6), g, 0)",
    "relu2": "where(x > 0, x * x, 0)",
    "relu2_backward": "where(x > 0, 2 * g * x, 0)",
    "leaky_relu": _LEAKY,
    "leaky_relu_backward": _LEAKY_BACKWARD,
    "leaky_relu_backward_from_output": _LEAKY_BACKWARD,
    "prelu": _LEAKY,
    "prelu_backward": _LEAKY_BACKWARD,
    "prelu_backward_weight": "where(x > 0, 0, g * x)",
    "hardtanh": "where(x > a, where(x < b, x, b), a)",
    "hardtanh_backward": _INSIDE,
    "hardsigmoid": "where(x > -3, where(x < 3, (x + 3) * 0.16666666666666666, 1), 0)",
    "hardsigmoid_backward": "where((x > -3) & (x < 3), g * 0.16666666666666666, 0)",
    "hardswish": "x * where(x > -3, where(x < 3, (x + 3) * 0.16666666666666666, 1), 0)",
    "hardswish_backward":
        "g * where(x > -3, where(x < 3, x * 0.3333333333333333 + 0.5, 1), 0)",
    "hardshrink": "where(abs(x) > a, x, 0)",
    "hardshrink_backward": _SHRINK_BACKWARD,
    "softshrink": "where(x > a, x - a, where(x < -a, x + a, 0))",
    "softshrink_backward": _SHRINK_BACKWARD,
    "threshold": "where(x > a, x, b)",
    "threshold_backward": "where(x > a, g, 0)",
    "softsign": "x / (1 + abs(x))",
    "softsign_backward": "g / ((1 + abs(x)) * (1 + abs(x)))",
    "sigmoid": _SIGMOID,
    "sigmoid_backward": f"g * ({_SIGMOID}) * (1 - {_SIGMOID})",
    "sigmoid_backward_from_output": "g * x * (1 - x)",
    "log_sigmoid": "where(x < 0, x, 0) - log1p(exp(-abs(x)))",
    "log_sigmoid_backward": "g / (1 + exp(x))",
    "softplus": "where(x > 0, x, 0) + log1p(exp(-abs(a * x))) / a",
    "softplus_backward": "g / (1 + exp(-a * x))",
    "tanh": "tanh(x)",
    "tanh_backward": "g * (1 - tanh(x) * tanh(x))",
    "tanh_backward_from_output": "g * (1 - x * x)",
    "tanhshrink": "x - tanh(x)",
    "tanhshrink_backward": "g * tanh(x) * tanh(x)",
    "elu": "where(x > 0, x, a * expm1(x))",
    "elu_backward": "where(x > 0, g, g * a * exp(x))",
    "elu_backward_from_output": "where(x > 0, g, g * (x + a))",
    "celu": "where(x > 0, x, a * expm1(x / a))",
    "celu_backward": "where(x > 0, g, g * exp(x / a))",
    "selu": f"where(x > 0, {SELU_SCALE} * x, {SELU_BOTH} * expm1(x))",
    "selu_backward": f"where(x > 0, {SELU_SCALE} * g, {SELU_BOTH} * g * exp(x))",
    "selu_backward_from_output": f"where(x > 0, {SELU_SCALE} * g, g * (x + {SELU_BOTH}))",
    "silu": "x / (1 + exp(-x))",
    "silu_backward": _SWISH_BACKWARD.replace("a * ", ""),
    "swish": _SWISH,
    "swish_backward": _SWISH_BACKWARD,
    "quick_gelu": _SWISH.replace("a *", "1.702 *"),
    "quick_gelu_backward": _SWISH_BACKWARD.replace("a *", "1.702 *"),
    "gelu_tanh": f"x * {_GELU_TANH_GATE}",
    "gelu_tanh_backward":
        f"g * (1 + 1.5957691216057308 * x * (1 + 0.134145 * x * x) * (1 - {_GELU_TANH_GATE}))"
        f" * {_GELU_TANH_GATE}",
    "mish": f"x * {_MISH_GATE}",
    "mish_backward": f"g * ({_MISH_GATE} + x / (1 + exp(-x)) * (1 - {_MISH_GATE} * {_MISH_GATE}))",
    "erf_backward": "1.1283791670955126 * g * exp(-(x * x))",
}


_LITERAL = re.compile(r"\d+\.\d+")


@lru_cache(maxsize=8)
def _compiled(name, parameters, inputs):
    """
    The function, and the constants that it takes behind the data.

    A literal would be float64, and with it the whole computation.
    """
    text = CALLS[name]
    for parameter, value in zip("ab", parameters, strict=False):
        text = re.sub(rf"\b{parameter}\b", repr(float(value)), text)
    text = re.sub(r"\b1\.0 \* | / 1\.0\b", "", text)
    literals = list(dict.fromkeys(_LITERAL.findall(text)))
    text = _LITERAL.sub(lambda found: f"constant{literals.index(found[0])}", text)
    kinds = [(letter, bool if letter == "m" else float) for letter in inputs]
    kinds += [(f"constant{index}", float) for index in range(len(literals))]
    return numexpr.NumExpr(text, kinds), [np.array(float(literal), np.float32) for literal in literals]


def prepare(name, out, data, parameters):
    """A call without arguments."""
    function, constants = _compiled(name, parameters, _letters(data))
    return partial(function, *data, *constants, out=out, ex_uses_vml=numexpr.use_vml)


def _letters(data):
    """What the expressions call the operands."""
    if len(data) == 1:
        return "x"
    return "gm" if data[1].dtype == bool else "gx"


set_threads = numexpr.set_num_threads
context = nullcontext
