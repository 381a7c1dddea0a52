/* The tables of a target and dtype. Included by src/targets/ after a vec header and a definition of
   NAME(kind), which makes the names to export. */
#include "loops.h"
#include "shapes.h"

#include "math/pair.h"

#include "activations/relu.h"
#include "activations/hard.h"
#include "activations/shrink.h"
#include "activations/softsign.h"

#include "math/tanhshrink.h"
#include "math/gelu.h"
#include "math/log1p.h"
#include "math/slopes.h"

#include "activations/sigmoid.h"
#include "activations/gated.h"
#include "activations/tanh.h"
#include "activations/elu.h"
#include "activations/gelu.h"
#include "activations/mish.h"

#define OPS "ops.h"
#define TABLE NAME(ops)
#include "make_table.h"
#undef OPS
#undef TABLE

#include "vec/checks.h"

#define OPS "vec/check_ops.h"
#define TABLE NAME(checks)
#include "make_table.h"
#undef OPS
#undef TABLE

#include "rows/rows.h"

#define TABLE NAME(row_ops)
#include "rows/make_table.h"
