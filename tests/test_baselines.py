"""NumPy's lines, which the benchmarks compare with, compute what the operations do."""

import numpy as np
import pytest
from support import OPS

import relu_simd as rs
from relu_simd import _baselines_gated, _baselines_smooth
from relu_simd._baselines import BASELINES, Scratch
from relu_simd._reference import PARAMETERS

OF_ERF = ["erf", "gelu", "gelu_backward"]


def assert_baseline_agrees(name, dtype):
    """To a few roundings of results of the size of 1, which is what the lines are good for."""
    rng = np.random.default_rng(0)
    inputs = OPS[name]["shape"].split("_")[0]
    data = [rng.normal(0, 3, 5000).astype(dtype) for _ in range(inputs.count("v"))]
    data += [rng.random(5000) < 0.5] * inputs.count("m")
    parameters = PARAMETERS.get(name, ())
    expected = getattr(rs.ufuncs, name)(*data, *parameters)
    result = np.empty_like(expected)
    BASELINES[name](result, Scratch(data[0]), *data, *parameters)
    if expected.dtype == bool:
        np.testing.assert_array_equal(result, expected)
    else:
        accuracy = 50 * np.finfo(dtype).eps
        if name in OF_ERF and _baselines_smooth.SPECIAL is None:
            accuracy = max(accuracy, 1e-6)  # the formula's 1.5e-7, times an x of 6 or so
        np.testing.assert_allclose(result, expected, rtol=accuracy, atol=accuracy)


def test_a_baseline_gives_what_the_operation_gives(name, dtype):
    assert_baseline_agrees(name, dtype)


@pytest.mark.parametrize("name", OF_ERF)
def test_without_scipy_too(monkeypatch, name, dtype):
    monkeypatch.setattr(_baselines_smooth, "SPECIAL", None)
    monkeypatch.setattr(_baselines_gated, "SPECIAL", None)
    assert_baseline_agrees(name, dtype)
