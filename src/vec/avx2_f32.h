/* float32 vectors of AVX2 and FMA: 8 lanes, a mask is a vector of all-ones or all-zeros lanes.
   The contract stands in scalar_f32.h. */
#include <immintrin.h>

#include "environment.h"

typedef float lane;
typedef __m256 vec;
typedef __m256 mask;
typedef __m256i bits;
enum { LANES = 8 };
#define LANE_BITS 32
#define OWN_ROW_PLACES
#include "apart.h"
#include "row_tables.h"

INLINE vec vec_load(const lane *from) { return _mm256_loadu_ps(from); }
INLINE vec vec_load_once(const lane *from) { return vec_apart(vec_load(from)); }
INLINE void vec_store(lane *to, vec a) { _mm256_storeu_ps(to, a); }
INLINE void vec_stream(lane *to, vec a) { _mm256_stream_ps(to, a); }
INLINE void stream_end(void) { _mm_sfence(); }
enum { STREAMS = 1, IN_HALVES = 1 };

INLINE __m256i first_lanes(intptr_t count)
{
    const __m256i index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), index);
}
INLINE vec vec_load_partial(const lane *from, intptr_t count)
{
    return _mm256_maskload_ps(from, first_lanes(count));
}
/* A masked store takes a Zen 3 as long as a dozen of others. */
INLINE void vec_store_partial(lane *to, vec a, intptr_t count)
{
    __m128 part = _mm256_castps256_ps128(a);
    if (count & 4) {
        _mm_storeu_ps(to, part);
        part = _mm256_extractf128_ps(a, 1);
        to += 4;
    }
    if (count & 2) {
        _mm_storel_pi((__m64 *)to, part);
        part = _mm_movehl_ps(part, part);
        to += 2;
    }
    if (count & 1)
        _mm_store_ss(to, part);
}
INLINE vec vec_splat(lane a) { return _mm256_set1_ps(a); }

INLINE vec vec_add(vec a, vec b) { return _mm256_add_ps(a, b); }
INLINE vec vec_sub(vec a, vec b) { return _mm256_sub_ps(a, b); }
INLINE vec vec_sub_by_fma(vec a, vec b) { return _mm256_fmsub_ps(a, _mm256_set1_ps(1), b); }
INLINE vec vec_mul(vec a, vec b) { return _mm256_mul_ps(a, b); }
INLINE vec vec_div(vec a, vec b) { return _mm256_div_ps(a, b); }
INLINE vec vec_fma(vec a, vec b, vec c) { return _mm256_fmadd_ps(a, b, c); }
INLINE vec vec_fms(vec a, vec b, vec c) { return _mm256_fmsub_ps(a, b, c); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return _mm256_fnmadd_ps(a, b, c); }

INLINE vec vec_abs(vec a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), a); }
INLINE vec vec_neg(vec a) { return _mm256_xor_ps(_mm256_set1_ps(-0.0f), a); }
INLINE vec vec_copysign(vec magnitude, vec sign)
{
    return _mm256_or_ps(vec_abs(magnitude), _mm256_and_ps(_mm256_set1_ps(-0.0f), sign));
}
INLINE vec vec_mul_sign(vec a, vec sign) { return _mm256_xor_ps(a, _mm256_and_ps(_mm256_set1_ps(-0.0f), sign)); }

INLINE vec vec_min(vec a, vec b) { return _mm256_min_ps(a, b); }
INLINE vec vec_max(vec a, vec b) { return _mm256_max_ps(a, b); }
INLINE vec vec_abs_min(vec a, vec bound) { return vec_min(vec_abs(a), bound); }
INLINE vec vec_abs_max(vec a, vec bound) { return vec_max(vec_abs(a), bound); }

INLINE mask vec_lt(vec a, vec b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
INLINE mask vec_le(vec a, vec b) { return _mm256_cmp_ps(a, b, _CMP_LE_OQ); }
INLINE mask vec_eq(vec a, vec b) { return _mm256_cmp_ps(a, b, _CMP_EQ_OQ); }
INLINE mask vec_nle(vec a, vec b) { return _mm256_cmp_ps(a, b, _CMP_NLE_UQ); }
INLINE mask vec_is_nan(vec a) { return _mm256_cmp_ps(a, a, _CMP_UNORD_Q); }

INLINE mask mask_and(mask a, mask b) { return _mm256_and_ps(a, b); }
INLINE mask mask_or(mask a, mask b) { return _mm256_or_ps(a, b); }
INLINE mask mask_not(mask a)
{
    return _mm256_xor_ps(a, _mm256_castsi256_ps(_mm256_set1_epi32(-1)));
}

INLINE vec vec_select(mask which, vec yes, vec no) { return _mm256_blendv_ps(no, yes, which); }
INLINE vec vec_keep(mask which, vec a) { return _mm256_and_ps(which, a); }
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return vec_select(which, vec_sub(a, b), no); }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return vec_fnma(vec_keep(which, a), b, c); }

INLINE int mask_any(mask a) { return _mm256_movemask_ps(a) != 0; }

INLINE bits vec_bits(vec a) { return _mm256_castps_si256(a); }
INLINE vec vec_from_bits(bits a) { return _mm256_castsi256_ps(a); }
INLINE bits bits_add(bits a, bits b) { return _mm256_add_epi32(a, b); }
INLINE bits bits_shift_left(bits a, int count) { return _mm256_slli_epi32(a, count); }
INLINE bits bits_shift_right(bits a, int count) { return _mm256_srli_epi32(a, count); }

/* From a register: with its table in memory, where gcc would leave it, the instruction takes twice as long on AMD's
   Zen 3. */
INLINE bits permute(bits table, bits index)
{
    bits to;
    __asm__("vpermd %1, %2, %0" : "=x"(to) : "x"(table), "x"(index));
    return to;
}
INLINE vec vec_lookup8(const lane *table, bits index)
{
    return _mm256_castsi256_ps(permute(_mm256_loadu_si256((const bits *)table), index));
}
/* From the lower half where bit 3 of the index is clear, by exclusive or: a blend by the sign bit is one to eight
   operations, by the CPU. Where entries 7 and 15 of a constant table are alike, the lanes of the upper half find
   nothing to change in entry 7. */
INLINE vec vec_lookup16(const lane *table, bits index)
{
    const bits first = _mm256_loadu_si256((const bits *)table), second = _mm256_loadu_si256((const bits *)(table + 8));
    const bits upper = _mm256_srai_epi32(_mm256_slli_epi32(index, 28), 31);
    bits difference;
    if (table[7] == table[15])
        difference = permute(first ^ second, index | upper);
    else
        difference = _mm256_andnot_si256(upper, permute(first ^ second, index));
    return _mm256_castsi256_ps(permute(second, index) ^ difference);
}

/* The byte of a row: its number times 256 / rows. By way of memory: each extraction from a vector would be two
   operations in its pipes. */
struct row_places { _Alignas(32) uint8_t byte[sizeof(bits)]; };
INLINE void find_rows(struct row_places *to, int rows, bits index)
{
    _mm256_store_si256((bits *)to->byte, _mm256_slli_epi32(index, rows == 16 ? 4 : 3));
    __asm__("" : "+m"(to->byte));
}

/* Four numbers of each of eight rows; two has those of i and i + 4. Transposed by vec_exchange gelu took 1.14 times
   as long. */
INLINE void to_columns(vec *to, const vec *two)
{
    const __m256d start = _mm256_castps_pd(_mm256_unpacklo_ps(two[0], two[1]));
    const __m256d end = _mm256_castps_pd(_mm256_unpackhi_ps(two[0], two[1]));
    const __m256d next_start = _mm256_castps_pd(_mm256_unpacklo_ps(two[2], two[3]));
    const __m256d next_end = _mm256_castps_pd(_mm256_unpackhi_ps(two[2], two[3]));
    to[0] = _mm256_castpd_ps(_mm256_unpacklo_pd(start, next_start));
    to[1] = _mm256_castpd_ps(_mm256_unpackhi_pd(start, next_start));
    to[2] = _mm256_castpd_ps(_mm256_unpacklo_pd(end, next_end));
    to[3] = _mm256_castpd_ps(_mm256_unpackhi_pd(end, next_end));
}

#define ROW_TABLE TABLE_IN_ROWS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    const size_t unit = (size_t)rows * ROW_LENGTH * sizeof(lane) / 256;
    vec start[4], end[4];
    for (int i = 0; i < 4; i++) {
        const lane *const row = (const lane *)((const char *)table + unit * at->byte[4 * i]);
        const lane *const upper = (const lane *)((const char *)table + unit * at->byte[4 * i + 16]);
        start[i] = _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(row)), _mm_loadu_ps(upper), 1);
        end[i] = _mm256_blend_ps(_mm256_castps128_ps256(_mm_loadu_ps(row + 4)), _mm256_loadu_ps(upper), 0xf0);
    }
    to_columns(to, start);
    to_columns(to + 4, end);
}

INLINE void vec_exchange(vec *a, vec *b, int distance)
{
    const vec first = *a, second = *b;
    if (distance == 4) {
        *a = _mm256_permute2f128_ps(first, second, 0x20);
        *b = _mm256_permute2f128_ps(first, second, 0x31);
    } else if (distance == 2) {
        const __m256d one = _mm256_castps_pd(first), two = _mm256_castps_pd(second);
        *a = _mm256_castpd_ps(_mm256_unpacklo_pd(one, two));
        *b = _mm256_castpd_ps(_mm256_unpackhi_pd(one, two));
    } else {
        *a = _mm256_blend_ps(first, _mm256_moveldup_ps(second), 0xaa);
        *b = _mm256_blend_ps(second, _mm256_movehdup_ps(first), 0x55);
    }
}

INLINE mask mask_load(const uint8_t *from)
{
    const __m256i wide = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)from));
    return _mm256_castsi256_ps(_mm256_cmpgt_epi32(wide, _mm256_setzero_si256()));
}
INLINE uint64_t mask_bytes(mask a)
{
    const __m256i words = _mm256_castps_si256(a);
    const __m128i halves = _mm_packs_epi32(_mm256_castsi256_si128(words),
                                           _mm256_extracti128_si256(words, 1));
    const __m128i bytes = _mm_packs_epi16(halves, halves);
    return (uint64_t)_mm_cvtsi128_si64(_mm_and_si128(bytes, _mm_set1_epi8(1)));
}
INLINE void mask_store(uint8_t *to, mask a)
{
    const uint64_t bytes = mask_bytes(a);
    memcpy(to, &bytes, sizeof bytes);
}
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    const __m256i first = _mm256_packs_epi32(_mm256_castps_si256(a[0]), _mm256_castps_si256(a[1]));
    const __m256i second = _mm256_packs_epi32(_mm256_castps_si256(a[2]), _mm256_castps_si256(a[3]));
    /* Packing works in 128-bit halves: the fours of bytes come out as 0 2 4 6 1 3 5 7. */
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(first, second), order);
    _mm256_storeu_si256((__m256i *)to, _mm256_and_si256(bytes, _mm256_set1_epi8(1)));
}
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count)
{
    uint8_t bytes[LANES] = {0};
    memcpy(bytes, from, (size_t)count);
    return mask_load(bytes);
}
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count)
{
    const uint64_t bytes = mask_bytes(a);
    memcpy(to, &bytes, (size_t)count);
}
