/* relu for one integer type: LANE is the type, LOOP the name of the loop. */
#define STRIDED_JOIN(name) name##_strided
#define STRIDED(name) STRIDED_JOIN(name)

INLINE void STRIDED(LOOP)(const char *in, intptr_t in_step, char *out, intptr_t out_step, intptr_t count)
{
    for (intptr_t i = 0; i < count; i++) {
        const LANE x = *(const LANE *)(in + i * in_step);
        *(LANE *)(out + i * out_step) = x > 0 ? x : 0;
    }
}

/* With constant steps the compiler vectorizes; it checks for overlap itself, and keeps the order. */
static void LOOP(char **args, const intptr_t *dimensions, const intptr_t *steps, void *unused)
{
    (void)unused;
    if (steps[0] == sizeof(LANE) && steps[1] == sizeof(LANE))
        STRIDED(LOOP)(args[0], sizeof(LANE), args[1], sizeof(LANE), dimensions[0]);
    else
        STRIDED(LOOP)(args[0], steps[0], args[1], steps[1], dimensions[0]);
}
#undef LANE
#undef LOOP
#undef STRIDED
#undef STRIDED_JOIN
