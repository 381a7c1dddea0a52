"""The operations on rows: functions around the generalized ufuncs of the active target."""

import numpy as np

from relu_simd import ufuncs
from relu_simd._docs_rows import row_docstring

__all__ = sorted(ufuncs._ROWS)


def _is_foreign(operand):
    """Does it answer ufuncs by itself, as a Dask array does?"""
    return hasattr(type(operand), "__array_ufunc__") and not isinstance(operand, np.ndarray)


def _checked_labels(logits, labels, axis):
    """The operands as arrays; raises for a label that is no index along the axis."""
    if _is_foreign(logits) or _is_foreign(labels):
        return logits, labels
    logits, labels = np.asanyarray(logits), np.asanyarray(labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, not {labels.dtype}")
    if not -logits.ndim <= axis < logits.ndim:
        return logits, labels  # the ufunc has an error for that
    classes = logits.shape[axis]
    if classes == 0:
        raise ValueError(f"no classes: logits of shape {logits.shape} is empty along axis {axis}")
    if labels.size and (labels.min() < 0 or labels.max() >= classes):
        wrong = (labels < 0) | (labels >= classes)
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        at = f" (at index {index[0] if len(index) == 1 else index})" if index else ""
        raise ValueError(f"label {labels[index]}{at} is none of the {classes} classes")
    return logits, labels.astype(np.int64, copy=False)


def _call(ufunc, operands, axis, out, casting, dtype):
    return ufunc(*operands, out=out, axis=axis, casting=casting, dtype=dtype)


def softmax(x, axis=-1, out=None, casting="same_kind", dtype=None):
    return _call(ufuncs.softmax, (x,), axis, out, casting, dtype)


def softmax_backward_from_output(g, y, axis=-1, out=None, casting="same_kind", dtype=None):
    return _call(ufuncs.softmax_backward_from_output, (g, y), axis, out, casting, dtype)


def log_softmax(x, axis=-1, out=None, casting="same_kind", dtype=None):
    return _call(ufuncs.log_softmax, (x,), axis, out, casting, dtype)


def log_softmax_backward_from_output(g, y, axis=-1, out=None, casting="same_kind", dtype=None):
    return _call(ufuncs.log_softmax_backward_from_output, (g, y), axis, out, casting, dtype)


def softmax_cross_entropy(logits, labels, axis=-1, out=None, casting="same_kind", dtype=None):
    operands = _checked_labels(logits, labels, axis)
    return _call(ufuncs.softmax_cross_entropy, operands, axis, out, casting, dtype)


def softmax_cross_entropy_backward(g, logits, labels, axis=-1, out=None, casting="same_kind",
                                   dtype=None):
    operands = _checked_labels(logits, labels, axis)
    return _call(ufuncs.softmax_cross_entropy_backward, (g, *operands), axis, out, casting, dtype)


for _name, _op in ufuncs._ROWS.items():
    globals()[_name].__doc__ = row_docstring(_name, _op, function=True)
