"""
The docstrings of the operations, in numpydoc's form.

An entry says what only that operation has; parameters, dtypes, errors and accuracy are the same for
all and are written once. An operation without an entry cannot be built.
"""

from relu_simd._docs_gated import APPROXIMATE, GATED
from relu_simd._docs_rectifiers import RECTIFIERS
from relu_simd._docs_smooth import SMOOTH

_PARAMETERS = {
    "x": "array_like\n    The input.",
    "g": "array_like\n    The incoming gradient, with respect to the output.",
    "y": "array_like\n    The output that the forward operation gave.",
    "mask": "array_like of bool\n    Where the units were active, as `relu_mask` gives it.",
    "negative_slope": "array_like\n    The factor where `x` is not active, at least 0. "
                      "Zero gives exactly `relu`.",
    "weight": "array_like\n    The factor where `x` is not active, one or (say) one per channel.",
    "min_val": "array_like\n    The lower bound.",
    "max_val": "array_like\n    The upper bound.",
    "lambd": "array_like\n    The half-width of the interval that gives 0, at least 0.",
    "threshold": "array_like\n    What `x` has to exceed.",
    "value": "array_like\n    The result elsewhere.",
    "beta": "array_like\n    The factor of `x`: the larger, the nearer to `relu`.",
    "alpha": "array_like\n    The limit at -inf is ``-alpha``. More than 0.",
    "approximate": "{'none', 'tanh'}\n    The exact function, or the one that stands in for it: "
                   "`gelu_tanh`.",
}

ENTRIES = {**RECTIFIERS, **SMOOTH, **GATED}


def _section(title, text):
    return f"{title}\n{'-' * len(title)}\n{text}\n"


def _accuracy(max_ulp):
    floats = {dtype: bound for dtype, bound in max_ulp.items() if dtype.startswith("float")}
    if not any(floats.values()):
        return "Exact."
    bounds = " and ".join(f"{bound:.9g} ULP in {dtype}" for dtype, bound in floats.items())
    return f"At most {bounds} (0.5 is correctly rounded)."


def docstring(name, op, defaults=None, choices=None):
    """
    The docstring of an operation.

    Parameters
    ----------
    name : str
    op : dict
        Its row of the op table: shape, and max ULP for each dtype that has a loop.
    defaults : dict, optional
        The default parameters, for the function that has them and not for the ufunc.
    choices : dict, optional
        Value of `approximate` -> row of the op table, for the function that has that parameter.

    Raises
    ------
    ValueError
        If there is no entry of that name.
    """
    if name not in ENTRIES:
        raise ValueError(f"no docstring for the operation {name!r}")
    entry = APPROXIMATE[name] if choices else ENTRIES[name]
    dtypes = ", ".join(op["max_ulp"])
    result = "ndarray of bool" if op["shape"].endswith("_m") else "ndarray"
    parameters = []
    for operand in entry.operands.split():
        kind, text = _PARAMETERS[operand].split("\n", 1)
        given = f", default {defaults[operand]!r}" if defaults and operand in defaults else ""
        parameters.append(f"{operand} : {kind}{given}\n{text}")
    parameters.append(
        "out : ndarray, optional\n    Where to write the result; may be an input, for in-place use.")
    options = "where, casting, dtype" if defaults else "where, casting, dtype, ..."
    parameters.append(
        f"{options} : optional\n    As for any ufunc. Where `where` is False, `out` keeps what it had; "
        "without `out` the result\n    is undefined there.")
    returns = f"{result}\n    Of the operands' broadcast shape; a scalar if all are scalars."
    raises = ("TypeError\n    For complex, longdouble, string, object, datetime and other dtypes "
              "that do\n    not cast safely to one of the loops.\n"
              "ValueError\n    If the shapes do not broadcast, or `out` is read-only or of another "
              "shape.")
    accuracy = _accuracy(op["max_ulp"])
    if choices:
        raises += "\n    If `approximate` is none of its values."
        accuracy = " ".join(f"{value!r}: {_accuracy(row['max_ulp'])}" for value, row in choices.items())
    notes = (f"Formula: ``{entry.formula}``.\n\nSpecial values: {entry.special}\n\n"
             f"Accuracy: {accuracy} The same bits on every CPU.\n\n"
             f"Loops: {dtypes}; narrower real dtypes are cast safely to the first that fits.\n\n"
             f"Source: {entry.source}")
    return "\n".join([entry.summary, "", _section("Parameters", "\n".join(parameters)),
                      _section("Returns", returns), _section("Raises", raises),
                      _section("Notes", notes), _section("Examples", entry.example)])
