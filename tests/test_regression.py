"""The verdicts of tools/regression.py, and that its processes measure the build that they are given."""

import math
import sys
from pathlib import Path

import pytest

import relu_simd as rs

TOOLS = Path(__file__).parent.parent / "tools"
if not (TOOLS / "regression.py").exists():
    pytest.skip("tools/ is not beside the tests", allow_module_level=True)
sys.path.insert(0, str(TOOLS))

import callgrind  # noqa: E402
import regression  # noqa: E402
from regression import BASE, COPY, NEW  # noqa: E402

FOLDER = Path(rs.__file__).parent.parent


def result(percent, noise=0.5):
    return {"slowdown": math.log1p(percent / 100), "noise": math.log1p(noise / 100)}


def found(*percents, noise=0.5):
    return {(f"op{i}", "float32", 16): result(percent, noise) for i, percent in enumerate(percents)}


def test_a_slowdown_is_of_the_quartiles_and_the_copies_are_the_noise():
    calm = {BASE: [100.0] * 15, COPY: [121.0] * 15, NEW: [165.0] * 15}
    compared = regression.compare(calm)
    assert math.exp(compared["slowdown"]) == pytest.approx(1.5)
    assert math.exp(compared["noise"]) == pytest.approx(1.21)
    disturbed = calm | {NEW: [165.0] * 8 + [900.0] * 7}
    assert regression.compare(disturbed) == pytest.approx(compared)


def test_suspicious_is_what_is_beyond_five_percent_and_the_noise_of_its_size():
    assert regression.suspicious(found(0, 1, -20, 4)) == []
    assert regression.suspicious(found(0, 1, 6, 30)) == [("op2", "float32", 16), ("op3", "float32", 16)]
    assert regression.suspicious(found(0, 1, 6, 30, noise=4)) == [("op3", "float32", 16)]


def test_slower_is_what_is_beyond_its_noise_every_time():
    assert regression.is_slower([result(8)] * 4)
    assert not regression.is_slower([result(4)] * 4)
    assert not regression.is_slower([result(30), result(30), result(2), result(30)])
    assert not regression.is_slower([result(30), result(30, noise=40), result(30), result(30)])


def test_more_instructions_are_forgiven_where_they_save_time():
    base, new = {("op0", "float32"): 10.0, ("op1", "float32"): 10.0}, {
        ("op0", "float32"): 10.05, ("op1", "float32"): 11.0, ("op2", "float32"): 5.0}
    assert regression.more_instructions(base, new, found(0, 0)) == [("op1", "float32")]
    assert regression.more_instructions(base, new, found(0, -4)) == [("op1", "float32")]
    assert regression.more_instructions(base, new, found(0, -20, noise=30)) == [("op1", "float32")]
    assert regression.more_instructions(base, new, found(0, -20)) == []


def test_the_table_marks_what_is_confirmed_and_what_is_not():
    names, cases = ["op0", "op1"], found(20, 20)
    confirmed = {("op0", "float32", 16): [result(20)] * 4,
                 ("op1", "float32", 16): [result(20), *[result(1)] * 3]}
    counts = {label: {("op0", "float32"): 4.0, ("op0", "float64"): count}
              for label, count in ((BASE, 8.0), (NEW, 9.0))}
    heavier = [("op0", "float64")]
    lines = list(regression.report(names, [16], "float32", cases, confirmed, counts, heavier))
    assert lines[1].split() == ["op0", "1.200!", "4.00", "4.00", "8.00", "9.00!"]
    assert lines[2].split() == ["op1", "1.010?"]
    assert lines[-1].endswith("16 elements 0.7 %")


def test_the_processes_time_the_build_in_the_folder():
    with regression.Worker(FOLDER, 1) as worker:
        names = worker.ask("names")
        assert names == [*rs.ufuncs._OPS, *rs.ufuncs._ROWS]
        for name in names:
            for size in (16, 300):
                assert worker.ask(name, "float32", size, 2) > 0


def test_instructions_are_counted_alike_in_each_run():
    if reason := callgrind.unavailable():
        pytest.skip(reason)
    if "avx2" not in rs.targets:
        pytest.skip("avx2 is not usable here")
    names = ["relu_mask", "gelu", "softmax"]
    first, second = (callgrind.count(FOLDER, names) for _ in range(2))
    assert list(first) == [(name, dtype) for name in names for dtype in ("float32", "float64")]
    assert second == pytest.approx(first, rel=0.002)
    mask, gelu, gelu64 = (first[case] for case in (
        ("relu_mask", "float32"), ("gelu", "float32"), ("gelu", "float64")))
    assert 0.1 < mask < gelu < gelu64 < 200
