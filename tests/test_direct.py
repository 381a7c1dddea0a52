"""The shortest way to an operation, past NumPy's dispatch: plain arrays, numbers, the ufunc's bits."""

import numpy as np
import pytest
from rows_support import ROWS, operands
from support import OPS, assert_same_bits, make_operands

import relu_simd as rs

SHAPES = {name: op["shape"] for name, op in (OPS | ROWS).items() if "m" not in op["shape"]}
INPUTS = {name: shape.split("_")[0] for name, shape in SHAPES.items()}


def each(function, args):
    """The function of each array among the operands; the numbers as they are."""
    return [function(values) if isinstance(values, np.ndarray) else values for values in args]


@pytest.fixture(params=list(SHAPES))
def name(request):
    return request.param


@pytest.fixture
def direct(target, name):
    return target.Direct(name)


@pytest.fixture
def args(name, dtype):
    """Operands of three dimensions, and of the rows, and the parameters."""
    if name in OPS:
        data, parameters = make_operands(name, dtype, 3 * 4 * 24)
        return [*(values.reshape(3, 4, 24) for values in data), *parameters]
    return [values.reshape(3, 4, *values.shape[1:]).copy() for values in operands(name, dtype, 24, 12)]


# The operations that can work in place.
like_an_input = pytest.mark.parametrize("name", [name for name in SHAPES if SHAPES[name].endswith("v")])


def arrays_like_the_result(name):
    return [i for i, letter in enumerate(INPUTS[name]) if letter == "v"]


def test_the_result_is_the_ufuncs(target, name, direct, args):
    expected = getattr(target, name)(*args)
    out = np.zeros_like(expected)
    assert_same_bits(direct(None, *args), expected)
    assert direct(out, *args) is out
    assert_same_bits(out, expected)
    assert_same_bits(direct(None, *each(lambda values: values[0], args)), expected[0])


@like_an_input
def test_in_place(target, name, direct, args):
    expected = getattr(target, name)(*args)
    for i in arrays_like_the_result(name):
        same = each(np.copy, args)
        assert direct(same[i], *same) is same[i]
        assert_same_bits(same[i], expected)


def test_many_elements(target, name, direct, args):
    """Those for which the lock of Python is given up."""
    larger = each(lambda values: np.concatenate([values] * 200), args)
    assert_same_bits(direct(None, *larger), getattr(target, name)(*larger))


def test_other_arrays_are_left_to_numpy(name, direct, args, dtype):
    other_dtype = np.float32 if dtype == np.float64 else np.float64
    frozen = np.zeros_like(getattr(rs.ufuncs, name)(*args))
    frozen.flags.writeable = False
    others = INPUTS[name].replace("p", "")[1:]  # that an array has to fit
    for i, values in enumerate(args):
        if not isinstance(values, np.ndarray):
            continue
        unaligned = np.zeros(values.nbytes + 1, np.uint8)[1:].view(values.dtype).reshape(values.shape)
        with_metadata = np.dtype(values.dtype, metadata={"unit": "m"})
        unfit = [values[..., ::-1], np.asfortranarray(values), values.view(np.ma.MaskedArray), unaligned,
                 values.astype(values.dtype.newbyteorder()), values.view(with_metadata), values.tolist(),
                 values[..., :0], np.zeros(values.shape, np.int16), values.flat[0], None]
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


def test_one_element_or_one_row(target, name, direct, args):
    """Where the ufunc gives a scalar, no array, NumPy has to take the call."""
    index = (0, 0, 0) if name in OPS else (0, 0)
    of_one = each(lambda values: np.asarray(values[index]), args)
    expected = getattr(target, name)(*of_one)
    if isinstance(expected, np.ndarray):
        assert_same_bits(direct(None, *of_one), expected)
    else:
        assert direct(None, *of_one) is None


@like_an_input
def test_arrays_that_overlap_are_left_to_numpy(target, name, direct, args):
    expected = getattr(target, name)(*args)
    for i in arrays_like_the_result(name):
        shared = np.zeros(args[i].size + 1, args[i].dtype)
        behind, ahead = (part.reshape(args[i].shape) for part in (shared[:-1], shared[1:]))
        for out, operand in ((behind, ahead), (ahead, behind)):
            operand[...] = args[i]
            assert direct(out, *args[:i], operand, *args[i + 1:]) is None
            assert_same_bits(operand, args[i])
            getattr(target, name)(*args[:i], operand, *args[i + 1:], out=out)
            assert_same_bits(out, expected)


@pytest.mark.parametrize("value", [0.1, -0.0, 3, np.inf, -np.inf, np.nan, 1e30, 1e-42, 2**24])
def test_numbers_become_what_numpy_makes_of_them(target, dtype, value):
    x = np.array([-2.5, -1.0, -1e-3, 7.0], dtype)
    result = target.Direct("prelu")(None, x, value)
    assert_same_bits(result, target.prelu(x, value))
    assert_same_bits(result, np.where(x > 0, x, x * dtype.type(value)))


@pytest.mark.parametrize("value", [np.float64(0.1), np.float32(0.1), True, 2**24 + 1, 2**70, "0.1", None,
                                   np.array(0.1), np.full(4, 0.1, "f"), 0.1j])
def test_other_parameters_are_left_to_numpy(target, dtype, value):
    x = np.array([-2.5, -1.0, -1e-3, 7.0], dtype)
    assert target.Direct("prelu")(None, x, value) is None


def test_a_number_that_overflows_is_left_to_numpys_warning(target):
    x = np.array([-2.5], np.float32)
    assert target.Direct("prelu")(None, x, 1e39) is None
    assert target.Direct("prelu")(None, x.astype(np.float64), 1e39) is not None
    with pytest.warns(RuntimeWarning, match="overflow"):
        rs.leaky_relu(x, 1e39)


@pytest.mark.parametrize("wrong", [-1, 24, 2**62])
def test_wrong_labels_are_left_to_the_check(target, dtype, wrong):
    logits, labels = operands("softmax_cross_entropy", dtype, 24, 12)
    labels = labels.copy()
    labels[7] = wrong
    out = np.zeros(12, dtype)
    assert target.Direct("softmax_cross_entropy")(out, logits, labels) is None
    assert (out == 0).all()
    with pytest.raises(ValueError, match=rf"label {wrong} \(at index 7\) is none of the 24 classes"):
        rs.softmax_cross_entropy(logits, labels)


def test_a_number_for_the_gradient_of_a_loss(target, dtype):
    _, logits, labels = operands("softmax_cross_entropy_backward", dtype, 24, 12)
    expected = target.softmax_cross_entropy_backward(0.125, logits, labels)
    direct = target.Direct("softmax_cross_entropy_backward")
    assert_same_bits(direct(None, 0.125, logits, labels), expected)
    assert_same_bits(rs.softmax_cross_entropy_backward(0.125, logits, labels), expected)


@pytest.mark.parametrize("name", list(ROWS))
def test_the_last_axis_by_either_number(name, args):
    expected = getattr(rs.ufuncs, name)(*args)
    for axis in (-1, 2, np.int64(2)):
        assert_same_bits(getattr(rs, name)(*args, axis=axis), expected)


@pytest.mark.parametrize("name", [name for name in ROWS if set(INPUTS[name]) == {"v"}])
def test_axes_that_no_ufunc_takes(name, args):
    for axis in (True, 1.0, None, "2", np.array([1, 1]), np.array([2])):
        with pytest.raises(TypeError):
            getattr(rs, name)(*args, axis=axis)


class Recorder:
    ndim = 1

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return options


@pytest.mark.parametrize(("function", "operands"), [
    (rs.leaky_relu, 1), (rs.elu_backward, 2), (rs.gelu, 1), (rs.softmax, 1),
    (rs.softmax_cross_entropy_backward, 3),
])
def test_foreign_operands_see_no_options_that_nobody_gave(function, operands):
    assert function(*[Recorder()] * operands) == {}


def test_labels_at_any_address(dtype):
    logits, labels = operands("softmax_cross_entropy", dtype, 24, 12)
    unaligned = np.zeros(labels.nbytes + 1, np.uint8)[1:].view(labels.dtype)
    unaligned[...] = labels
    expected = rs.softmax_cross_entropy(logits, labels)
    assert_same_bits(rs.softmax_cross_entropy(logits, unaligned), expected)
