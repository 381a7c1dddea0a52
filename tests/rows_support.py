"""What the tests of the operations on rows need."""

from functools import cache

import numpy as np
from support import placed

import relu_simd as rs
from relu_simd._reference_rows import row_operands, row_reference

ROWS = rs.ufuncs._ROWS


@cache
def _operands(name, dtype, length):
    args = row_operands(name, ROWS[name]["shape"], dtype, length)
    for array in args:
        array.flags.writeable = False
    return args


def operands(name, dtype, length, rows=None):
    """Operands as selftest has them, all rows or the first ones; nobody may change them."""
    return tuple(array[:rows] for array in _operands(name, np.dtype(dtype), length))


@cache
def exact(name, dtype, length):
    """What they should give."""
    return row_reference(name, *_operands(name, dtype, length))


def is_row(name, operand):
    """Has an operand, by its number, the axis? The result's number is -1."""
    inputs, result = ROWS[name]["shape"].split("_")
    return (result if operand == -1 else inputs[operand]) == "v"


def laid_out(rows, layout):
    """
    A copy of a two-dimensional array with another layout, and the axis along which its rows lie.

    The layout is "F" (transposed in memory), "0" (rows along the first axis), or the offset of the first
    element and the steps from row to row and in the row.
    """
    if layout == "F":
        return np.asfortranarray(rows), -1
    if layout == "0":
        return rows.T.copy(), 0
    offset, row_step, step = layout
    count, length = rows.shape
    spread = np.zeros((count * abs(row_step), offset + max(length, 1) * abs(step) + 1), rows.dtype)
    view = spread[::abs(row_step), offset:offset + length * abs(step):abs(step)]
    view = view[::-1 if row_step < 0 else 1, ::-1 if step < 0 else 1]
    view[...] = rows
    return view, -1


def one_value_each(values, step):
    return placed(values, 1, step)
