"""Which target is active, how it is forced and shown."""

import pytest
from support import run_python

import relu_simd as rs
from relu_simd._cpu import REQUIRED_FEATURES, features
from relu_simd._dispatch import choose, compiled_targets, usable_targets


@pytest.mark.parametrize("name", REQUIRED_FEATURES)
def test_a_target_can_be_forced(name):
    if name not in rs.targets:
        pytest.skip(f"target {name} is not usable on this machine")
    code = ("import sys, relu_simd as rs; "
            "print(rs.active_target, *[n for n in sys.modules if n.startswith('relu_simd._')])")
    result = run_python(code, RELU_SIMD_TARGET=name)
    assert result.returncode == 0, result.stderr
    active, *modules = result.stdout.split()
    assert active == name
    others = {f"relu_simd._{other}" for other in REQUIRED_FEATURES if other != name}
    assert not others & set(modules), "code of another target was loaded"


@pytest.mark.parametrize("wrong", ["sse9", "AVX2", "scalar ", "riscv"])
def test_an_unknown_target_is_an_import_error_that_names_the_choices(wrong):
    result = run_python("import relu_simd", RELU_SIMD_TARGET=wrong)
    assert result.returncode != 0
    last = result.stderr.strip().splitlines()[-1]
    assert last == (f"ImportError: RELU_SIMD_TARGET={wrong!r} is unknown: "
                    f"choose one of {', '.join(rs.targets)}")


def test_an_unusable_target_is_an_import_error_too():
    missing = [name for name in REQUIRED_FEATURES if name not in rs.targets]
    result = run_python("import relu_simd", RELU_SIMD_TARGET=missing[0])
    assert f"'{missing[0]}' is not usable on this machine" in result.stderr


def test_the_best_usable_target_is_the_default(monkeypatch):
    monkeypatch.delenv("RELU_SIMD_TARGET", raising=False)
    assert choose(rs.targets) == usable_targets()[0]
    monkeypatch.setenv("RELU_SIMD_TARGET", "")
    assert choose(rs.targets) == usable_targets()[0]


def test_targets_is_a_mapping_of_modules_with_every_ufunc():
    assert set(rs.targets) == set(usable_targets())
    assert rs.active_target in rs.targets
    assert "scalar" in rs.targets
    assert len(rs.targets) == len(list(rs.targets))
    for name, module in rs.targets.items():
        assert module.__name__ == f"relu_simd._{name}"
        assert {*module.OPS, *module.ROWS} == set(rs.ufuncs.__all__)
    with pytest.raises(KeyError, match=r"'sse9' is not one of the targets here: .*scalar"):
        rs.targets["sse9"]
    with pytest.raises(TypeError):
        rs.targets["scalar"] = None


def test_one_table_for_all_targets():
    tables = [module.OPS for module in rs.targets.values()]
    assert all(table == tables[0] for table in tables)
    assert list(tables[0]) == list(rs.ufuncs._OPS)


def test_no_target_is_usable_without_its_features():
    for name in usable_targets():
        assert REQUIRED_FEATURES[name] <= set(features())
    assert set(usable_targets()) <= set(compiled_targets())


def test_show_runtime_prints_all_it_knows(capsys):
    assert rs.show_runtime() is None
    printed = capsys.readouterr().out
    info = rs.show_runtime(mode="dicts")
    assert capsys.readouterr().out == ""
    for part in (info["version"], info["numpy"], info["cpu"], info["active_target"],
                 *info["features"], *info["compiled_targets"], *info["usable_targets"]):
        assert part in printed
    assert info["version"] == rs.__version__
    assert info["threads"] == rs.get_num_threads()
    assert (info["threading"] or "without OpenMP") in printed
    assert all(size >= 1024 for size in info["caches"].values())
    with pytest.raises(ValueError, match="mode must be 'stdout' or 'dicts', not 'json'"):
        rs.show_runtime(mode="json")


def test_importing_is_quiet_and_loads_no_heavy_module():
    code = ("import numpy, sys; before = set(sys.modules); import relu_simd; "
            "print(*sorted(set(sys.modules) - before))")
    result = run_python(code)
    assert result.stderr == ""
    heavy = {"importlib.metadata", "subprocess", "email", "matplotlib", "scipy", "argparse"}
    assert not heavy & set(result.stdout.split())
