"""The operations on rows: softmax and its like."""

import functools

import numpy as np

from relu_simd import ufuncs

from .common import DTYPES, UNIT, Timed, median_ratio, skip_without_threads, use_threads
from .op_table import ROW_BASELINES, ROW_OPS, skip_unless_installed

OPS = sorted(ROW_OPS)
# A classifier's row, a layer's, and a vocabulary's.
LENGTHS = [10, 64, 1024, 32 * 1024]
AXES = ["last axis", "first axis"]
ELEMENTS = 256 * 1024


class RowCase:
    """One operation on rows of one length; NumPy's lines have the rows in the last axis in any case."""

    def __init__(self, op, dtype, length, axis="last axis", elements=ELEMENTS):
        skip_unless_installed(op)
        from relu_simd._baselines_rows import RowScratch, ordinary_rows  # not at older commits

        args = ordinary_rows(op, ROW_OPS[op], np.dtype(dtype), elements // length, length)
        self.function, self.line = getattr(ufuncs, op), ROW_BASELINES[op]
        self.operands = args
        self.out = self.function(*args)
        self.ours, self.options = args, {"out": self.out}
        if axis == "first axis":
            self.ours = [array.T.copy() if array.ndim == 2 else array for array in args]
            self.options = {"out": self.out.T.copy(), "axis": 0}
        self.scratch = RowScratch(next(array for array in args if array.ndim == 2))
        self.relu_simd()
        self.numpy()  # which also puts the pages of the temporaries to use

    def relu_simd(self):
        self.function(*self.ours, **self.options)

    def numpy(self):
        self.line(self.out, self.scratch, *self.operands)

    def ratio(self):
        """relu_simd's time over NumPy's."""
        return median_ratio(self.relu_simd, self.numpy)


@functools.lru_cache(maxsize=1)
def get_row_case(*parameters, threads=1):
    """The case, made once: asv calls setup anew before each sample."""
    use_threads(threads)
    return RowCase(*parameters)


class Rows(Timed):
    """A call on 262,144 elements."""

    params = (OPS, DTYPES, LENGTHS, AXES)
    param_names = ("op", "dtype", "length", "axis")
    unit = UNIT

    def setup(self, *parameters):
        self.case = get_row_case(*parameters)

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()

    def track_ratio_to_numpy(self, *parameters):
        return self.case.ratio()


class RowsNumPy(Timed):
    """NumPy's lines on the same rows."""

    params = (OPS, LENGTHS)
    param_names = ("op", "length")

    def setup(self, op, length):
        self.case = get_row_case(op, "float32", length)

    def time_numpy(self, *parameters):
        self.case.numpy()


class RowsThreads(Timed):
    """One thread against as many as relu_simd takes by itself, on 4,194,304 elements."""

    params = (OPS, (1, "all"))
    param_names = ("op", "threads")

    def setup(self, op, threads):
        skip_without_threads()
        self.case = get_row_case(op, "float32", 1024, "last axis", 16 * ELEMENTS, threads=threads)

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()
