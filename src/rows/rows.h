/* The inner loops of the row operations, generalized ufuncs, over the vec functions and types of the
   header included before. */
#include "../math/exp_rows.h"
#include "../math/log1p.h"
#include "groups.h"
#include "sums.h"
#include "power.h"
#include "scales.h"
#include "columns.h"
#include "softmax.h"
#include "log_softmax.h"
#include "cross_entropy.h"
#include "backward.h"

typedef void row_operation(struct group *g);

/* Calls an operation for all rows, a group at a time. `shape` is that of row_ops.h; NumPy gives the steps
   from row to row of each operand, then the steps along the row of those that have such. `whole`
   points to the number of rows of a call of which this is a part. */
NOINLINE void run_rows(row_operation *operation, const char *shape, char **args, const intptr_t *dimensions,
                       const intptr_t *steps, const intptr_t *whole)
{
    struct group g;
    int operands = 0, along = (int)strlen(shape) - 1;
    g.inputs = 0;
    g.wide = 1;
    g.length = dimensions[1];
    g.in[1] = g.out = (struct matrix){NULL, 0, 0};
    g.scale.data = g.labels.data = g.result.data = NULL;
    g.scale.step = g.labels.step = g.result.step = 0;
    for (const char *letter = shape; *letter; letter++) {
        if (*letter == '_')
            continue;
        const int is_result = letter[1] == '\0';
        char *const data = args[operands];
        const intptr_t step = steps[operands++];
        if (*letter == 'v' && is_result)
            g.out = (struct matrix){data, step, steps[along++]};
        else if (*letter == 'v')
            g.in[g.inputs++] = (struct matrix){data, step, steps[along++]};
        else if (*letter == 'l')
            g.labels.data = data, g.labels.step = step;
        else if (is_result)
            g.result.data = data, g.result.step = step;
        else
            g.scale.data = data, g.scale.step = step;
    }
    const intptr_t elements = (whole ? *whole : dimensions[0]) * g.length;
    g.streams = can_stream(&g, dimensions[0], exceeds_caches(elements, (g.inputs + 1) * (intptr_t)sizeof(lane)));
    const struct fp_environment saved = fp_enter();
    for (intptr_t left = dimensions[0]; left > 0; left -= g.rows) {
        g.rows = rows_of_group(&g, left);
        g.spread = LANES / rows_of_block(g.rows);
        g.whole = 0;
        operation(&g);
        for (int i = 0; i < g.inputs; i++)
            g.in[i].data += g.rows * g.in[i].row_step;
        g.out.data += g.rows * g.out.row_step;
        g.labels.data += g.rows * g.labels.step;
        g.scale.data += g.rows * g.scale.step;
        g.result.data += g.rows * g.result.step;
    }
    if (g.streams)
        stream_end();
    fp_leave(saved);
}

/* NumPy has copied operands that overlap. */
NOINLINE void run_rows_shared(op_loop *loop, const char *shape, intptr_t cost_of_one, char **args,
                              const intptr_t *dimensions, const intptr_t *steps)
{
    const intptr_t cost = dimensions[0] * dimensions[1] * cost_of_one * (intptr_t)(sizeof(lane) / 4);
    struct shared_call call = {loop, args, dimensions, steps, (int)strlen(shape) - 1, 1};
    if (cost < NAME(settings).share_from || !share_call(&NAME(settings), cost, &call))
        loop(args, dimensions, steps, NULL);
}
