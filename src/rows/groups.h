/* Rows of any layout. A row is a line of an array along the axis of an operation.

   An operation is a few passes over a group of rows. A pass takes contiguous rows as they are, others segment
   by segment from a tile on the stack, so a step sees the same numbers in the same order whatever the layout
   is. Between the passes, what a step has left of each row as a vector (its largest elements, the parts of its
   sum) is reduced for a vector of rows at once. */

/* Element i of a row belongs to part i mod PARTS of its sum, on every target. Parts are normalized
   after each SEGMENT, also where a step takes more at once. */
enum { PARTS = 64 / sizeof(lane), PART_VECS = PARTS / LANES, BLOCK = 4 * PARTS, SEGMENT = 16 * PARTS };
/* So many powers are found before their sum: with the 16 registers of AVX2 more would pass through memory, but those of
   float64 wait longer. */
enum { AT_ONCE = LANES == 8 && LANE_BITS == 32 ? 2 : 4 };
/* A group has at most GROUP rows and, if more than one, GROUP_ELEMENTS elements, so that they stay in the
   first cache; what pass 2 finds is kept for pass 3 up to KEPT elements. Measured with half and double. */
enum { GROUP = 16, GROUP_ELEMENTS = 8192 / sizeof(lane), KEPT = 8192 };

/* A load waits for a store shortly before it that has the same low 12 bits in its address. */
enum { PAGE = 4096, PAGE_LANES = PAGE / sizeof(lane) };

/* Element i of row r is at data + r * row_step + i * step. */
struct matrix { char *data; intptr_t row_step, step; };

/* A vector of rows is one value of each; row r has the lane r * spread. */
struct group {
    lane largest_parts[GROUP][LANES], magnitude_parts[GROUP][LANES];
    lane high[GROUP][PARTS], low[GROUP][PARTS], count[GROUP][PARTS];
    lane largest[GROUP], magnitude[GROUP], shift[GROUP], floor[GROUP], bias[GROUP], factor[2][GROUP], scalar[2][GROUP];
    lane at_label[GROUP]; /* the gradient of cross entropy there */
    lane tiles[2][GROUP][SEGMENT];
    lane kept[2][KEPT + PAGE_LANES];
    int kept_from; /* where in there the first row begins */
    int keeps; /* pass 2 keeps what it finds */
    struct matrix in[2], out;
    struct { char *data; intptr_t step; } scale, labels, result; /* one value for each row */
    intptr_t length; /* of a row */
    int inputs, rows;
    int spread; /* how many lanes each of them gets */
    unsigned far; /* a bit for each row: has it an element beyond +-NEAR? */
    int wide; /* has any row an element beyond +-CLOSE? Until that is known, of the group before; at first, true */
    int whole; /* the tiles hold whole rows and need not be filled again */
    int streams; /* the result is stored past the caches */
} __attribute__((aligned(CACHE_LINE)));

/* Lines one for each row: where the first begins, and how many bytes it is to the next. */
struct lines { char *first; intptr_t step; };

/* `count` elements of the rows `from` to `to`, from element `at` on, where a segment begins. In a vector of rows they
   are `spread` lanes apart. */
struct slice { intptr_t at, count; int from, to, spread; struct lines in[2], out; };

/* What a pass does with a slice of a group. The result may overwrite an input. What differs between rows is loaded from
   the group, all else before the first row: the compiler must take each store for one to the group. */
typedef void row_step(struct group *g, struct slice s);

INLINE intptr_t least(intptr_t a, intptr_t b) { return a < b ? a : b; }

/* The rows of a block are LANES consecutive ones. A group that has fewer takes every second lane, or
   every fourth and so on. */
INLINE int rows_of_block(int rows)
{
    int all = LANES;
    while (all / 2 >= rows && all > 1)
        all /= 2;
    return all;
}

INLINE int is_contiguous(const struct matrix *m) { return m->step == (intptr_t)sizeof(lane); }

/* Are rows side by side in memory? */
INLINE int is_adjacent(const struct matrix *m)
{
    return LANES > 1 && m->row_step == (intptr_t)sizeof(lane);
}

INLINE void exchange_all(vec *rows, int distance)
{
    for (int i = 0; i < LANES; i++)
        if (!(i & distance))
            vec_exchange(&rows[i], &rows[i + distance], distance);
}

/* Lane j of rows[i] becomes lane i of rows[j]. */
INLINE void transpose(vec *rows)
{
    if (LANES > 8)
        exchange_all(rows, 8);
    if (LANES > 4)
        exchange_all(rows, 4);
    if (LANES > 2)
        exchange_all(rows, 2);
    if (LANES > 1)
        exchange_all(rows, 1);
}

/* A segment of LANES rows that are side by side, `first` being its first element: squares of LANES
   elements are transposed. */
INLINE void move_adjacent(lane (*tile)[SEGMENT], char *first, intptr_t step, intptr_t count, intptr_t rows,
                          int to_tile)
{
    for (intptr_t at = 0; at < count; at += LANES) {
        const intptr_t lines = least(LANES, count - at);
        vec square[LANES];
        for (int i = 0; i < LANES; i++) {
            const lane *const line = (const lane *)(first + (at + least(i, lines - 1)) * step);
            square[i] = !to_tile ? vec_load(tile[i] + at)
                                 : rows < LANES ? vec_load_partial(line, rows) : vec_load(line);
        }
        transpose(square);
        for (int i = 0; i < (to_tile ? LANES : lines); i++) {
            lane *const line = (lane *)(first + (at + i) * step);
            if (to_tile)
                vec_store(tile[i] + at, square[i]);
            else if (rows < LANES)
                vec_store_partial(line, square[i], rows);
            else
                vec_store(line, square[i]);
        }
    }
}

/* A segment of every row of the group into tiles, or out of them. */
INLINE void move_segments(lane (*tile)[SEGMENT], struct matrix m, int rows, intptr_t at, intptr_t count,
                          int to_tile)
{
    char *const first = m.data + at * m.step;
    for (int row = 0; row < rows; row += is_adjacent(&m) ? LANES : 1) {
        char *const start = first + row * m.row_step;
        if (is_adjacent(&m))
            move_adjacent(tile + row, start, m.step, count, least(LANES, rows - row), to_tile);
        else if (to_tile)
            gather((char *)tile[row], start, m.step, count, sizeof(lane));
        else
            scatter(start, m.step, (const char *)tile[row], count, sizeof(lane));
    }
}

NOINLINE void fill_tile(struct group *g, int input, intptr_t at, intptr_t count)
{
    move_segments(g->tiles[input], g->in[input], g->rows, at, count, 1);
}

NOINLINE void empty_tile(struct group *g, intptr_t at, intptr_t count)
{
    move_segments(g->tiles[0], g->out, g->rows, at, count, 0);
}

INLINE struct lines lines_from(const struct matrix *m, lane (*tile)[SEGMENT], intptr_t at)
{
    return is_contiguous(m) ? (struct lines){m->data + at * m->step, m->row_step}
                            : (struct lines){(char *)tile, sizeof *tile};
}

INLINE lane *line_of(struct lines lines, int row) { return (lane *)(lines.first + row * lines.step); }

/* Is the last pass of a call on so many rows streamed? It moves more than the caches hold, and rows that are
   contiguous and adjoin become a result that is no input. */
INLINE int can_stream(const struct group *g, intptr_t rows, int exceeds)
{
    const int adjoin = rows == 1 || g->out.row_step == g->length * (intptr_t)sizeof(lane);
    int can = exceeds && is_contiguous(&g->out) && adjoin;
    for (int i = 0; i < g->inputs; i++)
        can = can && is_contiguous(&g->in[i]) && g->in[i].data != g->out.data;
    return can;
}

/* Where the result of a group, or a part of its one row, is held for streaming: in the tiles, which contiguous
   rows leave free, in its cache line as it will be. */
INLINE lane *held_result(struct group *g)
{
    return g->tiles[0][0] + (uintptr_t)g->out.data % CACHE_LINE / sizeof(lane);
}

/* Streams what is held in whole cache lines; row by row, most rows would begin within one. */
NOINLINE void stream_held(struct group *g, intptr_t at, intptr_t count)
{
    const lane *const from = held_result(g);
    lane *const to = (lane *)g->out.data + at;
    const intptr_t into_line = (intptr_t)((uintptr_t)to % CACHE_LINE / sizeof(lane));
    intptr_t i = into_line ? least(CACHE_LINE / (intptr_t)sizeof(lane) - into_line, count) : 0;
    memcpy(to, from, (size_t)i * sizeof(lane));
    for (; i + PARTS <= count; i += PARTS)
        for (int v = 0; v < PART_VECS; v++)
            vec_stream(to + i + v * LANES, vec_load(from + i + v * LANES));
    memcpy(to + i, from + i, (size_t)(count - i) * sizeof(lane));
}

/* One pass over the rows of a group; `writes` the result or nothing. */
INLINE void run_pass(struct group *g, row_step *step, int writes)
{
    const int streams = writes && g->streams;
    lane *const held = held_result(g);
    int tiled = writes && !is_contiguous(&g->out);
    for (int i = 0; i < g->inputs; i++)
        tiled |= !is_contiguous(&g->in[i]);
    const intptr_t most = tiled ? SEGMENT : streams && g->rows == 1 ? GROUP_ELEMENTS : g->length;
    for (intptr_t at = 0; at < g->length; at += most) {
        const intptr_t count = least(most, g->length - at);
        for (int i = 0; i < g->inputs; i++)
            if (!is_contiguous(&g->in[i]) && !g->whole)
                fill_tile(g, i, at, count);
        const struct lines to_hold = {(char *)held, count * (intptr_t)sizeof(lane)};
        step(g, (struct slice){at, count, 0, g->rows, g->spread,
                               {lines_from(&g->in[0], g->tiles[0], at), lines_from(&g->in[1], g->tiles[1], at)},
                               streams ? to_hold : lines_from(&g->out, g->tiles[0], at)});
        if (streams)
            stream_held(g, at, g->rows * count);
        else if (writes && !is_contiguous(&g->out))
            empty_tile(g, at, count);
    }
    g->whole = g->length <= SEGMENT;
}

/* Where what is kept of a row begins: rows are apart by whole vectors of every target. */
INLINE intptr_t kept_length(const struct group *g) { return (g->length + PARTS - 1) / PARTS * PARTS; }
INLINE int can_keep(const struct group *g) { return g->rows * kept_length(g) <= KEPT; }

/* A step on the powers of rows that are all near or all not; the last two are constants in each of its copies. */
typedef void power_step(struct group *g, struct slice s, int keep, int near);

INLINE void run_power_step(power_step *step, struct group *g, struct slice s)
{
    for (const int end = s.to; s.from < end; s.from = s.to) {
        const unsigned far = g->far >> s.from;
        const int keeps = g->keeps, near = !(far & 1);
        s.to = (int)least(end, s.from + __builtin_ctz((near ? far : ~far) | 1u << GROUP));
        if (keeps && near)
            step(g, s, 1, 1);
        else if (keeps)
            step(g, s, 1, 0);
        else if (near)
            step(g, s, 0, 1);
        else
            step(g, s, 0, 0);
    }
}

/* Half a page from the elements. */
INLINE void place_kept(struct group *g)
{
    const char *const elements = lines_from(&g->in[0], g->tiles[0], 0).first;
    const uintptr_t distance = (uintptr_t)elements + PAGE / 2 - (uintptr_t)g->kept;
    g->kept_from = (int)(distance % PAGE / CACHE_LINE * CACHE_LINE / sizeof(lane));
}

/* What is kept of the rows of a slice. */
struct kept { lane *high, *low; intptr_t step; };

INLINE struct kept kept_of(struct group *g, struct slice s)
{
    const intptr_t from = g->kept_from + s.at;
    return (struct kept){g->kept[0] + from, g->kept[1] + from, kept_length(g)};
}

/* What is loaded for later while the arithmetic is the limit: the elements `distance` bytes behind. */
INLINE void prefetch_block(const lane *x, intptr_t distance)
{
    for (int byte = 0; LANES > 1 && byte < BLOCK * (int)sizeof(lane); byte += CACHE_LINE)
        __builtin_prefetch((const void *)((uintptr_t)x + (uintptr_t)distance + (uintptr_t)byte));
}

/* How many of the rows left make a group: more where rows side by side share the cache lines of a tile. */
INLINE int rows_of_group(const struct group *g, intptr_t rows_left)
{
    const int few = g->length > 0 && (is_contiguous(&g->in[0]) || !is_adjacent(&g->in[0]));
    const intptr_t rows = few ? GROUP_ELEMENTS / kept_length(g) : GROUP;
    return (int)least(least(GROUP, rows > 1 ? rows : 1), rows_left);
}

/* A vector of a segment, `fill` beyond its end. */
INLINE vec load_filled(const lane *from, intptr_t at, intptr_t count, lane fill)
{
    static const lane index[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const intptr_t rest = count - at;
    if (rest >= LANES)
        return vec_load(from + at);
    if (rest <= 0)
        return vec_splat(fill);
    const mask inside = vec_lt(vec_load(index), vec_splat((lane)rest));
    return vec_select(inside, vec_load_partial(from + at, rest), vec_splat(fill));
}

INLINE void store_rest(lane *to, vec y, intptr_t rest)
{
    if (rest >= LANES)
        vec_store(to, y);
    else
        vec_store_partial(to, y, rest);
}
