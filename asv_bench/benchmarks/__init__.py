"""
The benchmarks of relu_simd, for asv: docs/benchmarks.md tells what each class measures. They walk the
op table, so a new operation is measured as soon as it has a row in src/ops.h or src/row_ops.h and
NumPy's lines for it in relu_simd/_baselines*.py; without those `asv check` fails.
"""

from .op_table import refuse_gaps

refuse_gaps()
