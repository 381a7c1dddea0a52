"""Which targets there are, and which one is active."""

import importlib
import os
from collections.abc import Mapping
from importlib.util import find_spec

try:
    from relu_simd._cpu import REQUIRED_FEATURES, features
except ModuleNotFoundError as error:
    raise ImportError(
        "the extension modules of relu_simd are not beside its Python files: if this is a source "
        "checkout, build it with 'pip install -e .' or leave its folder"
    ) from error

VARIABLE = "RELU_SIMD_TARGET"


def compiled_targets():
    """The targets in this installation, the best first."""
    return tuple(name for name in REQUIRED_FEATURES if find_spec(f"relu_simd._{name}"))


def usable_targets():
    """The compiled targets that this CPU and system can run, the best first."""
    present = set(features())
    return tuple(name for name in compiled_targets() if REQUIRED_FEATURES[name] <= present)


class Targets(Mapping):
    """
    The targets that can run here: name to module, each with every ufunc as an attribute.

    A module is loaded when it is first asked for, so on a CPU that lacks a target's instructions
    its code is never even mapped.

    Examples
    --------
    >>> import relu_simd as rs
    >>> "scalar" in rs.targets
    True
    >>> rs.targets["scalar"].relu([-1.0, 2.0])
    array([0., 2.])
    """

    def __init__(self, names):
        self._names = names

    def __getitem__(self, name):
        if name not in self._names:
            raise KeyError(f"{name!r} is not one of the targets here: {', '.join(self._names)}")
        return importlib.import_module(f"relu_simd._{name}")

    def __iter__(self):
        return iter(self._names)

    def __len__(self):
        return len(self._names)

    def __repr__(self):
        return f"<targets: {', '.join(self._names)}>"


def choose(targets):
    """The target that the environment asks for, else the best."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return next(iter(targets))
    if wanted not in targets:
        known = "not usable on this machine" if wanted in REQUIRED_FEATURES else "unknown"
        raise ImportError(
            f"{VARIABLE}={wanted!r} is {known}: choose one of {', '.join(targets)}"
        )
    return wanted


targets = Targets(usable_targets())
active_target = choose(targets)
