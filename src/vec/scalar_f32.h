/* float32 vectors of width 1, and the contract of the vec layer: every other header gives these
   names the same meaning, lane by lane and bit by bit (a NaN may differ in sign and payload).

   lane    the element in memory          LANES  lanes in a vec
   vec     LANES values                   mask   LANES truth values
   bits    LANES unsigned integers, as wide as a lane
   All arithmetic is IEEE 754, rounded to nearest even, subnormals kept. The float64 headers have all but what
   float32's gelu alone calls.

   What a header may have besides: its own row places (row_tables.h), scale_by_power (step_powers.h). */

#include "environment.h"

typedef float lane;
typedef float vec;
typedef int mask;
typedef uint32_t bits;
enum { LANES = 1 };
#define LANE_BITS 32
#include "apart.h"
#include "row_tables.h"

/* Pointers need the alignment of a lane only. The partial forms touch the first `count` lanes,
   0 <= count < LANES, and no byte beyond; the other lanes of a partial load are unspecified.
   vec_stream stores past the caches if STREAMS says that the CPU can; it needs the alignment of a vec, and
   stream_end before another thread may look. IN_HALVES: does it pay to run operations so (loops.h)? vec_load_once is
   for a value with several uses: a compiler may make each use load it again. */
INLINE vec vec_load(const lane *from) { return *from; }
INLINE vec vec_load_once(const lane *from) { return vec_load(from); }
INLINE void vec_store(lane *to, vec a) { *to = a; }
INLINE void vec_stream(lane *to, vec a) { *to = a; }
INLINE void stream_end(void) {}
enum { STREAMS = 0, IN_HALVES = 0 };
INLINE vec vec_load_partial(const lane *from, intptr_t count) { return count > 0 ? *from : 0; }
INLINE void vec_store_partial(lane *to, vec a, intptr_t count) { if (count > 0) *to = a; }
INLINE vec vec_splat(lane a) { return a; }

/* One correctly rounded operation each. */
INLINE vec vec_add(vec a, vec b) { return a + b; }
INLINE vec vec_sub(vec a, vec b) { return a - b; }

/* a - b in the pipes of the multiplication, where these are others than those of the addition: for code that
   is nearly all additions. */
INLINE vec vec_sub_by_fma(vec a, vec b) { return a - b; }

INLINE vec vec_mul(vec a, vec b) { return a * b; }
INLINE vec vec_div(vec a, vec b) { return a / b; }

/* a * b + c with one rounding. Without FMA hardware: the product is exact in float64; the sum is
   rounded to odd there (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", IEEE
   Trans. Computers 57, 2008), which makes the second rounding, to float32, the only one that
   counts: 53 bits are more than twice 24 plus 2, also for subnormal results. */
#ifdef __FP_FAST_FMAF
INLINE vec vec_fma(vec a, vec b, vec c) { return __builtin_fmaf(a, b, c); }
#else
INLINE vec vec_fma(vec a, vec b, vec c)
{
    const double product = (double)a * b, addend = c, sum = product + addend;
    const double part = sum - product;
    const double error = (product - (sum - part)) + (addend - part);
    int64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    /* The error is NaN where the sum is not finite, and nothing is adjusted then. */
    if ((error > 0 || error < 0) && !(bits & 1))
        bits += (error > 0) == (bits >= 0) ? 1 : -1;
    double odd;
    memcpy(&odd, &bits, sizeof odd);
    return (float)odd;
}
#endif

/* a * b - c and c - a * b, each with one rounding. */
INLINE vec vec_fms(vec a, vec b, vec c) { return vec_fma(a, b, -c); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return vec_fma(-a, b, c); }

/* Only the sign bit changes, of NaN and zeros too. vec_mul_sign gives a or, where the other's sign bit is set, -a. */
INLINE vec vec_abs(vec a) { return __builtin_fabsf(a); }
INLINE vec vec_neg(vec a) { return -a; }
INLINE vec vec_copysign(vec magnitude, vec sign) { return __builtin_copysignf(magnitude, sign); }
INLINE vec vec_mul_sign(vec a, vec sign) { return __builtin_signbit(sign) ? -a : a; }

/* The second operand if either is NaN or if both are zeros, as x86 has it: put the value whose
   NaN must survive second. */
INLINE vec vec_min(vec a, vec b) { return a < b ? a : b; }
INLINE vec vec_max(vec a, vec b) { return a > b ? a : b; }

/* The lesser of |a| and bound >= 0, and the greater; of NaN it is the bound, but a signaling one may stay NaN. */
INLINE vec vec_abs_min(vec a, vec bound) { return vec_min(vec_abs(a), bound); }
INLINE vec vec_abs_max(vec a, vec bound) { return vec_max(vec_abs(a), bound); }

/* False for NaN, but vec_nle, which is not (a <= b) and so true for NaN. */
INLINE mask vec_lt(vec a, vec b) { return a < b; }
INLINE mask vec_le(vec a, vec b) { return a <= b; }
INLINE mask vec_eq(vec a, vec b) { return a == b; }
INLINE mask vec_nle(vec a, vec b) { return !(a <= b); }
INLINE mask vec_is_nan(vec a) { return a != a; }

INLINE mask mask_and(mask a, mask b) { return a & b; }
INLINE mask mask_or(mask a, mask b) { return a | b; }
INLINE mask mask_not(mask a) { return !a; }

/* Bits are moved, not computed: a NaN keeps its payload. vec_keep gives +0.0 where not kept. */
INLINE vec vec_select(mask which, vec yes, vec no) { return which ? yes : no; }
INLINE vec vec_keep(mask which, vec a) { return which ? a : 0; }

/* a - b where `which`, else `no`. */
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return which ? a - b : no; }

/* c - a * b where `which`, else c, for a number b >= 0. */
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return which ? vec_fnma(a, b, c) : c; }

/* Is any lane true? */
INLINE int mask_any(mask a) { return a; }

/* The bits of the lanes as unsigned integers, sums modulo 2^32 (in float64 2^64). A count of a shift
   is a constant below the width. */
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

/* Element `index` of a table, of which only the low three or four bits count. */
INLINE vec vec_lookup8(const lane *table, bits index) { return table[index & 7]; }
INLINE vec vec_lookup16(const lane *table, bits index) { return table[index & 15]; }

/* The ROW_LENGTH numbers of a row of a ROW_TABLE. `rows` is that of find_rows, 16 or 32; of the index there only the
   low bits count. */
#define ROW_TABLE TABLE_IN_ROWS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    for (int i = 0; i < ROW_LENGTH; i++)
        to[i] = table[ROW_LENGTH * (at->index % (bits)rows) + (bits)i];
}

/* A step of a transposition: the lanes of a whose index has the bit `distance`, a constant power of two
   below LANES, change places with those of b that are `distance` lanes lower. */
INLINE void vec_exchange(vec *a, vec *b, int distance) { (void)a, (void)b, (void)distance; }

/* In memory a truth value is a byte: 0 or 1 when written, any non-zero is true when read.
   mask_store_4 stores four masks one after the other, which costs little more than one. */
INLINE mask mask_load(const uint8_t *from) { return *from != 0; }
INLINE void mask_store(uint8_t *to, mask a) { *to = (uint8_t)a; }
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)a[i];
}
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count) { return count > 0 && *from; }
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count) { if (count > 0) *to = (uint8_t)a; }
