"""Every operation on rows: its time, NumPy's, and the one over the other."""

import functools
import time

import numpy as np

import relu_simd as rs
from relu_simd._baselines_rows import ROW_BASELINES, RowScratch, ordinary_rows
from relu_simd.ufuncs import _ROWS

from .common import DTYPES

OPS = sorted(_ROWS)
# A classifier's row, a layer's, and a vocabulary's.
LENGTHS = [10, 64, 1024, 32 * 1024]
AXES = ["last axis", "first axis"]
ELEMENTS = 256 * 1024


class Case:
    """One operation on rows of one length; NumPy's lines have the rows in the last axis in any case."""

    def __init__(self, op, dtype, length, axis):
        args = ordinary_rows(op, _ROWS[op]["shape"], np.dtype(dtype), ELEMENTS // length, length)
        self.operands = args
        self.out = getattr(rs.ufuncs, op)(*args)
        self.ours, self.options = args, {"out": self.out}
        if axis == "first axis":
            self.ours = [array.T.copy() if array.ndim == 2 else array for array in args]
            self.options = {"out": self.out.T.copy(), "axis": 0}
        self.function = getattr(rs.ufuncs, op)
        self.baseline = ROW_BASELINES[op]
        self.scratch = RowScratch(next(array for array in args if array.ndim == 2))
        self.relu_simd()
        self.numpy()

    def relu_simd(self):
        self.function(*self.ours, **self.options)

    def numpy(self):
        self.baseline(self.out, self.scratch, *self.operands)

    def ratio(self, rounds):
        """relu_simd's time over NumPy's: medians of rounds that take them in turns."""
        times = {self.relu_simd: [], self.numpy: []}
        for _ in range(rounds):
            for function, values in times.items():
                start = time.perf_counter()
                function()
                values.append(time.perf_counter() - start)
        ours, theirs = (np.median(values) for values in times.values())
        return round(float(ours / theirs), 4)


get_case = functools.lru_cache(maxsize=1)(Case)


class _Rows:
    params = (OPS, DTYPES, LENGTHS, AXES)
    param_names = ("op", "dtype", "length", "axis")

    def setup(self, *parameters):
        self.case = get_case(*parameters)


class Rows(_Rows):
    """The time of one call on 262,144 elements."""

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()

    def time_numpy(self, *parameters):
        self.case.numpy()


class RowsRatio(_Rows):
    """relu_simd's time over NumPy's, so that lower is better, as asv expects."""

    unit = "x NumPy's time"

    def track_ratio_to_numpy(self, *parameters):
        return self.case.ratio(rounds=15)
