"""The AVX2 target: x86-64 with AVX2 and FMA."""

cdef extern from *:
    """
    #include "table.h"
    extern const struct op_table tables_avx2[], checks_avx2[], row_tables_avx2[];
    """
    const op_table *TABLES "tables_avx2"
    const op_table *CHECKS "checks_avx2"
    const op_table *ROW_TABLES "row_tables_avx2"

include "_ufuncs.pxi"
