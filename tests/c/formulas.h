/* Every operation at one x, from its definition: the value, or the derivative by x for a gradient. Included
   by reference.c once for each floating type, with

       REAL      the type
       N(name)   name with a suffix of its own for the type: the functions defined here
       F(name)   the function of the C library, as F(exp)
       C(value)  a constant of the type

   With a value comes its doubt: how far it may be off, in units of the type's epsilon. The library's
   functions are taken to be within 2 of those, erfc within 8. */

struct N(result) { REAL value, doubt; };
typedef struct N(result) N(result_t);

static inline N(result_t) N(within)(REAL units, REAL value)
{
    return (N(result_t)){value, units * F(fabs)(value)};
}

/* No rounding at all. */
static inline N(result_t) N(exact)(REAL value)
{
    return (N(result_t)){value, 0};
}

/* e^-|u|. The library is slow where it underflows, which is for nearly half of all numbers. */
static inline REAL N(decay)(REAL u)
{
    return F(fabs)(u) > 12000 ? 0 : F(exp)(-F(fabs)(u));
}

/* e^-|u|, sigmoid(u), 1 - sigmoid(u), and what an error of u does to sigmoid(u): both relative. */
struct N(gate) { REAL decay, open, shut, condition; };

static inline struct N(gate) N(gate)(REAL u)
{
    const REAL decay = N(decay)(u);
    const REAL larger = 1 / (1 + decay), smaller = decay / (1 + decay);
    return u < 0 ? (struct N(gate)){decay, smaller, larger, decay > 0 ? -u : 0}
                 : (struct N(gate)){decay, larger, smaller, 1};
}

/* x sigmoid(u), where u is off by `error` epsilons of itself. */
static inline N(result_t) N(gated)(REAL x, REAL u, REAL error)
{
    if (u == -(REAL)INFINITY)
        return N(exact)(F(copysign)(0, x));
    const struct N(gate) gate = N(gate)(u);
    return N(within)(6 + error * gate.condition, x * gate.open);
}

/* The derivative of x sigmoid(u(x)), s + x u' s (1 - s); the terms are in doubt where they cancel. */
static inline N(result_t) N(gated_derivative)(REAL u, REAL x_slope, REAL error)
{
    if (F(fabs)(u) == (REAL)INFINITY)
        return N(exact)(u > 0);
    const struct N(gate) gate = N(gate)(u);
    const REAL second = x_slope * gate.shut, value = gate.open * (1 + second);
    const REAL terms = gate.open * (1 + F(fabs)(second));
    return (N(result_t)){value, terms * (8 + 2 * error) + F(fabs)(value) * error * gate.condition};
}

#include "rectifier_formulas.h"

/* ---- Sigmoid, tanh and softplus. */

static inline N(result_t) N(sigmoid)(REAL x, REAL a, REAL b)
{
    return N(within)(6, N(gate)(x).open);
}
static inline N(result_t) N(sigmoid_backward)(REAL x, REAL a, REAL b)
{
    const struct N(gate) gate = N(gate)(x);
    return N(within)(12, gate.open * gate.shut);
}
static inline N(result_t) N(sigmoid_backward_from_output)(REAL y, REAL a, REAL b)
{
    return N(within)(3, y * (1 - y));
}
static inline N(result_t) N(log_sigmoid)(REAL x, REAL a, REAL b)
{
    const REAL rest = F(log1p)(N(decay)(x));
    return N(within)(6, x < 0 ? x - rest : -rest);
}
static inline N(result_t) N(log_sigmoid_backward)(REAL x, REAL a, REAL b)
{
    return N(within)(6, N(gate)(-x).open);
}
static inline N(result_t) N(tanh)(REAL x, REAL a, REAL b) { return N(within)(4, F(tanh)(x)); }
static inline N(result_t) N(tanh_backward)(REAL x, REAL a, REAL b)
{
    const struct N(gate) gate = N(gate)(2 * x);
    return N(within)(12, 4 * (gate.open * gate.shut));
}
static inline N(result_t) N(tanh_backward_from_output)(REAL y, REAL a, REAL b)
{
    return N(within)(3, (1 - y) * (1 + y));
}
static inline N(result_t) N(tanhshrink)(REAL x, REAL a, REAL b)
{
    if (F(fabs)(x) == (REAL)INFINITY)
        return N(exact)(x);
    if (F(fabs)(x) < C(0.015625)) { /* Taylor's series, to 2^-80 of its sum */
        const REAL z = x * x, third = x * z / 3;
        return N(within)(6, third * (1 - z * (2 / C(5.0) - z * (17 / C(105.0) - z * (62 / C(945.0)
                            - z * (1382 / C(51975.0) - z * (21844 / C(2027025.0))))))));
    }
    return (N(result_t)){x - F(tanh)(x), 3 * F(fabs)(x) + 2};
}
static inline N(result_t) N(tanhshrink_backward)(REAL x, REAL a, REAL b)
{
    return N(within)(8, F(tanh)(x) * F(tanh)(x));
}
static inline N(result_t) N(softplus)(REAL x, REAL beta, REAL b)
{
    const REAL u = beta * x, value = (u > 0 ? x : 0) + F(log1p)(N(decay)(u)) / beta;
    return N(within)(6 + N(gate)(u).condition, value);
}
static inline N(result_t) N(softplus_backward)(REAL x, REAL beta, REAL b)
{
    const struct N(gate) gate = N(gate)(beta * x);
    return N(within)(6 + gate.condition, gate.open);
}
static inline N(result_t) N(erf)(REAL x, REAL a, REAL b) { return N(within)(8, F(erf)(x)); }
static inline N(result_t) N(erf_backward)(REAL x, REAL a, REAL b)
{
    const REAL bell = N(decay)(x * x);
    return N(within)(6 + (bell > 0 ? x * x : 0), C(1.128379167095512573896158903121545171688) * bell);
}

/* ---- Exponential linear units. */

#define LAMBDA C(1.0507009873554804934193349852946)
#define LAMBDA_A C(1.75809934084737685994021752081231934206)

static inline N(result_t) N(elu)(REAL x, REAL alpha, REAL b)
{
    return x <= 0 ? N(within)(4, alpha * F(expm1)(x)) : N(exact)(x);
}
static inline N(result_t) N(elu_backward)(REAL x, REAL alpha, REAL b)
{
    return x <= 0 ? N(within)(4, alpha * N(decay)(x)) : N(exact)(1);
}
static inline N(result_t) N(elu_backward_from_output)(REAL y, REAL alpha, REAL b)
{
    return y <= 0 ? N(within)(1, y + alpha) : N(exact)(1);
}
static inline N(result_t) N(celu)(REAL x, REAL alpha, REAL b)
{
    return x <= 0 ? N(within)(6, alpha * F(expm1)(x / alpha)) : N(exact)(x);
}
static inline N(result_t) N(celu_backward)(REAL x, REAL alpha, REAL b)
{
    const REAL slope = F(exp)(x / alpha);
    return x <= 0 ? N(within)(4 + (slope > 0 ? F(fabs)(x / alpha) : 0), slope) : N(exact)(1);
}
static inline N(result_t) N(selu)(REAL x, REAL a, REAL b)
{
    return N(within)(5, x <= 0 ? LAMBDA_A * F(expm1)(x) : LAMBDA * x);
}
static inline N(result_t) N(selu_backward)(REAL x, REAL a, REAL b)
{
    return N(within)(5, x <= 0 ? LAMBDA_A * N(decay)(x) : LAMBDA);
}
static inline N(result_t) N(selu_backward_from_output)(REAL y, REAL a, REAL b)
{
    return y <= 0 ? (N(result_t)){y + LAMBDA_A, 1 + F(fabs)(y + LAMBDA_A)} : N(within)(1, LAMBDA);
}

/* ---- x times a gate. */

static inline N(result_t) N(silu)(REAL x, REAL a, REAL b) { return N(gated)(x, x, 0); }
static inline N(result_t) N(silu_backward)(REAL x, REAL a, REAL b) { return N(gated_derivative)(x, x, 0); }
static inline N(result_t) N(swish)(REAL x, REAL beta, REAL b) { return N(gated)(x, beta * x, 1); }
static inline N(result_t) N(swish_backward)(REAL x, REAL beta, REAL b)
{
    return N(gated_derivative)(beta * x, beta * x, 1);
}
static inline N(result_t) N(quick_gelu)(REAL x, REAL a, REAL b) { return N(gated)(x, C(1.702) * x, 2); }
static inline N(result_t) N(quick_gelu_backward)(REAL x, REAL a, REAL b)
{
    return N(gated_derivative)(C(1.702) * x, C(1.702) * x, 2);
}

/* 2 sqrt(2 / pi) */
#define TWICE_ROOT C(1.595769121605730711759784239737527473903)

static inline N(result_t) N(gelu_tanh)(REAL x, REAL a, REAL b)
{
    return N(gated)(x, TWICE_ROOT * (x + C(0.044715) * x * x * x), 4);
}
static inline N(result_t) N(gelu_tanh_backward)(REAL x, REAL a, REAL b)
{
    const REAL slope = TWICE_ROOT * (1 + 3 * C(0.044715) * x * x);
    return N(gated_derivative)(TWICE_ROOT * (x + C(0.044715) * x * x * x), x * slope, 4);
}

/* x Phi(x) with Phi(x) = erfc(-x / sqrt(2)) / 2, and Phi(x) + x phi(x). */
#define ROOT_HALF C(0.7071067811865475244008443621048490392848)
#define BELL_TOP C(0.3989422804014326779399460599343818684759)

static inline N(result_t) N(gelu)(REAL x, REAL a, REAL b)
{
    if (x == -(REAL)INFINITY)
        return N(exact)(-C(0.0));
    const REAL probability = F(erfc)(-x * ROOT_HALF) / 2;
    return N(within)(10 + (x < 0 && probability > 0 ? 2 * x * x : 0), x * probability);
}
static inline N(result_t) N(gelu_backward)(REAL x, REAL a, REAL b)
{
    if (F(fabs)(x) == (REAL)INFINITY)
        return N(exact)(x > 0);
    const REAL probability = F(erfc)(-x * ROOT_HALF) / 2, bell = BELL_TOP * N(decay)(x * x / 2);
    const REAL value = probability + x * bell;
    if (value == 0) /* both terms have underflowed */
        return N(exact)(-C(0.0));
    return (N(result_t)){value, probability * (10 + (x < 0 ? 2 * x * x : 0))
                                    + (bell > 0 ? F(fabs)(x) * bell * (6 + x * x) : 0)};
}

/* tanh(log(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2), in powers of w = e^-|x|, and its derivative. */
static inline N(result_t) N(mish)(REAL x, REAL a, REAL b)
{
    if (x == -(REAL)INFINITY)
        return N(exact)(-C(0.0));
    const REAL w = N(decay)(x), n = x > 0 ? 1 + 2 * w : w * (w + 2);
    return N(within)(10, x * (n / (x > 0 ? n + 2 * w * w : n + 2)));
}
static inline N(result_t) N(mish_backward)(REAL x, REAL a, REAL b)
{
    if (F(fabs)(x) == (REAL)INFINITY)
        return N(exact)(x > 0);
    const REAL w = N(decay)(x), n = x > 0 ? 1 + 2 * w : w * (w + 2);
    const REAL d = x > 0 ? n + 2 * w * w : n + 2, gate = n / d;
    const REAL second = x * (4 * w * (1 + w) * (x > 0 ? w : 1) / d / d);
    const REAL value = gate + second;
    if (value == 0 && x < 0)
        return N(exact)(-C(0.0));
    return (N(result_t)){value, 10 * gate + 15 * F(fabs)(second)};
}
