/* Short rows: LANES of them at a time, their elements as columns, element i of all in vector i. So a row's largest
   element and its sum take no folding. The parts of the sum are those of sums.h, in the same order, and so are
   the bits. */

/* Room for the most elements that a row may have: at most two are in a part. */
enum { COLUMNS = 2 * PARTS };

/* A few rows leave too many lanes idle; with one lane a row is nothing else by columns. */
INLINE int fit_columns(const struct group *g, intptr_t most)
{
    return LANES > 1 && 2 * g->rows >= LANES && g->length > 0 && g->length <= most;
}

/* The rows of a slice from one on; the last of them stands for those that are missing. */
INLINE void rows_to_columns(vec *columns, struct slice s, int row)
{
    for (intptr_t at = 0; at < s.count; at += LANES) {
        for (int i = 0; i < LANES; i++) {
            const lane *const x = line_of(s.in[0], (int)least(row + i, s.to - 1)) + at;
            columns[at + i] = s.count - at < LANES ? vec_load_partial(x, s.count - at) : vec_load(x);
        }
        transpose(columns + at);
    }
}

/* Vectors from s.count on are changed, too. */
INLINE void columns_to_rows(vec *columns, struct slice s, int row)
{
    for (intptr_t at = 0; at < s.count; at += LANES) {
        transpose(columns + at);
        for (int i = 0; i < least(LANES, s.to - row); i++)
            store_rest(line_of(s.out, row + i) + at, columns[at + i], s.count - at);
    }
}

struct column_extremes { vec largest, magnitude; };

/* A NaN may win or not. A zero is +0. */
INLINE struct column_extremes extremes_of_columns(const vec *columns, intptr_t count)
{
    vec largest = vec_splat(-(lane)INFINITY), magnitude = vec_splat(0);
    for (intptr_t i = 0; i < count; i++) {
        largest = vec_max(columns[i], largest);
        magnitude = vec_abs_max(columns[i], magnitude);
    }
    return (struct column_extremes){vec_add(largest, vec_splat(0)), magnitude};
}

/* As power_or_zero, but each lane has a bias of its own. */
INLINE struct row_power power_in_column(vec x, struct row_scale scale, int near)
{
    return near ? exp_of_row(x, scale.bias, 0) : power_or_zero(x, scale, 0);
}

/* The sum of the parts of `count` columns; others would be zeros. */
INLINE struct vec_pair sum_of_parts(pair_operation *add, struct vec_pair *parts, intptr_t count)
{
    intptr_t used = least(count, PARTS);
    for (intptr_t half = PARTS / 2; half > 0; used = least(used, half), half /= 2)
        for (intptr_t i = 0; i + half < used; i++)
            parts[i] = add(parts[i], parts[i + half]);
    return fast_sum(parts[0].high, parts[0].low);
}
