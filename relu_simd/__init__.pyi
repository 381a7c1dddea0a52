from typing import Any, Literal, overload

import numpy as np

from relu_simd import ufuncs
from relu_simd._dispatch import Targets
from relu_simd._functions import (
    hardshrink,
    hardshrink_backward,
    hardtanh,
    hardtanh_backward,
    leaky_relu,
    leaky_relu_backward,
    leaky_relu_backward_from_output,
    prelu_weight_gradient,
    softshrink,
    softshrink_backward,
)
from relu_simd._version import __version__ as __version__

__all__ = [
    "active_target",
    "hardshrink",
    "hardshrink_backward",
    "hardsigmoid",
    "hardsigmoid_backward",
    "hardswish",
    "hardswish_backward",
    "hardtanh",
    "hardtanh_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "leaky_relu_backward_from_output",
    "prelu",
    "prelu_backward",
    "prelu_backward_weight",
    "prelu_weight_gradient",
    "relu",
    "relu2",
    "relu2_backward",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "relu_backward_from_mask",
    "relu_backward_from_output",
    "relu_mask",
    "show_runtime",
    "softshrink",
    "softshrink_backward",
    "softsign",
    "softsign_backward",
    "targets",
    "threshold",
    "threshold_backward",
    "ufuncs",
]

active_target: str
targets: Targets

@overload
def show_runtime(mode: Literal["stdout"] = "stdout") -> None: ...
@overload
def show_runtime(mode: Literal["dicts"]) -> dict[str, Any]: ...

hardsigmoid: np.ufunc
hardsigmoid_backward: np.ufunc
hardswish: np.ufunc
hardswish_backward: np.ufunc
prelu: np.ufunc
prelu_backward: np.ufunc
prelu_backward_weight: np.ufunc
relu: np.ufunc
relu2: np.ufunc
relu2_backward: np.ufunc
relu6: np.ufunc
relu6_backward: np.ufunc
relu_backward: np.ufunc
relu_backward_from_mask: np.ufunc
relu_backward_from_output: np.ufunc
relu_mask: np.ufunc
softsign: np.ufunc
softsign_backward: np.ufunc
threshold: np.ufunc
threshold_backward: np.ufunc
