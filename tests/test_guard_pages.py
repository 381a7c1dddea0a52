"""Contract 7: never a byte read or written beyond an array, shown by pages without access."""

import ctypes
import mmap

import numpy as np
import pytest
from support import OPS, assert_same_bits, make_operands

PAGE = mmap.PAGESIZE
NO_ACCESS, READ, READ_WRITE = 0, 1, 3
libc = ctypes.CDLL(None, use_errno=True)


class Guarded:
    """One page of memory between two that nobody may touch."""

    def __init__(self):
        self._map = mmap.mmap(-1, 3 * PAGE)
        self._bytes = np.frombuffer(self._map, np.uint8)
        self.protect(0, NO_ACCESS)
        self.protect(2, NO_ACCESS)

    def protect(self, page, access):
        address = ctypes.c_void_p(self._bytes.ctypes.data + page * PAGE)
        if libc.mprotect(address, ctypes.c_size_t(PAGE), access):
            raise OSError(ctypes.get_errno(), "mprotect")

    def array(self, count, dtype, at_end):
        size = count * np.dtype(dtype).itemsize
        start = 2 * PAGE - size if at_end else PAGE
        return self._bytes[start:start + size].view(dtype)


@pytest.fixture(scope="module")
def pages():
    return [Guarded() for _ in range(3)]


@pytest.mark.parametrize("at_end", [True, False])
def test_nothing_beyond_the_array_is_touched(target, name, dtype, pages, at_end):
    ufunc = getattr(target, name)
    data, parameters = make_operands(name, dtype, 500)
    expected = ufunc(*data, *parameters)
    for count in (*range(1, 40), 63, 64, 65, 255, 256, 257, 500):
        views = []
        for page, values in zip(pages, data, strict=False):
            view = page.array(count, values.dtype, at_end)
            view[...] = values[:count]
            views.append(view)
        out = pages[2].array(count, expected.dtype, at_end)
        ufunc(*views, *parameters, out=out)
        assert_same_bits(out, expected[:count])
        if count % 3 == 0:
            thirds = [view[::3] for view in views]
            ufunc(*thirds, *parameters, out=out[::3])
            assert_same_bits(out[::3], expected[:count:3])


def test_an_input_without_write_access_is_only_read(target, name, dtype):
    data, parameters = make_operands(name, dtype, 300)
    expected = getattr(target, name)(*data, *parameters)
    page = Guarded()
    view = page.array(300, data[0].dtype, at_end=True)
    view[...] = data[0]
    page.protect(1, READ)
    try:
        assert_same_bits(getattr(target, name)(view, *data[1:], *parameters), expected)
    finally:
        page.protect(1, READ_WRITE)


def test_the_guard_itself_guards():
    """mprotect works here: a write to a protected page is refused by the kernel."""
    page = Guarded()
    page.protect(1, READ)
    with open("/dev/zero", "rb", buffering=0) as zeros, pytest.raises(OSError, match="Bad address"):
        zeros.readinto(page.array(8, np.uint8, at_end=False))
    page.protect(1, READ_WRITE)


def test_the_shapes_have_at_most_two_data_operands():
    assert max(op["shape"].split("_")[0].count("v") for op in OPS.values()) == 2
