"""The rules that keep the sources readable (CONTRIBUTING.md), as far as a program can tell."""

import re
from pathlib import Path

import pytest
from support import FLOAT32_ALONE, FLOAT64_ALONE, OPS

from relu_simd._baselines import BASELINES
from relu_simd._cpu import REQUIRED_FEATURES
from relu_simd._reference import PARAMETERS, REFERENCE

ROOT = Path(__file__).parent.parent
SOURCES = list((ROOT / "src").rglob("*.[ch]"))
OUTSIDE_VEC = [path for path in SOURCES if path.parent.name != "vec"]

if not SOURCES:
    pytest.skip("the C sources are not beside the tests", allow_module_level=True)


def test_intrinsics_stand_in_vec_alone():
    intrinsic = re.compile(r"_mm\d*_\w+\(|\bv[a-z]+q?_[fsu](32|64)\(|immintrin|arm_neon")
    for path in OUTSIDE_VEC:
        assert not intrinsic.search(path.read_text()), path


def test_no_condition_on_an_isa_outside_vec():
    condition = re.compile(r"#\s*(el)?if.*(__x86|__aarch|__AVX|__ARM|__SSE|__FMA)")
    for path in OUTSIDE_VEC:
        assert not condition.search(path.read_text()), path


def test_the_core_includes_neither_python_nor_numpy():
    for path in SOURCES:
        assert not re.search(r"#include.*(Python|numpy)", path.read_text()), path


def test_every_header_of_the_layer_defines_the_same_functions():
    defined = {}
    for isa in REQUIRED_FEATURES:
        for bits in ("f32", "f64"):
            text = (ROOT / "src" / "vec" / f"{isa}_{bits}.h").read_text()
            defined[isa, bits] = set(re.findall(r"INLINE \w+ ((?:vec|mask|bits)_\w+)\(", text))
    contract = defined["scalar", "f32"]
    for (isa, bits), functions in defined.items():
        expected = contract if bits == "f32" else contract - FLOAT32_ALONE | FLOAT64_ALONE
        assert functions - {"mask_bytes"} == expected, (isa, bits)
    assert 25 <= len(contract) <= 50


def test_files_are_short():
    code = [*SOURCES, *(ROOT / "relu_simd").glob("*.p*"), *(ROOT / "tests").glob("*.py")]
    for path in code:
        assert len(path.read_text().splitlines()) <= 310, path


def test_references_baselines_and_parameters_name_the_operations():
    assert set(REFERENCE) == set(OPS)
    assert set(BASELINES) == set(OPS)
    for name, parameters in PARAMETERS.items():
        assert len(parameters) == OPS[name]["shape"].split("_")[0].count("p")
    assert set(PARAMETERS) == {name for name, op in OPS.items() if "p" in op["shape"].split("_")[0]}
