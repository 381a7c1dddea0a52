/* The powers of a row: 2^bias e^x, where the bias brings the largest to about 2^ROW_BIAS.

   This is no e^(x - m) for the largest element m: x - m would have to be a pair, since its rounding alone
   is an error of 2^-18 in float32. If |m| < SHIFT_FROM, elements are reduced as they are; otherwise x - m,
   exact wherever e^(x - m) is not 0, stands for x. So no element is beyond +-(SHIFT_FROM + ROW_REACH),
   which bounds its quotient by ln 2, and the reduction is exact but for its last step. */

enum { SHIFT_FROM = sizeof(lane) == 4 ? 256 : 2048 };
/* Below m by this much a power counts as 0 beside the largest, in softmax too; above, with the bias
   neither part of it is subnormal, which would cost more than the rest of the work. */
enum { ROW_REACH = sizeof(lane) == 4 ? 105 : 747, ROW_BIAS = sizeof(lane) == 4 ? 64 : 512 };

/* What the parts of a sum begin with, not below the high part of a power. In a short row it is so large that their high
   parts, multiples of its last place, can be added without an error if they make less than twice as much. In a
   longer one, small powers would lose too much beside that last place. */
INLINE int is_short(const struct group *g) { return g->length <= 32 * SEGMENT; }

/* By so many powers of two it is less in a longer row. */
INLINE int start_reduction(const struct group *g) { return is_short(g) ? 0 : 8; }

INLINE lane sum_start(const struct group *g)
{
    return by_width(0x1p73, 0x1p521) / (lane)(1 << start_reduction(g));
}

INLINE vec row_bias(void) { return vec_splat(by_width(0x1p64, 0x1p512)); }
INLINE vec row_unbias(void) { return vec_splat(by_width(0x1p-64, 0x1p-512)); }

/* What turns an element into its power: x - shift, not below the floor, then the bias. */
struct row_scale { vec shift, floor, bias; };

/* All NaN for an infinite m. */
INLINE struct row_scale scale_from_largest(vec m)
{
    const mask small = vec_lt(vec_abs(m), vec_splat(SHIFT_FROM));
    const vec shift = vec_select(small, vec_splat(0), m);
    const vec rest = vec_sub(m, shift);
    const vec power = round_to_integer(vec_mul(rest, vec_splat(ONE_OVER_LN2)));
    return (struct row_scale){shift, vec_sub(rest, vec_splat(ROW_REACH)),
                              vec_sub(vec_splat(ROW_BIAS), power)};
}

/* A row is near if all its elements are between -NEAR and NEAR: no shift or floor is needed then, and no result
   is subnormal in a row of up to 2^30 elements. */
enum { NEAR = sizeof(lane) == 4 ? 32 : 256 };

INLINE int are_near(vec magnitude) { return !mask_any(vec_nle(magnitude, vec_splat(NEAR))); }

/* A row is close if all its elements are between -CLOSE and CLOSE. Softmax takes the same bias for all such rows,
   so that it need not know the largest element before: the smallest power is still some units of the last
   place that a sum begins with, and the largest is not above that. */
#define CLOSE by_width(6.5, 16.5)

INLINE struct row_scale close_scale(const struct group *g)
{
    const lane bias = by_width(62, 497) - (lane)start_reduction(g);
    return (struct row_scale){vec_splat(0), vec_splat(-ROW_REACH), vec_splat(bias)};
}

/* Instead of 0, something below 2^-150 of the largest (in float64 2^-1075). */
INLINE struct row_power power_of(vec x, struct row_scale scale, int near)
{
    return exp_of_row(near ? x : vec_max(scale.floor, vec_sub(x, scale.shift)), scale.bias, near);
}

/* The power where the mask is true, else 0. */
INLINE struct row_power keep_where(mask m, struct row_power e)
{
    return (struct row_power){vec_keep(m, e.high), LANE_BITS == 32 ? e.low : vec_keep(m, e.low)};
}

INLINE mask is_above_floor(vec x, struct row_scale scale) { return vec_nle(vec_sub(x, scale.shift), scale.floor); }

/* A power that counts as 0 is 0, so that no product of it is subnormal or, with a huge gradient, counts again. */
INLINE struct row_power power_or_zero(vec x, struct row_scale scale, int near)
{
    const struct row_power e = power_of(x, scale, near);
    return near ? e : keep_where(is_above_floor(x, scale), e);
}

INLINE struct vec_pair normalized(struct row_power e)
{
    const struct vec_pair pair = power_pair(e);
    return fast_sum(pair.high, pair.low);
}

/* A part of a sum with a power more, whose high part is not above that of the sum. */
INLINE struct vec_pair plus_smaller_power(struct vec_pair part, struct row_power e)
{
    const struct vec_pair sum = fast_sum(part.high, e.high);
    return (struct vec_pair){sum.high, vec_add(part.low, plus_low(e, sum.low))};
}

/* The same whichever is larger; neither is negative. A NaN stays in the low part. */
INLINE struct vec_pair plus_power(struct vec_pair part, struct row_power e)
{
    const struct vec_pair sum = fast_sum(vec_max(part.high, e.high), vec_min(part.high, e.high));
    return (struct vec_pair){sum.high, vec_add(part.low, plus_low(e, sum.low))};
}
