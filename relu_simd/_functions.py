"""The operations with default parameters: thin functions around the ufuncs of the active target."""

import numpy as np

from relu_simd import ufuncs
from relu_simd._docs import docstring

# name -> its data operands, its parameters and their defaults
WITH_DEFAULTS = {
    "leaky_relu": ("x", {"negative_slope": 0.01}),
    "leaky_relu_backward": ("g, x", {"negative_slope": 0.01}),
    "leaky_relu_backward_from_output": ("g, y", {"negative_slope": 0.01}),
    "hardtanh": ("x", {"min_val": -1.0, "max_val": 1.0}),
    "hardtanh_backward": ("g, x", {"min_val": -1.0, "max_val": 1.0}),
    "hardshrink": ("x", {"lambd": 0.5}),
    "hardshrink_backward": ("g, x", {"lambd": 0.5}),
    "softshrink": ("x", {"lambd": 0.5}),
    "softshrink_backward": ("g, x", {"lambd": 0.5}),
    "softplus": ("x", {"beta": 1.0}),
    "softplus_backward": ("g, x", {"beta": 1.0}),
    "elu": ("x", {"alpha": 1.0}),
    "elu_backward": ("g, x", {"alpha": 1.0}),
    "elu_backward_from_output": ("g, y", {"alpha": 1.0}),
    "celu": ("x", {"alpha": 1.0}),
    "celu_backward": ("g, x", {"alpha": 1.0}),
}
# name -> its data operands, and the ufunc for each value of `approximate`, the default first
WITH_APPROXIMATE = {
    "gelu": ("x", {"none": "gelu", "tanh": "gelu_tanh"}),
    "gelu_backward": ("g, x", {"none": "gelu_backward", "tanh": "gelu_tanh_backward"}),
}
__all__ = [*WITH_DEFAULTS, *WITH_APPROXIMATE, "prelu_weight_gradient"]


# Written for CPython's cheapest ways to pass an argument: **kwargs and keyword-only arguments each cost
# as much as the activation of a small array. `direct` takes what most calls have past NumPy's dispatch
# and leaves the rest by returning None. pandas and others do more for a call without options.
_TEMPLATE = """
def {name}({signature}, casting=same_kind, dtype=None):
    {first}
    is_usual = {usual} and dtype is None and casting is same_kind
    if is_usual:
        result = direct(out, {operands})
        if result is not None:
            return result
    {check}
    if is_usual and {bare}:
        return ufunc({operands})
    return ufunc({operands}, out=out, {option}={option}, casting=casting, dtype=dtype)
"""
_ELEMENTWISE = {"usual": "where is True", "option": "where"}
_CHOOSE = """try:
        ufunc, direct = choices[approximate]
    except (KeyError, TypeError):
        raise ValueError(f"approximate must be {names}, not {approximate!r}") from None"""


def make_function(module, namespace, doc, first="", check="", bare="out is None", **parts):
    """The function that the template is for these parts."""
    namespace |= {"same_kind": "same_kind", "__name__": module}
    exec(_TEMPLATE.format(first=first, check=check, bare=bare, **parts), namespace)
    function = namespace[parts["name"]]
    function.__doc__ = doc
    return function


def _with_defaults(name, data, parameters):
    return make_function(
        __name__,
        {"ufunc": getattr(ufuncs, name), "direct": ufuncs._Direct(name),
         **{f"default_{p}": value for p, value in parameters.items()}},
        docstring(name, ufuncs._OPS[name], parameters),
        name=name,
        signature=", ".join([data, *(f"{p}=default_{p}" for p in parameters), "out=None, where=True"]),
        operands=", ".join([data, *parameters]),
        **_ELEMENTWISE,
    )


def _with_approximate(name, data, choices):
    default = next(iter(choices))
    return make_function(
        __name__,
        {"choices": {choice: (getattr(ufuncs, ufunc), ufuncs._Direct(ufunc))
                     for choice, ufunc in choices.items()},
         "names": " or ".join(map(repr, choices))},
        docstring(name, ufuncs._OPS[name], {"approximate": default},
                  {choice: ufuncs._OPS[ufunc] for choice, ufunc in choices.items()}),
        name=name,
        signature=f"{data}, approximate={default!r}, out=None, where=True",
        first=_CHOOSE,
        operands=data,
        **_ELEMENTWISE,
    )


for _name, (_data, _parameters) in WITH_DEFAULTS.items():
    globals()[_name] = _with_defaults(_name, _data, _parameters)
for _name, (_data, _choices) in WITH_APPROXIMATE.items():
    globals()[_name] = _with_approximate(_name, _data, _choices)


def prelu_weight_gradient(g, x, weight):
    """
    Gradient of `prelu` with respect to its weight.

    Parameters
    ----------
    g : array_like
        Incoming gradient, of the shape of `prelu(x, weight)`.
    x : array_like
        The input that `prelu` had.
    weight : array_like
        The weight that `prelu` had; only its shape and dtype count here.

    Returns
    -------
    ndarray
        ``g * x`` where ``x <= 0``, summed over the axes along which `weight` was broadcast: an
        array of the shape of `weight`. Each product is rounded once, their sum is taken in float64.

    Raises
    ------
    TypeError
        If an operand is not real.
    ValueError
        If the shapes do not broadcast, or `weight` does not broadcast to the others.

    See Also
    --------
    prelu, prelu_backward, prelu_backward_weight

    Examples
    --------
    One slope per channel of a batch of two:

    >>> x = np.array([[-1.0, 2.0], [-3.0, -4.0]])
    >>> rs.prelu_weight_gradient(np.ones_like(x), x, np.array([0.25, 0.25]))
    array([-4., -4.])
    """
    shares = np.asanyarray(ufuncs.prelu_backward_weight(g, x))
    weak = type(weight) if type(weight) in (int, float) else None
    weight = np.asanyarray(weight)
    dtype = ufuncs.prelu.resolve_dtypes((shares.dtype, weak or weight.dtype, None))[-1]
    if np.broadcast_shapes(shares.shape, weight.shape) != shares.shape:
        raise ValueError(f"weight of shape {weight.shape} does not broadcast to {shares.shape}")
    added = shares.ndim - weight.ndim
    axes = tuple(axis for axis in range(shares.ndim)
                 if axis < added or weight.shape[axis - added] == 1)
    with np.errstate(all="ignore"):
        total = np.sum(shares, axis=axes, dtype=np.float64, keepdims=True)
        return total.reshape(weight.shape).astype(dtype)
