"""softmax and the other operations on rows: values, special values, bits for every layout."""

import itertools
import math

import numpy as np
import pytest
from rows_support import ROWS, exact, is_row, laid_out, one_value_each, operands
from support import assert_same_bits, random_bits

import relu_simd as rs
from relu_simd._reference import ulp_errors
from relu_simd._reference_rows import row_errors, row_reference

LENGTHS = (*range(1, 70), 127, 128, 129, 255, 256, 257, 1000, 4099, 8192, 8193, 20000)
LAYOUTS = ["F", "0", (1, 1, 1), (0, 2, 1), (3, 1, 2), (0, 1, -1), (2, -1, -3), (5, 3, 5)]
INF, NAN = np.inf, np.nan
# Softmax has a shorter way for rows with no element beyond.
CLOSE = {"float32": 6.5, "float64": 16.5}


@pytest.fixture(params=list(ROWS))
def name(request):
    return request.param


def test_within_the_bound_of_the_table(target, name, dtype):
    for length in (1, 2, 3, 10, 64, 1000, 4099, 9000):
        args = operands(name, dtype, length)
        results = getattr(target, name)(*args)
        assert results.dtype == dtype
        errors = row_errors(name, results, exact(name, dtype, length), *args)
        assert errors.max() <= ROWS[name]["max_ulp"][dtype.name], length


def test_bits_are_the_same_on_every_target_for_every_length(target, name, dtype):
    for length in LENGTHS:
        rows = operands(name, dtype, max(length, 300), 12 if length < 300 else 3)
        args = [array[..., :length] if is_row(name, i) else array for i, array in enumerate(rows)]
        args = [array % length if array.dtype.kind == "i" else array for array in args]
        assert_same_bits(getattr(target, name)(*args), getattr(rs.targets["scalar"], name)(*args))


def test_any_bits_are_the_same_on_every_target(target, name, dtype):
    shape = ROWS[name]["shape"].split("_")[0]
    for seed, length in enumerate((1, 7, 10, 16, 20, 32, 33, 100, 300)):
        args = [np.arange(20) % length if letter == "l" else
                random_bits(dtype, 20 * length, 10 * seed + k).reshape(20, length) for k, letter in
                enumerate(shape)]
        args = [array[:, 0] if letter == "s" else array
                for letter, array in zip(shape, args, strict=True)]
        assert_same_bits(getattr(target, name)(*args), getattr(rs.targets["scalar"], name)(*args))


def test_a_row_does_not_depend_on_its_neighbours(target, name, dtype):
    ufunc = getattr(target, name)
    for length in (3, 10, 20, 32, 70, 1100):
        args = operands(name, dtype, length, 35)
        alone = [ufunc(*(array[row] for array in args)) for row in range(len(args[0]))]
        for rows in (1, 2, 3, 4, 5, 8, 9, 15, 16, 17, len(alone)):
            assert_same_bits(ufunc(*(array[:rows] for array in args)), np.array(alone[:rows]))


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_bits_are_the_same_for_every_layout(target, name, dtype, layout):
    ufunc = getattr(target, name)
    for length, rows in ((1, 9), (9, 21), (16, 16), (33, 17), (255, 18), (300, 5), (1100, 3)):
        args = operands(name, dtype, length, rows)
        expected = ufunc(*args)
        moved = [laid_out(array, layout) if is_row(name, i) else (one_value_each(array, 2), None)
                 for i, array in enumerate(args)]
        views = [view for view, _ in moved]
        axis = next(axis for _, axis in moved if axis is not None)
        result = ufunc(*views, axis=axis)
        if is_row(name, -1):
            out, _ = laid_out(np.zeros_like(expected), layout)
            there = np.moveaxis(out, axis, -1)
            assert_same_bits(np.moveaxis(result, axis, -1), expected)
        else:
            out = there = one_value_each(np.zeros_like(expected), -3)
            assert_same_bits(result, expected)
        ufunc(*views, out=out, axis=axis)
        assert_same_bits(there, expected)
        if axis == -1:  # only the operands or only the result laid out so
            for one, other in ((args, out), (views, np.zeros_like(expected))):
                ufunc(*one, out=other)
                assert_same_bits(other, expected)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_every_axis_of_more_dimensions(target, name, dtype, axis):
    rng = np.random.default_rng(0)
    shape = (6, 5, 7)
    rows = [rng.normal(0, 2, shape).astype(dtype) for _ in range(2)]
    rest = np.delete(shape, axis)
    parts = {"v": rows.pop, "s": lambda: rng.normal(0, 1, rest).astype(dtype),
             "l": lambda: rng.integers(0, shape[axis], rest)}
    args = [parts[letter]() for letter in ROWS[name]["shape"].split("_")[0]]
    result = getattr(target, name)(*args, axis=axis)
    moved = [np.ascontiguousarray(np.moveaxis(array, axis, -1)) if is_row(name, i) else array
             for i, array in enumerate(args)]
    expected = getattr(target, name)(*moved)
    assert_same_bits(np.moveaxis(result, axis, -1) if is_row(name, -1) else result, expected)


SOFTMAX = [  # row, softmax, log_softmax
    ([NAN, 0, 1], [NAN] * 3, [NAN] * 3), ([0, 1, NAN], [NAN] * 3, [NAN] * 3),
    ([INF, 0, 1], [NAN] * 3, [NAN] * 3), ([0, INF, -INF], [NAN] * 3, [NAN] * 3),
    ([-INF, -INF], [NAN] * 2, [NAN] * 2), ([NAN, -INF], [NAN] * 2, [NAN] * 2), ([-INF], [NAN], [NAN]),
    ([0, -INF], [1, 0.0], [-0.0, -INF]), ([-INF, 5, -INF], [0.0, 1, 0.0], [-INF, -0.0, -INF]),
    ([-INF, 3, 3], [0.0, 0.5, 0.5], [-INF, -math.log(2), -math.log(2)]),
    ([7.5], [1], [-0.0]), ([-0.0], [1], [-0.0]), ([0.0, -0.0], [0.5, 0.5], [-math.log(2)] * 2),
    ([3e38, 3e38], [0.5, 0.5], [-math.log(2)] * 2), ([-3e38, -3e38], [0.5, 0.5], [-math.log(2)] * 2),
    ([1e30, -1e30], [1, 0.0], [-0.0, -2e30]),
    ([-(2.0**99), -(2.0**101)], [1, 0.0], [-0.0, -3 * 2.0**99]),
    ([2000, 0], [1, 0.0], [-0.0, -2000]), ([0, -2000], [1, 0.0], [-0.0, -2000]),
]


@pytest.mark.parametrize(("row", "softmax", "log_softmax"), SOFTMAX, ids=str)
def test_special_rows(target, dtype, row, softmax, log_softmax):
    for repeats in (1, 20):  # in a group with others, too
        x = np.repeat(np.array([row], dtype), repeats, axis=0)
        with np.errstate(over="ignore"):
            expected = [np.repeat(np.array([y], dtype), repeats, axis=0) for y in (softmax, log_softmax)]
        assert_same_bits(target.softmax(x), expected[0])
        assert_same_bits(target.log_softmax(x), expected[1])


def test_a_difference_that_overflows_is_infinite(target, dtype):
    largest = np.finfo(dtype).max
    x = np.array([[largest, -largest, 0]], dtype)
    assert_same_bits(target.softmax(x), np.array([[1, 0, 0]], dtype))
    assert_same_bits(target.log_softmax(x), np.array([[-0.0, -INF, -largest]], dtype))


def test_the_difference_to_the_log_sum_rounds_once_on_either_side(target, dtype):
    """Where no element of some rows is beyond its row's log-sum, a shorter difference is as good."""
    rng = np.random.default_rng(5)
    for low in (-3, -30):
        rows = rng.uniform(low, 3, (33, 70)).astype(dtype)
        rows[5] -= 20
        results = target.log_softmax(rows)
        assert row_errors("log_softmax", results, row_reference("log_softmax", rows), rows).max() <= 0.55
        for row, result in zip(rows, results, strict=True):
            assert_same_bits(target.log_softmax(row), result)


def test_one_bad_element_anywhere_spoils_its_row_alone(target, dtype):
    for length, bad in itertools.product((1, 5, 16, 40, 300), (NAN, INF)):
        for at in {0, length // 2, length - 1}:
            x = np.zeros((5, length), dtype)
            x[2, at] = bad
            for result in (target.softmax(x), target.log_softmax(x)):
                assert np.isnan(result[2]).all()
                assert np.isfinite(result[[0, 1, 3, 4]]).all()


def test_nothing_is_lost_far_from_zero_and_where_a_class_is_sure(target, dtype):
    """x - max is not rounded, and log_softmax near 0 has all its digits."""
    third = dtype.type(1 / 3)
    for x in ([10.3, third, -60.7], [0.001, -20.3, third], [third, -third * 50, -11.1]):
        x = np.array(x, dtype)
        for name in ("softmax", "log_softmax"):
            errors = row_errors(name, getattr(target, name)(x), row_reference(name, x))
            assert errors.max() <= 0.75
    sure = target.log_softmax(np.array([60, 0, 1], dtype))[0]
    assert sure == pytest.approx(-np.exp(-60.0) * (1 + np.e), rel=1e-6)


def test_rows_within_the_band_of_the_shorter_way_and_at_its_border(target, dtype):
    """Rows with no element beyond 32 (256) need no shift; each goes its way, whatever its neighbours."""
    border = dtype.type(32 if dtype == np.float32 else 256)
    for length in (5, 16, 32, 64, 256, 257, 1000, 9000):
        inside = np.linspace(-border, border, length, dtype=dtype)
        beyond = np.nextafter(border, dtype.type(np.inf))
        rows = np.array([inside, inside[::-1], inside / 40, np.where(inside == border, beyond, inside),
                         np.where(inside == -border, -beyond, inside), inside * 2, -abs(inside)])
        for name in ("softmax", "log_softmax"):
            results = getattr(target, name)(rows)
            errors = row_errors(name, results, row_reference(name, rows), rows)
            assert errors.max() <= ROWS[name]["max_ulp"][dtype.name]
            for row, result in zip(rows, results, strict=True):
                assert_same_bits(getattr(target, name)(row), result)


def test_close_rows_and_others_go_their_ways_in_any_order(target, dtype):
    """
    Close rows need no largest element, if the rows before were such.

    A row alone, the first of a call, is not expected to be one.
    """
    border = dtype.type(CLOSE[dtype.name])
    rng = np.random.default_rng(3)
    for length in (7, 64, 100, 257, 1024, 8193):
        rows = rng.uniform(-border, border, (60 if length < 1024 else 7, length)).astype(dtype)
        rows[:, 0] = rng.choice([-border, border], len(rows))
        for value in (0, np.nextafter(border, dtype.type(INF)), -40, INF, NAN):
            rows[rng.integers(len(rows)), length // 2] = value
            results = target.softmax(rows)
            assert_same_bits(results, np.array([target.softmax(row) for row in rows]))
            assert_same_bits(target.softmax(rows[::-1])[::-1], results)
            copy = rows.copy()
            assert_same_bits(target.softmax(copy, out=copy), results)
            finite = np.isfinite(results).all(axis=1)
            errors = row_errors("softmax", results[finite], row_reference("softmax", rows[finite]))
            assert errors.max() <= ROWS["softmax"]["max_ulp"][dtype.name]


def test_sums_of_close_rows(target, dtype):
    """Sums whose parts repeat themselves, so that their errors would add up."""
    border = dtype.type(CLOSE[dtype.name])
    rng = np.random.default_rng(4)
    for length in (64, 256, 1024, 8192):
        for low, high in ((-border, border), (-border, 1 - border), (border - 1, border), (-1, 1)):
            count = max(1, 4096 // length)
            four = rng.uniform(low, high, (count, 4)).astype(dtype)
            even = rng.uniform(low, high, (count, 1)).astype(dtype)
            rows = np.concatenate([np.tile(np.repeat(four, 16, axis=1), length // 64),
                                   np.repeat(even, length, axis=1),
                                   np.tile(np.linspace(low, high, length, dtype=dtype), (2, 1))])
            rows = np.concatenate([rows, rows])  # the second half is expected to be close
            errors = row_errors("softmax", target.softmax(rows), row_reference("softmax", rows))
            assert errors.max() <= ROWS["softmax"]["max_ulp"][dtype.name]


def test_short_rows_whose_parts_do_not_add_up_exactly(target, dtype):
    """Beside rows whose parts do."""
    rng = np.random.default_rng(6)
    for length in (3, 5, 10, 15, 16, 20):
        rows = (CLOSE[dtype.name] - rng.uniform(0, 0.2, (40, length))).astype(dtype)
        rows[::3] = rng.uniform(-1, 1, (14, length))
        results = target.softmax(rows)
        assert_same_bits(results, rs.targets["scalar"].softmax(rows))
        errors = row_errors("softmax", results, row_reference("softmax", rows))
        assert errors.max() <= ROWS["softmax"]["max_ulp"][dtype.name]


@pytest.mark.parametrize("length", [8192, 8193, 1_000_003])
def test_sums_of_long_rows_are_exact(target, dtype, length):
    """Many equal elements, and many that a plain sum would lose beside the first."""
    even = target.softmax(np.full(length, 0.3, dtype))
    assert (even == even[0]).all()
    assert abs(even[0] * length - 1) <= np.finfo(dtype).eps
    x = np.full(length, -20, dtype)
    x[length // 3] = 0
    others = np.array(length - 1, np.longdouble) * np.exp(np.longdouble(-20))
    results = target.softmax(x)[[0, length // 3]]
    right = np.array([np.exp(np.longdouble(-20)), 1]) / (1 + others)
    assert ulp_errors(results, right).max() <= ROWS["softmax"]["max_ulp"][dtype.name]
    loss = target.softmax_cross_entropy(x[None], length // 3)
    assert ulp_errors(loss, np.log1p(others)[None]).max() <= 1


def test_an_infinite_gradient_gives_nan_but_a_huge_one_does_not(target, dtype):
    y = np.array([[0.25, 0.75]], dtype)
    for bad in (INF, -INF, NAN):
        g = np.array([[bad, 1]], dtype)
        assert np.isnan(target.softmax_backward_from_output(g, y)).all()
        assert np.isnan(target.log_softmax_backward_from_output(g, np.log(y))).all()
    largest = np.finfo(dtype).max
    g = np.array([[largest, 0], [1, 0]], dtype)
    expected = np.array([[largest * 0.1875, -largest * 0.1875], [0.1875, -0.1875]], dtype)
    np.testing.assert_array_max_ulp(target.softmax_backward_from_output(g, y), expected, 2)


def test_the_gradient_of_softmax_is_its_formula_for_any_output(target, dtype):
    """Negative numbers too, which softmax never gives; a zero has the sign of the product."""
    y, g = np.array([[[-1, 2, 0, -0.0, 0]], [[3, 1, 5, 5, -9]]], dtype)
    expected = y * (g - -1)  # the sum of the products
    gradient = target.softmax_backward_from_output(g, y)
    np.testing.assert_array_equal(gradient, expected)
    np.testing.assert_array_equal(np.signbit(gradient), np.signbit(expected))


def test_gradients_of_a_sure_row(target, dtype):
    """No rounding of 1 - p: the gradient at the label is minus the others' share."""
    logits = np.array([[40, 0, 1]], dtype)
    gradient = target.softmax_cross_entropy_backward(dtype.type(1), logits, 0)
    assert gradient[0, 0] == pytest.approx(-np.exp(-40.0) * (1 + np.e), rel=1e-6)
    absent = target.softmax_cross_entropy_backward(dtype.type(1e30), np.array([0, -INF, 0], dtype), 0)
    assert absent[1] == 0
    assert target.softmax_cross_entropy(np.array([0, -INF], dtype), 1) == INF
    # One class: there is nothing to learn.
    one = np.array([[3.5]], dtype)
    assert target.softmax_cross_entropy(one, 0)[0] == 0
    assert target.softmax_cross_entropy_backward(dtype.type(5), one, 0)[0, 0] == 0
    assert target.log_softmax_backward_from_output(one, np.zeros_like(one))[0, 0] == 0
