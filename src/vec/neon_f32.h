/* float32 vectors of AArch64 NEON: 4 lanes, a mask is a vector of all-ones or all-zeros lanes.
   The contract stands in scalar_f32.h. */
#include <arm_neon.h>

#include "environment.h"

typedef float lane;
typedef float32x4_t vec;
typedef uint32x4_t mask;
typedef uint32x4_t bits;
enum { LANES = 4 };
#define LANE_BITS 32
#include "apart.h"
#include "row_tables.h"

INLINE vec vec_load(const lane *from) { return vld1q_f32(from); }
INLINE vec vec_load_once(const lane *from) { return vec_load(from); }
INLINE void vec_store(lane *to, vec a) { vst1q_f32(to, a); }
INLINE void vec_stream(lane *to, vec a) { vst1q_f32(to, a); }
INLINE void stream_end(void) {}
enum { STREAMS = 0, IN_HALVES = 0 };
INLINE vec vec_load_partial(const lane *from, intptr_t count)
{
    lane lanes[LANES] = {0};
    memcpy(lanes, from, (size_t)count * sizeof(lane));
    return vec_load(lanes);
}
INLINE void vec_store_partial(lane *to, vec a, intptr_t count)
{
    lane lanes[LANES];
    vec_store(lanes, a);
    memcpy(to, lanes, (size_t)count * sizeof(lane));
}
INLINE vec vec_splat(lane a) { return vdupq_n_f32(a); }

INLINE vec vec_add(vec a, vec b) { return vaddq_f32(a, b); }
INLINE vec vec_sub(vec a, vec b) { return vsubq_f32(a, b); }
INLINE vec vec_sub_by_fma(vec a, vec b) { return vsubq_f32(a, b); }
INLINE vec vec_mul(vec a, vec b) { return vmulq_f32(a, b); }
INLINE vec vec_div(vec a, vec b) { return vdivq_f32(a, b); }
INLINE vec vec_fma(vec a, vec b, vec c) { return vfmaq_f32(c, a, b); }
INLINE vec vec_fms(vec a, vec b, vec c) { return vfmaq_f32(vnegq_f32(c), a, b); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return vfmsq_f32(c, a, b); }

INLINE vec vec_abs(vec a) { return vabsq_f32(a); }
INLINE vec vec_neg(vec a) { return vnegq_f32(a); }
INLINE vec vec_copysign(vec magnitude, vec sign)
{
    return vbslq_f32(vdupq_n_u32(0x80000000), sign, magnitude);
}
INLINE vec vec_mul_sign(vec a, vec sign)
{
    const uint32x4_t flip = vandq_u32(vreinterpretq_u32_f32(sign), vdupq_n_u32(0x80000000));
    return vreinterpretq_f32_u32(veorq_u32(vreinterpretq_u32_f32(a), flip));
}

/* FMIN and FMAX spread NaN from either side and order the zeros: not what the contract says. */
INLINE vec vec_min(vec a, vec b) { return vbslq_f32(vcltq_f32(a, b), a, b); }
INLINE vec vec_max(vec a, vec b) { return vbslq_f32(vcgtq_f32(a, b), a, b); }
INLINE vec vec_abs_min(vec a, vec bound) { return vec_min(vec_abs(a), bound); }
INLINE vec vec_abs_max(vec a, vec bound) { return vec_max(vec_abs(a), bound); }

INLINE mask mask_and(mask a, mask b) { return vandq_u32(a, b); }
INLINE mask mask_or(mask a, mask b) { return vorrq_u32(a, b); }
INLINE mask mask_not(mask a) { return vmvnq_u32(a); }

INLINE mask vec_lt(vec a, vec b) { return vcltq_f32(a, b); }
INLINE mask vec_le(vec a, vec b) { return vcleq_f32(a, b); }
INLINE mask vec_eq(vec a, vec b) { return vceqq_f32(a, b); }
INLINE mask vec_nle(vec a, vec b) { return mask_not(vec_le(a, b)); }
INLINE mask vec_is_nan(vec a) { return mask_not(vec_eq(a, a)); }

INLINE vec vec_select(mask which, vec yes, vec no) { return vbslq_f32(which, yes, no); }
INLINE vec vec_keep(mask which, vec a)
{
    return vreinterpretq_f32_u32(vandq_u32(which, vreinterpretq_u32_f32(a)));
}
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return vec_select(which, vec_sub(a, b), no); }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return vec_fnma(vec_keep(which, a), b, c); }

INLINE int mask_any(mask a) { return vmaxvq_u32(a) != 0; }

INLINE bits vec_bits(vec a) { return vreinterpretq_u32_f32(a); }
INLINE vec vec_from_bits(bits a) { return vreinterpretq_f32_u32(a); }
INLINE bits bits_add(bits a, bits b) { return vaddq_u32(a, b); }
INLINE bits bits_shift_left(bits a, int count) { return vshlq_u32(a, vdupq_n_s32(count)); }
INLINE bits bits_shift_right(bits a, int count) { return vshlq_u32(a, vdupq_n_s32(-count)); }

/* A look-up works on bytes: the four bytes of element i have the indices 4 i to 4 i + 3. */
INLINE uint8x16_t byte_index(bits index, uint32_t entries)
{
    const uint32x4_t element = vandq_u32(index, vdupq_n_u32(entries - 1));
    return vreinterpretq_u8_u32(vmlaq_n_u32(vdupq_n_u32(0x03020100), element, 0x04040404));
}
INLINE vec vec_lookup8(const lane *table, bits index)
{
    const uint8x16x2_t bytes = vld1q_u8_x2((const uint8_t *)table);
    return vreinterpretq_f32_u8(vqtbl2q_u8(bytes, byte_index(index, 8)));
}
INLINE vec vec_lookup16(const lane *table, bits index)
{
    const uint8x16x4_t bytes = vld1q_u8_x4((const uint8_t *)table);
    return vreinterpretq_f32_u8(vqtbl4q_u8(bytes, byte_index(index, 16)));
}

INLINE void vec_exchange(vec *a, vec *b, int distance)
{
    const vec first = *a, second = *b;
    if (distance == 2) {
        const float64x2_t one = vreinterpretq_f64_f32(first), two = vreinterpretq_f64_f32(second);
        *a = vreinterpretq_f32_f64(vtrn1q_f64(one, two));
        *b = vreinterpretq_f32_f64(vtrn2q_f64(one, two));
    } else {
        *a = vtrn1q_f32(first, second);
        *b = vtrn2q_f32(first, second);
    }
}

/* Four numbers of each of four rows. */
INLINE void load_columns(vec *to, const lane *table, bits row)
{
    to[0] = vec_load(table + ROW_LENGTH * vgetq_lane_u32(row, 0));
    to[1] = vec_load(table + ROW_LENGTH * vgetq_lane_u32(row, 1));
    to[2] = vec_load(table + ROW_LENGTH * vgetq_lane_u32(row, 2));
    to[3] = vec_load(table + ROW_LENGTH * vgetq_lane_u32(row, 3));
    vec_exchange(&to[0], &to[1], 1);
    vec_exchange(&to[2], &to[3], 1);
    vec_exchange(&to[0], &to[2], 2);
    vec_exchange(&to[1], &to[3], 2);
}

/* 16 rows are in columns, which take fewer instructions. */
#define ROW_TABLE(name, rows, ROWS) ROW_TABLE_##rows(name, ROWS)
#define ROW_TABLE_16(name, ROWS) TABLE_IN_COLUMNS(name, 16, ROWS)
#define ROW_TABLE_32(name, ROWS) TABLE_IN_ROWS(name, 32, ROWS)
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    if (rows == 16) {
        for (int i = 0; i < ROW_LENGTH; i++)
            to[i] = vec_lookup16(table + rows * i, at->index);
        return;
    }
    const bits row = vandq_u32(at->index, vdupq_n_u32(31));
    load_columns(to, table, row);
    load_columns(to + 4, table + 4, row);
}

INLINE mask mask_load_partial(const uint8_t *from, intptr_t count)
{
    uint64_t bytes = 0;
    memcpy(&bytes, from, (size_t)count);
    const uint16x8_t wide = vmovl_u8(vcreate_u8(bytes));
    return vcgtq_u32(vmovl_u16(vget_low_u16(wide)), vdupq_n_u32(0));
}
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count)
{
    const uint16x4_t halves = vmovn_u32(vshrq_n_u32(a, 31));
    const uint8x8_t bytes = vmovn_u16(vcombine_u16(halves, halves));
    const uint32_t four = vget_lane_u32(vreinterpret_u32_u8(bytes), 0);
    memcpy(to, &four, (size_t)count);
}
INLINE mask mask_load(const uint8_t *from) { return mask_load_partial(from, LANES); }
INLINE void mask_store(uint8_t *to, mask a) { mask_store_partial(to, a, LANES); }
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    const uint16x8_t first = vcombine_u16(vmovn_u32(a[0]), vmovn_u32(a[1]));
    const uint16x8_t second = vcombine_u16(vmovn_u32(a[2]), vmovn_u32(a[3]));
    const uint8x16_t bytes = vcombine_u8(vmovn_u16(first), vmovn_u16(second));
    vst1q_u8(to, vshrq_n_u8(bytes, 7));
}
