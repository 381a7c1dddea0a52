"""
The peers of tools/accuracy_table.py: name of an operation to a function of a float32 array.

NumPy (with SciPy) as one usually writes it, PyTorch's functions with its gradients by autograd, and
operators of ONNX Runtime.
"""

import math
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import numpy as np

SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772
BETA = 1.5  # of swish, as in relu_simd._reference.PARAMETERS


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
        "selu": lambda x: SCALE * np.where(x > 0, x, ALPHA * np.expm1(x)),
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
        "selu_backward": lambda x: SCALE * np.where(x > 0, np.float32(1), ALPHA * np.exp(x)),
        "selu_backward_from_output": lambda y: np.where(y > 0, np.float32(SCALE), y + SCALE * ALPHA),
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


def torch_functions():
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    forward = {
        "sigmoid": torch.sigmoid,
        "log_sigmoid": functional.logsigmoid,
        "tanh": torch.tanh,
        "tanhshrink": functional.tanhshrink,
        "softplus": functional.softplus,
        "elu": functional.elu,
        "celu": functional.celu,
        "selu": functional.selu,
        "silu": functional.silu,
        "swish": lambda x: x * torch.sigmoid(BETA * x),
        "quick_gelu": lambda x: x * torch.sigmoid(1.702 * x),
        "gelu": functional.gelu,
        "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
        "mish": functional.mish,
        "erf": torch.erf,
    }
    aten = torch.ops.aten
    from_output = {
        "sigmoid_backward_from_output": lambda g, y: aten.sigmoid_backward(g, y),
        "tanh_backward_from_output": lambda g, y: aten.tanh_backward(g, y),
        "elu_backward_from_output": lambda g, y: aten.elu_backward(g, 1, 1, 1, True, y),
        "selu_backward_from_output": lambda g, y: aten.elu_backward(g, ALPHA, SCALE, 1, True, y),
    }

    def value(function):
        def call(x):
            with torch.no_grad():
                return function(torch.from_numpy(x)).numpy()
        return call

    def gradient(function):
        def call(x):
            leaf = torch.from_numpy(x).requires_grad_()
            y = function(leaf)
            return torch.autograd.grad(y, leaf, torch.ones_like(y))[0].numpy()
        return call

    def gradient_from_output(function):
        return value(lambda y: function(torch.ones_like(y), y))

    return ({name: value(function) for name, function in forward.items()}
            | {f"{name}_backward": gradient(function) for name, function in forward.items()}
            | {name: gradient_from_output(function) for name, function in from_output.items()})


def onnx_functions():
    import onnxruntime
    from onnx import TensorProto, helper

    microsoft = "com.microsoft"
    operators = {
        "sigmoid": ("Sigmoid", {}),
        "tanh": ("Tanh", {}),
        "softplus": ("Softplus", {}),
        "elu": ("Elu", {}),
        "celu": ("Celu", {}),
        "selu": ("Selu", {"alpha": ALPHA, "gamma": SCALE}),
        "quick_gelu": ("QuickGelu", {"alpha": 1.702, "domain": microsoft}),
        "gelu": ("Gelu", {}),
        "gelu_tanh": ("Gelu", {"approximate": "tanh"}),
        "mish": ("Mish", {}),
        "erf": ("Erf", {}),
    }
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3

    def session(operator, attributes):
        ends = [helper.make_tensor_value_info(end, TensorProto.FLOAT, ["n"]) for end in "xy"]
        graph = helper.make_graph([helper.make_node(operator, ["x"], ["y"], **attributes)], operator,
                                  ends[:1], ends[1:])
        imports = [helper.make_opsetid("", 20), helper.make_opsetid(microsoft, 1)]
        model = helper.make_model(graph, opset_imports=imports, ir_version=10)
        return onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])

    def function(operator, attributes):
        run = session(operator, attributes).run
        return lambda x: run(["y"], {"x": x})[0]

    return {name: function(*operator) for name, operator in operators.items()}


PEERS = {"NumPy, SciPy" if find_spec("scipy") else "NumPy": numpy_functions()}
if find_spec("torch"):
    PEERS["PyTorch"] = torch_functions()
if find_spec("onnxruntime") and find_spec("onnx"):
    PEERS["ONNX Runtime"] = onnx_functions()


def versions():
    """Of what was measured: package to version."""
    found = {}
    for package in ("numpy", "scipy", "torch", "onnxruntime"):
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
