/* A call shared between threads: parts of it run the same loop. How threads are made is not known here; the
   module that makes them gives `share` to the settings. Results do not depend on the parts. */
#ifndef RELU_SIMD_SHARE_H
#define RELU_SIMD_SHARE_H

#include "base.h"
#include "table.h"

/* A part is a multiple of so many elements or rows: no two share a cache line or a group of rows. */
enum { SHARED_ELEMENTS = 1024, SHARED_ROWS = 16 };

struct shared_call {
    op_loop *loop;
    char **args;
    const intptr_t *dimensions, *steps;
    int operands, of_rows;
};

static inline intptr_t start_of_part(const struct shared_call *call, intptr_t part, intptr_t parts)
{
    const intptr_t grain = call->of_rows ? SHARED_ROWS : SHARED_ELEMENTS, count = call->dimensions[0];
    const intptr_t grains = (count + grain - 1) / grain;
    const intptr_t start = grains * part / parts * grain;
    return start < count ? start : count;
}

static inline void run_part(void *work, intptr_t part, intptr_t parts)
{
    const struct shared_call *const call = work;
    const intptr_t start = start_of_part(call, part, parts), end = start_of_part(call, part + 1, parts);
    const intptr_t dimensions[2] = {end - start, call->of_rows ? call->dimensions[1] : 0};
    intptr_t whole = call->dimensions[0];
    char *args[MAX_OPERANDS];
    for (int i = 0; i < call->operands; i++)
        args[i] = call->args[i] + start * call->steps[i];
    call->loop(args, dimensions, call->steps, &whole);
}

/* Runs the call on several threads, or returns 0. A thread has half of what is worth sharing, or more. */
static inline int share_call(const struct settings *settings, intptr_t cost, struct shared_call *call)
{
    return settings->share(run_part, call, cost / (settings->share_from / 2 + 1));
}

#endif
