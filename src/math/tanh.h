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
#define TANH_TABLE_TERMS 14
#define TANH_TABLE_SCALE 0x1.91eb851eb851fp-1
#define TANH_END 0x1.31ac083126e98p4
/* end of coefficients */
static ROW_TABLE(TANH_TABLE, 16, TANH_ROWS);

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
    const struct piece at = octave_piece(TABLE_OF(TANH_TABLE), t);
    const vec start = vec_fnma_where(at.first, vec_splat(-1), t, at.start);
    return vec_mul_sign(vec_fma(piece_slope(at), at.d, start), x);
}

#endif
