#include "../vec/avx512_f32.h"

#define NAME(kind) kind##_avx512_f32
#include "../kernels.h"
