"""The two references of the tests, NumPy's longdouble and C: written independently, they agree."""

import accuracy
import numpy as np
import pytest

from relu_simd._reference import REFERENCE, interesting, reference, ulp_errors

pytestmark = pytest.mark.usefixtures("c_reference")
FLOAT = [name for name in REFERENCE if "mask" not in name]


def exact_results(name, x):
    return reference(name, *accuracy.operands(name, "vv" if "backward" in name else "v", x))


@pytest.mark.parametrize("name", FLOAT)
def test_to_the_nearest_number(name, dtype):
    x = interesting(dtype)
    exact = exact_results(name, x)
    with np.errstate(all="ignore"):
        (tally,) = accuracy.judge(name, x, exact.astype(dtype))
    at = x[tally.wrong_kind_at], x[tally.wrong_zero_at]
    assert (tally.wrong_kinds, tally.wrong_zeros) == (0, 0), at
    uncertain = 4 * np.finfo(np.longdouble).eps / np.finfo(dtype).eps  # as in ulp_errors
    assert tally.worst <= 0.5 + max(uncertain, 1e-6), x[tally.worst_at]


@pytest.mark.parametrize("name", FLOAT)
def test_how_far_wrong_results_are(name, dtype):
    """Results that are one step off, and the signs of zeros."""
    x = interesting(dtype)
    exact = exact_results(name, x)
    with np.errstate(all="ignore"):
        results = np.nextafter(exact.astype(dtype), dtype.type(np.inf))
    errors = ulp_errors(results, exact)
    (tally,) = accuracy.judge(name, x, results)
    assert tally.wrong_kinds + tally.wrong_zeros == np.count_nonzero(np.isinf(errors))
    assert tally.worst == pytest.approx(errors[np.isfinite(errors)].max(), rel=1e-6, abs=0.02)
