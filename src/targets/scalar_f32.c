#include "../vec/scalar_f32.h"

#define NAME(kind) kind##_scalar_f32
#include "../kernels.h"
