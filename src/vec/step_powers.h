/* Powers of two with eight steps between them, for float32: steps are the bits of 2^(j / 8) less those of j / 8, k has
   its number of steps in the low bits of a sum with a magic number. */
#ifndef RELU_SIMD_STEP_POWERS_H
#define RELU_SIMD_STEP_POWERS_H

#include "../base.h"

#if LANE_BITS == 32
INLINE vec power_of_step(const uint32_t *steps, vec k_in_magic)
{
    const bits k = vec_bits(k_in_magic);
    lane entries[8];
    memcpy(entries, steps, sizeof entries);
    return vec_from_bits(bits_add(vec_bits(vec_lookup8(entries, k)), bits_shift_left(k, 20)));
}

/* The same for k + bias, where k, in powers, is at hand too and bias is one whole number for all lanes, 2^bias and the
   result being normal. With scale_by_power the steps get the bias, before a loop, and the power takes an operation
   less. */
INLINE vec power_of_biased_step(const uint32_t *steps, vec sum_in_magic, vec k, vec bias)
{
#ifdef SCALES_BY_POWERS
    uint32_t whole[8];
    for (uint32_t j = 0; j < 8; j++)
        whole[j] = steps[j] + (j << 20);
    lane entries[8];
    memcpy(entries, whole, sizeof entries);
    const vec biased = scale_by_power(in_both_halves(entries), bias);
    return scale_by_power(permute_eight(biased, vec_bits(sum_in_magic)), k);
#else
    (void)k, (void)bias;
    return power_of_step(steps, sum_in_magic);
#endif
}
#endif

#endif
