/* x - tanh(x), and the square that is its slope. */
#ifndef RELU_SIMD_TANHSHRINK_H
#define RELU_SIMD_TANHSHRINK_H

#include "tanh.h"

#if LANE_BITS == 32
/* coefficients tanhshrink_f32: (t - tanh(t)) / t^3, 16 intervals, degree 6, error 2^-27.8; tools/coefficients.py */
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
#else
/* coefficients tanhshrink_f64: the same, degree 14, error 2^-57; tools/coefficients.py */
#define TANHSHRINK_ROWS(ROW) \
    ROW(0x1.8266p0, 0x1.66dd6c230d71p-3, -0x1.bf0230e9ec9f6p-4, 0x1.0e7f6910645b7p-5, \
        0x1.e6afc716de5a1p-10, -0x1.0ac0f5ba000cp-7, 0x1.3a15e7ad51014p-8, -0x1.5da65a827b7e3p-10, \
        -0x1.52dd47cdb0e7ep-13, 0x1.92897feb73f67p-12, -0x1.b8b77724b7686p-13, 0x1.bad3b040dbbbap-15, \
        0x1.6859ede90e47ep-17, -0x1.2e23c00f92ef6p-16, 0x1.2b40ee9654289p-17, -0x1.b57dcfed1272ep-20) \
    ROW(0x1.0be7p1, 0x1.f5abdc0aaa6a7p-4, -0x1.2ab24198cbd9dp-4, 0x1.b89bf074ef417p-6, \
        -0x1.8114c76d1eb5bp-8, -0x1.582e1cc1ac50ap-12, 0x1.1604ca6371bcdp-10, -0x1.3b0d48c7db55ep-11, \
        0x1.bd94d23826b73p-13, -0x1.613b54221c62fp-15, -0x1.630277c4ecf0bp-18, 0x1.3ad6373189e1bp-17, \
        -0x1.4d630b32e1d21p-18, 0x1.beb78de32dadep-20, -0x1.164bc86e9fb83p-22, -0x1.444e938d0a23bp-24) \
    ROW(0x1.598cp1, 0x1.63b7bdaf1eeecp-4, -0x1.7dad8d56633fdp-5, 0x1.155e3e4be9449p-6, \
        -0x1.30031333c8cb5p-8, 0x1.b7e9080a39479p-11, 0x1.7951d25a6abbep-17, -0x1.83e9cea519216p-14, \
        0x1.a415fa8093c9bp-15, -0x1.31f1028f22e5p-16, 0x1.4cb64ff4004adp-18, -0x1.d570cdd5ef8ep-21, \
        -0x1.a66dce3663113p-26, 0x1.bbe314cf1317dp-24, -0x1.d3d4e23ec6db7p-25, 0x1.42abe49c3dab6p-26) \
    ROW(0x1.a613p1, 0x1.06c6bf33796f6p-4, -0x1.f5d09dc51701p-6, 0x1.520ce9e875d39p-7, \
        -0x1.724d515660cbfp-9, 0x1.49375c9cb9c3cp-11, -0x1.9f346f517533bp-14, 0x1.e468b2eef7968p-20, \
        0x1.b7aaf82216e3dp-18, -0x1.c53b700378233p-19, 0x1.3c3fe4566435fp-20, -0x1.6175e55681ca7p-22, \
        0x1.3eef096b3b548p-24, -0x1.97ad3edbf9288p-27, 0x1.b3e8fec0f158bp-31, -0x1.b4af28ff0803ep-35) \
    ROW(0x1.0be5p2, 0x1.63e62fe251c54p-5, -0x1.1ef5c82193cbap-6, 0x1.4ffce26bfc42cp-8, \
        -0x1.4e902074f4c44p-10, 0x1.257befdec6f6p-12, -0x1.c207e87364085p-15, 0x1.1c931141fa91fp-17, \
        -0x1.d018eaa5f59cbp-21, -0x1.1041e92cb186ep-24, 0x1.2c70cfba6b2f1p-24, -0x1.c0df206635ca7p-26, \
        0x1.fedc469afb92cp-28, -0x1.f1d3bfb9770a4p-30, 0x1.b5f939e216a06p-32, -0x1.2fb12508874c7p-34) \
    ROW(0x1.5ae18p2, 0x1.c6d3b9fb64221p-6, -0x1.29b63a2a60961p-7, 0x1.1f9ea0a5b886ap-9, \
        -0x1.e3db92d623fa8p-12, 0x1.7360215381047p-14, -0x1.07f36cd507411p-16, 0x1.5b12baf140d2ep-19, \
        -0x1.9f849ca35225p-22, 0x1.b1a6a4b256052p-25, -0x1.58271f934e25cp-28, 0x1.fa37309b52b1bp-34, \
        0x1.038f822c6985cp-33, -0x1.8239ff7422a1cp-35, 0x1.a76caabe8753p-37, -0x1.685c9122b4f1cp-39) \
    ROW(0x1.a5fp2, 0x1.3fc61dcf91ec4p-6, -0x1.61575849bc83p-8, 0x1.22023e602a57cp-10, \
        -0x1.a2302333e956ep-13, 0x1.168ae9279ef5cp-15, -0x1.5daaa13e25a33p-18, 0x1.a0b46ea444a6ep-21, \
        -0x1.d77530e4b372ap-24, 0x1.f72748d0b0592p-27, -0x1.f2aa2a75b5722p-30, 0x1.bb31709c94a54p-33, \
        -0x1.42b710456aba3p-36, 0x1.ed0b56dd604c6p-41, 0x1.026f8bbe08c5cp-42, -0x1.a5c242096f004p-44) \
    ROW(0x1.f45c8p2, 0x1.d3866e2482e07p-7, -0x1.bb513d3999146p-9, 0x1.394c6cedb06fap-11, \
        -0x1.86b824e258763p-14, 0x1.c4cc479590433p-17, -0x1.f26403c98c41p-20, 0x1.0730b581208dep-22, \
        -0x1.0be21b515c60fp-25, 0x1.06e6b37e3ad87p-28, -0x1.f031fdc7c5f92p-32, 0x1.bf3fb9d120705p-35, \
        -0x1.7a013d93ac2e7p-38, 0x1.29567ed70ce98p-41, -0x1.3d9a303a193dap-44, -0x1.df25b31b35953p-50) \
    ROW(0x1.3367cp3, 0x1.3e1e335752192p-7, -0x1.f30f8c8eeb3a9p-10, 0x1.247a992a40669p-12, \
        -0x1.2f697605d4034p-15, 0x1.259f1124bd35p-18, -0x1.0f385a01aadcdp-21, 0x1.e3e1d3a7073d9p-25, \
        -0x1.a37fdb9dab594p-28, 0x1.62a0361f29dbep-31, -0x1.24b63f6e0ca84p-34, 0x1.d7b3e7d6ec1bdp-38, \
        -0x1.7217e7c46661p-41, 0x1.1a2e2c915b8c4p-44, -0x1.b0ae49b5ed64dp-48, 0x1.315af078b24c8p-51) \
    ROW(0x1.7ff3cp3, 0x1.a148d1c037ecbp-8, -0x1.099376682b977p-10, 0x1.f9eb25525bf2ep-14, \
        -0x1.ab451d8c21ceap-17, 0x1.515b858dcb784p-20, -0x1.fdd7e2a13e3d5p-24, 0x1.7542e1b006635p-27, \
        -0x1.0aa548618ae8ap-30, 0x1.7558fc193520ap-34, -0x1.00d5bf4525f2cp-37, 0x1.5bc53daed135bp-41, \
        -0x1.cf6382e3b8939p-45, 0x1.304d461cb9324p-48, -0x1.9c64a90fa7588p-52, 0x1.08431c789ad3cp-55) \
    ROW(0x1.cbc98p3, 0x1.2759a3f31144fp-8, -0x1.3c96b60ecb713p-11, 0x1.fc436811bfb8fp-15, \
        -0x1.6a113745fc1bdp-18, 0x1.e2bf362e3f935p-22, -0x1.345ab805283ecp-25, 0x1.7e2b68be0ef5fp-29, \
        -0x1.cee8d5fdba6e9p-33, 0x1.1343bd02d14d4p-36, -0x1.42684cc4b3b7fp-40, 0x1.74ab43d635562p-44, \
        -0x1.a92c467ce743ap-48, 0x1.de665eb1c35e4p-52, -0x1.1dda8b002e45ep-55, 0x1.7556d882c0ed9p-59) \
    ROW(0x1.0d13p4, 0x1.b3e5075faf619p-9, -0x1.919ae28865f7p-12, 0x1.1536c0ef894c3p-15, \
        -0x1.53cad12019dd1p-19, 0x1.85fd638fbff5cp-23, -0x1.ad22dfbd17097p-27, 0x1.ca72aad9ceaedp-31, \
        -0x1.df0959399b1a9p-35, 0x1.ebeaa3ef18721p-39, -0x1.f1ffe1ec0098bp-43, 0x1.f22efea32dedap-47, \
        -0x1.ef1ebf53079a2p-51, 0x1.e13ad5f701574p-55, -0x1.6f4351951fbdfp-59, 0x1.3696358525b0ap-62) \
    ROW(0x1.27fp-3, 0x1.52819fef79dfap-2, -0x1.3665d93d073edp-5, -0x1.03820503abdb4p-3, \
        0x1.e9f5dd29798b4p-6, 0x1.8427fc6659a94p-5, -0x1.1f079e3b44a82p-6, -0x1.169a3b8742ccep-6, \
        0x1.276ab38156dd9p-7, 0x1.7b3b360247b89p-8, -0x1.197dcc79afc68p-8, -0x1.de8c344b3123ap-10, \
        0x1.fbf699414e26ep-10, 0x1.f05197fa1adcdp-12, -0x1.aacf36fedcd2fp-11, 0x1.515d7162f433ep-12) \
    ROW(0x1.c95p-2, 0x1.3c22dd06b0bdap-2, -0x1.a1a7bdf66c5abp-4, -0x1.47ec645173477p-4, \
        0x1.09fcb59c96058p-4, 0x1.0d2be0508233fp-7, -0x1.bbeaa363b2a61p-6, 0x1.88fcb6e469e4ap-8, \
        0x1.0b17873b6a4d2p-7, -0x1.46469af76dc0bp-8, -0x1.6c1a2dd5d33aap-10, 0x1.31a98ef1cbaa3p-9, \
        -0x1.1156535903387p-12, -0x1.9c2cb4aa4088bp-11, 0x1.783edbb0566ecp-12, 0x1.3edaf3c4a27ddp-13) \
    ROW(0x1.7efp-1, 0x1.170e20ff36526p-2, -0x1.0f9bc288af027p-3, -0x1.7cb3009222f22p-6, \
        0x1.c3c673ece7d21p-5, -0x1.4163c822adfcap-6, -0x1.1715a5b96d928p-7, 0x1.5e5256c084876p-7, \
        -0x1.43c26c5e04f15p-9, -0x1.2ef5a194b8d9bp-9, 0x1.00b2ef7f52be7p-9, -0x1.acd9dbbd0a1d1p-13, \
        -0x1.1f81fdbc1f76cp-11, 0x1.6bd60d1d2b5c1p-12, 0x1.8f63da37d6cbcp-15, -0x1.fdb9709dec9edp-13) \
    ROW(0x1.0bf8p0, 0x1.db5ce8a924e38p-3, -0x1.127e72d94237ep-3, 0x1.dc925ab4d26fdp-7, \
        0x1.d9ad530e9e43ap-6, -0x1.5986794d484e5p-6, 0x1.18d7a93c6589ap-8, 0x1.bdc7b09e4edfp-9, \
        -0x1.a39b22d102f38p-9, 0x1.e5bcd2118b5dcp-11, 0x1.735f041c3bef3p-12, -0x1.eb04fc8cb456ap-12, \
        0x1.6dec11a31765bp-13, 0x1.1f0634e2464e9p-15, -0x1.a0568ddd1e8fcp-15, -0x1.a5dc8556e6855p-15)
#define TANHSHRINK_TABLE_TERMS 14
#define TANHSHRINK_TABLE_SCALE 0x1.aaaaaaaaaaaabp-1
#define TANHSHRINK_END 0x1.2p4
/* end of coefficients */
static ROW_TABLE(TANHSHRINK_TABLE, 16, TANHSHRINK_ROWS);
#endif

/* t - tanh(t) of t >= 0: t^3 times a table's function, so that nothing cancels, and from the table's end on
   t - 1, which is exact there and lacks half a unit at most. The cube is not formed alone: its low part
   would be lost where the result is near the least normal number. */
INLINE vec tanhshrink_value(vec t)
{
    const struct vec_pair ratio = piece_sum(octave_piece(TABLE_OF(TANHSHRINK_TABLE), t));
    const struct vec_pair product = pair_mul(two_product(t, t), ratio);
    const vec y = vec_fma(product.high, t, vec_mul(product.low, t));
    return vec_select(vec_lt(t, vec_splat(TANHSHRINK_END)), y, vec_sub(t, vec_splat(1)));
}

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
    const vec k = piece_value(octave_piece(squares, held));
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
