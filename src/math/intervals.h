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

/* c1 + c2 d + ... : rows 2 to rows - 1. */
INLINE vec table_slope(const lane *table, int columns, int rows, bits index, vec d)
{
    vec slope = table_row(table, columns, rows - 1, index);
    for (int r = rows - 2; r >= 2; r--)
        slope = vec_fma(slope, d, table_row(table, columns, r, index));
    return slope;
}

#endif
