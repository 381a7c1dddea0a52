#include "../vec/avx2_f64.h"

#define NAME(kind) kind##_avx2_f64
#include "../kernels.h"
