"""Contract 6: no warning ever, and the floating-point environment of the caller is the caller's."""

import ctypes
import platform
import warnings

import numpy as np
import pytest
from support import assert_same_bits, make_operands, mixed

libm = ctypes.CDLL(None)
X86 = platform.machine() in ("x86_64", "AMD64")
ARM = platform.machine() in ("aarch64", "arm64")

# fenv.h of glibc: rounding modes, flags, and where fenv_t keeps the control and status words.
if X86:
    ROUNDINGS = {"down": 0x400, "up": 0x800, "zero": 0xC00}
    ALL_FLAGS = 0x3D
    FENV_WORDS, CONTROL, STATUS, FLUSH = 8, 7, 7, 0x8040
elif ARM:
    ROUNDINGS = {"up": 0x400000, "down": 0x800000, "zero": 0xC00000}
    ALL_FLAGS = 0x1F
    FENV_WORDS, CONTROL, STATUS, FLUSH = 2, 0, 1, 1 << 24
else:
    pytest.skip(f"the layout of fenv_t is not known for {platform.machine()}",
                allow_module_level=True)


class Environment:
    """The environment of this thread as words; put back on leaving."""

    def __enter__(self):
        self.saved = self.read()
        return self

    def __exit__(self, *_):
        libm.fesetenv(self.saved)

    @staticmethod
    def read():
        words = (ctypes.c_uint32 * FENV_WORDS)()
        libm.fegetenv(words)
        return words

    def flush_subnormals(self):
        words = self.read()
        words[CONTROL] |= FLUSH
        libm.fesetenv(words)

    def control_and_status(self):
        words = self.read()
        return words[CONTROL], words[STATUS]


def run_in(environment, prepare, ufunc, operands, out):
    """The call under a prepared environment; did it come back as it was?"""
    with environment:
        prepare(environment)
        before = environment.control_and_status()
        ufunc(*operands, out=out)
        return before, environment.control_and_status()


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_the_rounding_mode_changes_nothing_and_stays(target, name, dtype, rounding):
    data, parameters = make_operands(name, dtype, 1003)
    operands = [*data, *(np.array(p, dtype) for p in parameters)]
    expected = getattr(target, name)(*operands)
    out = np.zeros_like(expected)
    before, after = run_in(Environment(), lambda _: libm.fesetround(ROUNDINGS[rounding]),
                           getattr(target, name), operands, out)
    assert_same_bits(out, expected)
    assert before == after


def test_flushing_subnormals_changes_nothing_and_stays(target, name, dtype):
    data, parameters = make_operands(name, dtype, 1003)
    operands = [*data, *(np.array(p, dtype) for p in parameters)]
    expected = getattr(target, name)(*operands)
    out = np.zeros_like(expected)
    before, after = run_in(Environment(), Environment.flush_subnormals,
                           getattr(target, name), operands, out)
    assert_same_bits(out, expected)
    assert before == after


def test_the_environment_can_be_changed_at_all(dtype):
    """What the two tests above rest on: NumPy's own loops do follow it."""
    thirds = {}
    for rounding in ("up", "down"):
        with Environment():
            libm.fesetround(ROUNDINGS[rounding])
            thirds[rounding] = np.divide(dtype.type(1), np.array([3, 3], dtype))
    assert (thirds["up"] > thirds["down"]).all()


def test_no_flag_is_raised_or_cleared(target, name, dtype):
    data, parameters = make_operands(name, dtype, 1003)
    operands = [*data, *(np.array(p, dtype) for p in parameters)]
    out = np.zeros_like(getattr(target, name)(*operands))
    loop = getattr(target, name)
    # NumPy clears the flags before each ufunc call of its own accord, so ask for none raised.
    with Environment():
        libm.feclearexcept(ALL_FLAGS)
        loop(*operands, out=out)
        assert libm.fetestexcept(ALL_FLAGS) == 0


def test_no_warning_under_errstate_raise(target, name, dtype):
    data, parameters = make_operands(name, dtype, 5000)
    operands = [*data, *(np.array(p, dtype) for p in parameters)]
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        getattr(target, name)(*operands)
        getattr(target, name)(*(operand[::2] if operand.ndim else operand for operand in operands))
        getattr(target, name)(*(operand[:3] if operand.ndim else operand for operand in operands))


def test_subnormals_survive_the_import(dtype):
    least = np.finfo(dtype).smallest_subnormal
    assert np.add(np.array([least]), np.array([0], dtype))[0] == least
    assert mixed(dtype, 10).dtype == dtype
