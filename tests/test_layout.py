"""Contract 5 and 7: length, offset, stride, alignment and layout change no bit and touch no other."""

import numpy as np
import pytest
from support import OPS, assert_same_bits, make_operands, placed, result_dtype

LENGTHS = [*range(68), 127, 128, 129, 200, 255, 256, 257, 511, 512, 513, 1000, 4099]
STEPS = [1, 2, 3, -1, -2]


def expected_results(target, name, dtype):
    """The results of one contiguous call, of which every other layout must give a part."""
    data, parameters = make_operands(name, dtype, max(LENGTHS))
    return data, parameters, getattr(target, name)(*data, *parameters)


def test_every_length_and_offset(target, name, dtype):
    data, parameters, expected = expected_results(target, name, dtype)
    ufunc = getattr(target, name)
    for length in LENGTHS:
        offset = length % 5
        views = [placed(values[:length], offset, 1) for values in data]
        buffer = np.full(length + 40, 77).astype(expected.dtype)
        out = buffer[20 - offset:20 - offset + length]
        assert ufunc(*views, *parameters, out=out) is out
        assert_same_bits(out, expected[:length])
        assert (buffer[:20 - offset] == buffer[0]).all()
        assert (buffer[20 - offset + length:] == buffer[0]).all()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("out_step", STEPS)
def test_every_stride(target, name, dtype, step, out_step):
    data, parameters, expected = expected_results(target, name, dtype)
    ufunc = getattr(target, name)
    for length in (1, 5, 67, 300, 1000):
        views = [placed(values[:length], 1, step) for values in data]
        out = placed(np.zeros(length, expected.dtype), 2, out_step)
        ufunc(*views, *parameters, out=out)
        assert_same_bits(out, expected[:length])


def test_operands_of_different_strides(target, name, dtype):
    data, parameters, expected = expected_results(target, name, dtype)
    views = [placed(values, i, (-2, 1, 3)[i]) for i, values in enumerate(data)]
    assert_same_bits(getattr(target, name)(*views, *parameters), expected)


def test_parameters_and_data_broadcast_alike(target, name, dtype):
    """One value, an array of it, a strided array of it: the same bits."""
    data, parameters, expected = expected_results(target, name, dtype)
    ufunc, count = getattr(target, name), len(data[0])
    full = [np.full(count, parameter, dtype) for parameter in parameters]
    strided = [placed(array, 0, 2) for array in full]
    assert_same_bits(ufunc(*data, *full), expected)
    assert_same_bits(ufunc(*data, *strided), expected)
    if len(data) > 1:
        first = np.full(count, data[0][0])
        assert_same_bits(ufunc(data[0][0], *data[1:], *parameters),
                         ufunc(first, *data[1:], *parameters))


def test_many_dimensions(target, name, dtype):
    data, parameters, expected = expected_results(target, name, dtype)
    ufunc = getattr(target, name)
    shape = (3, 5, 7, 9)
    cube = [values[:945].reshape(shape) for values in data]
    expected = expected[:945].reshape(shape)
    assert_same_bits(ufunc(*cube, *parameters), expected)
    turned = [values.transpose(3, 1, 0, 2) for values in cube]
    assert_same_bits(ufunc(*turned, *parameters), expected.transpose(3, 1, 0, 2))
    sliced = [values[::2, :, ::-1, 1:8] for values in cube]
    assert_same_bits(ufunc(*sliced, *parameters), expected[::2, :, ::-1, 1:8])
    fortran = [np.asfortranarray(values) for values in cube]
    assert_same_bits(ufunc(*fortran, *parameters), expected)


def test_unaligned_and_byte_swapped(target, name, dtype):
    data, parameters, expected = expected_results(target, name, dtype)
    unaligned = []
    for values in data:
        raw = np.zeros(values.nbytes + 1, np.uint8)
        raw[1:] = values.view(np.uint8)
        unaligned.append(raw[1:].view(values.dtype))
    assert_same_bits(getattr(target, name)(*unaligned, *parameters), expected)
    swapped = [values.astype(values.dtype.newbyteorder()) for values in data]
    result = getattr(target, name)(*swapped, *parameters)
    assert_same_bits(result.astype(result.dtype.newbyteorder("=")), expected)


def test_per_channel_parameters(target, dtype):
    """A slope per channel, last and in the middle, against one call per channel."""
    x = make_operands("prelu", dtype, 24 * 35)[0][0].reshape(4, 6, 35)
    slopes = np.linspace(0, 1, 6, dtype=dtype)
    expected = np.stack([target.prelu(x[:, c], slopes[c]) for c in range(6)], axis=1)
    assert_same_bits(target.prelu(x, slopes[:, None]), expected)
    last = np.ascontiguousarray(np.moveaxis(x, 1, -1))
    assert_same_bits(target.prelu(last, slopes), np.moveaxis(expected, 1, -1))


def test_empty_and_zero_dimensional(target, name, dtype):
    data, parameters = make_operands(name, dtype, 1)
    ufunc = getattr(target, name)
    empty = ufunc(*[values[:0].reshape(0, 3, 1)[..., 0] for values in data], *parameters)
    assert empty.shape == (0, 3)
    assert empty.dtype == result_dtype(name, dtype)
    scalar = ufunc(*[values.reshape(()) for values in data], *parameters)
    assert_same_bits(scalar, ufunc(*data, *parameters)[0])
    zero_dimensional = np.zeros((), result_dtype(name, dtype))
    ufunc(*[values[0] for values in data], *parameters, out=zero_dimensional)
    assert_same_bits(zero_dimensional[()], scalar)


def test_the_lists_here_cover_every_shape():
    shapes = {op["shape"] for op in OPS.values()}
    assert shapes == {"v_v", "v_m", "vp_v", "vpp_v", "vv_v", "vvp_v", "vvpp_v", "vm_v"}
