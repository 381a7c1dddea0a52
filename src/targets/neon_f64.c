#include "../vec/neon_f64.h"

#define NAME(kind) kind##_neon_f64
#include "../kernels.h"
