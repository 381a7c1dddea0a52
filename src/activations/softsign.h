/* softsign: x / (1 + |x|) (Bergstra et al., "Quadratic polynomials learn better image features",
   2009). Range: all x. One division; its quotient is corrected by exact remainders. */

/* 1 + a for a >= 0 with the exact rounding error of the sum (Dekker, Numer. Math. 18, 1971). */
INLINE struct vec_pair one_plus(vec a)
{
    const vec one = vec_splat(1);
    const vec sum = vec_add(one, a);
    const vec larger = vec_max(one, a), smaller = vec_min(one, a);
    return (struct vec_pair){sum, vec_sub(smaller, vec_sub(sum, larger))};
}

/* numerator - quotient * denominator */
INLINE vec remainder_of(vec numerator, vec quotient, struct vec_pair denominator)
{
    const vec minus = vec_neg(quotient);
    return vec_fma(minus, denominator.low, vec_fma(minus, denominator.high, numerator));
}

/* -0 gives -0, the infinities +-1, NaN NaN. |x| is cut at 2^126: beyond, the result is +-1 and the
   reciprocal would be subnormal. Correctly rounded but for 32 float32 inputs, off by 1e-7 ULP more. */
INLINE vec op_softsign(vec x)
{
    const vec a = vec_min(vec_splat((lane)0x1p126), vec_abs(x));
    const struct vec_pair denominator = one_plus(a);
    const vec reciprocal = vec_div(vec_splat(1), denominator.high);
    const vec quotient = vec_mul(a, reciprocal);
    const vec remainder = remainder_of(a, quotient, denominator);
    return vec_copysign(vec_fma(remainder, reciprocal, quotient), x);
}

/* g / (1 + |x|)^2, as two divisions by 1 + |x| that share the reciprocal, so nothing overflows, and
   a small g is scaled up, so the remainders do not underflow. Infinite x gives +0; otherwise the sign
   is that of g, also of a zero, which the remainders would lose. An infinite g has no remainder (NaN):
   the plain quotient stands. */
INLINE vec op_softsign_backward(vec incoming, vec x)
{
    const lane scale = sizeof(lane) == 4 ? (lane)0x1p64 : (lane)0x1p200;
    const lane limit = sizeof(lane) == 4 ? (lane)0x1p-64 : (lane)0x1p-800;
    const mask small = vec_lt(vec_abs(incoming), vec_splat(limit));
    const vec g = vec_select(small, vec_mul(incoming, vec_splat(scale)), incoming);
    const vec a = vec_abs(x);
    const struct vec_pair denominator = one_plus(a);
    const vec reciprocal = vec_div(vec_splat(1), denominator.high);
    const vec once = vec_mul(g, reciprocal);
    const vec twice = vec_mul(once, reciprocal);
    const vec once_remainder = remainder_of(g, once, denominator);
    const vec twice_remainder = remainder_of(once, twice, denominator);
    const vec remainder = vec_fma(once_remainder, reciprocal, twice_remainder);
    const vec y = vec_fma(remainder, reciprocal, twice);
    const vec unscaled = vec_select(vec_is_nan(y), twice, y);
    const vec scaled = vec_select(small, vec_mul(unscaled, vec_splat(1 / scale)), unscaled);
    const vec finite = vec_copysign(scaled, g);
    return vec_keep(vec_nle(vec_splat((lane)INFINITY), a), finite);
}
