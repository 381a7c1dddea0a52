#include "../integers.h"

extern const struct op_row ops_avx512_f32[], ops_avx512_f64[], checks_avx512_f32[], checks_avx512_f64[];
const struct op_table tables_avx512[] = TABLES(ops_avx512_f32, ops_avx512_f64);
const struct op_table checks_avx512[] = CHECK_TABLES(checks_avx512_f32, checks_avx512_f64);
