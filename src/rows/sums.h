/* Sums of rows, and their largest elements. A part of a sum is a pair; all parts are added in one order.
   So a sum has the same bits on every target, and in a row of 2^20 elements an error below 2^-28
   (float32), relative to the sum of the magnitudes. */

/* The parts of a row's sum that a step works on. */
struct parts { vec high[PART_VECS], low[PART_VECS]; };

/* At the beginning of a row each part is `start`. */
INLINE struct parts load_parts(const struct group *g, int row, intptr_t at, lane start)
{
    struct parts p;
    for (int v = 0; v < PART_VECS; v++) {
        p.high[v] = at ? vec_load(g->high[row] + v * LANES) : vec_splat(start);
        p.low[v] = at ? vec_load(g->low[row] + v * LANES) : vec_splat(0);
    }
    return p;
}

INLINE struct vec_pair part_of(const struct parts *p, int v) { return (struct vec_pair){p->high[v], p->low[v]}; }
INLINE void set_part(struct parts *p, int v, struct vec_pair part) { p->high[v] = part.high, p->low[v] = part.low; }

/* `end` is the number of elements so far. */
INLINE void normalize_segment(struct parts *p, intptr_t end)
{
    for (int v = 0; v < PART_VECS && end % SEGMENT == 0; v++) {
        const struct vec_pair sum = fast_sum(p->high[v], p->low[v]);
        p->high[v] = sum.high;
        p->low[v] = sum.low;
    }
}

INLINE void store_parts(struct group *g, int row, const struct parts *p)
{
    for (int v = 0; v < PART_VECS; v++) {
        vec_store(g->high[row] + v * LANES, p->high[v]);
        vec_store(g->low[row] + v * LANES, p->low[v]);
    }
}

/* Adds to a high part and returns what that loses. */
INLINE vec add_high(struct parts *p, int v, vec a)
{
    const struct vec_pair sum = two_sum(p->high[v], a);
    p->high[v] = sum.high;
    return sum.low;
}

INLINE void add_low(struct parts *p, int v, vec a) { p->low[v] = vec_add(p->low[v], a); }

/* A sum whose low part is only normalized at the end. */
INLINE struct vec_pair add_loosely(struct vec_pair a, struct vec_pair b)
{
    const struct vec_pair sum = two_sum(a.high, b.high);
    return (struct vec_pair){sum.high, vec_add(sum.low, vec_add(a.low, b.low))};
}

/* The same where the high parts' sum has no error. */
INLINE struct vec_pair add_exactly(struct vec_pair a, struct vec_pair b)
{
    return (struct vec_pair){vec_add(a.high, b.high), vec_add(a.low, b.low)};
}

typedef struct vec_pair pair_operation(struct vec_pair a, struct vec_pair b);

/* Halves the lanes that a row takes: rows `half` apart are put together, or a row with itself. */
INLINE int fold_sums(pair_operation *add, struct vec_pair *sums, int rows, int distance)
{
    const int half = rows / 2 > 0 ? rows / 2 : 1;
    for (int i = 0; i < half; i++) {
        struct vec_pair a = sums[i], b = sums[rows > 1 ? i + half : i];
        vec_exchange(&a.high, &b.high, distance);
        vec_exchange(&a.low, &b.low, distance);
        sums[i] = add(a, b);
    }
    return half;
}

/* A block is full if the group has all its rows. Such a block has code of its own, in which all that it folds stays in
   registers; in another one the last row of the group stands for those that it lacks. */
INLINE int is_full(const struct group *g, int first) { return first + LANES <= g->rows; }
INLINE int rows_to_fold(const struct group *g, int full) { return full ? LANES : rows_of_block(g->rows); }
INLINE int row_of_block(const struct group *g, int first, int i, int full)
{
    return full ? first + i : (int)least(first + i, g->rows - 1);
}

/* The sums of the rows of a block; `start` is taken off each part. */
INLINE struct vec_pair sum_block(pair_operation *add, const struct group *g, int first, lane start, int full)
{
    struct vec_pair sums[LANES];
    int rows = rows_to_fold(g, full);
    for (int i = 0; i < rows; i++) {
        const int row = row_of_block(g, first, i, full);
        struct vec_pair parts[PART_VECS];
        for (int v = 0; v < PART_VECS; v++)
            parts[v] = (struct vec_pair){vec_sub(vec_load(g->high[row] + v * LANES), vec_splat(start)),
                                         vec_load(g->low[row] + v * LANES)};
        for (int half = PART_VECS / 2; half > 0; half /= 2)
            for (int v = 0; v < half; v++)
                parts[v] = add(parts[v], parts[v + half]);
        sums[i] = parts[0];
    }
    if (LANES > 8)
        rows = fold_sums(add, sums, rows, 8);
    if (LANES > 4)
        rows = fold_sums(add, sums, rows, 4);
    if (LANES > 2)
        rows = fold_sums(add, sums, rows, 2);
    if (LANES > 1)
        rows = fold_sums(add, sums, rows, 1);
    return fast_sum(sums[0].high, sums[0].low);
}

INLINE struct vec_pair sum_rows(pair_operation *add, const struct group *g, int first, lane start)
{
    return is_full(g, first) ? sum_block(add, g, first, start, 1) : sum_block(add, g, first, start, 0);
}

typedef vec vec_operation(vec a, vec b);

INLINE int fold_step(vec_operation *f, vec *values, int rows, int distance)
{
    const int half = rows / 2 > 0 ? rows / 2 : 1;
    for (int i = 0; i < half; i++) {
        vec a = values[i], b = values[rows > 1 ? i + half : i];
        vec_exchange(&a, &b, distance);
        values[i] = f(a, b);
    }
    return half;
}

/* f of all lanes of each row of a block. */
INLINE vec fold_rows(vec_operation *f, vec *values, int rows)
{
    if (LANES > 8)
        rows = fold_step(f, values, rows, 8);
    if (LANES > 4)
        rows = fold_step(f, values, rows, 4);
    if (LANES > 2)
        rows = fold_step(f, values, rows, 2);
    if (LANES > 1)
        rows = fold_step(f, values, rows, 1);
    return values[0];
}

/* The largest number of each row of a block. */
INLINE vec largest_of_block(const lane (*parts)[LANES], const struct group *g, int first, int full)
{
    vec largest[LANES];
    const int rows = rows_to_fold(g, full);
    for (int i = 0; i < rows; i++)
        largest[i] = vec_load(parts[row_of_block(g, first, i, full)]);
    return fold_rows(vec_max, largest, rows);
}

INLINE vec largest_of_rows(const lane (*parts)[LANES], const struct group *g, int first)
{
    return is_full(g, first) ? largest_of_block(parts, g, first, 1) : largest_of_block(parts, g, first, 0);
}

/* The counts of a block's rows: whole numbers, so any order will do. */
INLINE vec counts_of_block(const struct group *g, int first, int full)
{
    vec counts[LANES];
    const int rows = rows_to_fold(g, full);
    for (int i = 0; i < rows; i++) {
        const lane *const parts = g->count[row_of_block(g, first, i, full)];
        counts[i] = vec_load(parts);
        for (int v = 1; v < PART_VECS; v++)
            counts[i] = vec_add(counts[i], vec_load(parts + v * LANES));
    }
    return fold_rows(vec_add, counts, rows);
}

INLINE vec counts_of_rows(const struct group *g, int first)
{
    return is_full(g, first) ? counts_of_block(g, first, 1) : counts_of_block(g, first, 0);
}
