"""Every elementwise operation: its time, NumPy's, and the one over the other."""

from .common import DTYPES, LAYOUTS, OPS, SIZES, get_case


class _Elementwise:
    param_names = ("op", "dtype", "size", "layout")

    def setup(self, *parameters):
        self.case = get_case(*parameters)
        self.case.restore()


class Elementwise(_Elementwise):
    """
    The time of one call, or of the calls that make up 65,536 elements if that is more.

    A sample is one run of the function, since asv restores the data only between samples.
    """

    params = (OPS, DTYPES, SIZES, LAYOUTS)
    number = 1
    repeat = (5, 50, 0.2)
    warmup_time = 0.02

    def time_relu_simd(self, *parameters):
        self.case.relu_simd()

    def time_numpy(self, *parameters):
        self.case.numpy()


class Ratio(_Elementwise):
    """
    relu_simd's time over NumPy's, so that lower is better, as asv expects.

    It is what to compare between machines and on a busy one: both are measured in turns. One size
    shows the cost of a call, the other that of an element.
    """

    params = (OPS, DTYPES, (16, 256 * 1024), LAYOUTS)
    unit = "x NumPy's time"

    def track_ratio_to_numpy(self, *parameters):
        return self.case.ratio(rounds=15)
