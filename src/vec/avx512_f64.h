/* float64 vectors of AVX-512 (F, DQ, BW, VL): 8 lanes, a mask is a mask register.
   The contract stands in scalar_f32.h. */
#include <immintrin.h>

#include "environment.h"

typedef double lane;
typedef __m512d vec;
typedef __mmask8 mask;
typedef __m512i bits;
enum { LANES = 8 };
#define LANE_BITS 64
#include "apart.h"
#include "row_tables.h"

INLINE mask first_lanes(intptr_t count) { return (mask)((1u << count) - 1); }

INLINE vec vec_load(const lane *from) { return _mm512_loadu_pd(from); }
INLINE vec vec_load_once(const lane *from) { return vec_apart(vec_load(from)); }
INLINE void vec_store(lane *to, vec a) { _mm512_storeu_pd(to, a); }
INLINE void vec_stream(lane *to, vec a) { _mm512_stream_pd(to, a); }
INLINE void stream_end(void) { _mm_sfence(); }
enum { STREAMS = 1, IN_HALVES = 0 };
INLINE vec vec_load_partial(const lane *from, intptr_t count)
{
    return _mm512_maskz_loadu_pd(first_lanes(count), from);
}
INLINE void vec_store_partial(lane *to, vec a, intptr_t count)
{
    _mm512_mask_storeu_pd(to, first_lanes(count), a);
}
INLINE vec vec_splat(lane a) { return _mm512_set1_pd(a); }

INLINE vec vec_add(vec a, vec b) { return _mm512_add_pd(a, b); }
INLINE vec vec_sub(vec a, vec b) { return _mm512_sub_pd(a, b); }
INLINE vec vec_sub_by_fma(vec a, vec b) { return _mm512_fmsub_pd(a, _mm512_set1_pd(1), b); }
INLINE vec vec_mul(vec a, vec b) { return _mm512_mul_pd(a, b); }
INLINE vec vec_div(vec a, vec b) { return _mm512_div_pd(a, b); }
INLINE vec vec_fma(vec a, vec b, vec c) { return _mm512_fmadd_pd(a, b, c); }
INLINE vec vec_fms(vec a, vec b, vec c) { return _mm512_fmsub_pd(a, b, c); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return _mm512_fnmadd_pd(a, b, c); }

INLINE vec vec_abs(vec a) { return _mm512_andnot_pd(_mm512_set1_pd(-0.0), a); }
INLINE vec vec_neg(vec a) { return _mm512_xor_pd(_mm512_set1_pd(-0.0), a); }
INLINE vec vec_copysign(vec magnitude, vec sign)
{
    return _mm512_or_pd(vec_abs(magnitude), _mm512_and_pd(_mm512_set1_pd(-0.0), sign));
}
INLINE vec vec_mul_sign(vec a, vec sign) { return _mm512_xor_pd(a, _mm512_and_pd(_mm512_set1_pd(-0.0), sign)); }

INLINE vec vec_min(vec a, vec b) { return _mm512_min_pd(a, b); }
INLINE vec vec_max(vec a, vec b) { return _mm512_max_pd(a, b); }

INLINE vec vec_abs_max(vec a, vec bound)
{
    return _mm512_range_pd(a, bound, 0x0b); /* the greater absolute value, as a positive number */
}

INLINE mask vec_lt(vec a, vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
INLINE mask vec_le(vec a, vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
INLINE mask vec_eq(vec a, vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
INLINE mask vec_nle(vec a, vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_NLE_UQ); }
INLINE mask vec_is_nan(vec a) { return _mm512_cmp_pd_mask(a, a, _CMP_UNORD_Q); }

INLINE mask mask_and(mask a, mask b) { return a & b; }
INLINE mask mask_or(mask a, mask b) { return a | b; }
INLINE mask mask_not(mask a) { return (mask)~a; }

INLINE vec vec_select(mask which, vec yes, vec no) { return _mm512_mask_blend_pd(which, no, yes); }
INLINE vec vec_keep(mask which, vec a) { return _mm512_maskz_mov_pd(which, a); }
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return _mm512_mask_sub_pd(no, which, a, b); }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return _mm512_mask3_fnmadd_pd(a, b, c, which); }

INLINE int mask_any(mask a) { return a != 0; }

INLINE bits vec_bits(vec a) { return _mm512_castpd_si512(a); }
INLINE vec vec_from_bits(bits a) { return _mm512_castsi512_pd(a); }
INLINE bits bits_add(bits a, bits b) { return _mm512_add_epi64(a, b); }
INLINE bits bits_shift_left(bits a, int count) { return _mm512_slli_epi64(a, (unsigned)count); }
INLINE bits bits_shift_right(bits a, int count) { return _mm512_srli_epi64(a, (unsigned)count); }

INLINE void lookup_columns(vec *to, int columns, const lane *table, bits index)
{
    for (int i = 0; i < columns; i++) {
        const lane *const column = table + i * STEP_ROWS;
        to[i] = _mm512_permutex2var_pd(_mm512_loadu_pd(column), index, _mm512_loadu_pd(column + LANES));
    }
}

#define ROW_TABLE TABLE_IN_COLUMNS
#define STEP_TABLE STEPS_IN_COLUMNS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    (void)rows; /* 16 */
    lookup_columns(to, ROW_LENGTH, table, at->index);
}
INLINE void vec_lookup_step(vec *to, const lane *table, bits index) { lookup_columns(to, STEP_LENGTH, table, index); }

INLINE void vec_exchange(vec *a, vec *b, int distance)
{
    const vec first = *a, second = *b;
    if (distance == 4) {
        *a = _mm512_shuffle_f64x2(first, second, 0x44);
        *b = _mm512_shuffle_f64x2(first, second, 0xee);
    } else if (distance == 2) {
        *a = _mm512_mask_shuffle_f64x2(first, 0xcc, second, second, 0xa0);
        *b = _mm512_mask_shuffle_f64x2(second, 0x33, first, first, 0xf5);
    } else {
        *a = _mm512_unpacklo_pd(first, second);
        *b = _mm512_unpackhi_pd(first, second);
    }
}

/* Eight bytes are half a register: the upper eight lanes stay untouched. */
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count)
{
    const __m128i bytes = _mm_maskz_loadu_epi8(first_lanes(count), from);
    return (mask)_mm_test_epi8_mask(bytes, bytes);
}
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count)
{
    _mm_mask_storeu_epi8(to, first_lanes(count), _mm_maskz_set1_epi8(a, 1));
}
INLINE mask mask_load(const uint8_t *from)
{
    const __m128i bytes = _mm_loadl_epi64((const __m128i *)from);
    return (mask)_mm_test_epi8_mask(bytes, bytes);
}
INLINE void mask_store(uint8_t *to, mask a)
{
    _mm_storel_epi64((__m128i *)to, _mm_maskz_set1_epi8(a, 1));
}
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    const __mmask32 all = _mm512_kunpackw(_mm512_kunpackb(a[3], a[2]), _mm512_kunpackb(a[1], a[0]));
    _mm256_storeu_si256((__m256i *)to, _mm256_maskz_mov_epi8(all, _mm256_set1_epi8(1)));
}
