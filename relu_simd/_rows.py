"""The operations on rows: functions around the generalized ufuncs of the active target."""

import numpy as np

from relu_simd import ufuncs
from relu_simd._docs_rows import row_docstring
from relu_simd._functions import make_function

__all__ = sorted(ufuncs._ROWS)
_INT64 = np.dtype(np.int64)


def _is_foreign(operand):
    """Does it answer ufuncs by itself, as a Dask array does?"""
    return hasattr(type(operand), "__array_ufunc__") and not isinstance(operand, np.ndarray)


def _checked_labels(logits, labels, axis):
    """The operands as arrays; raises for a label that is no index along the axis."""
    if (type(logits) is np.ndarray and type(labels) is np.ndarray and labels.dtype is _INT64
            and labels.flags.carray and labels.size and -logits.ndim <= axis < logits.ndim
            and ufuncs._are_indices(labels, logits.shape[axis])):
        return logits, labels  # the rest of this costs more than a small call
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
    # An unsigned label that is too large for int64 becomes a negative one.
    if not ufuncs._are_indices(np.require(labels, np.int64, "CA"), classes):
        wrong = (labels < 0) | (labels >= classes)
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        at = f" (at index {index[0] if len(index) == 1 else index})" if index else ""
        raise ValueError(f"label {labels[index]}{at} is none of the {classes} classes")
    return logits, labels.astype(np.int64, copy=False)


_CHECK = "logits, labels = checked_labels(logits, labels, axis)"
# The operands of a shape, and one of them that has the rows.
_OPERANDS = {"v_v": ("x", "x"), "vv_v": ("g, y", "y"), "vl_s": ("logits, labels", "logits"),
             "svl_v": ("g, logits, labels", "logits")}

for _name, _op in ufuncs._ROWS.items():
    _data, _rows = _OPERANDS[_op["shape"]]
    globals()[_name] = make_function(
        __name__,
        {"ndarray": np.ndarray, "ufunc": getattr(ufuncs, _name), "checked_labels": _checked_labels,
         "direct": ufuncs._Direct(_name)},
        row_docstring(_name, _op, function=True),
        name=_name,
        signature=f"{_data}, axis=-1, out=None",
        operands=_data,
        check=_CHECK if "labels" in _data else "",
        usual=f"type(axis) is int and (axis == -1 or type({_rows}) is ndarray"
              f" and axis == {_rows}.ndim - 1)",
        bare="out is None and axis == -1",
        option="axis",
    )
