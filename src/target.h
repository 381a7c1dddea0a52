/* The lists of tables that a target exports: what src/targets/<isa>.c initializes them with. */
#include "integers.h"

#define INTEGER_TABLE(dtype) {#dtype, rows_##dtype, NULL}
#define FLOAT_TABLE(kind, isa, dtype, bits) {#dtype, kind##_##isa##_##bits, &settings_##isa##_##bits}

#define INTEGER_TABLES \
    INTEGER_TABLE(i1), INTEGER_TABLE(i2), INTEGER_TABLE(i4), INTEGER_TABLE(i8), \
    INTEGER_TABLE(u1), INTEGER_TABLE(u2), INTEGER_TABLE(u4), INTEGER_TABLE(u8)
#define FLOAT_TABLES(kind, isa) \
    FLOAT_TABLE(kind, isa, f4, f32), FLOAT_TABLE(kind, isa, f8, f64), {NULL, NULL, NULL}
