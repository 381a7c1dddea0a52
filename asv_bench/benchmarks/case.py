"""An elementwise operation on arrays of one kind, beside NumPy's lines on the same ones."""

import functools

import numpy as np

import relu_simd as rs
from relu_simd._baselines import BASELINES, Scratch

from .common import elements, make_operands, median_ratio, result_dtype, use_threads

# Calls on smaller arrays are timed so many together that they make up this many elements: one alone
# would be over too soon for the clock.
ELEMENTS_PER_SAMPLE = 64 * 1024


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
    """
    One operation on one set of arrays; raises NotImplementedError where there is no such.

    The layouts: contiguous or strided into a result that is there; in place, over an operand; fresh,
    into a new result (for NumPy also new temporaries) in each call.
    """

    def __init__(self, op, dtype, size, layout="contiguous"):
        count = elements(size, dtype)
        operands = make_operands(op, dtype, count)
        self.operands = [lay_out(a, layout) if a.ndim else a for a in operands]
        self.calls = max(1, ELEMENTS_PER_SAMPLE // count)
        self.function = getattr(rs, op)
        self.line = BASELINES[op]
        self.original = self.out = None
        if layout == "in place":
            index = in_place_operand(op)
            if index is None or self.calls > 1:  # a second call would not find the same data
                raise NotImplementedError("not measured in place")
            self.original, self.out = operands[index], self.operands[index]
        elif layout != "fresh":
            self.out = lay_out(np.zeros(count, result_dtype(op, dtype)), layout)
        self.result_dtype = result_dtype(op, dtype)
        self.relu_simd()

    @functools.cached_property
    def scratch(self):
        """The temporaries of NumPy's lines; a call has put their pages to use."""
        scratch = Scratch(self.operands[0])
        if self.out is not None:
            self.line(self.out, scratch, *self.operands)
            self.restore()
        return scratch

    def restore(self):
        """Undo what a call in place did to the data."""
        if self.original is not None:
            np.copyto(self.out, self.original)

    def relu_simd(self):
        for _ in range(self.calls):
            if self.out is None:
                self.function(*self.operands)
            else:
                self.function(*self.operands, out=self.out)

    def numpy(self):
        for _ in range(self.calls):
            if self.out is None:
                x = self.operands[0]
                self.line(np.empty(x.size, self.result_dtype), Scratch(x), *self.operands)
            else:
                self.line(self.out, self.scratch, *self.operands)

    def ratio(self):
        """relu_simd's time over NumPy's."""
        self.numpy()  # makes the temporaries before the clock runs
        return median_ratio(self.relu_simd, self.numpy, self.restore)


@functools.lru_cache(maxsize=1)
def get_case(*parameters, threads=1):
    """The case, made once: asv calls setup anew before each sample."""
    use_threads(threads)
    return Case(*parameters)

