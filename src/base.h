/* What every file of the core relies on: fixed-width integers, memcpy, INFINITY, and two inlining words. */
#ifndef RELU_SIMD_BASE_H
#define RELU_SIMD_BASE_H

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Kernels and vec functions vanish into the loop that calls them; without `always_inline` a
   kernel passed as a constant function pointer would become a real call for each vector. */
#define INLINE static inline __attribute__((always_inline, unused))
#define NOINLINE static __attribute__((noinline, unused))

#endif
