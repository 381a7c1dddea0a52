/* Unevaluated sums of two vectors: about twice the precision of a lane. The low part is at most a few
   units of the high part's last place, unless a function says otherwise. Errors are given in units
   of 2^-p, p being 24 or 53. */
#ifndef RELU_SIMD_PAIR_H
#define RELU_SIMD_PAIR_H

struct vec_pair { vec high, low; };

/* A constant that has another value for each width. */
INLINE lane by_width(double narrow, double wide) { return (lane)(sizeof(lane) == 4 ? narrow : wide); }

INLINE struct vec_pair splat_pair(double high, double low)
{
    return (struct vec_pair){vec_splat((lane)high), vec_splat((lane)low)};
}

INLINE struct vec_pair pair_of(vec a) { return (struct vec_pair){a, vec_splat(0)}; }

/* a + b and its exact error, for |a| >= |b| or a = 0 (Dekker, Numer. Math. 18, 1971). */
INLINE struct vec_pair fast_sum(vec a, vec b)
{
    const vec sum = vec_add(a, b);
    return (struct vec_pair){sum, vec_sub(b, vec_sub(sum, a))};
}

/* a + b and its exact error (Knuth, The Art of Computer Programming 2, 4.2.2). */
INLINE struct vec_pair two_sum(vec a, vec b)
{
    const vec sum = vec_add(a, b), part = vec_sub_by_fma(sum, a);
    const vec lost_of_a = vec_sub_by_fma(a, vec_sub(sum, part)), lost_of_b = vec_sub_by_fma(b, part);
    return (struct vec_pair){sum, vec_add(lost_of_a, lost_of_b)};
}

/* a * b and its exact error, unless that underflows. */
INLINE struct vec_pair two_product(vec a, vec b)
{
    const vec product = vec_mul(a, b);
    return (struct vec_pair){product, vec_fms(a, b, product)};
}

/* a b, rounded once; the plain product where b is infinite and has no remainder, or it is 0 and the sum would
   lose its sign. */
INLINE vec pair_times(struct vec_pair a, vec b)
{
    const vec product = vec_mul(a.high, b);
    const vec rest = vec_keep(vec_lt(vec_abs(b), vec_splat((lane)INFINITY)), vec_mul(a.low, b));
    const vec y = vec_fma(a.high, b, rest);
    return vec_select(vec_lt(vec_splat(0), vec_abs(y)), y, product);
}

/* a b, rounded once; the plain product where it is infinite or 0, as above. */
INLINE vec pair_product(struct vec_pair a, struct vec_pair b)
{
    const vec product = vec_mul(a.high, b.high);
    const vec y = vec_fma(a.high, b.high, vec_fma(a.high, b.low, vec_mul(a.low, b.high)));
    return vec_select(vec_lt(vec_splat(0), vec_abs(y)), y, product);
}

/* a (high + low), rounded once, for finite numbers; a zero has the sign of a high, since the other product is +0 where
   it is 0. */
INLINE vec times_sum(vec a, vec high, vec low)
{
    return vec_fms(a, high, vec_apart(vec_fnma(a, low, vec_splat(0))));
}

INLINE vec pair_value(struct vec_pair a) { return vec_add(a.high, a.low); }

INLINE struct vec_pair pair_neg(struct vec_pair a)
{
    return (struct vec_pair){vec_neg(a.high), vec_neg(a.low)};
}

INLINE struct vec_pair pair_abs(struct vec_pair a)
{
    return (struct vec_pair){vec_abs(a.high), vec_mul_sign(a.low, a.high)};
}

/* Exact for a power of two. */
INLINE struct vec_pair pair_scale(struct vec_pair a, vec power)
{
    return (struct vec_pair){vec_mul(a.high, power), vec_mul(a.low, power)};
}

INLINE struct vec_pair pair_select(mask which, struct vec_pair yes, struct vec_pair no)
{
    return (struct vec_pair){vec_select(which, yes.high, no.high), vec_select(which, yes.low, no.low)};
}

/* a + b for |a| >= |b|. */
INLINE struct vec_pair pair_fast_add(struct vec_pair a, struct vec_pair b)
{
    const struct vec_pair sum = fast_sum(a.high, b.high);
    return (struct vec_pair){sum.high, vec_add(sum.low, vec_add(a.low, b.low))};
}

INLINE struct vec_pair pair_add(struct vec_pair a, struct vec_pair b)
{
    const struct vec_pair sum = two_sum(a.high, b.high);
    return fast_sum(sum.high, vec_add(sum.low, vec_add(a.low, b.low)));
}

INLINE struct vec_pair pair_mul(struct vec_pair a, struct vec_pair b)
{
    const struct vec_pair product = two_product(a.high, b.high);
    return (struct vec_pair){product.high, vec_fma(a.high, b.low, vec_fma(a.low, b.high, product.low))};
}

INLINE struct vec_pair pair_mul_vec(struct vec_pair a, vec b)
{
    const struct vec_pair product = two_product(a.high, b);
    return (struct vec_pair){product.high, vec_fma(a.low, b, product.low)};
}

/* a / b. The quotient by the reciprocal, and what remains; the one division is of 1. */
INLINE struct vec_pair pair_div(struct vec_pair a, struct vec_pair b)
{
    const vec reciprocal = vec_div(vec_splat(1), b.high);
    const vec quotient = vec_mul(a.high, reciprocal);
    const vec remainder = vec_add(vec_fnma(quotient, b.high, a.high), vec_fnma(quotient, b.low, a.low));
    return (struct vec_pair){quotient, vec_mul(remainder, reciprocal)};
}

/* c[0] + c[1] x + ... + c[count - 1] x^(count - 1), two terms at a time: half as many operations wait for
   one another as in Horner's scheme. */
INLINE vec polynomial(const lane *c, int count, vec x)
{
    const vec square = vec_mul(x, x);
    int i = count - 1;
    vec y = vec_splat(c[i]);
    if (count % 2 == 0)
        y = vec_fma(y, x, vec_splat(c[--i]));
    for (i -= 2; i >= 0; i -= 2)
        y = vec_fma(y, square, vec_fma(vec_splat(c[i + 1]), x, vec_splat(c[i])));
    return y;
}

/* What an addition rounds to an integer with, which then stands in the low bits. */
INLINE vec rounding_magic(void) { return vec_splat(by_width(0x1.8p23, 0x1.8p52)); }

INLINE vec round_to_integer(vec a) { return vec_sub(vec_add(a, rounding_magic()), rounding_magic()); }

/* 2^k for an integer k in the range of normal exponents. */
INLINE vec power_of_two(vec k)
{
    const vec biased = vec_add(k, vec_splat(by_width(0x1.8p23 + 127, 0x1.8p52 + 1023)));
    return vec_from_bits(bits_shift_left(vec_bits(biased), sizeof(lane) == 4 ? 23 : 52));
}

/* a value 2^k for an integer k down to three times the least normal exponent, and for any a: an infinite
   one or one near the largest number spoils nothing on the way. A subnormal result may be rounded
   more than once. */
INLINE vec scaled_product(vec a, struct vec_pair value, vec k)
{
    const vec third = round_to_integer(vec_mul(k, vec_splat((lane)(1.0 / 3))));
    const vec factor = power_of_two(third), rest = power_of_two(vec_fnma(vec_splat(2), third, k));
    const mask large = vec_le(vec_splat(1), vec_abs(a));
    const vec smaller = vec_mul(vec_mul(vec_mul(a, factor), rest), vec_splat(0.25f)); /* value may be 4 */
    const vec product = pair_times(value, vec_select(large, smaller, a));
    const vec larger = vec_mul(factor, vec_splat(4));
    return vec_mul(vec_select(large, product, vec_mul(vec_mul(product, factor), rest)),
                   vec_select(large, larger, factor));
}

#endif
