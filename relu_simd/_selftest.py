"""Every operation of every target against its reference, on this machine."""


import numpy as np

from relu_simd._dispatch import targets
from relu_simd._reference import PARAMETERS, in_domain, interesting, reference, ulp_errors
from relu_simd._reference_rows import row_errors, row_operands, row_reference

ROW_LENGTHS = (1, 10, 64, 1001)


def operands(name, shape, dtype):
    """The operands of a check: each pair of an interesting x with another as the gradient."""
    x = interesting(dtype)
    inputs = shape.split("_")[0]
    data = [x] if inputs.count("v") == 1 else [np.roll(x, 1234), x]
    if inputs.endswith("m"):
        data.append(x > 0)
    return (*in_domain(name, data), *(np.asarray(p, dtype) for p in PARAMETERS.get(name, ())))


_CASES: dict[object, object] = {}  # of the last operation, for all targets in turn


def _remembered(name, dtype, make):
    key = name, np.dtype(dtype)
    if key not in _CASES:
        if any(other != name for other, _ in _CASES):
            _CASES.clear()
        _CASES[key] = make()
    return _CASES[key]


def _case(name, shape, dtype):
    """The operands and what they should give."""
    args = operands(name, shape, dtype)
    return args, reference(name, *args)


def worst_error(ufunc, name, shape, dtype):
    """The largest error in ULP of a float loop; for a mask inf or 0."""
    args, exact = _remembered(name, dtype, lambda: _case(name, shape, dtype))
    results = ufunc(*args)
    if results.dtype == bool:
        return 0.0 if np.array_equal(results, exact) else np.inf
    return float(ulp_errors(results, exact).max())


def _row_cases(name, shape, dtype):
    """The operands of rows of every length and what they should give."""
    cases = [row_operands(name, shape, dtype, length) for length in ROW_LENGTHS]
    return [(args, row_reference(name, *args)) for args in cases]


def worst_row_error(ufunc, name, shape, dtype):
    cases = _remembered(name, dtype, lambda: _row_cases(name, shape, dtype))
    return max(float(row_errors(name, ufunc(*args), exact, *args).max()) for args, exact in cases)


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
    first = next(iter(targets.values()))  # every target has the same
    ops = first.OPS | first.ROWS
    for name, op in ops.items():
        worst = worst_row_error if name in first.ROWS else worst_error
        for target, module in targets.items():
            ufunc = getattr(module, name)
            errors = {}
            for dtype, bound in op["max_ulp"].items():
                is_float = np.dtype(dtype).kind == "f"
                error = (worst(ufunc, name, op["shape"], dtype) if is_float
                         else integer_error(ufunc, dtype))
                errors[dtype] = (error, bound)
            passed = all(error <= bound for error, bound in errors.values())
            failures += not passed
            floats = ", ".join(f"{dtype} {error:.3g} of {bound:g} ULP"
                               for dtype, (error, bound) in errors.items() if "float" in dtype)
            print_line(f"{'ok  ' if passed else 'FAIL'} {target:8} {name:32} {floats}")
    total = len(ops) * len(targets)
    print_line(f"{total - failures} of {total} operations right on {', '.join(targets)}")
    return failures == 0
