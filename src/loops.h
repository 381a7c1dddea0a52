/* The ufunc inner loops, over the vec functions and types of the header included before.

   A block function runs one kernel over contiguous operands; it is made once for each operation
   (once more for parameters that do not vary). Everything else is brought to that form: operands
   with other strides pass through a tile on the stack, TILE elements at a time: few enough that the
   CPU looks ahead to the next tile's loads while it stores the last one's results. */
#include "overlap.h"
#include "share.h"
#include "strided.h"

enum { UNROLL = 4, TILE = 128, ALIGN_FROM = 8 * UNROLL * LANES };
enum { CACHE_LINE = 64, PREFETCH = 2048, PREFETCH_FROM = 4 << 20 };

struct settings NAME(settings) = {INTPTR_MAX, INTPTR_MAX, NULL};

/* Does a call move so much that its result finds no room in the caches? */
INLINE int exceeds_caches(intptr_t elements, intptr_t bytes_of_one)
{
    return STREAMS && elements * bytes_of_one >= NAME(settings).stream_from;
}

/* One vector of every operand, and what the first half of an operation left of it. A kernel sets a vector of the
   result, which is values or a mask: two variables, since gcc copies a structure of both by way of memory when the
   kernel has branches. */
struct operands { vec value[MAX_INPUTS]; mask active; const void *half; };
typedef void kernel(const struct operands *in, vec *value, mask *active);

/* An operation in halves: the first one leaves something of a vector, `size` bytes in `room`, for the second one. */
typedef void first_half(const struct operands *in, void *half);
struct halves { first_half *first; kernel *second; char *room; size_t size; };
#define WHOLE ((struct halves){NULL, NULL, NULL, 0})

/* What a shape of ops.h means. The mask operand, if any, is the last input. */
struct shape { int values, params, mask_inputs, mask_result; };

INLINE int shape_inputs(struct shape s) { return s.values + s.params + s.mask_inputs; }

INLINE int is_parameter(struct shape s, int i) { return i >= s.values && i < s.values + s.params; }

/* The byte size of an element of operand i; the result has the number shape_inputs(s). */
INLINE intptr_t operand_size(struct shape s, int i)
{
    const int is_mask = i == shape_inputs(s) ? s.mask_result : i >= s.values + s.params;
    return is_mask ? 1 : (intptr_t)sizeof(lane);
}

/* How a block goes through memory: STREAMED is PREFETCHED too. */
enum memory { CACHED, PREFETCHED, STREAMED };

typedef void block(const char *const *in, char *out, intptr_t count, enum memory memory);

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

INLINE void store_result(struct shape s, char *out, intptr_t at, vec value, mask active, intptr_t count)
{
    lane *const to = (lane *)out + at;
    uint8_t *const mask_to = (uint8_t *)out + at;
    if (s.mask_result && count < LANES)
        mask_store_partial(mask_to, active, count);
    else if (s.mask_result)
        mask_store(mask_to, active);
    else if (count < LANES)
        vec_store_partial(to, value, count);
    else
        vec_store(to, value);
}

/* Stores `unroll` whole vectors of the result. What does not fit the caches is streamed past them: a plain
   store of a line that is not there first reads it. Through a tile in the first cache that took 1.8 times as long. */
INLINE void store_results(struct shape s, char *out, intptr_t at, const vec *value, const mask *active, int unroll,
                          enum memory memory)
{
    if (s.mask_result) {
        mask_store_4((uint8_t *)out + at, active); /* unroll is UNROLL */
    } else if (memory == STREAMED) {
        for (int u = 0; u < unroll; u++)
            vec_stream((lane *)out + at + u * LANES, value[u]);
    } else {
        for (int u = 0; u < unroll; u++)
            store_result(s, out, at + u * LANES, value[u], active[u], LANES);
    }
}

/* The whole steps from element `at` on; f may be the second half of h. Returns where they end; x has the parameters
   that do not vary. */
INLINE intptr_t run_steps(kernel *f, struct halves h, struct shape s, int unroll, int varying, struct operands *x,
                          const char *const *in, char *out, intptr_t at, intptr_t count, enum memory memory)
{
    vec value[UNROLL];
    mask active[UNROLL];
    const intptr_t start = at;
    for (; at + unroll * LANES <= count; at += unroll * LANES) {
        if (memory != CACHED)
            prefetch_operands(varying, in, at, unroll);
        for (int u = 0; u < unroll; u++) {
            load_operands(s, varying, &x[u], in, at + u * LANES, LANES);
            x[u].half = h.room ? h.room + h.size * ((size_t)(at - start) / LANES + (size_t)u) : NULL;
        }
#pragma GCC unroll 4 /* left to itself gcc keeps a loop for the larger kernels, which then pass all through memory */
        for (int u = 0; u < unroll; u++)
            f(&x[u], &value[u], &active[u]);
        store_results(s, out, at, value, active, unroll, memory);
    }
    return at;
}

/* The whole tiles from element `at` on, the first half of all vectors of one before the second half of any. From an
   operand to a result is a long way, of which a CPU sees but two or three vectors at once; it sees more of a half. Both
   see the same operands: a result has overwritten only what is at its place or before. Tiles of 256 and 64 elements
   took 1.04 and 1.03 times as long. */
INLINE intptr_t run_halves(struct halves h, struct shape s, int unroll, int varying, struct operands *x,
                           const char *const *in, char *out, intptr_t at, intptr_t count, enum memory memory)
{
    _Static_assert(TILE % (UNROLL * LANES) == 0, "a tile is a number of steps");
    for (; at + TILE <= count; at += TILE) {
        for (int i = 0; i < TILE / LANES; i++) {
            load_operands(s, varying, &x[0], in, at + i * LANES, LANES);
            h.first(&x[0], h.room + h.size * (size_t)i);
        }
        run_steps(h.second, h, s, unroll, varying, x, in, out, at, at + TILE, memory);
    }
    return at;
}

/* The body of a block function; STREAMED only from ALIGN_FROM elements on. Every vector of a step is loaded before
   any is stored: results may then overwrite inputs at the same place or further on, which NumPy relies on, and a load
   does not wait for a store that shares its low address bits. */
INLINE void run_block(kernel *f, struct halves h, struct shape s, int unroll, int params_vary,
                      const char *const *inputs, char *out, intptr_t count, enum memory memory)
{
    const char *in[MAX_INPUTS]; /* a copy that no store can reach stays in registers */
    for (int i = 0; i < shape_inputs(s); i++)
        in[i] = inputs[i];
    const int varying = s.values + (params_vary ? s.params : 0);
    struct operands x[UNROLL];
    vec value;
    mask active;
    for (int i = varying; i < s.values + s.params; i++)
        for (int u = 0; u < unroll; u++)
            x[u].value[i] = vec_splat(*(const lane *)in[i]);

    intptr_t at = 0;
    if (count >= ALIGN_FROM && count > TILE && LANES > 1) { /* a tile stays whole */
        /* Vectors that straddle two cache lines cost double: begin with a short one. */
        const uintptr_t start = s.mask_result ? (uintptr_t)in[0] : (uintptr_t)out;
        at = (intptr_t)((0 - start) % (LANES * sizeof(lane)) / sizeof(lane));
        if (at > 0) {
            load_operands(s, varying, &x[0], in, 0, at);
            f(&x[0], &value, &active);
            store_result(s, out, 0, value, active, at);
        }
    }
    if (h.first)
        at = run_halves(h, s, unroll, varying, x, in, out, at, count, memory);
    if (h.first || memory == CACHED) /* a loop by itself, without the tests of the others */
        at = run_steps(f, WHOLE, s, unroll, varying, x, in, out, at, count, CACHED);
    else
        at = run_steps(f, WHOLE, s, unroll, varying, x, in, out, at, count, memory);
    for (; at < count; at += LANES) {
        const intptr_t rest = count - at < LANES ? count - at : LANES;
        load_operands(s, varying, &x[0], in, at, rest);
        f(&x[0], &value, &active);
        store_result(s, out, at, value, active, rest);
    }
}

/* Runs a block function whose parameters vary over operands of any strides. */
NOINLINE void run_tiles(block *f, struct shape s, char **args, const intptr_t *steps, intptr_t count)
{
    lane tiles[MAX_OPERANDS][TILE] __attribute__((aligned(CACHE_LINE)));
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
            f(in, to, part, CACHED);
        } else {
            f(in, (char *)tiles[MAX_INPUTS], part, CACHED);
            scatter(to, steps[inputs], (const char *)tiles[MAX_INPUTS], part, out_size);
        }
    }
}

/* One element after the other, for results that are inputs of later elements. */
NOINLINE void run_in_order(block *f, int operands, char **args, const intptr_t *steps, intptr_t count)
{
    char *at[MAX_OPERANDS];
    for (int i = 0; i < operands; i++)
        at[i] = args[i];
    for (; count > 0; count--) {
        f((const char *const *)at, at[operands - 1], 1, CACHED);
        for (int i = 0; i < operands; i++)
            at[i] += steps[i];
    }
}

/* The inner loop itself: picks the cheapest form that the strides allow. A call in place has its lines in the
   cache and is not streamed; with a bool mask streaming was measured to lose. Where the result is not streamed,
   requests are in the way of the lines that the stores bring in, unless the arithmetic takes longer than memory does:
   then the CPU does not see far enough ahead by itself. */
INLINE void run(block *fixed, block *varying, struct shape s, int cost, char **args,
                const intptr_t *dimensions, const intptr_t *steps, const void *data)
{
    const intptr_t count = dimensions[0], whole = data ? *(const intptr_t *)data : count;
    if (count <= 0)
        return;
    const int inputs = shape_inputs(s);
    int contiguous = steps[inputs] == operand_size(s, inputs), params_fixed = 1, params_run = 1;
    int in_order = 0, in_place = 0;
    intptr_t bytes = operand_size(s, inputs);
    for (int i = 0; i < inputs; i++) {
        bytes += steps[i] ? operand_size(s, i) : 0;
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
    enum memory memory = cost > 1 && whole * bytes >= PREFETCH_FROM ? PREFETCHED : CACHED;
    if (!in_place && !s.mask_result && count >= ALIGN_FROM && exceeds_caches(whole, bytes))
        memory = STREAMED;
    if (plain || count == 1)
        fixed((const char *const *)args, args[inputs], count, plain ? memory : CACHED);
    else if (in_order)
        run_in_order(fixed, inputs + 1, args, steps, count);
    else if (contiguous && params_run)
        varying((const char *const *)args, args[inputs], count, memory);
    else
        run_tiles(varying, s, args, steps, count);
    if (memory == STREAMED)
        stream_end();
    fp_leave(saved);
}

/* May parts of the call run at once? Every input has to be the result itself or apart from it. */
INLINE int is_divisible(struct shape s, char **args, const intptr_t *steps, intptr_t count)
{
    const int result = shape_inputs(s);
    int divisible = steps[result] != 0;
    for (int i = 0; i < result; i++) {
        const int same = args[i] == args[result] && steps[i] == steps[result];
        divisible &= same || are_apart(args[i], steps[i], args[result], steps[result], count);
    }
    return divisible;
}

/* Runs the loop of an operation, on several threads where that pays. */
INLINE void run_shared(op_loop *loop, struct shape s, intptr_t cost_of_one, char **args, const intptr_t *dimensions,
                       const intptr_t *steps)
{
    const intptr_t cost = dimensions[0] * cost_of_one * (intptr_t)(sizeof(lane) / 4);
    if (cost >= NAME(settings).share_from && is_divisible(s, args, steps, dimensions[0])) {
        struct shared_call call = {loop, args, dimensions, steps, shape_inputs(s) + 1, 0};
        if (share_call(&NAME(settings), cost, &call))
            return;
    }
    loop(args, dimensions, steps, NULL);
}
