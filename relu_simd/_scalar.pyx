"""The scalar target: any CPU."""

cdef extern from *:
    """
    #include "table.h"
    extern const struct op_table tables_scalar[], checks_scalar[], row_tables_scalar[];
    """
    const op_table *TABLES "tables_scalar"
    const op_table *CHECKS "checks_scalar"
    const op_table *ROW_TABLES "row_tables_scalar"

include "_ufuncs.pxi"
