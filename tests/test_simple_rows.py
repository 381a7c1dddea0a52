"""The shortest way to an operation on rows, past NumPy's dispatch: simple arrays, the ufunc's bits."""

import numpy as np
import pytest
from rows_support import ROWS, operands
from support import assert_same_bits

import relu_simd as rs


@pytest.fixture(params=[name for name, op in ROWS.items() if set(op["shape"]) == {"v", "_"}])
def name(request):
    return request.param


@pytest.fixture
def simple(name):
    return rs.ufuncs._SIMPLE_ROWS[name]


@pytest.fixture
def args(name, dtype):
    return tuple(array.reshape(3, 4, 24).copy() for array in operands(name, dtype, 24, 12))


def test_the_result_is_the_ufuncs(name, simple, args):
    expected = getattr(rs.ufuncs, name)(*args)
    out = np.zeros_like(expected)
    assert_same_bits(simple(None, *args), expected)
    assert simple(out, *args) is out
    assert_same_bits(out, expected)
    assert_same_bits(simple(None, *(array[0, 0] for array in args)), expected[0, 0])


def test_in_place(name, simple, args):
    expected = getattr(rs.ufuncs, name)(*args)
    for i in range(len(args)):
        same = [array.copy() for array in args]
        assert simple(same[i], *same) is same[i]
        assert_same_bits(same[i], expected)


def test_other_arrays_are_left_to_numpy(simple, args, dtype):
    plain = np.zeros_like(args[0])
    frozen = plain.copy()
    frozen.flags.writeable = False
    unaligned = np.zeros(plain.nbytes + 1, np.uint8)[1:].view(dtype).reshape(plain.shape)
    others = [plain[..., ::-1], np.asfortranarray(plain), plain.view(np.ma.MaskedArray), unaligned,
              plain.view(dtype.newbyteorder()), plain.tolist()]
    of_other_dtype = plain.astype(np.float32 if dtype == np.float64 else np.float64)
    for other in others:
        assert simple(None, *args[1:], other) is None
    if len(args) > 1:
        assert simple(None, *args[1:], of_other_dtype) is None
    for other in [*others, of_other_dtype, frozen, plain[:2], (plain,)]:
        assert simple(other, *args) is None
    assert (frozen == 0).all()
    assert (plain == 0).all()
    for operand in (dtype.type(1), np.array(1, dtype), np.zeros((3, 0), dtype), np.arange(4)):
        assert simple(None, *[operand] * len(args)) is None


def test_arrays_that_overlap_are_left_to_numpy(name, simple, args):
    shared = np.zeros(args[0].size + 1, args[0].dtype)
    behind, ahead = (part.reshape(args[0].shape) for part in (shared[:-1], shared[1:]))
    for out, operand in ((behind, ahead), (ahead, behind)):
        operand[...] = args[-1]
        assert simple(out, *args[:-1], operand) is None
        assert_same_bits(operand, args[-1])
        expected = getattr(rs, name)(*args)
        assert_same_bits(getattr(rs, name)(*args[:-1], operand, out=out), expected)
