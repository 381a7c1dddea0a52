"""
The peers of tools/accuracy_table.py: name of an operation to a function of a float32 array.

NumPy (with SciPy) as one usually writes it, which is not how it is fastest; PyTorch and the operators
of ONNX Runtime as in relu_simd._peers, which the benchmarks measure too.
"""

import math
from contextlib import suppress
from importlib.util import find_spec

import numpy as np

from relu_simd import _peers
from relu_simd._baselines_smooth import SELU_ALPHA, SELU_BOTH, SELU_SCALE
from relu_simd._reference import PARAMETERS
from relu_simd._reference_smooth import SMOOTH
from relu_simd.ufuncs import _OPS as OPS

(BETA,) = PARAMETERS["swish"]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gated_backward(x, gate, slope):
    """The derivative of x sigmoid(u): s + x u' s (1 - s)."""
    return gate + x * slope * gate * (1 - gate)


def gelu_tanh_argument(x):
    return math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)


def gelu_tanh_backward(x):
    t = np.tanh(gelu_tanh_argument(x))
    slope = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x * x)
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope


def mish_backward(x):
    t = np.tanh(np.log1p(np.exp(x)))
    return t + x * (1 - t * t) * sigmoid(x)


def numpy_functions():
    functions = {
        "sigmoid": sigmoid,
        "log_sigmoid": lambda x: -np.logaddexp(0, -x),
        "tanh": np.tanh,
        "tanhshrink": lambda x: x - np.tanh(x),
        "softplus": lambda x: np.logaddexp(0, x),
        "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
        "celu": lambda x: np.where(x > 0, x, np.expm1(x)),
        "selu": lambda x: SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * np.expm1(x)),
        "silu": lambda x: x / (1 + np.exp(-x)),
        "swish": lambda x: x / (1 + np.exp(-BETA * x)),
        "quick_gelu": lambda x: x / (1 + np.exp(-1.702 * x)),
        "gelu_tanh": lambda x: 0.5 * x * (1 + np.tanh(gelu_tanh_argument(x))),
        "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))),
        "sigmoid_backward": lambda x: sigmoid(x) * (1 - sigmoid(x)),
        "sigmoid_backward_from_output": lambda y: y * (1 - y),
        "log_sigmoid_backward": lambda x: 1 - sigmoid(x),
        "tanh_backward": lambda x: 1 - np.tanh(x) ** 2,
        "tanh_backward_from_output": lambda y: 1 - y * y,
        "tanhshrink_backward": lambda x: np.tanh(x) ** 2,
        "softplus_backward": sigmoid,
        "elu_backward": lambda x: np.where(x > 0, np.float32(1), np.exp(x)),
        "elu_backward_from_output": lambda y: np.where(y > 0, np.float32(1), y + 1),
        "celu_backward": lambda x: np.where(x > 0, np.float32(1), np.exp(x)),
        "selu_backward": lambda x: SELU_SCALE * np.where(x > 0, np.float32(1), SELU_ALPHA * np.exp(x)),
        "selu_backward_from_output": lambda y: np.where(y > 0, np.float32(SELU_SCALE), y + SELU_BOTH),
        "silu_backward": lambda x: gated_backward(x, sigmoid(x), 1),
        "swish_backward": lambda x: gated_backward(x, sigmoid(BETA * x), BETA),
        "quick_gelu_backward": lambda x: gated_backward(x, sigmoid(1.702 * x), 1.702),
        "gelu_tanh_backward": gelu_tanh_backward,
        "mish_backward": mish_backward,
        "erf_backward": lambda x: 2 / math.sqrt(math.pi) * np.exp(-x * x),
    }
    with suppress(ImportError):
        from scipy.special import erf
        functions |= {
            "erf": erf,
            "gelu": lambda x: 0.5 * x * (1 + erf(x / math.sqrt(2))),
            "gelu_backward": lambda x: (0.5 * (1 + erf(x / math.sqrt(2)))
                                        + x * np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)),
        }
    return functions


def functions_of(peer):
    """A peer's smooth operations as they are measured; gradients at g = 1."""
    def function(name):
        shape, parameters = OPS[name]["shape"], PARAMETERS.get(name, ())

        def call(x):
            data = [np.ones_like(x), x] if shape.startswith("vv") else [x]
            return _peers.results(peer, name, np.empty_like(x), data, parameters)
        return call

    return {name: function(name) for name in OPS if name in SMOOTH and name in peer.CALLS}


def torch_autograd():
    """The gradients whose fastest form is another than what PyTorch itself computes."""
    import torch

    forward = {
        "log_sigmoid_backward": torch.nn.functional.logsigmoid,
        "swish_backward": lambda x: x * torch.sigmoid(BETA * x),
        "quick_gelu_backward": lambda x: x * torch.sigmoid(1.702 * x),
    }

    def gradient(function):
        def call(x):
            leaf = torch.from_numpy(x).requires_grad_()
            y = function(leaf)
            return torch.autograd.grad(y, leaf, torch.ones_like(y))[0].numpy()
        return call

    return {name: gradient(function) for name, function in forward.items()}


def all_functions():
    """Label to functions, of what is installed."""
    found = {"NumPy, SciPy" if find_spec("scipy") else "NumPy": numpy_functions()}
    peers = _peers.contenders()
    for label in ("PyTorch", "ONNX Runtime"):
        if label in peers:
            peers[label].set_threads(1)
            found[label] = functions_of(peers[label])
    if "PyTorch" in found:
        found["PyTorch"] |= torch_autograd()
    if "ONNX Runtime" in found:  # its operators, without graphs of several
        for name in peers["ONNX Runtime"].GRAPHS & found["ONNX Runtime"].keys():
            del found["ONNX Runtime"][name]
    return found


PEERS = all_functions()


def versions():
    """Of what was measured: package to version."""
    return {package: version for package, version in _peers.versions().items() if package != "numexpr"}
