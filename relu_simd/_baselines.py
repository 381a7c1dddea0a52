"""
NumPy's best honest form of each operation: the lines that a careful user writes, with the result
and every temporary allocated beforehand. The benchmarks measure against them.
"""

import numpy as np

from relu_simd._baselines_gated import GATED_BASELINES
from relu_simd._baselines_smooth import SMOOTH_BASELINES


class Scratch:
    """The temporaries of a baseline, for results of the shape of x."""

    def __init__(self, x):
        self.value, self.other, self.third = (np.empty_like(x) for _ in range(3))
        self.mask = np.empty(x.shape, bool)
        self.other_mask = np.empty(x.shape, bool)


def _relu_backward(out, t, g, x):
    np.greater(x, 0, out=t.mask)
    np.multiply(g, t.mask, out=out)


def _leaky_relu(out, t, x, slope):
    np.multiply(x, slope, out=t.value)
    np.maximum(x, t.value, out=out)


def _leaky_relu_backward(out, t, g, x, slope):
    np.greater(x, 0, out=t.mask)
    np.multiply(g, slope, out=out)
    np.copyto(out, g, where=t.mask)


def _relu2(out, t, x):
    np.maximum(x, 0, out=out)
    np.multiply(out, out, out=out)


def _relu2_backward(out, t, g, x):
    np.maximum(x, 0, out=out)
    np.multiply(out, g, out=out)
    np.add(out, out, out=out)


def _inside(t, x, low, high):
    np.greater(x, low, out=t.mask)
    np.less(x, high, out=t.other_mask)
    np.logical_and(t.mask, t.other_mask, out=t.mask)


def _clip_backward(out, t, g, x, low, high):
    _inside(t, x, low, high)
    np.multiply(g, t.mask, out=out)


def _prelu_backward_weight(out, t, g, x):
    np.minimum(x, 0, out=t.value)
    np.multiply(g, t.value, out=out)


def _hardsigmoid(out, t, x):
    np.add(x, 3, out=out)
    np.clip(out, 0, 6, out=out)
    np.multiply(out, 1 / 6, out=out)


def _hardsigmoid_backward(out, t, g, x):
    _clip_backward(out, t, g, x, -3, 3)
    np.multiply(out, 1 / 6, out=out)


def _hardswish(out, t, x):
    _hardsigmoid(t.value, t, x)
    np.multiply(x, t.value, out=out)


def _hardswish_backward(out, t, g, x):
    np.multiply(x, 1 / 3, out=out)
    np.add(out, 0.5, out=out)
    np.greater_equal(x, 3, out=t.mask)
    np.copyto(out, 1, where=t.mask)
    np.less_equal(x, -3, out=t.mask)
    np.copyto(out, 0, where=t.mask)
    np.multiply(out, g, out=out)


def _outside(t, x, lambd):
    np.abs(x, out=t.value)
    np.greater(t.value, lambd, out=t.mask)


def _hardshrink(out, t, x, lambd):
    _outside(t, x, lambd)
    np.multiply(x, t.mask, out=out)


def _shrink_backward(out, t, g, x, lambd):
    _outside(t, x, lambd)
    np.multiply(g, t.mask, out=out)


def _softshrink(out, t, x, lambd):
    np.clip(x, -lambd, lambd, out=t.value)
    np.subtract(x, t.value, out=out)


def _threshold(out, t, x, threshold, value):
    np.less_equal(x, threshold, out=t.mask)
    np.copyto(out, x)
    np.copyto(out, value, where=t.mask)


def _threshold_backward(out, t, g, x, threshold):
    np.greater(x, threshold, out=t.mask)
    np.multiply(g, t.mask, out=out)


def _softsign(out, t, x):
    np.abs(x, out=t.value)
    np.add(t.value, 1, out=t.value)
    np.divide(x, t.value, out=out)


def _softsign_backward(out, t, g, x):
    np.abs(x, out=t.value)
    np.add(t.value, 1, out=t.value)
    np.multiply(t.value, t.value, out=t.value)
    np.divide(g, t.value, out=out)


# name -> function of the result, the temporaries and the operands
BASELINES = {
    "relu": lambda out, t, x: np.maximum(x, 0, out=out),
    "relu_mask": lambda out, t, x: np.greater(x, 0, out=out),
    "relu_backward": _relu_backward,
    "relu_backward_from_output": _relu_backward,
    "relu_backward_from_mask": lambda out, t, g, mask: np.multiply(g, mask, out=out),
    "relu6": lambda out, t, x: np.clip(x, 0, 6, out=out),
    "relu6_backward": lambda out, t, g, x: _clip_backward(out, t, g, x, 0, 6),
    "relu2": _relu2,
    "relu2_backward": _relu2_backward,
    "leaky_relu": _leaky_relu,
    "leaky_relu_backward": _leaky_relu_backward,
    "leaky_relu_backward_from_output": _leaky_relu_backward,
    "prelu": _leaky_relu,
    "prelu_backward": _leaky_relu_backward,
    "prelu_backward_weight": _prelu_backward_weight,
    "hardtanh": lambda out, t, x, low, high: np.clip(x, low, high, out=out),
    "hardtanh_backward": _clip_backward,
    "hardsigmoid": _hardsigmoid,
    "hardsigmoid_backward": _hardsigmoid_backward,
    "hardswish": _hardswish,
    "hardswish_backward": _hardswish_backward,
    "hardshrink": _hardshrink,
    "hardshrink_backward": _shrink_backward,
    "softshrink": _softshrink,
    "softshrink_backward": _shrink_backward,
    "threshold": _threshold,
    "threshold_backward": _threshold_backward,
    "softsign": _softsign,
    "softsign_backward": _softsign_backward,
    **SMOOTH_BASELINES,
    **GATED_BASELINES,
}
