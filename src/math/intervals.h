/* Functions of t >= 0 by a polynomial for each of 16 intervals:
   f(c + d) = B + d (c1 + c2 d + ...). A table has a row for c, one for B and one for each coefficient;
   a look-up picks the column of each lane. c is where B is nearly exact, and t - c is exact, so what
   is left is the rounding of the last operation and little more. */
#ifndef RELU_SIMD_INTERVALS_H
#define RELU_SIMD_INTERVALS_H

#include "pair.h"

enum { INTERVALS = 16 };
struct table { const lane *first; int rows; lane scale; };
#define TABLE_OF(name) ((struct table){name[0], sizeof name / sizeof(lane) / INTERVALS, name##_SCALE})

/* A row of a table; the copies stay in registers or become operands. */
INLINE vec table_row(struct table t, int row, bits index)
{
    return vec_lookup16(t.first + INTERVALS * row, index);
}

enum { CENTRE_ROW, START_ROW, SLOPE_ROW };

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

/* Where a number is: in the first interval?, in which one, and how far from its centre. */
struct place { mask first; bits index; vec d; };

/* In intervals around the multiples of 1 / scale. */
INLINE struct place place_of(struct table t, vec x)
{
    const vec step = vec_fma(x, vec_splat(t.scale), rounding_magic());
    const bits index = vec_bits(step);
    return (struct place){vec_le(step, rounding_magic()), index, vec_sub(x, table_row(t, CENTRE_ROW, index))};
}

/* In four intervals an octave of v = scale x + 1, of float32. */
INLINE struct place place_in_octaves(struct table t, vec x)
{
    const vec v = vec_fma(x, vec_splat(t.scale), vec_splat(1));
    const bits index = bits_shift_right(vec_bits(v), 21);
    return (struct place){vec_lt(v, vec_splat(1.25f)), index, vec_sub(x, table_row(t, CENTRE_ROW, index))};
}

INLINE vec interval_value(struct table t, struct place at)
{
    return vec_fma(table_slope(t, at.index, at.d), at.d, table_row(t, START_ROW, at.index));
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

#endif
