"""
The ufuncs of the active target, all inputs positional and without defaults.

`relu_simd.leaky_relu` and its like are thin functions that add the default parameters; the ufuncs
with all their methods and attributes are here.
"""

from contextlib import suppress as _suppress

from relu_simd._dispatch import active_target, targets

_module = targets[active_target]
_OPS = _module.OPS
_ROWS = _module.ROWS  # along an axis: generalized ufuncs
_are_indices, _Direct = _module.are_indices, _module.Direct
__all__ = sorted([*_OPS, *_ROWS])
globals().update({name: getattr(_module, name) for name in __all__})

# For pickle: the module that every machine has, not that of this CPU's target.
for _name in __all__:
    with _suppress(AttributeError):  # an older NumPy: see relu_simd/__init__.py
        globals()[_name].__module__ = __name__
