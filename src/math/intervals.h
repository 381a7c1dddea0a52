/* Functions of t >= 0 by a polynomial for each of 8, 15 or 16 intervals:
   f(c + d) = B + d (c1 + c2 d + ...). A table has a row for c, one for B and one for each coefficient;
   a look-up picks the column of each lane. c is where B is nearly exact, and t - c is exact, so what
   is left is the rounding of the last operation and little more. */
#ifndef RELU_SIMD_INTERVALS_H
#define RELU_SIMD_INTERVALS_H

#include "pair.h"

enum { CENTRE_ROW, START_ROW, SLOPE_ROW };
/* What an interval has for x: is it the first one, B, c1 + c2 d + ..., and d. */
struct piece { mask first; vec start, slope, d; };

/* Where a number is: in the first interval?, and in which one, by the low bits. */
struct interval { mask first; bits index; };

/* Of those around the multiples of 1 / scale. */
INLINE struct interval step_interval(vec x, lane scale)
{
    const vec step = vec_fma(x, vec_splat(scale), rounding_magic());
    return (struct interval){vec_le(step, rounding_magic()), vec_bits(step)};
}

/* Of four an octave of v = scale x + 1. */
INLINE struct interval octave_interval(vec x, lane scale)
{
    const vec v = vec_fma(x, vec_splat(scale), vec_splat(1));
    return (struct interval){vec_lt(v, vec_splat(1.25f)), bits_shift_right(vec_bits(v), LANE_BITS == 32 ? 21 : 50)};
}

#if LANE_BITS == 32
struct table { const lane *first; int rows, intervals; lane scale; };
#define TABLE_OF(name) \
    ((struct table){name[0], sizeof name / sizeof name[0], sizeof name[0] / sizeof(lane), name##_SCALE})

/* A row of a table; the copies stay in registers or become operands. */
INLINE vec table_row(struct table t, int row, bits index)
{
    const lane *const columns = t.first + t.intervals * row;
    return t.intervals == 8 ? vec_lookup8(columns, index) : vec_lookup16(columns, index);
}

/* The polynomial in d of the rows from `first` on. */
INLINE vec table_polynomial(struct table t, int first, bits index, vec d)
{
    vec y = table_row(t, t.rows - 1, index);
    for (int row = t.rows - 2; row >= first; row--)
        y = vec_fma(y, d, table_row(t, row, index));
    return y;
}

/* c1 + c2 d + ... */
INLINE vec table_slope(struct table t, bits index, vec d)
{
    return table_polynomial(t, SLOPE_ROW, index, d);
}

/* The interval of a number, and how far it is from the centre. */
struct place { mask first; bits index; vec d; };

INLINE struct place place_in(struct table t, struct interval i, vec x)
{
    return (struct place){i.first, i.index, vec_sub(x, table_row(t, CENTRE_ROW, i.index))};
}
INLINE struct place place_of(struct table t, vec x) { return place_in(t, step_interval(x, t.scale), x); }
INLINE struct place place_in_octaves(struct table t, vec x) { return place_in(t, octave_interval(x, t.scale), x); }

INLINE struct piece table_piece(struct table t, struct place at)
{
    return (struct piece){at.first, table_row(t, START_ROW, at.index), table_slope(t, at.index, at.d), at.d};
}

INLINE vec interval_value(struct table t, struct place at)
{
    const struct piece p = table_piece(t, at);
    return vec_fma(p.slope, p.d, p.start);
}

/* start + slope d. */
INLINE struct vec_pair linear_pair(vec start, vec slope, vec d)
{
    const vec value = vec_fma(slope, d, start);
    return (struct vec_pair){value, vec_fma(slope, d, vec_sub(start, value))};
}

/* The function of a table: the low part has what the last operation loses. */
INLINE struct vec_pair interval_sum(struct table t, struct place at)
{
    return linear_pair(table_row(t, START_ROW, at.index), table_slope(t, at.index, at.d), at.d);
}

/* The same: what the last two operations lose. */
INLINE struct vec_pair interval_pair(struct table t, struct place at)
{
    const vec curved = table_polynomial(t, SLOPE_ROW + 1, at.index, at.d);
    const struct vec_pair slope = linear_pair(table_row(t, SLOPE_ROW, at.index), curved, at.d);
    const struct vec_pair value = linear_pair(table_row(t, START_ROW, at.index), slope.high, at.d);
    return (struct vec_pair){value.high, vec_fma(slope.low, at.d, value.low)};
}

#else
/* The same by a ROW_TABLE whose rows have so many terms, an even number. After the first one odd and even powers are by
   themselves: half the latency, which AVX2's row look-up leaves too little room for. */
INLINE struct piece row_piece(const lane *table, int terms, struct interval i, vec x)
{
    vec row[ROW_LENGTH];
    vec_lookup_row(row, table, i.index);
    const vec d = vec_sub(x, row[CENTRE_ROW]), square = vec_mul(d, d), *const rest = row + SLOPE_ROW + 1;
    vec even = rest[terms - 2], odd = rest[terms - 3];
    for (int k = terms - 4; k > 0; k -= 2) {
        even = vec_fma(even, square, rest[k]);
        odd = vec_fma(odd, square, rest[k - 1]);
    }
    const vec curved = vec_fma(odd, d, vec_fma(even, square, rest[0]));
    return (struct piece){i.first, row[START_ROW], vec_fma(curved, d, row[SLOPE_ROW]), d};
}
#endif

#endif
