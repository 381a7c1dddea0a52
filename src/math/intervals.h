/* Functions of t >= 0 by a polynomial for each of 8, 15, 16 or 32 intervals:
   f(c + d) = B + d (c1 + c2 d + ...). A table has c, B and the coefficients of each; a look-up picks those of each
   lane, one after the other or, by a ROW_TABLE, all at once. c is where B is nearly exact, and t - c is exact, so what
   is left is the rounding of the last operation and little more. */
#ifndef RELU_SIMD_INTERVALS_H
#define RELU_SIMD_INTERVALS_H

#include "pair.h"

enum { CENTRE_ROW, START_ROW, SLOPE_ROW };
/* What an interval has for x: is it the first one, B, c1, c2 + c3 d + ..., and d. */
struct piece { mask first; vec start, linear, curved, d; };

/* c1 + c2 d + ... */
INLINE vec piece_slope(struct piece p) { return vec_fma(p.curved, p.d, p.linear); }
INLINE vec piece_value(struct piece p) { return vec_fma(piece_slope(p), p.d, p.start); }

/* start + slope d. */
INLINE struct vec_pair linear_pair(vec start, vec slope, vec d)
{
    const vec value = vec_fma(slope, d, start);
    return (struct vec_pair){value, vec_fma(slope, d, vec_sub(start, value))};
}

/* The value: the low part has what the last operation loses. */
INLINE struct vec_pair piece_sum(struct piece p) { return linear_pair(p.start, piece_slope(p), p.d); }

/* The same: what the last two operations lose. */
INLINE struct vec_pair piece_pair(struct piece p)
{
    const struct vec_pair slope = linear_pair(p.linear, p.curved, p.d);
    const struct vec_pair value = linear_pair(p.start, slope.high, p.d);
    return (struct vec_pair){value.high, vec_fma(slope.low, p.d, value.low)};
}

/* The same with what that lacks around a root, where the start is much less than the value. */
INLINE struct vec_pair piece_pair_with_root(struct piece p)
{
    const struct vec_pair y = piece_pair(p);
    const vec lost = vec_sub(p.start, vec_add(vec_sub(p.start, y.high), y.high));
    return (struct vec_pair){y.high, vec_add(y.low, lost)};
}

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

/* The interval of a number, and how far it is from the centre. */
struct place { mask first; bits index; vec d; };

INLINE struct place place_in(struct table t, struct interval i, vec x)
{
    return (struct place){i.first, i.index, vec_sub(x, table_row(t, CENTRE_ROW, i.index))};
}

INLINE struct piece table_piece(struct table t, struct place at)
{
    vec curved = table_row(t, t.rows - 1, at.index);
    for (int row = t.rows - 2; row > SLOPE_ROW; row--)
        curved = vec_fma(curved, at.d, table_row(t, row, at.index));
    return (struct piece){at.first, table_row(t, START_ROW, at.index), table_row(t, SLOPE_ROW, at.index), curved,
                          at.d};
}

/* The same by a row of a ROW_TABLE. The first interval is the one around 0, its centre. */
INLINE struct piece row_piece(const vec *row, vec x)
{
    const vec d = vec_sub(x, row[CENTRE_ROW]);
    vec curved = row[ROW_LENGTH - 1];
    for (int i = ROW_LENGTH - 2; i > SLOPE_ROW; i--)
        curved = vec_fma(curved, d, row[i]);
    return (struct piece){vec_eq(row[CENTRE_ROW], vec_splat(0)), row[START_ROW], row[SLOPE_ROW], curved, d};
}

#else
struct table { const lane *rows; int count, terms; lane scale; };
#define TABLE_OF(name) ((struct table){(const lane *)name, ROWS_OF(name), name##_TERMS, name##_SCALE})

/* The same by a ROW_TABLE: all of a row is looked up at once. */
struct place { mask first; vec d, row[ROW_LENGTH]; };

INLINE struct place place_found(struct table t, const struct row_places *found, vec x)
{
    struct place at;
    vec_lookup_row(at.row, t.rows, t.count, found);
    at.d = vec_sub(x, at.row[CENTRE_ROW]);
    at.first = vec_eq(at.row[CENTRE_ROW], vec_splat(0));
    return at;
}

INLINE struct place place_in(struct table t, struct interval i, vec x)
{
    struct row_places found;
    find_rows(&found, t.count, i.index);
    struct place at = place_found(t, &found, x);
    at.first = i.first;
    return at;
}

/* An even number of terms. After the first one odd and even powers are by themselves: half the latency, which
   AVX2's row look-up leaves too little room for. */
INLINE struct piece table_piece(struct table t, struct place at)
{
    const vec square = vec_mul(at.d, at.d), *const rest = at.row + SLOPE_ROW + 1;
    vec even = rest[t.terms - 2], odd = rest[t.terms - 3];
    for (int k = t.terms - 4; k > 0; k -= 2) {
        even = vec_fma(even, square, rest[k]);
        odd = vec_fma(odd, square, rest[k - 1]);
    }
    const vec curved = vec_fma(odd, at.d, vec_fma(even, square, rest[0]));
    return (struct piece){at.first, at.row[START_ROW], at.row[SLOPE_ROW], curved, at.d};
}
#endif

INLINE struct place place_of(struct table t, vec x) { return place_in(t, step_interval(x, t.scale), x); }
INLINE struct piece step_piece(struct table t, vec x) { return table_piece(t, place_of(t, x)); }
INLINE struct piece octave_piece(struct table t, vec x)
{
    return table_piece(t, place_in(t, octave_interval(x, t.scale), x));
}

#endif
