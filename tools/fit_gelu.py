"""gelu for float32: t Phi(-t) in 32 intervals, and its tail beyond them."""

from itertools import pairwise

import mpmath as mp
from fit_tables import GELU_BIAS, good_centre, interval_row
from fits import STEP, array, bits_of, define, exp_steps, rows_macro, scaled_tail
from minimax import fit, rounded

mpf = mp.mpf
END = mpf("5.36")  # from there on x - t Phi(-t) is x but for half a unit
SCALE, START = mpf("0.8222"), mpf("1.38")  # with the second interval's edges these keep all errors low
ROWS = 32


def lower(t):
    """-t Phi(-t)."""
    return -t * mp.ncdf(-t)


def even(t):
    """x Phi(x) - x / 2."""
    return t * (mp.ncdf(t) - mpf(1) / 2)


def edges():
    """v = SCALE t + START; an interval is where v^2 rounds to one integer."""
    first = int(mp.nint(START**2))
    inner = [(mp.sqrt(first + i + mpf(1) / 2) - START) / SCALE for i in range(ROWS - 1)]
    return first, [mpf(0), *inner, END]


def balanced(low, high):
    """Where t Phi(-t) is in the middle of its values at the edges, relatively and nearly."""
    grid = [low + (high - low) * i / 64 for i in range(20, 45)]
    ends = [lower(low), lower(high)]
    return min(grid, key=lambda t: max(abs(1 - lower(t) / end) for end in ends))


def row(low, high):
    """
    Centre, B and the coefficients of d (c1 + c2 d + ...) = B - t Phi(-t), and the error.

    It is relative to t Phi(-t). The first interval has t / 2 beside a B of 0. There c1 would be 0: it is
    negative, which makes gelu(-0) -0.
    """
    margin = (high - low) / 10**5
    if low == 0:
        slope = -mp.ldexp(1, -40)
        found, error = fit(lambda d: (even(d) / d - slope) / d, high / 10**6, high + margin, range(5),
                           24, weight=lambda d: d**2 / -lower(d))
        return [mpf(0), mpf(0), slope, *found], error
    centre = good_centre(lower, low, high, 0.03, middle=balanced(low, high))
    (_, start, *found), error = interval_row(lower, low - margin, high + margin, 6, centre=centre)
    return [centre, -start, *found], error


def gelu_rows():
    first, found = edges()
    rows, worst = [None] * ROWS, mpf(0)
    for i, (low, high) in enumerate(pairwise(found)):
        rows[(first + i) % ROWS], error = row(low, high)
        worst = max(worst, error)
    return (rows_macro("f32", "GELU_ROWS", rows) + define("f32", "GELU_END", END)
            + define("f32", "GELU_SCALE", SCALE) + define("f32", "GELU_START", START), bits_of(worst))


def gelu_tail():
    """t F(t) 2^GELU_BIAS from END on, in terms of 1 / t^2."""
    start = rounded(1 / mp.sqrt(2 * mp.pi), 24)
    found, error = fit(lambda u: (scaled_tail(1 / mp.sqrt(u)) / mp.sqrt(u) - start) / u, mpf(15) ** -2,
                       END**-2, range(7), 24, weight=lambda u: u / start)
    scaled = [mp.ldexp(value, GELU_BIAS) for value in (start, *found)]
    return array("f32", "GELU_TAIL", scaled), bits_of(error)


def half_square():
    """The exponential's reduction and polynomial in terms of t^2 = -2 z."""
    short = mp.nint(2 * STEP * 2**16) / 2**16  # times k <= 1230 it is exact
    _, powers, error = exp_steps()
    minus_half = [c * mpf(-0.5) ** power for power, c in enumerate(powers)]
    return (array("f32", "HALF_SQUARE_STEP", [short, rounded(2 * STEP - short, 24)])
            + array("f32", "HALF_SQUARE_POLYNOMIAL", minus_half), bits_of(error))


GELU = {"gelu_rows": gelu_rows, "gelu_tail": gelu_tail, "half_square": half_square}

