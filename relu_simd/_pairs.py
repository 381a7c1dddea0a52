"""
Unevaluated sums of two longdoubles: about 120 bits where longdouble has 64, 100 where it has 53.

The references need them where terms cancel (the roots of gradients, x - tanh x) and for arguments of
exp, whose rounding error the exponential magnifies. Where longdouble has 113 bits it is enough by
itself: then `pair` gives plain arrays, which have the same operators.

The algorithms are Dekker's (Numer. Math. 18, 1971); infinities are for the caller to take out.
"""

from decimal import Decimal, localcontext

import numpy as np

BITS = np.finfo(np.longdouble).nmant + 1
LONG_ENOUGH = BITS > 100
SPLITTER = np.longdouble(2) ** ((BITS + 1) // 2) + 1
# exp is clamped to e^-LIMIT ... e^LIMIT: with a 15-bit exponent far beyond every float64, and still
# times any two of them neither zero nor infinite.
LIMIT = np.longdouble(int(0.88 * float(np.log(np.finfo(np.longdouble).max))))
DECIMAL_DIGITS = 60
STEPS = 256  # of 2^(j / STEPS) in exp's table


def _quick_sum(a, b):
    """a + b and its rounding error, for |a| >= |b|."""
    total = a + b
    return total, b - (total - a)


def _sum(a, b):
    total = a + b
    other = total - a
    return total, (a - (total - other)) + (b - other)


def _halves(a):
    scaled = SPLITTER * a
    upper = scaled - (scaled - a)
    return upper, a - upper


def _product(a, b):
    product = a * b
    (a1, a2), (b1, b2) = _halves(a), _halves(b)
    return product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


class Pair:
    """high + low, where high is the sum rounded; the operands of an operator may be arrays too."""

    __array_ufunc__ = None  # array * Pair comes here

    def __init__(self, high, low=0):
        self.high, self.low = high, low

    def __neg__(self):
        return Pair(-self.high, -self.low)

    def __add__(self, other):
        total, error = _sum(self.high, high(other))
        return Pair(*_quick_sum(total, error + (self.low + low(other))))

    def __mul__(self, other):
        product, error = _product(self.high, high(other))
        return Pair(*_quick_sum(product, error + (self.high * low(other) + self.low * high(other))))

    def __truediv__(self, other):
        quotient = self.high / high(other)
        rest = self - Pair(*_product(quotient, high(other))) - quotient * low(other)
        return Pair(*_quick_sum(quotient, rest.high / high(other)))

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return Pair(np.longdouble(other)) / self

    __radd__, __rmul__ = __add__, __mul__


def high(value):
    """A pair rounded to longdouble, an array as it is."""
    return value.high if isinstance(value, Pair) else value


def low(value):
    return value.low if isinstance(value, Pair) else 0


def pair(upper, lower=0):
    return upper + lower if LONG_ENOUGH else Pair(*_quick_sum(upper, lower))


def where(condition, one, other):
    return pair(np.where(condition, high(one), high(other)), np.where(condition, low(one), low(other)))


def _exact(value):
    """A longdouble as a Decimal: float64 holds a part of its bits at a time."""
    parts = Decimal(0)
    for _ in range(3):
        part = float(value)
        value, parts = value - np.longdouble(part), parts + Decimal(part)
    return parts


def constant(value):
    """A pair from a Decimal or its text."""
    with localcontext() as context:
        context.prec = DECIMAL_DIGITS
        upper = np.longdouble(str(value))
        return pair(upper, np.longdouble(str(Decimal(value) - _exact(upper))))


def _halves_of_all(values):
    pairs = [constant(value) for value in values]
    return np.array([[high(p) for p in pairs], [low(p) for p in pairs]], np.longdouble)


def _products(factors):
    products = [Decimal(1)]
    for factor in factors:
        products.append(products[-1] * factor)
    return products


with localcontext() as _context:
    _context.prec = DECIMAL_DIGITS
    PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
    LN2_STEP = constant(Decimal(2).ln() / STEPS)
    POWERS = _halves_of_all(Decimal(2) ** (Decimal(j) / STEPS) for j in range(STEPS))
    # 1 / n! and 1 / (1 3 5 ... (2n + 1))
    INVERSE_FACTORIALS = [constant(1 / value) for value in _products(range(1, 13))]
    ODD_FACTORIALS = [constant(1 / value) for value in _products(range(3, 90, 2))]
    TWO_OVER_ROOT_PI = constant(2 / PI.sqrt())
    ROOT_HALF = constant(Decimal("0.5").sqrt())
    ONE_OVER_ROOT_2_PI = constant(1 / (2 * PI).sqrt())


def _power_and_rest(u):
    """t and q with e^u = t + t q: t a power of 2^(1 / STEPS), |q| < 0.0014."""
    inside = np.abs(high(u)) <= LIMIT
    upper = np.where(inside | np.isnan(high(u)), high(u), np.copysign(LIMIT, high(u)))
    u = pair(upper, np.where(inside, low(u), 0))
    k = np.rint(upper / high(LN2_STEP))
    r = u - k * LN2_STEP
    index = k.astype(np.int64)
    j, exponent = index % STEPS, index // STEPS
    t = pair(*(np.ldexp(half[j], exponent) for half in POWERS))
    # Taylor's series; the terms below 2^-60 of the sum need no second half.
    series = high(INVERSE_FACTORIALS[12])
    for n in range(11, 6, -1):
        series = series * high(r) + high(INVERSE_FACTORIALS[n])
    series = pair(series)
    for n in range(6, 0, -1):
        series = series * r + INVERSE_FACTORIALS[n]
    return t, series * r


def exp(u):
    """e^u of a pair or an array, clamped as LIMIT says."""
    t, q = _power_and_rest(u)
    return t + t * q


def expm1(u):
    t, q = _power_and_rest(u)
    return (t - 1) + t * q


def _erf_near(z, square, terms, long_terms):
    """
    2 / sqrt(pi) z e^(-z^2) (1 + t / 3 + t^2 / (3 5) + ...) with t = 2 z^2: all terms have one sign.

    Only the first `long_terms` need both halves.
    """
    twice = square + square
    total = np.zeros_like(high(z))
    for k in range(terms, long_terms, -1):
        total = high(twice) * total + high(ODD_FACTORIALS[k])
    total = pair(total)
    for k in range(long_terms, -1, -1):
        total = twice * total + ODD_FACTORIALS[k]
    return TWO_OVER_ROOT_PI * z * exp(-square) * total


def _erfc_far(z, square, terms):
    """The continued fraction of erfc, e^(-z^2) / sqrt(pi) / (z + (1/2) / (z + (2/2) / (z + ...)))."""
    fraction = high(z)
    for k in range(terms, 0, -1):
        fraction = high(z) + np.longdouble(k) / 2 / fraction
    return high(TWO_OVER_ROOT_PI) / 2 * high(exp(-square)) / fraction


# From z, up to z: how many terms of the sum, how many of them as pairs. Below 1, where the root of
# gelu's gradient is, that gives 118 bits; then what 1 - erf leaves has 64.
NEAR = [(0, 1, 32, 17), (1, 2, 40, 15)]
# From z, up to z: how many steps of the continued fraction for 64 bits.
FAR = [(2, 3, 90), (3, 5, 46), (5, 9, 24), (9, np.inf, 14)]


def erf_and_erfc(z, square):
    """erf and erfc of z >= 0, from z and its square as pairs; erfc as NEAR and FAR say."""
    size = high(z)
    halves = np.full((4, *np.shape(size)), np.nan, np.longdouble)

    def take(at):
        part = (pair(high(value)[at], (low(value) + 0 * size)[at]) for value in (z, square))
        return *part, np.zeros(np.count_nonzero(at), np.longdouble)

    for above, below, terms, long_terms in NEAR:
        at = (size >= above) & (size < below)
        part, part_square, zero = take(at)
        erf = _erf_near(part, part_square, terms, long_terms)
        erfc = 1 - erf
        halves[:, at] = high(erf), zero + low(erf), high(erfc), zero + low(erfc)
    for above, below, terms in FAR:
        at = (size >= above) & (size < below)
        part, part_square, zero = take(at)
        erfc = _erfc_far(part, part_square, terms)
        halves[:, at] = 1 - erfc, zero, erfc, zero
    return pair(halves[0], halves[1]), pair(halves[2], halves[3])
