/* float32 functions of t >= 0 by a polynomial for each of 8 or 16 intervals:
   f(c + d) = B + d (c1 + c2 d + ...). A table has a row for c, one for B and one for each coefficient;
   a look-up picks the column of each lane. c is where B is nearly exact, and t - c is exact, so what
   is left is the rounding of the last operation and little more. */
#ifndef RELU_SIMD_INTERVALS_H
#define RELU_SIMD_INTERVALS_H

#include "pair.h"

/* Row r of a table of `columns` columns. The copies stay in registers or become operands. */
INLINE vec table_row(const lane *table, int columns, int r, bits index)
{
    return columns == 8 ? vec_lookup8(table + 8 * r, index) : vec_lookup16(table + 16 * r, index);
}

/* The polynomial in d of rows first to rows - 1. */
INLINE vec table_slope_from(const lane *table, int columns, int first, int rows, bits index, vec d)
{
    vec slope = table_row(table, columns, rows - 1, index);
    for (int r = rows - 2; r >= first; r--)
        slope = vec_fma(slope, d, table_row(table, columns, r, index));
    return slope;
}

/* c1 + c2 d + ... */
INLINE vec table_slope(const lane *table, int columns, int rows, bits index, vec d)
{
    return table_slope_from(table, columns, 2, rows, index, d);
}

/* Where t is: the interval's number, and how far from its centre. The intervals are around the multiples of
   1 / per_unit, 16 of them. */
struct place { bits index; vec d; };

INLINE struct place place_of(const lane *table, float per_unit, vec t)
{
    const bits index = vec_bits(vec_fma(t, vec_splat(per_unit), rounding_magic()));
    return (struct place){index, vec_sub(t, table_row(table, 16, 0, index))};
}

INLINE struct place place_of_pair(const lane *table, float per_unit, struct vec_pair t)
{
    const struct place at = place_of(table, per_unit, t.high);
    return (struct place){at.index, vec_add(at.d, t.low)};
}

INLINE vec interval_value(const lane *table, int rows, struct place at)
{
    return vec_fma(table_slope(table, 16, rows, at.index, at.d), at.d, table_row(table, 16, 1, at.index));
}

#endif
