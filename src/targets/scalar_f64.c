#include "../vec/scalar_f64.h"

#define NAME(kind) kind##_scalar_f64
#include "../kernels.h"
