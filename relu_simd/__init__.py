"""
Neural-network activation functions as NumPy ufuncs: SIMD fast, accurate to the last bit, and
the same bits on every CPU.
"""

import sys as _sys

from relu_simd import _functions, _rows, ufuncs
from relu_simd._dispatch import active_target, targets
from relu_simd._functions import *  # noqa: F403
from relu_simd._rows import *  # noqa: F403
from relu_simd._runtime import show_runtime
from relu_simd._threads import get_num_threads, num_threads, set_num_threads
from relu_simd._version import __version__

globals().update({name: getattr(ufuncs, name)
                  for name in ufuncs.__all__ if name not in {*_functions.__all__, *_rows.__all__}})

__all__ = sorted({*ufuncs.__all__, *_functions.__all__,
                  "active_target", "get_num_threads", "num_threads", "set_num_threads", "show_runtime",
                  "targets", "ufuncs"})

# With a NumPy whose ufuncs do not know their module, pickle takes the first loaded module that has the
# name. Let that be relu_simd.ufuncs, which every machine has, and not this CPU's target.
_name = f"relu_simd._{active_target}"
_sys.modules[_name] = _sys.modules.pop(_name)
del _name
