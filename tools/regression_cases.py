"""
What tools/regression.py and tools/callgrind.py call: each operation, by dtype and number of elements.

From the package only the ufuncs are taken, so that it works with commits of any age, and the
references stay out, which valgrind's 64-bit long double is too short for.
"""

import numpy as np

# Bytes, of every array: whether loads and stores share their low 12 address bits, and how many elements
# come before the first whole vector, must not be luck. NumPy's large arrays share them too.
ALIGNMENT = 4096
ROW = 64  # elements of a row, for the operations along an axis
PARAMETERS = (0.5, 1.5)  # a slope, a limit, ...: no kernel depends on which


def names(package):
    """The operations that a build of relu_simd has."""
    return [*package.ufuncs._OPS, *getattr(package.ufuncs, "_ROWS", {})]


def operands(name, inputs, dtype, shape):
    """For the letters of a shape: see src/ops.h and src/row_ops.h."""
    rng = np.random.default_rng(0)
    values = [rng.standard_normal(shape).astype(dtype) for _ in range(inputs.count("v"))]
    if name.endswith("from_output"):  # what is an output of any operation
        values[-1] = rng.random(shape).astype(dtype) * (-1 if name.startswith("log") else 1)
    parameters = [np.array(value, dtype) for value in PARAMETERS]
    made = {"v": values, "p": parameters, "m": [rng.random(shape) < 0.5],
            "s": [rng.standard_normal(shape[:-1]).astype(dtype)],
            "l": [rng.integers(0, shape[-1], shape[:-1])]}
    return [made[letter].pop(0) for letter in inputs]


def aligned(array):
    """A copy that begins where a page does."""
    space = np.empty(array.nbytes + ALIGNMENT, np.uint8)
    start = -space.ctypes.data % ALIGNMENT
    copy = space[start:start + array.nbytes].view(array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


def prepare(ufuncs, package, name, dtype, size):
    """A call without arguments, of the ufunc in `ufuncs`, which may be those of another target."""
    rows = getattr(package.ufuncs, "_ROWS", {})
    length = min(ROW, size)
    shape = (size // length, length) if name in rows else (size,)
    inputs = (rows | package.ufuncs._OPS)[name]["shape"].split("_")[0]
    ufunc = getattr(ufuncs, name)
    arguments = [aligned(array) for array in operands(name, inputs, np.dtype(dtype), shape)]
    out = aligned(ufunc(*arguments))
    return lambda: ufunc(*arguments, out=out)
