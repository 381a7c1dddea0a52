"""
Judges results by tests/c/reference.c, over all float32 inputs or many float64 ones.

For the exhaustive tests and for tools/.
"""

import atexit
import ctypes
import os
import shutil
import subprocess
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from relu_simd._reference import PARAMETERS, interesting

SOURCE = Path(__file__).parent / "c" / "reference.c"
FLAGS = ["-std=gnu11", "-O2", "-ffp-contract=off", "-fno-math-errno", "-shared", "-fPIC"]
PIECE = 1 << 17  # its arrays stay in the caches
THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


class NoReferenceError(Exception):
    """Why the C reference cannot be had here."""


class Tally(ctypes.Structure):
    """struct tally of reference.c."""

    _fields_ = (("worst", ctypes.c_double), *((field, ctypes.c_int64) for field in (
        "worst_at", "not_nearest", "wrong_kinds", "wrong_kind_at", "wrong_zeros", "wrong_zero_at",
        "widened")))


@lru_cache(maxsize=1)
def c_reference():
    """The compiled reference; with libquadmath if that is there."""
    if np.finfo(np.longdouble).nmant <= np.finfo(np.float64).nmant:
        raise NoReferenceError("long double is no longer than double")
    compiler = os.environ.get("CC", "cc").split()
    if not shutil.which(compiler[0]):
        raise NoReferenceError(f"there is no C compiler {compiler[0]!r} (set CC)")
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    built = os.path.join(folder, "reference.so")
    for quad in (["-DQUAD", "-lquadmath"], []):
        done = subprocess.run([*compiler, *FLAGS, str(SOURCE), "-o", built, *quad, "-lm"],
                              capture_output=True, text=True)
        if done.returncode == 0:
            try:
                return ctypes.CDLL(built)
            except OSError as error:  # in an emulator the compiler may be that of the machine outside
                raise NoReferenceError(f"{compiler[0]} builds for another machine: {error}") from error
    raise NoReferenceError(f"{compiler[0]} does not compile {SOURCE.name}:\n{done.stderr}")


def judge(name, x, *sets, g=1.0):
    """
    How far results of an operation at x are from the exact ones.

    Parameters
    ----------
    name : str
    x : ndarray of float32 or float64
    *sets : ndarrays like x
        Sets of results, as of several targets.
    g : float
        The gradient, if there is one: finite and positive.

    Returns
    -------
    Array of Tally
        One for each set.
    """
    function = {"f": "judge_float", "d": "judge_double"}[x.dtype.char]
    scalars = np.array([g, *PARAMETERS.get(name, ()), 0, 0][:3], x.dtype)
    x, *sets = (np.ascontiguousarray(array) for array in (x, *sets))
    assert all(results.dtype == x.dtype and results.shape == x.shape for results in sets)
    tallies = (Tally * len(sets))()
    pointers = (ctypes.c_void_p * len(sets))(*(results.ctypes.data for results in sets))
    if not getattr(c_reference(), function)(
            name.encode(), tallies, ctypes.c_int64(x.size), x.ctypes, len(sets), pointers,
            scalars.ctypes):
        raise KeyError(f"{SOURCE.name} has no formula for {name}")
    return tallies


def operands(name, shape, x, g=1.0):
    """What an operation of one variable takes: x, the gradient and parameters as scalars."""
    parameters = [x.dtype.type(parameter) for parameter in PARAMETERS.get(name, ())]
    return [*([x.dtype.type(g)] if shape.startswith("vv") else []), x, *parameters]


def float32_pieces(every=1):
    """Functions that give every so-many-th float32, in pieces."""
    offsets = np.arange(PIECE, dtype=np.uint64) * every

    def piece(start):
        bits = start + offsets
        return bits[bits < 1 << 32].astype(np.uint32).view(np.float32)

    return [lambda start=start: piece(np.uint64(start)) for start in range(0, 1 << 32, PIECE * every)]


def float64_pieces(count=10_000_000):
    """Functions that give float64 inputs in pieces, at least `count`: see `_float64_piece`."""
    points = np.unique(np.abs(interesting(np.float64)[:-8192]))  # without the random ones
    points = points[np.isfinite(points)]
    return [lambda seed=seed: _float64_piece(points, seed) for seed in range(-(-count // PIECE))]


def _float64_piece(points, seed):
    """A third random bits, a third of ordinary and of any size, a third close to special points."""
    rng = np.random.default_rng(seed)
    third = PIECE // 3
    signs = rng.choice([-1.0, 1.0], third)
    near = rng.choice(points, third).view(np.int64)
    steps = rng.normal(0, 1, third) * 10 ** rng.uniform(0, 5, third)
    near = np.clip(near + steps.astype(np.int64), 0, np.array(np.inf).view(np.int64))
    wide = rng.random(third) < 0.5
    sizes = np.where(wide, 2.0 ** rng.uniform(-60, 11, third), rng.uniform(0, 12, third))
    bits = rng.integers(0, 1 << 64, PIECE - 2 * third, np.uint64)
    return np.concatenate([signs * near.view(np.float64), signs * sizes, bits.view(np.float64)])


@dataclass
class Report:
    """What a sweep found for one contender; inputs where None says that there is none."""

    inputs: int = 0
    not_nearest: int = 0
    worst: float = 0.0
    worst_at: float | None = None
    wrong_kinds: int = 0
    wrong_kind_at: float | None = None
    wrong_zeros: int = 0
    wrong_zero_at: float | None = None
    widened: int = 0
    crc: int = 0

    def add(self, tally, x):
        """Add the next piece."""
        if tally.worst > self.worst:
            self.worst, self.worst_at = tally.worst, x[tally.worst_at]
        for kind in ("wrong_kind", "wrong_zero"):
            if getattr(self, kind + "_at") is None and getattr(tally, kind + "s"):
                setattr(self, kind + "_at", x[getattr(tally, kind + "_at")])
        for count in ("not_nearest", "wrong_kinds", "wrong_zeros", "widened"):
            setattr(self, count, getattr(self, count) + getattr(tally, count))
        self.inputs += x.size

    @property
    def error(self):
        """In ULP; infinite if anything is of the wrong kind."""
        return np.inf if self.wrong_kinds or self.wrong_zeros else self.worst

    def __str__(self):
        parts = [f"worst {self.worst:.6f} ULP" + (f" at {self.worst_at!r}" if self.worst else ""),
                 f"{self.not_nearest} of {self.inputs} not the nearest"]
        for count, at, what in ((self.wrong_kinds, self.wrong_kind_at, "of a wrong kind"),
                                (self.wrong_zeros, self.wrong_zero_at, "zeros of the wrong sign")):
            if count:
                parts.append(f"{count} {what}, first at {at!r}")
        return ", ".join(parts)


def in_threads(function, pieces, threads):
    """function(piece()) of all pieces in their order."""
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(lambda piece: function(piece()), pieces)


def sweep(name, shape, ufuncs, pieces, g=1.0, threads=THREADS):
    """
    Judge an operation's results, those of the first ufunc, and compare the others' bits with them.

    Parameters
    ----------
    name, shape : str
    ufuncs : dict
        Target to ufunc.
    pieces : list of callables
        Each gives some inputs.

    Returns
    -------
    Report
        Its `crc` is over the results' bits, with one pattern for all NaN.
    dict
        Target to the first input where its bits are not those of the first, if there is any.
    """
    first, *others = ufuncs.values()

    def run(x):
        args = operands(name, shape, x, g)
        results = first(*args)
        if results.dtype == bool:  # relu_mask
            wrong = results != ~(x <= 0)
            tally = Tally(wrong_kinds=np.count_nonzero(wrong), wrong_kind_at=wrong.argmax())
            differences = [_first(results != other(*args), x) for other in others]
            return x, tally, zlib.crc32(results), differences
        results[np.isnan(results)] = np.nan
        bits = results.view(f"u{results.itemsize}")
        differences = []
        for other in others:
            others_results = other(*args)
            others_results[np.isnan(others_results)] = np.nan
            differences.append(_first(others_results.view(bits.dtype) != bits, x))
        (tally,) = judge(name, x, results, g=g)
        return x, tally, zlib.crc32(results), differences

    report, differing = Report(), {}
    for x, tally, crc, differences in in_threads(run, pieces, threads):
        report.add(tally, x)
        report.crc = zlib.crc32(crc.to_bytes(4, "little"), report.crc)
        for target, at in zip(list(ufuncs)[1:], differences, strict=True):
            if at is not None:
                differing.setdefault(target, at)
    return report, differing


def _first(where, x):
    return x[where.argmax()] if where.any() else None
