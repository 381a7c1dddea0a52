/* float64 vectors of AVX2 and FMA: 4 lanes, a mask is a vector of all-ones or all-zeros lanes.
   The contract stands in scalar_f32.h. */
#include <immintrin.h>

#include "environment.h"

typedef double lane;
typedef __m256d vec;
typedef __m256d mask;
typedef __m256i bits;
enum { LANES = 4 };
#define LANE_BITS 64
#define OWN_ROW_PLACES
#include "apart.h"
#include "row_tables.h"

INLINE vec vec_load(const lane *from) { return _mm256_loadu_pd(from); }
INLINE vec vec_load_once(const lane *from) { return vec_apart(vec_load(from)); }
INLINE void vec_store(lane *to, vec a) { _mm256_storeu_pd(to, a); }
INLINE void vec_stream(lane *to, vec a) { _mm256_stream_pd(to, a); }
INLINE void stream_end(void) { _mm_sfence(); }
enum { STREAMS = 1, IN_HALVES = 1 };

INLINE __m256i first_lanes(intptr_t count)
{
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}
INLINE vec vec_load_partial(const lane *from, intptr_t count)
{
    return _mm256_maskload_pd(from, first_lanes(count));
}
/* As in avx2_f32.h. */
INLINE void vec_store_partial(lane *to, vec a, intptr_t count)
{
    __m128d part = _mm256_castpd256_pd128(a);
    if (count & 2) {
        _mm_storeu_pd(to, part);
        part = _mm256_extractf128_pd(a, 1);
        to += 2;
    }
    if (count & 1)
        _mm_store_sd(to, part);
}
INLINE vec vec_splat(lane a) { return _mm256_set1_pd(a); }

INLINE vec vec_add(vec a, vec b) { return _mm256_add_pd(a, b); }
INLINE vec vec_sub(vec a, vec b) { return _mm256_sub_pd(a, b); }
INLINE vec vec_sub_by_fma(vec a, vec b) { return _mm256_fmsub_pd(a, _mm256_set1_pd(1), b); }
INLINE vec vec_mul(vec a, vec b) { return _mm256_mul_pd(a, b); }
INLINE vec vec_div(vec a, vec b) { return _mm256_div_pd(a, b); }
INLINE vec vec_fma(vec a, vec b, vec c) { return _mm256_fmadd_pd(a, b, c); }
INLINE vec vec_fms(vec a, vec b, vec c) { return _mm256_fmsub_pd(a, b, c); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return _mm256_fnmadd_pd(a, b, c); }

INLINE vec vec_abs(vec a) { return _mm256_andnot_pd(_mm256_set1_pd(-0.0), a); }
INLINE vec vec_neg(vec a) { return _mm256_xor_pd(_mm256_set1_pd(-0.0), a); }
INLINE vec vec_copysign(vec magnitude, vec sign)
{
    return _mm256_or_pd(vec_abs(magnitude), _mm256_and_pd(_mm256_set1_pd(-0.0), sign));
}
INLINE vec vec_mul_sign(vec a, vec sign) { return _mm256_xor_pd(a, _mm256_and_pd(_mm256_set1_pd(-0.0), sign)); }

INLINE vec vec_min(vec a, vec b) { return _mm256_min_pd(a, b); }
INLINE vec vec_max(vec a, vec b) { return _mm256_max_pd(a, b); }
INLINE vec vec_abs_max(vec a, vec bound) { return vec_max(vec_abs(a), bound); }

INLINE mask vec_lt(vec a, vec b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
INLINE mask vec_le(vec a, vec b) { return _mm256_cmp_pd(a, b, _CMP_LE_OQ); }
INLINE mask vec_eq(vec a, vec b) { return _mm256_cmp_pd(a, b, _CMP_EQ_OQ); }
INLINE mask vec_nle(vec a, vec b) { return _mm256_cmp_pd(a, b, _CMP_NLE_UQ); }
INLINE mask vec_is_nan(vec a) { return _mm256_cmp_pd(a, a, _CMP_UNORD_Q); }

INLINE mask mask_and(mask a, mask b) { return _mm256_and_pd(a, b); }
INLINE mask mask_or(mask a, mask b) { return _mm256_or_pd(a, b); }
INLINE mask mask_not(mask a)
{
    return _mm256_xor_pd(a, _mm256_castsi256_pd(_mm256_set1_epi64x(-1)));
}

INLINE vec vec_select(mask which, vec yes, vec no) { return _mm256_blendv_pd(no, yes, which); }
INLINE vec vec_keep(mask which, vec a) { return _mm256_and_pd(which, a); }
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return vec_select(which, vec_sub(a, b), no); }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return vec_fnma(vec_keep(which, a), b, c); }

INLINE int mask_any(mask a) { return _mm256_movemask_pd(a) != 0; }

INLINE bits vec_bits(vec a) { return _mm256_castpd_si256(a); }
INLINE vec vec_from_bits(bits a) { return _mm256_castsi256_pd(a); }
INLINE bits bits_add(bits a, bits b) { return _mm256_add_epi64(a, b); }
INLINE bits bits_shift_left(bits a, int count) { return _mm256_slli_epi64(a, count); }
INLINE bits bits_shift_right(bits a, int count) { return _mm256_srli_epi64(a, count); }

/* As in float32: a row's number times 16. */
struct row_places { _Alignas(32) uint8_t byte[sizeof(bits)]; };
INLINE void find_rows(struct row_places *to, int rows, bits index)
{
    (void)rows; /* 16 */
    _mm256_store_si256((bits *)to->byte, _mm256_slli_epi64(index, 4));
    __asm__("" : "+m"(to->byte));
}

/* Two numbers of each row at a time. */
INLINE void lookup_rows(vec *to, size_t length, const lane *table, const struct row_places *at)
{
    const lane *row[LANES];
    for (int u = 0; u < LANES; u++)
        row[u] = (const lane *)((const char *)table + length * sizeof(lane) / 16 * at->byte[8 * u]);
    for (size_t i = 0; i < length; i += 2) {
        const vec even = _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(row[0] + i)),
                                              _mm_loadu_pd(row[2] + i), 1);
        const vec odd = _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(row[1] + i)),
                                             _mm_loadu_pd(row[3] + i), 1);
        to[i] = _mm256_unpacklo_pd(even, odd);
        to[i + 1] = _mm256_unpackhi_pd(even, odd);
    }
}

#define ROW_TABLE TABLE_IN_ROWS
#define STEP_TABLE STEPS_IN_ROWS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    (void)rows;
    lookup_rows(to, ROW_LENGTH, table, at);
}
INLINE void vec_lookup_step(vec *to, const lane *table, bits index)
{
    struct row_places at;
    find_rows(&at, STEP_ROWS, index);
    lookup_rows(to, STEP_LENGTH, table, &at);
}

INLINE void vec_exchange(vec *a, vec *b, int distance)
{
    const vec first = *a, second = *b;
    if (distance == 2) {
        *a = _mm256_permute2f128_pd(first, second, 0x20);
        *b = _mm256_permute2f128_pd(first, second, 0x31);
    } else {
        *a = _mm256_unpacklo_pd(first, second);
        *b = _mm256_unpackhi_pd(first, second);
    }
}

INLINE mask mask_load(const uint8_t *from)
{
    int32_t bytes;
    memcpy(&bytes, from, sizeof bytes);
    const __m256i wide = _mm256_cvtepu8_epi64(_mm_cvtsi32_si128(bytes));
    return _mm256_castsi256_pd(_mm256_cmpgt_epi64(wide, _mm256_setzero_si256()));
}
INLINE int32_t mask_bytes(mask a)
{
    const __m256 words = _mm256_castpd_ps(a);
    const __m128 even = _mm_shuffle_ps(_mm256_castps256_ps128(words),
                                       _mm256_extractf128_ps(words, 1), _MM_SHUFFLE(2, 0, 2, 0));
    const __m128i halves = _mm_packs_epi32(_mm_castps_si128(even), _mm_setzero_si128());
    const __m128i bytes = _mm_packs_epi16(halves, halves);
    return _mm_cvtsi128_si32(_mm_and_si128(bytes, _mm_set1_epi8(1)));
}
INLINE void mask_store(uint8_t *to, mask a)
{
    const int32_t bytes = mask_bytes(a);
    memcpy(to, &bytes, sizeof bytes);
}
INLINE __m256i even_words(mask a, mask b)
{
    return _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castpd_ps(a), _mm256_castpd_ps(b),
                                                 _MM_SHUFFLE(2, 0, 2, 0)));
}
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    const __m256i halves = _mm256_packs_epi32(even_words(a[0], a[1]), even_words(a[2], a[3]));
    const __m256i bytes = _mm256_packs_epi16(halves, halves);
    /* Each 128-bit half holds a pair of every mask: interleaved they are in order. */
    const __m128i ordered = _mm_unpacklo_epi16(_mm256_castsi256_si128(bytes),
                                               _mm256_extracti128_si256(bytes, 1));
    _mm_storeu_si128((__m128i *)to, _mm_and_si128(ordered, _mm_set1_epi8(1)));
}
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count)
{
    uint8_t bytes[LANES] = {0};
    memcpy(bytes, from, (size_t)count);
    return mask_load(bytes);
}
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count)
{
    const int32_t bytes = mask_bytes(a);
    memcpy(to, &bytes, (size_t)count);
}
