"""The operations on rows as generalized ufuncs: dtypes, errors, memory, environment."""

import copy
import pickle
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from rows_support import ROWS, is_row, operands
from support import assert_same_bits
from test_environment import ALL_FLAGS, ROUNDINGS, Environment, libm, run_in
from test_guard_pages import PAGE, READ, READ_WRITE, Guarded
from test_ufunc import REJECTED

import relu_simd as rs
from relu_simd import _docs_rows
from relu_simd._baselines_rows import ROW_BASELINES, RowScratch, ordinary_rows
from relu_simd._reference_rows import ROW_REFERENCE

LABELLED = [name for name, op in ROWS.items() if "l" in op["shape"]]


@pytest.fixture(params=list(ROWS))
def name(request):
    return request.param


def test_every_operation_is_in_every_list(name):
    ufunc = getattr(rs.ufuncs, name)
    assert isinstance(ufunc, np.ufunc)
    letters = {"v": "(n)", "s": "()", "l": "()"}
    inputs, result = ROWS[name]["shape"].split("_")
    assert ufunc.signature == ",".join(letters[i] for i in inputs) + "->" + letters[result]
    assert [kind[-1] for kind in ufunc.types] == ["f", "d"]
    assert name in rs.__all__
    for names in (ROW_REFERENCE, ROW_BASELINES, _docs_rows.ROWS):
        assert set(names) == set(ROWS)
    with pytest.raises(ValueError, match="no docstring for the operation 'nonsense'"):
        _docs_rows.row_docstring("nonsense", {"shape": "v_v", "max_ulp": {}})


def test_the_function_is_the_ufunc_with_an_axis_and_out(name):
    args = operands(name, np.float32, 12, 12)
    function, ufunc = getattr(rs, name), getattr(rs.ufuncs, name)
    expected = ufunc(*args)
    assert_same_bits(function(*args), expected)
    out = np.zeros_like(expected)
    assert function(*args, out=out) is out
    assert_same_bits(out, expected)
    turned = [array.T if is_row(name, i) else array for i, array in enumerate(args)]
    assert_same_bits(function(*turned, 0), expected.T)
    assert_same_bits(function(*turned, axis=-2), expected.T)
    assert function(*args, dtype=np.float64).dtype == np.float64
    narrow = np.zeros(expected.shape, np.float32)
    with pytest.raises(TypeError, match="Cannot cast"):
        function(*args, out=narrow, dtype=np.float64, casting="no")
    with pytest.raises(TypeError, match="unexpected keyword"):
        function(*args, nonsense=1)


def test_pickling_and_copying(target, name):
    ufunc = getattr(target, name)
    assert pickle.loads(pickle.dumps(ufunc)) is ufunc
    assert copy.deepcopy(ufunc) is ufunc
    assert b"relu_simd.ufuncs" in pickle.dumps(getattr(rs.ufuncs, name))
    assert pickle.loads(pickle.dumps(getattr(rs.ufuncs, name))) is getattr(rs.ufuncs, name)
    assert pickle.loads(pickle.dumps(getattr(rs, name))) is getattr(rs, name)


@pytest.mark.parametrize(("given", "result"), [
    ("float16", "float32"), ("int8", "float32"), ("uint16", "float32"), ("bool", "float32"),
    ("int32", "float64"), ("int64", "float64"), (">f4", "float32"), ("float64", "float64")])
def test_other_real_dtypes_are_cast_safely(name, given, result):
    args = ordinary_rows(name, ROWS[name]["shape"], np.float32, 4, 5)
    shape = ROWS[name]["shape"]
    given_args = [array if letter == "l" else array.astype(given)
                  for letter, array in zip(shape, args, strict=False)]
    wide = [array if letter == "l" else array.astype(result)
            for letter, array in zip(shape, given_args, strict=False)]
    assert getattr(rs, name)(*given_args).dtype == result
    assert_same_bits(getattr(rs, name)(*given_args), getattr(rs, name)(*wide))


@pytest.mark.parametrize("rejected", REJECTED, ids=str)
def test_a_dtype_without_a_loop_is_a_type_error_that_names_it(target, name, rejected):
    args = operands(name, np.float32, 3, 2)
    bad = np.zeros((2, 3), rejected)
    its_name = bad.dtype.type.__name__.rstrip("_")
    for i in range(len(args)):
        if is_row(name, i):
            with pytest.raises(TypeError, match=f"ufunc '{name}' .* dtype {its_name}"):
                getattr(target, name)(*args[:i], bad, *args[i + 1:])


@pytest.mark.parametrize("function", LABELLED)
@pytest.mark.parametrize("labels", ["int8", "uint8", "int32", "uint64", "list", "broadcast", "scalar"])
def test_labels_of_every_integer_dtype_and_shape(function, labels):
    args = operands(function, np.float32, 7, 6)
    given = args[-1] if labels not in ("broadcast", "scalar") else np.array([3])
    expected = getattr(rs.ufuncs, function)(*args[:-1], given)
    forms = {"list": given.tolist, "scalar": lambda: 3, "broadcast": lambda: given}
    given = forms.get(labels, lambda: given.astype(labels))()
    assert_same_bits(getattr(rs, function)(*args[:-1], given), expected)


@pytest.mark.parametrize("function", LABELLED)
@pytest.mark.parametrize(("labels", "named"), [
    ([0, 1, 7, 2], r"label 7 \(at index 2\) is none of the 7 classes"),
    ([0, -1, 9, 2], r"label -1 \(at index 1\) is none of the 7 classes"),
    (7, "label 7 is none of the 7 classes"),
    (np.array([[0], [8]]), r"label 8 \(at index \(1, 0\)\)"),
    (np.array([2**64 - 1] * 4, np.uint64), "label 18446744073709551615")], ids=str)
def test_a_label_out_of_range_is_named_before_anything_is_written(function, labels, named):
    args = operands(function, np.float32, 7, 4)
    out = np.full(np.broadcast_shapes(np.shape(labels), (4,)), 7, np.float32)
    if is_row(function, -1):
        out = np.full((*out.shape, 7), 7, np.float32)
    with pytest.raises(ValueError, match=named):
        getattr(rs, function)(*args[:-1], labels, out=out)
    assert (out == 7).all()


@pytest.mark.parametrize("function", LABELLED)
def test_labels_that_are_no_integers_and_axes_that_are_none(function):
    args = operands(function, np.float32, 7, 4)
    for labels in ([0.0] * 4, [True] * 4, ["a"] * 4, [None] * 4, [1j] * 4):
        with pytest.raises(TypeError, match="labels must be integers, not"):
            getattr(rs, function)(*args[:-1], labels)
    with pytest.raises(TypeError, match=r"takes labels as input .* not float64"):
        getattr(rs.ufuncs, function)(*args[:-1], np.zeros(4))
    with pytest.raises(np.exceptions.AxisError):
        getattr(rs, function)(*args, axis=2)
    with pytest.raises(ValueError, match="no classes: logits of shape"):
        getattr(rs, function)(*args[:-2], np.zeros((4, 0)), args[-1])
    with pytest.raises(ValueError, match="broadcast"):
        getattr(rs, function)(*args[:-1], [0, 1, 2])


@pytest.mark.parametrize("function", LABELLED)
def test_the_ufunc_gives_nan_for_a_label_out_of_range(target, dtype, function):
    args = operands(function, dtype, 7, 5)
    labels = np.array([0, 7, -1, 2**62, -2**63])
    result = getattr(target, function)(*args[:-1], labels)
    assert np.isnan(result[1:]).all()
    assert_same_bits(result[:1], getattr(target, function)(*(array[:1] for array in args[:-1]), [0]))


def test_empty_rows_and_no_rows(target, name, dtype):
    ufunc = getattr(target, name)
    for rows, length in ((3, 0), (0, 4), (0, 0)):
        parts = {"v": np.zeros((rows, length), dtype), "s": np.zeros(rows, dtype),
                 "l": np.zeros(rows, int)}
        result = ufunc(*(parts[letter] for letter in ROWS[name]["shape"].split("_")[0]))
        assert result.shape == ((rows, length) if is_row(name, -1) else (rows,))
        assert np.isnan(result).all()


def test_wrong_shapes_and_outs_are_errors_and_change_nothing(target, name):
    args = operands(name, np.float32, 5, 4)
    ufunc = getattr(target, name)
    result = np.full_like(ufunc(*args), 7)
    frozen = result.copy()
    frozen.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        ufunc(*args, out=frozen)
    with pytest.raises(ValueError, match=r"mismatch|broadcast"):
        ufunc(*args, out=result[..., :3])
    with pytest.raises(ValueError, match="dimension"):
        ufunc(*(array[0, 0] if is_row(name, i) else array[0] for i, array in enumerate(args)))
    assert (result == 7).all()


def test_in_place_and_overlapping(target, name, dtype):
    for length in (1, 10, 64, 300, 3000):
        args = operands(name, dtype, length, 9)
        ufunc = getattr(target, name)
        expected = ufunc(*args)
        for i, array in enumerate(args):
            if array.shape == expected.shape and array.dtype == expected.dtype:
                copies = [a.copy() for a in args]
                assert ufunc(*copies, out=copies[i]) is copies[i]
                assert_same_bits(copies[i], expected)
        if is_row(name, 0) and is_row(name, -1):
            memory = np.zeros((10, length + 1), dtype)
            memory[1:, 1:] = args[0]
            ufunc(memory[1:, 1:], *args[1:], out=memory[:-1, :-1])
            assert_same_bits(memory[:-1, :-1], expected)


@pytest.mark.parametrize("at_end", [True, False])
def test_nothing_beyond_the_array_is_touched(target, name, dtype, at_end):
    pages = [Guarded() for _ in range(4)]
    for length in (*range(1, 36), 63, 64, 65, 128, 250):
        rows = min(3, PAGE // (length * dtype.itemsize))
        args = operands(name, dtype, length, rows)
        expected = getattr(target, name)(*args)
        views = []
        for page, array in zip(pages, args, strict=False):
            view = page.array(array.size, array.dtype, at_end).reshape(array.shape)
            view[...] = array
            views.append(view)
        out = pages[3].array(expected.size, dtype, at_end).reshape(expected.shape)
        getattr(target, name)(*views, out=out)
        assert_same_bits(out, expected)
        square = min(length, 15)  # there are as many rows
        args = operands(name, dtype, square, square)
        turned = []
        for i, (page, array) in enumerate(zip(pages, args, strict=False)):
            view = page.array(array.size, array.dtype, at_end).reshape(array.shape)
            view[...] = array.T if is_row(name, i) else array
            turned.append(view)
        out = pages[3].array(square * square if is_row(name, -1) else square, dtype, at_end)
        out = out.reshape(square, -1) if is_row(name, -1) else out
        getattr(target, name)(*turned, out=out, axis=0)
        assert_same_bits(out.T if is_row(name, -1) else out, getattr(target, name)(*args))


def test_an_input_without_write_access_is_only_read(target, name, dtype):
    args = operands(name, dtype, 100, 3)
    page = Guarded()
    at = next(i for i in range(len(args)) if is_row(name, i))
    view = page.array(args[at].size, dtype, at_end=True).reshape(args[at].shape)
    view[...] = args[at]
    page.protect(1, READ)
    try:
        result = getattr(target, name)(*args[:at], view, *args[at + 1:])
        assert_same_bits(result, getattr(target, name)(*args))
    finally:
        page.protect(1, READ_WRITE)


@pytest.mark.parametrize("rounding", [*ROUNDINGS, "flush"])
def test_the_environment_changes_nothing_and_stays(target, name, dtype, rounding):
    args = operands(name, dtype, 100)
    expected = getattr(target, name)(*args)
    out = np.zeros_like(expected)
    prepare = (Environment.flush_subnormals if rounding == "flush"
               else lambda _: libm.fesetround(ROUNDINGS[rounding]))
    before, after = run_in(Environment(), prepare, getattr(target, name), args, out)
    assert_same_bits(out, expected)
    assert before == after


def test_no_flag_and_no_warning(target, name, dtype):
    for length in (1, 10, 100, 5000):
        args = operands(name, dtype, length)
        with np.errstate(all="raise"), warnings.catch_warnings():
            warnings.simplefilter("error")
            out = getattr(target, name)(*args)
            getattr(target, name)(*(array[::2] for array in args))
        with Environment():
            libm.feclearexcept(ALL_FLAGS)
            getattr(target, name)(*args, out=out)
            assert libm.fetestexcept(ALL_FLAGS) == 0


def test_threads_give_the_same_bits(target, name):
    args = operands(name, np.float32, 1000)
    ufunc = getattr(target, name)
    expected = ufunc(*args)
    with ThreadPoolExecutor(8) as pool:
        for result in pool.map(lambda _: ufunc(*args), range(40)):
            assert_same_bits(result, expected)


def test_subclasses_and_array_ufunc(name):
    class Recorder:
        def __array_ufunc__(self, ufunc, method, *inputs, **options):
            return ufunc, method, options

    inputs = ROWS[name]["shape"].split("_")[0]
    args = [Recorder() if letter == "v" else 0 for letter in inputs]
    ufunc, method, options = getattr(rs, name)(*args, axis=1)
    assert (ufunc, method, options["axis"]) == (getattr(rs.ufuncs, name), "__call__", 1)


def test_the_baselines_are_the_operations(name, dtype):
    args = ordinary_rows(name, ROWS[name]["shape"], dtype, 50, 30)
    expected = getattr(rs.ufuncs, name)(*args)
    out = np.zeros_like(expected)
    ROW_BASELINES[name](out, RowScratch(next(array for array in args if array.ndim == 2)), *args)
    np.testing.assert_allclose(out, expected, rtol=1e-3 if dtype == np.float32 else 1e-9, atol=1e-6)
