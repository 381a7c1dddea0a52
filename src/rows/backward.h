/* The gradients of softmax and log_softmax from their outputs. What is subtracted is a sum over the row, as
   a pair: where it cancels with the other term, the digits are there. A NaN or infinity in the sum
   gives NaN in the whole row. */

typedef void add_term(struct parts *p, int v, vec incoming, vec y, vec scale);

/* g y, scaled up so that its error is no subnormal. */
INLINE void add_product(struct parts *p, int v, vec incoming, vec y, vec scale)
{
    const struct vec_pair product = two_product(vec_mul(incoming, scale), y);
    add_low(p, v, vec_add(product.low, add_high(p, v, product.high)));
}

INLINE void add_gradient(struct parts *p, int v, vec incoming, vec y, vec scale)
{
    (void)y, (void)scale;
    add_low(p, v, add_high(p, v, incoming));
}

/* The scales are those of the rows, or NULL. */
INLINE void sum_terms(add_term *f, const lane *scales, struct group *g, struct slice s)
{
    for (int row = s.from; row < s.to; row++) {
        const lane *const in[2] = {line_of(s.in[0], row), line_of(s.in[1], row)};
        const vec scale = vec_splat(scales ? scales[row * s.spread] : 1);
        struct parts p = load_parts(g, row, s.at, 0);
        intptr_t i = 0;
        for (; i + BLOCK <= s.count; i += BLOCK) {
            for (int v = 0; v < PART_VECS; v++)
                for (int u = 0; u < 4; u++) {
                    const intptr_t k = i + u * PARTS + v * LANES;
                    f(&p, v, vec_load(in[0] + k), vec_load(in[1] + k), scale);
                }
            normalize_segment(&p, i + BLOCK);
        }
        for (; i < s.count; i += PARTS)
            for (int v = 0; v < PART_VECS; v++) {
                const intptr_t k = i + v * LANES;
                f(&p, v, load_filled(in[0], k, s.count, 0), load_filled(in[1], k, s.count, 0), scale);
            }
        store_parts(g, row, &p);
    }
}

INLINE void step_dot(struct group *g, struct slice s) { sum_terms(add_product, g->scalar[0], g, s); }
INLINE void step_total(struct group *g, struct slice s) { sum_terms(add_gradient, NULL, g, s); }

/* An element of the gradient of a row, of which the sum and a scale are known. */
typedef vec row_gradient(vec incoming, vec y, struct vec_pair sum, vec scale);

INLINE void write_gradient(row_gradient *f, struct group *g, struct slice s)
{
    for (int row = s.from; row < s.to; row++) {
        const int of = row * s.spread;
        const struct vec_pair sum = {vec_splat(g->factor[0][of]), vec_splat(g->factor[1][of])};
        const vec scale = vec_splat(g->scalar[1][of]);
        const lane *const in[2] = {line_of(s.in[0], row), line_of(s.in[1], row)};
        lane *const out = line_of(s.out, row);
        intptr_t i = 0;
        for (; i + 4 * LANES <= s.count; i += 4 * LANES) {
            vec result[4];
            for (int u = 0; u < 4; u++)
                result[u] = f(vec_load(in[0] + i + u * LANES), vec_load_once(in[1] + i + u * LANES), sum, scale);
            for (int u = 0; u < 4; u++)
                vec_store(out + i + u * LANES, result[u]);
        }
        for (; i < s.count; i += LANES) {
            const vec incoming = load_filled(in[0], i, s.count, 0), y = load_filled(in[1], i, s.count, 0);
            store_rest(out + i, f(incoming, y, sum, scale), s.count - i);
        }
    }
}

/* y (g - sum(g y)): two roundings that count. Where g and the sum cancel, the difference is exact. A y of 0
   leaves a zero with the sign of the product. */
INLINE vec softmax_gradient(vec incoming, vec y, struct vec_pair dot, vec scale)
{
    (void)scale;
    return times_sum(y, vec_sub(incoming, dot.high), vec_neg(dot.low));
}

INLINE void step_softmax_backward(struct group *g, struct slice s) { write_gradient(softmax_gradient, g, s); }

/* The sums. A row whose sum overflows with the scale gets none. Is there such a row? */
INLINE int sum_products(struct group *g)
{
    int overflows = 0;
    run_pass(g, step_dot, 0);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair dot = sum_rows(add_loosely, g, block, 0);
        const vec scale = vec_load(g->scalar[0] + block);
        const mask is_scaled = vec_lt(vec_splat(1), scale), fits = is_finite(pair_value(dot));
        const vec unscale = vec_select(is_scaled, row_unbias(), vec_splat(1));
        vec_store(g->factor[0] + block, vec_mul(dot.high, unscale));
        vec_store(g->factor[1] + block, vec_mul(dot.low, unscale));
        vec_store(g->scalar[0] + block, vec_select(fits, scale, vec_splat(1)));
        overflows |= mask_any(mask_and(is_scaled, mask_not(fits)));
    }
    return overflows;
}

static void row_softmax_backward_from_output(struct group *g)
{
    for (int block = 0; block < GROUP; block += LANES)
        vec_store(g->scalar[0] + block, row_bias());
    if (sum_products(g))
        sum_products(g);
    run_pass(g, step_softmax_backward, 1);
}

/* g - e^y total. The power is biased; the scale undoes that, or the total has it undone already. */
INLINE vec log_softmax_gradient(vec incoming, vec y, struct vec_pair total, vec scale)
{
    const vec held = vec_max(vec_splat(-ROW_REACH), vec_min(vec_splat(0), y));
    const struct vec_pair e = pair_scale(exp_with_bias(held, vec_splat(ROW_BIAS)), scale);
    const vec rest = vec_fma(e.low, total.high, vec_mul(e.high, total.low));
    return vec_sub(vec_fnma(e.high, total.high, incoming), rest);
}

INLINE void step_log_softmax_backward(struct group *g, struct slice s)
{
    write_gradient(log_softmax_gradient, g, s);
}

static void row_log_softmax_backward_from_output(struct group *g)
{
    run_pass(g, step_total, 0);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair total = sum_rows(add_loosely, g, block, 0);
        const mask small = vec_lt(vec_abs(total.high), vec_splat(1));
        const struct vec_pair held = pair_select(small, total, pair_scale(total, row_unbias()));
        vec_store(g->factor[0] + block, held.high);
        vec_store(g->factor[1] + block, held.low);
        vec_store(g->scalar[1] + block, vec_select(small, row_unbias(), vec_splat(1)));
    }
    run_pass(g, step_log_softmax_backward, 1);
}
