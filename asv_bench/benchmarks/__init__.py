"""
The benchmarks of relu_simd, for asv. They walk the op table, so a new operation is measured as soon
as it has a row in src/ops.h and NumPy's lines for it in relu_simd/_baselines.py.
"""

from relu_simd._baselines import BASELINES
from relu_simd._baselines_rows import ROW_BASELINES
from relu_simd.ufuncs import _OPS, _ROWS

_missing = sorted({*_OPS, *_ROWS} - {*BASELINES, *ROW_BASELINES})
if _missing:
    raise RuntimeError(
        f"Missing baselines for: {', '.join(_missing)}. Add them to relu_simd/_baselines.py."
    )
