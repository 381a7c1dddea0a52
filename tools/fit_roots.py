"""The slopes around their roots, and the constants of src/math, as fits.py has the rest."""

import mpmath as mp
from fits import BITS, LN2, STEP, array, bits_of, first_twice, pair, short_pair
from minimax import fit, rounded

mpf = mp.mpf

# A derivative near its root z0: (z - z0) R(z - z0) for |z - z0| <= radius.

def root_polynomial(kind, count, name, derivative, start, radius=0.125):
    root = mp.findroot(derivative, start)
    edge = radius * mpf("1.01")
    found, error = fit(lambda d: derivative(root + d) / d, -edge, edge, range(count),
                       first_twice(kind, count), weight=lambda d: d / derivative(root + d))
    digits = BITS[kind]
    parts = [rounded(root, digits)]
    for _ in range(2):  # a pair of arguments can come nearer to the root than two parts of it reach
        parts.append(rounded(root - sum(parts), digits))
    return (array(kind, f"{name}_ROOT", parts) + pair(kind, f"{name}_ROOT_FIRST", found[0])
            + array(kind, f"{name}_ROOT_POLYNOMIAL", found[1:]), bits_of(error))


def silu_slope(z):
    s = 1 / (1 + mp.exp(-z))
    return s * (1 + z * (1 - s))


def gelu_slope(x):
    return mp.ncdf(x) + x * mp.npdf(x)


def gelu_tanh_factors():
    a = 2 * mp.sqrt(2 / mp.pi)
    return a, a * mpf("0.044715")


def gelu_tanh_argument(x):
    """2 u: gelu's tanh form is x s(2 u)."""
    a, b = gelu_tanh_factors()
    return x * (a + b * x * x)


def gelu_tanh_slope(x):
    a, b = gelu_tanh_factors()
    s = 1 / (1 + mp.exp(-gelu_tanh_argument(x)))
    return s * (1 + x * (a + 3 * b * x * x) * (1 - s))


def mish_slope(x):
    n = mp.exp(x) * (mp.exp(x) + 2)
    return n / (n + 2) + x * 4 * mp.exp(x) * (mp.exp(x) + 1) / (n + 2) ** 2


def gelu_tanh_constants(kind):
    a, cubic = gelu_tanh_factors()
    step = {"f32": STEP, "f64": LN2}[kind]
    text = short_pair(kind, "GELU_TANH_LINEAR", a, {"f32": 12, "f64": 26}[kind])
    text += pair(kind, "GELU_TANH_CUBIC", cubic)
    text += short_pair(kind, "GELU_TANH_RATIO", a / cubic, {"f32": 21, "f64": 49}[kind])
    text += short_pair(kind, "GELU_TANH_STEP", step / cubic, {"f32": 12, "f64": 40}[kind])
    text += pair(kind, "GELU_TANH_SLOPE", 3 * cubic)
    text += pair(kind, "QUICK_GELU", mpf("1.702"))
    text += pair(kind, "QUICK_GELU_STEP", step / mpf("1.702"))
    return text + pair(kind, "ONE_OVER_SQRT_TWO_PI", 1 / mp.sqrt(2 * mp.pi)), -2.0 * BITS[kind]


def selu_constants(kind):
    """Of Klambauer et al., arXiv:1706.02515, to the digits that PyTorch and others have."""
    scale, alpha = mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717")
    return (pair(kind, "SELU_LAMBDA", scale) + pair(kind, "SELU_LAMBDA_ALPHA", scale * alpha),
            -2.0 * BITS[kind])


ROOTS = {
    "silu_root_f32": lambda: root_polynomial("f32", 6, "SILU", silu_slope, -1.278),
    "silu_root_f64": lambda: root_polynomial("f64", 12, "SILU", silu_slope, -1.278),
    "gelu_root_f32": lambda: root_polynomial("f32", 8, "GELU", gelu_slope, -0.7518, 0.25),
    "gelu_root_f64": lambda: root_polynomial("f64", 16, "GELU", gelu_slope, -0.7518, 0.25),
    "gelu_tanh_root_f32": lambda: root_polynomial("f32", 6, "GELU_TANH", gelu_tanh_slope, -0.7525),
    "gelu_tanh_root_f64": lambda: root_polynomial("f64", 12, "GELU_TANH", gelu_tanh_slope, -0.7525),
    "mish_root_f32": lambda: root_polynomial("f32", 6, "MISH", mish_slope, -1.1924),
    "mish_root_f64": lambda: root_polynomial("f64", 12, "MISH", mish_slope, -1.1924),
    "selu_f32": lambda: selu_constants("f32"),
    "selu_f64": lambda: selu_constants("f64"),
    "gelu_tanh_f32": lambda: gelu_tanh_constants("f32"),
    "gelu_tanh_f64": lambda: gelu_tanh_constants("f64"),
}
