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
INLINE vec loss_of_rows(struct softmax_sum s, vec labelled)
{
    const struct vec_pair log_sum = log1p_of_sum(s.rest), behind = two_sum(s.largest, vec_neg(labelled));
    return sum_of_three(behind.high, log_sum.high, vec_add(behind.low, log_sum.low));
}

INLINE void step_loss_by_columns(struct group *g, struct slice s)
{
    for (int row = s.from; row < s.to; row += LANES) {
        vec columns[COLUMNS];
        struct row_scale scale;
        rows_to_columns(columns, s, row);
        const struct softmax_sum sum = softmax_sum_of_columns(columns, s.count, &scale, NULL);
        vec_store(g->factor[0] + row, loss_of_rows(sum, vec_load(g->scalar[0] + row)));
    }
}

NOINLINE void find_losses_by_columns(struct group *g)
{
    g->spread = 1;
    load_labelled(g);
    run_pass(g, step_loss_by_columns, 0);
}

NOINLINE void find_losses(struct group *g)
{
    find_scales(g);
    sum_small(g, 0);
    load_labelled(g);
    for (int block = 0; block < g->rows; block += LANES)
        vec_store(g->factor[0] + block, loss_of_rows(load_softmax_sum(g, block), vec_load(g->scalar[0] + block)));
}

static void row_softmax_cross_entropy(struct group *g)
{
    if (fit_columns(g, COLUMNS))
        find_losses_by_columns(g);
    else if (g->length > 0)
        find_losses(g);
    for (int row = 0; row < g->rows; row++)
        *(lane *)(g->result.data + row * g->result.step)
            = g->length > 0 ? g->factor[0][row * g->spread] : (lane)NAN;
}

/* The gradient is a power times the factor times the scales, and at the label something else. */
struct loss_gradient { struct vec_pair factor; vec scales[2], at_label; };

/* At the label it is minus the sum of the others over the whole. The incoming gradient is applied as two factors, so
   that the product with the biased power neither overflows nor is subnormal. */
INLINE struct loss_gradient gradient_of_loss(struct softmax_sum s, struct row_scale scale, vec labelled, vec incoming)
{
    const struct vec_pair sum = pair_add(pair_of(row_bias()), s.rest);
    const struct vec_pair own = pair_div(normalized(power_or_zero(labelled, scale, 0)), s.unit);
    const struct vec_pair others = pair_select(vec_eq(labelled, s.largest), s.rest, pair_add(sum, pair_neg(own)));
    const struct vec_pair whole = pair_scale(sum, row_unbias());
    const vec share = pair_value(pair_div(others, whole));
    const struct vec_pair factor = pair_div(splat_pair(1, 0), pair_mul(whole, s.unit));
    const mask small = vec_lt(vec_abs(incoming), vec_splat(1));
    const vec scales[2] = {vec_select(small, incoming, vec_mul(incoming, row_unbias())),
                           vec_select(small, row_unbias(), vec_splat(1))};
    return (struct loss_gradient){{vec_select(vec_is_nan(labelled), labelled, factor.high), factor.low},
                                  {scales[0], scales[1]}, vec_mul(vec_mul(vec_neg(share), scales[0]), scales[1])};
}

/* The incoming gradients, one for each row. */
INLINE void load_incoming(const struct group *g, lane *incoming)
{
    for (int row = 0; row < g->rows; row++)
        incoming[row * g->spread] = *(const lane *)(g->scale.data + row * g->scale.step);
}

INLINE void write_at_labels(const struct group *g, struct slice s)
{
    for (int row = s.from; row < s.to; row++) {
        const int64_t label = label_of_row(g, row);
        if (label >= s.at && label - s.at < s.count)
            line_of(s.out, row)[label - s.at] = g->at_label[row * s.spread];
    }
}

INLINE void step_gradient_by_columns(struct group *g, struct slice s)
{
    lane incoming[GROUP] = {0};
    load_incoming(g, incoming);
    for (int row = s.from; row < s.to; row += LANES) {
        vec columns[COLUMNS];
        struct row_power e[COLUMNS];
        struct row_scale scale;
        rows_to_columns(columns, s, row);
        const struct softmax_sum sum = softmax_sum_of_columns(columns, s.count, &scale, e);
        const struct loss_gradient gradient
            = gradient_of_loss(sum, scale, vec_load(g->scalar[0] + row), vec_load(incoming + row));
        for (intptr_t i = 0; i < s.count; i++)
            columns[i] = times_factor(e[i], gradient.factor, gradient.scales, 2);
        vec_store(g->at_label + row, gradient.at_label);
        columns_to_rows(columns, s, row);
    }
    write_at_labels(g, s);
}

NOINLINE void write_gradient_by_columns(struct group *g)
{
    g->spread = 1;
    load_labelled(g);
    run_pass(g, step_gradient_by_columns, 1);
}

INLINE void write_scaled_shares(struct group *g, struct slice s, int keep, int near)
{
    write_powers(g, s, keep, near, 1);
}

INLINE void step_gradient(struct group *g, struct slice s)
{
    run_power_step(write_scaled_shares, g, s);
    write_at_labels(g, s);
}

/* incoming (softmax(x) - 1 at the label) */
static void row_softmax_cross_entropy_backward(struct group *g)
{
    lane incoming[GROUP] = {0};
    if (fit_columns(g, COLUMNS)) {
        write_gradient_by_columns(g);
        return;
    }
    if (g->length == 0)
        return;
    find_scales(g);
    sum_small(g, can_keep(g));
    load_labelled(g);
    load_incoming(g, incoming);
    for (int block = 0; block < g->rows; block += LANES) {
        const struct loss_gradient gradient
            = gradient_of_loss(load_softmax_sum(g, block), load_scales(g, block), vec_load(g->scalar[0] + block),
                               vec_load(incoming + block));
        vec_store(g->at_label + block, gradient.at_label);
        vec_store(g->factor[0] + block, gradient.factor.high);
        vec_store(g->factor[1] + block, gradient.factor.low);
        vec_store(g->scalar[0] + block, gradient.scales[0]);
        vec_store(g->scalar[1] + block, gradient.scales[1]);
    }
    run_pass(g, step_gradient, 1);
}
