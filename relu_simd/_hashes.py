"""A hash of each operation's results over a fixed set of inputs, the same on every machine."""

from zlib import crc32

import numpy as np

from relu_simd._dispatch import targets
from relu_simd._reference import PARAMETERS

ROW = 37  # the length of the rows


def spread(dtype, step):
    """65,536 numbers of every kind and size, made by integer arithmetic: the same everywhere."""
    size = np.dtype(dtype).itemsize
    factor = {4: 0x9E3779B1, 8: 0x9E3779B97F4A7C15}[size]  # odd, so that no two are the same
    bits = np.arange(step, 65536 * step + step, step, dtype=f"u{size}") * np.array(factor, f"u{size}")
    return bits.view(dtype)


def spread_rows(dtype, step):
    """Rows of numbers from -20 to 20, made in the same way."""
    bits = spread(dtype, step).view(f"u{np.dtype(dtype).itemsize}")[:1000 * ROW]
    values = (bits >> (8 * bits.itemsize - 20)) * (40 / 2**20) - 20
    return values.astype(dtype).reshape(-1, ROW)


def operands(name, shape, dtype, is_row):
    """Of an operation by its shape: see ops.h and row_ops.h for the letters."""
    given = iter(PARAMETERS.get(name, ()))
    make = {
        "v": (lambda step: spread_rows(dtype, step)) if is_row else (lambda step: spread(dtype, step)),
        "m": lambda step: spread(dtype, step) > 0,
        "p": lambda step: np.asarray(next(given), dtype),
        "s": lambda step: spread_rows(dtype, step)[:, 0],
        "l": lambda step: np.arange(1000) * 7 % ROW,
    }
    return [make[letter](2 * i + 1) for i, letter in enumerate(shape.split("_")[0])]


def result_hash(module, name):
    """A hash of what a target's operation gives, over its float loops."""
    op = (module.OPS | module.ROWS)[name]
    crc = 0
    for dtype in (np.float32, np.float64):
        results = getattr(module, name)(*operands(name, op["shape"], dtype, name in module.ROWS))
        if results.dtype != bool:
            results[np.isnan(results)] = np.nan  # their bits are not part of the contract
        crc = crc32(results.astype(results.dtype.newbyteorder("<")).tobytes(), crc)
    return f"{crc:08x}"


def print_hashes(print_line=print):
    """
    A line for each operation: its name and its hash.

    Returns
    -------
    bool
        Do all targets agree?
    """
    agreed = True
    first = next(iter(targets.values()))
    for name in first.OPS | first.ROWS:
        hashes = {target: result_hash(module, name) for target, module in targets.items()}
        one = len(set(hashes.values())) == 1
        agreed &= one
        print_line(f"{name:34} {next(iter(hashes.values())) if one else f'DIFFER: {hashes}'}")
    return agreed
