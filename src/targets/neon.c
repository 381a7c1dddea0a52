#include "../target.h"

extern const struct op_row ops_neon_f32[], ops_neon_f64[], checks_neon_f32[], checks_neon_f64[];
extern const struct op_row row_ops_neon_f32[], row_ops_neon_f64[];
extern struct settings settings_neon_f32, settings_neon_f64;
const struct op_table tables_neon[] = {INTEGER_TABLES, FLOAT_TABLES(ops, neon)};
const struct op_table checks_neon[] = {FLOAT_TABLES(checks, neon)};
const struct op_table row_tables_neon[] = {FLOAT_TABLES(row_ops, neon)};
