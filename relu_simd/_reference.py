"""
What each operation should give, computed from its definition in NumPy's longest float.

Nothing here shares code with the kernels; `selftest` and the tests compare with it.
"""

import numpy as np

from relu_simd._reference_smooth import SMOOTH, SMOOTH_PARAMETERS


def _active(x):
    return ~(x <= 0)


def _sloped(x, value, slope):
    return np.where(_active(x), value, np.where(slope == 0, 0, slope * value))


def _clip(x, low, high):
    """The bound at a bound; NaN from any operand."""
    floored = np.where(x <= low, low, x)
    clipped = np.where(floored >= high, high, floored)
    return np.where(np.isnan(low) | np.isnan(high), np.nan, clipped)


def _hardsigmoid(x):
    return np.where(x >= 3, 1, np.where(x <= -3, 0, (x + 3) / 6))


def _hardswish(x):
    return np.where(x >= 3, x, np.where(x <= -3, 0, x * (x + 3) / 6))


def _hardswish_backward(g, x):
    return np.where(x >= 3, g, np.where(x <= -3, 0, g * ((2 * x + 3) / 6)))


def _shrink_backward(g, x, lambd):
    return np.where(np.abs(x) <= lambd, 0, g)


def _softshrink(x, lambd):
    return np.where(np.abs(x) <= lambd, 0, np.copysign(np.abs(x) - lambd, x))


def _softsign(x):
    return np.where(np.isinf(x), np.sign(x), x / (1 + np.abs(x)))


def _softsign_backward(g, x):
    return np.where(np.isinf(x), 0, g / (1 + np.abs(x)) / (1 + np.abs(x)))


REFERENCE = {
    "relu": lambda x: np.where(x <= 0, 0, x),
    "relu_mask": _active,
    "relu_backward": lambda g, x: np.where(_active(x), g, 0),
    "relu_backward_from_output": lambda g, y: np.where(_active(y), g, 0),
    "relu_backward_from_mask": lambda g, mask: np.where(mask, g, 0),
    "relu6": lambda x: np.where(x <= 0, 0, np.where(x >= 6, 6, x)),
    "relu6_backward": lambda g, x: np.where((x <= 0) | (x >= 6), 0, g),
    "relu2": lambda x: np.where(x <= 0, 0, x * x),
    "relu2_backward": lambda g, x: np.where(x <= 0, 0, 2 * g * x),
    "leaky_relu": lambda x, slope: _sloped(x, x, slope),
    "leaky_relu_backward": lambda g, x, slope: _sloped(x, g, slope),
    "leaky_relu_backward_from_output": lambda g, y, slope: _sloped(y, g, slope),
    "prelu": lambda x, weight: _sloped(x, x, weight),
    "prelu_backward": lambda g, x, weight: _sloped(x, g, weight),
    "prelu_backward_weight": lambda g, x: np.where(x <= 0, g * x, 0),
    "hardtanh": _clip,
    "hardtanh_backward": lambda g, x, low, high: np.where((x <= low) | (x >= high), 0, g),
    "hardsigmoid": _hardsigmoid,
    "hardsigmoid_backward": lambda g, x: np.where((x <= -3) | (x >= 3), 0, g / 6),
    "hardswish": _hardswish,
    "hardswish_backward": _hardswish_backward,
    "hardshrink": lambda x, lambd: np.where(np.abs(x) <= lambd, 0, np.where(np.isnan(lambd), lambd, x)),
    "hardshrink_backward": _shrink_backward,
    "softshrink": _softshrink,
    "softshrink_backward": _shrink_backward,
    "threshold": lambda x, t, value: np.where(np.isnan(t), t, np.where(x <= t, value, x)),
    "threshold_backward": lambda g, x, t: np.where(x <= t, 0, g),
    "softsign": _softsign,
    "softsign_backward": _softsign_backward,
    **SMOOTH,
}

# What selftest, the tests and the benchmarks give as parameters.
PARAMETERS = {
    "leaky_relu": (0.01,),
    "leaky_relu_backward": (0.01,),
    "leaky_relu_backward_from_output": (0.01,),
    "prelu": (0.25,),
    "prelu_backward": (0.25,),
    "hardtanh": (-1.0, 1.0),
    "hardtanh_backward": (-1.0, 1.0),
    "hardshrink": (0.5,),
    "hardshrink_backward": (0.5,),
    "softshrink": (0.5,),
    "softshrink_backward": (0.5,),
    "threshold": (0.1, 20.0),
    "threshold_backward": (0.1,),
    **SMOOTH_PARAMETERS,
}

PIECE = 2048


# The outputs that these gradients are for: of the functions that never leave an interval.
_OUTPUTS = {"sigmoid_backward_from_output": (0, 1), "tanh_backward_from_output": (-1, 1)}


def in_domain(name, data):
    """The data operands, and where an output is asked for that is bounded, one that is within."""
    if name not in _OUTPUTS:
        return data
    low, high = _OUTPUTS[name]
    g, y = data
    with np.errstate(all="ignore"):
        y = np.where((y >= low) & (y <= high) | np.isnan(y), y, low + (high - low) / (1 + np.abs(y)))
    return [g, y.astype(g.dtype)]


def reference(name, *operands):
    """The exact results of an operation, as far as longdouble goes (bool for a mask)."""
    arrays = np.broadcast_arrays(*operands)
    shape = arrays[0].shape
    with np.errstate(all="ignore"):
        arrays = [a.ravel() if a.dtype == bool else a.ravel().astype(np.longdouble) for a in arrays]
        # In pieces: temporary arrays that stay in the caches save most of the time.
        pieces = [REFERENCE[name](*(a[start:start + PIECE] for a in arrays))
                  for start in range(0, max(len(arrays[0]), 1), PIECE)]
    return np.concatenate(pieces).reshape(shape)


def ulp_errors(results, exact):
    """
    How far results are from the exact ones, in units in the last place.

    Parameters
    ----------
    results : ndarray of float32 or float64
    exact : ndarray of longdouble
        As `reference` gives them.

    Returns
    -------
    ndarray of float64
        The distance over the spacing of `results`' dtype at the exact value, less what longdouble
        itself can be off; inf for a wrong NaN, infinity or sign of zero.
    """
    dtype = results.dtype
    with np.errstate(all="ignore"):
        nearest = exact.astype(dtype)
        same = (results == nearest) & (np.signbit(results) == np.signbit(nearest))
        same |= np.isnan(results) & np.isnan(nearest)
        largest = np.nextafter(np.finfo(dtype).max, dtype.type(0))  # the spacing of the last one is inf
        step = np.spacing(np.minimum(np.abs(nearest), largest)).astype(np.longdouble)
        distance = np.abs(results.astype(np.longdouble) - exact) / step
        uncertain = 4 * np.finfo(np.longdouble).eps / np.finfo(dtype).eps
        errors = np.maximum(distance - uncertain, 0).astype(np.float64)
    wrong_kind = np.isnan(errors) | ((results == 0) & (nearest == 0) & ~same)
    errors[wrong_kind & ~same] = np.inf
    errors[same & ~np.isfinite(results)] = 0
    return errors


# The roots of gradients: silu, swish with beta = 1.5, quick_gelu, gelu, gelu_tanh, mish.
ROOTS = (-1.2784645427610738, -0.8523096951740492, -0.751154255441289, -0.7517915246935645,
         -0.7524614220710163, -1.1924312145154952)
# Where an activation comes to its limit or a result underflows, in float32 and in float64.
LIMITS = (9, 10.77, 13.2, 14.4, 17.3, 18.7, 36.7, 87.3, 88.7, 103.97, 104, 708, 709.78, 745)


def interesting(dtype):
    """Values near which operations change their rule, with their neighbours, and random bits."""
    dtype = np.dtype(dtype)
    info = np.finfo(dtype)
    points = np.array([0, 0.01, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 6, 20, *LIMITS, info.tiny, info.max,
                       info.smallest_subnormal, info.eps, 1 / info.eps, np.inf], dtype)
    roots = np.array(ROOTS, dtype)
    with np.errstate(all="ignore"):
        points = np.concatenate([points, np.nextafter(points, dtype.type(0)),
                                 np.nextafter(points, dtype.type(np.inf))])
        around_roots = (roots[:, None] + np.arange(-30, 31) * np.spacing(roots)[:, None]).ravel()
        magnitudes = [np.logspace(info.minexp - info.nmant, info.maxexp - 1, 1000, base=2),
                      np.logspace(-30, 10, 1000, base=2)]
    ladder = np.concatenate(magnitudes).astype(dtype)
    points = np.concatenate([points, -points, ladder, -ladder, around_roots, np.array([np.nan])])
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 256, 4096 * dtype.itemsize, np.uint8).view(dtype)
    ordinary = rng.normal(0, 3, 4096).astype(dtype)
    return np.concatenate([points.astype(dtype), bits, ordinary])
