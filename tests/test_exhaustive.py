"""
Contract 4 and 5 in full: `pytest -m exhaustive -s`, `-k` for a few operations.

All 2^32 float32 inputs of each operation of one variable, gradients at g = 1 (and from the output with
any number as the output), on every target: the worst error, the input that gave it, and a hash of all
results, which is the same on every machine. For float64 ten million inputs on the active target.

The scalar target emulates FMA, which takes a hundred times as long: it has its turn in every 64th piece
of 131,072 neighbours.
"""

import pytest
from accuracy import float32_pieces, float64_pieces, sweep
from support import OPS

import relu_simd as rs

pytestmark = pytest.mark.usefixtures("c_reference")
OF_ONE_VARIABLE = [name for name, op in OPS.items() if "m" not in op["shape"].split("_")[0]]
FLOAT = [name for name in OF_ONE_VARIABLE if OPS[name]["shape"].endswith("v")]


def check(name, dtype, ufuncs, pieces, capsys):
    report, differing = sweep(name, OPS[name]["shape"], ufuncs, pieces)
    with capsys.disabled():
        print(f"\n{name}, {dtype}: {report}; {', '.join(ufuncs)}: hash {report.crc:08x}")
    assert not differing, "the first input where a target's bits are not the first one's"
    assert report.error <= OPS[name]["max_ulp"][dtype]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", OF_ONE_VARIABLE)
def test_all_float32(name, capsys):
    ufuncs = {target: getattr(module, name) for target, module in rs.targets.items()}
    if rs.active_target != "scalar":
        del ufuncs["scalar"]
        pair = {target: getattr(rs.targets[target], name) for target in (rs.active_target, "scalar")}
        check(name, "float32", pair, float32_pieces()[::64], capsys)
    check(name, "float32", ufuncs, float32_pieces(), capsys)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", FLOAT)
def test_much_of_float64(name, capsys):
    check(name, "float64", {rs.active_target: getattr(rs.ufuncs, name)}, float64_pieces(), capsys)
