/* tanh. */
#ifndef RELU_SIMD_TANH_H
#define RELU_SIMD_TANH_H

#include "exp.h"
#include "intervals.h"

#if LANE_BITS == 32
/* coefficients tanh_table: 16 intervals, degree 5, error 2^-25.4; tools/coefficients.py */
static const lane TANH_TABLE[7][16] = {
    {0x1.82ep-1f, 0x1.0ebap0f, 0x1.598ap0f, 0x1.a79ep0f,
     0x1.0f1ep1f, 0x1.59c9p1f, 0x1.a8f7p1f, 0x1.f54cp1f,
     0x1.33cap2f, 0x1.81748p2f, 0x1.ce068p2f, 0x1.0d1cp3f,
     0x0p0f, 0x1.d1dp-3f, 0x1.7fbp-2f, 0x1.0e9p-1f},
    {0x1.46e7c4p-1f, 0x1.91c62ap-1f, 0x1.bf7c8cp-1f, 0x1.dbe85ep-1f,
     0x1.f166d4p-1f, 0x1.fb68b8p-1f, 0x1.fea9d8p-1f, 0x1.ff9818p-1f,
     0x1.ffee92p-1f, 0x1.fffe76p-1f, 0x1.ffffdcp-1f, 0x1.fffffcp-1f,
     0x0p0f, 0x1.c9f15ap-3f, 0x1.6eaf82p-2f, 0x1.efcf62p-2f},
    {0x1.2f4674p-1f, 0x1.897194p-2f, 0x1.e397a8p-3f, 0x1.168fcp-3f,
     0x1.cc7c9cp-5f, 0x1.2480aap-6f, 0x1.55b5f2p-8f, 0x1.9f75fep-10f,
     0x1.16dddap-12f, 0x1.8a07ccp-16f, 0x1.2003ap-19f, 0x1.a9f866p-23f,
     -0x1.f1921p-29f, 0x1.e66684p-1f, 0x1.be58b6p-1f, 0x1.87f78cp-1f},
    {-0x1.834646p-2f, -0x1.34bed6p-2f, -0x1.a6a9ep-3f, -0x1.02ed2ep-3f,
     -0x1.bf57bap-5f, -0x1.21d8d8p-6f, -0x1.54c49ap-8f, -0x1.9f113cp-10f,
     -0x1.161874p-12f, -0x1.88f4dcp-16f, -0x1.1f470ep-19f, 0x1.bda89p-24f,
     0x1.2c979p-20f, -0x1.b30b66p-3f, -0x1.3faa2cp-2f, -0x1.7b9282p-2f},
    {0x1.689ddcp-5f, 0x1.bc8ccp-4f, 0x1.a0632ap-4f, 0x1.27a42cp-4f,
     0x1.191c52p-5f, 0x1.7b9e12p-7f, 0x1.c3e35cp-9f, 0x1.1443bep-10f,
     0x1.7329b6p-13f, 0x1.05f8f4p-16f, 0x1.7f7b7cp-20f, -0x1.72a73ap-23f,
     -0x1.5563aep-2f, -0x1.13a45p-2f, -0x1.6e304ep-3f, -0x1.362642p-4f},
    {0x1.912edcp-4f, 0x1.053a86p-6f, -0x1.42a524p-6f, -0x1.96ebbp-6f,
     -0x1.f206dap-7f, -0x1.72918p-8f, -0x1.c662b8p-10f, -0x1.180114p-11f,
     -0x1.8d0beap-14f, -0x1.18df52p-17f, -0x1.9a50ep-21f, -0x1.bc9b02p-21f,
     0x1.d45d98p-11f, 0x1.0b490ep-3f, 0x1.57206ap-3f, 0x1.4785ccp-3f},
    {-0x1.02e092p-4f, -0x1.492912p-5f, -0x1.666e44p-7f, 0x1.0ec358p-9f,
     0x1.25cd44p-8f, 0x1.0d2d74p-9f, 0x1.68090cp-11f, 0x1.bd8aaep-13f,
     0x1.36c08ap-15f, 0x1.bfc696p-19f, 0x1.41c3fep-22f, 0x1.0b4728p-20f,
     0x1.06bbb2p-3f, 0x1.55b0cap-4f, 0x1.316edap-6f, -0x1.13ef24p-5f}};
#define TANH_TABLE_SCALE 0x1.a8f5c2p0f
#define TANH_END 0x1.2122dp3f
/* end of coefficients */

/* From TANH_END on the polynomial gives 1. Below the first interval's end t stands
   for B, so that a small result is rounded once. */
INLINE vec tanh_value(vec x)
{
    const vec t = vec_min(vec_splat(TANH_END), vec_abs(x));
    const struct table values = TABLE_OF(TANH_TABLE);
    const struct place at = place_in_octaves(values, t);
    const vec start = vec_select(at.first, t, table_row(values, START_ROW, at.index));
    return vec_copysign(vec_fma(table_slope(values, at.index, at.d), at.d, start), x);
}
#else
/* tanh(t) of t >= 0 as a pair: -e / (2 + e), e = e^(-2 t) - 1. */
INLINE struct vec_pair tanh_pair(vec t)
{
    const struct vec_pair e = expm1_of_minus(vec_add(t, t));
    return pair_div(pair_neg(e), pair_fast_add(splat_pair(2, 0), e));
}

INLINE vec tanh_value(vec x) { return vec_copysign(pair_value(tanh_pair(vec_abs(x))), x); }
#endif

#if LANE_BITS == 32
/* coefficients tanhshrink_table: (t - tanh(t)) / t^3, 16 intervals, degree 6, error 2^-27.8; tools/coefficients.py */
static const lane TANHSHRINK_TABLE[8][16] = {
    {0x1.55f4p-1f, 0x1.debp-1f, 0x1.33bcp0f, 0x1.765ap0f,
     0x1.e00ap0f, 0x1.33aap1f, 0x1.7847p1f, 0x1.bafdp1f,
     0x1.1098p2f, 0x1.553f8p2f, 0x1.993e8p2f, 0x1.de2b8p2f,
     0x1.152p-4f, 0x1.97fp-3f, 0x1.567p-2f, 0x1.dfe8p-2f},
    {0x1.21be68p-2f, 0x1.fa56aep-3f, 0x1.b1a412p-3f, 0x1.71882ap-3f,
     0x1.1e1a9ep-3f, 0x1.a2ca6ap-4f, 0x1.39a564p-4f, 0x1.e6b72ap-5f,
     0x1.599622p-5f, 0x1.d43646p-6f, 0x1.52087ap-6f, 0x1.fc713ep-7f,
     0x1.54b5a2p-2f, 0x1.50007ap-2f, 0x1.46b9dp-2f, 0x1.39cb0ep-2f},
    {-0x1.05bd8cp-3f, -0x1.16afc2p-3f, -0x1.0592c2p-3f, -0x1.cbac3ap-4f,
     -0x1.5dfffcp-4f, -0x1.da7342p-5f, -0x1.414776p-5f, -0x1.c21d28p-6f,
     -0x1.12f4c8p-6f, -0x1.36ba78p-7f, -0x1.7fb69cp-8f, -0x1.f65ap-9f,
     -0x1.2681f4p-6f, -0x1.a57cc8p-5f, -0x1.4e518p-4f, -0x1.afbc78p-4f},
    {-0x1.309afap-5f, 0x1.a51dccp-9f, 0x1.9c05fep-6f, 0x1.0b6c42p-5f,
     0x1.f3d308p-6f, 0x1.5fce9p-6f, 0x1.c6b00ap-7f, 0x1.27d3ecp-7f,
     0x1.3e24bp-8f, 0x1.302498p-9f, 0x1.434708p-10f, 0x1.71a46p-11f,
     -0x1.0e0b5p-3f, -0x1.ef904ap-4f, -0x1.9d49d8p-4f, -0x1.363af4p-4f},
    {0x1.f1d5aap-5f, 0x1.3d9086p-5f, 0x1.17217cp-6f, 0x1.ca75fp-9f,
     -0x1.441ep-8f, -0x1.6c4cd8p-8f, -0x1.f845bp-9f, -0x1.3ff014p-9f,
     -0x1.39bd5ap-10f, -0x1.02ea52p-11f, -0x1.ddf8a2p-13f, -0x1.df8086p-14f,
     0x1.da1a94p-7f, 0x1.452c9ep-5f, 0x1.d8e38ap-5f, 0x1.0c6df8p-4f},
    {-0x1.f00e88p-7f, -0x1.739296p-6f, -0x1.1516a2p-6f, -0x1.312b28p-7f,
     -0x1.05441ap-9f, 0x1.51d77cp-11f, 0x1.9fd984p-11f, 0x1.1faca2p-11f,
     0x1.11922ep-12f, 0x1.91ba46p-14f, 0x1.45f9f2p-15f, 0x1.20a5a8p-16f,
     0x1.abe7bcp-5f, 0x1.57478ep-5f, 0x1.8a892ap-6f, 0x1.577212p-8f},
    {-0x1.c8268ep-7f, 0x1.13ae1p-10f, 0x1.87c8d6p-8f, 0x1.51bd64p-8f,
     0x1.149d9ep-9f, 0x1.484726p-12f, -0x1.245262p-14f, -0x1.89a5d4p-14f,
     -0x1.a70d06p-15f, -0x1.2360fap-16f, -0x1.a76896p-18f, -0x1.4c36a8p-19f,
     -0x1.0dac0cp-7f, -0x1.729cd8p-6f, -0x1.dc4c82p-6f, -0x1.b299f6p-6f},
    {0x1.739cfap-7f, 0x1.914c36p-8f, 0x1.844282p-11f, -0x1.3f0076p-10f,
     -0x1.00d244p-10f, -0x1.0f4c4ep-12f, -0x1.2058c2p-15f, 0x1.ad5336p-18f,
     0x1.0a28f2p-17f, 0x1.7dcd2cp-19f, 0x1.01267ep-20f, 0x1.6b57dep-22f,
     0x1.f0fd3ap-7f, -0x1.fe0a74p-7f, -0x1.14fdc2p-10f, 0x1.60d128p-7f}};
#define TANHSHRINK_TABLE_SCALE 0x1.ep0f
#define TANHSHRINK_END 0x1p3f
/* end of coefficients */

/* t - tanh(t) of t >= 0: t^3 times a table's function, so that nothing cancels, and from the table's end on
   t - 1, which is exact there and lacks 0.47 units. The cube is not formed alone: its low part would be lost
   where the result is near the least normal number. */
INLINE vec tanhshrink_value(vec t)
{
    const struct table ratios = TABLE_OF(TANHSHRINK_TABLE);
    const struct place at = place_in_octaves(ratios, t);
    const struct vec_pair product = pair_mul(two_product(t, t), interval_sum(ratios, at));
    const vec y = vec_fma(product.high, t, vec_mul(product.low, t));
    return vec_select(vec_lt(t, vec_splat(TANHSHRINK_END)), y, vec_sub(t, vec_splat(1)));
}
#else
/* coefficients tanhshrink_f64: R of x - tanh(x) = x^3 (1/3 + w R(w)), w = x^2 <= 1, degree 15, error
   2^-59.4; tools/coefficients.py */
static const lane TANHSHRINK_POLYNOMIAL[] = {
    -0x1.111111111110cp-3, 0x1.ba1ba1ba1b07dp-5, -0x1.664f48828e811p-6, 0x1.226e3556056d2p-7,
    -0x1.d6d3cf365a633p-9, 0x1.7da3488a6912fp-10, -0x1.3556e31c89d15p-11, 0x1.f5688306c22c9p-13,
    -0x1.95fcb433bf157p-14, 0x1.472470f570d75p-15, -0x1.02c8ff12d827dp-16, 0x1.8440b4527bad1p-18,
    -0x1.02a0b6c608f8p-19, 0x1.144491c482e4fp-21, -0x1.94d3dfb6373d8p-24, 0x1.27ec0e423fb86p-27};
static const lane ONE_THIRD[] = {
    0x1.5555555555555p-2, 0x1.5555555555555p-56};
/* end of coefficients */
enum { TANHSHRINK_TERMS = sizeof TANHSHRINK_POLYNOMIAL / sizeof(lane) };

/* t - tanh(t) of t >= 0. Below 0.85 the difference would cancel. The cube is not formed alone: its low part
   would be lost where the result is near the least normal number. */
INLINE vec tanhshrink_value(vec t)
{
    const struct vec_pair w = two_product(t, t);
    const vec curved = vec_mul(vec_mul(w.high, w.high),
                               polynomial(TANHSHRINK_POLYNOMIAL + 1, TANHSHRINK_TERMS - 1, w.high));
    const struct vec_pair linear = pair_mul_vec(w, vec_splat(TANHSHRINK_POLYNOMIAL[0]));
    const struct vec_pair sum = fast_sum(vec_splat(ONE_THIRD[0]), linear.high);
    const vec rest = vec_add(vec_add(sum.low, vec_splat(ONE_THIRD[1])), vec_add(linear.low, curved));
    const vec small = pair_times(pair_mul(w, fast_sum(sum.high, rest)), t);
    const struct vec_pair tanh = tanh_pair(t), difference = fast_sum(t, vec_neg(tanh.high));
    const vec large = vec_add(difference.high, vec_sub(difference.low, tanh.low));
    const vec y = vec_select(vec_lt(t, vec_splat(0.85f)), small, large);
    return vec_select(vec_is_nan(y), t, y); /* an infinite t has no low part */
}
#endif

#if LANE_BITS == 32
/* coefficients tanh_square_table: tanh(t)^2, over t^2 below 1, 16 intervals, degree 6, error 2^-25.2;
   tools/coefficients.py */
static const lane TANH_SQUARE_TABLE[8][16] = {
    {0x1.a954p-1f, 0x1.28f8p0f, 0x1.8118p0f, 0x1.d40ep0f,
     0x1.29a3p1f, 0x1.80ecp1f, 0x1.d527p1f, 0x1.15cap2f,
     0x1.56b2p2f, 0x1.a96cp2f, 0x1.fe4b8p2f, 0x1.29d08p3f,
     0x0p0f, 0x1.fcdp-3f, 0x1.a848p-2f, 0x1.29cp-1f},
    {0x1.57f00ap-1f, 0x1.5926e2p-1f, 0x1.a430fcp-1f, 0x1.cdc0a4p-1f,
     0x1.eccc3ep-1f, 0x1.fb053ep-1f, 0x1.fea8eap-1f, 0x1.ffa702p-1f,
     0x1.fff44ap-1f, 0x1.ffff1ep-1f, 0x1.fffffp-1f, 0x1.fffffep-1f,
     0x1p0f, 0x1.eba538p-1f, 0x1.caa1dep-1f, 0x1.9f5992p-1f},
    {-0x1.1e187p-1f, 0x1.11fb4ep-1f, 0x1.4caf28p-2f, 0x1.7dbeep-3f,
     0x1.2d6bp-4f, 0x1.3d22dcp-6f, 0x1.56a31ap-8f, 0x1.63d936p-10f,
     0x1.76c622p-13f, 0x1.c40d8ap-17f, 0x1.fd7b6ap-21f, 0x1.105e46p-24f,
     -0x1.699f18p-27f, -0x1.3c9436p-2f, -0x1.d4e418p-2f, -0x1.1598ep-1f},
    {0x1.172952p-4f, -0x1.552992p-2f, -0x1.0c759p-2f, -0x1.56ce08p-3f,
     -0x1.21f35ep-4f, -0x1.3a0a5ap-6f, -0x1.55bd48p-8f, -0x1.639bacp-10f,
     -0x1.76c6cp-13f, -0x1.c3fe7ep-17f, -0x1.d3d82p-21f, 0x1.3cb33ap-22f,
     -0x1.55552ep-1f, -0x1.13255ap-1f, -0x1.68d364p-2f, -0x1.3c450ep-3f},
    {0x1.b9c6cep-3f, 0x1.05079ep-7f, 0x1.99ef0ep-4f, 0x1.6726c8p-4f,
     0x1.64c08cp-5f, 0x1.9a79f4p-7f, 0x1.c52fb6p-9f, 0x1.d96896p-11f,
     0x1.f1ebf4p-14f, 0x1.2c5524p-17f, 0x1.56f61ep-21f, -0x1.1eaebp-22f,
     -0x1.6badfap-15f, 0x1.47953ap-2f, 0x1.9c3774p-2f, 0x1.7b857ep-2f},
    {-0x1.5ba35cp-3f, 0x1.2020fp-3f, 0x1.95fe12p-7f, -0x1.684d02p-6f,
     -0x1.2ad114p-6f, -0x1.8a33b2p-8f, -0x1.c0705p-10f, -0x1.d7fd36p-12f,
     -0x1.f05972p-15f, -0x1.2d3a8p-18f, -0x1.95e306p-21f, -0x1.c14afp-21f,
     0x1.8395bp-2f, 0x1.c19cb6p-3f, 0x1.f33db4p-6f, -0x1.cc9e02p-4f},
    {0x1.b2ce5p-7f, -0x1.b19d1p-4f, -0x1.59b3a2p-5f, -0x1.b1d6f2p-8f,
     0x1.223be4p-8f, 0x1.242a92p-9f, 0x1.64c49ap-11f, 0x1.7e5572p-13f,
     0x1.aca904p-16f, 0x1.03204cp-19f, 0x1.ffb92ap-24f, 0x1.e67e1ap-21f,
     -0x1.7bd0aap-8f, -0x1.bd9f28p-3f, -0x1.b70fa4p-3f, -0x1.eab4fep-4f},
    {0x1.ea5b7cp-5f, 0x1.86f2aep-6f, 0x1.c5c14ep-6f, 0x1.474c18p-7f,
     0x1.cadbd4p-13f, -0x1.3fe8c8p-11f, -0x1.c53334p-13f, -0x1.ff63f6p-15f,
     -0x1.2857e6p-17f, -0x1.4c23fap-21f, 0x1.34c382p-21f, 0x1.d9f1dcp-26f,
     -0x1.6b7a28p-3f, -0x1.33d618p-4f, 0x1.18d14ap-4f, 0x1.7b17e2p-4f}};
#define TANH_SQUARE_TABLE_SCALE 0x1.8p0f
#define TANH_SQUARE_END 0x1.3fd2f2p3f
/* end of coefficients */

/* g tanh(t)^2 for t >= 0 as (g m) (m K(t)), m = t below 1 and 1 from there on: K is looked up, a small t cannot
   make the square underflow before g comes in, nor a large t make g t overflow. */
INLINE vec tanh_square_product(vec g, vec t)
{
    const vec held = vec_min(vec_splat(TANH_SQUARE_END), t);
    const struct table squares = TABLE_OF(TANH_SQUARE_TABLE);
    const vec k = interval_value(squares, place_in_octaves(squares, held));
    /* 1 - 2^-24 is looked up with 1 and more. */
    const vec m = vec_select(vec_lt(held, vec_splat(0x1.fffffep-1f)), held, vec_splat(1));
    return pair_product(two_product(g, m), two_product(m, k));
}
#else
INLINE vec tanh_square_product(vec g, vec t)
{
    const struct vec_pair y = tanh_pair(t);
    return pair_product(pair_mul_vec(y, g), y);
}
#endif

#endif
