"""
The exact results of the operations on rows, the last axis: see `relu_simd._reference`.

Powers and sums are unevaluated pairs, so that nothing cancels; each result is off by less than 2^-62
of itself where longdouble has 64 bits.
"""

import numpy as np

from relu_simd._pairs import exp, high, low, pair
from relu_simd._reference import ulp_errors


def _parts(value):
    return high(value), low(value) + np.zeros_like(high(value))


def _take(value, index):
    return pair(*(part[index] for part in _parts(value)))


def _zero_where(condition, value):
    return pair(*(np.where(condition, 0, part) for part in _parts(value)))


def _sum(value):
    """The sum along the last axis, which stays with length 1."""
    count = high(value).shape[-1]
    while count > 1:
        half = (count + 1) // 2
        padding = [(0, 0)] * (high(value).ndim - 1) + [(0, 2 * half - count)]
        padded = pair(*(np.pad(part, padding) for part in _parts(value)))
        value = _take(padded, np.s_[..., :half]) + _take(padded, np.s_[..., half:])
        count = half
    return value


class _Softmax:
    """The powers of rows of longdoubles and their sums; `hopeless` are the rows that give NaN."""

    def __init__(self, x):
        largest = x.max(axis=-1, keepdims=True)
        self.hopeless = ~np.isfinite(largest)
        x = np.where(self.hopeless, 0, x)
        self.largest = np.where(self.hopeless, 0, largest)
        self.absent = x == -np.inf
        self.behind = pair(self.largest) - np.where(self.absent, self.largest, x)
        self.powers = _zero_where(self.absent, exp(-self.behind))
        first = np.argmax(x, axis=-1, keepdims=True) == np.arange(x.shape[-1])
        self.others = _sum(_zero_where(first, self.powers))
        self.sum = 1 + self.others

    def finish(self, results):
        return np.where(self.hopeless, np.nan, results)

    def probabilities(self):
        return self.powers / self.sum

    def minus_log(self):
        """Of the probabilities: two terms of one sign."""
        total = high(self.behind) + np.log1p(high(self.others))
        return np.where(self.absent, np.inf, total)


def _softmax(x):
    rows = _Softmax(x)
    return rows.finish(high(rows.probabilities()))


def _log_softmax(x):
    rows = _Softmax(x)
    return rows.finish(-rows.minus_log())


def _softmax_backward(g, y):
    difference = pair(g) - _sum(pair(y) * pair(g))
    return np.where(y == 0, y * high(difference), high(pair(y) * difference))  # 0 has a sign


def _log_softmax_backward(g, y):
    absent = y == -np.inf
    power = _zero_where(absent, exp(pair(np.where(absent, 0, np.minimum(y, 0)))))
    return high(pair(g) - power * _sum(pair(g)))


def _cross_entropy(logits, labels):
    rows = _Softmax(logits)
    return np.take_along_axis(rows.finish(rows.minus_log()), labels[..., None], axis=-1)[..., 0]


def _cross_entropy_backward(g, logits, labels):
    rows = _Softmax(logits)
    labelled = labels[..., None] == np.arange(logits.shape[-1])
    others = _sum(_zero_where(labelled, rows.powers)) / rows.sum
    shares = np.where(labelled, -high(others), high(rows.probabilities()))
    return rows.finish(g[..., None] * shares)


def row_errors(name, results, exact, *operands):
    """
    In units in the last place, as `ulp_errors`.

    Of the gradients from the output, where the difference cancels, the unit is that of a part of the
    terms: an eighth, or for softmax, whose sum is twice as precise, as much as its precision leaves.
    """
    if "from_output" not in name:
        return ulp_errors(results, exact)
    g, y = (operand.astype(np.longdouble) for operand in operands)
    if name.startswith("log"):
        least = np.abs(g - exact) / 8
    else:
        terms = np.abs(g) + np.abs(g * y).sum(axis=-1, keepdims=True)
        least = y * terms * np.finfo(results.dtype).eps
    cancelled = (np.abs(exact) < least) & np.isfinite(results)
    unit = np.spacing(least.astype(results.dtype)).astype(np.longdouble)
    return np.where(cancelled, np.abs(results - exact) / unit, ulp_errors(results, exact)).astype(float)


ROW_REFERENCE = {
    "softmax": _softmax,
    "softmax_backward_from_output": _softmax_backward,
    "log_softmax": _log_softmax,
    "log_softmax_backward_from_output": _log_softmax_backward,
    "softmax_cross_entropy": _cross_entropy,
    "softmax_cross_entropy_backward": _cross_entropy_backward,
}


def row_reference(name, *operands):
    """The exact results, as far as longdouble goes."""
    with np.errstate(all="ignore"):
        return ROW_REFERENCE[name](*(np.asarray(a) if np.asarray(a).dtype.kind in "iu"
                                     else np.asarray(a, np.longdouble) for a in operands))


def interesting_rows(dtype, length, count=40):
    """Rows of logits: of every spread, far from 0, nearly sure of a class, with infinities and NaN."""
    rng = np.random.default_rng(length)
    spreads = 10.0 ** rng.uniform(-3, 2.5, (count, 1))
    centres = rng.choice([0.0, 1.0, -30.0, 90.0, -300.0, 5000.0, -1e6], (count, 1))
    rows = rng.normal(0, 1, (count, length)) * spreads + centres
    rows[::7, 0] += 40 * spreads[::7, 0]
    rows = rows.astype(dtype)
    rows[1::9, -1] = -np.inf
    rows[2::19, length // 2] = np.inf
    rows[3::19, length // 2] = np.nan
    rows[4::19] = -np.inf
    rows[5::19] = rows[5::19, :1]
    return rows


def row_operands(name, shape, dtype, length):
    """The operands of a check: logits and labels, or gradients and outputs of them."""
    rows = interesting_rows(dtype, length)
    rng = np.random.default_rng(length + 1)
    if "from_output" in name:
        rows = rows[np.isfinite(rows).all(axis=-1)]
        behind = rows.astype(np.longdouble) - rows.max(axis=-1, keepdims=True)
        with np.errstate(all="ignore"):
            logarithms = behind - np.log(np.exp(behind).sum(axis=-1, keepdims=True))
            outputs = logarithms if name.startswith("log") else np.exp(logarithms)
            return rng.normal(0, 1, rows.shape).astype(dtype), outputs.astype(dtype)
    operands = {"v": rows, "l": rng.integers(0, length, len(rows)),
                "s": rng.normal(0, 1, len(rows)).astype(dtype)}
    return tuple(operands[letter] for letter in shape.split("_")[0])
