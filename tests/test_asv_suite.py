"""The asv suite measures what the op table has, and each of its classes runs."""

import functools
import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from support import OPS

from relu_simd import ufuncs
from relu_simd._baselines import BASELINES
from relu_simd._baselines_rows import ROW_BASELINES

SUITE = Path(__file__).parent.parent / "asv_bench"
sys.path.insert(0, str(SUITE))
from benchmarks import case, common, elementwise, memory, op_table, rows, start  # noqa: E402

KINDS = ("time_", "track_", "peakmem_", "timeraw_")
CLASSES = [value for module in (elementwise, memory, rows) for value in vars(module).values()
           if isinstance(value, type) and value.__module__ == module.__name__
           and any(name.startswith(KINDS) for name in dir(value)) and not value.__name__.startswith("_")]


def methods(benchmark):
    return [getattr(benchmark, name) for name in dir(benchmark) if name.startswith(KINDS)]


def run_or_skip(benchmark, parameters):
    """Run its methods as asv does, and tell whether it was skipped."""
    try:
        benchmark.setup(*parameters)
    except NotImplementedError:
        return False
    for method in methods(benchmark):
        result = method(*parameters)
        assert result is None or (result > 0) == method.__name__.startswith("track_")
    return True


@pytest.fixture
def quick(monkeypatch):
    """Small arrays, a round a ratio, and the threads afterwards as they were."""
    monkeypatch.setattr(case, "elements", lambda size, dtype: case.ELEMENTS_PER_SAMPLE)
    monkeypatch.setattr(rows, "ELEMENTS", 4096)
    monkeypatch.setattr(rows, "LENGTHS", [64])
    monkeypatch.setattr(memory, "MEBIBYTES", 1)
    for module in (case, rows):
        once = functools.partial(module.median_ratio, fewest=1, most=1)
        monkeypatch.setattr(module, "median_ratio", once)
    for cache in (case.get_case, rows.get_row_case):
        cache.cache_clear()
    yield
    common.use_threads("all")


def test_the_suite_walks_the_op_table():
    assert set(op_table.OPS) == set(OPS)
    assert set(op_table.ROW_OPS) == set(ufuncs._ROWS)
    measured = [op for direction in ("forward", "backward", "mask") for op in op_table.ops_of(direction)]
    assert sorted(measured) == sorted(OPS)
    for cls in CLASSES:
        of_rows = cls.__module__ == rows.__name__
        assert set(cls.params[0]) <= set(ufuncs._ROWS if of_rows else OPS)


def test_the_ratio_is_tracked_for_every_operation():
    assert set(elementwise.Ratio.params[0]) | set(rows.Rows.params[0]) == {*OPS, *ufuncs._ROWS}
    assert elementwise.Ratio.track_ratio_to_numpy
    assert rows.Rows.track_ratio_to_numpy


@pytest.mark.parametrize(("baselines", "op"), [(BASELINES, "mish"), (ROW_BASELINES, "softmax")])
def test_an_operation_without_a_baseline_is_refused(monkeypatch, baselines, op):
    op_table.refuse_gaps()
    monkeypatch.delitem(baselines, op)
    with pytest.raises(RuntimeError, match=f"no NumPy baseline for {op}:"):
        op_table.refuse_gaps()


def test_operands_of_a_new_kind_are_refused(monkeypatch):
    monkeypatch.setitem(op_table.OPS, "future_op", "vz_v")
    with pytest.raises(RuntimeError, match="no operands yet for future_op"):
        op_table.refuse_gaps()


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@pytest.mark.usefixtures("quick")
def test_each_class_measures(cls):
    """Each operation at the first and the last value of the other axes."""
    done = set()
    with np.errstate(all="ignore"):
        for op in cls.params[0]:
            for end in (0, -1):
                parameters = (op, *(values[end] for values in cls.params[1:]))
                if run_or_skip(cls(), parameters):
                    done.add(op)
    if common.HAS_THREADS or not cls.__name__.endswith("Threads"):
        assert len(done) > 0.9 * len(cls.params[0])


@pytest.mark.usefixtures("quick")
def test_one_thread_but_where_threads_are_measured(monkeypatch):
    calls = []
    monkeypatch.setattr(common, "HAS_THREADS", True)
    monkeypatch.setattr(common, "ALL_THREADS", 7)
    monkeypatch.setattr(common.rs, "set_num_threads", calls.append, raising=False)
    for threads in (1, "all"):
        assert run_or_skip(elementwise.Threads(), ("relu", threads, "memory"))
    assert run_or_skip(elementwise.Forward(), ("relu", "float32", "memory"))
    assert run_or_skip(rows.RowsThreads(), ("softmax", "all"))
    assert run_or_skip(rows.Rows(), ("softmax", "float32", 64, "last axis"))
    assert run_or_skip(memory.PeakMemory(), ("relu", "fresh"))
    assert calls == [1, 7, 1, 7, 1, 1]


@pytest.mark.usefixtures("quick")
def test_an_operation_that_the_commit_lacks_is_skipped(monkeypatch):
    monkeypatch.delitem(op_table.INSTALLED, "gelu")
    assert not run_or_skip(elementwise.Forward(), ("gelu", "float32", "L2"))
    assert run_or_skip(elementwise.Forward(), ("relu", "float32", "L2"))


@pytest.mark.usefixtures("quick")
def test_in_place_overwrites_its_operand_and_restores_it():
    in_place = case.Case("relu", "float32", "L2", "in place")
    assert in_place.out is in_place.operands[0]
    in_place.restore()
    assert (in_place.out < 0).any()
    in_place.relu_simd()
    assert (in_place.out >= 0).all()
    fresh = case.Case("relu", "float32", "L2", "fresh")
    assert fresh.out is None
    strided = case.Case("relu", "float32", "L2", "strided")
    assert strided.out.strides == strided.operands[0].strides == (8,)


def test_imports_are_statements():
    for method in methods(start.Import()):
        for statement in [method()] if isinstance(method(), str) else method():
            compile(statement, "timeraw", "exec")


def test_scipys_lines_give_what_the_operations_give():
    pytest.importorskip("scipy")
    from benchmarks import scipy_lines

    x = np.linspace(-5, 5, 64, dtype=np.float64)
    for lines in (scipy_lines.LINES, scipy_lines.ROW_LINES):
        for op, line in lines.items():
            if line is not None:
                parameters = case.make_operands(op, "float64", 64)[1:] if op in OPS else []
                expected = getattr(ufuncs, op)(x, *parameters)
                np.testing.assert_allclose(line(x), expected, rtol=1e-12)


def configuration(name):
    text = (SUITE / name).read_text()
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def test_the_configurations_differ_in_the_target_alone():
    targets = configuration("asv.targets.json")
    environment = targets["matrix"].pop("env_nobuild")
    assert list(environment) == ["RELU_SIMD_TARGET"]
    assert targets == configuration("asv.conf.json")
