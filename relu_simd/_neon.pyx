"""The NEON target: AArch64."""

cdef extern from *:
    """
    #include "table.h"
    extern const struct op_table tables_neon[], checks_neon[], row_tables_neon[];
    """
    const op_table *TABLES "tables_neon"
    const op_table *CHECKS "checks_neon"
    const op_table *ROW_TABLES "row_tables_neon"

include "_ufuncs.pxi"
