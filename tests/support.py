"""What several tests need: comparison by bits, operands of any layout."""

import os
import subprocess
import sys

import numpy as np

import relu_simd as rs
from relu_simd._reference import PARAMETERS

OPS = rs.ufuncs._OPS
# What the vec layer has for float32 alone.
FLOAT32_ALONE = {"vec_abs_min", "vec_lookup8", "vec_lookup16", "vec_lookup15", "vec_lookup_half"}
FLOAT64_ALONE = {"vec_lookup_step"}
INFINITY = np.inf
UNSIGNED = {4: np.uint32, 8: np.uint64}


def bits(values):
    """The bits of an array as integers, with one pattern for every NaN."""
    values = np.asarray(values)
    if values.dtype.kind != "f":
        return values
    canonical = np.where(np.isnan(values), np.array(np.nan, values.dtype), values)
    return np.ascontiguousarray(canonical).view(UNSIGNED[values.dtype.itemsize])


def assert_same_bits(actual, expected):
    """Same shape, dtype and bits; any NaN equals any NaN."""
    assert np.shape(actual) == np.shape(expected)
    assert np.asarray(actual).dtype == np.asarray(expected).dtype
    np.testing.assert_array_equal(bits(actual), bits(expected))


def random_bits(dtype, count, seed=0):
    """Every kind of float: the bits are random."""
    dtype = np.dtype(dtype)
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, count * dtype.itemsize, np.uint8).view(dtype)


def mixed(dtype, count, seed=0):
    """Half random bits, half values of ordinary size."""
    rng = np.random.default_rng(seed + 1)
    ordinary = rng.normal(0, 3, count).astype(dtype)
    return np.where(rng.random(count) < 0.5, random_bits(dtype, count, seed), ordinary)


def make_operands(name, dtype, count, seed=0):
    """Arrays for the data operands of an operation, and its parameters as Python floats."""
    inputs = OPS[name]["shape"].split("_")[0]
    data = [mixed(dtype, count, seed + i) for i in range(inputs.count("v"))]
    if "m" in inputs:
        data.append(np.random.default_rng(seed).random(count) < 0.5)
    return data, PARAMETERS.get(name, ())


def result_dtype(name, dtype):
    return np.dtype(bool) if OPS[name]["shape"].endswith("_m") else np.dtype(dtype)


def placed(values, offset, step):
    """A copy of an array with another layout: elements `step` apart, `offset` from the start."""
    spread = np.zeros(offset + max(len(values), 1) * abs(step) + 1, values.dtype)
    view = spread[offset:offset + len(values) * abs(step):abs(step)]
    view = view[::-1] if step < 0 else view
    view[...] = values
    return view


def assert_overlaps_right(relu, dtype, shifts):
    """relu in place, and with a result that begins so many elements before or behind its input."""
    x = make_operands("relu", dtype, 6000)[0][0]
    expected = np.where(x <= 0, dtype.type(0), x)
    for shift in (0, *shifts):
        buffer = np.concatenate([np.zeros(shift, dtype), x])
        relu(buffer[shift:], out=buffer[:6000])
        assert_same_bits(buffer[:6000], expected)
        buffer = np.concatenate([x, np.zeros(shift, dtype)])
        relu(buffer[:6000], out=buffer[shift:])
        assert_same_bits(buffer[shift:], expected)


def run_python(code, **environment):
    """The code in a process of its own, where a variable that is None is not set."""
    variables = {name: value for name, value in (os.environ | environment).items() if value is not None}
    return subprocess.run([sys.executable, "-W", "error", "-c", code], text=True, check=False,
                          capture_output=True, env=variables)
