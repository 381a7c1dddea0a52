/* What the slopes of the logistic family are made of in float64: a tail, a function of t >= 0. It is the slope for
   x <= 0; for x >= 0 the slope is 1 less the tail. A tail is exact but for its own rounding and about a tenth of a
   unit, more near the root. For t up to EXP_NORMAL. */
#ifndef RELU_SIMD_TAILS_H
#define RELU_SIMD_TAILS_H

#include "exp.h"

#if LANE_BITS == 64
/* s(-t) = e / (1 + e), e = e^-t: the quotient by the reciprocal of the denominator, and what remains of
   e: value + remainder reciprocal. */
struct logistic_tail { vec value, remainder, reciprocal; };

INLINE struct logistic_tail logistic_tail_of(struct vec_pair e)
{
    const vec denominator = vec_add(vec_splat(1), e.high), reciprocal = vec_div(vec_splat(1), denominator);
    const vec value = vec_mul(e.high, reciprocal);
    const vec remainder = vec_fnma(value, e.high, vec_sub(e.high, value)); /* the difference is exact */
    return (struct logistic_tail){value, vec_fma(e.low, reciprocal, remainder), reciprocal};
}

INLINE struct logistic_tail logistic_tail(struct vec_pair t) { return logistic_tail_of(exp_minus_pair(t)); }

/* The slope of x s(z) at z = -t: h (1 - w (1 - h)), h = s(-t), w = t dz/dt >= 0; `w_is_pair` if w has a low part.
   With h = value + rest it is value W + rest (W + w value), W = 1 - w + w value. W is a factor and what that
   lacks; 1 - factor is exact. Digits are lost near the root. */
INLINE vec gate_tail(struct logistic_tail h, struct vec_pair w, int w_is_pair)
{
    const vec one = vec_splat(1);
    const vec factor = vec_sub(one, vec_fnma(w.high, h.value, w.high));
    const vec excess = vec_fnma(w.high, h.value, vec_sub(w.high, vec_sub(one, factor)));
    const vec rest = vec_mul(h.remainder, vec_mul(h.reciprocal, vec_fma(w.high, h.value, factor)));
    const vec low = w_is_pair ? vec_fma(w.low, h.reciprocal, excess) : excess;
    return vec_fma(h.value, factor, vec_fnma(h.value, low, rest));
}

/* s(t) s(-t) = h (1 - h). */
INLINE vec sigmoid_slope(struct logistic_tail h)
{
    const vec other = vec_sub(vec_splat(1), h.value), low = vec_sub(vec_sub(vec_splat(1), other), h.value);
    const vec rest = vec_mul(h.remainder, vec_mul(h.reciprocal, vec_sub(other, h.value)));
    return vec_fma(h.value, other, vec_fma(h.value, low, rest));
}
#endif

#endif
