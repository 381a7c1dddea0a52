"""The polynomials and constants of src/math: one function a block of coefficients."""

from functools import cache

import mpmath as mp
import numpy as np
from minimax import fit, literal, rounded

mpf = mp.mpf
LN2 = mp.log(2)
BITS = {"f32": 24, "f64": 53}


def bits_of(error):
    return float(mp.log(error, 2))


def array(kind, name, values, per_line=4):
    """A C array of one dimension."""
    words = [literal(value, kind) for value in values]
    lines = [", ".join(words[at:at + per_line]) for at in range(0, len(words), per_line)]
    return f"static const lane {name}[] = {{\n    " + ",\n    ".join(lines) + "};\n"


def rows_macro(kind, name, rows):
    """A macro with the rows of a table, for vec_lookup_row."""
    text = f"#define {name}(ROW)"
    for values in rows:
        words = [literal(value, kind) for value in values]
        parts = [", ".join(words[at:at + 4]) for at in range(0, len(words), 4)]
        text += " \\\n    ROW(" + ", \\\n        ".join(parts) + ")"
    return text + "\n"


def short_pair(kind, name, value, bits):
    """A C array of a constant to so many bits, and what that leaves of it."""
    short = rounded(value, bits)
    return array(kind, name, [short, rounded(value - short, BITS[kind])])


def pair(kind, name, value):
    return short_pair(kind, name, value, BITS[kind])


def define(kind, name, value):
    return f"#define {name} {literal(rounded(value, BITS[kind]), kind)}\n"


def first_twice(kind, count):
    """Digits for a polynomial whose first coefficient is a pair."""
    return [2 * BITS[kind], *[BITS[kind]] * (count - 1)]


# e^r = 1 + r + r^2 / 2 + r^3 P(r) for |r| <= ln(2) / 2 and a little more.


def exp_polynomial(kind, count):
    edge = mpf("0.34675")
    found, error = fit(lambda r: (mp.expm1(r) - r - r * r / 2) / r**3, -edge, edge, range(count),
                       BITS[kind], weight=lambda r: abs(r) ** 3 / abs(mp.expm1(r)))
    return (array(kind, "EXP_POLYNOMIAL", found) + pair(kind, "LN2", LN2)
            + define(kind, "ONE_OVER_LN2", 1 / LN2), bits_of(error))


# e^r with eight steps between the powers of two, in float32: 2^(k / 8) e^SHIFT, e^r = e^SHIFT (1 + p).

STEPS = 8
STEP = LN2 / STEPS


def shifted_steps(shift):
    return [mp.exp(j * STEP + shift) for j in range(STEPS)]


def rounding_loss(shift):
    """The largest relative error of the table when rounded to float32."""
    return max(abs(rounded(value, 24) / value - 1) for value in shifted_steps(shift))


def best_shift(low, high, count=400_001):
    """A shift of the whole table, in steps, that makes all its entries nearly float32 numbers."""
    shifts = np.linspace(low, high, count) * float(STEP)
    loss = np.zeros_like(shifts)
    for j in range(STEPS):
        entries = np.exp(shifts + j * float(STEP))
        loss = np.maximum(loss, np.abs(entries.astype(np.float32) / entries - 1))
    return mpf(float(shifts[loss.argmin()]))


@cache
def exp_steps(low=-0.1, high=0.1):
    """The table's shift, and e^(r - shift) - 1 for |r| <= STEP / 2: the shift is in its first term."""
    shift = best_shift(low, high)
    edge = STEP / 2 * mpf("1.002")
    found, error = fit(lambda r: mp.expm1(r - shift), -edge, edge, range(5), 24,
                       weight=lambda r: mp.exp(shift - r))
    return shift, found, error


def steps_array(name, shift):
    """The bits of float32 numbers, less those that the step's number adds when it is shifted in."""
    words = []
    for j, entry in enumerate(shifted_steps(shift)):
        mantissa, exponent = mp.frexp(rounded(entry, 24))
        bits = ((exponent + 126) << 23) + int(mp.ldexp(mantissa, 24)) - (1 << 23)
        words.append(f"0x{(bits - (j << 20)) % (1 << 32):08x}")
    lines = ", ".join(words[:4]) + ",\n    " + ", ".join(words[4:])
    return f"static const uint32_t {name}[{STEPS}] = {{\n    {lines}}};\n"


def steps_table(name, *shifts):
    """In terms of -r."""
    shift, found, error = exp_steps(*shifts)
    minus = [c * (-1) ** power for power, c in enumerate(found)]
    return (steps_array(name, shift) + array("f32", f"{name}_POLYNOMIAL", minus),
            bits_of(max(error, rounding_loss(shift))))


def exp_table():
    text, error = steps_table("EXP_STEPS")
    return text + pair("f32", "EXP_STEP", STEP), error


def expm1_table():
    """Without a shift, so that e^0 is 1; and what the entries lack, relatively."""
    rest = [rounded(value / rounded(value, 24) - 1, 24) for value in shifted_steps(0)]
    edge = STEP / 2 * mpf("1.002")
    found, error = fit(lambda r: (mp.expm1(r) - r) / r**2, -edge, edge, range(3), 24,
                       weight=lambda r: abs(r**2 / mp.expm1(r)))
    text = steps_array("EXPM1_STEPS", 0) + array("f32", "EXPM1_REST", rest)
    return text + array("f32", "EXPM1_POLYNOMIAL", found), bits_of(error)


def row_steps():
    """
    2^(k / 8) times a factor that makes all entries nearly float32 numbers.

    Rows need the ratios of powers alone, so any factor will do: the best of four million.
    """
    shift = best_shift(-0.25, 0.25, 4_000_000)
    return steps_array("ROW_STEPS", shift), bits_of(rounding_loss(shift))


def exp_minus_fit(edge, count):
    """P of e^-m = 1 - m + m^2 P(m), with fewer operations than exp_polynomial."""
    return fit(lambda m: (mp.expm1(-m) + m) / m**2, -edge, edge, range(count), 53,
               weight=lambda m: m**2 * mp.exp(m))


def exp_minus_polynomial(count):
    found, error = exp_minus_fit(mpf("0.34675"), count)
    return array("f64", "EXP_MINUS_POLYNOMIAL", found), bits_of(error)


PAIR_STEPS = 16


def pair_steps(count):
    """Steps less the bits of j / 16, what they lack relatively, and P as above for |m| <= ln(2) / 32."""
    rows = []
    for j in range(PAIR_STEPS):
        value = mpf(2) ** (mpf(j) / PAIR_STEPS)
        entry = np.float64(float(value))
        less = (entry.view(np.int64) - np.int64(j << 48)).view(np.float64)
        rows.append([mpf(float(less)), rounded(value / mpf(float(entry)) - 1, 53)])
    step = LN2 / PAIR_STEPS
    found, error = exp_minus_fit(step / 2 * mpf("1.002"), count)
    return (rows_macro("f64", "PAIR_STEPS", rows) + array("f64", "PAIR_POLYNOMIAL", found)
            + pair("f64", "PAIR_STEP", step), bits_of(error))


# log1p(e) = 2 atanh(s) = 2 s + s w Q(w), s = e / (2 + e), w = s^2, for 0 <= e <= 1.


def log1p_polynomial(kind, count):
    low, high = mpf(10) ** -6, mpf(1) / 9 * mpf("1.0001")
    found, error = fit(lambda w: (2 * mp.atanh(mp.sqrt(w)) / mp.sqrt(w) - 2) / w, low, high,
                       range(count), BITS[kind],
                       weight=lambda w: w * mp.sqrt(w) / (2 * mp.atanh(mp.sqrt(w))))
    return array(kind, "LOG1P_POLYNOMIAL", found), bits_of(error)


# The tail of the normal distribution: F(t) = Phi(-t) e^(t^2 / 2) is 1 - u = 2 A / (t + A) times a
# polynomial in u = (t - A) / (t + A) (Shepherd and Laframboise, Math. Comp. 36, 1981, for erfc).

TAIL_POLE = 4


def scaled_tail(t):
    """Phi(-t) e^(t^2 / 2)."""
    if t < 30:
        return mp.erfc(t / mp.sqrt(2)) / 2 * mp.exp(t * t / 2)
    series = mp.nsum(lambda k: (-1) ** int(k) * mp.fac2(2 * k - 1) / t ** (2 * k), [0, 40])
    return series / (t * mp.sqrt(2 * mp.pi))


def tail_polynomial(kind, count, end):
    def at(u):
        return TAIL_POLE * (1 + u) / (1 - u)

    edge = mpf(end - TAIL_POLE) / (end + TAIL_POLE)
    found, error = fit(lambda u: scaled_tail(at(u)) / (1 - u), -1, edge, range(count),
                       first_twice(kind, count), weight=lambda u: (1 - u) / scaled_tail(at(u)))

    def sensitivity(u):
        """-(t + A) F'(t) / F(t): how a relative error of 1 - u shows in F."""
        t = at(u)
        slope = t - mp.npdf(0) / scaled_tail(t)
        return -(t + TAIL_POLE) * slope

    rough, _ = fit(sensitivity, -1, edge, range(4), BITS[kind])
    return (pair(kind, "TAIL_FIRST", found[0]) + array(kind, "TAIL_POLYNOMIAL", found[1:])
            + array(kind, "TAIL_SENSITIVITY", rough), bits_of(error))


def two_over_sqrt_pi(kind):
    """In float32 also over exp_steps' e^0, which is not quite 1: else erf'(0) is not the nearest."""
    value = 2 / mp.sqrt(mp.pi)
    text = pair(kind, "TWO_OVER_SQRT_PI", value)
    if kind == "f32":
        shift, found, _ = exp_steps()
        step = rounded(mp.exp(shift), 24)
        text += pair(kind, "ERF_SLOPE", value / (step + rounded(step * found[0], 24)))
    return text, -2.0 * BITS[kind]


POLYNOMIALS = {
    "exp_f32": lambda: exp_polynomial("f32", 5),
    "exp_f64": lambda: exp_polynomial("f64", 10),
    "exp_steps": exp_table,
    "gate_steps": lambda: steps_table("GATE_STEPS", -0.75, -0.502),
    "expm1_steps": expm1_table,
    "row_steps": row_steps,
    "exp_minus_f64": lambda: exp_minus_polynomial(10),
    "pair_steps": lambda: pair_steps(6),
    "log1p_f32": lambda: log1p_polynomial("f32", 4),
    "log1p_f64": lambda: log1p_polynomial("f64", 10),
    "tail_f32": lambda: tail_polynomial("f32", 12, 20),
    "tail_f64": lambda: tail_polynomial("f64", 24, 60),
    "two_over_sqrt_pi_f32": lambda: two_over_sqrt_pi("f32"),
    "two_over_sqrt_pi_f64": lambda: two_over_sqrt_pi("f64"),
}
