"""Contract 4 and 5: the stated accuracy, and the same bits on every target."""

from functools import lru_cache

import numpy as np
import pytest
from support import OPS, assert_same_bits, make_operands, mixed

import relu_simd as rs
from relu_simd._reference import PARAMETERS, REFERENCE, in_domain, reference, ulp_errors
from relu_simd._selftest import integer_error, worst_error

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]


def test_every_operation_has_a_reference(name):
    assert name in REFERENCE


# The target comes last in the arguments, so that pytest goes through all of them in turn and the exact
# results are computed once.
def test_error_near_special_points_is_within_the_bound(name, dtype, target):
    op = OPS[name]
    error = worst_error(getattr(target, name), name, op["shape"], dtype)
    assert error <= op["max_ulp"][dtype.name]


# Parameters of the exponential family: of a size from 2^-30 to 2^30, as the contract has it.
SMOOTH_PARAMETERS = {"softplus": "positive", "softplus_backward": "signed", "elu": "signed",
                     "elu_backward": "signed", "elu_backward_from_output": "signed", "celu": "positive",
                     "celu_backward": "positive", "swish": "signed", "swish_backward": "signed"}


@lru_cache(maxsize=1)
def random_case(name, dtype):
    data, _ = make_operands(name, dtype, 20_000)
    shape = OPS[name]["shape"].split("_")[0]
    parameters = [mixed(dtype, 20_000, seed) for seed in range(shape.count("p"))]
    if name.startswith(("hardtanh", "softshrink", "hardshrink")):
        parameters = [np.sort(np.abs(parameters), axis=0)[i] for i in range(len(parameters))]
    if name in SMOOTH_PARAMETERS:
        rng = np.random.default_rng(0)
        parameters = [np.exp2(rng.uniform(-30, 30, 20_000)).astype(dtype)]
        if SMOOTH_PARAMETERS[name] == "signed":
            parameters[0] *= rng.choice([-1, 1], 20_000).astype(dtype)
    operands = (*in_domain(name, data), *parameters)
    return operands, reference(name, *operands)


def test_error_on_random_operands_is_within_the_bound(name, dtype, target):
    operands, exact = random_case(name, dtype)
    results = getattr(target, name)(*operands)
    if results.dtype == bool:
        np.testing.assert_array_equal(results, exact)
    else:
        errors = ulp_errors(results, exact)
        worst = errors.argmax()
        at = [operand[worst] for operand in operands]
        assert errors[worst] <= OPS[name]["max_ulp"][dtype.name], (at, results[worst], exact[worst])


BACKWARD = [name for name, op in OPS.items() if op["shape"].startswith("vv") and op["shape"] != "vv_m"]


@lru_cache(maxsize=1)
def small_gradients(name, dtype):
    rng = np.random.default_rng(0)
    info = np.finfo(dtype)
    exponents = rng.integers(info.minexp - info.nmant, info.minexp + 80, 100_000)
    g = np.ldexp(rng.uniform(1, 2, 100_000), exponents).astype(dtype)
    x = rng.normal(0, 1, 100_000).astype(dtype) * rng.choice([1e-3, 1, 30], 100_000).astype(dtype)
    operands = (*in_domain(name, [g, x]), *(np.array(p, dtype) for p in PARAMETERS.get(name, ())))
    return operands, reference(name, *operands)


@pytest.mark.parametrize("name", BACKWARD)
def test_error_of_small_gradients_is_within_the_bound(name, dtype, target):
    """Where intermediate results underflow before the result does."""
    operands, exact = small_gradients(name, dtype)
    errors = ulp_errors(getattr(target, name)(*operands), exact)
    worst = errors.argmax()
    assert errors[worst] <= OPS[name]["max_ulp"][dtype.name], [o[worst] for o in operands[:2]]


def test_hardswish_of_the_smallest_numbers(target):
    """x / 2 + x * x / 6 in integers: floor for x < 0, ceiling for x > 0, or a tie to even."""
    steps = np.random.default_rng(0).integers(1, 1 << 24, 100_000).astype(np.uint32)
    x = steps.view(np.float32)
    for sign in (1, -1):
        halves = np.abs(target.hardswish(sign * x)).view(np.uint32)
        k = np.round(x.astype(np.float64) * 2.0 ** 149)
        exact = k[x < 2.0 ** -125] / 2
        got = (halves.view(np.float32).astype(np.float64) * 2.0 ** 149)[x < 2.0 ** -125]
        assert (np.abs(got - exact) <= 0.5).all()


def test_bits_are_the_same_on_every_target(target, name, dtype):
    data, parameters = make_operands(name, dtype, 100_003)
    scalar = rs.targets["scalar"]
    assert_same_bits(getattr(target, name)(*data, *parameters),
                     getattr(scalar, name)(*data, *parameters))


@pytest.mark.parametrize("integer", INTEGERS)
def test_relu_of_integers_is_exact_and_keeps_the_dtype(target, integer):
    assert integer_error(target.relu, integer) == 0
    x = np.arange(100).astype(integer) - np.array(50).astype(integer)
    assert target.relu(x[::3]).dtype == x.dtype
    np.testing.assert_array_equal(target.relu(x[::3]), np.maximum(x[::3], 0))


def test_the_error_measure_sees_errors():
    """The measure itself: a step is 1 ULP, half-way 0.5; wrong kinds are infinite."""
    one = np.array([1.0], np.float32)
    above = np.nextafter(one, np.float32(2))
    assert ulp_errors(above, np.array([1.0], np.longdouble))[0] == pytest.approx(1, abs=1e-6)
    half = (one.astype(np.longdouble) + above) / 2
    assert ulp_errors(one, half)[0] == pytest.approx(0.5, abs=1e-6)
    for wrong, exact in [(np.nan, 1.0), (1.0, np.nan), (np.inf, 1.0), (-0.0, 0.0), (0.0, -0.0)]:
        error = ulp_errors(np.array([wrong], np.float32), np.array([exact], np.longdouble))
        assert error[0] == np.inf or error[0] > 1e6
