#include "../vec/neon_f32.h"

#define NAME(kind) kind##_neon_f32
#include "../kernels.h"
