"""
NumPy's best honest form of the sigmoid, tanh, softplus, elu and erf families: one call of exp, expm1
or tanh where one is enough.

NumPy has no erf: SciPy's is taken if it is installed, a formula good to 1.5e-7 otherwise.
"""

import math
from importlib import import_module, util

import numpy as np

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
SELU_BOTH = SELU_SCALE * SELU_ALPHA

ERF_FROM = "SciPy" if util.find_spec("scipy") else "a formula in NumPy (SciPy is not installed)"
SPECIAL = import_module("scipy.special") if util.find_spec("scipy") else None


def erf(out, t, x):
    """M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 7.1.26, if SciPy is missing."""
    if SPECIAL:
        SPECIAL.erf(x, out=out)
        return
    np.abs(x, out=t.third)
    np.multiply(t.third, 0.3275911, out=t.third)
    np.add(t.third, 1, out=t.third)
    np.divide(1, t.third, out=t.third)
    np.multiply(t.third, 1.061405429, out=t.other)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        np.add(t.other, coefficient, out=t.other)
        np.multiply(t.other, t.third, out=t.other)
    np.multiply(x, x, out=t.third)
    np.negative(t.third, out=t.third)
    np.exp(t.third, out=t.third)
    np.multiply(t.other, t.third, out=t.other)
    np.subtract(1, t.other, out=t.other)
    np.copysign(t.other, x, out=out)


def _erf_backward(out, t, g, x):
    np.multiply(x, x, out=t.value)
    np.negative(t.value, out=t.value)
    np.exp(t.value, out=t.value)
    np.multiply(t.value, 2 / math.sqrt(math.pi), out=t.value)
    np.multiply(g, t.value, out=out)


def sigmoid(out, t, x, beta=1):
    """For x far below 0 exp overflows, and 1 / inf is the 0 that it should be."""
    if beta == 1:
        np.negative(x, out=out)
    else:
        np.multiply(x, -beta, out=out)
    np.exp(out, out=out)
    np.add(out, 1, out=out)
    np.divide(1, out, out=out)


def _sigmoid_backward(out, t, g, x):
    sigmoid(t.value, t, x)
    _sigmoid_backward_from_output(out, t, g, t.value)


def _sigmoid_backward_from_output(out, t, g, y):
    np.subtract(1, y, out=t.other)
    np.multiply(t.other, y, out=t.other)
    np.multiply(g, t.other, out=out)


def _log_sigmoid(out, t, x):
    np.abs(x, out=t.value)
    np.negative(t.value, out=t.value)
    np.exp(t.value, out=t.value)
    np.log1p(t.value, out=t.value)
    np.minimum(x, 0, out=out)
    np.subtract(out, t.value, out=out)


def _log_sigmoid_backward(out, t, g, x):
    np.exp(x, out=t.value)
    np.add(t.value, 1, out=t.value)
    np.divide(g, t.value, out=out)


def _tanh_backward(out, t, g, x):
    np.tanh(x, out=t.value)
    _tanh_backward_from_output(out, t, g, t.value)


def _tanh_backward_from_output(out, t, g, y):
    np.multiply(y, y, out=t.other)
    np.subtract(1, t.other, out=t.other)
    np.multiply(g, t.other, out=out)


def _tanhshrink(out, t, x):
    np.tanh(x, out=t.value)
    np.subtract(x, t.value, out=out)


def _tanhshrink_backward(out, t, g, x):
    np.tanh(x, out=t.value)
    np.multiply(t.value, t.value, out=t.value)
    np.multiply(g, t.value, out=out)


def _softplus(out, t, x, beta):
    """Stable for a positive beta."""
    np.abs(x, out=t.value)
    np.multiply(t.value, -beta, out=t.value)
    np.exp(t.value, out=t.value)
    np.log1p(t.value, out=t.value)
    if beta != 1:
        np.multiply(t.value, 1 / beta, out=t.value)
    np.maximum(x, 0, out=out)
    np.add(out, t.value, out=out)


def _softplus_backward(out, t, g, x, beta):
    np.multiply(x, -beta, out=t.value)
    np.exp(t.value, out=t.value)
    np.add(t.value, 1, out=t.value)
    np.divide(g, t.value, out=out)


def _elu(out, t, x, alpha):
    np.minimum(x, 0, out=t.value)
    np.expm1(t.value, out=t.value)
    if alpha != 1:
        np.multiply(t.value, alpha, out=t.value)
    np.maximum(x, 0, out=out)
    np.add(out, t.value, out=out)


def _by_slope(out, t, g, x, at_zero, slope):
    """
    The end of the gradients: t.value, which is at_zero where x > 0, becomes the slope there.

    Without a copy under a mask, whose branches cost more than all the rest where signs are random.
    """
    if at_zero != slope:
        np.greater(x, 0, out=t.mask)
        np.multiply(t.mask, x.dtype.type(slope - at_zero), out=t.other)
        np.add(t.value, t.other, out=t.value)
    np.multiply(g, t.value, out=out)


def _elu_backward(out, t, g, x, alpha, slope=1):
    np.minimum(x, 0, out=t.value)
    np.exp(t.value, out=t.value)
    if alpha != 1:
        np.multiply(t.value, alpha, out=t.value)
    _by_slope(out, t, g, x, alpha, slope)


def _elu_backward_from_output(out, t, g, y, alpha, slope=1):
    np.minimum(y, 0, out=t.value)
    np.add(t.value, alpha, out=t.value)
    _by_slope(out, t, g, y, alpha, slope)


def _celu(out, t, x, alpha):
    np.minimum(x, 0, out=t.value)
    if alpha != 1:
        np.multiply(t.value, 1 / alpha, out=t.value)
    np.expm1(t.value, out=t.value)
    if alpha != 1:
        np.multiply(t.value, alpha, out=t.value)
    np.maximum(x, 0, out=out)
    np.add(out, t.value, out=out)


def _celu_backward(out, t, g, x, alpha):
    np.minimum(x, 0, out=t.value)
    if alpha != 1:
        np.multiply(t.value, 1 / alpha, out=t.value)
    np.exp(t.value, out=t.value)
    np.multiply(g, t.value, out=out)


def _selu(out, t, x):
    np.minimum(x, 0, out=t.value)
    np.expm1(t.value, out=t.value)
    np.multiply(t.value, SELU_BOTH, out=t.value)
    np.maximum(x, 0, out=out)
    np.multiply(out, SELU_SCALE, out=out)
    np.add(out, t.value, out=out)


SMOOTH_BASELINES = {
    "sigmoid": sigmoid,
    "sigmoid_backward": _sigmoid_backward,
    "sigmoid_backward_from_output": _sigmoid_backward_from_output,
    "log_sigmoid": _log_sigmoid,
    "log_sigmoid_backward": _log_sigmoid_backward,
    "tanh": lambda out, t, x: np.tanh(x, out=out),
    "tanh_backward": _tanh_backward,
    "tanh_backward_from_output": _tanh_backward_from_output,
    "tanhshrink": _tanhshrink,
    "tanhshrink_backward": _tanhshrink_backward,
    "softplus": _softplus,
    "softplus_backward": _softplus_backward,
    "elu": _elu,
    "elu_backward": _elu_backward,
    "elu_backward_from_output": _elu_backward_from_output,
    "celu": _celu,
    "celu_backward": _celu_backward,
    "selu": _selu,
    "selu_backward":
        lambda out, t, g, x: _elu_backward(out, t, g, x, SELU_BOTH, SELU_SCALE),
    "selu_backward_from_output":
        lambda out, t, g, y: _elu_backward_from_output(out, t, g, y, SELU_BOTH, SELU_SCALE),
    "erf": erf,
    "erf_backward": _erf_backward,
}
