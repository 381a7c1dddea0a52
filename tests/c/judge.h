/* Judges results of one LANE type with the formulas of the FIRST type, and where those leave more than ALLOWED
   units in the last place in doubt with the wide ones. Included by reference.c for each lane type. */

/* Counts one result whose nearest number and error are known. */
static inline void PASTE(count_, LANE)(struct tally *tally, int64_t i, LANE nearest, LANE y, double error)
{
    if (y == nearest || (y != y && nearest != nearest)) {
        if (y == 0 && signbit(y) != signbit(nearest)) {
            tally->not_nearest++;
            if (tally->wrong_zeros++ == 0)
                tally->wrong_zero_at = i;
        }
    } else {
        tally->not_nearest++;
        if (y != y || nearest != nearest || isinf(y) || error == INFINITY) {
            if (tally->wrong_kinds++ == 0)
                tally->wrong_kind_at = i;
            return;
        }
    }
    if (error > tally->worst) {
        tally->worst = error;
        tally->worst_at = i;
    }
}

/* Element i in the wide type, for finite values: seldom called. */
static __attribute__((noinline)) void PASTE(judge_wide_, LANE)(
    struct tally *tallies, int64_t i, LANE x, int sets, const LANE *const *y, const LANE *scalars,
    WIDE(result_t) (*formula)(wide, wide, wide))
{
    const WIDE(result_t) exact = formula(x, scalars[1], scalars[2]);
    const wide value = scalars[0] * exact.value, doubt = scalars[0] * exact.doubt * WIDE_EPSILON;
    const LANE nearest = (LANE)value;
    const double spacing = PASTE(spacing_, LANE)(nearest);
    for (int set = 0; set < sets; set++) {
        const LANE result = y[set][i];
        const wide distance = result > value ? result - value : value - result;
        const double error = distance > doubt ? (double)((distance - doubt) / spacing) : 0;
        tallies[set].widened++;
        PASTE(count_, LANE)(&tallies[set], i, nearest, result, error);
    }
}

static inline __attribute__((always_inline)) void PASTE(judge_all_, LANE)(
    struct tally *tallies, int64_t count, const LANE *x, int sets, const LANE *const *y, const LANE *scalars,
    N(result_t) (*formula)(FIRST, FIRST, FIRST), WIDE(result_t) (*wide_formula)(wide, wide, wide))
{
    for (int set = 0; set < sets; set++)
        tallies[set] = (struct tally){.worst_at = -1, .wrong_kind_at = -1, .wrong_zero_at = -1};
    for (int64_t i = 0; i < count; i++) {
        const N(result_t) exact = formula(x[i], scalars[1], scalars[2]);
        const FIRST value = scalars[0] * exact.value, doubt = scalars[0] * exact.doubt * FIRST_EPSILON;
        const LANE nearest = (LANE)value;
        const double spacing = PASTE(spacing_, LANE)(nearest);
        if (doubt > ALLOWED * spacing && !isinf(nearest)) {
            PASTE(judge_wide_, LANE)(tallies, i, x[i], sets, y, scalars, wide_formula);
            continue;
        }
        for (int set = 0; set < sets; set++) {
            const LANE result = y[set][i];
            if (result == nearest && result != 0 && tallies[set].worst >= 0.5)
                continue; /* nothing new */
            const FIRST distance = result > value ? result - value : value - result;
            double error = distance > doubt ? (double)((distance - doubt) / spacing) : 0;
            if (isinf(nearest)) /* the distance may be infinite, or inf - inf */
                error = nearest == result ? 0 : isinf(value) ? INFINITY : error;
            PASTE(count_, LANE)(&tallies[set], i, nearest, result, error);
        }
    }
}

#define OP(name, formula)                                                                              \
    static void PASTE(name##_of_, LANE)(struct tally *tallies, int64_t count, const LANE *x, int sets, \
                                        const LANE *const *y, const LANE *scalars)                     \
    {                                                                                                  \
        PASTE(judge_all_, LANE)(tallies, count, x, sets, y, scalars, N(formula), WIDE(formula));       \
    }
#include "operations.h"
#undef OP
