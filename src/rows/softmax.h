/* softmax and log_softmax (J. S. Bridle, "Training stochastic model recognition algorithms as networks can
   lead to maximum mutual information estimation of parameters", 1989).

   Pass 1 finds the largest element m, pass 2 adds the powers, pass 3 computes the power again, or has it
   kept, and multiplies it by the reciprocal of the sum, a pair: so the result rounds once. A NaN comes to
   all elements of its row by the sum, and so does an infinite m. -inf gives a power of 0. Softmax of rows
   that are close to 0 needs no pass 1. Short rows take one pass, by columns. */

INLINE void keep_power(struct kept kept, intptr_t at, struct row_power e)
{
    vec_store(kept.high + at, e.high);
    vec_store(kept.low + at, e.low);
}

INLINE struct row_power kept_power(const lane *high, const lane *low)
{
    return (struct row_power){vec_load_once(high), vec_load(low)};
}

/* How many bytes behind an element is its result, for a prefetch; 0 where rows are not as far apart, or the result
   goes past the caches. */
INLINE intptr_t way_to_result(const struct group *g, struct slice s)
{
    const int same_rows = s.in[0].step == s.out.step && !g->streams;
    return same_rows ? (intptr_t)((uintptr_t)s.out.first - (uintptr_t)s.in[0].first) : 0;
}

INLINE int is_wide(vec magnitude) { return mask_any(vec_lt(vec_splat(CLOSE), magnitude)); }

/* Pass 2, for softmax: the parts begin with what is never below a step. What is behind the last whole block
   has a loop of its own, so that the constants of the first stay in registers from row to row. Where it is
   `first`, without a pass 1, it takes the rows for close and notes if one is not. A signaling NaN may hide an
   element from that, but only in its own row, which is NaN. */
INLINE void sum_powers(struct group *g, struct slice s, int keep, int near, int first)
{
    const struct kept kept = kept_of(g, s);
    const intptr_t next_group = g->rows * g->in[0].row_step, to_result = way_to_result(g, s);
    const intptr_t end = s.count / BLOCK * BLOCK;
    const struct row_scale close = close_scale(g);
    const lane start = sum_start(g);
    for (int row = s.from; row < s.to && end > 0; row++) {
        const struct row_scale scale = first ? close : load_scale(g, row * s.spread);
        const lane *const x = line_of(s.in[0], row);
        struct parts p = load_parts(g, row, s.at, start);
        vec magnitude = vec_splat(0);
        for (intptr_t i = 0; i < end; i += BLOCK) {
            prefetch_block(x + i, next_group);
            if (first && keep)
                prefetch_block(x + i, to_result);
            for (int v = 0; v < PART_VECS; v++)
                for (int part = 0; part < 4; part += AT_ONCE) {
                    const intptr_t k = i + part * PARTS + v * LANES;
                    struct row_power e[AT_ONCE];
                    for (int u = 0; u < AT_ONCE; u++) {
                        const vec element = vec_load(x + k + u * PARTS);
                        e[u] = power_or_zero(element, scale, near);
                        if (first)
                            magnitude = vec_abs_max(element, magnitude);
                    }
                    for (int u = 0; u < AT_ONCE; u++) {
                        set_part(&p, v, plus_smaller_power(part_of(&p, v), e[u]));
                        if (keep)
                            keep_power(kept, row * kept.step + k + u * PARTS, e[u]);
                    }
                }
            normalize_segment(&p, i + BLOCK);
        }
        store_parts(g, row, &p);
        if (first)
            g->wide |= is_wide(magnitude);
    }
    for (int row = s.from; row < s.to && end < s.count; row++) {
        const struct row_scale scale = first ? close : load_scale(g, row * s.spread);
        const lane *const x = line_of(s.in[0], row);
        struct parts p = load_parts(g, row, s.at + end, start);
        vec magnitude = vec_splat(0);
        for (intptr_t i = end; i < s.count; i += PARTS)
            for (int v = 0; v < PART_VECS; v++) {
                const vec element = load_filled(x, i + v * LANES, s.count, -(lane)INFINITY);
                if (first)
                    magnitude = vec_abs_max(load_filled(x, i + v * LANES, s.count, 0), magnitude);
                const struct row_power e = power_or_zero(element, scale, 0);
                set_part(&p, v, plus_smaller_power(part_of(&p, v), e));
                if (keep)
                    keep_power(kept, row * kept.step + i + v * LANES, e);
            }
        store_parts(g, row, &p);
        if (first)
            g->wide |= is_wide(magnitude);
    }
}

INLINE void sum_known_powers(struct group *g, struct slice s, int keep, int near)
{
    sum_powers(g, s, keep, near, 0);
}

INLINE void step_sum(struct group *g, struct slice s) { run_power_step(sum_known_powers, g, s); }

INLINE void step_sum_first(struct group *g, struct slice s)
{
    if (g->keeps)
        sum_powers(g, s, 1, 1, 1);
    else
        sum_powers(g, s, 0, 1, 1);
}

/* power * factor * scale[0] * scale[1], where the scale undoes the bias and may be a gradient. */
INLINE vec times_factor(struct row_power e, struct vec_pair factor, const vec *scale, int scales)
{
    vec product = power_times(e, factor);
    for (int i = 0; i < scales; i++)
        product = vec_mul(product, scale[i]);
    return product;
}

/* Pass 3. */
INLINE void write_powers(struct group *g, struct slice s, int keep, int near, int gradient)
{
    const int scales = gradient ? 2 : !near;
    const struct kept kept = kept_of(g, s);
    for (int row = s.from; row < s.to; row++) {
        const int of = row * s.spread;
        const struct row_scale row_scale = load_scale(g, of);
        const struct vec_pair biased = {vec_splat(g->factor[0][of]), vec_splat(g->factor[1][of])};
        const struct vec_pair factor = scales ? biased : pair_scale(biased, row_unbias());
        const vec scale[2] = {gradient ? vec_splat(g->scalar[0][of]) : row_unbias(),
                              vec_splat(gradient ? g->scalar[1][of] : 1)};
        const lane *const x = line_of(s.in[0], row);
        lane *const out = line_of(s.out, row);
        const lane *const high = kept.high + row * kept.step, *const low = kept.low + row * kept.step;
        intptr_t i = 0;
        for (; i + 4 * LANES <= s.count; i += 4 * LANES) {
            struct row_power e[4];
            for (int u = 0; u < 4; u++) {
                const intptr_t k = i + u * LANES;
                e[u] = keep ? kept_power(high + k, low + k) : power_or_zero(vec_load(x + k), row_scale, near);
            }
            for (int u = 0; u < 4; u++)
                vec_store(out + i + u * LANES, times_factor(e[u], factor, scale, scales));
        }
        for (; i < s.count; i += LANES) {
            const struct row_power e = keep ? kept_power(high + i, low + i)
                                            : power_or_zero(load_filled(x, i, s.count, 0), row_scale, near);
            store_rest(out + i, times_factor(e, factor, scale, scales), s.count - i);
        }
    }
}

INLINE void write_shares(struct group *g, struct slice s, int keep, int near)
{
    write_powers(g, s, keep, near, 0);
}

INLINE void step_softmax(struct group *g, struct slice s) { run_power_step(write_shares, g, s); }

/* Pass 2 before it is known that the rows are close. */
NOINLINE void sum_first(struct group *g)
{
    const struct row_scale scale = close_scale(g);
    place_kept(g);
    g->far = 0;
    g->wide = 0;
    for (int block = 0; block < g->rows; block += LANES)
        store_scales(g, block, scale);
    run_pass(g, step_sum_first, 0);
}

/* All close rows have one. */
INLINE vec bias_of_softmax(const struct group *g, vec bias, vec magnitude)
{
    return vec_select(vec_le(magnitude, vec_splat(CLOSE)), close_scale(g).bias, bias);
}

/* Passes 1 and 2. */
NOINLINE void find_scales_and_sum(struct group *g)
{
    find_scales(g);
    g->wide = 0;
    for (int block = 0; block < g->rows; block += LANES) {
        const vec magnitude = vec_load(g->magnitude + block);
        vec_store(g->bias + block, bias_of_softmax(g, vec_load(g->bias + block), magnitude));
        g->wide |= is_wide(magnitude);
    }
    run_pass(g, step_sum, 0);
}

NOINLINE struct vec_pair sum_rows_loosely(const struct group *g, int block)
{
    return sum_rows(add_loosely, g, block, sum_start(g));
}

/* The low part of a sum takes less than a twentieth from the high one, which shows whether that was exact. */
INLINE mask is_inexact(struct vec_pair sum, lane start) { return vec_nle(sum.high, vec_splat((lane)1.875 * start)); }

INLINE struct vec_pair sum_of_powers(const struct group *g, int block)
{
    if (!is_short(g))
        return sum_rows_loosely(g, block);
    const struct vec_pair sum = sum_rows(add_exactly, g, block, sum_start(g));
    return mask_any(is_inexact(sum, sum_start(g))) ? sum_rows_loosely(g, block) : sum;
}

/* Longer rows are faster by themselves. With more room short ones took 1.03 to 1.10 times as long. */
enum { SOFTMAX_ROOM = 16, SOFTMAX_COLUMNS = SOFTMAX_ROOM - (LANE_BITS == 64) };

/* Each part of the sum begins with `start`, and is stored without that. In float32 none has a second power. A first one
   by plus_smaller_power took 1.06 to 1.13 times as long. */
INLINE struct vec_pair sum_powers_of_columns(pair_operation *add, const struct row_power *e, intptr_t count, lane start)
{
    struct vec_pair parts[PARTS];
    for (intptr_t i = 0; i < least(count, PARTS); i++) {
        const vec high = vec_sub(vec_add(vec_splat(start), e[i].high), vec_splat(start));
        parts[i] = (struct vec_pair){high, plus_low(e[i], vec_sub(e[i].high, high))};
    }
    for (intptr_t i = PARTS; i < count; i++) {
        struct vec_pair *const part = &parts[i - PARTS];
        part->high = vec_add(part->high, vec_splat(start));
        *part = plus_smaller_power(*part, e[i]);
        part->high = vec_sub(part->high, vec_splat(start));
    }
    return sum_of_parts(add, parts, count);
}

INLINE void softmax_of_columns(const struct group *g, vec *columns, intptr_t count, struct row_scale scale, int near)
{
    const lane start = sum_start(g);
    struct row_power e[SOFTMAX_ROOM];
    for (intptr_t i = 0; i < count; i++)
        e[i] = power_in_column(columns[i], scale, near);
    struct vec_pair sum = sum_powers_of_columns(add_exactly, e, count, start);
    if (mask_any(is_inexact(sum, start)))
        sum = sum_powers_of_columns(add_loosely, e, count, start);
    const struct vec_pair factor = pair_div(pair_of(row_bias()), sum);
    const vec unbias = row_unbias();
    for (intptr_t i = 0; i < count; i++)
        columns[i] = times_factor(e[i], factor, &unbias, 1);
}

INLINE void step_softmax_by_columns(struct group *g, struct slice s)
{
    for (int row = s.from; row < s.to; row += LANES) {
        vec columns[SOFTMAX_ROOM];
        rows_to_columns(columns, s, row);
        const struct column_extremes extremes = extremes_of_columns(columns, s.count);
        struct row_scale scale = scale_from_largest(extremes.largest);
        scale.bias = bias_of_softmax(g, scale.bias, extremes.magnitude);
        if (are_near(extremes.magnitude))
            softmax_of_columns(g, columns, s.count, scale, 1);
        else
            softmax_of_columns(g, columns, s.count, scale, 0);
        columns_to_rows(columns, s, row);
    }
}

NOINLINE void softmax_by_columns(struct group *g) { run_pass(g, step_softmax_by_columns, 1); }

/* The result's largest rounding errors are those of the last multiplication and of the two powers. If all rows of the
   group before were close, so these may be: pass 2 goes first and finds out. A row has the same bits either way. */
static void row_softmax(struct group *g)
{
    if (fit_columns(g, SOFTMAX_COLUMNS)) {
        softmax_by_columns(g);
        return;
    }
    g->keeps = can_keep(g);
    if (!g->wide)
        sum_first(g);
    if (g->wide)
        find_scales_and_sum(g);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair sum = sum_of_powers(g, block);
        const struct vec_pair factor = pair_div(pair_of(row_bias()), sum);
        vec_store(g->factor[0] + block, factor.high);
        vec_store(g->factor[1] + block, factor.low);
    }
    run_pass(g, step_softmax, 1);
}
