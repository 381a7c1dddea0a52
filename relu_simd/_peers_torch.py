"""
PyTorch's fastest eager form of each operation, with the result allocated beforehand: see `_peers`.

Where an operator's `out` is made of a temporary and a copy (relu, hardswish_backward), the form here
is another operator that computes the same, or the one that allocates. For gradients from the input
the output is computed anew, as the input is all that is given.
"""

from functools import partial

import torch  # type: ignore[import-not-found]
from torch import _C  # type: ignore[import-not-found]

from relu_simd._baselines_smooth import SELU_ALPHA, SELU_SCALE

_nn, _aten = _C._nn, torch.ops.aten
NO_THRESHOLD = 20.0  # softplus is x from there on, which float32 cannot tell from the formula
WEIGHT = torch.empty(())  # nll_loss has it as a second result

_threshold_backward = _aten.threshold_backward.grad_input
_leaky_relu_backward = _aten.leaky_relu_backward.grad_input
_hardtanh_backward = _aten.hardtanh_backward.grad_input
_hardsigmoid_backward = _aten.hardsigmoid_backward.grad_input
_hardswish_backward = _aten.hardswish_backward.default
_hardshrink_backward = _aten.hardshrink_backward.grad_input
_softshrink_backward = _aten.softshrink_backward.grad_input
_sigmoid_backward = _aten.sigmoid_backward.grad_input
_tanh_backward = _aten.tanh_backward.grad_input
_softplus_backward = _aten.softplus_backward.grad_input
_elu_backward = _aten.elu_backward.grad_input
_silu_backward = _aten.silu_backward.grad_input
_gelu_backward = _aten.gelu_backward.grad_input
_mish_backward = _aten.mish_backward.default
_softmax_backward = _aten._softmax_backward_data.out
_log_softmax_backward = _aten._log_softmax_backward_data.out
_nll_loss = _aten.nll_loss_forward.output
_nll_loss_backward = _aten.nll_loss_backward.grad_input


def _relu2(y, t, x):
    torch.clamp_min(x, 0, out=y)
    torch.mul(y, y, out=y)


def _relu2_backward(y, t, g, x):
    torch.clamp_min(x, 0, out=t)
    torch.mul(t, g, out=t)
    torch.mul(t, 2, out=y)


def _prelu_backward_weight(y, t, g, x):
    torch.clamp_max(x, 0, out=t)
    torch.mul(g, t, out=y)


def _softsign(y, t, x):
    torch.abs(x, out=t)
    torch.add(t, 1, out=t)
    torch.div(x, t, out=y)


def _softsign_backward(y, t, g, x):
    torch.abs(x, out=t)
    torch.add(t, 1, out=t)
    torch.mul(t, t, out=t)
    torch.div(g, t, out=y)


def _sigmoid_backward_from_input(y, t, g, x):
    torch.sigmoid(x, out=t)
    _sigmoid_backward(g, t, grad_input=y)


def _log_sigmoid_backward(y, t, g, x):
    torch.neg(x, out=t)
    torch.sigmoid(t, out=t)
    torch.mul(g, t, out=y)


def _tanh_backward_from_input(y, t, g, x):
    torch.tanh(x, out=t)
    _tanh_backward(g, t, grad_input=y)


def _tanhshrink(y, t, x):
    torch.tanh(x, out=t)
    torch.sub(x, t, out=y)


def _tanhshrink_backward(y, t, g, x):
    torch.tanh(x, out=t)
    _tanh_backward(g, t, grad_input=t)
    torch.sub(g, t, out=y)


def _swish(y, t, x, beta):
    torch.mul(x, beta, out=t)
    torch.sigmoid(t, out=t)
    torch.mul(x, t, out=y)


def _swish_backward(y, t, g, x, beta):
    """swish(x) is silu(beta x) / beta."""
    torch.mul(x, beta, out=t)
    _silu_backward(g, t, grad_input=y)


def _erf_backward(y, t, g, x):
    torch.mul(x, x, out=t)
    torch.neg(t, out=t)
    torch.exp(t, out=t)
    torch.mul(t, 1.1283791670955126, out=t)
    torch.mul(g, t, out=y)


def _cross_entropy(y, t, x, labels):
    torch._log_softmax(x, -1, False, out=t)
    _nll_loss(t, labels, None, 0, -100, output=y, total_weight=WEIGHT)


def _cross_entropy_backward(y, t, g, x, labels):
    logarithms = torch._log_softmax(x, -1, False)
    _nll_loss_backward(g, logarithms, labels, None, 0, -100, WEIGHT, grad_input=t)
    _log_softmax_backward(t, logarithms, -1, torch.float32, out=y)


# name -> function of the result, a temporary and the operands. A call that returns something else than
# `y` could not be given its result's memory. A slope that is one number is leaky_relu's.
CALLS = {
    "relu": lambda y, t, x: torch.clamp_min(x, 0, out=y),
    "relu_mask": lambda y, t, x: torch.gt(x, 0, out=y),
    "relu_backward": lambda y, t, g, x: _threshold_backward(g, x, 0, grad_input=y),
    "relu_backward_from_output": lambda y, t, g, x: _threshold_backward(g, x, 0, grad_input=y),
    "relu_backward_from_mask": lambda y, t, g, mask: torch.mul(g, mask, out=y),
    "relu6": lambda y, t, x: torch.clamp(x, 0, 6, out=y),
    "relu6_backward": lambda y, t, g, x: _hardtanh_backward(g, x, 0, 6, grad_input=y),
    "relu2": _relu2,
    "relu2_backward": _relu2_backward,
    "leaky_relu": lambda y, t, x, slope: _nn.leaky_relu(x, slope, out=y),
    "leaky_relu_backward":
        lambda y, t, g, x, slope: _leaky_relu_backward(g, x, slope, False, grad_input=y),
    "leaky_relu_backward_from_output":
        lambda y, t, g, x, slope: _leaky_relu_backward(g, x, slope, True, grad_input=y),
    "prelu": lambda y, t, x, slope: _nn.leaky_relu(x, slope, out=y),
    "prelu_backward": lambda y, t, g, x, slope: _leaky_relu_backward(g, x, slope, False, grad_input=y),
    "prelu_backward_weight": _prelu_backward_weight,
    "hardtanh": lambda y, t, x, low, high: torch.clamp(x, low, high, out=y),
    "hardtanh_backward": lambda y, t, g, x, low, high: _hardtanh_backward(g, x, low, high, grad_input=y),
    "hardsigmoid": lambda y, t, x: _nn.hardsigmoid(x, out=y),
    "hardsigmoid_backward": lambda y, t, g, x: _hardsigmoid_backward(g, x, grad_input=y),
    "hardswish": lambda y, t, x: _nn.hardswish(x, out=y),
    "hardswish_backward": lambda y, t, g, x: _hardswish_backward(g, x),
    "hardshrink": lambda y, t, x, lambd: torch.hardshrink(x, lambd, out=y),
    "hardshrink_backward": lambda y, t, g, x, lambd: _hardshrink_backward(g, x, lambd, grad_input=y),
    "softshrink": lambda y, t, x, lambd: _nn.softshrink(x, lambd, out=y),
    "softshrink_backward": lambda y, t, g, x, lambd: _softshrink_backward(g, x, lambd, grad_input=y),
    "threshold": lambda y, t, x, threshold, value: torch.threshold(x, threshold, value, out=y),
    "threshold_backward":
        lambda y, t, g, x, threshold: _threshold_backward(g, x, threshold, grad_input=y),
    "softsign": _softsign,
    "softsign_backward": _softsign_backward,
    "sigmoid": lambda y, t, x: torch.sigmoid(x, out=y),
    "sigmoid_backward": _sigmoid_backward_from_input,
    "sigmoid_backward_from_output": lambda y, t, g, x: _sigmoid_backward(g, x, grad_input=y),
    "log_sigmoid": lambda y, t, x: _nn.log_sigmoid(x, out=y),
    "log_sigmoid_backward": _log_sigmoid_backward,
    "softplus": lambda y, t, x, beta: _nn.softplus(x, beta, NO_THRESHOLD, out=y),
    "softplus_backward":
        lambda y, t, g, x, beta: _softplus_backward(g, x, beta, NO_THRESHOLD, grad_input=y),
    "tanh": lambda y, t, x: torch.tanh(x, out=y),
    "tanh_backward": _tanh_backward_from_input,
    "tanh_backward_from_output": lambda y, t, g, x: _tanh_backward(g, x, grad_input=y),
    "tanhshrink": _tanhshrink,
    "tanhshrink_backward": _tanhshrink_backward,
    "elu": lambda y, t, x, alpha: _nn.elu(x, alpha, 1, 1, out=y),
    "elu_backward": lambda y, t, g, x, alpha: _elu_backward(g, alpha, 1, 1, False, x, grad_input=y),
    "elu_backward_from_output":
        lambda y, t, g, x, alpha: _elu_backward(g, alpha, 1, 1, True, x, grad_input=y),
    "celu": lambda y, t, x, alpha: _nn.elu(x, alpha, 1, 1 / alpha, out=y),
    "celu_backward":
        lambda y, t, g, x, alpha: _elu_backward(g, alpha, 1, 1 / alpha, False, x, grad_input=y),
    "selu": lambda y, t, x: _nn.elu(x, SELU_ALPHA, SELU_SCALE, 1, out=y),
    "selu_backward":
        lambda y, t, g, x: _elu_backward(g, SELU_ALPHA, SELU_SCALE, 1, False, x, grad_input=y),
    "selu_backward_from_output":
        lambda y, t, g, x: _elu_backward(g, SELU_ALPHA, SELU_SCALE, 1, True, x, grad_input=y),
    "silu": lambda y, t, x: _nn.silu(x, out=y),
    "silu_backward": lambda y, t, g, x: _silu_backward(g, x, grad_input=y),
    "swish": _swish,
    "swish_backward": _swish_backward,
    "quick_gelu": lambda y, t, x: _swish(y, t, x, 1.702),
    "quick_gelu_backward": lambda y, t, g, x: _swish_backward(y, t, g, x, 1.702),
    "gelu": lambda y, t, x: _nn.gelu(x, out=y),
    "gelu_backward": lambda y, t, g, x: _gelu_backward(g, x, grad_input=y),
    "gelu_tanh": lambda y, t, x: _nn.gelu(x, approximate="tanh", out=y),
    "gelu_tanh_backward": lambda y, t, g, x: _gelu_backward(g, x, approximate="tanh", grad_input=y),
    "mish": lambda y, t, x: _nn.mish(x, out=y),
    "mish_backward": lambda y, t, g, x: _mish_backward(g, x),
    "erf": lambda y, t, x: torch.erf(x, out=y),
    "erf_backward": _erf_backward,
    "softmax": lambda y, t, x: torch._softmax(x, -1, False, out=y),
    "softmax_backward_from_output":
        lambda y, t, g, x: _softmax_backward(g, x, -1, torch.float32, grad_input=y),
    "log_softmax": lambda y, t, x: torch._log_softmax(x, -1, False, out=y),
    "log_softmax_backward_from_output":
        lambda y, t, g, x: _log_softmax_backward(g, x, -1, torch.float32, out=y),
    "softmax_cross_entropy": _cross_entropy,
    "softmax_cross_entropy_backward": _cross_entropy_backward,
}


def prepare(name, out, data, parameters):
    """A call without arguments."""
    tensors = [torch.from_numpy(array) for array in data]
    largest = max(tensors, key=lambda tensor: (tensor.numel(), tensor.ndim))
    temporary = torch.empty_like(largest, dtype=torch.float32)
    return partial(CALLS[name], torch.from_numpy(out), temporary, *tensors, *parameters)


set_threads = torch.set_num_threads
# No graph for gradients is kept; for the tensors made within it a call costs least.
context = torch.inference_mode
