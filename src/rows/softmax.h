/* softmax and log_softmax (J. S. Bridle, "Training stochastic model recognition algorithms as networks can
   lead to maximum mutual information estimation of parameters", 1989).

   Pass 1 finds the largest element m, pass 2 adds the powers, pass 3 computes the power again, or has it
   kept, and multiplies it by the reciprocal of the sum, a pair: so the result rounds once. A NaN comes to
   all elements of its row by the sum, and so does an infinite m. -inf gives a power of 0. */

/* Pass 1. NaN loses every comparison. */
INLINE void step_largest(struct group *g, int row, intptr_t at, const lane *const *in, lane *out,
                         intptr_t count)
{
    (void)out;
    const lane *const x = in[0];
    vec largest[4];
    for (int u = 0; u < 4; u++)
        largest[u] = vec_splat(-(lane)INFINITY);
    intptr_t i = 0;
    for (; i + 4 * LANES <= count; i += 4 * LANES)
        for (int u = 0; u < 4; u++)
            largest[u] = vec_max(vec_load(x + i + u * LANES), largest[u]);
    for (; i < count; i += LANES)
        largest[0] = vec_max(load_filled(x, i, count, -(lane)INFINITY), largest[0]);
    vec all = vec_max(vec_max(largest[0], largest[1]), vec_max(largest[2], largest[3]));
    if (at)
        all = vec_max(all, vec_load(g->largest_parts[row]));
    vec_store(g->largest_parts[row], all);
}

INLINE struct row_scale load_scale(const struct group *g, int lane_of)
{
    return (struct row_scale){vec_splat(g->shift[lane_of]), vec_splat(g->floor[lane_of]),
                              vec_splat(g->bias[lane_of])};
}

INLINE void keep_power(struct group *g, intptr_t at, struct row_power e)
{
    vec_store(g->kept_high + at, e.high);
    vec_store(g->kept_low + at, e.low);
}

/* What is loaded for later while the arithmetic is the limit: the next group's elements. */
INLINE void prefetch_next(const struct group *g, const lane *x)
{
    for (int byte = 0; LANES > 1 && byte < BLOCK * (int)sizeof(lane); byte += CACHE_LINE)
        __builtin_prefetch((const void *)((uintptr_t)x + (uintptr_t)g->next + (uintptr_t)byte));
}

/* Pass 2 of a segment, for softmax: the parts begin with POWER_BOUND, so that they are never below a step. */
INLINE void sum_powers(struct group *g, int row, intptr_t at, const lane *x, intptr_t count, int keep)
{
    const struct row_scale scale = load_scale(g, lane_of_row(g, row));
    const intptr_t first = row * kept_length(g) + at;
    struct parts p = load_parts(g, row, at, POWER_BOUND);
    intptr_t i = 0;
    for (; i + BLOCK <= count; i += BLOCK) {
        prefetch_next(g, x + i);
        for (int v = 0; v < PART_VECS; v++) {
            struct row_power e[4];
            for (int u = 0; u < 4; u++)
                e[u] = power_of(vec_load(x + i + u * PARTS + v * LANES), scale);
            for (int u = 0; u < 4; u++) {
                add_power(&p, v, e[u]);
                if (keep)
                    keep_power(g, first + i + u * PARTS + v * LANES, e[u]);
            }
        }
    }
    for (; i < count; i += PARTS)
        for (int v = 0; v < PART_VECS; v++) {
            const struct row_power e = power_of(load_filled(x, i + v * LANES, count, -(lane)INFINITY), scale);
            add_power(&p, v, e);
            if (keep)
                keep_power(g, first + i + v * LANES, e);
        }
    store_parts(g, row, &p);
}

INLINE void step_sum(struct group *g, int row, intptr_t at, const lane *const *in, lane *out, intptr_t count)
{
    (void)out;
    sum_powers(g, row, at, in[0], count, 0);
}

INLINE void step_sum_and_keep(struct group *g, int row, intptr_t at, const lane *const *in, lane *out,
                              intptr_t count)
{
    (void)out;
    sum_powers(g, row, at, in[0], count, 1);
}

/* power * factor * scale[0] * scale[1], where the scale undoes the bias and may be a gradient. */
INLINE vec times_factor(struct row_power e, struct vec_pair factor, const vec *scale, int scales)
{
    const vec product = vec_mul(power_times(e, factor), scale[0]);
    return scales > 1 ? vec_mul(product, scale[1]) : product;
}

/* What pass 3 takes for an element: kept, or computed again. With a gradient as one of the scales, which
   may be huge, a power of 0 must be 0. */
INLINE struct row_power power_again(const struct group *g, intptr_t kept_at, vec x, struct row_scale scale,
                                   int keep, int scales)
{
    if (keep)
        return (struct row_power){vec_load(g->kept_high + kept_at), vec_load(g->kept_low + kept_at)};
    return scales > 1 ? power_or_zero(x, scale) : power_of(x, scale);
}

/* Pass 3 of a segment. */
INLINE void write_powers(struct group *g, int row, intptr_t at, const lane *x, lane *out, intptr_t count,
                         int keep, int scales)
{
    const int of = lane_of_row(g, row);
    const struct row_scale row_scale = load_scale(g, of);
    const struct vec_pair factor = {vec_splat(g->factor[0][of]), vec_splat(g->factor[1][of])};
    const vec scale[2] = {scales > 1 ? vec_splat(g->scalar[0][of]) : row_unbias(),
                          vec_splat(scales > 1 ? g->scalar[1][of] : 1)};
    const intptr_t first = row * kept_length(g) + at;
    intptr_t i = 0;
    for (; i + 4 * LANES <= count; i += 4 * LANES) {
        struct row_power e[4];
        for (int u = 0; u < 4; u++) {
            const intptr_t k = i + u * LANES;
            e[u] = power_again(g, first + k, vec_load(x + k), row_scale, keep, scales);
        }
        for (int u = 0; u < 4; u++)
            vec_store(out + i + u * LANES, times_factor(e[u], factor, scale, scales));
    }
    for (; i < count; i += LANES) {
        const vec element = load_filled(x, i, count, 0);
        const struct row_power e = power_again(g, first + i, element, row_scale, keep, scales);
        store_rest(out + i, times_factor(e, factor, scale, scales), count - i);
    }
}

INLINE void step_softmax(struct group *g, int row, intptr_t at, const lane *const *in, lane *out,
                         intptr_t count)
{
    write_powers(g, row, at, in[0], out, count, 0, 1);
}

INLINE void step_softmax_kept(struct group *g, int row, intptr_t at, const lane *const *in, lane *out,
                              intptr_t count)
{
    write_powers(g, row, at, in[0], out, count, 1, 1);
}

NOINLINE void find_scales(struct group *g)
{
    run_pass(g, step_largest, 0);
    for (int block = 0; block < g->rows; block += LANES) {
        const vec largest = largest_of_rows(g, block / LANES);
        const struct row_scale scale = scale_from_largest(largest);
        vec_store(g->largest + block, largest);
        vec_store(g->shift + block, scale.shift);
        vec_store(g->floor + block, scale.floor);
        vec_store(g->bias + block, scale.bias);
    }
}

/* The result's largest rounding errors are those of the last multiplication and of the two powers. */
static void row_softmax(struct group *g)
{
    find_scales(g);
    if (is_kept(g))
        run_pass(g, step_sum_and_keep, 0);
    else
        run_pass(g, step_sum, 0);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair sum = sum_rows(g, block / LANES, POWER_BOUND);
        const struct vec_pair factor = pair_div(splat_pair(by_width(0x1p64, 0x1p512), 0), sum);
        vec_store(g->factor[0] + block, factor.high);
        vec_store(g->factor[1] + block, factor.low);
    }
    if (is_kept(g))
        run_pass(g, step_softmax_kept, 1);
    else
        run_pass(g, step_softmax, 1);
}
