"""The AVX-512 target: x86-64 with AVX-512 F, DQ, BW and VL."""

cdef extern from *:
    """
    #include "table.h"
    extern const struct op_table tables_avx512[], checks_avx512[], row_tables_avx512[];
    """
    const op_table *TABLES "tables_avx512"
    const op_table *CHECKS "checks_avx512"
    const op_table *ROW_TABLES "row_tables_avx512"

include "_ufuncs.pxi"
