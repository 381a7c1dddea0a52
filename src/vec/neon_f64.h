/* float64 vectors of AArch64 NEON: 2 lanes, a mask is a vector of all-ones or all-zeros lanes.
   The contract stands in scalar_f32.h. */
#include <arm_neon.h>

#include "environment.h"

typedef double lane;
typedef float64x2_t vec;
typedef uint64x2_t mask;
typedef uint64x2_t bits;
enum { LANES = 2 };
#define LANE_BITS 64
#include "apart.h"
#include "row_tables.h"

INLINE vec vec_load(const lane *from) { return vld1q_f64(from); }
INLINE vec vec_load_once(const lane *from) { return vec_load(from); }
INLINE void vec_store(lane *to, vec a) { vst1q_f64(to, a); }
INLINE void vec_stream(lane *to, vec a) { vst1q_f64(to, a); }
INLINE void stream_end(void) {}
enum { STREAMS = 0, IN_HALVES = 0 };
INLINE vec vec_load_partial(const lane *from, intptr_t count)
{
    const lane lanes[LANES] = {count > 0 ? *from : 0, 0};
    return vec_load(lanes);
}
INLINE void vec_store_partial(lane *to, vec a, intptr_t count)
{
    if (count > 0)
        *to = vgetq_lane_f64(a, 0);
}
INLINE vec vec_splat(lane a) { return vdupq_n_f64(a); }

INLINE vec vec_add(vec a, vec b) { return vaddq_f64(a, b); }
INLINE vec vec_sub(vec a, vec b) { return vsubq_f64(a, b); }
INLINE vec vec_sub_by_fma(vec a, vec b) { return vsubq_f64(a, b); }
INLINE vec vec_mul(vec a, vec b) { return vmulq_f64(a, b); }
INLINE vec vec_div(vec a, vec b) { return vdivq_f64(a, b); }
INLINE vec vec_fma(vec a, vec b, vec c) { return vfmaq_f64(c, a, b); }
INLINE vec vec_fms(vec a, vec b, vec c) { return vfmaq_f64(vnegq_f64(c), a, b); }
INLINE vec vec_fnma(vec a, vec b, vec c) { return vfmsq_f64(c, a, b); }

INLINE vec vec_abs(vec a) { return vabsq_f64(a); }
INLINE vec vec_neg(vec a) { return vnegq_f64(a); }
INLINE vec vec_copysign(vec magnitude, vec sign)
{
    return vbslq_f64(vdupq_n_u64((uint64_t)1 << 63), sign, magnitude);
}
INLINE vec vec_mul_sign(vec a, vec sign)
{
    const uint64x2_t flip = vandq_u64(vreinterpretq_u64_f64(sign), vdupq_n_u64((uint64_t)1 << 63));
    return vreinterpretq_f64_u64(veorq_u64(vreinterpretq_u64_f64(a), flip));
}

/* FMIN and FMAX spread NaN from either side and order the zeros: not what the contract says. */
INLINE vec vec_min(vec a, vec b) { return vbslq_f64(vcltq_f64(a, b), a, b); }
INLINE vec vec_max(vec a, vec b) { return vbslq_f64(vcgtq_f64(a, b), a, b); }
INLINE vec vec_abs_max(vec a, vec bound) { return vec_max(vec_abs(a), bound); }

INLINE mask mask_and(mask a, mask b) { return vandq_u64(a, b); }
INLINE mask mask_or(mask a, mask b) { return vorrq_u64(a, b); }
INLINE mask mask_not(mask a)
{
    return vreinterpretq_u64_u32(vmvnq_u32(vreinterpretq_u32_u64(a)));
}

INLINE mask vec_lt(vec a, vec b) { return vcltq_f64(a, b); }
INLINE mask vec_le(vec a, vec b) { return vcleq_f64(a, b); }
INLINE mask vec_eq(vec a, vec b) { return vceqq_f64(a, b); }
INLINE mask vec_nle(vec a, vec b) { return mask_not(vec_le(a, b)); }
INLINE mask vec_is_nan(vec a) { return mask_not(vec_eq(a, a)); }

INLINE vec vec_select(mask which, vec yes, vec no) { return vbslq_f64(which, yes, no); }
INLINE vec vec_keep(mask which, vec a)
{
    return vreinterpretq_f64_u64(vandq_u64(which, vreinterpretq_u64_f64(a)));
}
INLINE vec vec_sub_where(mask which, vec a, vec b, vec no) { return vec_select(which, vec_sub(a, b), no); }
INLINE vec vec_fnma_where(mask which, vec a, vec b, vec c) { return vec_fnma(vec_keep(which, a), b, c); }

INLINE int mask_any(mask a) { return vmaxvq_u32(vreinterpretq_u32_u64(a)) != 0; }

INLINE bits vec_bits(vec a) { return vreinterpretq_u64_f64(a); }
INLINE vec vec_from_bits(bits a) { return vreinterpretq_f64_u64(a); }
INLINE bits bits_add(bits a, bits b) { return vaddq_u64(a, b); }
INLINE bits bits_shift_left(bits a, int count) { return vshlq_u64(a, vdupq_n_s64(count)); }
INLINE bits bits_shift_right(bits a, int count) { return vshlq_u64(a, vdupq_n_s64(-count)); }

INLINE void vec_exchange(vec *a, vec *b, int distance)
{
    const vec first = *a, second = *b;
    (void)distance; /* 1 */
    *a = vtrn1q_f64(first, second);
    *b = vtrn2q_f64(first, second);
}

INLINE void lookup_rows(vec *to, int length, const lane *table, bits index)
{
    const bits row = vandq_u64(index, vdupq_n_u64(STEP_ROWS - 1));
    for (int i = 0; i < length; i += 2) {
        to[i] = vec_load(table + length * vgetq_lane_u64(row, 0) + i);
        to[i + 1] = vec_load(table + length * vgetq_lane_u64(row, 1) + i);
        vec_exchange(&to[i], &to[i + 1], 1);
    }
}

#define ROW_TABLE TABLE_IN_ROWS
#define STEP_TABLE STEPS_IN_ROWS
INLINE void vec_lookup_row(vec *to, const lane *table, int rows, const struct row_places *at)
{
    (void)rows; /* 16 */
    lookup_rows(to, ROW_LENGTH, table, at->index);
}
INLINE void vec_lookup_step(vec *to, const lane *table, bits index) { lookup_rows(to, STEP_LENGTH, table, index); }

INLINE mask mask_load(const uint8_t *from)
{
    const uint64_t lanes[LANES] = {from[0], from[1]};
    return vcgtq_u64(vld1q_u64(lanes), vdupq_n_u64(0));
}
INLINE void mask_store(uint8_t *to, mask a)
{
    to[0] = vgetq_lane_u64(a, 0) & 1;
    to[1] = vgetq_lane_u64(a, 1) & 1;
}
INLINE mask mask_load_partial(const uint8_t *from, intptr_t count)
{
    const uint8_t bytes[LANES] = {count > 0 ? *from : 0, 0};
    return mask_load(bytes);
}
INLINE void mask_store_partial(uint8_t *to, mask a, intptr_t count)
{
    if (count > 0)
        to[0] = vgetq_lane_u64(a, 0) & 1;
}
INLINE void mask_store_4(uint8_t *to, const mask *a)
{
    const uint32x4_t first = vcombine_u32(vmovn_u64(a[0]), vmovn_u64(a[1]));
    const uint32x4_t second = vcombine_u32(vmovn_u64(a[2]), vmovn_u64(a[3]));
    const uint8x8_t bytes = vmovn_u16(vcombine_u16(vmovn_u32(first), vmovn_u32(second)));
    vst1_u8(to, vshr_n_u8(bytes, 7));
}
