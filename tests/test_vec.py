"""The vec layer, function by function on every target, against exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from support import FLOAT32_ALONE, FLOAT64_ALONE, assert_same_bits, bits, mixed, random_bits

NUMPY = {
    "vec_add": np.add, "vec_sub": np.subtract, "vec_sub_by_fma": np.subtract,
    "vec_mul": np.multiply, "vec_div": np.divide,
    "vec_abs": np.abs, "vec_neg": np.negative, "vec_copysign": np.copysign, "vec_apart": np.positive,
    "vec_mul_sign": lambda a, b: np.where(np.signbit(b), -a, a),
    "vec_min": lambda a, b: np.where(a < b, a, b), "vec_max": lambda a, b: np.where(a > b, a, b),
    "vec_lt": np.less, "vec_le": np.less_equal, "vec_eq": np.equal,
    "vec_nle": lambda a, b: ~(a <= b), "vec_is_nan": np.isnan,
    "mask_and": lambda a, b: (a < 0) & (b < 0), "mask_or": lambda a, b: (a < 0) | (b < 0),
    "mask_not": lambda a: ~(a < 0),
}
SPECIAL = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 2.0, 0.5, 3e38, 1e-45]


def pairs(dtype):
    """Random bits, random values, and every pair of special values."""
    a, b = np.meshgrid(np.array(SPECIAL, dtype), np.array(SPECIAL, dtype))
    one, two = random_bits(dtype, 5000, 1), random_bits(dtype, 5000, 2)
    return (np.concatenate([a.ravel(), one, mixed(dtype, 5001, 3), one[:50]]),
            np.concatenate([b.ravel(), two, mixed(dtype, 5001, 4), one[:50]]))


@pytest.mark.parametrize("function", NUMPY)
def test_function_is_numpys_operation(target, dtype, function):
    ufunc = target.vec_functions()[function]
    operands = pairs(dtype)[:ufunc.nin]
    with np.errstate(all="ignore"):
        expected = NUMPY[function](*operands)
    assert_same_bits(ufunc(*operands), expected)


def test_negation_and_absolute_value_touch_the_sign_bit_alone(target, dtype):
    functions = target.vec_functions()
    x = np.array([np.nan, -np.nan, 0.0, -0.0, 1.0, -1.0], dtype)
    np.testing.assert_array_equal(np.signbit(functions["vec_neg"](x)), ~np.signbit(x))
    assert not np.signbit(functions["vec_abs"](x)).any()


def test_select_and_keep_move_bits(target, dtype):
    functions = target.vec_functions()
    a, b = pairs(dtype)
    which = np.random.default_rng(0).random(len(a)) < 0.5
    integer = np.dtype(f"u{dtype.itemsize}")
    selected = functions["vec_select"](a, b, which)
    np.testing.assert_array_equal(selected.view(integer), np.where(which, a, b).view(integer))
    kept = functions["vec_keep"](a, which)
    np.testing.assert_array_equal(kept.view(integer), np.where(which, a.view(integer), 0))


# Factors of 2^24 + 1 and 2^53 + 1, and that power.
HALF_WAY = {"float32": (97 * 257, 673, 24), "float64": (3 * 107 * 6361, 69431 * 20394401, 53)}


def nearest(exact, dtype):
    """A rational rounded to nearest even in a float dtype, by integer arithmetic."""
    info = np.finfo(dtype)
    digits = info.nmant + 1
    exponent = exact.numerator.bit_length() - exact.denominator.bit_length()
    if abs(exact) < Fraction(2) ** exponent:
        exponent -= 1
    unit = Fraction(2) ** max(exponent - digits + 1, int(info.minexp) - info.nmant)
    rounded = round(exact / unit) * unit
    if abs(rounded) > Fraction(float(info.max)):
        return np.copysign(dtype.type(np.inf), dtype.type(1 if exact > 0 else -1))
    return dtype.type(float(rounded))


def fma_operands(dtype):
    """Random operands, and those that a sum rounded twice gets wrong."""
    rng = np.random.default_rng(0)
    a, b = rng.normal(0, 1, (2, 1500)).astype(dtype)
    c = np.concatenate([
        rng.normal(0, 1, 300).astype(dtype),
        -(a * b)[300:600],  # cancels to the product's rounding error
        np.nextafter(-(a * b)[600:900], dtype.type(np.inf)),
        (a * b)[900:1200] * dtype.type(2.0 ** np.finfo(dtype).nmant),
        np.full(150, np.finfo(dtype).smallest_subnormal),
        np.full(150, -np.finfo(dtype).tiny)])
    small = dtype.type(np.finfo(dtype).tiny) * np.exp2(rng.integers(0, 20, 600)).astype(dtype)
    # A product half-way between two floats, with an addend that only tips the balance: a sum that
    # is rounded on its way, to a wider float say, loses it.
    one, other, places = HALF_WAY[dtype.name]
    shift = rng.integers(-20, 20, 600)
    sign = rng.choice([-1.0, 1.0], 600)
    half_one = np.ldexp(sign * one, shift - places).astype(dtype)
    half_other = np.ldexp(dtype.type(other), -shift)
    tip = np.ldexp(rng.choice([-1.0, 1.0], 600), -rng.integers(places + 2, 120, 600)).astype(dtype)
    return (np.concatenate([a, a[:600], half_one]), np.concatenate([b, small, half_other]),
            np.concatenate([c, -small, tip]))


@pytest.mark.parametrize(("function", "sign", "sign_of_c"), [("vec_fma", 1, 1), ("vec_fms", 1, -1),
                                                              ("vec_fnma", -1, 1)])
def test_fma_rounds_once(target, dtype, function, sign, sign_of_c):
    a, b, c = fma_operands(dtype)
    results = target.vec_functions()[function](sign * a, b, sign_of_c * c)
    for x, y, z, result in zip(a, b, c, results, strict=True):
        exact = Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z))
        if exact != 0:
            assert bits(result) == bits(nearest(exact, dtype)), (x, y, z)
        else:
            assert result == 0


def test_fma_is_not_two_roundings(dtype):
    """The operands above would catch an FMA that rounds its product."""
    a, b, c = fma_operands(dtype)
    wrong = sum(bits(a * b + c) != bits(np.array([
        nearest(Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z)), dtype)
        if Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z)) else 0.0
        for x, y, z in zip(a, b, c, strict=True)], dtype)))
    assert wrong > 100


@pytest.mark.parametrize(("a", "b", "c", "expected"), [
    (np.inf, 0.0, 1.0, np.nan), (np.inf, 1.0, -np.inf, np.nan), (np.inf, 2.0, 1.0, np.inf),
    (1.0, 1.0, np.nan, np.nan), (0.0, 1.0, -0.0, 0.0), (-0.0, 1.0, -0.0, -0.0),
    (1.0, -1.0, 1.0, 0.0), (1.0, 2.0, -np.inf, -np.inf),
])
def test_fma_of_special_values(target, dtype, a, b, c, expected):
    operands = [np.full(37, value, dtype) for value in (a, b, c)]
    assert_same_bits(target.vec_functions()["vec_fma"](*operands), np.full(37, expected, dtype))


def test_fma_overflows_and_underflows_once(target, dtype):
    fma = target.vec_functions()["vec_fma"]
    info = np.finfo(dtype)
    large, tiny, least = info.max, info.tiny, info.smallest_subnormal
    two, half = dtype.type(2), dtype.type(0.5)
    assert fma(large, two, -large) == large
    assert fma(large, two, dtype.type(0)) == np.inf
    assert fma(tiny, half, dtype.type(0)) == tiny / 2
    assert fma(least, half, dtype.type(0)) == 0
    assert fma(least, half, least) == 2 * least  # a tie: 1.5 steps go to the even 2


@pytest.mark.parametrize(("name", "dtype", "wins"), [
    ("vec_abs_min", np.float32, np.less), ("vec_abs_max", np.float32, np.greater),
    ("vec_abs_max", np.float64, np.greater),
])
def test_abs_min_and_abs_max_take_the_bound_for_nan(target, name, dtype, wins):
    a, bound = pairs(np.dtype(dtype))
    largest = dtype(np.finfo(np.float32).max)
    held = np.where(np.abs(bound) < largest, np.abs(bound), largest)  # as the tested form of it does
    expected = np.where(wins(np.abs(a), held), np.abs(a), held)
    assert_same_bits(target.vec_functions()[name](a, bound), expected)


def test_subtract_where_a_mask_is(target, dtype):
    """The mask is the sign of the result elsewhere."""
    a, b, no = fma_operands(dtype)
    with np.errstate(all="ignore"):
        expected = np.where(no < 0, a - b, no)
    assert_same_bits(target.vec_functions()["vec_sub_where"](a, b, no), expected)


def test_fnma_where_a_mask_is(target, dtype):
    """The mask is the sign of c."""
    functions = target.vec_functions()
    a, b, c = fma_operands(dtype)
    b = np.abs(b)
    expected = np.where(c < 0, functions["vec_fnma"](a, b, c), c)
    assert_same_bits(functions["vec_fnma_where"](a, b, c), expected)
    zeros = np.array([0.0, -0.0], dtype)  # where nothing is subtracted a zero keeps its sign
    assert_same_bits(functions["vec_fnma_where"](dtype.type(2), dtype.type(3), zeros), zeros)


def assert_look_up_takes_the_low_bits(look_up, dtype, rows, length):
    """Of the index, which is the bits of a number; the table counts from 0, row by row."""
    index = random_bits(dtype, 1000)
    row = index.view(f"u{dtype.itemsize}") % rows
    for entry in range(length):
        np.testing.assert_array_equal(look_up(index, dtype.type(entry)), length * row + entry)


def test_row_look_up(target, dtype):
    look_up, length = target.vec_functions()["vec_lookup_row"], {4: 8, 8: 16}[dtype.itemsize]
    assert_look_up_takes_the_low_bits(look_up, dtype, 256 // length, length)


def test_row_look_up_in_half_a_table(target):
    look_up = target.vec_functions()["vec_lookup_half"]
    assert_look_up_takes_the_low_bits(look_up, np.dtype("float32"), 16, 8)


def test_step_look_up(target):
    look_up = target.vec_functions()["vec_lookup_step"]
    assert_look_up_takes_the_low_bits(look_up, np.dtype("float64"), 16, 2)


def test_every_function_of_the_layer_is_tested(target):
    tested = {*NUMPY, "vec_abs_max", "vec_select", "vec_keep", "vec_sub_where", "vec_fma", "vec_fms",
              "vec_fnma", "vec_fnma_where", "mask_any", "bits_add", "bits_shift_left",
              "bits_shift_right", "vec_lookup_row", *FLOAT32_ALONE, *FLOAT64_ALONE}
    assert set(target.vec_functions()) == tested


def test_bits(target, dtype):
    """Lanes as unsigned integers: sums wrap, shifts fill with zeros."""
    functions = target.vec_functions()
    integer = np.dtype(f"u{dtype.itemsize}")
    a, b = (random_bits(dtype, 1000, seed) for seed in (1, 2))
    total = a.view(integer) + b.view(integer)
    np.testing.assert_array_equal(functions["bits_add"](a, b).view(integer), total)
    np.testing.assert_array_equal(functions["bits_shift_left"](a).view(integer), a.view(integer) << 23)
    np.testing.assert_array_equal(functions["bits_shift_right"](a).view(integer), a.view(integer) >> 21)


def test_look_ups_take_the_low_bits_of_the_index(target):
    functions = target.vec_functions()
    index = random_bits(np.dtype("float32"), 1000)
    low = index.view(np.uint32)
    np.testing.assert_array_equal(functions["vec_lookup8"](index), 8 + low % 8)
    np.testing.assert_array_equal(functions["vec_lookup16"](index), low % 16)
    fifteen = np.where(low % 16 == 15, 7, low % 16)
    np.testing.assert_array_equal(functions["vec_lookup15"](index), fifteen)


def test_mask_any_sees_every_lane(target, dtype):
    """One negative lane, at each place of a vector and beside vectors without one."""
    any_negative = target.vec_functions()["mask_any"]
    for place in range(64):
        a = np.ones(64, dtype)
        a[place] = -1
        np.testing.assert_array_equal(any_negative(a), a < 0)
    assert not any_negative(np.ones(64, dtype)).any()
