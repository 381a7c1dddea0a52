"""
Minimax polynomials with coefficients in float32 or float64: what the fit scripts of this folder use.

Remez's exchange algorithm on a fine grid, in mpmath's arithmetic; then the coefficients are rounded
one after the other, from the lowest power up, and those still free are fitted anew each time.
"""

import itertools

import mpmath as mp
import numpy as np

mp.mp.prec = 300
DIGITS = {"f32": 24, "f64": 53}


def rounded(value, digits):
    """The nearest number of that many binary digits (exponents are not limited)."""
    value = mp.mpf(value)
    if value == 0:
        return value
    unit = mp.ldexp(1, int(mp.floor(mp.log(abs(value), 2))) - digits + 1)
    return mp.nint(value / unit) * unit


def grid(low, high, points):
    """Chebyshev points, both ends included."""
    middle, half = (low + high) / 2, (high - low) / 2
    return [middle - half * mp.cos(mp.pi * i / (points - 1)) for i in range(points)]


def remez(values, weights, xs, powers):
    """
    The polynomial of the given powers that is nearest to values at the points xs.

    The largest weighted error is minimal. Returns the coefficients and that error.
    """
    count = len(powers) + 1
    # Where the weight is nearly zero no extreme can be.
    heavy = [at for at, weight in enumerate(weights) if weight > max(weights) / 50]
    chosen = [heavy[round(i * (len(heavy) - 1) / (count - 1))] for i in range(count)]
    coefficients, error = None, mp.mpf(0)
    for _ in range(40):
        matrix = mp.matrix(count, count)
        right = mp.matrix(count, 1)
        for row, at in enumerate(chosen):
            for column, power in enumerate(powers):
                matrix[row, column] = xs[at] ** power
            matrix[row, count - 1] = (-1) ** row / weights[at]
            right[row] = values[at]
        solution = mp.lu_solve(matrix, right)
        coefficients, level = list(solution[:-1]), abs(solution[count - 1])
        errors = [weight * (value - sum(c * x ** p for c, p in zip(coefficients, powers, strict=True)))
                  for x, value, weight in zip(xs, values, weights, strict=True)]
        error = max(abs(e) for e in errors)
        if error <= level * mp.mpf("1.0001"):
            break
        chosen = _exchange(errors, count)
    return coefficients, error


def _exchange(errors, count):
    """The extremes of alternating sign, `count` of them around the largest."""
    runs = []
    for at, error in enumerate(errors):
        if runs and (error > 0) == (errors[runs[-1]] > 0):
            if abs(error) > abs(errors[runs[-1]]):
                runs[-1] = at
        else:
            runs.append(at)
    def size(place):
        return abs(errors[runs[place]])

    while len(runs) > count:
        smallest = min(range(len(runs)), key=size)
        if len(runs) == count + 1 or smallest in (0, len(runs) - 1):
            runs.pop(0 if size(0) < size(-1) else -1)
        else:  # its neighbours have the same sign: one of them goes too
            smaller = min(smallest - 1, smallest + 1, key=size)
            for place in sorted((smallest, smaller), reverse=True):
                runs.pop(place)
    while len(runs) < count:  # a start so good that rounding hides a sign change
        gaps = [b - a for a, b in itertools.pairwise(runs)]
        widest = gaps.index(max(gaps))
        runs.insert(widest + 1, (runs[widest] + runs[widest + 1]) // 2)
    return runs


def fit(function, low, high, powers, digits, weight=None, points=None):
    """
    A polynomial with rounded coefficients.

    Parameters
    ----------
    function : callable
        Of an mpf.
    low, high : number
    powers : sequence of int
        In the order in which their coefficients are rounded.
    digits : sequence of int, or int
        Binary digits of each coefficient; of all.
    weight : callable, optional
        Of an mpf: what the error is multiplied by; default 1.
    points : int, optional
        Of the grid.

    Returns
    -------
    coefficients : list of mpf
        In the order of powers.
    error : float
        The largest weighted error.
    """
    powers = list(powers)
    digits = [digits] * len(powers) if isinstance(digits, int) else list(digits)
    low, high = mp.mpf(low), mp.mpf(high)
    xs = [x for x in grid(low, high, points or 12 * len(powers) + 20) if x != 0]
    rest = [function(x) for x in xs]
    weights = [mp.mpf(1) if weight is None else weight(x) for x in xs]
    found = []
    for at, power in enumerate(powers):
        # Errors alternate in sign across zero only for a polynomial that need not vanish there.
        lowest = min(powers[at:])
        scale = [x ** lowest for x in xs]
        coefficients, _ = remez([value / s for s, value in zip(scale, rest, strict=True)],
                                [weight * abs(s) for s, weight in zip(scale, weights, strict=True)],
                                xs, [p - lowest for p in powers[at:]])
        found.append(rounded(coefficients[0], digits[at]))
        rest = [value - found[-1] * x ** power for x, value in zip(xs, rest, strict=True)]
    return found, float(max(abs(w * e) for w, e in zip(weights, rest, strict=True)))


def literal(value, kind):
    """A C literal that is the value exactly."""
    number = np.float32(float(value)) if kind == "f32" else float(value)
    if mp.mpf(float(number)) != mp.mpf(value):
        raise ValueError(f"{value} is not a {kind}")
    text = float(number).hex().replace("0000000p", "p") if kind == "f32" else float(number).hex()
    mantissa, exponent = text.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{int(exponent)}" + ("f" if kind == "f32" else "")
