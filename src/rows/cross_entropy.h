/* The cross entropy of softmax, with its gradient. */

INLINE int64_t label_of_row(const struct group *g, int row)
{
    int64_t label;
    memcpy(&label, g->labels.data + row * g->labels.step, sizeof label);
    return label;
}

/* The elements that the labels name, NaN where there is none: lanes of scalar[0]. */
INLINE void load_labelled(struct group *g)
{
    for (int row = 0; row < g->rows; row++) {
        const struct matrix *const m = &g->in[0];
        const int64_t label = label_of_row(g, row);
        const int is_known = label >= 0 && label < g->length;
        g->scalar[0][row * g->spread] = is_known ? *(lane *)(m->data + row * m->row_step + label * m->step)
                                                     : (lane)NAN;
    }
}

/* (m - x[label]) + log(sum) */
static void row_softmax_cross_entropy(struct group *g)
{
    if (g->length > 0) {
        find_scales(g);
        sum_small(g, 0);
        load_labelled(g);
    }
    for (int block = 0; block < g->rows && g->length > 0; block += LANES) {
        const struct softmax_sum s = load_softmax_sum(g, block);
        const struct vec_pair log_sum = log1p_of_sum(s.rest);
        const struct vec_pair behind = two_sum(s.largest, vec_neg(vec_load(g->scalar[0] + block)));
        const vec rest = vec_add(behind.low, log_sum.low);
        vec_store(g->factor[0] + block, sum_of_three(behind.high, log_sum.high, rest));
    }
    for (int row = 0; row < g->rows; row++)
        *(lane *)(g->result.data + row * g->result.step)
            = g->length > 0 ? g->factor[0][row * g->spread] : (lane)NAN;
}

INLINE void write_scaled_shares(struct group *g, struct slice s, int keep, int near)
{
    write_powers(g, s, keep, near, 1);
}

INLINE void step_gradient(struct group *g, struct slice s)
{
    run_power_step(write_scaled_shares, g, s);
    for (int row = s.from; row < s.to; row++) {
        const int64_t label = label_of_row(g, row);
        if (label >= s.at && label - s.at < s.count)
            line_of(s.out, row)[label - s.at] = g->at_label[row * s.spread];
    }
}

/* scale (softmax(x) - 1 at the label): there it is minus the sum of the others over the whole. The scale is
   applied as two factors, so that the product with the biased power neither overflows nor is subnormal. */
static void row_softmax_cross_entropy_backward(struct group *g)
{
    lane scale[GROUP] = {0};
    if (g->length == 0)
        return;
    find_scales(g);
    sum_small(g, can_keep(g));
    load_labelled(g);
    for (int row = 0; row < g->rows; row++)
        scale[row * g->spread] = *(const lane *)(g->scale.data + row * g->scale.step);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct softmax_sum s = load_softmax_sum(g, block);
        const vec x = vec_load(g->scalar[0] + block), incoming = vec_load(scale + block);
        const struct row_scale row_scale = {vec_load(g->shift + block), vec_load(g->floor + block),
                                            vec_load(g->bias + block)};
        const struct vec_pair sum = pair_add(pair_of(row_bias()), s.rest);
        const struct vec_pair own = pair_div(normalized(power_or_zero(x, row_scale, 0)), s.unit);
        const struct vec_pair others = pair_select(vec_eq(x, s.largest), s.rest, pair_add(sum, pair_neg(own)));
        const struct vec_pair whole = pair_scale(sum, row_unbias());
        const vec share = pair_value(pair_div(others, whole));
        const struct vec_pair factor = pair_div(splat_pair(1, 0), pair_mul(whole, s.unit));
        const mask small = vec_lt(vec_abs(incoming), vec_splat(1));
        const vec scales[2] = {vec_select(small, incoming, vec_mul(incoming, row_unbias())),
                               vec_select(small, row_unbias(), vec_splat(1))};
        vec_store(g->at_label + block, vec_mul(vec_mul(vec_neg(share), scales[0]), scales[1]));
        vec_store(g->factor[0] + block, vec_select(vec_is_nan(x), x, factor.high));
        vec_store(g->factor[1] + block, factor.low);
        vec_store(g->scalar[0] + block, scales[0]);
        vec_store(g->scalar[1] + block, scales[1]);
    }
    run_pass(g, step_gradient, 1);
}
