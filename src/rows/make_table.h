/* Turns the list of row operations into their loops and the table TABLE. */
#define OP(name, shape, ulp32, ulp64, cost) \
    static void row_part_##name(char **args, const intptr_t *dimensions, const intptr_t *steps, void *whole) \
    { run_rows(row_##name, #shape, args, dimensions, steps, whole); }
#include "../row_ops.h"
#undef OP

#define OP(name, shape, ulp32, ulp64, cost) \
    static void row_loop_##name(char **args, const intptr_t *dimensions, const intptr_t *steps, void *unused) \
    { (void)unused; run_rows_shared(row_part_##name, #shape, cost, args, dimensions, steps); }
#include "../row_ops.h"
#undef OP

#define OP(name, shape, ulp32, ulp64, cost) \
    {#name, #shape, sizeof(lane) == 4 ? ulp32 : ulp64, row_loop_##name},
const struct op_row TABLE[] = {
#include "../row_ops.h"
    {NULL, NULL, 0, NULL},
};
#undef OP
