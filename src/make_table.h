/* Turns a list of operations into its table: OPS is the file with the OP rows, TABLE the name. */
#define OP_IN_HALVES OP
#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    INLINE void kernel_##name(const struct operands *x, vec *value, mask *active) \
    { (void)value, (void)active; APPLY_##shape(op_##name, x); }
#include OPS
#undef OP
#undef OP_IN_HALVES

/* The halves. */
#define OP(name, shape, ulp32, ulp64, unroll, cost)
#define OP_IN_HALVES(name, shape, ulp32, ulp64, unroll, cost) \
    INLINE void first_##name(const struct operands *x, void *half) { FIRST_##shape(name, x, half); } \
    INLINE void second_##name(const struct operands *x, vec *y, mask *none) { (void)none; SECOND_##shape(name, x, y); }
#include OPS
#undef OP
#undef OP_IN_HALVES

#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    static void fixed_##name(const char *const *in, char *out, intptr_t count, enum memory memory) \
    { run_block(kernel_##name, WHOLE, SHAPE_##shape, unroll, 0, in, out, count, memory); }
#define HALVES(name, room) \
    (IN_HALVES ? (struct halves){first_##name, second_##name, (char *)(room), sizeof *(room)} : WHOLE)
#define OP_IN_HALVES(name, shape, ulp32, ulp64, unroll, cost) \
    static void fixed_##name(const char *const *in, char *out, intptr_t count, enum memory memory) \
    { struct name##_half room[TILE / LANES]; \
      run_block(kernel_##name, HALVES(name, room), SHAPE_##shape, unroll, 0, in, out, count, memory); }
#include OPS
#undef OP
#undef OP_IN_HALVES
#undef HALVES

/* The same block as the fixed one where the shape has no parameter: nothing is made twice then. */
#define OP(name, shape, ulp32, ulp64, unroll, cost) \
    static void varying_##name(const char *const *in, char *out, intptr_t count, enum memory memory) \
    { run_block(kernel_##name, WHOLE, SHAPE_##shape, unroll, 1, in, out, count, memory); }
#define OP_IN_HALVES(name, shape, ulp32, ulp64, unroll, cost) \
    static void varying_##name(const char *const *in, char *out, intptr_t count, enum memory memory) \
    { fixed_##name(in, out, count, memory); }
#include OPS
#undef OP
#undef OP_IN_HALVES

#define OP_IN_HALVES OP
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
#undef OP_IN_HALVES
