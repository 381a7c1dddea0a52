/* What a target exports: one table a dtype, each a list of operations with their ufunc loops. */
#ifndef RELU_SIMD_TABLE_H
#define RELU_SIMD_TABLE_H

#include <stdint.h>

enum { MAX_INPUTS = 4, MAX_OPERANDS = MAX_INPUTS + 1 };

/* NumPy's signature of a ufunc inner loop, npy_intp being intptr_t. `data` is NULL; for a part of a call it
   points to the number of elements or rows of the whole. */
typedef void op_loop(char **args, const intptr_t *dimensions, const intptr_t *steps, void *data);

/* The most threads that a user may ask for. */
enum { MOST_THREADS = 1024 };

/* Runs f(work, i, parts) for every i below a number of parts, on no more threads than it is worth. Returns 0 if
   it does nothing, since there is one thread. */
typedef void part_function(void *work, intptr_t part, intptr_t parts);
typedef int share_function(part_function *f, void *work, intptr_t worth);

/* Set when the module is loaded. */
struct settings {
    intptr_t stream_from;  /* the traffic in bytes from which a call stores its result past the caches */
    intptr_t share_from;   /* the cost from which a call is shared between threads */
    share_function *share;
};

struct op_row {
    const char *name;  /* NULL ends a table */
    const char *shape; /* as in ops.h */
    double max_ulp;
    op_loop *loop;
};

struct op_table {
    const char *dtype; /* kind and bytes, as NumPy's dtype.str has them: "f4"; NULL ends the list */
    const struct op_row *rows;
    struct settings *settings; /* NULL where nothing is streamed or shared */
};

#endif
