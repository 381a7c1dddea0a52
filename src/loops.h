/* The ufunc inner loops, over the vec functions and types of the header included before.

   A block function runs one kernel over contiguous operands; it is made once for each operation
   (once more for parameters that do not vary). Everything else is brought to that form: operands
   with other strides pass through a tile on the stack, TILE elements at a time: few enough that the
   CPU looks ahead to the next tile's loads while it stores the last one's results. */
#include "table.h"

enum { MAX_INPUTS = 4, UNROLL = 4, TILE = 128, ALIGN_FROM = 8 * UNROLL * LANES };
enum { CACHE_LINE = 64, PREFETCH = 2048, STREAM_TILE = 4096 / sizeof(lane) };

/* The traffic in bytes from which a call streams its result: set when the module is loaded, to what
   the caches hold. A call in place has its lines in the cache; with a bool mask it was measured to lose. */
intptr_t NAME(stream_from) = INTPTR_MAX;

/* One vector of every operand, and of the result. */
struct operands { vec value[MAX_INPUTS]; mask active; };
struct result { vec value; mask active; };
typedef struct result kernel(const struct operands *in);

/* What a shape of ops.h means. The mask operand, if any, is the last input. */
struct shape { int values, params, mask_inputs, mask_result; };

INLINE int shape_inputs(struct shape s) { return s.values + s.params + s.mask_inputs; }

INLINE int is_parameter(struct shape s, int i)
{
    return i >= s.values && i < s.values + s.params;
}

/* The byte size of an element of operand i; the result has the number shape_inputs(s). */
INLINE intptr_t operand_size(struct shape s, int i)
{
    const int is_mask = i == shape_inputs(s) ? s.mask_result : i >= s.values + s.params;
    return is_mask ? 1 : (intptr_t)sizeof(lane);
}

typedef void block(const char *const *in, char *out, intptr_t count);

/* Loads the vector of every input that starts at element `at`; `count` below LANES is partial. */
INLINE void load_operands(struct shape s, int varying, struct operands *to, const char *const *in,
                          intptr_t at, intptr_t count)
{
    for (int i = 0; i < varying; i++) {
        const lane *from = (const lane *)in[i] + at;
        to->value[i] = count < LANES ? vec_load_partial(from, count) : vec_load(from);
    }
    if (s.mask_inputs) {
        const uint8_t *from = (const uint8_t *)in[s.values + s.params] + at;
        to->active = count < LANES ? mask_load_partial(from, count) : mask_load(from);
    }
}

/* Asks for the cache lines that the step PREFETCH bytes ahead will load. Measured with 512 to 4096. */
INLINE void prefetch_operands(int varying, const char *const *in, intptr_t at, int unroll)
{
    if (LANES == 1)
        return;
    for (int i = 0; i < varying; i++)
        for (int byte = 0; byte < unroll * LANES * (int)sizeof(lane); byte += CACHE_LINE)
            __builtin_prefetch((const void *)((uintptr_t)in[i] + (uintptr_t)at * sizeof(lane) + PREFETCH
                                              + (uintptr_t)byte));
}

INLINE void store_result(struct shape s, char *out, intptr_t at, struct result y, intptr_t count)
{
    lane *const to = (lane *)out + at;
    uint8_t *const mask_to = (uint8_t *)out + at;
    if (s.mask_result && count < LANES)
        mask_store_partial(mask_to, y.active, count);
    else if (s.mask_result)
        mask_store(mask_to, y.active);
    else if (count < LANES)
        vec_store_partial(to, y.value, count);
    else
        vec_store(to, y.value);
}

/* Stores `unroll` whole vectors of the result. */
INLINE void store_results(struct shape s, char *out, intptr_t at, const struct result *y, int unroll)
{
    if (s.mask_result) { /* unroll is UNROLL */
        const mask masks[UNROLL] = {y[0].active, y[1].active, y[2].active, y[3].active};
        mask_store_4((uint8_t *)out + at, masks);
    } else {
        for (int u = 0; u < unroll; u++)
            store_result(s, out, at + u * LANES, y[u], LANES);
    }
}

/* The body of a block function. Every vector of a step is loaded before any is stored: results may
   then overwrite inputs at the same place or further on, which NumPy relies on, and a load does not
   wait for a store that shares its low address bits. */
INLINE void run_block(kernel *f, struct shape s, int unroll, int params_vary, const char *const *inputs,
                      char *out, intptr_t count)
{
    const char *in[MAX_INPUTS]; /* a copy that no store can reach stays in registers */
    for (int i = 0; i < shape_inputs(s); i++)
        in[i] = inputs[i];
    const int varying = s.values + (params_vary ? s.params : 0);
    struct operands x[UNROLL];
    for (int i = varying; i < s.values + s.params; i++)
        for (int u = 0; u < unroll; u++)
            x[u].value[i] = vec_splat(*(const lane *)in[i]);

    intptr_t at = 0;
    if (count >= ALIGN_FROM && LANES > 1) {
        /* Vectors that straddle two cache lines cost double: begin with a short one. */
        const uintptr_t start = s.mask_result ? (uintptr_t)in[0] : (uintptr_t)out;
        at = (intptr_t)((0 - start) % (LANES * sizeof(lane)) / sizeof(lane));
        if (at > 0) {
            load_operands(s, varying, &x[0], in, 0, at);
            store_result(s, out, 0, f(&x[0]), at);
        }
    }
    for (; at + unroll * LANES <= count; at += unroll * LANES) {
        struct result y[UNROLL];
        prefetch_operands(varying, in, at, unroll);
        for (int u = 0; u < unroll; u++)
            load_operands(s, varying, &x[u], in, at + u * LANES, LANES);
        for (int u = 0; u < unroll; u++)
            y[u] = f(&x[u]);
        store_results(s, out, at, y, unroll);
    }
    for (; at < count; at += LANES) {
        const intptr_t rest = count - at < LANES ? count - at : LANES;
        load_operands(s, varying, &x[0], in, at, rest);
        store_result(s, out, at, f(&x[0]), rest);
    }
}

/* Elements of `size` bytes to a tile. A constant size, and the constant step of every second element,
   let the compiler load whole vectors. */
INLINE void gather_elements(char *tile, const char *from, intptr_t step, intptr_t count, intptr_t size)
{
    for (intptr_t i = 0; i < count; i++)
        memcpy(tile + i * size, from + i * step, (size_t)size);
}

/* And back. Stores are one by one; four in a step leave the loop's own instructions aside. */
INLINE void scatter_elements(char *to, intptr_t step, const char *tile, intptr_t count, intptr_t size)
{
    intptr_t i = 0;
    for (; i + 4 <= count; i += 4, to += 4 * step)
        for (int k = 0; k < 4; k++)
            memcpy(to + k * step, tile + (i + k) * size, (size_t)size);
    for (; i < count; i++, to += step)
        memcpy(to, tile + i * size, (size_t)size);
}

NOINLINE void gather(char *tile, const char *from, intptr_t step, intptr_t count, intptr_t size)
{
    if (size == 1)
        gather_elements(tile, from, step, count, 1);
    else if (step == 2 * (intptr_t)sizeof(lane))
        gather_elements(tile, from, 2 * sizeof(lane), count, sizeof(lane));
    else
        gather_elements(tile, from, step, count, sizeof(lane));
}

NOINLINE void scatter(char *to, intptr_t step, const char *tile, intptr_t count, intptr_t size)
{
    if (size == 1)
        scatter_elements(to, step, tile, count, 1);
    else
        scatter_elements(to, step, tile, count, sizeof(lane));
}

/* Runs a block function whose parameters vary over operands of any strides. */
NOINLINE void run_tiles(block *f, struct shape s, char **args, const intptr_t *steps, intptr_t count)
{
    lane tiles[MAX_INPUTS + 1][TILE] __attribute__((aligned(CACHE_LINE)));
    const int inputs = shape_inputs(s);
    const intptr_t out_size = operand_size(s, inputs);
    const char *in[MAX_INPUTS];

    for (intptr_t at = 0; at < count; at += TILE) {
        const intptr_t part = count - at < TILE ? count - at : TILE;
        for (int i = 0; i < inputs; i++) {
            const intptr_t size = operand_size(s, i);
            in[i] = args[i] + at * steps[i];
            if (steps[i] == size)
                continue;
            if (steps[i] != 0 || at == 0)
                gather((char *)tiles[i], in[i], steps[i], part, size);
            in[i] = (const char *)tiles[i];
        }
        char *const to = args[inputs] + at * steps[inputs];
        if (steps[inputs] == out_size) {
            f(in, to, part);
        } else {
            f(in, (char *)tiles[MAX_INPUTS], part);
            scatter(to, steps[inputs], (const char *)tiles[MAX_INPUTS], part, out_size);
        }
    }
}

/* Runs a block function over contiguous operands whose result is better kept out of the caches: a
   plain store of a line that is not there first reads it. The results of a tile stay in the first
   cache and are streamed from there. */
NOINLINE void run_streaming(block *f, struct shape s, char **args, intptr_t count)
{
    lane tile[STREAM_TILE] __attribute__((aligned(CACHE_LINE)));
    const int inputs = shape_inputs(s);
    lane *out = (lane *)args[inputs];
    const char *in[MAX_INPUTS];

    /* The first part ends where a cache line begins. */
    intptr_t part = (intptr_t)((0 - (uintptr_t)out) % CACHE_LINE / sizeof(lane));
    for (intptr_t at = 0; at < count; at += part, part = STREAM_TILE) {
        for (int i = 0; i < inputs; i++)
            in[i] = is_parameter(s, i) ? args[i] : args[i] + at * operand_size(s, i);
        if (part < STREAM_TILE || count - at < STREAM_TILE) {
            f(in, (char *)(out + at), part < count - at ? part : count - at);
            continue;
        }
        f(in, (char *)tile, STREAM_TILE);
        for (intptr_t i = 0; i < STREAM_TILE; i += LANES)
            vec_stream(out + at + i, vec_load(tile + i));
    }
    stream_end();
}

/* Does an element of the input depend on a result written before it? NumPy copies operands that
   overlap, but for inputs that run ahead of the result or are the result; the exceptions are its
   own reduce and accumulate, which feed results back. */
INLINE int reads_results(const char *in, intptr_t in_step, const char *out, intptr_t out_step,
                         intptr_t count)
{
    const char *const in_end = in + (count - 1) * in_step, *const out_end = out + (count - 1) * out_step;
    const char *const in_low = in < in_end ? in : in_end, *const in_high = in < in_end ? in_end : in;
    const char *const out_low = out < out_end ? out : out_end;
    const char *const out_high = out < out_end ? out_end : out;
    const intptr_t size = sizeof(lane);
    if (in_high + size <= out_low || out_high + size <= in_low)
        return 0;
    if (out_step > 0 ? in >= out && in_step >= out_step : in <= out && in_step <= out_step)
        return out_step == 0;
    const intptr_t step = out_step < 0 ? -out_step : out_step;
    const intptr_t apart = step ? (in < out ? out - in : in - out) % step : 0;
    const int interleaved = in_step == out_step && apart >= size && step - apart >= size;
    return !interleaved;
}

/* One element after the other, for results that are inputs of later elements. */
NOINLINE void run_in_order(block *f, int operands, char **args, const intptr_t *steps, intptr_t count)
{
    char *at[MAX_INPUTS + 1];
    for (int i = 0; i < operands; i++)
        at[i] = args[i];
    for (; count > 0; count--) {
        f((const char *const *)at, at[operands - 1], 1);
        for (int i = 0; i < operands; i++)
            at[i] += steps[i];
    }
}

/* The inner loop itself: picks the cheapest form that the strides allow. */
INLINE void run(block *fixed, block *varying, struct shape s, char **args,
                const intptr_t *dimensions, const intptr_t *steps)
{
    const intptr_t count = dimensions[0];
    if (count <= 0)
        return;
    const int inputs = shape_inputs(s);
    int contiguous = steps[inputs] == operand_size(s, inputs), params_fixed = 1, params_run = 1;
    int in_order = 0, in_place = 0;
    intptr_t bytes = operand_size(s, inputs);
    for (int i = 0; i < inputs; i++) {
        bytes += operand_size(s, i);
        in_place |= args[i] == args[inputs];
        in_order |= reads_results(args[i], steps[i], args[inputs], steps[inputs], count);
        if (is_parameter(s, i)) {
            params_fixed &= steps[i] == 0;
            params_run &= steps[i] == operand_size(s, i);
        } else {
            contiguous &= steps[i] == operand_size(s, i);
        }
    }
    const struct fp_environment saved = fp_enter();
    const int plain = contiguous && params_fixed && !in_order;
    if (plain && !in_place && !s.mask_inputs && !s.mask_result && count * bytes >= NAME(stream_from))
        run_streaming(fixed, s, args, count);
    else if (plain || count == 1)
        fixed((const char *const *)args, args[inputs], count);
    else if (in_order)
        run_in_order(fixed, inputs + 1, args, steps, count);
    else if (contiguous && params_run)
        varying((const char *const *)args, args[inputs], count);
    else
        run_tiles(varying, s, args, steps, count);
    fp_leave(saved);
}
