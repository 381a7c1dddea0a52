/* Of what is vec_apart the compiler knows nothing: it would take a minus into an FMA, where the sign of a zero
   changes. */
INLINE vec vec_apart(vec a)
{
#if defined(__x86_64__)
    __asm__("" : "+v"(a));
#elif defined(__aarch64__)
    __asm__("" : "+w"(a));
#else
    __asm__("" : "+m"(a));
#endif
    return a;
}
