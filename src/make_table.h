/* Turns a list of operations into its table: OPS is the file with the OP rows, TABLE the name. */
#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    INLINE void kernel_##name(const struct operands *x, vec *value, mask *active) \
    { (void)value, (void)active; APPLY_##shape(op_##name, x); }
#include OPS
#undef OP

#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    static void fixed_##name(const char *const *in, char *out, intptr_t count, enum memory memory) \
    { run_block(kernel_##name, SHAPE_##shape, unroll, 0, in, out, count, memory); }
#include OPS
#undef OP

/* The same block as the fixed one where the shape has no parameter: nothing is made twice then. */
#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    static void varying_##name(const char *const *in, char *out, intptr_t count, enum memory memory) \
    { run_block(kernel_##name, SHAPE_##shape, unroll, 1, in, out, count, memory); }
#include OPS
#undef OP

#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    static void part_##name(char **args, const intptr_t *count, const intptr_t *steps, void *whole) \
    { run(fixed_##name, varying_##name, SHAPE_##shape, cost, args, count, steps, whole); }
#include OPS
#undef OP

#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    static void loop_##name(char **args, const intptr_t *count, const intptr_t *steps, void *unused) \
    { (void)unused; run_shared(part_##name, SHAPE_##shape, cost, args, count, steps); }
#include OPS
#undef OP

#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    {#name, #shape, sizeof(lane) == 4 ? ulp32 : ulp64, loop_##name},
_Static_assert(sizeof(lane) == 4 || sizeof(lane) == 8, "the rows have bounds for these two");
const struct op_row TABLE[] = {
#include OPS
    {NULL, NULL, 0, NULL},
};
#undef OP
