#include "../vec/avx512_f64.h"

#define NAME(kind) kind##_avx512_f64
#include "../kernels.h"
