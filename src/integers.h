/* relu of the integer types: max(0, x), exact. Included once in each target. */
#include "base.h"
#include "table.h"

#define LANE int8_t
#define LOOP relu_i1
#include "integer_relu.h"
#define LANE int16_t
#define LOOP relu_i2
#include "integer_relu.h"
#define LANE int32_t
#define LOOP relu_i4
#include "integer_relu.h"
#define LANE int64_t
#define LOOP relu_i8
#include "integer_relu.h"
#define LANE uint8_t
#define LOOP relu_u1
#include "integer_relu.h"
#define LANE uint16_t
#define LOOP relu_u2
#include "integer_relu.h"
#define LANE uint32_t
#define LOOP relu_u4
#include "integer_relu.h"
#define LANE uint64_t
#define LOOP relu_u8
#include "integer_relu.h"

#define ROWS(dtype) static const struct op_row rows_##dtype[] = \
    {{"relu", "v_v", 0, relu_##dtype}, {NULL, NULL, 0, NULL}}
ROWS(i1);
ROWS(i2);
ROWS(i4);
ROWS(i8);
ROWS(u1);
ROWS(u2);
ROWS(u4);
ROWS(u8);
