/* The gradients of softmax and log_softmax from their outputs. What is subtracted is a sum over the row, as
   a pair: where it cancels with the other term, the digits are there. A NaN or infinity in the sum
   gives NaN in the whole row. */

typedef struct vec_pair term(vec incoming, vec y, vec scale);

/* g y, scaled up so that its error is no subnormal. */
INLINE struct vec_pair product(vec incoming, vec y, vec scale)
{
    return two_product(vec_mul(incoming, scale), y);
}

INLINE struct vec_pair gradient(vec incoming, vec y, vec scale)
{
    (void)y, (void)scale;
    return pair_of(incoming);
}

INLINE void sum_terms(term *f, struct group *g, int row, intptr_t at, const lane *const *in, intptr_t count)
{
    const vec scale = vec_splat(g->scalar[0][lane_of_row(g, row)]);
    struct parts p = load_parts(g, row, at, 0);
    intptr_t i = 0;
    for (; i + BLOCK <= count; i += BLOCK)
        for (int v = 0; v < PART_VECS; v++) {
            for (int u = 0; u < 4; u++) {
                const intptr_t k = i + u * PARTS + v * LANES;
                add_to_part(&p, v, f(vec_load(in[0] + k), vec_load(in[1] + k), scale));
            }
            normalize(&p, v);
        }
    for (; i < count; i += PARTS)
        for (int v = 0; v < PART_VECS; v++) {
            const intptr_t k = i + v * LANES;
            add_to_part(&p, v, f(load_filled(in[0], k, count, 0), load_filled(in[1], k, count, 0), scale));
        }
    store_parts(g, row, &p);
}

INLINE void step_dot(struct group *g, int row, intptr_t at, const lane *const *in, lane *out, intptr_t count)
{
    (void)out;
    sum_terms(product, g, row, at, in, count);
}

INLINE void step_total(struct group *g, int row, intptr_t at, const lane *const *in, lane *out,
                       intptr_t count)
{
    (void)out;
    sum_terms(gradient, g, row, at, in, count);
}

/* An element of the gradient of a row, of which the sum and two scales are known. */
typedef vec row_gradient(vec incoming, vec y, struct vec_pair sum, const vec *scale);

INLINE void write_gradient(row_gradient *f, struct group *g, int row, const lane *const *in, lane *out,
                           intptr_t count)
{
    const int of = lane_of_row(g, row);
    const struct vec_pair sum = {vec_splat(g->factor[0][of]), vec_splat(g->factor[1][of])};
    const vec scale[2] = {vec_splat(g->scalar[0][of]), vec_splat(g->scalar[1][of])};
    intptr_t i = 0;
    for (; i + 4 * LANES <= count; i += 4 * LANES) {
        vec result[4];
        for (int u = 0; u < 4; u++)
            result[u] = f(vec_load(in[0] + i + u * LANES), vec_load(in[1] + i + u * LANES), sum, scale);
        for (int u = 0; u < 4; u++)
            vec_store(out + i + u * LANES, result[u]);
    }
    for (; i < count; i += LANES) {
        const vec incoming = load_filled(in[0], i, count, 0), y = load_filled(in[1], i, count, 0);
        store_rest(out + i, f(incoming, y, sum, scale), count - i);
    }
}

/* y (g - sum(g y)): two roundings and that of the difference. The sum is scaled. */
INLINE vec softmax_gradient(vec incoming, vec y, struct vec_pair dot, const vec *scale)
{
    const struct vec_pair difference = two_sum(vec_mul(incoming, scale[0]), vec_neg(dot.high));
    const vec rest = vec_add(difference.high, vec_sub(difference.low, dot.low));
    return vec_mul(vec_mul(y, rest), scale[1]);
}

INLINE void step_softmax_backward(struct group *g, int row, intptr_t at, const lane *const *in, lane *out,
                                  intptr_t count)
{
    (void)at;
    write_gradient(softmax_gradient, g, row, in, out, count);
}

/* The sums; a row whose sum overflows with the scale gets none. Is there such a row? */
INLINE int sum_products(struct group *g, int first_time)
{
    int overflows = 0;
    run_pass(g, step_dot, 0);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair dot = sum_rows(g, block / LANES, 0);
        vec_store(g->factor[0] + block, dot.high);
        vec_store(g->factor[1] + block, dot.low);
        const mask fits = is_finite(pair_value(dot));
        overflows |= mask_any(mask_not(fits));
        if (first_time) {
            vec_store(g->scalar[0] + block, vec_select(fits, row_bias(), vec_splat(1)));
            vec_store(g->scalar[1] + block, vec_select(fits, row_unbias(), vec_splat(1)));
        }
    }
    return overflows;
}

static void row_softmax_backward_from_output(struct group *g)
{
    for (int block = 0; block < GROUP; block += LANES)
        vec_store(g->scalar[0] + block, row_bias());
    if (sum_products(g, 1))
        sum_products(g, 0);
    run_pass(g, step_softmax_backward, 1);
}

/* g - e^y total. The power is biased; the second scale undoes that, or the total has it undone already. */
INLINE vec log_softmax_gradient(vec incoming, vec y, struct vec_pair total, const vec *scale)
{
    const vec held = vec_max(vec_splat(-ROW_REACH), vec_min(vec_splat(0), y));
    const struct vec_pair product = pair_mul(exp_with_bias(held, vec_splat(ROW_BIAS)), total);
    const struct vec_pair difference = two_sum(incoming, vec_neg(vec_mul(product.high, scale[1])));
    return vec_add(difference.high, vec_fnma(product.low, scale[1], difference.low));
}

INLINE void step_log_softmax_backward(struct group *g, int row, intptr_t at, const lane *const *in,
                                      lane *out, intptr_t count)
{
    (void)at;
    write_gradient(log_softmax_gradient, g, row, in, out, count);
}

static void row_log_softmax_backward_from_output(struct group *g)
{
    for (int block = 0; block < GROUP; block += LANES)
        vec_store(g->scalar[0] + block, vec_splat(1)); /* the gradients are added as they are */
    run_pass(g, step_total, 0);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct vec_pair total = sum_rows(g, block / LANES, 0);
        const mask small = vec_lt(vec_abs(total.high), vec_splat(1));
        const struct vec_pair held = pair_select(small, total, pair_scale(total, row_unbias()));
        vec_store(g->factor[0] + block, held.high);
        vec_store(g->factor[1] + block, held.low);
        vec_store(g->scalar[1] + block, vec_select(small, row_unbias(), vec_splat(1)));
    }
    run_pass(g, step_log_softmax_backward, 1);
}
