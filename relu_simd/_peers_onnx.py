"""
ONNX Runtime's form of each activation: see `_peers`. One operator where it has one, else the graph of
two or three that a model would have; input and result are bound to memory that is there already.

Its package for inference has no gradients.
"""

from contextlib import nullcontext
from functools import lru_cache

import onnxruntime  # type: ignore[import-not-found]
from onnx import TensorProto, helper  # type: ignore[import-not-found]

from relu_simd._baselines_smooth import SELU_ALPHA, SELU_SCALE

_MICROSOFT = "com.microsoft"
_TYPES = {"f": TensorProto.FLOAT, "?": TensorProto.BOOL, "l": TensorProto.INT64}  # by NumPy's codes
_threads = 1


def _gate(alpha):
    return [("QuickGelu", "x", {"alpha": alpha, "domain": _MICROSOFT})]


# name -> function of the parameters that gives the nodes: operator, inputs (a number is a constant, t
# the result of the node before), attributes. A slope that is one number is LeakyRelu's.
CALLS = {
    "relu": lambda: [("Relu", "x", {})],
    "relu_mask": lambda: [("Greater", "x 0", {})],
    "relu6": lambda: [("Clip", "x 0 6", {})],
    "relu2": lambda: [("Relu", "x", {}), ("Mul", "t t", {})],
    "leaky_relu": lambda slope: [("LeakyRelu", "x", {"alpha": slope})],
    "prelu": lambda slope: [("LeakyRelu", "x", {"alpha": slope})],
    "hardtanh": lambda low, high: [("Clip", f"x {low} {high}", {})],
    "hardsigmoid": lambda: [("HardSigmoid", "x", {"alpha": 1 / 6, "beta": 0.5})],
    "hardswish": lambda: [("HardSwish", "x", {})],
    "hardshrink": lambda lambd: [("Shrink", "x", {"lambd": lambd, "bias": 0.0})],
    "softshrink": lambda lambd: [("Shrink", "x", {"lambd": lambd, "bias": lambd})],
    "threshold": lambda threshold, value: [("Greater", f"x {threshold}", {}),
                                           ("Where", f"t x {value}", {})],
    "softsign": lambda: [("Softsign", "x", {})],
    "sigmoid": lambda: [("Sigmoid", "x", {})],
    "log_sigmoid": lambda: [("Neg", "x", {}), ("Softplus", "t", {}), ("Neg", "t", {})],
    "tanh": lambda: [("Tanh", "x", {})],
    "tanhshrink": lambda: [("Tanh", "x", {}), ("Sub", "x t", {})],
    "softplus": lambda beta: [("Softplus", "x", {})],  # of the default beta
    "elu": lambda alpha: [("Elu", "x", {"alpha": alpha})],
    "celu": lambda alpha: [("Celu", "x", {"alpha": alpha})],
    "selu": lambda: [("Selu", "x", {"alpha": SELU_ALPHA, "gamma": SELU_SCALE})],
    "silu": lambda: _gate(1.0),
    "swish": _gate,
    "quick_gelu": lambda: _gate(1.702),
    "gelu": lambda: [("Gelu", "x", {})],
    "gelu_tanh": lambda: [("Gelu", "x", {"approximate": "tanh"})],
    "mish": lambda: [("Mish", "x", {})],
    "erf": lambda: [("Erf", "x", {})],
    "softmax": lambda: [("Softmax", "x", {"axis": -1})],
    "log_softmax": lambda: [("LogSoftmax", "x", {"axis": -1})],
    "softmax_cross_entropy": lambda: [("SoftmaxCrossEntropyLoss", "x l", {"reduction": "none"})],
}

# Those of several operators.
GRAPHS = {"relu2", "threshold", "log_sigmoid", "tanhshrink"}


def _is_number(text):
    return text[-1].isdigit()


def _model(nodes, inputs, result):
    """The graph; `inputs` are pairs of a type and a number of axes, the first is x, the second l."""
    constants = {text for _, names, _ in nodes for text in names.split() if _is_number(text)}
    made = []
    for step, (operator, names, attributes) in enumerate(nodes):
        operands = [f"t{step - 1}" if text == "t" else text for text in names.split()]
        output = "y" if step == len(nodes) - 1 else f"t{step}"
        made.append(helper.make_node(operator, operands, [output], **attributes))
    ends = [helper.make_tensor_value_info(name, _TYPES[kind], [f"{name}{axis}" for axis in range(axes)])
            for name, (kind, axes) in [*zip("xl", inputs, strict=False), ("y", result)]]
    values = [helper.make_tensor(text, TensorProto.FLOAT, [], [float(text)]) for text in constants]
    graph = helper.make_graph(made, "activation", ends[:-1], ends[-1:], values)
    imports = [helper.make_opsetid("", 20), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=imports, ir_version=10).SerializeToString()


@lru_cache(maxsize=2)  # each has threads of its own
def _session(name, parameters, inputs, result, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    model = _model(CALLS[name](*parameters), inputs, result)
    return onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])


def _kind(array):
    return array.dtype.char, array.ndim


def prepare(name, out, data, parameters):
    """A call without arguments."""
    session = _session(name, parameters, tuple(map(_kind, data)), _kind(out), _threads)
    binding = session.io_binding()
    for end, array in zip("xl", data, strict=False):
        binding.bind_input(end, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)
    binding.bind_output("y", "cpu", 0, out.dtype.type, out.shape, out.ctypes.data)

    def call(arrays=(out, *data)):  # they must live as long as what is bound to their memory
        session.run_with_iobinding(binding)

    return call


def set_threads(count):
    """For the sessions that are made from now on."""
    global _threads
    _threads = count


context = nullcontext
