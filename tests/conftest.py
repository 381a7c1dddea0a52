"""Every numeric test runs on every target that this machine can run."""

import accuracy
import numpy as np
import pytest

import relu_simd as rs
from relu_simd._cpu import REQUIRED_FEATURES

OPS = rs.ufuncs._OPS


def pytest_report_header():
    missing = [name for name in REQUIRED_FEATURES if name not in rs.targets]
    return [f"targets tested: {', '.join(rs.targets)} (active: {rs.active_target}); "
            f"not usable here, skipped: {', '.join(missing) or 'none'}",
            f"NumPy {np.__version__}"]


@pytest.fixture(params=list(rs.targets))
def target(request):
    """The module of a target."""
    return rs.targets[request.param]


@pytest.fixture(params=["float32", "float64"])
def dtype(request):
    return np.dtype(request.param)


@pytest.fixture(params=list(OPS))
def name(request):
    """The name of an operation."""
    return request.param


@pytest.fixture(scope="session")
def c_reference():
    """tests/c/reference.c, compiled."""
    try:
        return accuracy.c_reference()
    except accuracy.NoReferenceError as reason:
        pytest.skip(str(reason))
