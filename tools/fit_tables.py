"""The tables of src/math: f(c + d) = B + d (c1 + c2 d + ...) on 8, 15 or 16 intervals."""

from itertools import pairwise

import mpmath as mp
import numpy as np
from fit_roots import gelu_tanh_argument, gelu_tanh_slope, mish_slope, silu_slope
from fits import BITS, bits_of, define, rows_macro, scaled_tail
from minimax import fit, literal, rounded

mpf = mp.mpf

class Intervals(list):
    """Pairs of edges, and the scale by which a number finds its interval."""

    def __init__(self, scale, edges):
        super().__init__(edges)
        self.scale = scale


def octaves(scale, per_octave, count):
    """Intervals of t by the exponent and the first bits of v = scale t + 1."""
    def edge(i):
        octave, part = divmod(i, per_octave)
        return (mpf(2) ** octave * (1 + mpf(part) / per_octave) - 1) / scale

    return Intervals(scale, [(edge(i), edge(i + 1)) for i in range(count)])


def steps(scale, count, below=0):
    """Intervals around the multiples of 1 / scale, from -below on; from 0 if that is 0."""
    edges = [(i - mpf(1) / 2) / scale for i in range(-below, count - below + 1)]
    return Intervals(scale, pairwise(edges if below else [mpf(0), *edges[1:]]))


def float32(value):
    return rounded(value, BITS["f32"])


def float64(value):
    return rounded(value, BITS["f64"])


FLOATS = {"f32": float32, "f64": float64}


def good_centre(function, low, high, share=0.02, nearest=float32, middle=None):
    """A centre near the middle, or another point, where B costs no accuracy: it is nearly a float."""
    unit = mp.ldexp(1, -15)
    reach = int((high - low) * share / unit)
    first = int(mp.nint(((low + high) / 2 if middle is None else middle) / unit)) - reach
    centres = [(first + i) * unit for i in range(2 * reach + 1)]
    return min(centres, key=lambda c: abs(nearest(function(c)) / function(c) - 1))


def interval_row(function, low, high, count, leading=(), emphasis=lambda t: 1, centre=None,
                 kind="f32"):
    """
    Centre, B and coefficients of an interval.

    From 0 on, the first of the leading coefficients times t stands for B, the others are as given. The
    centre is the given one, where B is exact or a root is near, or a good one.
    """
    if low == 0 and leading:
        def rest(d):
            return function(d) / d - leading[0] - sum(c * d**p for p, c in enumerate(leading[1:]))

        found, error = fit(rest, high / mpf(10) ** {"f32": 9, "f64": 6}[kind], high,
                           range(len(leading) - 1, count), BITS[kind], weight=lambda d: d / function(d))
        return [mpf(0), mpf(0), *leading[1:], *found], error
    nearest = FLOATS[kind]
    if centre is None:
        centre = good_centre(function, low, high, nearest=nearest)
    start = nearest(function(centre))
    found, error = fit(lambda d: (function(centre + d) - start) / d, low - centre, high - centre,
                       range(count), BITS[kind],
                       weight=lambda d: emphasis(centre + d) * abs(d / function(centre + d)))
    return [centre, start, *found], error


def table(name, function, intervals, count, leading=(), first=0, emphasis=lambda t: 1, power=0,
          centres=(), kind="f32", by_rows=False):
    """
    The C table, float64's by rows; interval 0 has the index `first`, as the bits of v = 1 have it.

    Each of the centres is that of the interval it is in. Of 15 intervals number 7 is there again in the
    last place, which makes look-ups of single coefficients with AVX2 shorter.
    """
    size = 16 if len(intervals) == 15 else len(intervals)
    rows, worst = [None] * size, mpf(0)
    for i, (low, high) in enumerate(intervals):
        centre = next((c for c in centres if low <= c < high), None)
        row, error = interval_row(function, low, high, count, leading, emphasis, centre, kind)
        rows[(i + first) % size] = [row[0], *(mp.ldexp(value, power) for value in row[1:])]
        worst = max(worst, error)
    if len(intervals) < size:
        rows[-1] = rows[7]
    scale = define(kind, f"{name}_TABLE_SCALE", intervals.scale)
    if kind == "f64":
        rows = [[*row, *[mpf(0)] * (16 - len(row))] for row in rows]
        scale = f"#define {name}_TABLE_TERMS {count}\n" + scale
    if by_rows or kind == "f64":
        return rows_macro(kind, f"{name}_ROWS", rows) + scale, bits_of(worst)
    lines = []
    for values in zip(*rows, strict=True):
        words = [literal(value, kind) for value in values]
        parts = [", ".join(words[at:at + 4]) for at in range(0, size, 4)]
        lines.append("    {" + ",\n     ".join(parts) + "}")
    text = f"static const lane {name}_TABLE[{count + 2}][{size}] = {{\n" + ",\n".join(lines) + "};\n"
    return text + scale, bits_of(worst)


def table_to_one(name, function, intervals, near_one, search, count=5, kind="f32", **options):
    """
    A table up to where the function is 1, and that END.

    The end has more weight, so that the last polynomial rounds to 1 there.
    """
    def emphasis(t):
        return 100 if t > mpf(near_one) else 1

    text, error = table(name, function, intervals, count, emphasis=emphasis, kind=kind, **options)
    (centre, start, *found), _ = interval_row(function, *intervals[-1], count, (), emphasis, kind=kind)

    def last(t):
        return start + sum(c * (t - centre) ** (p + 1) for p, c in enumerate(found))

    half_step = mp.ldexp(1, -BITS[kind] - 1)
    end = max((rounded(mpf(search) + i * mpf("0.0005"), BITS[kind]) for i in range(50)), key=last)
    if min(function(end), last(end)) <= 1 - half_step * mpf("0.96"):
        raise ValueError(f"at {end} the polynomial is {last(end)}")
    return text + define(kind, f"{name}_END", end), error


def tanh_table(kind):
    scale, *end_and_count = {"f32": ("1.66", "8.9", "9.011", 5),
                             "f64": ("0.785", "17.5", "19.08", 14)}[kind]
    return table_to_one("TANH", mp.tanh, octaves(mpf(scale), 4, 16), *end_and_count, kind, leading=[1],
                        first=12)


def tanhshrink_table(kind):
    """A look-up by octaves up to the END, from where t - tanh(t) is t - 1 but for half a unit."""
    def ratio(t):
        return (t - mp.tanh(t)) / mpf(t) ** 3 if t else mpf(1) / 3

    end, count = {"f32": (8, 6), "f64": (18, 14)}[kind]
    text, error = table("TANHSHRINK", ratio, octaves(mpf(15) / end, 4, 16), count, first=12, kind=kind)
    return text + define(kind, "TANHSHRINK_END", end), error


def tanh_square_table():
    """Over t^2 in the intervals below 1, which is an edge of one."""
    def ratio(t):
        return (mp.tanh(t) / min(t, 1)) ** 2 if t else mpf(1)

    return table_to_one("TANH_SQUARE", ratio, octaves(mpf("1.5"), 4, 16), "9.9", "9.97", 6, centres=[0],
                        first=12)


def erf_table(kind):
    """The first interval has erf(t) = 2 / sqrt(pi) t + t (c1 + c2 t + ...)."""
    slope = rounded(2 / mp.sqrt(mp.pi), BITS[kind])
    if kind == "f32":
        return table_to_one("ERF", mp.erf, octaves(mpf("3.8"), 4, 16), "3.9", "3.92", leading=[slope],
                            first=12)
    return table_to_one("ERF", mp.erf, steps(mpf("2.6"), 16), "5.92", "5.928", 12, kind, leading=[slope])


GELU_BIAS = 30


def silu_tail(t):
    return t / (1 + mp.exp(t))


def softplus_tail(t):
    return mp.log1p(mp.exp(-t))


def sigmoid_tail(t):
    return 1 / (1 + mp.exp(t))


def sigmoid_slope(t):
    return sigmoid_tail(t) * sigmoid_tail(-t)


def silu_slope_tail(t):
    return silu_slope(-t)


def gelu_slope_factor(t):
    """The slope of gelu at -t is e^(-t^2 / 2) times this."""
    return scaled_tail(t) - t / mp.sqrt(2 * mp.pi)


def gelu_tanh_slope_factor(t):
    """The slope of gelu's tanh form at -t is e^(-2 u(t)) times this."""
    return gelu_tanh_slope(-t) * mp.exp(gelu_tanh_argument(t))


def calm_centres(function, intervals, root, kind):
    """
    Centres for slopes: 0 as an end, where they are exact, the root, and the ends of smaller values.

    From such an end B and the rest have one sign, so nothing cancels. Around 0 the centre is nearer
    to it: small numbers would lose digits.
    """
    root, nearest = rounded(mp.findroot(function, root), BITS[kind]), FLOATS[kind]
    centres = []
    for low, high in intervals:
        margin = (high - low) / 16
        rising = abs(function(low)) < abs(function(high))
        calm = (low, low + margin) if rising else (high - margin, high)
        if low == 0 or low <= root < high:
            centres.append(root if low else mpf(0))
        elif low < 0 < high:
            centres.append(good_centre(function, low, 0, nearest=nearest))
        else:
            centres.append(good_centre(function, *calm, share=mpf(1) / 2, nearest=nearest))
    return centres


def round_centre(function, low, high):
    """
    A centre c from which (f(t) - f(c)) / (t - c), rounded to float32, costs f(t) least.

    The units of both change with t, in steps, so this is not the middle.
    """
    points = np.linspace(float(low), float(high), 161)
    values = np.array([float(function(t)) for t in points])

    def unit(numbers):
        return np.ldexp(1, np.frexp(numbers)[1])

    def loss(at):
        others = np.arange(len(points)) != at
        distance, step = points[others] - points[at], values[others] - values[at]
        return np.max(np.abs(distance) * unit(step / distance) / unit(values[others]))

    middle = mpf(float(points[min(range(40, 121), key=loss)]))
    return good_centre(function, low, high, mpf("0.01"), middle=middle)


def tail_table(name, function, intervals, count, leading=(), by_rows=False):
    """Decreasing from 0 on, or from the slope there."""
    centres = [mpf(0), *(round_centre(function, *edges) for edges in intervals[1:])]
    return table(name, function, intervals, count, leading, centres=centres, by_rows=by_rows)


def sigmoid_table():
    """The scale makes the loss of all intervals small."""
    intervals = steps(mpf("0.82"), 8)
    text, error = tail_table("SIGMOID", sigmoid_tail, intervals, 7)
    return text + define("f32", "SIGMOID_TABLE_END", intervals[-1][1] * (1 - mp.ldexp(1, -20))), error


def slope_table(name, function, intervals, count, root, kind="f32", **options):
    return table(name, function, intervals, count, centres=calm_centres(function, intervals, root, kind),
                 kind=kind, **options)


def gelu_slope_table(kind):
    count, power = {"f32": (6, GELU_BIAS), "f64": (14, 0)}[kind]
    return slope_table("GELU_SLOPE", gelu_slope_factor, octaves(SCALE, 4, 16), count, 0.7518, kind,
                       first=12, power=power)


WIDE = mpf("1.5644")  # the root of silu's slope is in the middle of an interval
SCALE = mpf("1.1625")  # that of gelu's slope is

TABLES = {
    "softplus_table": lambda: table("SOFTPLUS", softplus_tail, steps(WIDE, 15), 6),
    "tanh_f32": lambda: tanh_table("f32"),
    "tanh_f64": lambda: tanh_table("f64"),
    "tanhshrink_f32": lambda: tanhshrink_table("f32"),
    "tanhshrink_f64": lambda: tanhshrink_table("f64"),
    "tanh_square_table": tanh_square_table,
    "erf_f32": lambda: erf_table("f32"),
    "erf_f64": lambda: erf_table("f64"),
    "silu_table": lambda: tail_table("SILU", silu_tail, steps(WIDE, 15), 6,
                                     [mpf(1) / 2, mp.ldexp(1, -40)], by_rows=True),
    "sigmoid_table": sigmoid_table,
    "sigmoid_slope_table": lambda: table("SIGMOID_SLOPE", sigmoid_slope, steps(WIDE, 15), 6,
                                         centres=[0]),
    "silu_slope_table": lambda: slope_table("SILU_SLOPE", silu_slope_tail, steps(WIDE, 15), 7, 1.278),
    "scaled_tail_f64": lambda: table("SCALED_TAIL", scaled_tail, octaves(SCALE, 4, 16), 14, first=12,
                                     kind="f64"),
    "gelu_slope_f32": lambda: gelu_slope_table("f32"),
    "gelu_slope_f64": lambda: gelu_slope_table("f64"),
    "gelu_tanh_slope_table": lambda: slope_table("GELU_TANH_SLOPE", gelu_tanh_slope_factor,
                                                 octaves(SCALE, 4, 16), 6, 0.7525, first=12),
    "mish_slope_table": lambda: slope_table("MISH_SLOPE", mish_slope,
                                            steps(mpf("0.8"), 16, below=7), 9, -1.192, first=-7),
}
