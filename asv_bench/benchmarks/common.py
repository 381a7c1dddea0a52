"""What the benchmarks share: sizes, data, threads, and how they are timed."""

import time

import numpy as np

import relu_simd as rs
from relu_simd._reference import PARAMETERS

from .op_table import OPS, skip_unless_installed

try:
    from relu_simd._caches import cache_sizes
except ImportError:  # an older commit

    def cache_sizes():
        return {}


DTYPES = ["float32", "float64"]
SIZES = ["tiny", "L1", "L2", "last level", "memory"]
UNIT = "x NumPy's time"  # of the ratios
_USUAL_CACHES = {"L1": 32 << 10, "L2": 1 << 20, "L3": 32 << 20}  # of machines that do not tell
_TINY = 16
_BLOCK = 1 << 20


def elements(size, dtype):
    """How many make input and output fill half of a cache, or four times the last; a few if tiny."""
    if size == "tiny":
        return _TINY
    caches = cache_sizes() or _USUAL_CACHES
    last = max(caches.values())
    filled = {"last level": last // 2, "memory": 4 * last}.get(size) or caches.get(size, last) // 2
    return filled // (2 * np.dtype(dtype).itemsize)


def make_operands(op, dtype, count):
    """The operands in their order: N(0, 3) values, masks of such values, parameters."""
    skip_unless_installed(op)
    random = np.random.default_rng(12345)
    parameters = iter(PARAMETERS.get(op, ()))
    operands = []
    for letter in OPS[op].split("_")[0]:
        if letter == "p":
            operands.append(np.array(next(parameters), dtype))
        else:  # one block again and again: more random numbers take longer than what is measured
            block = 3 * random.standard_normal(min(count, _BLOCK), dtype)
            operands.append(np.resize(block > 0 if letter == "m" else block, count))
    return operands


def result_dtype(op, dtype):
    return np.dtype(bool if OPS[op].endswith("m") else dtype)


# Older commits have no threads of their own. ALL_THREADS is what relu_simd takes by itself.
HAS_THREADS = hasattr(rs, "set_num_threads")
ALL_THREADS = rs.get_num_threads() if HAS_THREADS else 1


def use_threads(threads):
    """All is measured on one thread, as NumPy runs, but where threads are what is measured."""
    if HAS_THREADS:
        rs.set_num_threads(ALL_THREADS if threads == "all" else threads)


def skip_without_threads():
    if not HAS_THREADS:
        raise NotImplementedError("no threads at this commit")


def median_ratio(ours, theirs, prepare=lambda: None, seconds=0.4, fewest=5, most=25):
    """The time of ours over that of theirs: medians of rounds that take them in turns."""
    times = {ours: [], theirs: []}
    start = time.perf_counter()
    for done in range(most):
        if done >= fewest and time.perf_counter() - start > seconds:
            break
        for function, values in times.items():
            prepare()
            before = time.perf_counter()
            function()
            values.append(time.perf_counter() - before)
    return round(float(np.median(times[ours]) / np.median(times[theirs])), 4)


class Timed:
    """
    A sample is one run of the function, since asv restores the data only between samples: a call, or
    the calls that make up 65,536 elements if that is more.
    """

    number = 1
    repeat = (5, 50, 0.15)
    warmup_time = 0.02
    rounds = 1
