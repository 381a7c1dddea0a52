"""Results that are stored past the caches: the same bits, and not a byte elsewhere."""

import sys

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from rows_support import ROWS, operands
from support import assert_overlaps_right, assert_same_bits, make_operands, mixed, run_python

import relu_simd as rs
from relu_simd import _caches
from relu_simd._caches import cache_sizes, stream_from

NEVER = 1 << 60


@pytest.fixture
def streaming(target):
    """The target, with every call streaming that can."""
    target.set_limits(stream_from=1)
    yield target
    target.set_limits(stream_from=stream_from() or NEVER)


def test_every_length_and_offset(streaming, name, dtype):
    data, parameters = make_operands(name, dtype, 5000)
    ufunc = getattr(streaming, name)
    streaming.set_limits(stream_from=NEVER)
    expected = ufunc(*data, *parameters)
    streaming.set_limits(stream_from=1)
    for length in (1, 15, 16, 17, 511, 512, 1023, 1024, 1025, 1039, 2048, 3000, 4900):
        for offset in (0, 1, 5, 16):
            views = [values[offset:offset + length].copy() for values in data]
            buffer = np.full(5200, 77).astype(expected.dtype)
            out = buffer[100 + offset:100 + offset + length]
            ufunc(*views, *parameters, out=out)
            assert_same_bits(out, expected[offset:offset + length])
            assert (buffer[:100 + offset] == buffer[0]).all()
            assert (buffer[100 + offset + length:] == buffer[0]).all()


def test_in_place_and_shifted(streaming, dtype):
    assert_overlaps_right(streaming.relu, dtype, (1, 16, 1024))


@pytest.mark.parametrize("row_name", [name for name, op in ROWS.items() if op["shape"].endswith("v")])
@pytest.mark.parametrize("length", [1, 3, 16, 63, 64, 600, 2048, 2049, 6150])
def test_rows_of_every_length_and_offset(streaming, row_name, length, dtype):
    args = operands(row_name, dtype, length, 37)
    ufunc = getattr(streaming, row_name)
    streaming.set_limits(stream_from=NEVER)
    expected = ufunc(*args)
    streaming.set_limits(stream_from=1)
    for offset in (0, 1, 4, 15):
        buffer = np.full(expected.size + 64, 77, dtype)
        out = buffer[16 + offset:16 + offset + expected.size].reshape(expected.shape)
        ufunc(*args, out=out)
        assert_same_bits(out, expected)
        assert (buffer[:16 + offset] == 77).all()
        assert (buffer[16 + offset + expected.size:] == 77).all()
    in_place = args[ROWS[row_name]["shape"].index("v")].copy()
    inputs = [in_place if values.shape == in_place.shape else values for values in args]
    expected = ufunc(*(values.copy() for values in inputs))
    assert ufunc(*inputs, out=in_place) is in_place
    assert_same_bits(in_place, expected)


@pytest.mark.parametrize("row_name", [name for name, op in ROWS.items() if op["shape"] == "v_v"])
@pytest.mark.parametrize("length", [5, 500, 2100, 20000])
def test_rows_that_overlap(streaming, row_name, length, dtype):
    """Each begins at the second element of the one before: contiguous rows that are side by side too."""
    windows = sliding_window_view(mixed(dtype, length + 40), length)
    ufunc = getattr(streaming, row_name)
    assert_same_bits(ufunc(windows), ufunc(windows.copy()))


@pytest.fixture
def caches(monkeypatch, tmp_path):
    """Makes a machine with caches of these sizes; Linux leaves out what the hardware does not tell."""
    def make(*sizes):
        for index, size in enumerate(sizes):
            folder = tmp_path / f"index{index}"
            folder.mkdir()
            (folder / "type").write_text("Data\n")
            (folder / "level").write_text(f"{index + 1}\n")
            if size:
                (folder / "size").write_text(f"{size}\n")
        monkeypatch.setattr(_caches, "_CACHES", tmp_path if sizes else tmp_path / "none")
    monkeypatch.delenv("RELU_SIMD_CACHE_SIZE", raising=False)
    return make


@pytest.mark.parametrize(("sizes", "threshold"), [
    (("32K", "1M", "32M"), 16 << 20),
    (("48K", "2M", "300M"), 32 << 20),
    (("64K", "512K"), 256 << 10),
    (("32M",), 16 << 20),
    (("48K", None, "32M"), 16 << 20),
    (("48K", "0", "32M"), 16 << 20),
    (("0",), None),
    ((), None),
])
def test_the_threshold_follows_the_caches(caches, sizes, threshold):
    caches(*sizes)
    units = {"K": 1 << 10, "M": 1 << 20, "0": 0}
    assert cache_sizes() == {f"L{level}": int(size.rstrip("KM")) * units[size[-1]]
                             for level, size in enumerate(sizes, 1) if size}
    assert stream_from() == threshold


def test_the_threshold_follows_the_environment(monkeypatch):
    monkeypatch.setenv("RELU_SIMD_CACHE_SIZE", "4096")
    assert stream_from() == 2048
    monkeypatch.setenv("RELU_SIMD_CACHE_SIZE", "9" * 40)
    assert stream_from() == sys.maxsize
    monkeypatch.setenv("RELU_SIMD_CACHE_SIZE", "0")
    assert stream_from() is None


def test_a_wrong_size_in_the_environment_is_an_import_error():
    result = run_python("import relu_simd", RELU_SIMD_CACHE_SIZE="32M")
    assert "ImportError: RELU_SIMD_CACHE_SIZE='32M' is not a number of bytes" in result.stderr


def test_large_arrays_stream_by_default(dtype):
    """Through the public function and the machine's own threshold."""
    count = (stream_from() or 1 << 20) // dtype.itemsize
    x = np.linspace(-1, 1, count, dtype=dtype)
    np.testing.assert_array_equal(rs.relu(x), np.maximum(x, 0))
