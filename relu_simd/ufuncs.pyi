import numpy as np

__all__ = [
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
    "prelu",
    "prelu_backward",
    "prelu_backward_weight",
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
    "threshold",
    "threshold_backward",
]

celu: np.ufunc
celu_backward: np.ufunc
elu: np.ufunc
elu_backward: np.ufunc
elu_backward_from_output: np.ufunc
erf: np.ufunc
erf_backward: np.ufunc
gelu: np.ufunc
gelu_backward: np.ufunc
gelu_tanh: np.ufunc
gelu_tanh_backward: np.ufunc
hardshrink: np.ufunc
hardshrink_backward: np.ufunc
hardsigmoid: np.ufunc
hardsigmoid_backward: np.ufunc
hardswish: np.ufunc
hardswish_backward: np.ufunc
hardtanh: np.ufunc
hardtanh_backward: np.ufunc
leaky_relu: np.ufunc
leaky_relu_backward: np.ufunc
leaky_relu_backward_from_output: np.ufunc
log_sigmoid: np.ufunc
log_sigmoid_backward: np.ufunc
log_softmax: np.ufunc
log_softmax_backward_from_output: np.ufunc
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
softmax: np.ufunc
softmax_backward_from_output: np.ufunc
softmax_cross_entropy: np.ufunc
softmax_cross_entropy_backward: np.ufunc
softplus: np.ufunc
softplus_backward: np.ufunc
softshrink: np.ufunc
softshrink_backward: np.ufunc
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
