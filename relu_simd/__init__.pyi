from typing import Any, Literal, overload

import numpy as np

from relu_simd import ufuncs
from relu_simd._dispatch import Targets
from relu_simd._functions import (
    celu,
    celu_backward,
    elu,
    elu_backward,
    elu_backward_from_output,
    gelu,
    gelu_backward,
    hardshrink,
    hardshrink_backward,
    hardtanh,
    hardtanh_backward,
    leaky_relu,
    leaky_relu_backward,
    leaky_relu_backward_from_output,
    prelu_weight_gradient,
    softplus,
    softplus_backward,
    softshrink,
    softshrink_backward,
)
from relu_simd._rows import (
    log_softmax,
    log_softmax_backward_from_output,
    softmax,
    softmax_backward_from_output,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
)
from relu_simd._threads import get_num_threads, num_threads, set_num_threads
from relu_simd._version import __version__ as __version__

__all__ = [
    "active_target",
    "celu",
    "celu_backward",
    "elu",
    "elu_backward",
    "elu_backward_from_output",
    "erf",
    "erf_backward",
    "gelu",
    "gelu_backward",
    "gelu_tanh",
    "gelu_tanh_backward",
    "get_num_threads",
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
    "log_sigmoid",
    "log_sigmoid_backward",
    "log_softmax",
    "log_softmax_backward_from_output",
    "mish",
    "mish_backward",
    "num_threads",
    "prelu",
    "prelu_backward",
    "prelu_backward_weight",
    "prelu_weight_gradient",
    "quick_gelu",
    "quick_gelu_backward",
    "relu",
    "relu2",
    "relu2_backward",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "relu_backward_from_mask",
    "relu_backward_from_output",
    "relu_mask",
    "selu",
    "selu_backward",
    "selu_backward_from_output",
    "set_num_threads",
    "show_runtime",
    "sigmoid",
    "sigmoid_backward",
    "sigmoid_backward_from_output",
    "silu",
    "silu_backward",
    "softmax",
    "softmax_backward_from_output",
    "softmax_cross_entropy",
    "softmax_cross_entropy_backward",
    "softplus",
    "softplus_backward",
    "softshrink",
    "softshrink_backward",
    "softsign",
    "softsign_backward",
    "swish",
    "swish_backward",
    "tanh",
    "tanh_backward",
    "tanh_backward_from_output",
    "tanhshrink",
    "tanhshrink_backward",
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

erf: np.ufunc
erf_backward: np.ufunc
gelu_tanh: np.ufunc
gelu_tanh_backward: np.ufunc
hardsigmoid: np.ufunc
hardsigmoid_backward: np.ufunc
hardswish: np.ufunc
hardswish_backward: np.ufunc
log_sigmoid: np.ufunc
log_sigmoid_backward: np.ufunc
mish: np.ufunc
mish_backward: np.ufunc
prelu: np.ufunc
prelu_backward: np.ufunc
prelu_backward_weight: np.ufunc
quick_gelu: np.ufunc
quick_gelu_backward: np.ufunc
relu: np.ufunc
relu2: np.ufunc
relu2_backward: np.ufunc
relu6: np.ufunc
relu6_backward: np.ufunc
relu_backward: np.ufunc
relu_backward_from_mask: np.ufunc
relu_backward_from_output: np.ufunc
relu_mask: np.ufunc
selu: np.ufunc
selu_backward: np.ufunc
selu_backward_from_output: np.ufunc
sigmoid: np.ufunc
sigmoid_backward: np.ufunc
sigmoid_backward_from_output: np.ufunc
silu: np.ufunc
silu_backward: np.ufunc
softsign: np.ufunc
softsign_backward: np.ufunc
swish: np.ufunc
swish_backward: np.ufunc
tanh: np.ufunc
tanh_backward: np.ufunc
tanh_backward_from_output: np.ufunc
tanhshrink: np.ufunc
tanhshrink_backward: np.ufunc
threshold: np.ufunc
threshold_backward: np.ufunc
