"""What is measured: each operation of the op table beside NumPy's lines for it, on the same data."""

import functools
import time

import numpy as np

import relu_simd as rs
from relu_simd._baselines import BASELINES, Scratch
from relu_simd._reference import PARAMETERS
from relu_simd.ufuncs import _OPS

OPS = sorted(_OPS)
DTYPES = ["float32", "float64"]
LAYOUTS = ["contiguous", "strided", "in place"]
# A small call, arrays that fit the first, the second and none but the last level of cache.
SIZES = [16, 16 * 1024, 256 * 1024, 4 * 1024 * 1024]
# An operation in place changes its own input, which is therefore restored before each single call.
# Below this size such a call is over too soon for the clock.
SMALLEST_IN_PLACE = 256 * 1024
# Calls on smaller arrays are timed so many together that they make up this many elements.
ELEMENTS_PER_SAMPLE = 64 * 1024


def make_operands(op, dtype, size):
    """The operands in their order: N(0, 3) values, masks of such values, parameters."""
    random = np.random.default_rng(12345)
    parameters = iter(PARAMETERS.get(op, ()))
    operands = []
    for letter in _OPS[op]["shape"].split("_")[0]:
        if letter == "p":
            operands.append(np.array(next(parameters), dtype))
        else:
            values = random.standard_normal(size, dtype)
            values *= 3
            operands.append(values > 0 if letter == "m" else values)
    return operands


def result_dtype(op, dtype):
    return np.dtype(bool if _OPS[op]["shape"].endswith("m") else dtype)


def lay_out(values, layout):
    """A copy with all its memory pages in use, in every second element if strided."""
    step = 2 if layout == "strided" else 1
    memory = np.full(values.size * step, 0, values.dtype)
    memory[::step] = values
    return memory[::step]


def in_place_operand(op):
    """
    The index of an operand that the result may overwrite, None if there is none.

    There is none for a mask, and none where NumPy's lines still need each operand when they have
    begun to write. relu_simd can overwrite any, but alone it would be compared with nothing.
    """
    operands = make_operands(op, "float64", 64)
    result = np.empty(64, result_dtype(op, "float64"))
    BASELINES[op](result, Scratch(operands[0]), *operands)
    for index, operand in enumerate(operands):
        if operand.shape == result.shape and operand.dtype == result.dtype:
            arrays = [array.copy() for array in operands]
            BASELINES[op](arrays[index], Scratch(operand), *arrays)
            if np.array_equal(arrays[index], result):
                return index
    return None


class Case:
    """One operation on one set of arrays; raises NotImplementedError where there is no such."""

    def __init__(self, op, dtype, size, layout):
        index = in_place_operand(op) if layout == "in place" else None
        if layout == "in place" and (index is None or size < SMALLEST_IN_PLACE):
            raise NotImplementedError("not measured in place")
        operands = make_operands(op, dtype, size)
        self.operands = [lay_out(a, layout) if a.ndim else a for a in operands]
        self.scratch = Scratch(self.operands[0])
        if index is None:
            self.original = None
            self.out = lay_out(np.zeros(size, result_dtype(op, dtype)), layout)
        else:
            self.original = operands[index]
            self.out = self.operands[index]
        self.calls = max(1, ELEMENTS_PER_SAMPLE // size)
        self.function = getattr(rs, op)
        self.baseline = BASELINES[op]
        self.relu_simd()
        self.numpy()  # which also puts the pages of the temporaries to use

    def restore(self):
        """Undo what a call in place did to the data."""
        if self.original is not None:
            np.copyto(self.out, self.original)

    def relu_simd(self):
        for _ in range(self.calls):
            self.function(*self.operands, out=self.out)

    def numpy(self):
        for _ in range(self.calls):
            self.baseline(self.out, self.scratch, *self.operands)

    def seconds(self, sample):
        self.restore()
        start = time.perf_counter()
        sample()
        return time.perf_counter() - start

    def ratio(self, rounds):
        """relu_simd's time over NumPy's: medians of rounds that take them in turns."""
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(self.seconds(self.relu_simd))
            theirs.append(self.seconds(self.numpy))
        return round(float(np.median(ours) / np.median(theirs)), 4)


@functools.lru_cache(maxsize=1)
def get_case(op, dtype, size, layout):
    """The case, made once: asv calls setup anew before each sample."""
    return Case(op, dtype, size, layout)
