/* The operands that driver.c gives to a loop: their layouts, their contents and their memory. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "table.h"

/* POOL and REGION are bytes: of random contents, and the most that an operand takes. */
enum { POOL = 1 << 17, REGION = 1 << 16 };
enum { STREAM_FROM = 12000 }; /* bytes: the longest calls stream their result, the others do not */

/* Steps in elements; `result_in` is the input whose buffer the result shares, or -1, and `shift` how
   many elements further on it starts there. The reduce and accumulate lines are what NumPy's own
   do: results that are inputs of later elements. */
static const struct layout {
    const char *name;
    int input[3], param, result, result_in, shift;
} layouts[] = {
    {"contiguous", {1, 1, 1}, 1, 1, -1, 0},
    {"fixed parameters", {1, 1, 1}, 0, 1, -1, 0},
    {"first input fixed", {0, 1, 1}, 0, 1, -1, 0},
    {"second input fixed", {1, 0, 1}, 1, 1, -1, 0},
    {"every second", {2, 2, 2}, 0, 2, -1, 0},
    {"backwards", {-1, -1, -1}, -1, -1, -1, 0},
    {"mixed steps", {1, -2, 3}, 2, -3, -1, 0},
    {"result scattered", {1, 1, 1}, 0, 3, -1, 0},
    {"in place", {1, 1, 1}, 0, 1, 0, 0},
    {"in place of the second", {1, 1, 1}, 1, 1, 1, 0},
    {"in place, strided", {-2, 1, -1}, 0, -2, 0, 0},
    {"result behind input", {1, 1, 1}, 0, 1, 0, -1},
    {"result behind input, backwards", {-1, 1, 1}, 1, -1, 0, 1},
    {"interleaved", {2, 1, 1}, 0, 2, 0, 1},
    {"reduce", {0, 1, 1}, 1, 0, 0, 0},
    {"accumulate", {1, 1, 1}, 1, 1, 0, 1},
    {"accumulate, backwards", {-1, 1, 1}, 0, -1, 0, -1},
    {"accumulate, strided", {2, 1, 1}, 0, 2, 0, 2},
};
enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

/* Elements `low` up to `high` of a buffer that may be another operand's; element `start` is the
   operand's first. `contents` is in a pool. */
struct operand { int size, step, buffer; ptrdiff_t start, low, high; const char *contents; };

static char values[POOL], truths[POOL];

static uint64_t random_bits(void)
{
    static uint64_t state = 0x9e3779b97f4a7c15; /* xorshift: every run has the same data */
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

/* In equal parts any bits, values around the kinks of the operations, special values, subnormals. */
static void fill_pools(char kind, size_t size)
{
    static const double special[] = {0, 1, 3, 6, 0.5, 1.5, 1 / 0.0, 0.0 / 0.0, 0x1p-126, 0x1.fffffep127};
    for (size_t at = 0; at < POOL; at += size) {
        uint64_t bits = random_bits();
        const unsigned part = random_bits() % 4;
        const double sign = bits >> 63 ? -1 : 1;
        const double value = sign * (part == 1 ? bits % 2049 / 256.0 : special[bits % 10]);
        const float narrow = (float)value;
        if (kind == 'f' && part == 3)
            bits &= size == 4 ? 0x807fffff : 0x800fffffffffffff;
        if (kind == 'f' && (part == 1 || part == 2))
            memcpy(&bits, size == 4 ? (const void *)&narrow : &value, size);
        memcpy(values + at, &bits, size); /* the low bytes: every target is little-endian */
    }
    for (size_t at = 0; at < POOL; at++) /* true is any byte but zero */
        truths[at] = (char)(random_bits() & 1 ? random_bits() : 0);
}

/* Lays out the operands of a shape and returns their number; 0 where the layout has no meaning. */
static inline int lay_out(struct operand *operands, const char *shape, const char *dtype,
                   const struct layout *layout, int count, int offset)
{
    const int last = (int)strlen(shape) - 2;
    for (int i = 0; i <= last; i++) {
        struct operand *const o = &operands[i];
        const char letter = shape[i == last ? last + 1 : i];
        o->size = letter == 'm' ? 1 : atoi(dtype + 1);
        o->step = i == last ? layout->result : letter == 'p' ? layout->param : layout->input[i % 3];
        o->buffer = i;
        const ptrdiff_t span = count ? (ptrdiff_t)(count - 1) * o->step : 0;
        o->start = 0;
        o->low = span < 0 ? span : 0;
        o->high = (span > 0 ? span : 0) + (count > 0);
        const uint64_t place = random_bits() % ((POOL - REGION) / (unsigned)o->size);
        o->contents = (letter == 'm' ? truths : values) + place * (unsigned)o->size;
    }
    if (layout->result_in >= 0) {
        struct operand *const result = &operands[last], *const shared = &operands[layout->result_in];
        if (layout->result_in >= last || shared->size != result->size)
            return 0;
        result->buffer = layout->result_in;
        result->start = layout->shift;
        const ptrdiff_t low = result->low + layout->shift, high = result->high + layout->shift;
        shared->low = low < shared->low ? low : shared->low;
        shared->high = high > shared->high ? high : shared->high;
    }
    for (int i = 0; i <= last; i++) /* with an offset, each starts at another place in a vector */
        operands[i].low -= offset ? (offset + 5 * i) % 17 : 0;
    return last + 1;
}

/* The buffer of each operand, of exactly its size: from malloc, where AddressSanitizer sees what lies
   beyond, or up to a page without access, which also stops the masked loads it does not see. */
struct memory { char *buffer[MAX_OPERANDS]; };

static inline struct memory take_memory(const struct operand *operands, int number, int guarded)
{
    static char *guard[MAX_OPERANDS];
    struct memory memory = {{NULL}};
    for (int i = 0; i < number; i++) {
        const size_t bytes = (size_t)((operands[i].high - operands[i].low) * operands[i].size);
        if (guarded && guard[i] == NULL) {
            guard[i] = (char *)mmap(NULL, 2 * REGION, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) + REGION;
            if (mprotect(guard[i], REGION, PROT_NONE) != 0)
                abort();
        }
        memory.buffer[i] = guarded ? guard[i] - bytes : malloc(bytes);
        memcpy(memory.buffer[i], operands[i].contents, bytes);
    }
    return memory;
}

static inline void give_back(struct memory memory, int number)
{
    for (int i = 0; i < number; i++)
        free(memory.buffer[i]);
}

static inline unsigned long long bits_of(const char *element, int size)
{
    unsigned long long bits = 0;
    memcpy(&bits, element, (size_t)size);
    return bits;
}

/* Have they the same bits, or are both NaN? */
static int same_element(const char *a, const char *b, char kind, int size)
{
    const unsigned long long infinity = size == 4 ? 0x7f800000 : 0x7ff0000000000000;
    const unsigned long long sign = size == 4 ? 0x80000000 : 0x8000000000000000;
    const unsigned long long x = bits_of(a, size), y = bits_of(b, size);
    return x == y || (kind == 'f' && size > 1 && (x & ~sign) > infinity && (y & ~sign) > infinity);
}
