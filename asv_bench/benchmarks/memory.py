"""The memory that a process needs at most: in place against a fresh result."""

import relu_simd as rs

from .case import in_place_operand
from .common import make_operands, use_threads
from .elementwise import ALL_OPS

MEBIBYTES = 64


class PeakMemory:
    """
    The operands are of 64 MiB each, so the result that a call in place does without is plain to see,
    and any temporary would be.
    """

    params = (ALL_OPS, ("in place", "fresh"))
    param_names = ("op", "output")

    def setup(self, op, output):
        use_threads(1)
        self.out = None
        self.operands = make_operands(op, "float32", MEBIBYTES << 18)
        if output == "in place":
            index = in_place_operand(op)
            if index is None:
                raise NotImplementedError("not measured in place")
            self.out = self.operands[index]

    def peakmem_relu_simd(self, op, output):
        getattr(rs, op)(*self.operands, out=self.out)
