#include "../vec/avx2_f32.h"

#define NAME(kind) kind##_avx2_f32
#include "../kernels.h"
