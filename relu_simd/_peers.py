"""
The others that compute the same operations, for the comparisons of speed and of accuracy: what each
calls at its best, with its result and its temporaries allocated beforehand.

A peer is a module (or what looks like one here) with

- `CALLS`: its operations, by name;
- `prepare(name, out, data, parameters)`: a call without arguments that computes one of them in float32,
  into `out`, or returns the result where the peer allocates it itself;
- `set_threads(count)`, and `context()`, within which calls are prepared and made.
"""

from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import numpy as np

import relu_simd
from relu_simd._baselines import BASELINES
from relu_simd._baselines_rows import ROW_BASELINES, scratch_for
from relu_simd._baselines_smooth import SPECIAL
from relu_simd._functions import WITH_DEFAULTS

OURS = "relu_simd"
# The baselines; where they call SciPy's erf if it is there, they are SciPy's.
_OF_ERF = ("erf", "gelu", "gelu_backward")
_LINES = {name: line for name, line in (BASELINES | ROW_BASELINES).items()
          if not (SPECIAL and name in _OF_ERF)}


def _special():
    """scipy.special; softmax and log_softmax cannot be given the memory of their result."""
    calls = {
        "sigmoid": lambda out, t, x: SPECIAL.expit(x, out=out),
        "log_sigmoid": lambda out, t, x: SPECIAL.log_expit(x, out=out),
        "softmax": lambda out, t, x: SPECIAL.softmax(x, axis=-1),
        "log_softmax": lambda out, t, x: SPECIAL.log_softmax(x, axis=-1),
        **{name: BASELINES[name] for name in _OF_ERF},
    }
    if hasattr(SPECIAL, "softplus"):  # not in an older one
        calls["softplus"] = lambda out, t, x, beta: SPECIAL.softplus(x, out=out)  # of the default beta
    return calls


class _Ours:
    """The public functions. Default parameters are left to them, others are ready as arrays."""

    CALLS = dict.fromkeys(relu_simd.ufuncs.__all__)
    context = nullcontext

    @staticmethod
    def prepare(name, out, data, parameters):
        if name in WITH_DEFAULTS and parameters == tuple(WITH_DEFAULTS[name][1].values()):
            parameters = ()
        function = getattr(relu_simd, name)
        operands = (*data, *(np.array(parameter, np.float32) for parameter in parameters))
        # As the others are called: through a function of Python's that takes the operands one by one.
        call = {
            1: lambda out, x: function(x, out=out),
            2: lambda out, g, x: function(g, x, out=out),
            3: lambda out, g, x, a: function(g, x, a, out=out),
            4: lambda out, g, x, a, b: function(g, x, a, b, out=out),
        }[len(operands)]
        return partial(call, out, *operands)

    set_threads = staticmethod(relu_simd.set_num_threads)
    get_threads = staticmethod(relu_simd.get_num_threads)


class _NumPy:
    """The lines of the baselines."""

    CALLS = _LINES

    @staticmethod
    def context():
        return np.errstate(all="ignore")

    @classmethod
    def prepare(cls, name, out, data, parameters):
        return partial(cls.CALLS[name], out, scratch_for(name, data), *data, *parameters)

    @staticmethod
    def set_threads(count):
        """It has one."""


class _SciPy(_NumPy):
    CALLS = _special()


# label -> the packages that it needs, and its module
_KNOWN = {
    "NumPy": (["numpy"], _NumPy),
    "SciPy": (["scipy"], _SciPy),
    "PyTorch": (["torch"], "relu_simd._peers_torch"),
    "ONNX Runtime": (["onnxruntime", "onnx"], "relu_simd._peers_onnx"),
    "numexpr": (["numexpr"], "relu_simd._peers_numexpr"),
}
LABELS = (OURS, *_KNOWN)


def missing():
    """What is not installed: label to packages."""
    lacks = {label: [package for package in packages if not find_spec(package)]
             for label, (packages, _) in _KNOWN.items()}
    return {label: packages for label, packages in lacks.items() if packages}


def _load(label):
    module = _KNOWN[label][1]
    return import_module(module) if isinstance(module, str) else module


def contenders():
    """Label to module of what is installed, relu_simd first."""
    absent = missing()
    return {OURS: _Ours} | {label: _load(label) for label in _KNOWN if label not in absent}


def versions():
    """Of what is installed: package to version."""
    found = {}
    for packages, _ in _KNOWN.values():
        try:
            found[packages[0]] = version(packages[0])
        except PackageNotFoundError:
            continue
    return found


@contextmanager
def ready(peers, threads):
    """Where calls of these peers are prepared and made; our own number of threads is put back."""
    with ExitStack() as stack:
        stack.callback(_Ours.set_threads, _Ours.get_threads())
        for peer in peers.values():
            peer.set_threads(threads)
            stack.enter_context(peer.context())
        yield


def results(peer, name, out, data, parameters):
    """What a peer computes: `out`, or an array of its own."""
    with peer.context():
        made = peer.prepare(name, out, data, parameters)()
        return out if made is None else np.asarray(made)
