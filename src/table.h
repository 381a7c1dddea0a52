/* What a target exports: one table a dtype, each a list of operations with their ufunc loops. */
#ifndef RELU_SIMD_TABLE_H
#define RELU_SIMD_TABLE_H

#include <stdint.h>

/* NumPy's signature of a ufunc inner loop, npy_intp being intptr_t. */
typedef void op_loop(char **args, const intptr_t *dimensions, const intptr_t *steps, void *data);

struct op_row {
    const char *name;  /* NULL ends a table */
    const char *shape; /* as in ops.h */
    double max_ulp;
    op_loop *loop;
};

struct op_table {
    const char *dtype; /* kind and bytes, as NumPy's dtype.str has them: "f4"; NULL ends the list */
    const struct op_row *rows;
    intptr_t *stream_from; /* see loops.h; NULL where nothing is streamed */
};

#endif
