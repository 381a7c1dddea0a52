"""Every operation of every target against its reference, on this machine."""

import numpy as np

from relu_simd._dispatch import targets
from relu_simd._reference import PARAMETERS, interesting, reference, ulp_errors


def operands(name, shape, dtype):
    """The operands of a check: each pair of an interesting x with another as the gradient."""
    x = interesting(dtype)
    inputs = shape.split("_")[0]
    data = [x] if inputs.count("v") == 1 else [np.roll(x, 1234), x]
    if inputs.endswith("m"):
        data.append(x > 0)
    return (*data, *(np.asarray(p, dtype) for p in PARAMETERS.get(name, ())))


def worst_error(ufunc, name, shape, dtype):
    """The largest error in ULP of a float loop; for a mask inf or 0."""
    args = operands(name, shape, dtype)
    results, exact = ufunc(*args), reference(name, *args)
    if results.dtype == bool:
        return 0.0 if np.array_equal(results, exact) else np.inf
    return float(ulp_errors(results, exact).max())


def integer_error(ufunc, dtype):
    info = np.iinfo(dtype)
    x = np.array([info.min, info.min + 1, *range(-100 if info.min else 0, 100), info.max], dtype)
    return 0.0 if np.array_equal(ufunc(x), np.maximum(x, 0)) else np.inf


def selftest(print_line=print):
    """
    Run it.

    Parameters
    ----------
    print_line : callable
        Takes a line for each operation of each target.

    Returns
    -------
    bool
        Is all within its bounds?
    """
    failures = 0
    for target, module in targets.items():
        for name, op in module.OPS.items():
            errors = {}
            for dtype, bound in op["max_ulp"].items():
                is_float = np.dtype(dtype).kind == "f"
                error = (worst_error(getattr(module, name), name, op["shape"], dtype) if is_float
                         else integer_error(getattr(module, name), dtype))
                errors[dtype] = (error, bound)
            passed = all(error <= bound for error, bound in errors.values())
            failures += not passed
            floats = ", ".join(f"{dtype} {error:.3g} of {bound:g} ULP"
                               for dtype, (error, bound) in errors.items() if "float" in dtype)
            print_line(f"{'ok  ' if passed else 'FAIL'} {target:8} {name:32} {floats}")
    total = sum(len(module.OPS) for module in targets.values())
    print_line(f"{total - failures} of {total} operations right on {', '.join(targets)}")
    return failures == 0
