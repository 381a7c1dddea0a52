#include "../integers.h"

extern const struct op_row ops_neon_f32[], ops_neon_f64[], checks_neon_f32[], checks_neon_f64[];
const struct op_table tables_neon[] = TABLES(ops_neon_f32, ops_neon_f64);
const struct op_table checks_neon[] = CHECK_TABLES(checks_neon_f32, checks_neon_f64);
