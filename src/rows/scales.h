/* Pass 1 of the row operations with powers: the largest element of each row, and with that its scale. */

/* A NaN comes to the sum whether it wins here or not. */
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

/* Those of a block of rows. */
INLINE struct row_scale load_scales(const struct group *g, int block)
{
    return (struct row_scale){vec_load(g->shift + block), vec_load(g->floor + block), vec_load(g->bias + block)};
}

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
        any_far |= !are_near(magnitude);
        vec_store(g->magnitude + block, magnitude);
        vec_store(g->largest + block, largest);
        store_scales(g, block, scale);
    }
    g->far = 0;
    for (int row = 0; any_far && row < g->rows; row++)
        g->far |= (unsigned)(g->magnitude[row * g->spread] > NEAR) << row;
}
