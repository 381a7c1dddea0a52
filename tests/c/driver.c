/* Calls every loop of every target with every layout of operands.h, and compares all memory with what
   the scalar loops leave when called one element at a time. It needs no Python, so sanitizers and
   emulators can watch. Built and run by tools/sanitize.sh, which defines TARGETS, scalar first. */
#include <fenv.h>
#include <stdio.h>
#include <stdlib.h>

#include "cpu.h"
#include "operands.h"

#define X(name) extern const struct op_table tables_##name[], checks_##name[];
TARGETS
#undef X
static const struct target { const char *name; const struct op_table *lists[2]; } targets[] = {
#define X(name) {#name, {tables_##name, checks_##name}},
    TARGETS
#undef X
};
enum { ALL_TARGETS = sizeof targets / sizeof targets[0] };
enum { SHARE_FROM = 400 };    /* the longest calls are run in parts */
static long loops, calls;

/* One way to call an operation. */
struct call { const char *dtype; const struct op_row *row; const struct layout *layout;
              int count, offset; };

static void fail(const struct call *c, const char *target, const char *what)
{
    fprintf(stderr, "\nFAILED: %s, dtype %s, %s (%s), layout \"%s\", %d elements, offset %d: %s\n",
            target, c->dtype, c->row->name, c->row->shape, c->layout->name, c->count, c->offset, what);
    exit(1);
}

static void call_loop(op_loop *loop, const struct operand *operands, int number, struct memory memory,
                      int first, intptr_t count)
{
    char *args[MAX_OPERANDS];
    intptr_t steps[MAX_OPERANDS];
    for (int i = 0; i < number; i++) {
        const struct operand *const o = &operands[i];
        const ptrdiff_t at = o->start + (ptrdiff_t)first * o->step - operands[o->buffer].low;
        args[i] = memory.buffer[o->buffer] + at * o->size;
        steps[i] = (intptr_t)o->step * o->size;
    }
    loop(args, &count, steps, NULL);
}

/* Every element of every buffer is right; the message has what the operands were there, in order. */
static void compare(const struct call *c, const char *target, const struct operand *operands,
                    int number, struct memory right, struct memory got)
{
    for (int i = 0; i < number; i++)
        for (ptrdiff_t at = 0; at < operands[i].high - operands[i].low; at++) {
            const int size = operands[i].size;
            const char *const a = right.buffer[i] + at * size, *const b = got.buffer[i] + at * size;
            if (same_element(a, b, c->dtype[0], size))
                continue;
            const struct operand *const y = &operands[number - 1];
            const ptrdiff_t index = y->step ? (at + operands[i].low - y->start) / y->step : 0;
            fprintf(stderr, "Element %td of the result, in buffer %d: %#llx, must be %#llx. Operands:",
                    index, i, bits_of(b, size), bits_of(a, size));
            for (int j = 0; j < number; j++) {
                const struct operand *const o = &operands[j];
                const ptrdiff_t from = (o->start + index * o->step - operands[o->buffer].low) * o->size;
                fprintf(stderr, " %#llx", bits_of(operands[o->buffer].contents + from, o->size));
            }
            fail(c, target, "not what the scalar loop gives, one element at a time");
        }
}

static void check(const struct call *c, const struct op_row *const *rows)
{
    struct operand operands[MAX_OPERANDS];
    const int number = lay_out(operands, c->row->shape, c->dtype, c->layout, c->count, c->offset);
    if (number == 0)
        return;
    const struct memory right = take_memory(operands, number, 0);
    for (int i = 0; i < c->count; i++)
        call_loop(c->row->loop, operands, number, right, i, 1);
    for (int t = 0; t < ALL_TARGETS; t++)
        for (int guarded = 0; guarded < 2 && rows[t] != NULL; guarded++) {
            const struct memory got = take_memory(operands, number, guarded);
            /* The caller's rounding mode changes nothing, and is left as it was, as are the flags. */
            const int rounding = guarded ? FE_UPWARD : FE_TONEAREST;
            fesetround(rounding);
            feclearexcept(FE_ALL_EXCEPT);
            call_loop(rows[t]->loop, operands, number, got, 0, c->count);
            if (fegetround() != rounding || fetestexcept(FE_ALL_EXCEPT) != 0)
                fail(c, targets[t].name, "the floating-point environment was not restored");
            fesetround(FE_TONEAREST);
            compare(c, targets[t].name, operands, number, right, got);
            if (!guarded)
                give_back(got, number);
        }
    give_back(right, number);
    calls++;
}

/* One operation, at every length and with every layout. */
static void check_all(const char *dtype, const struct op_row *const *rows)
{
    static const int long_counts[] = {96, 128, 255, 256, 513, 2100};
    enum { SHORT = 71, COUNTS = SHORT + sizeof long_counts / sizeof long_counts[0] };
    struct call c = {.dtype = dtype, .row = rows[0]};
    for (c.layout = layouts; c.layout < layouts + LAYOUTS; c.layout++)
        for (int i = 0; i < COUNTS; i++) {
            c.count = i < SHORT ? i : long_counts[i - SHORT];
            for (c.offset = 0; c.offset < 17; c.offset += i < SHORT ? 7 : 3)
                check(&c, rows);
        }
}

/* Every part by itself, the last one first: what threads do may come in any order. */
static int backwards(part_function *f, void *work, intptr_t most)
{
    for (intptr_t part = most; part > 0; part--)
        f(work, part - 1, most);
    return 1;
}

int main(void)
{
    int runs[ALL_TARGETS];
    for (int t = 0; t < ALL_TARGETS; t++) {
        runs[t] = cpu_runs(targets[t].name);
        printf("%s: %s\n", targets[t].name, runs[t] ? "compared" : "SKIPPED, this CPU lacks it");
        for (const struct op_table *table = targets[t].lists[0]; table->dtype != NULL; table++)
            if (table->settings != NULL) /* the checks have the same ones */
                *table->settings = (struct settings){STREAM_FROM, SHARE_FROM, backwards};
    }
    for (int list = 0; list < 2; list++) {
        const struct op_table *const tables = targets[0].lists[list];
        for (int d = 0; tables[d].dtype != NULL; d++) {
            fill_pools(tables[d].dtype[0], (size_t)atoi(tables[d].dtype + 1));
            for (int r = 0; tables[d].rows[r].name != NULL; r++, loops++) {
                const struct op_row *rows[ALL_TARGETS];
                for (int t = 0; t < ALL_TARGETS; t++) /* all have the same rows */
                    rows[t] = runs[t] ? &targets[t].lists[list][d].rows[r] : NULL;
                check_all(tables[d].dtype, rows);
            }
        }
    }
    printf("%ld loops, %ld calls on each target: the same bits as the scalar loops\n", loops, calls);
    return 0;
}
