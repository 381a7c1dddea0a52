/* relu for one integer type: LANE is the type, LOOP the name of the loop. The compiler vectorizes
   the contiguous form; it checks for overlap itself and keeps the order where there is any. */
static void LOOP(char **args, const intptr_t *dimensions, const intptr_t *steps, void *unused)
{
    (void)unused;
    const intptr_t count = dimensions[0], in_step = steps[0], out_step = steps[1];
    if (in_step == sizeof(LANE) && out_step == sizeof(LANE)) {
        const LANE *const in = (const LANE *)args[0];
        LANE *const out = (LANE *)args[1];
        for (intptr_t i = 0; i < count; i++)
            out[i] = in[i] > 0 ? in[i] : 0;
    } else {
        for (intptr_t i = 0; i < count; i++) {
            const LANE x = *(const LANE *)(args[0] + i * in_step);
            *(LANE *)(args[1] + i * out_step) = x > 0 ? x : 0;
        }
    }
}
#undef LANE
#undef LOOP
