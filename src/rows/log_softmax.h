/* log_softmax, and the sum that the cross entropy takes, too.

   log sum e^(x - m) = log1p(s - 1), s being the sum; s - 1 without cancellation: the elements equal to m
   are counted, not added. So the loss of a row that is nearly sure of its class keeps all its digits. */

/* The powers e of x but those of the largest, which are counted. */
INLINE struct row_power smaller_powers(struct row_power e, vec x, vec largest, vec *counted)
{
    const mask is_largest = vec_eq(x, largest);
    *counted = vec_add(*counted, vec_keep(is_largest, vec_splat(1)));
    return keep_where(mask_not(is_largest), e);
}

/* Adds a vector's powers to a part, unless they are the largest, which are counted. Returns them all. */
INLINE struct row_power add_smaller(struct parts *p, vec *counted, int v, vec x, vec largest, struct row_scale scale,
                                   int near)
{
    const struct row_power e = power_or_zero(x, scale, near);
    set_part(p, v, plus_power(part_of(p, v), smaller_powers(e, x, largest, counted)));
    return e;
}

INLINE vec load_count(const struct group *g, int row, int v, intptr_t at)
{
    return at ? vec_load(g->count[row] + v * LANES) : vec_splat(0);
}

/* Pass 2: the powers below the largest, and how many elements are the largest. Two loops as sum_powers has. */
INLINE void sum_small_powers(struct group *g, struct slice s, int keep, int near)
{
    const struct kept kept = kept_of(g, s);
    const intptr_t next_group = g->rows * g->in[0].row_step, end = s.count / BLOCK * BLOCK;
    for (int row = s.from; row < s.to && end > 0; row++) {
        const struct row_scale scale = load_scale(g, row * s.spread);
        const vec largest = vec_splat(g->largest[row * s.spread]);
        const lane *const x = line_of(s.in[0], row);
        struct parts p = load_parts(g, row, s.at, 0);
        vec counted[PART_VECS];
        for (int v = 0; v < PART_VECS; v++)
            counted[v] = load_count(g, row, v, s.at);
        for (intptr_t i = 0; i < end; i += BLOCK) {
            prefetch_block(x + i, next_group);
            for (int v = 0; v < PART_VECS; v++)
                for (int u = 0; u < 4; u++) {
                    const intptr_t k = i + u * PARTS + v * LANES;
                    const struct row_power e = add_smaller(&p, &counted[v], v, vec_load(x + k), largest, scale, near);
                    if (keep)
                        keep_power(kept, row * kept.step + k, e);
                }
            normalize_segment(&p, i + BLOCK);
        }
        store_parts(g, row, &p);
        for (int v = 0; v < PART_VECS; v++)
            vec_store(g->count[row] + v * LANES, counted[v]);
    }
    for (int row = s.from; row < s.to && end < s.count; row++) {
        const struct row_scale scale = load_scale(g, row * s.spread);
        const vec largest = vec_splat(g->largest[row * s.spread]);
        const lane *const x = line_of(s.in[0], row);
        struct parts p = load_parts(g, row, s.at + end, 0);
        for (int v = 0; v < PART_VECS; v++) {
            vec counted = load_count(g, row, v, s.at + end);
            for (intptr_t k = end + v * LANES; k < s.count + v * LANES; k += PARTS) {
                const vec element = load_filled(x, k, s.count, -(lane)INFINITY);
                const struct row_power e = add_smaller(&p, &counted, v, element, largest, scale, 0);
                if (keep)
                    keep_power(kept, row * kept.step + k, e);
            }
            vec_store(g->count[row] + v * LANES, counted);
        }
        store_parts(g, row, &p);
    }
}

INLINE void step_small_sum(struct group *g, struct slice s) { run_power_step(sum_small_powers, g, s); }

/* Pass 2 where the largest are left out. */
NOINLINE void sum_small(struct group *g, int keeps)
{
    g->keeps = keeps;
    run_pass(g, step_small_sum, 0);
}

/* What is known of the rows of a block after pass 2: the largest element; its power, unbiased; and the sum of
   all powers but one of the largest, in units of that and biased, so that it never is subnormal. */
struct softmax_sum { vec largest; struct vec_pair unit, rest; };

INLINE struct softmax_sum softmax_sum_of(struct vec_pair small, vec count, vec largest, struct row_scale scale)
{
    const struct vec_pair unit = pair_scale(normalized(power_of(largest, scale, 0)), row_unbias());
    const vec equal = vec_mul(vec_sub(count, vec_splat(1)), row_bias());
    return (struct softmax_sum){largest, unit, pair_add(pair_of(equal), pair_div(small, unit))};
}

INLINE struct softmax_sum load_softmax_sum(const struct group *g, int block)
{
    const struct vec_pair small = sum_rows(add_loosely, g, block, 0);
    const vec count = counts_of_rows(g, block);
    return softmax_sum_of(small, count, vec_load(g->largest + block), load_scales(g, block));
}

/* log(1 + a) for a pair a >= 0, biased: k ln 2 + log1p(f - 1) with 1 + a = 2^k f, 1 <= f < 2. */
INLINE struct vec_pair log1p_of_sum(struct vec_pair biased)
{
    const struct vec_pair sum = pair_add(splat_pair(1, 0), pair_scale(biased, row_unbias()));
    const vec magic = rounding_magic();
    const bits exponent = bits_shift_right(vec_bits(sum.high), LANE_BITS == 32 ? 23 : 52);
    const vec k_biased = vec_sub(vec_from_bits(bits_add(exponent, vec_bits(magic))), magic);
    const vec k = vec_sub(k_biased, vec_splat(by_width(127, 1023)));
    const struct vec_pair f = pair_scale(sum, power_of_two(vec_neg(k)));
    const struct vec_pair beyond = fast_sum(vec_sub(f.high, vec_splat(1)), f.low);
    const mask near = vec_eq(k, vec_splat(0));
    const struct vec_pair rest = pair_select(near, biased, pair_scale(beyond, row_bias()));
    const struct vec_pair log_f = pair_scale(log1p_biased(rest, row_unbias()), row_unbias());
    return pair_select(near, log_f, pair_add(pair_mul_vec(splat_pair(LN2[0], LN2[1]), k), log_f));
}

INLINE mask is_finite(vec a) { return vec_lt(vec_abs(a), vec_splat((lane)INFINITY)); }

/* a + b + c, where c is small beside a or b. An infinite sum has NaN for its error, which gives way. */
INLINE vec sum_of_three(vec a, vec b, vec c)
{
    const struct vec_pair sum = two_sum(a, b);
    const vec lowest = vec_splat(-by_width(FLT_MAX, DBL_MAX));
    return vec_add(sum.high, vec_max(vec_add(sum.low, c), lowest));
}

/* m + log(sum) */
INLINE struct vec_pair log_of_sum(struct softmax_sum s)
{
    const struct vec_pair log_sum = log1p_of_sum(s.rest), all = two_sum(s.largest, log_sum.high);
    return (struct vec_pair){all.high, vec_add(all.low, log_sum.low)};
}

/* x - (m + log(sum)), the last two as a pair. A zero is -0, from where it comes. */
typedef vec log_share(struct vec_pair log_sum, vec x);

INLINE vec minus_log_sum(struct vec_pair log_sum, vec x)
{
    return vec_neg(sum_of_three(log_sum.high, vec_neg(x), log_sum.low));
}

/* The same where |x| <= log_sum.high and the difference does not overflow. */
INLINE vec minus_larger_log_sum(struct vec_pair log_sum, vec x)
{
    const vec sum = vec_sub(log_sum.high, x), lost = vec_sub(vec_sub(log_sum.high, sum), x);
    return vec_sub(vec_sub(vec_neg(log_sum.low), lost), sum);
}

INLINE void write_log_shares(log_share *f, struct group *g, struct slice s)
{
    for (int row = s.from; row < s.to; row++) {
        const lane *const x = line_of(s.in[0], row);
        lane *const out = line_of(s.out, row);
        const int of = row * s.spread;
        const struct vec_pair log_sum = {vec_splat(g->factor[0][of]), vec_splat(g->factor[1][of])};
        intptr_t i = 0;
        for (; i + 4 * LANES <= s.count; i += 4 * LANES) {
            vec y[4];
            for (int u = 0; u < 4; u++)
                y[u] = f(log_sum, vec_load(x + i + u * LANES));
            for (int u = 0; u < 4; u++)
                vec_store(out + i + u * LANES, y[u]);
        }
        for (; i < s.count; i += LANES)
            store_rest(out + i, f(log_sum, load_filled(x, i, s.count, 0)), s.count - i);
    }
}

INLINE void step_log_softmax(struct group *g, struct slice s) { write_log_shares(minus_log_sum, g, s); }
INLINE void step_larger_log_softmax(struct group *g, struct slice s) { write_log_shares(minus_larger_log_sum, g, s); }

INLINE struct softmax_sum small_sum_of_columns(const vec *columns, intptr_t count, vec largest,
                                               struct row_scale scale, int near, struct row_power *e)
{
    struct vec_pair parts[PARTS];
    vec counted = vec_splat(0);
    for (intptr_t i = 0; i < count; i++) {
        const struct row_power power = power_in_column(columns[i], scale, near);
        const struct row_power other = smaller_powers(power, columns[i], largest, &counted);
        if (i < PARTS)
            parts[i] = (struct vec_pair){other.high, plus_low(other, vec_splat(0))};
        else
            parts[i - PARTS] = plus_power(parts[i - PARTS], other);
        if (e)
            e[i] = power;
    }
    return softmax_sum_of(sum_of_parts(add_loosely, parts, count), counted, largest, scale);
}

/* The sums of columns, and the scale. The powers go to e unless that is NULL. */
INLINE struct softmax_sum softmax_sum_of_columns(const vec *columns, intptr_t count, struct row_scale *scale,
                                                 struct row_power *e)
{
    const struct column_extremes extremes = extremes_of_columns(columns, count);
    *scale = scale_from_largest(extremes.largest);
    return are_near(extremes.magnitude) ? small_sum_of_columns(columns, count, extremes.largest, *scale, 1, e)
                                        : small_sum_of_columns(columns, count, extremes.largest, *scale, 0, e);
}

INLINE void step_log_softmax_by_columns(struct group *g, struct slice s)
{
    (void)g;
    for (int row = s.from; row < s.to; row += LANES) {
        vec columns[COLUMNS];
        struct row_scale scale;
        rows_to_columns(columns, s, row);
        const struct vec_pair log_sum = log_of_sum(softmax_sum_of_columns(columns, s.count, &scale, NULL));
        for (intptr_t i = 0; i < s.count; i++)
            columns[i] = minus_log_sum(log_sum, columns[i]);
        columns_to_rows(columns, s, row);
    }
}

NOINLINE void log_softmax_by_columns(struct group *g) { run_pass(g, step_log_softmax_by_columns, 1); }

static void row_log_softmax(struct group *g)
{
    if (fit_columns(g, COLUMNS)) {
        log_softmax_by_columns(g);
        return;
    }
    find_scales(g);
    sum_small(g, 0);
    int is_larger = 1;
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair log_sum = log_of_sum(load_softmax_sum(g, block));
        const vec bound = vec_min(vec_splat(by_width(FLT_MAX, DBL_MAX) / 4), log_sum.high);
        is_larger &= !mask_any(vec_nle(vec_load(g->magnitude + block), bound));
        vec_store(g->factor[0] + block, log_sum.high);
        vec_store(g->factor[1] + block, log_sum.low);
    }
    if (is_larger)
        run_pass(g, step_larger_log_softmax, 1);
    else
        run_pass(g, step_log_softmax, 1);
}
