"""
The operations that are measured: those of the op table beside these files.

Not those of the relu_simd that is measured: asv runs the newest benchmarks on older commits too and
names each case by its place in the list of all, which therefore must not depend on the commit.
"""

import re
from pathlib import Path

from relu_simd import ufuncs
from relu_simd._baselines import BASELINES

_SOURCES = Path(__file__).parents[2] / "src"
_ROW = re.compile(r"^OP(?:_IN_HALVES)?\((\w+), (\w+),", re.MULTILINE)

# name -> shape, the operands and the result as letters
OPS = dict(_ROW.findall((_SOURCES / "ops.h").read_text(encoding="utf-8")))
ROW_OPS = dict(_ROW.findall((_SOURCES / "row_ops.h").read_text(encoding="utf-8")))
# What the relu_simd that is measured has.
INSTALLED = {name: op["shape"] for name, op in ufuncs._OPS.items()}
INSTALLED_ROWS = {name: op["shape"] for name, op in getattr(ufuncs, "_ROWS", {}).items()}
if INSTALLED_ROWS:
    from relu_simd._baselines_rows import ROW_BASELINES
else:
    ROW_BASELINES = {}

DIRECTIONS = ["forward", "backward", "mask"]


def direction(op):
    """One of DIRECTIONS, as the name and the shape tell."""
    if "m" in OPS[op]:
        return "mask"
    return "backward" if "_backward" in op else "forward"


def ops_of(*directions):
    return sorted(op for op in OPS if direction(op) in directions)


def skip_unless_installed(op):
    """asv leaves out what raises NotImplementedError."""
    here = {**OPS, **ROW_OPS}[op]
    there = {**INSTALLED, **INSTALLED_ROWS}.get(op)
    if there != here:
        raise NotImplementedError(f"this commit has no {op}, or one of another shape")


def refuse_gaps():
    """Raise for an operation that nothing could be measured against, so that `asv check` fails."""
    missing = sorted({*INSTALLED, *INSTALLED_ROWS} - {*BASELINES, *ROW_BASELINES})
    if missing:
        raise RuntimeError(f"no NumPy baseline for {', '.join(missing)}: add it to "
                           "relu_simd/_baselines.py or one of the files beside it")
    strange = sorted(op for op, shape in OPS.items() if not set(shape) <= set("vpm_"))
    if strange:
        raise RuntimeError(f"the benchmarks have no operands yet for {', '.join(strange)}: extend "
                           "make_operands in asv_bench/benchmarks/common.py")
