/* The floating-point environment of a loop: round to nearest, subnormals kept, no traps, and on
   leaving everything (status flags too) as the caller had it. The asm statements clobber memory,
   so no load or store of the loop crosses them. */
#ifndef RELU_SIMD_ENVIRONMENT_H
#define RELU_SIMD_ENVIRONMENT_H

#include "../base.h"

#if defined(__x86_64__)

struct fp_environment { uint32_t mxcsr; };

enum { MXCSR_DEFAULT = 0x1f80, MXCSR_FLAGS = 0x3f };

INLINE void write_mxcsr(uint32_t value)
{
    __asm__ volatile("ldmxcsr %0" : : "m"(value) : "memory");
}

INLINE uint32_t read_mxcsr(void)
{
    uint32_t value;
    __asm__ volatile("stmxcsr %0" : "=m"(value) : : "memory");
    return value;
}

INLINE struct fp_environment fp_enter(void)
{
    struct fp_environment saved = {read_mxcsr()};
    if ((saved.mxcsr & ~(uint32_t)MXCSR_FLAGS) != MXCSR_DEFAULT)
        write_mxcsr(MXCSR_DEFAULT);
    return saved;
}

INLINE void fp_leave(struct fp_environment saved)
{
    if (read_mxcsr() != saved.mxcsr)
        write_mxcsr(saved.mxcsr);
}

/* In a loop that waits for another thread. */
INLINE void pause_thread(void) { __asm__ volatile("pause"); }

#elif defined(__aarch64__)

struct fp_environment { uint64_t fpcr, fpsr; };

INLINE struct fp_environment fp_enter(void)
{
    struct fp_environment saved;
    __asm__ volatile("mrs %0, fpcr" : "=r"(saved.fpcr) : : "memory");
    __asm__ volatile("mrs %0, fpsr" : "=r"(saved.fpsr) : : "memory");
    if (saved.fpcr != 0)
        __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)0) : "memory");
    return saved;
}

INLINE void fp_leave(struct fp_environment saved)
{
    __asm__ volatile("msr fpsr, %0" : : "r"(saved.fpsr) : "memory");
    if (saved.fpcr != 0)
        __asm__ volatile("msr fpcr, %0" : : "r"(saved.fpcr) : "memory");
}

INLINE void pause_thread(void) { __asm__ volatile("yield"); }

#else

#include <fenv.h>

struct fp_environment { fenv_t state; };

INLINE struct fp_environment fp_enter(void)
{
    struct fp_environment saved;
    fegetenv(&saved.state);
    fesetenv(FE_DFL_ENV);
    __asm__ volatile("" : : : "memory");
    return saved;
}

INLINE void fp_leave(struct fp_environment saved)
{
    __asm__ volatile("" : : : "memory");
    fesetenv(&saved.state);
}

INLINE void pause_thread(void) {}

#endif
#endif
