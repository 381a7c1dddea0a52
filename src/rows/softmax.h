/* softmax and log_softmax (J. S. Bridle, "Training stochastic model recognition algorithms as networks can
   lead to maximum mutual information estimation of parameters", 1989).

   Pass 1 finds the largest element m, pass 2 adds the powers, pass 3 computes the power again, or has it
   kept, and multiplies it by the reciprocal of the sum, a pair: so the result rounds once. A NaN comes to
   all elements of its row by the sum, and so does an infinite m. -inf gives a power of 0. Softmax of rows
   that are close to 0 needs no pass 1. */

/* Pass 1. A NaN comes to the sum whether it wins here or not. */
INLINE void step_largest(struct group *g, struct slice s)
{
    const int is_long = s.count >= 4 * LANES;
    for (int row = s.from; row < s.to; row++) {
        const lane *const x = line_of(s.in[0], row);
        vec largest[4], smallest[4];
        for (int u = 0; u < 4; u++) {
            largest[u] = is_long ? vec_load(x + u * LANES) : vec_splat(-(lane)INFINITY);
            smallest[u] = is_long ? largest[u] : vec_splat((lane)INFINITY);
        }
        intptr_t i = is_long ? 4 * LANES : 0;
        for (; i + 4 * LANES <= s.count; i += 4 * LANES)
            for (int u = 0; u < 4; u++) {
                const vec element = vec_load(x + i + u * LANES);
                largest[u] = vec_max(element, largest[u]);
                smallest[u] = vec_min(element, smallest[u]);
            }
        for (; i < s.count; i += LANES) {
            largest[0] = vec_max(load_filled(x, i, s.count, -(lane)INFINITY), largest[0]);
            smallest[0] = vec_min(load_filled(x, i, s.count, (lane)INFINITY), smallest[0]);
        }
        vec all = vec_max(vec_max(largest[0], largest[1]), vec_max(largest[2], largest[3]));
        const vec lowest = vec_min(vec_min(smallest[0], smallest[1]), vec_min(smallest[2], smallest[3]));
        vec magnitude = vec_max(all, vec_neg(lowest));
        if (s.at) {
            all = vec_max(all, vec_load(g->largest_parts[row]));
            magnitude = vec_max(magnitude, vec_load(g->magnitude_parts[row]));
        }
        vec_store(g->largest_parts[row], all);
        vec_store(g->magnitude_parts[row], magnitude);
    }
}

INLINE struct row_scale load_scale(const struct group *g, int lane_of)
{
    return (struct row_scale){vec_splat(g->shift[lane_of]), vec_splat(g->floor[lane_of]),
                              vec_splat(g->bias[lane_of])};
}

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
                        add_power(&p, v, e[u]);
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
                add_power(&p, v, e);
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

INLINE void store_scales(struct group *g, int block, struct row_scale scale)
{
    vec_store(g->shift + block, scale.shift);
    vec_store(g->floor + block, scale.floor);
    vec_store(g->bias + block, scale.bias);
}

NOINLINE void find_scales(struct group *g)
{
    place_kept(g);
    run_pass(g, step_largest, 0);
    int any_far = 0;
    for (int block = 0; block < g->rows; block += LANES) {
        /* A zero is +0. */
        const vec largest = vec_add(largest_of_rows(g->largest_parts, g, block), vec_splat(0));
        const vec magnitude = largest_of_rows(g->magnitude_parts, g, block);
        const struct row_scale scale = scale_from_largest(largest);
        any_far |= mask_any(vec_lt(vec_splat(NEAR), magnitude));
        vec_store(g->magnitude + block, magnitude);
        vec_store(g->largest + block, largest);
        store_scales(g, block, scale);
    }
    g->far = 0;
    for (int row = 0; any_far && row < g->rows; row++)
        g->far |= (unsigned)(g->magnitude[row * g->spread] > NEAR) << row;
}

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

/* Passes 1 and 2. */
NOINLINE void find_scales_and_sum(struct group *g)
{
    find_scales(g);
    g->wide = 0;
    for (int block = 0; block < g->rows; block += LANES) {
        const vec magnitude = vec_load(g->magnitude + block);
        const mask close = vec_le(magnitude, vec_splat(CLOSE));
        vec_store(g->bias + block, vec_select(close, close_scale(g).bias, vec_load(g->bias + block)));
        g->wide |= is_wide(magnitude);
    }
    run_pass(g, step_sum, 0);
}

NOINLINE struct vec_pair sum_rows_loosely(const struct group *g, int block)
{
    return sum_rows(add_loosely, g, block, sum_start(g));
}

/* The low part of a sum takes less than a twentieth from the high one, which shows whether that was exact. */
INLINE struct vec_pair sum_of_powers(const struct group *g, int block)
{
    if (!is_short(g))
        return sum_rows_loosely(g, block);
    const struct vec_pair sum = sum_rows(add_exactly, g, block, sum_start(g));
    const mask is_inexact = vec_nle(sum.high, vec_splat((lane)1.875 * sum_start(g)));
    return mask_any(is_inexact) ? sum_rows_loosely(g, block) : sum;
}

/* The result's largest rounding errors are those of the last multiplication and of the two powers. If all rows of the
   group before were close, so these may be: pass 2 goes first and finds out. A row has the same bits either way. */
static void row_softmax(struct group *g)
{
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
