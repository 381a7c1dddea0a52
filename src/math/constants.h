/* Constants with what rounding leaves of them, and the linear factor of gelu's tanh form in two parts. */
#ifndef RELU_SIMD_CONSTANTS_H
#define RELU_SIMD_CONSTANTS_H

#include "../base.h"

#if LANE_BITS == 32
/* coefficients gelu_tanh_f32: 2 sqrt(2 / pi), its first part of 12 bits, and 0.044715 and three times 0.044715
   of that; 1 / 0.044715, its first part of 21 bits; 1.702; ln(2) / 8 over the second of these, its first part of
   12 bits, and over 1.702; 1 / sqrt(2 pi); tools/coefficients.py */
static const lane GELU_TANH_LINEAR[] = {
    0x1.988p0f, 0x1.14cf5p-14f};
static const lane GELU_TANH_CUBIC[] = {
    0x1.2444f2p-4f, 0x1.49b16ap-29f};
static const lane GELU_TANH_RATIO[] = {
    0x1.65d26p4f, -0x1.226128p-20f};
static const lane GELU_TANH_STEP[] = {
    0x1.36ep0f, -0x1.8aa4a2p-14f};
static const lane GELU_TANH_SLOPE[] = {
    0x1.b6676cp-3f, -0x1.175e2p-32f};
static const lane QUICK_GELU[] = {
    0x1.b3b646p0f, -0x1.78d4fep-26f};
static const lane QUICK_GELU_STEP[] = {
    0x1.a10754p-5f, -0x1.2f1edp-31f};
static const lane ONE_OVER_SQRT_TWO_PI[] = {
    0x1.988454p-2f, -0x1.857936p-27f};
/* end of coefficients */
/* coefficients selu_f32: lambda of selu, and lambda times alpha; tools/coefficients.py */
static const lane SELU_LAMBDA[] = {
    0x1.0cfabep0f, -0x1.2adddap-25f};
static const lane SELU_LAMBDA_ALPHA[] = {
    0x1.c212ccp0f, 0x1.903c0cp-26f};
/* end of coefficients */
#else
/* coefficients gelu_tanh_f64: 2 sqrt(2 / pi), its first part of 26 bits, and 0.044715 and three times 0.044715
   of that; 1 / 0.044715, its first part of 49 bits; 1.702; ln(2) over the second of these, its first part of
   40 bits, and over 1.702; 1 / sqrt(2 pi); tools/coefficients.py */
static const lane GELU_TANH_LINEAR[] = {
    0x1.988453p0, 0x1.ea1b284687e5ap-27};
static const lane GELU_TANH_CUBIC[] = {
    0x1.2444f2a4d8b4bp-4, -0x1.6c843a29d1c7p-61};
static const lane GELU_TANH_RATIO[] = {
    0x1.65d25edd9ed8p4, 0x1.fd4f2671c239cp-48};
static const lane GELU_TANH_STEP[] = {
    0x1.36d9d56d78p3, -0x1.5b6f6379857f9p-38};
static const lane GELU_TANH_SLOPE[] = {
    0x1.b6676bf7450fp-3, 0x1.bba7351828aabp-57};
static const lane QUICK_GELU[] = {
    0x1.b3b645a1cac08p0, 0x1.89374bc6a7efap-55};
static const lane QUICK_GELU_STEP[] = {
    0x1.a10753b4384c1p-2, 0x1.015c728834038p-56};
static const lane ONE_OVER_SQRT_TWO_PI[] = {
    0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56};
/* end of coefficients */
/* coefficients selu_f64: lambda of selu, and lambda times alpha; tools/coefficients.py */
static const lane SELU_LAMBDA[] = {
    0x1.0cfabd6a91132p0, 0x1.6fc7d272f2695p-55};
static const lane SELU_LAMBDA_ALPHA[] = {
    0x1.c212cc640f031p0, 0x1.05161b045a1fep-56};
/* end of coefficients */
#endif

#endif
