/* Strided elements to a contiguous tile and back; over the lane of the vec header included before. */
#ifndef RELU_SIMD_STRIDED_H
#define RELU_SIMD_STRIDED_H

#include "base.h"

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

#endif
