#include "../target.h"

extern const struct op_row ops_avx512_f32[], ops_avx512_f64[], checks_avx512_f32[], checks_avx512_f64[];
extern const struct op_row row_ops_avx512_f32[], row_ops_avx512_f64[];
extern struct settings settings_avx512_f32, settings_avx512_f64;
const struct op_table tables_avx512[] = {INTEGER_TABLES, FLOAT_TABLES(ops, avx512)};
const struct op_table checks_avx512[] = {FLOAT_TABLES(checks, avx512)};
const struct op_table row_tables_avx512[] = {FLOAT_TABLES(row_ops, avx512)};
