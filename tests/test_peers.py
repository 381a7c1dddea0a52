"""What the comparison with the peers measures is the same computation, and the report is whole."""

import json

import numpy as np
import pytest

import relu_simd as rs
from relu_simd import _peers, _report, _report_text
from relu_simd.__main__ import main
from relu_simd._baselines import BASELINES
from relu_simd._baselines_rows import ROW_BASELINES, ordinary_rows
from relu_simd._reference import PARAMETERS, in_domain

ALL = rs.ufuncs._OPS | rs.ufuncs._ROWS
FEW = ["relu", "relu_mask", "leaky_relu", "gelu_backward", "softmax"]


def ordinary_operands(name):
    if name in rs.ufuncs._ROWS:
        return ordinary_rows(name, ALL[name]["shape"], np.dtype(np.float32), 40, 100)
    rng = np.random.default_rng(0)
    inputs = ALL[name]["shape"].split("_")[0]
    data = [rng.normal(0, 3, 3001).astype(np.float32) for _ in range(inputs.count("v"))]
    return in_domain(name, data + [rng.random(3001) < 0.5] * inputs.count("m"))


@pytest.mark.parametrize("label", _peers.LABELS)
def test_a_peer_computes_what_the_operation_does(label):
    if label in _peers.missing():
        pytest.skip(f"{', '.join(_peers.missing()[label])} not installed")
    peer = _peers.contenders()[label]
    assert set(peer.CALLS) <= set(ALL)
    for name in peer.CALLS:
        data, parameters = ordinary_operands(name), PARAMETERS.get(name, ())
        copies = [operand.copy() for operand in data]
        expected = getattr(rs.ufuncs, name)(*data, *parameters)
        results = _peers.results(peer, name, np.empty_like(expected), data, parameters)
        assert results.dtype == expected.dtype, name
        # Both are bounds of what the peers' formulas are good for.
        np.testing.assert_allclose(results, expected, rtol=1e-5, atol=1e-5, err_msg=name)
        for operand, copy in zip(data, copies, strict=True):
            np.testing.assert_array_equal(operand, copy, err_msg=name)


def test_somebody_has_every_operation():
    others = [peer.CALLS for label, peer in _peers.contenders().items() if label != _peers.OURS]
    assert set().union(*others) == set(ALL)


def test_the_numbers_of_threads_of_a_peer_change_no_result():
    for label, peer in _peers.contenders().items():
        name = next(iter(peer.CALLS))
        data, parameters = ordinary_operands(name), PARAMETERS.get(name, ())
        expected = getattr(rs.ufuncs, name)(*data, *parameters)
        for threads in (2, 1):
            with _peers.ready({label: peer}, threads):
                results = _peers.results(peer, name, np.empty_like(expected), data, parameters)
            np.testing.assert_allclose(results, expected, rtol=1e-5, atol=1e-5, err_msg=label)


def test_every_cell_of_the_grid_is_measured():
    names = list(ALL)
    for name, length in _report.cases(names):
        operands = _report.Operands(300)
        for size in _report.sizes_of(length, (1, 16, 256)):
            out, data, parameters = operands.of(name, length, size)
            assert max(array.size for array in data) == size
            results = getattr(rs.ufuncs, name)(*data, *parameters, out=out)
            assert results is out
    assert [name for name, _ in _report.cases(names)] == sorted(
        [*rs.ufuncs._OPS, *2 * [*rs.ufuncs._ROWS]], key=names.index)
    assert _report.sizes_of(64, (1, 16, 256)) == [1, 16, 256]
    assert _report.sizes_of(1024, (1, 16, 256, 4096)) == [256, 4096]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(_report, "EVERY", 4001 * 997)
    monkeypatch.setattr(_report.measure_errors, "__defaults__", (4001 * 997,))


def run(*options):
    return main(["bench", "--peers", "--sizes", "1", "256", "4096", "--seconds", "0.001",
                 "--op", *FEW, *options])


def test_the_report(quick, tmp_path, capsys):
    assert run("--json", str(tmp_path / "r.json"), "--markdown", str(tmp_path / "r.md")) == 0
    printed = capsys.readouterr().out
    report = json.loads((tmp_path / "r.json").read_text())
    cells, threads = report["cells"], report["threads"]
    assert threads[0] == 1
    assert len(cells) == len(threads) * (3 * len(FEW) + 2)
    for cell in cells:
        others = {label: ns for label, ns in cell["ns"].items() if label != _peers.OURS}
        assert cell["best"] == min(others, key=others.get)
        assert cell["ratio"] == pytest.approx(cell["ns"][_peers.OURS] / others[cell["best"]])
    lost = [cell for cell in cells if cell["ratio"] > 1]
    lines = printed.split("one thread: our time", 1)[1].splitlines()[1:]
    assert sum(line.count("!") for line in lines if line.startswith(tuple(FEW))) == len(lost)
    assert "geometric mean" in printed
    for case in report["errors"]:
        assert case["ulp"][_peers.OURS]["worst"] <= ALL[case["op"]]["max_ulp"]["float32"], case
        assert not case["ulp"][_peers.OURS]["wrong_kind"]
    for label, packages in _peers.missing().items():
        assert f"{label} is not installed (pip install {' '.join(packages)})" in printed


def test_the_tables_of_the_report_are_well_formed(quick, tmp_path):
    assert run("--threads", "1", "--markdown", str(tmp_path / "r.md")) == 0
    text = (tmp_path / "r.md").read_text()
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) in (2, 3)  # the second is of the losses
    for header, rule, *rows in tables:
        assert rule == "|---" * (header.count("|") - 1) + "|"
        assert all(row.count("|") == header.count("|") for row in rows)
    assert [row.split("|")[1].strip() for row in tables[0][2:]] == [
        "`relu`", "`relu_mask`", "`leaky_relu`", "`gelu_backward`", "`softmax`, rows of 64",
        "`softmax`, rows of 1,024"]


def test_losses_are_marked_and_listed():
    def cell(op, ratio):
        return {"op": op, "row_length": None, "elements": 4096, "threads": 1, "best": "PyTorch",
                "ns": {_peers.OURS: 1000 * ratio, "PyTorch": 1000.0}, "ratio": ratio}

    ulp = {_peers.OURS: {"worst": 0.0, "wrong_kind": False},
           "PyTorch": {"worst": 3e7, "wrong_kind": True}}
    cells = [cell("relu", 0.25), cell("gelu", 4.0)]
    report = {"cells": cells, "threads": [1], "sizes": [4096], "every": 7, "versions": {}, "missing": {},
              "errors": [{"op": op, "row_length": None, "ulp": ulp} for op in ("relu", "gelu")],
              "runtime": rs.show_runtime("dicts")}
    assert _report_text.grid_row(cells[:1], [4096]).endswith(" 0.25 P")
    assert _report_text.grid_row(cells[1:], [4096]).endswith(" 4.00 P!")
    assert list(_report_text.summary(report)) == [
        "one thread: 1 of 2 cells won, our time over the fastest peer's 1.00 in the geometric mean"]
    text = _report_text.markdown(report)
    assert "| `gelu` | 4 Ki | 1 | 4 us | PyTorch 1 us | 4.00 |" in text
    assert "|  | 4 Ki | 4 us | **1 us** | **4.00** |" in text
    assert "|  | 4 Ki | 250 ns | 1 us | 0.25 |" in text
    assert "| `gelu` | ULP | exact | 3.0e7 † |  |" in text


def test_without_any_peer_it_is_numpy(quick, monkeypatch, capsys):
    monkeypatch.setattr(_peers, "find_spec", lambda package: package == "numpy")
    monkeypatch.setattr(_peers._NumPy, "CALLS", BASELINES | ROW_BASELINES)
    assert run("--threads", "1") == 0
    printed = capsys.readouterr().out
    for label in ("SciPy", "PyTorch", "ONNX Runtime", "numexpr"):
        assert f"{label} is not installed" in printed


def test_a_picture(quick, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    assert run("--plot", str(tmp_path / "r.png")) == 0
    assert (tmp_path / "r.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("options", "message"), [
    (["bench", "--op", "relu"], "--op needs --peers"),
    (["bench", "--peers", "--op", "rely"], "no such operation: rely"),
    (["bench", "--peers", "--threads", "0"], "0 is not positive"),
])
def test_options_that_make_no_sense(options, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(options)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_picture_without_matplotlib_says_which_extra(monkeypatch, capsys):
    monkeypatch.setattr(_report, "find_spec", lambda name: None)
    assert main(["bench", "--peers", "--plot", "r.png"]) == 2
    assert "relu_simd[plot]" in capsys.readouterr().err
