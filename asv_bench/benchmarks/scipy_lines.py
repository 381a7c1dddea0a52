"""SciPy's usual line for the operations that it has too, on the arrays of the other benchmarks."""

from scipy import special

from .case import get_case
from .common import DTYPES, SIZES, Timed
from .rows import LENGTHS, get_row_case

# NumPy's lines for gelu and the gradients of erf take their erf from SciPy: the others measure them.
LINES = {
    "erf": special.erf,
    "log_sigmoid": special.log_expit,
    "sigmoid": special.expit,
    "softplus": getattr(special, "softplus", None),  # from SciPy 1.17 on
}
ROW_LINES = {
    "log_softmax": special.log_softmax,
    "softmax": special.softmax,
}


class SciPy(Timed):
    params = (list(LINES), DTYPES, SIZES)
    param_names = ("op", "dtype", "size")

    def setup(self, op, dtype, size):
        self.line = LINES[op]
        if self.line is None:
            raise NotImplementedError(f"this SciPy has no {op}")
        self.case = get_case(op, dtype, size)

    def time_scipy(self, *parameters):
        x = self.case.operands[0]
        for _ in range(self.case.calls):
            self.line(x, out=self.case.out)


class RowsSciPy(Timed):
    """On 262,144 elements; SciPy makes a new result in each call."""

    params = (list(ROW_LINES), DTYPES, LENGTHS)
    param_names = ("op", "dtype", "length")

    def setup(self, op, dtype, length):
        self.case = get_row_case(op, dtype, length)
        self.line = ROW_LINES[op]

    def time_scipy(self, *parameters):
        self.line(*self.case.operands, axis=-1)
