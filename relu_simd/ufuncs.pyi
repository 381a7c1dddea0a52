import numpy as np

__all__ = [
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
    "relu",
    "relu2",
    "relu2_backward",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "relu_backward_from_mask",
    "relu_backward_from_output",
    "relu_mask",
    "softshrink",
    "softshrink_backward",
    "softsign",
    "softsign_backward",
    "threshold",
    "threshold_backward",
]

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
softshrink: np.ufunc
softshrink_backward: np.ufunc
softsign: np.ufunc
softsign_backward: np.ufunc
threshold: np.ufunc
threshold_backward: np.ufunc
