/* How an input and the result of a call lie in memory. Included by loops.h, for the lane of its vec header. */
#ifndef RELU_SIMD_OVERLAP_H
#define RELU_SIMD_OVERLAP_H

#include "base.h"

INLINE int are_apart(const char *in, intptr_t in_step, const char *out, intptr_t out_step, intptr_t count)
{
    const char *const in_end = in + (count - 1) * in_step, *const out_end = out + (count - 1) * out_step;
    const char *const in_low = in < in_end ? in : in_end, *const in_high = in < in_end ? in_end : in;
    const char *const out_low = out < out_end ? out : out_end;
    const char *const out_high = out < out_end ? out_end : out;
    const intptr_t size = sizeof(lane);
    return in_high + size <= out_low || out_high + size <= in_low;
}

/* Does an element of the input depend on a result written before it? NumPy copies operands that
   overlap, but for inputs that run ahead of the result or are the result; the exceptions are its
   own reduce and accumulate, which feed results back. */
INLINE int reads_results(const char *in, intptr_t in_step, const char *out, intptr_t out_step,
                         intptr_t count)
{
    if (are_apart(in, in_step, out, out_step, count))
        return 0;
    const intptr_t size = sizeof(lane);
    if (out_step > 0 ? in >= out && in_step >= out_step : in <= out && in_step <= out_step)
        return out_step == 0;
    const intptr_t step = out_step < 0 ? -out_step : out_step;
    const intptr_t apart = step ? (in < out ? out - in : in - out) % step : 0;
    const int interleaved = in_step == out_step && apart >= size && step - apart >= size;
    return !interleaved;
}

#endif
