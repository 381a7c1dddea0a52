"""python -m relu_simd info, selftest and bench."""

import json

import pytest

import relu_simd as rs
from relu_simd import _bench, _selftest
from relu_simd.__main__ import main


def test_info(capsys):
    assert main(["info"]) == 0
    assert f"active   {rs.active_target}" in capsys.readouterr().out
    assert main([]) == 0


def test_selftest_has_a_line_for_each_operation_of_each_target(capsys):
    assert main(["selftest"]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    expected = [(target, name) for name in [*rs.ufuncs._OPS, *rs.ufuncs._ROWS] for target in rs.targets]
    assert [tuple(line.split()[1:3]) for line in lines] == expected
    assert all(line.startswith("ok ") for line in lines)
    assert last.startswith(f"{len(expected)} of {len(expected)} operations right")


def test_selftest_fails_for_a_wrong_kernel(monkeypatch, capsys):
    right = _selftest.reference
    wrong = {"relu6": lambda x: right("relu6", x) * (1 + 2.0 ** -20)}
    _selftest._CASES.clear()
    monkeypatch.setattr(_selftest, "reference",
                        lambda name, *operands: wrong.get(name, lambda *o: right(name, *o))(*operands))
    assert main(["selftest"]) == 1
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FAIL")]
    assert [line.split()[1:3] for line in failed] == [[target, "relu6"] for target in rs.targets]
    _selftest._CASES.clear()


def test_bench_measures_every_operation_at_every_size(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(_bench, "ROW_SECONDS", 0.001)
    monkeypatch.setattr(_bench, "sizes", lambda: {"small": 100, "larger": 3000})
    assert _bench.main(str(tmp_path / "bench.json"), None) == 0
    printed = capsys.readouterr()
    report = json.loads((tmp_path / "bench.json").read_text())
    assert report["runtime"] == rs.show_runtime(mode="dicts")
    expected = {(name, where) for name in rs.ufuncs._OPS for where in ("small", "larger")}
    expected |= {(name, where) for name in rs.ufuncs._ROWS for where in ("64", "1,024")}
    assert {(row["op"], row["where"]) for row in report["rows"]} == expected
    for row in report["rows"]:
        assert row["ours_ns"] > 0
        assert row["ratio_to_numpy"] == pytest.approx(row["ours_ns"] / row["numpy_ns"])
    losses = [row for row in report["rows"] if row["ratio_to_numpy"] > 1]
    assert printed.out.count("slower than NumPy") == len(losses)
    assert "%" in printed.err


def test_bench_draws_a_picture(tmp_path, monkeypatch):
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    monkeypatch.setattr(_bench, "ROW_SECONDS", 0.001)
    monkeypatch.setattr(_bench, "sizes", lambda: {"small": 100, "larger": 3000})
    assert _bench.main(None, str(tmp_path / "bench.png")) == 0
    assert (tmp_path / "bench.png").read_bytes().startswith(b"\x89PNG")


def test_bench_without_matplotlib_says_which_extra_before_it_measures(monkeypatch, capsys):
    monkeypatch.setattr(_bench, "find_spec", lambda name: None)
    assert _bench.main(None, "bench.png") == 2
    assert "relu_simd[plot]" in capsys.readouterr().err


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["nonsense"])
    assert stopped.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
