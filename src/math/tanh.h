/* tanh. */
#ifndef RELU_SIMD_TANH_H
#define RELU_SIMD_TANH_H

#include "exp.h"
#include "intervals.h"

#if LANE_BITS == 32
/* coefficients tanh_f32: 16 intervals, degree 5, error 2^-25.4; tools/coefficients.py */
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

#else
/* coefficients tanh_f64: 16 intervals, degree 14, error 2^-56.2; tools/coefficients.py */
#define TANH_ROWS(ROW) \
    ROW(0x1.977cp0, 0x1.d740a4637371cp-1, 0x1.3902258ee3d33p-3, -0x1.2018fe5120f54p-3, \
        0x1.41aaa21cdc78ap-4, -0x1.a001acc624d6cp-6, 0x1.34fd2c6676602p-11, 0x1.3a41967eda351p-8, \
        -0x1.a1e5c1f5af40ep-9, 0x1.1866f2d477248p-10, -0x1.64d5e89e91e8fp-15, -0x1.87eb4872efb26p-13, \
        0x1.0be40aaaea9adp-13, -0x1.701183f02b923p-15, 0x1.cc13283e4c65p-22, 0x1.0b916d695252cp-17) \
    ROW(0x1.1cbep1, 0x1.f42b2bddad13fp-1, 0x1.763aaaf27f6e3p-5, -0x1.6d94d8ee1ffe5p-5, \
        0x1.d0c7ec5f17855p-6, -0x1.a4a3b9a4fbbecp-7, 0x1.0ca910dcf1093p-8, -0x1.7824fd72388f4p-11, \
        -0x1.149d5252dc4f4p-13, 0x1.7393bbde6b397p-13, -0x1.72bd600322f89p-14, 0x1.e7b411697e5d1p-16, \
        -0x1.72be5459ea4d9p-18, -0x1.48ba4500441dbp-21, 0x1.3dee4ebd11129p-20, -0x1.3afce3d5f0a39p-21) \
    ROW(0x1.6e93p1, 0x1.fcad9fe6986f5p-1, 0x1.a7cef46a2f7e6p-7, -0x1.a50f0e4a960bdp-7, \
        0x1.150ebd20bff8ap-7, -0x1.0dd0731ecb8abp-8, 0x1.98c74b463b9b2p-10, -0x1.e4ea73a486658p-12, \
        0x1.a4314805825a9p-14, -0x1.44aa55fb54b88p-17, -0x1.1f9816053fcafp-18, 0x1.ad834944643b9p-19, \
        -0x1.602a0a2773816p-20, 0x1.b0ef7d8eb097dp-22, -0x1.8faf16490f9a4p-24, 0x1.cd2ab89e8b2d3p-27) \
    ROW(0x1.c171p1, 0x1.ff167cc546b23p-1, 0x1.d29bf5608664ap-9, -0x1.d1c725cef0223p-9, \
        0x1.3569658183afp-9, -0x1.3333cb9a73775p-10, 0x1.e47997d9a2899p-12, -0x1.39a09f40f25a9p-13, \
        0x1.51310b944bb12p-15, -0x1.272558ebb965bp-17, 0x1.798241222c3acp-20, -0x1.1faffd983f3ccp-24, \
        -0x1.0e4dc9896625ep-24, 0x1.2201a3c223ddp-25, -0x1.a072ea6dc2785p-27, 0x1.39789d1ee6ab4p-28) \
    ROW(0x1.1cb6p2, 0x1.ffdc26d6dfe28p-1, 0x1.1ebf3ece00dbbp-11, -0x1.1eab2b1c1f7dfp-11, \
        0x1.7e0407c599e82p-12, -0x1.7d99021f0823ap-13, 0x1.309c0cdd2d67ap-14, -0x1.945d4cc15f032p-16, \
        0x1.ca101270a65dp-18, -0x1.c1f06f1ed4b43p-20, 0x1.8187db62ad35bp-22, -0x1.1d74dc3c51df6p-24, \
        0x1.5d7cc54973ffp-27, -0x1.2200fb1f07dc3p-30, -0x1.2b2058beba89ep-34, 0x1.256a4d888c6f2p-34) \
    ROW(0x1.6f27p2, 0x1.fffd45f08d5b6p-1, 0x1.5d06cb6348419p-15, -0x1.5d04ef867d224p-15, \
        0x1.d156f51641e09p-16, -0x1.d14d0b40b2615p-17, 0x1.742dc637467b7p-18, -0x1.f012bd260e39fp-20, \
        0x1.1b48169f6c5e9p-21, -0x1.1ae76f9655244p-23, 0x1.f5999cf5d048dp-26, -0x1.8f2225de20323p-28, \
        0x1.1f11ff421f8dfp-30, -0x1.7671de6bfae61p-33, 0x1.c1a4361c17793p-36, -0x1.d07a02a6f426cp-39) \
    ROW(0x1.c0cb8p2, 0x1.ffffc990f503cp-1, 0x1.b37840bbee6a5p-19, -0x1.b378126fce8b7p-19, \
        0x1.224fce8fb6c7dp-19, -0x1.224f5319e52e2p-20, 0x1.d07d604c90f67p-22, -0x1.35a6dc35fa1bep-23, \
        0x1.61de90215541fp-25, -0x1.61d51dabbbdc6p-27, 0x1.3a7420f05c3c9p-29, -0x1.f6ef1fbb3efb9p-32, \
        0x1.6d5335e5e98adp-34, -0x1.e55944a7cc913p-37, 0x1.3207a7aab6868p-39, -0x1.6fbac9d299fd3p-42) \
    ROW(0x1.08cc8p3, 0x1.fffffba47a7cep-1, 0x1.16e15f9831762p-22, -0x1.16e15d3886d7cp-22, \
        0x1.73d720a1e79cbp-23, -0x1.73d71401f323ap-24, 0x1.2978c87e864c8p-25, -0x1.8ca0d15749454p-27, \
        0x1.c549a156adb28p-29, -0x1.c54a689dcae17p-31, 0x1.92e86b5494deap-33, -0x1.41ec4ebcb1504p-35, \
        0x1.d50635296b60dp-38, -0x1.4f18a217d0b15p-40, 0x1.801cf1ceec9c3p-43, 0x1.1d8bd3ace1858p-45) \
    ROW(0x1.460c8p3, 0x1.ffffffe7bcac5p-1, 0x1.84353af915beep-28, -0x1.84353ae5f5a83p-28, \
        0x1.02ce26f44e368p-28, -0x1.02ce26d00c4e7p-29, 0x1.9e16af84d1bc6p-31, -0x1.140f1d6128805p-32, \
        0x1.3b7de8334586ep-34, -0x1.3b7e0fbfc46c7p-36, 0x1.188a040a9161ep-38, -0x1.c0d79d202ee1fp-41, \
        0x1.43cd954c93d77p-43, -0x1.b009de18729fdp-46, 0x1.2c77b1f900e3ap-48, -0x1.5597e46f442f7p-51) \
    ROW(0x1.96ec4p3, 0x1.ffffffffd85f9p-1, 0x1.3d038003948d1p-35, -0x1.3d038063625ap-35, \
        0x1.a6af554b9cbap-36, -0x1.a6af478215047p-37, 0x1.5225e04be08edp-38, -0x1.c2dea72bed8acp-40, \
        0x1.01a29bd4efeb6p-41, -0x1.018f20fd43ae5p-43, 0x1.ca1b86d995f64p-46, -0x1.7088a416889c4p-48, \
        0x1.090e0a3afb046p-50, -0x1.461da82ddf63ep-53, 0x1.e2745e58b0d3cp-56, -0x1.a2559708e35eap-58) \
    ROW(0x1.e85fp3, 0x1.ffffffffffc19p-1, 0x1.f37ff09fac682p-43, -0x1.f37e81df91353p-43, \
        0x1.4d002aaccf95ap-43, -0x1.4d1b7c65c4a23p-44, 0x1.0a621499b0b5p-45, -0x1.601fc6188720ep-47, \
        0x1.968d2b1c17adfp-49, -0x1.e9c393f0f649ep-51, 0x1.5e3b4cca1e675p-53, 0x1.b9fc6fe69ac34p-54, \
        0x1.2986faabba2f6p-57, -0x1.0293e10307363p-54, -0x1.74806cefb27a1p-62, 0x1.59922e52f3f6p-57) \
    ROW(0x1.1d1bp4, 0x1.ffffffffffffap-1, 0x1.8000312e11cd2p-50, -0x1.801632c70470ap-50, \
        0x1.00158d11d78aap-50, -0x1.fb277a50a0735p-52, 0x1.8c923726bd45ap-53, -0x1.5dba7a0b8c746p-54, \
        0x1.9cb3f1e85f92fp-55, 0x1.1a90b828b3f2ap-56, -0x1.aae9409539fa2p-55, -0x1.2ecd58f77d4e2p-59, \
        0x1.2c9f736b1278cp-55, -0x1.2891c0bc96362p-57, -0x1.227381e8ff1a9p-57, 0x1.cf42ad8a5cf21p-59) \
    ROW(0x0p0, 0x0p0, 0x1.cc9f226ec564ap-64, -0x1.321c1ebe439e1p-53, \
        -0x1.555555555533ap-2, -0x1.76e27b76a666ep-39, 0x1.1111111554627p-3, -0x1.de0f7478f958ap-29, \
        -0x1.ba1b7f94bf76ep-5, -0x1.aba6f4bbce4fcp-21, 0x1.666ccce645edfp-6, -0x1.757f10af8f555p-15, \
        -0x1.1bce1c5489203p-7, -0x1.55608e6a3fc4ap-11, 0x1.49adde5e55c68p-8, -0x1.08c4a743c897fp-9) \
    ROW(0x1.ea5p-2, 0x1.c7fc640e689b2p-2, 0x1.9a799b6ff495fp-1, -0x1.6d9169b3cc81fp-2, \
        -0x1.bb73c19be402cp-4, 0x1.56724483f881dp-3, -0x1.50c3b73f3406bp-6, -0x1.be9ac79b243cdp-5, \
        0x1.bac84c0e52a2ep-6, 0x1.5ba60d12dfe8dp-7, -0x1.c3e4673a0d7b1p-7, 0x1.f93b85b313a7ap-11, \
        0x1.388c124f414afp-8, -0x1.0d3088c649b6p-9, -0x1.0834f4cd4906fp-10, 0x1.2aa7221518338p-10) \
    ROW(0x1.964p-1, 0x1.521b18b8cedb2p-1, 0x1.20ba37ece2335p-1, -0x1.7d546d5c8d07fp-2, \
        0x1.daa62a36ffa73p-5, 0x1.5fb8298a70cf1p-4, -0x1.040a941b39762p-4, 0x1.495fca0c1a0cfp-8, \
        0x1.25e2f701a308p-6, -0x1.62af853110717p-7, -0x1.011a5d81c24f1p-12, 0x1.da8f0c1c50db9p-9, \
        -0x1.d301fbbd53b24p-10, -0x1.fa7b8b9093738p-13, 0x1.9110a3141229cp-11, -0x1.efd6b4ce492b1p-12) \
    ROW(0x1.1bfp0, 0x1.9b85c4cd25c8bp-1, 0x1.6a79342f34399p-2, -0x1.2356ff3394f07p-2, \
        0x1.c55d8a30ac73ap-4, 0x1.80ef57181a64fp-8, -0x1.147a60a2cb392p-5, 0x1.34c6993eb435cp-6, \
        -0x1.1eb10bc7d1748p-9, -0x1.f0f0c426db8fap-9, 0x1.77ca7d2954072p-9, -0x1.6c0ba4e98d557p-11, \
        -0x1.7786206067bb5p-12, 0x1.a29b97c2b4454p-12, -0x1.3c542b5150fdp-13, 0x1.99376266b3cb4p-16)
#define TANH_TERMS 14
#define TANH_TABLE_SCALE 0x1.91eb851eb851fp-1
#define TANH_END 0x1.31ac083126e98p4
/* end of coefficients */
static ROW_TABLE(TANH_TABLE, TANH_ROWS);

/* tanh(t) of t >= 0 as a pair: -e / (2 + e), e = e^(-2 t) - 1. */
INLINE struct vec_pair tanh_pair(vec t)
{
    const struct vec_pair e = expm1_of_minus(vec_add(t, t));
    return pair_div(pair_neg(e), pair_fast_add(splat_pair(2, 0), e));
}
#endif

/* From TANH_END on the polynomial gives 1. Below the first interval's end t stands
   for B, so that a small result is rounded once. */
INLINE vec tanh_value(vec x)
{
    const vec t = vec_min(vec_splat(TANH_END), vec_abs(x));
#if LANE_BITS == 32
    const struct table values = TABLE_OF(TANH_TABLE);
    const struct piece at = table_piece(values, place_in_octaves(values, t));
#else
    const struct interval i = octave_interval(t, TANH_TABLE_SCALE);
    const struct piece at = row_piece((const lane *)TANH_TABLE, TANH_TERMS, i, t);
#endif
    return vec_copysign(vec_fma(at.slope, at.d, vec_select(at.first, t, at.start)), x);
}

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
