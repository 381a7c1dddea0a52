"""NumPy's best honest form of `x` times a smooth gate: silu, swish, gelu, mish and their gradients."""

import math

import numpy as np

from relu_simd._baselines_smooth import SPECIAL, erf, sigmoid

_GELU_TANH = 2 * math.sqrt(2 / math.pi)


def _normal(out, t, x):
    """The distribution function of the normal distribution."""
    if SPECIAL:
        SPECIAL.ndtr(x, out=out)
        return
    np.multiply(x, math.sqrt(0.5), out=out)
    erf(out, t, out)
    np.multiply(out, 0.5, out=out)
    np.add(out, 0.5, out=out)


def _swish(out, t, x, beta):
    np.multiply(x, -beta, out=t.value)
    np.exp(t.value, out=t.value)
    np.add(t.value, 1, out=t.value)
    np.divide(x, t.value, out=out)


def _swish_backward(out, t, g, x, beta):
    """g * s * (1 + beta * x * (1 - s))"""
    sigmoid(t.value, t, x, beta)
    np.subtract(1, t.value, out=t.other)
    np.multiply(t.other, x, out=t.other)
    if beta != 1:
        np.multiply(t.other, beta, out=t.other)
    np.add(t.other, 1, out=t.other)
    np.multiply(t.other, t.value, out=t.other)
    np.multiply(g, t.other, out=out)


def _silu(out, t, x):
    np.negative(x, out=t.value)
    np.exp(t.value, out=t.value)
    np.add(t.value, 1, out=t.value)
    np.divide(x, t.value, out=out)


def _gelu(out, t, x):
    _normal(t.value, t, x)
    np.multiply(x, t.value, out=out)


def _gelu_backward(out, t, g, x):
    _normal(t.value, t, x)
    np.multiply(x, x, out=t.other)
    np.multiply(t.other, -0.5, out=t.other)
    np.exp(t.other, out=t.other)
    np.multiply(t.other, x, out=t.other)
    np.multiply(t.other, 1 / math.sqrt(2 * math.pi), out=t.other)
    np.add(t.value, t.other, out=t.value)
    np.multiply(g, t.value, out=out)


def _exp_of_gelu_tanh(out, x, square):
    """1 + exp(-2 u) for gelu_tanh = x * sigmoid(2 u); cut where exp would overflow for an x of -10."""
    np.multiply(square, -0.044715 * _GELU_TANH, out=out)
    np.subtract(out, _GELU_TANH, out=out)
    np.multiply(out, x, out=out)
    np.minimum(out, 88, out=out)
    np.exp(out, out=out)
    np.add(out, 1, out=out)


def _gelu_tanh(out, t, x):
    np.multiply(x, x, out=t.other)
    _exp_of_gelu_tanh(t.value, x, t.other)
    np.divide(x, t.value, out=out)


def _gelu_tanh_backward(out, t, g, x):
    """g * s * (1 + x * (1 - s) * the derivative of 2 u)"""
    np.multiply(x, x, out=t.other)
    _exp_of_gelu_tanh(t.value, x, t.other)
    np.divide(1, t.value, out=t.value)
    np.multiply(t.other, 3 * 0.044715 * _GELU_TANH, out=t.other)
    np.add(t.other, _GELU_TANH, out=t.other)
    np.multiply(t.other, x, out=t.other)
    np.subtract(1, t.value, out=t.third)
    np.multiply(t.other, t.third, out=t.other)
    np.add(t.other, 1, out=t.other)
    np.multiply(t.other, t.value, out=t.other)
    np.multiply(g, t.other, out=out)


def _tanh_of_softplus(out, e, t, x):
    """n / (n + 2) for n = e * (e + 2) and e = exp(x), which is 1 from an x of 20 on."""
    np.minimum(x, 20, out=e)
    np.exp(e, out=e)
    np.add(e, 2, out=out)
    np.multiply(out, e, out=out)
    np.add(out, 2, out=t.third)
    np.divide(out, t.third, out=out)


def _mish(out, t, x):
    _tanh_of_softplus(t.value, t.other, t, x)
    np.multiply(x, t.value, out=out)


def _mish_backward(out, t, g, x):
    """g * (w + x * e / (1 + e) * (1 - w * w)) for w = tanh(softplus(x)) and e = exp(x)"""
    _tanh_of_softplus(t.value, t.other, t, x)
    np.add(t.other, 1, out=t.third)
    np.divide(t.other, t.third, out=t.other)
    np.multiply(t.other, x, out=t.other)
    np.multiply(t.value, t.value, out=t.third)
    np.subtract(1, t.third, out=t.third)
    np.multiply(t.other, t.third, out=t.other)
    np.add(t.value, t.other, out=t.value)
    np.multiply(g, t.value, out=out)


GATED_BASELINES = {
    "silu": _silu,
    "silu_backward": lambda out, t, g, x: _swish_backward(out, t, g, x, 1),
    "swish": _swish,
    "swish_backward": _swish_backward,
    "quick_gelu": lambda out, t, x: _swish(out, t, x, 1.702),
    "quick_gelu_backward": lambda out, t, g, x: _swish_backward(out, t, g, x, 1.702),
    "gelu": _gelu,
    "gelu_backward": _gelu_backward,
    "gelu_tanh": _gelu_tanh,
    "gelu_tanh_backward": _gelu_tanh_backward,
    "mish": _mish,
    "mish_backward": _mish_backward,
}
