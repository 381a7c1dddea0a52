/* float32 vectors of AVX-512 (F, DQ, BW, VL): 16 lanes, a mask is a mask register.
   The contract stands in scalar_f32.h. */
#include <immintrin.h>

#include "environment.h"

typedef float lane;
typedef __m512 vec;
typedef __mmask16 mask;
typedef __m512i bits;
enum { LANES = 16 };
#define LANE_BITS 32
#include "apart.h"
#include "row_tables.h"

INLINE mask first_lanes(intptr_t count) { return (mask)((1u << count) - 1); }

INLINE vec vec_load(const lane *from) { return _mm512_loadu_ps(from); }
INLINE vec vec_load_once(const lane *from) { return vec_apart(vec_load(from)); }
INLINE void vec_store(lane *to, vec a) { _mm512_storeu_ps(to, a); }
INLINE void vec_stream(lane *to, vec a) { _mm512_stream_ps(to, a); }
INLINE void stream_end(void) { _mm_sfence(); }
enum { STREAMS = 1, IN_HALVES = 0 };
INLINE vec vec_load_partial(const lane *from, intptr_t count)
{
    return _mm512_maskz_loadu_ps(first_lanes(count), from);
}
INLINE void vec_store_partial(lane *to, vec a, intptr_t count)
{
    _mm512_mask_storeu_ps(to, first_lanes(count), a);
}
INLINE vec vec_splat(lane a) { return _mm512_set1_ps(a); }

INLINE vec vec_add(vec a, vec b) { return _mm512_add_ps(a, b); }
INLINE vec vec_sub(vec a, vec b) { return _mm512_sub_ps(a, b); }
INLINE vec vec_sub_by_fma(vec a, vec b) { return _mm512_fmsub_ps(a, _mm512_set1_ps(1), b); }
INLINE vec vec_mul(vec a, vec b) { return _mm512_mul_ps(a, b); }
INLINE vec vec_div(vec a, vec b) { return _mm512_div_ps(a, b); }
INLINE vec vec_fma(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
INLINE vec vec_fms(vec a, vec b, vec c) { return _mm512_fmsub_ps(a, b, c); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return _mm512_fnmadd_ps(a, b, c); }

INLINE vec vec_abs(vec a) { return _mm512_andnot_ps(_mm512_set1_ps(-0.0f), a); }
INLINE vec vec_neg(vec a) { return _mm512_xor_ps(_mm512_set1_ps(-0.0f), a); }
INLINE vec vec_copysign(vec magnitude, vec sign)
{
    return _mm512_or_ps(vec_abs(magnitude), _mm512_and_ps(_mm512_set1_ps(-0.0f), sign));
}
INLINE vec vec_mul_sign(vec a, vec sign) { return _mm512_xor_ps(a, _mm512_and_ps(_mm512_set1_ps(-0.0f), sign)); }

INLINE vec vec_min(vec a, vec b) { return _mm512_min_ps(a, b); }
INLINE vec vec_max(vec a, vec b) { return _mm512_max_ps(a, b); }
INLINE vec vec_abs_min(vec a, vec bound)
{
    return _mm512_range_ps(a, bound, 0x0a); /* the lesser absolute value, as a positive number */
}

INLINE vec vec_abs_max(vec a, vec bound)
{
    return _mm512_range_ps(a, bound, 0x0b); /* the greater absolute value, as a positive number */
}

INLINE mask vec_lt(vec a, vec b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
INLINE mask vec_le(vec a, vec b) { return _mm512_cmp_ps_mask(a, b, _CMP_LE_OQ); }
INLINE mask vec_eq(vec a, vec b) { return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ); }
INLINE mask vec_nle(vec a, vec b) { return _mm512_cmp_ps_mask(a, b, _CMP_NLE_UQ); }
INLINE mask vec_is_nan(vec a) { return _mm512_cmp_ps_mask(a, a, _CMP_UNORD_Q); }

INLINE mask mask_and(mask a, mask b) { return a & b; }
INLINE mask mask_or(mask a, mask b) { return a | b; }
INLINE mask mask_not(mask a) { return (mask)~a; }

INLINE vec vec_select(mask which, vec yes, vec no) { return _mm512_mask_blend_ps(which, no, yes); }
INLINE vec vec_keep(mask which, vec a) { return _mm512_maskz_mov_ps(which, a); }
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return _mm512_mask_sub_ps(no, which, a, b); }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return _mm512_mask3_fnmadd_ps(a, b, c, which); }

INLINE int mask_any(mask a) { return a != 0; }

INLINE bits vec_bits(vec a) { return _mm512_castps_si512(a); }
INLINE vec vec_from_bits(bits a) { return _mm512_castsi512_ps(a); }
INLINE bits bits_add(bits a, bits b) { return _mm512_add_epi32(a, b); }
INLINE bits bits_shift_left(bits a, int count) { return _mm512_slli_epi32(a, (unsigned)count); }
INLINE bits bits_shift_right(bits a, int count) { return _mm512_srli_epi32(a, (unsigned)count); }

INLINE vec in_both_halves(const lane *eight) { return _mm512_broadcast_f32x8(_mm256_loadu_ps(eight)); }
INLINE vec permute_eight(vec in_both_halves, bits index) { return _mm512_permutexvar_ps(index, in_both_halves); }
INLINE vec vec_lookup8(const lane *table, bits index) { return permute_eight(in_both_halves(table), index); }

/* For step_powers.h: a 2^floor(power), one operation where a shift and a sum of bits are two. */
#define SCALES_BY_POWERS
INLINE vec scale_by_power(vec a, vec power) { return _mm512_scalef_ps(a, power); }

INLINE vec vec_lookup16(const lane *table, bits index)
{
    return _mm512_permutexvar_ps(index, _mm512_loadu_ps(table));
}
#define ROW_TABLE TABLE_IN_COLUMNS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    for (int i = 0; i < ROW_LENGTH; i++) {
        const lane *const column = table + i * rows;
        to[i] = rows == 16 ? vec_lookup16(column, at->index)
                           : _mm512_permutex2var_ps(_mm512_loadu_ps(column), at->index, _mm512_loadu_ps(column + 16));
    }
}

INLINE void vec_exchange(vec *a, vec *b, int distance)
{
    const vec first = *a, second = *b;
    if (distance == 8) {
        *a = _mm512_shuffle_f32x4(first, second, 0x44);
        *b = _mm512_shuffle_f32x4(first, second, 0xee);
    } else if (distance == 4) {
        *a = _mm512_mask_shuffle_f32x4(first, 0xf0f0, second, second, 0xa0);
        *b = _mm512_mask_shuffle_f32x4(second, 0x0f0f, first, first, 0xf5);
    } else if (distance == 2) {
        const __m512d one = _mm512_castps_pd(first), two = _mm512_castps_pd(second);
        *a = _mm512_castpd_ps(_mm512_unpacklo_pd(one, two));
        *b = _mm512_castpd_ps(_mm512_unpackhi_pd(one, two));
    } else {
        *a = _mm512_mask_moveldup_ps(first, 0xaaaa, second);
        *b = _mm512_mask_movehdup_ps(second, 0x5555, first);
    }
}

INLINE mask mask_load(const uint8_t *from)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)from);
    return _mm_test_epi8_mask(bytes, bytes);
}
INLINE void mask_store(uint8_t *to, mask a)
{
    _mm_storeu_si128((__m128i *)to, _mm_maskz_set1_epi8(a, 1));
}
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    const __mmask64 all = _mm512_kunpackd(_mm512_kunpackw(a[3], a[2]), _mm512_kunpackw(a[1], a[0]));
    _mm512_storeu_si512(to, _mm512_maskz_mov_epi8(all, _mm512_set1_epi8(1)));
}
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count)
{
    const __m128i bytes = _mm_maskz_loadu_epi8(first_lanes(count), from);
    return _mm_test_epi8_mask(bytes, bytes);
}
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count)
{
    _mm_mask_storeu_epi8(to, first_lanes(count), _mm_maskz_set1_epi8(a, 1));
}
