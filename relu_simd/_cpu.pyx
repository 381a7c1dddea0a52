"""What this CPU and its operating system can run. Built with baseline flags."""

cdef extern from *:
    """
    #if defined(__x86_64__)
    /* The compiler's runtime asks CPUID, and XGETBV for what the system saves. */
    #define CPU_HAS(name) (__builtin_cpu_supports(name) != 0)
    static const char *const feature_names[] = {
        "avx", "fma", "avx2", "avx512f", "avx512dq", "avx512bw", "avx512vl", NULL};
    static int cpu_feature(int i)
    {
        const int supported[] = {CPU_HAS("avx"), CPU_HAS("fma"), CPU_HAS("avx2"), CPU_HAS("avx512f"),
                                 CPU_HAS("avx512dq"), CPU_HAS("avx512bw"), CPU_HAS("avx512vl")};
        return supported[i];
    }
    #elif defined(__aarch64__)
    static const char *const feature_names[] = {"neon", NULL}; /* part of the architecture */
    static int cpu_feature(int i) { return i == 0; }
    #else
    static const char *const feature_names[] = {NULL};
    static int cpu_feature(int i) { return i < 0; }
    #endif
    """
    const char **feature_names
    int cpu_feature(int i)

# What each target needs, the best target first.
REQUIRED_FEATURES = {
    "avx512": {"avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl"},
    "avx2": {"avx2", "fma"},
    "neon": {"neon"},
    "scalar": set(),
}


def features():
    """
    The instruction sets that matter to the targets and that this CPU and system have.

    Returns
    -------
    tuple of str
    """
    cdef int i = 0
    found = []
    while feature_names[i] != NULL:
        if cpu_feature(i):
            found.append(feature_names[i].decode())
        i += 1
    return tuple(found)
