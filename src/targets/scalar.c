#include "../target.h"

extern const struct op_row ops_scalar_f32[], ops_scalar_f64[], checks_scalar_f32[], checks_scalar_f64[];
extern const struct op_row row_ops_scalar_f32[], row_ops_scalar_f64[];
extern struct settings settings_scalar_f32, settings_scalar_f64;
const struct op_table tables_scalar[] = {INTEGER_TABLES, FLOAT_TABLES(ops, scalar)};
const struct op_table checks_scalar[] = {FLOAT_TABLES(checks, scalar)};
const struct op_table row_tables_scalar[] = {FLOAT_TABLES(row_ops, scalar)};
