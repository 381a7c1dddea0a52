"""The elementwise operations, each class along the axes that it is about: see docs/benchmarks.md."""

from .case import get_case
from .common import DTYPES, SIZES, UNIT, Timed, skip_without_threads
from .op_table import DIRECTIONS, ops_of

ALL_OPS = ops_of(*DIRECTIONS)


class _Sizes(Timed):
    param_names = ("op", "dtype", "size")

    def setup(self, op, dtype, size):
        self.case = get_case(op, dtype, size)

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()


class Forward(_Sizes):
    params = (ops_of("forward"), DTYPES, SIZES)


class Backward(_Sizes):
    params = (ops_of("backward"), DTYPES, SIZES)


class Mask(_Sizes):
    params = (ops_of("mask"), DTYPES, SIZES)


class NumPy(Timed):
    """NumPy's lines on the same arrays. They say how fast the machine is: no commit changes them."""

    params = (ALL_OPS, SIZES)
    param_names = ("op", "size")

    def setup(self, op, size):
        self.case = get_case(op, "float32", size)

    def time_numpy(self, *parameters):
        self.case.numpy()


class Ratio:
    """
    relu_simd's time over NumPy's, so that lower is better, as asv expects.

    It is what to compare between machines and on a busy one: both are measured in turns. The smallest
    size shows the cost of a call, the next that of an element, the last that of its memory.
    """

    params = (ALL_OPS, DTYPES, ("tiny", "L2", "memory"))
    param_names = ("op", "dtype", "size")
    unit = UNIT

    def setup(self, op, dtype, size):
        self.case = get_case(op, dtype, size)

    def track_ratio_to_numpy(self, *parameters):
        return self.case.ratio()


class Layout(Timed):
    """Beside Forward, Backward and Mask, whose arrays are contiguous, at the same size."""

    params = (ALL_OPS, ("strided", "in place"))
    param_names = ("op", "layout")
    size = "last level"
    unit = UNIT

    def setup(self, op, layout):
        self.case = get_case(op, "float32", self.size, layout)
        self.case.restore()

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()

    def track_ratio_to_numpy(self, *parameters):
        return self.case.ratio()


class Output(Layout):
    """
    A result over the input against one in memory that the system has yet to hand out.

    Large enough for the allocator to ask the system each time, where smaller results are often made of
    memory that a former one has left.
    """

    params = (ALL_OPS, ("in place", "fresh"))
    param_names = ("op", "output")
    size = "memory"


class Threads(Timed):
    """One thread against as many as relu_simd takes by itself, at the sizes where it shares the work."""

    params = (ALL_OPS, (1, "all"), ("last level", "memory"))
    param_names = ("op", "threads", "size")

    def setup(self, op, threads, size):
        skip_without_threads()
        self.case = get_case(op, "float32", size, threads=threads)

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()
