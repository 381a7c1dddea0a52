#include "../target.h"

extern const struct op_row ops_avx2_f32[], ops_avx2_f64[], checks_avx2_f32[], checks_avx2_f64[];
extern const struct op_row row_ops_avx2_f32[], row_ops_avx2_f64[];
extern struct settings settings_avx2_f32, settings_avx2_f64;
const struct op_table tables_avx2[] = {INTEGER_TABLES, FLOAT_TABLES(ops, avx2)};
const struct op_table checks_avx2[] = {FLOAT_TABLES(checks, avx2)};
const struct op_table row_tables_avx2[] = {FLOAT_TABLES(row_ops, avx2)};
