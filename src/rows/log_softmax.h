/* log_softmax, and the cross entropy of softmax with its gradient.

   log sum e^(x - m) = log1p(s - 1), s being the sum; s - 1 without cancellation: the elements equal to m
   are counted, not added. So the loss of a row that is nearly sure of its class keeps all its digits. */

/* Adds a vector's powers to a part, unless they are the largest, which are counted. Returns them all. */
INLINE struct row_power add_smaller(struct parts *p, vec *counted, int v, vec x, vec largest, struct row_scale scale,
                                   int near)
{
    const mask is_largest = vec_eq(x, largest);
    const struct row_power e = power_or_zero(x, scale, near);
    const struct row_power other = keep_where(mask_not(is_largest), e);
    add_low(p, v, plus_low(other, add_positive(p, v, other.high)));
    *counted = vec_add(*counted, vec_keep(is_largest, vec_splat(1)));
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

INLINE struct softmax_sum load_softmax_sum(const struct group *g, int block)
{
    const struct vec_pair small = sum_rows(add_loosely, g, block, 0);
    const vec count = counts_of_rows(g, block);
    const vec largest = vec_load(g->largest + block);
    const struct row_scale scale = {vec_load(g->shift + block), vec_load(g->floor + block),
                                    vec_load(g->bias + block)};
    const struct vec_pair unit = pair_scale(normalized(power_of(largest, scale, 0)), row_unbias());
    const vec equal = vec_mul(vec_sub(count, vec_splat(1)), row_bias());
    return (struct softmax_sum){largest, unit, pair_add(pair_of(equal), pair_div(small, unit))};
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

static void row_log_softmax(struct group *g)
{
    find_scales(g);
    sum_small(g, 0);
    int is_larger = !g->far;
    for (int block = 0; block < g->rows; block += LANES) {
        const struct softmax_sum s = load_softmax_sum(g, block);
        const struct vec_pair log_sum = log1p_of_sum(s.rest);
        const struct vec_pair all = two_sum(s.largest, log_sum.high);
        is_larger &= !mask_any(vec_nle(vec_load(g->magnitude + block), all.high));
        vec_store(g->factor[0] + block, all.high);
        vec_store(g->factor[1] + block, vec_add(all.low, log_sum.low));
    }
    if (is_larger)
        run_pass(g, step_larger_log_softmax, 1);
    else
        run_pass(g, step_log_softmax, 1);
}

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
