"""The docstrings and the README say what is true."""

import doctest
import re
from pathlib import Path

import numpy as np
import pytest
from support import OPS

import relu_simd as rs
from relu_simd import _docs
from relu_simd._docs_rectifiers import RECTIFIERS

ROOT = Path(__file__).parent.parent
DOCUMENTED = [name for name in rs.__all__ if callable(getattr(rs, name))] + ["targets"]


def run_examples(text, name):
    """How many examples there were; fails with doctest's own report."""
    test = doctest.DocTestParser().get_doctest(text, {"np": np, "rs": rs}, name, None, 0)
    report = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    results = runner.run(test, out=report.append)
    assert not results.failed, "".join(report)
    return results.attempted


@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples_run(name):
    assert run_examples(getattr(rs, name).__doc__, name) > 0


@pytest.mark.parametrize("section", ["Parameters", "Returns", "Raises", "Notes", "Examples"])
def test_every_operation_has_every_section(name, section):
    assert f"\n{section}\n{'-' * len(section)}\n" in getattr(rs, name).__doc__


def test_the_accuracy_is_the_op_tables(name):
    text = getattr(rs.ufuncs, name).__doc__
    bounds = {float(bound) for bound in re.findall(r"([\d.]+) ULP in", text)}
    stated = {bound for dtype, bound in OPS[name]["max_ulp"].items() if "float" in dtype}
    assert bounds == (stated if any(stated) else set())


def test_the_contract_states_the_bounds_of_the_table():
    text = " ".join((ROOT / "docs" / "contract.md").read_text().split())
    worst = {}
    for name, op in OPS.items():
        family = ("rectifier" if name in RECTIFIERS else "smooth", "backward" in name)
        for dtype in ("float32", "float64"):
            bounds = worst.setdefault(family, {"float32": 0.0, "float64": 0.0})
            bounds[dtype] = max(bounds[dtype], op["max_ulp"][dtype])
    stated = re.search(r"other activations are within ([\d.]+), the gradients within ([\d.]+)\. ", text)
    assert float(stated[1]) == max(worst["rectifier", False].values())
    assert float(stated[2]) == max(worst["rectifier", True].values())
    stated = re.search(r"smooth activations are within ([\d.]+) in float32 and ([\d.]+) in float64, "
                       r"their gradients within ([\d.]+) and ([\d.]+)\. ", text)
    assert [float(bound) for bound in stated.groups()] == [
        *worst["smooth", False].values(), *worst["smooth", True].values()]


def test_an_operation_without_an_entry_is_refused():
    assert set(_docs.ENTRIES) == set(OPS)
    with pytest.raises(ValueError, match="no docstring for the operation 'nonsense'"):
        _docs.docstring("nonsense", {"shape": "v_v", "max_ulp": {}})


def test_operands_in_the_docs_are_the_ufuncs(name):
    assert len(_docs.ENTRIES[name].operands.split()) == getattr(rs.ufuncs, name).nin


@pytest.mark.parametrize("page", ["README.md", "docs/contract.md"])
def test_examples_of_the_pages_run(page):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
    examples = [block for block in blocks if ">>>" in block]
    for number, block in enumerate(examples):
        assert run_examples(block, f"{page}:{number}") > 0
