"""The shortest way to an operation, past NumPy's dispatch: plain arrays, numbers, the ufunc's bits."""

import numpy as np
import pytest
from rows_support import ROWS, operands
from support import OPS, assert_same_bits, make_operands

import relu_simd as rs

DIRECT = rs.ufuncs._DIRECT
SHAPES = {name: (OPS | ROWS)[name]["shape"] for name in DIRECT}
INPUTS = {name: shape.split("_")[0] for name, shape in SHAPES.items()}


def each(function, args):
    """The function of each array among the operands; the numbers as they are."""
    return [function(values) if isinstance(values, np.ndarray) else values for values in args]


@pytest.fixture(params=list(DIRECT))
def name(request):
    return request.param


@pytest.fixture
def direct(name):
    return DIRECT[name]


@pytest.fixture
def args(name, dtype):
    """Operands of three dimensions, and of the rows, and the parameters."""
    if name in OPS:
        data, parameters = make_operands(name, dtype, 3 * 4 * 24)
        return [*(values.reshape(3, 4, 24) for values in data), *parameters]
    return [values.reshape(3, 4, *values.shape[1:]).copy() for values in operands(name, dtype, 24, 12)]


def arrays_like_the_result(name, args):
    return [i for i, letter in enumerate(INPUTS[name]) if letter == SHAPES[name][-1] == "v"]


def test_every_operation_with_a_float_result_has_it(name):
    assert set(DIRECT) == {name for name, op in (OPS | ROWS).items() if "m" not in op["shape"]}
    assert name in SHAPES


def test_the_result_is_the_ufuncs(name, direct, args):
    expected = getattr(rs.ufuncs, name)(*args)
    out = np.zeros_like(expected)
    assert_same_bits(direct(None, *args), expected)
    assert direct(out, *args) is out
    assert_same_bits(out, expected)
    assert_same_bits(direct(None, *each(lambda values: values[0], args)), expected[0])


def test_in_place(name, direct, args):
    expected = getattr(rs.ufuncs, name)(*args)
    for i in arrays_like_the_result(name, args):
        same = each(np.copy, args)
        assert direct(same[i], *same) is same[i]
        assert_same_bits(same[i], expected)


def test_many_elements(name, direct, args):
    """Those for which the lock of Python is given up."""
    larger = each(lambda values: np.concatenate([values] * 200), args)
    assert_same_bits(direct(None, *larger), getattr(rs.ufuncs, name)(*larger))


def test_other_arrays_are_left_to_numpy(name, direct, args, dtype):
    other_dtype = np.float32 if dtype == np.float64 else np.float64
    frozen = np.zeros_like(getattr(rs.ufuncs, name)(*args))
    frozen.flags.writeable = False
    others = INPUTS[name].replace("p", "")[1:]  # that an array has to fit
    for i, values in enumerate(args):
        if not isinstance(values, np.ndarray):
            continue
        unaligned = np.zeros(values.nbytes + 1, np.uint8)[1:].view(values.dtype).reshape(values.shape)
        unfit = [values[..., ::-1], np.asfortranarray(values), values.view(np.ma.MaskedArray), unaligned,
                 values.astype(values.dtype.newbyteorder()), values.tolist(), values[..., :0], None]
        if others:
            unfit += [values[:2], values[None]]
        if others not in ("", "l") or INPUTS[name][i] == "l":
            with np.errstate(all="ignore"):
                unfit.append(values.astype(other_dtype))
        for other in unfit:
            assert direct(None, *args[:i], other, *args[i + 1:]) is None
    for out in [frozen, frozen.astype(other_dtype), np.zeros_like(frozen)[:2], (np.zeros_like(frozen),),
                np.asfortranarray(frozen), frozen.tolist()]:
        assert direct(out, *args) is None
    assert (frozen == 0).all()


def test_a_result_without_dimensions_is_left_to_numpy(name, direct, args):
    """The ufunc gives a scalar, no array."""
    if name in ROWS and set(INPUTS[name]) == {"v"}:
        assert direct(None, *each(lambda values: values[0, 0], args)).shape == (24,)
        return
    index = (0, 0, 0) if name in OPS else (0, 0)
    assert direct(None, *each(lambda values: np.asarray(values[index]), args)) is None


def test_arrays_that_overlap_are_left_to_numpy(name, direct, args):
    for i in arrays_like_the_result(name, args):
        shared = np.zeros(args[i].size + 1, args[i].dtype)
        behind, ahead = (part.reshape(args[i].shape) for part in (shared[:-1], shared[1:]))
        for out, operand in ((behind, ahead), (ahead, behind)):
            operand[...] = args[i]
            assert direct(out, *args[:i], operand, *args[i + 1:]) is None
            assert_same_bits(operand, args[i])


@pytest.mark.parametrize("value", [0.1, -0.0, 3, np.inf, -np.inf, np.nan, 1e30, 1e-42, 2**24])
def test_numbers_become_what_numpy_makes_of_them(dtype, value):
    x = np.array([-2.5, -1.0, -1e-3, 7.0], dtype)
    assert_same_bits(DIRECT["prelu"](None, x, value), rs.ufuncs.prelu(x, value))
    assert_same_bits(DIRECT["prelu"](None, x, value), np.where(x > 0, x, x * dtype.type(value)))


@pytest.mark.parametrize("value", [np.float64(0.1), np.float32(0.1), True, 2**24 + 1, 2**70, "0.1", None,
                                   np.array(0.1), np.full(4, 0.1, "f"), 0.1j])
def test_other_parameters_are_left_to_numpy(dtype, value):
    x = np.array([-2.5, -1.0, -1e-3, 7.0], dtype)
    assert DIRECT["prelu"](None, x, value) is None


def test_a_number_that_overflows_is_left_to_numpys_warning():
    x = np.array([-2.5], np.float32)
    assert DIRECT["prelu"](None, x, 1e39) is None
    assert DIRECT["prelu"](None, x.astype(np.float64), 1e39) is not None
    with pytest.warns(RuntimeWarning, match="overflow"):
        rs.leaky_relu(x, 1e39)


@pytest.mark.parametrize("wrong", [-1, 24, 2**62])
def test_wrong_labels_are_left_to_the_check(dtype, wrong):
    logits, labels = operands("softmax_cross_entropy", dtype, 24, 12)
    labels = labels.copy()
    labels[7] = wrong
    out = np.zeros(12, dtype)
    assert DIRECT["softmax_cross_entropy"](out, logits, labels) is None
    assert (out == 0).all()
    with pytest.raises(ValueError, match=rf"label {wrong} \(at index 7\) is none of the 24 classes"):
        rs.softmax_cross_entropy(logits, labels)


def test_a_number_for_the_gradient_of_a_loss(dtype):
    _, logits, labels = operands("softmax_cross_entropy_backward", dtype, 24, 12)
    expected = rs.ufuncs.softmax_cross_entropy_backward(0.125, logits, labels)
    assert_same_bits(DIRECT["softmax_cross_entropy_backward"](None, 0.125, logits, labels), expected)
    assert_same_bits(rs.softmax_cross_entropy_backward(0.125, logits, labels), expected)


@pytest.mark.parametrize("name", list(ROWS))
def test_the_last_axis_by_either_number(name, args):
    expected = getattr(rs.ufuncs, name)(*args)
    for axis in (-1, 2, np.int64(2)):
        assert_same_bits(getattr(rs, name)(*args, axis=axis), expected)
