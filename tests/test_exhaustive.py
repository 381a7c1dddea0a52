"""
All 2^32 float32 inputs of each operation of one variable, gradients at g = 1, on every target:
`pytest -m exhaustive -s`. It prints the worst error, the input that gave it, and a hash of all
results, which is the same for every target.
"""

import zlib

import numpy as np
import pytest
from support import OPS

import relu_simd as rs
from relu_simd._reference import PARAMETERS, reference, ulp_errors

CHUNK = 1 << 20
OF_ONE_VARIABLE = [name for name, op in OPS.items()
                   if "m" not in op["shape"].split("_")[0] and not name.endswith("_from_output")]


def operands_of(name, x):
    parameters = [np.float32(parameter) for parameter in PARAMETERS.get(name, ())]
    gradient = [np.float32(1)] if OPS[name]["shape"].startswith("vv") else []
    return [*gradient, x, *parameters]


def worst_of(name, operands, x, results, expected):
    """The largest error of a chunk: exactly where a result is not the nearest float."""
    other = np.flatnonzero((results != expected) | (np.signbit(results) != np.signbit(expected)))
    other = other[~(np.isnan(results[other]) & np.isnan(expected[other]))]
    if not len(other):
        return 0.0, None, 0
    some = [operand[other] if operand is x else operand for operand in operands]
    errors = ulp_errors(results[other], reference(name, *some))
    return errors.max(), x[other][errors.argmax()], len(other)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", OF_ONE_VARIABLE)
def test_all_float32(name, capsys):
    hashes = dict.fromkeys(rs.targets, 0)
    worst = (0.0, None)
    not_nearest = 0
    for start in range(0, 1 << 32, CHUNK):
        x = np.arange(start, start + CHUNK, dtype=np.uint64).astype(np.uint32).view(np.float32)
        operands = operands_of(name, x)
        first = None
        for target, module in rs.targets.items():
            results = getattr(module, name)(*operands)
            if results.dtype != bool:
                results[np.isnan(results)] = np.nan
            hashes[target] = zlib.crc32(results.view(np.uint8), hashes[target])
            first = results if first is None else first
        with np.errstate(all="ignore"):
            expected = reference(name, *operands, wide=np.float64).astype(first.dtype)
        if first.dtype == bool:
            np.testing.assert_array_equal(first, expected)
            continue
        error, at, count = worst_of(name, operands, x, first, expected)
        not_nearest += count
        worst = max(worst, (error, at), key=lambda pair: pair[0])
    with capsys.disabled():
        print(f"\n{name}: {not_nearest} of 2^32 results are not the nearest float32"
              + (f", worst {worst[0]:.9f} ULP at {worst[1]!r}" if not_nearest else ""))
        print(f"{name}: " + ", ".join(f"{target} {crc:08x}" for target, crc in hashes.items()))
    assert len(set(hashes.values())) == 1
    assert worst[0] <= OPS[name]["max_ulp"]["float32"]
