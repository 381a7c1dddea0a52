"""Every public operation is a ufunc as NumPy's users know it."""

import copy
import math
import pickle

import numpy as np
import pytest
from support import OPS, assert_same_bits, make_operands

import relu_simd as rs
from relu_simd._functions import WITH_APPROXIMATE, WITH_DEFAULTS


def test_operations_are_ufuncs_and_the_functions_call_them(name):
    assert isinstance(getattr(rs.ufuncs, name), np.ufunc)
    assert name in rs.__all__
    if name in WITH_DEFAULTS:
        data, parameters = make_operands(name, np.float32, 50)
        function = getattr(rs, name)
        assert_same_bits(function(*data), getattr(rs.ufuncs, name)(*data, *parameters))
    elif name in WITH_APPROXIMATE:
        data, _ = make_operands(name, np.float32, 50)
        assert_same_bits(getattr(rs, name)(*data), getattr(rs.ufuncs, name)(*data))
    else:
        assert getattr(rs, name) is getattr(rs.ufuncs, name)


@pytest.mark.parametrize("function", WITH_DEFAULTS)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int8", "int64", "list", "scalar"])
def test_a_default_is_the_same_as_the_value(function, dtype):
    """To the bit and to the dtype: the default is weak, as a Python float is."""
    data, parameters = make_operands(function, np.float64, 20)
    data = [np.clip(np.nan_to_num(values), -9, 9) for values in data]
    if dtype == "list":
        data = [values.tolist() for values in data]
    elif dtype == "scalar":
        data = [np.float32(values[0]) for values in data]
    else:
        data = [values.astype(dtype) for values in data]
    assert_same_bits(getattr(rs, function)(*data), getattr(rs, function)(*data, *parameters))


@pytest.mark.parametrize("function", WITH_DEFAULTS)
def test_a_default_is_not_rounded_to_a_narrower_operand(function):
    """The loop's dtype counts, not that of one operand."""
    data, parameters = make_operands(function, np.float32, 20)
    data = [np.nan_to_num(values) for values in data]
    mixed = [data[0].astype(np.float64), *data[1:]]
    for operands, options in [(mixed, {}), (mixed[::-1], {}), (data, {"dtype": np.float64})]:
        assert_same_bits(getattr(rs, function)(*operands, **options),
                         getattr(rs, function)(*operands, *parameters, **options))


@pytest.mark.parametrize("function", WITH_DEFAULTS)
def test_every_form_of_out(function):
    data, parameters = make_operands(function, np.float32, 20)
    expected = getattr(rs.ufuncs, function)(*data, *parameters)
    out = np.zeros(20, np.float32)
    assert getattr(rs, function)(*data, out=(out,)) is out
    assert_same_bits(out, expected)
    masked = np.ma.zeros(20, np.float32)
    assert getattr(rs, function)(*data, out=masked) is masked
    assert_same_bits(getattr(rs, function)(*data, out=None), expected)


@pytest.mark.parametrize("function", WITH_DEFAULTS)
def test_functions_pass_out_where_casting_and_dtype_on(function):
    data, parameters = make_operands(function, np.float32, 50)
    data = [np.nan_to_num(values) for values in data]  # NumPy's cast warns of a signalling NaN
    ufunc, function = getattr(rs.ufuncs, function), getattr(rs, function)
    names = list(WITH_DEFAULTS[ufunc.__name__][1])
    keywords = dict(zip(names, parameters, strict=True))
    where = np.arange(50) % 3 == 0
    for options in ({}, {"where": where}, {"dtype": np.float64}, {"casting": "unsafe"}):
        out, expected = np.full((2, 50), 7, options.get("dtype", np.float32))
        result = function(*data, **keywords, out=out, **options)
        assert result is out
        ufunc(*data, *parameters, out=expected, **options)
        assert_same_bits(out, expected)
    with pytest.raises(TypeError, match="No loop matching the specified signature"):
        function(*data, dtype=np.int8)
    with pytest.raises(TypeError, match="Cannot cast"):
        function(*data, casting="no", out=np.zeros(50, np.float64), dtype=np.float32)
    with pytest.raises(TypeError, match="unexpected keyword"):
        function(*data, nonsense=1)


@pytest.mark.parametrize("name", WITH_APPROXIMATE)
@pytest.mark.parametrize("approximate", ["none", "tanh"])
def test_approximate_chooses_the_ufunc(name, approximate):
    """And passes out, where, casting and dtype on to it."""
    function = getattr(rs, name)
    ufunc = getattr(rs.ufuncs, {"none": name, "tanh": name.replace("gelu", "gelu_tanh")}[approximate])
    data, _ = make_operands(name, np.float32, 50)
    data = [np.nan_to_num(values) for values in data]  # NumPy's cast warns of a signalling NaN
    expected = ufunc(*data)
    assert_same_bits(function(*data, approximate), expected)
    for form in (lambda out: out, lambda out: (out,)):
        out = np.zeros(50, np.float32)
        assert function(*data, approximate, out=form(out)) is out
        assert_same_bits(out, expected)
    where = np.arange(50) % 3 == 0
    for options in ({"where": where}, {"dtype": np.float64}, {"casting": "unsafe"}):
        out, expected = np.full((2, 50), 7, options.get("dtype", np.float32))
        assert function(*data, approximate=approximate, out=out, **options) is out
        ufunc(*data, out=expected, **options)
        assert_same_bits(out, expected)
    with pytest.raises(TypeError, match=f"ufunc '{ufunc.__name__}' .* dtype complex128"):
        function(*data[1:], np.ones(50, complex), approximate)


@pytest.mark.parametrize("wrong", ["Tanh", "sigmoid", True, None, np.zeros(2)], ids=repr)
def test_an_unknown_approximation_is_refused_and_the_known_are_named(wrong):
    with pytest.raises(ValueError, match="approximate must be 'none' or 'tanh', not"):
        rs.gelu(np.zeros(2), wrong)
    with pytest.raises(ValueError, match="approximate must be 'none' or 'tanh', not"):
        rs.gelu_backward(np.zeros(2), np.zeros(2), approximate=wrong)


def test_where_leaves_the_rest_of_out(target, name, dtype):
    data, parameters = make_operands(name, dtype, 333)
    where = np.random.default_rng(0).random(333) < 0.5
    expected = getattr(target, name)(*data, *parameters)
    out = np.full(333, 1, expected.dtype)
    getattr(target, name)(*data, *parameters, out=out, where=where)
    assert_same_bits(out, np.where(where, expected, np.ones(1, expected.dtype)))


def test_a_python_float_is_weak(target):
    x = np.ones(3, np.float32)
    assert target.leaky_relu(x, 0.1).dtype == np.float32
    assert target.leaky_relu(x, np.float64(0.1)).dtype == np.float64
    assert target.leaky_relu(x, np.array([0.1])).dtype == np.float64
    assert target.leaky_relu(x, np.float32(0.1)).dtype == np.float32


@pytest.mark.parametrize(("given", "result"), [
    ("float16", "float32"), ("int8", "float32"), ("uint16", "float32"), ("bool", "float32"),
    ("int32", "float64"), ("int64", "float64"), ("float32", "float32"), ("float64", "float64")])
def test_other_real_dtypes_are_cast_safely(target, given, result):
    x = np.array([0, 1, 3]).astype(given)
    assert target.hardswish(x).dtype == result
    np.testing.assert_array_equal(target.hardswish(x), target.hardswish(x.astype(result)))


def test_dtype_argument_chooses_the_loop(target):
    x = np.array([-1.5, 2.5])
    assert target.relu(x, dtype=np.float32).dtype == np.float32
    assert target.relu(np.array([1, -1]), dtype=np.float32).dtype == np.float32
    assert target.relu(x, out=np.zeros(2, np.float32)).dtype == np.float32


REJECTED = [np.complex64, np.complex128, np.clongdouble, "S3", "U3", object, "datetime64[D]",
            "timedelta64[s]", "V4", np.longdouble]


@pytest.mark.parametrize("rejected", REJECTED, ids=str)
def test_a_dtype_without_a_loop_is_a_type_error_that_names_it(target, name, rejected):
    data, parameters = make_operands(name, np.float32, 2)
    bad = np.zeros(2, rejected)
    scalar_name = bad.dtype.type.__name__.rstrip("_")
    for i in range(len(data)):
        operands = [*data[:i], bad, *data[i + 1:], *parameters]
        with pytest.raises(TypeError, match=f"ufunc '{name}' .* dtype {scalar_name}"):
            getattr(target, name)(*operands)
    for i in range(len(parameters)):
        operands = [*data, *parameters[:i], bad, *parameters[i + 1:]]
        with pytest.raises(TypeError, match=f"ufunc '{name}' .* dtype {scalar_name}"):
            getattr(target, name)(*operands)


def test_python_scalars_without_a_loop_are_named_too(target):
    for bad, its_name in [(1j, "complex"), ("a", "str"), (None, "object"), (b"a", "bytes")]:
        with pytest.raises(TypeError, match=f"ufunc 'prelu' .* dtype {its_name}"):
            target.prelu(np.float32(1), bad)


def test_a_mask_must_be_bool(target):
    with pytest.raises(TypeError, match=r"'relu_backward_from_mask' .* mask .* bool, not float32"):
        target.relu_backward_from_mask(np.ones(2), np.ones(2, np.float32))


def test_wrong_shapes_and_outs_are_numpys_errors_and_change_nothing(target, name):
    data, parameters = make_operands(name, np.float32, 10)
    before = [values.copy() for values in data]
    ufunc = getattr(target, name)
    result = np.full(10, 1, ufunc(*data, *parameters).dtype)
    frozen = result.copy()
    frozen.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        ufunc(*data, *parameters, out=frozen)
    with pytest.raises(ValueError, match="broadcast"):
        ufunc(*data, *parameters, out=result[:3])
    if len(data) > 1:
        with pytest.raises(ValueError, match="broadcast"):
            ufunc(data[0], data[1][:3], *parameters)
    unsafe = np.ones(10, np.int8)
    if result.dtype != bool:
        with pytest.raises(TypeError, match="Cannot cast"):
            ufunc(*data, *parameters, out=unsafe)
        assert (unsafe == 1).all()
    with pytest.raises(TypeError, match="argument"):
        ufunc()
    assert (result == 1).all()
    assert (frozen == 1).all()
    for values, old in zip(data, before, strict=True):
        assert_same_bits(values, old)


def test_pickling_and_copying(target, name):
    """By name, and for the active target by the name that every machine has."""
    ufunc = getattr(target, name)
    assert pickle.loads(pickle.dumps(ufunc)) is ufunc
    assert copy.deepcopy(ufunc) is ufunc
    active = pickle.dumps(getattr(rs.ufuncs, name))
    assert b"relu_simd.ufuncs" in active
    assert pickle.loads(active) is getattr(rs.ufuncs, name)
    assert pickle.loads(pickle.dumps(getattr(rs, name))) is getattr(rs, name)


def test_subclasses_and_array_ufunc(target):
    masked = np.ma.masked_array([-1.0, 2.0, -3.0], mask=[False, True, False])
    result = target.relu(masked)
    assert isinstance(result, np.ma.MaskedArray)
    np.testing.assert_array_equal(result.mask, masked.mask)

    class Recorder:
        def __array_ufunc__(self, ufunc, method, *inputs, **options):
            return ufunc, method, options

    ufunc, method, options = target.relu(Recorder())
    assert (ufunc, method, options) == (target.relu, "__call__", {})
    assert rs.leaky_relu(Recorder())[0] is rs.ufuncs.leaky_relu
    assert rs.gelu(Recorder(), "tanh")[0] is rs.ufuncs.gelu_tanh


def test_names_types_and_signature(target, name):
    ufunc = getattr(target, name)
    shape = OPS[name]["shape"].split("_")[0]
    assert ufunc.__name__ == name
    assert (ufunc.nin, ufunc.nout, ufunc.identity) == (len(shape), 1, None)
    codes = [types[0] for types in ufunc.types]
    assert codes == sorted(codes, key="bBhHiIlLqQfd".index)
    assert codes[-2:] == ["f", "d"]


@pytest.mark.parametrize("weight_shape", [(), (5,), (4, 1), (1, 1), (3, 4, 5), (1, 4, 1)])
def test_gradient_of_the_weight_of_prelu(weight_shape):
    rng = np.random.default_rng(0)
    g, x = rng.normal(0, 1, (2, 3, 4, 5)).astype(np.float32)
    weight = np.full(weight_shape, 0.25, np.float32)
    gradient = rs.prelu_weight_gradient(g, x, weight)
    assert gradient.shape == weight.shape
    assert gradient.dtype == np.float32
    shares = np.where(x <= 0, g * x, 0)
    sums = {}
    for index in np.ndindex(3, 4, 5):
        at = tuple(i if n > 1 else 0 for i, n in
                   zip(index[3 - weight.ndim:], weight.shape, strict=True))
        sums.setdefault(at, []).append(float(shares[index]))
    for at, parts in sums.items():
        assert gradient[at] == np.float32(math.fsum(parts))


@pytest.mark.parametrize(("weight", "dtype"), [(0.25, "f4"), (np.float32(0.25), "f4"), ([0.25], "f8")])
def test_gradient_of_the_weight_has_the_dtype_of_prelu(weight, dtype):
    x = np.array([-1, 2], np.float32)
    assert rs.prelu(x, weight).dtype == dtype
    assert rs.prelu_weight_gradient(x, x, weight).dtype == dtype


def test_gradient_of_the_weight_warns_of_nothing_and_refuses_what_is_not_real():
    x = -np.ones(4, np.float32)
    with np.errstate(all="raise"):
        assert rs.prelu_weight_gradient(np.full(4, 3e38, np.float32), x, np.float32(1)) == -np.inf
        infinite = np.array([np.inf, -np.inf, 0, 0], np.float32)
        assert np.isnan(rs.prelu_weight_gradient(infinite, x, np.float32(1)))
    for weight in (1j, "a"):
        with pytest.raises(TypeError):
            rs.prelu_weight_gradient(x, x, weight)


def test_gradient_of_the_weight_rejects_a_weight_that_does_not_fit():
    with pytest.raises(ValueError, match=r"weight of shape \(2, 3\)"):
        rs.prelu_weight_gradient(np.ones(3), np.ones(3), np.ones((2, 3)))
