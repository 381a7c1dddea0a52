#include "../integers.h"

extern const struct op_row ops_scalar_f32[], ops_scalar_f64[], checks_scalar_f32[], checks_scalar_f64[];
const struct op_table tables_scalar[] = TABLES(ops_scalar_f32, ops_scalar_f64);
const struct op_table checks_scalar[] = CHECK_TABLES(checks_scalar_f32, checks_scalar_f64);
