"""NumPy's best honest form of the operations on rows, the last axis of two: see `_baselines`."""

import numpy as np

from relu_simd._baselines import Scratch


class RowScratch:
    """The temporaries of a baseline."""

    def __init__(self, x):
        self.value = np.empty_like(x)
        self.row, self.other = np.empty((2, len(x), 1), x.dtype)
        self.rows = np.arange(len(x))


def _powers(t, x, out):
    """e^(x - max), and their sums in t.other."""
    np.max(x, axis=-1, keepdims=True, out=t.row)
    np.subtract(x, t.row, out=out)
    np.exp(out, out=out)
    np.sum(out, axis=-1, keepdims=True, out=t.other)


def _softmax(out, t, x):
    _powers(t, x, out)
    np.reciprocal(t.other, out=t.other)
    np.multiply(out, t.other, out=out)


def _log_softmax(out, t, x):
    _powers(t, x, t.value)
    np.log(t.other, out=t.other)
    np.add(t.row, t.other, out=t.row)
    np.subtract(x, t.row, out=out)


def _softmax_backward(out, t, g, y):
    np.vecdot(g, y, out=t.row[:, 0])
    np.subtract(g, t.row, out=out)
    np.multiply(out, y, out=out)


def _log_softmax_backward(out, t, g, y):
    np.sum(g, axis=-1, keepdims=True, out=t.row)
    np.exp(y, out=out)
    np.multiply(out, t.row, out=out)
    np.subtract(g, out, out=out)


def _cross_entropy(out, t, logits, labels):
    _powers(t, logits, t.value)
    np.log(t.other, out=t.other)
    np.add(t.row, t.other, out=t.row)
    np.subtract(t.row[:, 0], logits[t.rows, labels], out=out)


def _cross_entropy_backward(out, t, g, logits, labels):
    _softmax(out, t, logits)
    out[t.rows, labels] -= 1
    np.multiply(out, g[:, None], out=out)


# name -> function of the result, the temporaries and the operands
ROW_BASELINES = {
    "softmax": _softmax,
    "softmax_backward_from_output": _softmax_backward,
    "log_softmax": _log_softmax,
    "log_softmax_backward_from_output": _log_softmax_backward,
    "softmax_cross_entropy": _cross_entropy,
    "softmax_cross_entropy_backward": _cross_entropy_backward,
}


def ordinary_rows(name, shape, dtype, rows, length):
    """Operands as a network gives them."""
    rng = np.random.default_rng(12345)
    x = (rng.standard_normal((rows, length), np.float32) * 3).astype(dtype)
    g = rng.standard_normal((rows, length), np.float32).astype(dtype)
    if "from_output" in name:
        y = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
        return g, np.log(y) if name.startswith("log") else y
    operands = {"v": x, "s": g[:, 0].copy(), "l": rng.integers(0, length, rows)}
    return tuple(operands[letter] for letter in shape.split("_")[0])


def scratch_for(name, data):
    """The temporaries that the baseline of an operation needs for these operands."""
    if name in ROW_BASELINES:
        return RowScratch(next(array for array in data if array.ndim == 2))
    return Scratch(data[0])
