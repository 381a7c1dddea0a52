/* float64 vectors of width 1. The contract stands in scalar_f32.h. */

#include "environment.h"

typedef double lane;
typedef double vec;
typedef int mask;
typedef uint64_t bits;
enum { LANES = 1 };
#define LANE_BITS 64
#include "apart.h"
#include "row_tables.h"

INLINE vec vec_load(const lane *from) { return *from; }
INLINE vec vec_load_once(const lane *from) { return vec_load(from); }
INLINE void vec_store(lane *to, vec a) { *to = a; }
INLINE void vec_stream(lane *to, vec a) { *to = a; }
INLINE void stream_end(void) {}
enum { STREAMS = 0, IN_HALVES = 0 };
INLINE vec vec_load_partial(const lane *from, intptr_t count) { return count > 0 ? *from : 0; }
INLINE void vec_store_partial(lane *to, vec a, intptr_t count) { if (count > 0) *to = a; }
INLINE vec vec_splat(lane a) { return a; }

INLINE vec vec_add(vec a, vec b) { return a + b; }
INLINE vec vec_sub(vec a, vec b) { return a - b; }
INLINE vec vec_sub_by_fma(vec a, vec b) { return a - b; }
INLINE vec vec_mul(vec a, vec b) { return a * b; }
INLINE vec vec_div(vec a, vec b) { return a / b; }

/* C's fma is exact by the standard, with or without hardware for it. */
INLINE vec vec_fma(vec a, vec b, vec c) { return fma(a, b, c); }
INLINE vec vec_fms(vec a, vec b, vec c) { return vec_fma(a, b, -c); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return vec_fma(-a, b, c); }

INLINE vec vec_abs(vec a) { return __builtin_fabs(a); }
INLINE vec vec_neg(vec a) { return -a; }
INLINE vec vec_copysign(vec magnitude, vec sign) { return __builtin_copysign(magnitude, sign); }
INLINE vec vec_mul_sign(vec a, vec sign) { return __builtin_signbit(sign) ? -a : a; }

INLINE vec vec_min(vec a, vec b) { return a < b ? a : b; }
INLINE vec vec_max(vec a, vec b) { return a > b ? a : b; }
INLINE vec vec_abs_max(vec a, vec bound) { return vec_max(vec_abs(a), bound); }

INLINE mask vec_lt(vec a, vec b) { return a < b; }
INLINE mask vec_le(vec a, vec b) { return a <= b; }
INLINE mask vec_eq(vec a, vec b) { return a == b; }
INLINE mask vec_nle(vec a, vec b) { return !(a <= b); }
INLINE mask vec_is_nan(vec a) { return a != a; }

INLINE mask mask_and(mask a, mask b) { return a & b; }
INLINE mask mask_or(mask a, mask b) { return a | b; }
INLINE mask mask_not(mask a) { return !a; }

INLINE vec vec_select(mask which, vec yes, vec no) { return which ? yes : no; }
INLINE vec vec_keep(mask which, vec a) { return which ? a : 0; }
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return which ? a - b : no; }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return which ? vec_fnma(a, b, c) : c; }

INLINE int mask_any(mask a) { return a; }

INLINE bits vec_bits(vec a)
{
    bits b;
    memcpy(&b, &a, sizeof b);
    return b;
}
INLINE vec vec_from_bits(bits a)
{
    vec b;
    memcpy(&b, &a, sizeof b);
    return b;
}
INLINE bits bits_add(bits a, bits b) { return a + b; }
INLINE bits bits_shift_left(bits a, int count) { return a << count; }
INLINE bits bits_shift_right(bits a, int count) { return a >> count; }

INLINE void lookup_rows(vec *to, size_t length, const lane *table, bits index)
{
    memcpy(to, table + length * (index % STEP_ROWS), length * sizeof(lane));
}

#define ROW_TABLE TABLE_IN_ROWS
#define STEP_TABLE STEPS_IN_ROWS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    (void)rows; /* 16 */
    lookup_rows(to, ROW_LENGTH, table, at->index);
}
INLINE void vec_lookup_step(vec *to, const lane *table, bits index) { lookup_rows(to, STEP_LENGTH, table, index); }

INLINE void vec_exchange(vec *a, vec *b, int distance) { (void)a, (void)b, (void)distance; }

INLINE mask mask_load(const uint8_t *from) { return *from != 0; }
INLINE void mask_store(uint8_t *to, mask a) { *to = (uint8_t)a; }
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)a[i];
}
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count) { return count > 0 && *from; }
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count) { if (count > 0) *to = (uint8_t)a; }
