/* How far results are from the exact ones: every operation of one variable, at each element of an array. Built
   by tests/accuracy.py and called from there through ctypes.

   float32 is judged in double, float64 in long double. Where that leaves too much in doubt, as next to the root
   of a gradient, the same formula is computed in __float128 (with -DQUAD, which needs libquadmath), else in
   long double. What is in doubt at last does not count as an error. */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)

#define REAL double
#define N(name) PASTE(name, _double)
#define F(name) name
#define C(value) (value)
#include "formulas.h"
#undef REAL
#undef N
#undef F
#undef C

#define REAL long double
#define N(name) PASTE(name, _long)
#define F(name) PASTE(name, l)
#define C(value) PASTE(value, L)
#include "formulas.h"
#undef REAL
#undef N
#undef F
#undef C

#ifdef QUAD
#include <quadmath.h>
#define REAL __float128
#define N(name) PASTE(name, _quad)
#define F(name) PASTE(name, q)
#define C(value) PASTE(value, Q)
#include "formulas.h"
#undef N
#undef REAL
typedef __float128 wide;
#define WIDE(name) PASTE(name, _quad)
#define WIDE_EPSILON FLT128_EPSILON
#else
typedef long double wide;
#define WIDE(name) PASTE(name, _long)
#define WIDE_EPSILON LDBL_EPSILON
#endif

struct tally {
    double worst;           /* error in ULP, of the results of the right kind */
    int64_t worst_at;       /* its index; -1 if there is no error */
    int64_t not_nearest;    /* results that are not the nearest number */
    int64_t wrong_kinds;    /* NaN or infinite where the nearest number is not, or the reverse */
    int64_t wrong_kind_at;
    int64_t wrong_zeros;    /* zeros of the wrong sign */
    int64_t wrong_zero_at;
    int64_t widened;        /* results that were judged in the wide type */
};

/* numpy.spacing of the size of a number, of the largest one for infinity. */
static inline double spacing_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t exponent = bits >> 23 & 255;
    exponent = exponent == 0 ? 1 : exponent == 255 ? 254 : exponent;
    const uint64_t step = (exponent + 1023 - 150) << 52;
    double result;
    memcpy(&result, &step, sizeof result);
    return result;
}

static inline double spacing_double(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t exponent = bits >> 52 & 2047;
    exponent = exponent == 0 ? 1 : exponent == 2047 ? 2046 : exponent;
    const uint64_t step = exponent > 52 ? (exponent - 52) << 52 : 1ull << (exponent - 1);
    double result;
    memcpy(&result, &step, sizeof result);
    return result;
}

#define LANE float
#define FIRST double
#define N(name) PASTE(name, _double)
#define FIRST_EPSILON DBL_EPSILON
#define ALLOWED 1e-4
#include "judge.h"
#undef LANE
#undef FIRST
#undef N
#undef FIRST_EPSILON
#undef ALLOWED

#define LANE double
#define FIRST long double
#define N(name) PASTE(name, _long)
#define FIRST_EPSILON LDBL_EPSILON
#define ALLOWED 1e-2 /* what a long double of 64 bits can keep */
#include "judge.h"

typedef void judge_floats(struct tally *, int64_t, const float *, int, const float *const *, const float *);
typedef void judge_doubles(struct tally *, int64_t, const double *, int, const double *const *,
                           const double *);
static const struct operation {
    const char *name;
    judge_floats *of_float;
    judge_doubles *of_double;
} operations[] = {
#define OP(name, formula) {#name, name##_of_float, name##_of_double},
#include "operations.h"
#undef OP
    {0}};

static const struct operation *find(const char *name)
{
    const struct operation *operation = operations;
    while (operation->name != NULL && strcmp(operation->name, name) != 0)
        operation++;
    return operation;
}

/* Judges y[set][i], sets of results of an operation at x[i], into a tally for each set. The scalars are g and
   two parameters; the finite g > 0 is 1 for what is no gradient. Returns 0 if there is no such operation. */
int judge_float(const char *name, struct tally *tallies, int64_t count, const float *x, int sets,
                const float *const *y, const float *scalars)
{
    judge_floats *const judge = find(name)->of_float;
    if (judge != NULL)
        judge(tallies, count, x, sets, y, scalars);
    return judge != NULL;
}

int judge_double(const char *name, struct tally *tallies, int64_t count, const double *x, int sets,
                 const double *const *y, const double *scalars)
{
    judge_doubles *const judge = find(name)->of_double;
    if (judge != NULL)
        judge(tallies, count, x, sets, y, scalars);
    return judge != NULL;
}
