"""Results that are stored past the caches: the same bits, and not a byte elsewhere."""

import sys

import numpy as np
import pytest
from support import assert_overlaps_right, assert_same_bits, make_operands, run_python

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


def test_the_threshold_follows_the_cache_and_the_environment(monkeypatch):
    monkeypatch.delenv("RELU_SIMD_CACHE_SIZE", raising=False)
    sizes = cache_sizes()
    assert stream_from() == (max(sizes.values()) // 2 if sizes else None)
    monkeypatch.setenv("RELU_SIMD_CACHE_SIZE", "4096")
    assert stream_from() == 2048
    monkeypatch.setenv("RELU_SIMD_CACHE_SIZE", "9" * 40)
    assert stream_from() == sys.maxsize
    monkeypatch.setenv("RELU_SIMD_CACHE_SIZE", "0")
    assert stream_from() is None


def test_a_machine_that_hides_a_size(monkeypatch, tmp_path):
    """Linux has no file for what the hardware does not tell."""
    for index, size in enumerate(["48K", None, "32M"]):
        folder = tmp_path / f"index{index}"
        folder.mkdir()
        (folder / "type").write_text("Data\n")
        (folder / "level").write_text(f"{index + 1}\n")
        if size:
            (folder / "size").write_text(f"{size}\n")
    monkeypatch.setattr(_caches, "_CACHES", tmp_path)
    assert cache_sizes() == {"L1": 48 << 10, "L3": 32 << 20}
    monkeypatch.setattr(_caches, "_CACHES", tmp_path / "none")
    monkeypatch.delenv("RELU_SIMD_CACHE_SIZE", raising=False)
    assert cache_sizes() == {}
    assert stream_from() is None


def test_a_wrong_size_in_the_environment_is_an_import_error():
    result = run_python("import relu_simd", RELU_SIMD_CACHE_SIZE="32M")
    assert "ImportError: RELU_SIMD_CACHE_SIZE='32M' is not a number of bytes" in result.stderr


def test_large_arrays_stream_by_default(dtype):
    """Through the public function and the machine's own threshold."""
    count = (stream_from() or 1 << 20) // dtype.itemsize
    x = np.linspace(-1, 1, count, dtype=dtype)
    np.testing.assert_array_equal(rs.relu(x), np.maximum(x, 0))
