/* Calls every row operation of every target with rows of many lengths and layouts, and compares the results
   with those of the scalar target for contiguous rows. Every array has exactly its size, from malloc, where
   AddressSanitizer sees what lies beyond. Built and run by tools/sanitize.sh, as driver.c is. */
#include <fenv.h>
#include <stdio.h>

#include "cpu.h"
#include "operands.h"

#define X(name) extern const struct op_table row_tables_##name[];
TARGETS
#undef X
static const struct target { const char *name; const struct op_table *tables; } targets[] = {
#define X(name) {#name, row_tables_##name},
    TARGETS
#undef X
};
enum { ALL_TARGETS = sizeof targets / sizeof targets[0], MAX_ROWS = 19, MAX_LENGTH = 9000 };

/* Where the elements of an array lie: rows apart and elements apart; a negative step begins at the end. */
static const struct row_layout { const char *name; int rows_first, step; } row_layouts[] = {
    {"contiguous", 0, 1}, {"every second", 0, 2}, {"backwards", 0, -1}, {"along the first axis", 1, 1},
};

struct array { char *memory, *first; intptr_t row_step, step, rows, length, size; char letter; };

static struct array make_array(char letter, intptr_t size, intptr_t rows, intptr_t length,
                               const struct row_layout *layout, const char *contents)
{
    struct array a = {.rows = rows, .length = letter == 'v' ? length : 1, .letter = letter,
                      .size = letter == 'l' ? 8 : size};
    const intptr_t apart = layout->step < 0 ? -layout->step : layout->step;
    const intptr_t count = a.rows * a.length * apart;
    a.memory = malloc((size_t)(count * a.size));
    a.step = layout->rows_first ? a.rows * apart * a.size : layout->step * a.size;
    a.row_step = layout->rows_first ? apart * a.size : a.length * apart * a.size;
    a.first = a.memory + (a.step < 0 && a.length > 0 ? (a.length - 1) * -a.step : 0);
    for (intptr_t r = 0; r < a.rows; r++)
        for (intptr_t i = 0; i < a.length; i++) {
            char *const to = a.first + r * a.row_step + i * a.step;
            const int64_t label = length ? (r * 7 + 1) % (length + 2) - 1 : 0; /* some out of range */
            if (letter == 'l')
                memcpy(to, &label, sizeof label);
            else
                memcpy(to, contents + (r * a.length + i) * a.size, (size_t)a.size);
        }
    return a;
}

/* Calls an operation; the result is the last array. */
static int call(const struct op_row *row, int size, intptr_t rows, intptr_t length,
                const struct row_layout *layout, struct array *arrays)
{
    int number = 0, along = (int)strlen(row->shape) - 1;
    char *args[MAX_OPERANDS];
    intptr_t steps[2 * MAX_OPERANDS];
    for (const char *letter = row->shape; *letter; letter++) {
        if (*letter == '_')
            continue;
        struct array *const a = &arrays[number];
        *a = make_array(*letter, size, rows, length, layout, values + 1024 * size * number);
        args[number] = a->first;
        steps[number++] = a->row_step;
        if (*letter == 'v')
            steps[along++] = a->step;
    }
    const intptr_t dimensions[2] = {rows, length};
    row->loop(args, dimensions, steps, NULL);
    return number;
}

static long calls;

static void check(const char *target, const struct op_row *row, const struct op_row *scalar, const char *dtype,
                  intptr_t rows, intptr_t length, const struct row_layout *layout)
{
    struct array right[MAX_OPERANDS], got[MAX_OPERANDS];
    const int size = atoi(dtype + 1);
    const int number = call(scalar, size, rows, length, &row_layouts[0], right);
    feclearexcept(FE_ALL_EXCEPT);
    call(row, size, rows, length, layout, got);
    const int flags = fetestexcept(FE_ALL_EXCEPT);
    const struct array *const y = &right[number - 1], *const z = &got[number - 1];
    for (intptr_t r = 0; r < y->rows; r++)
        for (intptr_t i = 0; i < y->length; i++)
            if (flags != 0 || !same_element(y->first + r * y->row_step + i * y->step,
                                            z->first + r * z->row_step + i * z->step, 'f', size)) {
                fprintf(stderr, "\nFAILED: %s, dtype %s, %s, layout \"%s\", %td rows of %td, element %td of "
                        "row %td (flags %x)\n", target, dtype, row->name, layout->name, rows, length, i, r, flags);
                exit(1);
            }
    for (int i = 0; i < number; i++) {
        free(right[i].memory);
        free(got[i].memory);
    }
    calls++;
}

int main(void)
{
    static const int lengths[] = {0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 255, 256, 257, 300, 1030};
    static const int some_rows[] = {1, 2, 3, 5, 8, 16, MAX_ROWS};
    for (int t = 0; t < ALL_TARGETS; t++) {
        printf("%s: %s\n", targets[t].name, cpu_runs(targets[t].name) ? "rows compared" : "SKIPPED, this CPU lacks it");
        for (int d = 0; cpu_runs(targets[t].name) && targets[t].tables[d].dtype != NULL; d++) {
            const struct op_table *const table = &targets[t].tables[d], *const scalar = &targets[0].tables[d];
            *table->settings = (struct settings){STREAM_FROM, INTPTR_MAX, NULL};
            fill_pools('f', (size_t)atoi(table->dtype + 1));
            for (int r = 0; table->rows[r].name != NULL; r++)
                for (size_t layout = 0; layout < sizeof row_layouts / sizeof row_layouts[0]; layout++) {
                    for (size_t n = 0; n < sizeof lengths / sizeof lengths[0]; n++)
                        for (size_t m = 0; m < sizeof some_rows / sizeof some_rows[0]; m++)
                            if (lengths[n] * some_rows[m] * 8 < POOL / 2)
                                check(targets[t].name, &table->rows[r], &scalar->rows[r], table->dtype,
                                      some_rows[m], lengths[n], &row_layouts[layout]);
                    check(targets[t].name, &table->rows[r], &scalar->rows[r], table->dtype, 1, MAX_LENGTH,
                          &row_layouts[layout]);
                }
        }
    }
    printf("%ld calls of row operations: the same bits as the scalar target, contiguous\n", calls);
    return 0;
}
