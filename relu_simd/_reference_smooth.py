"""
The exact results of the smooth operations: see `relu_simd._reference`.

Where longdouble has 64 bits each is off by less than 2^-62 of itself, in the tails and next to the
roots of gradients too. Where it has 113, by less than 2^-69, but at the one or two float64 next to a
root by up to 2^-54.6, a third of a step. No exponential underflows or overflows, so that a gradient
keeps its sign, times any g.
"""

from decimal import Decimal

import numpy as np

from relu_simd._pairs import (
    DECIMAL_DIGITS,
    ONE_OVER_ROOT_2_PI,
    PI,
    ROOT_HALF,
    TWO_OVER_ROOT_PI,
    constant,
    erf_and_erfc,
    exp,
    expm1,
    high,
    localcontext,
    low,
    pair,
    where,
)

with localcontext() as _context:
    _context.prec = DECIMAL_DIGITS
    _SCALE = Decimal("1.0507009873554804934193349852946")
    _SCALE_ALPHA = _SCALE * Decimal("1.6732632423543772848170429916717")
    LAMBDA, LAMBDA_ALPHA = constant(_SCALE), constant(_SCALE_ALPHA)
    QUICK = constant("1.702")
    # gelu_tanh's 2 sqrt(2 / pi) (x + 0.044715 x^3)
    LINEAR = constant(2 * (2 / PI).sqrt())
    CUBIC = constant(2 * (2 / PI).sqrt() * Decimal("0.044715"))
# tanh x = x - x^3 / 3 + 2 x^5 / 15 - ...: from x^3 on
TANH_SERIES = [(1, 3), (-2, 15), (17, 315), (-62, 2835), (1382, 155925), (-21844, 6081075),
               (929569, 638512875)]


def _at(limit, x, value, result):
    """The result, with its value where x is the limit."""
    return np.where(x == limit, value, result)


def _sigmoids(u):
    """sigmoid(u) and sigmoid(-u)."""
    decay = exp(where(high(u) > 0, -u, u))
    larger = 1 / (1 + decay)
    smaller = decay * larger
    positive = high(u) > 0
    return where(positive, larger, smaller), where(positive, smaller, larger)


def _sigmoid(u):
    return high(_sigmoids(u)[0])


def _sigmoid_backward(g, x):
    one, other = _sigmoids(x)
    return np.where(np.isinf(x), 0, g * high(one * other))


def _log_sigmoid(x):
    return np.where(x < 0, x, 0) - np.log1p(high(exp(-np.abs(x))))


def _tanh(x):
    """tanh |x|; the sign is left to the caller."""
    e = expm1(-2 * np.abs(x))
    return -e / (2 + e)


def _tanh_backward(g, x):
    one, other = _sigmoids(2 * x)
    return np.where(np.isinf(x), 0, g * (4 * high(one * other)))


def _tanhshrink(x):
    square = x * x
    series = np.longdouble(0)
    for numerator, denominator in reversed(TANH_SERIES):
        series = series * square + np.longdouble(numerator) / denominator
    difference = np.copysign(high(np.abs(x) - _tanh(x)), x)
    return np.where(np.isinf(x), x, np.where(np.abs(x) < 2.0**-6, x * square * series, difference))


def _softplus(x, beta):
    u = pair(x) * beta
    decay = high(exp(where(high(u) > 0, -u, u)))
    decay = np.where(np.isinf(x * beta), 0, decay)
    return np.where(beta * x > 0, x, 0) + np.log1p(decay) / beta


def _scaled_sigmoid_backward(g, x, beta):
    u = x * beta
    return _at(np.inf, u, g, _at(-np.inf, u, 0, g * _sigmoid(pair(x) * beta)))


def _celu(x, alpha):
    u = x / alpha
    rest = high(expm1(pair(x) / alpha))
    rest = np.where(np.isinf(u), np.where(u > 0, u, -1), np.where(u == 0, u, rest))
    return np.where(x <= 0, alpha * rest, x)


def _celu_backward(g, x, alpha):
    return np.where(x <= 0, _at(-np.inf, x, 0, g * high(exp(pair(x) / alpha))), g)


def _expm1(x):
    return np.where(x == 0, x, high(expm1(x)))


def _gated(x, u, limit):
    """x sigmoid(u); `limit` is u as far as its infinities go."""
    gated = x * _sigmoid(u)
    return _at(np.inf, limit, x, _at(-np.inf, limit, np.copysign(0, x), gated))


def _gated_backward(g, u, x_times_slope, limit):
    """g times the derivative of x sigmoid(u(x)), s + x u' s (1 - s)."""
    one, other = _sigmoids(u)
    derivative = high(one * (1 + x_times_slope * other))
    return _at(np.inf, limit, g, _at(-np.inf, limit, 0, g * derivative))


def _swish(x, beta):
    return _gated(x, pair(x) * beta, x * high(beta))


def _swish_backward(g, x, beta):
    u = pair(x) * beta
    return _gated_backward(g, u, u, x * high(beta))


def _gelu_tanh(x):
    square = pair(x) * x
    return _gated(x, (LINEAR + CUBIC * square) * x, x)


def _gelu_tanh_backward(g, x):
    square = pair(x) * x
    slope = LINEAR + 3 * (CUBIC * square)
    return _gated_backward(g, (LINEAR + CUBIC * square) * x, slope * x, x)


def _erf(x):
    inside = np.clip(np.abs(x), 0, 200)
    erf = high(erf_and_erfc(pair(inside), pair(inside) * inside)[0])
    return np.where(x == 0, x, np.copysign(erf, x))


def _erf_backward(g, x):
    inside = np.clip(x, -200, 200)
    return np.where(np.isinf(x), 0, g * high(TWO_OVER_ROOT_PI * exp(-(pair(inside) * inside))))


def _normal(x):
    """Phi(x), for |x| <= 200."""
    size = np.abs(x)
    square = pair(x) * x
    erf, erfc = erf_and_erfc(ROOT_HALF * size, square * 0.5)
    return where(x < 0, erfc, 1 + erf) * 0.5


def _gelu(x):
    gated = x * high(_normal(np.clip(x, -200, 200)))
    return _at(np.inf, x, x, _at(-np.inf, x, -0.0, gated))


def _gelu_backward(g, x):
    inside = np.clip(x, -200, 200)
    density = ONE_OVER_ROOT_2_PI * exp(pair(inside) * inside * -0.5)
    derivative = high(_normal(inside) + density * inside)
    return _at(np.inf, x, g, _at(-np.inf, x, 0, g * derivative))


def _mish_parts(x):
    """
    tanh(log(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2), and its derivative.

    Both are fractions of w = e^-|x|, so nothing overflows.
    """
    w = exp(-np.abs(x))
    positive = x > 0
    numerator = where(positive, 1 + 2 * w, w * (w + 2))
    denominator = where(positive, numerator + 2 * w * w, numerator + 2)
    slope = 4 * w * (1 + w) * where(positive, w, 1 + 0 * w) / (denominator * denominator)
    return numerator / denominator, slope


def _mish(x):
    gated = x * high(_mish_parts(x)[0])
    return _at(np.inf, x, x, _at(-np.inf, x, -0.0, gated))


def _mish_backward(g, x):
    gate, slope = _mish_parts(x)
    derivative = high(gate + slope * x)
    return _at(np.inf, x, g, _at(-np.inf, x, 0, g * derivative))


SMOOTH = {
    "sigmoid": _sigmoid,
    "sigmoid_backward": _sigmoid_backward,
    "sigmoid_backward_from_output": lambda g, y: g * (y * (1 - y)),
    "log_sigmoid": _log_sigmoid,
    "log_sigmoid_backward": lambda g, x: _at(np.inf, x, 0, g * _sigmoid(-x)),
    "tanh": lambda x: np.copysign(high(_tanh(x)), x),
    "tanh_backward": _tanh_backward,
    "tanh_backward_from_output": lambda g, y: g * ((1 - y) * (1 + y)),
    "tanhshrink": _tanhshrink,
    "tanhshrink_backward": lambda g, x: g * high(_tanh(x)) ** 2,
    "softplus": _softplus,
    "softplus_backward": _scaled_sigmoid_backward,
    "elu": lambda x, alpha: np.where(x <= 0, alpha * _expm1(x), x),
    "elu_backward": lambda g, x, alpha: np.where(
        x <= 0, _at(-np.inf, x, 0, g * (alpha * high(exp(x)))), g),
    "elu_backward_from_output": lambda g, y, alpha: np.where(y <= 0, g * (y + alpha), g),
    "celu": _celu,
    "celu_backward": _celu_backward,
    "selu": lambda x: np.where(x <= 0, high(LAMBDA_ALPHA) * _expm1(x), high(LAMBDA) * x),
    "selu_backward": lambda g, x: np.where(
        x <= 0, _at(-np.inf, x, 0, g * high(LAMBDA_ALPHA * exp(x))), g * high(LAMBDA)),
    "selu_backward_from_output": lambda g, y: np.where(
        y <= 0, g * (y + high(LAMBDA_ALPHA) + low(LAMBDA_ALPHA)), g * high(LAMBDA)),
    "silu": lambda x: _gated(x, x, x),
    "silu_backward": lambda g, x: _gated_backward(g, x, pair(x), x),
    "swish": _swish,
    "swish_backward": _swish_backward,
    "quick_gelu": lambda x: _swish(x, QUICK),
    "quick_gelu_backward": lambda g, x: _swish_backward(g, x, QUICK),
    "gelu": _gelu,
    "gelu_backward": _gelu_backward,
    "gelu_tanh": _gelu_tanh,
    "gelu_tanh_backward": _gelu_tanh_backward,
    "mish": _mish,
    "mish_backward": _mish_backward,
    "erf": _erf,
    "erf_backward": _erf_backward,
}
SMOOTH_PARAMETERS = {
    "softplus": (1.0,),
    "softplus_backward": (1.0,),
    "elu": (1.0,),
    "elu_backward": (1.0,),
    "elu_backward_from_output": (1.0,),
    "celu": (1.0,),
    "celu_backward": (1.0,),
    "swish": (1.5,),
    "swish_backward": (1.5,),
}
