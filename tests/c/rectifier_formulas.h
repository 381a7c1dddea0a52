/* Included by formulas.h: the piecewise linear operations, relu2 and softsign. */

#define ACTIVE(x) (!((x) <= 0))

static inline N(result_t) N(relu)(REAL x, REAL a, REAL b) { return N(exact)(ACTIVE(x) ? x : 0); }
static inline N(result_t) N(relu_backward)(REAL x, REAL a, REAL b) { return N(exact)(ACTIVE(x)); }
static inline N(result_t) N(relu6)(REAL x, REAL a, REAL b)
{
    return N(exact)(ACTIVE(x) ? x >= 6 ? 6 : x : 0);
}
static inline N(result_t) N(relu6_backward)(REAL x, REAL a, REAL b)
{
    return N(exact)(!(x <= 0 || x >= 6));
}
static inline N(result_t) N(relu2)(REAL x, REAL a, REAL b) { return N(within)(1, ACTIVE(x) ? x * x : 0); }
static inline N(result_t) N(relu2_backward)(REAL x, REAL a, REAL b)
{
    return N(exact)(ACTIVE(x) ? 2 * x : 0);
}
static inline N(result_t) N(leaky_relu)(REAL x, REAL slope, REAL b)
{
    return N(within)(1, ACTIVE(x) ? x : slope == 0 ? 0 : slope * x);
}
static inline N(result_t) N(leaky_relu_backward)(REAL x, REAL slope, REAL b)
{
    return N(exact)(ACTIVE(x) ? 1 : slope == 0 ? 0 : slope);
}
static inline N(result_t) N(prelu_backward_weight)(REAL x, REAL a, REAL b)
{
    return N(exact)(ACTIVE(x) ? 0 : x);
}
static inline N(result_t) N(hardtanh)(REAL x, REAL low, REAL high)
{
    return N(exact)(x <= low ? low : x >= high ? high : x);
}
static inline N(result_t) N(hardtanh_backward)(REAL x, REAL low, REAL high)
{
    return N(exact)(!(x <= low || x >= high));
}
static inline N(result_t) N(hardsigmoid)(REAL x, REAL a, REAL b)
{
    return x <= -3 ? N(exact)(0) : x >= 3 ? N(exact)(1) : N(within)(2, (x + 3) / 6);
}
static inline N(result_t) N(hardsigmoid_backward)(REAL x, REAL a, REAL b)
{
    return x <= -3 || x >= 3 ? N(exact)(0) : N(within)(1, 1 / C(6.0));
}
static inline N(result_t) N(hardswish)(REAL x, REAL a, REAL b)
{
    return x <= -3 ? N(exact)(0) : x >= 3 ? N(exact)(x) : N(within)(3, x * (x + 3) / 6);
}
static inline N(result_t) N(hardswish_backward)(REAL x, REAL a, REAL b)
{
    return x <= -3 ? N(exact)(0) : x >= 3 ? N(exact)(1) : N(within)(2, (2 * x + 3) / 6);
}
static inline N(result_t) N(hardshrink)(REAL x, REAL lambd, REAL b)
{
    return N(exact)(F(fabs)(x) <= lambd ? 0 : x);
}
static inline N(result_t) N(shrink_backward)(REAL x, REAL lambd, REAL b)
{
    return N(exact)(!(F(fabs)(x) <= lambd));
}
static inline N(result_t) N(softshrink)(REAL x, REAL lambd, REAL b)
{
    return F(fabs)(x) <= lambd ? N(exact)(0) : N(within)(1, x < 0 ? x + lambd : x - lambd);
}
static inline N(result_t) N(threshold)(REAL x, REAL threshold, REAL value)
{
    return N(exact)(x <= threshold ? value : x);
}
static inline N(result_t) N(threshold_backward)(REAL x, REAL threshold, REAL b)
{
    return N(exact)(!(x <= threshold));
}
static inline N(result_t) N(softsign)(REAL x, REAL a, REAL b)
{
    return F(fabs)(x) == (REAL)INFINITY ? N(exact)(F(copysign)(1, x)) : N(within)(2, x / (1 + F(fabs)(x)));
}
static inline N(result_t) N(softsign_backward)(REAL x, REAL a, REAL b)
{
    const REAL root = 1 + F(fabs)(x);
    return N(within)(4, 1 / root / root);
}
