/* gelu: x Phi(x) = max(0, x) - t Phi(-t), t = |x|, Phi being the normal distribution function. */
#ifndef RELU_SIMD_GELU_H
#define RELU_SIMD_GELU_H

#include "normal.h"

#if LANE_BITS == 32
/* coefficients gelu_rows: c, B and -t Phi(-t) + B = d (c1 + c2 d + ... + c6 d^5), d = t - c, in 32 intervals, for the
   first one of x Phi(x) - x / 2, B being 0; error 2^-28.5; tools/coefficients.py */
#define GELU_ROWS(ROW) \
    ROW(0x1.4d71p2f, 0x1.08129ap-21f, 0x1.5728c6p-19f, -0x1.ad529cp-18f, \
        0x1.572582p-17f, -0x1.87d91p-17f, 0x1.51c53ap-17f, -0x1.daba88p-18f) \
    ROW(0x1.5449p2f, 0x1.2d33dep-22f, 0x1.8f82a8p-20f, -0x1.fef7fp-19f, \
        0x1.a2526ap-18f, -0x1.ea9e86p-18f, 0x1.b692c2p-18f, -0x1.1bc75ap-18f) \
    ROW(0x0p0f, 0x0p0f, -0x1p-40f, 0x1.988452p-2f, \
        0x1.1f344cp-20f, -0x1.106c3ap-4f, 0x1.24cdb2p-13f, 0x1.3a0626p-7f) \
    ROW(0x1.65bp-2f, 0x1.03fd34p-3f, -0x1.dbcd7ep-3f, 0x1.68e46ep-2f, \
        -0x1.5b18cp-4f, -0x1.94ce1cp-5f, 0x1.2d403cp-6f, 0x1.39d0dap-8f) \
    ROW(0x1.64p-1f, 0x1.5aa4dap-3f, -0x1.a38108p-6f, 0x1.e67fc6p-3f, \
        -0x1.0575c6p-3f, -0x1.6ae322p-7f, 0x1.80c4eep-6f, -0x1.31485p-9f) \
    ROW(0x1.1338p0f, 0x1.36d2bcp-3f, 0x1.976feep-4f, 0x1.8301eap-4f, \
        -0x1.d33e4p-4f, 0x1.a4eef2p-6f, 0x1.b2520ep-7f, -0x1.a92f36p-8f) \
    ROW(0x1.50f2p0f, 0x1.fb0f86p-4f, 0x1.03a11p-3f, 0x1.6fd8fap-6f, \
        -0x1.55d9f2p-4f, 0x1.258a72p-5f, 0x1.dbcd92p-9f, -0x1.a47836p-8f) \
    ROW(0x1.8e1cp0f, 0x1.7ded1cp-4f, 0x1.0064cep-3f, -0x1.981054p-6f, \
        -0x1.8fd6f4p-5f, 0x1.1fb67ep-5f, -0x1.0b8ab8p-8f, -0x1.fa48e8p-9f) \
    ROW(0x1.c4eep0f, 0x1.16770cp-4f, 0x1.bf04dap-4f, -0x1.821ec8p-5f, \
        -0x1.5e7746p-6f, 0x1.cdf136p-6f, -0x1.08471cp-7f, -0x1.c30228p-10f) \
    ROW(0x1.fa3ap0f, 0x1.84b5acp-5f, 0x1.6714b4p-4f, -0x1.b9d5fp-5f, \
        -0x1.b5f87cp-10f, 0x1.378cdcp-6f, -0x1.246e5p-7f, 0x1.91e52p-12f) \
    ROW(0x1.16bap1f, 0x1.0693f2p-5f, 0x1.100cbcp-4f, -0x1.a27298p-5f, \
        0x1.48af36p-7f, 0x1.55443ep-7f, -0x1.033444p-7f, 0x1.7837fcp-10f) \
    ROW(0x1.2f78p1f, 0x1.58afe6p-6f, 0x1.89931cp-5f, -0x1.640eep-5f, \
        0x1.f7dab8p-7f, 0x1.ebba7cp-9f, -0x1.7b8dcap-8f, 0x1.12491ap-9f) \
    ROW(0x1.4557p1f, 0x1.cb5ddp-7f, 0x1.1b5ad2p-5f, -0x1.204446p-5f, \
        0x1.0d72a4p-6f, -0x1.5fb5b6p-12f, -0x1.fa662cp-9f, 0x1.9dc93ap-10f) \
    ROW(0x1.5bcfp1f, 0x1.250dc6p-7f, 0x1.84d392p-6f, -0x1.b697d8p-6f, \
        0x1.f356f8p-7f, -0x1.72fe5ap-9f, -0x1.fcae3ap-10f, 0x1.a35e26p-10f) \
    ROW(0x1.7169p1f, 0x1.70f65p-8f, 0x1.051ef2p-6f, -0x1.415e12p-6f, \
        0x1.a6ecaep-7f, -0x1.fe25e6p-9f, -0x1.482b48p-11f, 0x1.2cde1ep-10f) \
    ROW(0x1.8598p1f, 0x1.d223f2p-9f, 0x1.5d0bbap-7f, -0x1.ce34bp-7f, \
        0x1.53d124p-7f, -0x1.08ef6ep-8f, 0x1.f46ebp-13f, 0x1.06e56ap-10f) \
    ROW(0x1.98b2p1f, 0x1.26b3c6p-9f, 0x1.d02002p-8f, -0x1.47692cp-7f, \
        0x1.076ceep-7f, -0x1.e71be4p-9f, 0x1.425668p-11f, 0x1.74b776p-12f) \
    ROW(0x1.aba6p1f, 0x1.6d8d62p-10f, 0x1.2dcdc4p-8f, -0x1.c3565ep-8f, \
        0x1.88ecfp-8f, -0x1.9e34a6p-9f, 0x1.ac1c6ep-11f, 0x1.a1bd16p-16f) \
    ROW(0x1.be82p1f, 0x1.bc71ecp-11f, 0x1.7fbf8cp-9f, -0x1.2ede82p-8f, \
        0x1.1ae7ecp-8f, -0x1.4c19bep-9f, 0x1.bb2b92p-11f, -0x1.06f8dcp-15f) \
    ROW(0x1.d14cp1f, 0x1.08c296p-11f, 0x1.dd172cp-10f, -0x1.8c091ap-9f, \
        0x1.8a4b32p-9f, -0x1.fae2c8p-10f, 0x1.9629f4p-11f, -0x1.a0c7b8p-14f) \
    ROW(0x1.e234p1f, 0x1.460d48p-12f, 0x1.30c17ep-10f, -0x1.0813f4p-9f, \
        0x1.1535c8p-9f, -0x1.7ee25ap-10f, 0x1.5adf08p-11f, -0x1.3a1d36p-13f) \
    ROW(0x1.f3f8p1f, 0x1.80522ep-13f, 0x1.74cc2cp-11f, -0x1.513006p-10f, \
        0x1.74cap-10f, -0x1.137b8ep-10f, 0x1.1177dap-11f, -0x1.6e31e8p-13f) \
    ROW(0x1.02288p2f, 0x1.d06b64p-14f, 0x1.d19052p-12f, -0x1.b53cf6p-11f, \
        0x1.f9806p-11f, -0x1.8b55dcp-11f, 0x1.ae23cp-12f, -0x1.22ec46p-13f) \
    ROW(0x1.0a778p2f, 0x1.1199c8p-14f, 0x1.1b48bcp-12f, -0x1.13f95ap-11f, \
        0x1.4d0d72p-11f, -0x1.12b04ap-11f, 0x1.41d768p-12f, -0x1.c7352p-14f) \
    ROW(0x1.127ap2f, 0x1.434a7ap-15f, 0x1.58fb22p-13f, -0x1.5bab1cp-12f, \
        0x1.b45f62p-12f, -0x1.797436p-12f, 0x1.d5428cp-13f, -0x1.720018p-14f) \
    ROW(0x1.1a308p2f, 0x1.7fbc36p-16f, 0x1.a52df2p-14f, -0x1.b605a2p-13f, \
        0x1.1cfa4cp-12f, -0x1.014aep-12f, 0x1.4fff78p-13f, -0x1.3dcdcap-14f) \
    ROW(0x1.221p2f, 0x1.bbcc54p-17f, 0x1.f4e646p-15f, -0x1.0ca98ap-13f, \
        0x1.6a1982p-13f, -0x1.54aaf4p-13f, 0x1.d3a0bcp-14f, -0x1.fc5fa4p-15f) \
    ROW(0x1.29bcp2f, 0x1.0072c4p-17f, 0x1.29348ep-15f, -0x1.4842c8p-14f, \
        0x1.c934cp-14f, -0x1.bedb7ep-14f, 0x1.4101acp-14f, -0x1.749e1ep-15f) \
    ROW(0x1.31098p2f, 0x1.2c3a9ep-18f, 0x1.6495eep-16f, -0x1.94983cp-15f, \
        0x1.225fa2p-14f, -0x1.25c388p-14f, 0x1.b689d2p-15f, -0x1.13cf5cp-15f) \
    ROW(0x1.38428p2f, 0x1.5d042cp-19f, 0x1.a875aep-17f, -0x1.ee394p-16f, \
        0x1.6d073p-15f, -0x1.7d9902p-15f, 0x1.2a0a3ap-15f, -0x1.5e103p-16f) \
    ROW(0x1.3f858p2f, 0x1.8f5748p-20f, 0x1.f113aep-18f, -0x1.28cba4p-16f, \
        0x1.c2d546p-16f, -0x1.e651aep-16f, 0x1.889918p-16f, -0x1.01ec66p-16f) \
    ROW(0x1.4685p2f, 0x1.cc9844p-21f, 0x1.250042p-18f, -0x1.66492p-17f, \
        0x1.174cdep-16f, -0x1.36306p-16f, 0x1.02a204p-16f, -0x1.66da5cp-17f)
#define GELU_END 0x1.570a3ep2f
#define GELU_SCALE 0x1.a4f766p-1f
#define GELU_START 0x1.6147aep0f
/* end of coefficients */
static ROW_TABLE(GELU_TABLE, 32, GELU_ROWS);
/* coefficients gelu_tail: 2^GELU_BIAS t Phi(-t) e^(t^2 / 2) from GELU_END on, in powers of 1 / t^2, error 2^-31.6;
   tools/coefficients.py */
static const lane GELU_TAIL[] = {
    0x1.988454p28f, -0x1.9885fcp28f, 0x1.32bc96p30f, -0x1.886e8p32f,
    0x1.94d4fp35f, -0x1.474f94p39f, 0x1.ff1bcep42f, -0x1.965a32p45f};
/* end of coefficients */
enum { GELU_TAIL_TERMS = sizeof GELU_TAIL / sizeof(lane) };

/* x <= -GELU_END. With e^(-t^2 / 2) = S (1 + p) and t F(t) = B + w the product is S B + S (p (B + w) + w): one rounding
   of its leading part. Powers of two keep all but the last operation away from subnormals. */
NOINLINE vec gelu_tail(vec x)
{
    const vec t = vec_min(vec_splat(14.6f), vec_abs(x)); /* t Phi(-t) < 2^-150 from there on */
    const struct step_of_square e = exp_minus_half_square(t);
    const vec u = vec_div(vec_splat(1), vec_mul(t, t)), start = vec_splat(GELU_TAIL[0]);
    const vec w = vec_mul(u, polynomial(GELU_TAIL + 1, GELU_TAIL_TERMS - 1, u));
    const vec rest = vec_fma(e.expm1, vec_add(start, w), w);
    return vec_mul(vec_fma(e.step, start, vec_mul(e.step, rest)), vec_splat(-GELU_UNBIAS));
}

struct gelu_half { struct row_places at; };

INLINE void gelu_first(vec x, struct gelu_half *to)
{
    const vec t = vec_abs_min(x, vec_splat(GELU_END)), v = vec_fma(t, vec_splat(GELU_SCALE), vec_splat(GELU_START));
    find_rows(&to->at, ROWS_OF(GELU_TABLE), vec_bits(vec_fma(v, v, rounding_magic())));
}

/* max(0, x) - B + d (c1 + c2 d + ...), in the interval whose number is v^2 rounded, v = scale t + start: the
   intervals are narrower where t is larger, as t Phi(-t) falls like e^(-t^2 / 2). One rounding counts: in the first
   interval t / 2 stands for B, and max(0, x) - t / 2 = x / 2 is exact; further out all but x is less than half of a
   positive result. From GELU_END on the result is x, or that of gelu_tail. */
INLINE vec gelu_second(vec x, const struct gelu_half *half)
{
    const vec t = vec_abs_min(x, vec_splat(GELU_END));
    vec row[ROW_LENGTH];
    vec_lookup_row(row, (const lane *)GELU_TABLE, ROWS_OF(GELU_TABLE), &half->at);
    const struct piece p = row_piece(row, t);
    const vec high = vec_fnma_where(p.first, t, vec_splat(0.5f), vec_max(vec_splat(0), x));
    const vec y = vec_add(high, vec_fms(piece_slope(p), p.d, p.start));
    const mask tail = vec_lt(x, vec_splat(-GELU_END));
    return mask_any(tail) ? vec_select(tail, gelu_tail(x), y) : y;
}

#else
/* coefficients scaled_tail_f64: F(t), 16 intervals, degree 14, error 2^-60; tools/coefficients.py */
#define SCALED_TAIL_ROWS(ROW) \
    ROW(0x1.1348p0, 0x1.019cb067eeb1dp-2, -0x1.07011b580181dp-3, 0x1.d0d270414608ap-5, \
        -0x1.701fc266e315cp-6, 0x1.0ae59cdfb0935p-7, -0x1.67663d60d46cep-9, 0x1.c6145c6e6f3f1p-11, \
        -0x1.0f3bcb94a1372p-12, 0x1.343fc6e6d4336p-14, -0x1.4eef7cdc4cc23p-16, 0x1.5cd64acaba87ap-18, \
        -0x1.4de8b221210bp-20, 0x1.99c6baf92fcddp-22, -0x1.0619fa6d80444p-21, -0x1.643f8a32611fp-22) \
    ROW(0x1.80eep0, 0x1.a4c4b3679427bp-3, -0x1.70b4d500bc85ap-4, 0x1.1f235f3006d84p-5, \
        -0x1.978ce073ea587p-7, 0x1.0bdfa38cc2146p-8, -0x1.49da9af19948dp-10, 0x1.7fad53372f979p-12, \
        -0x1.a84a15a08a6b6p-14, 0x1.c05d2a7f5591p-16, -0x1.c6c53da375ceap-18, 0x1.bd39140f96b65p-20, \
        -0x1.832e4288310e7p-22, 0x1.b83edb7a19225p-27, -0x1.cf9ab7cf852c4p-23, 0x1.02615daf45fdp-21) \
    ROW(0x1.f198p0, 0x1.5fa4ea426d37ap-3, -0x1.0b116388f2a07p-4, 0x1.705cffe9c4297p-6, \
        -0x1.d5b30d740363p-8, 0x1.183e401c7f3fep-9, -0x1.3bbf15f6e7fe3p-11, 0x1.522a5dbb4c1bcp-13, \
        -0x1.5a1b1ef580f42p-15, 0x1.53f83aba30c46p-17, -0x1.4167b08798f7ap-19, 0x1.23a53591a45dcp-21, \
        -0x1.3eadc5b5aaa24p-23, 0x1.3227845fcb339p-24, 0x1.8681eff52c37ap-23, -0x1.40ad6b674b0dp-23) \
    ROW(0x1.2de2p1, 0x1.2f40831eada4p-3, -0x1.974e10f3812f5p-5, 0x1.f8caa59055ad9p-7, \
        -0x1.2475a31d85a2ep-8, 0x1.3fd449d93c712p-10, -0x1.4c6d4ffba1f55p-12, 0x1.4a3370462344ep-14, \
        -0x1.3ad30547121aap-16, 0x1.212697d77d655p-18, -0x1.009652504f3a2p-20, 0x1.b9fac32db23c3p-23, \
        -0x1.76297f977d7cap-25, 0x1.e39df7ff143bep-29, 0x1.b6cc8cb480728p-29, 0x1.cb19e3813688ep-26) \
    ROW(0x1.815ap1, 0x1.f03ccbc0f1221p-4, -0x1.183b0ab6e9444p-5, 0x1.29a5ef8860117p-7, \
        -0x1.2bc7b4f40b328p-9, 0x1.201647703c27fp-11, -0x1.09743437aaaecp-13, 0x1.d6e943f7140b7p-16, \
        -0x1.9362cebb2df4dp-18, 0x1.4e9d22b6f1973p-20, -0x1.0d67d03503894p-22, 0x1.a5e5fbc43f8b7p-25, \
        -0x1.423e82e46417ep-27, 0x1.e05a03d126dafp-30, -0x1.4b94730db863dp-32, 0x1.b50b4cdc87a6cp-35) \
    ROW(0x1.f0e5p1, 0x1.8d4565ceed8c7p-4, -0x1.6f76912c437bdp-6, 0x1.45317520ef02fp-8, \
        -0x1.149bc5c7d9215p-10, 0x1.c5f6aedaf1866p-13, -0x1.6878177ad0362p-15, 0x1.15ada66d2d1f1p-17, \
        -0x1.9fec37576e235p-20, 0x1.2f68cee688cf1p-22, -0x1.afdfc92e5a701p-25, 0x1.2c5cd21193732p-27, \
        -0x1.9878205892eddp-30, 0x1.087d877a7edd6p-32, -0x1.6a40e391b264p-35, 0x1.28b68f1b5b26bp-36) \
    ROW(0x1.2db98p2, 0x1.4cc0d126dd175p-4, -0x1.0547f9b03c76bp-6, 0x1.8cddceb38cbe5p-9, \
        -0x1.245318a072426p-11, 0x1.a2a244447ad11p-14, -0x1.23f9c7b06c2ffp-16, 0x1.8d600fbfa26ecp-19, \
        -0x1.083ab313208c5p-21, 0x1.57ceace4d2fe5p-24, -0x1.b6251f476b221p-27, 0x1.118b8303b1a97p-29, \
        -0x1.580866772690ap-32, 0x1.ea9087db4f9a7p-35, 0x1.a8c678badc148p-38, -0x1.28f02003e232ap-36) \
    ROW(0x1.66d68p2, 0x1.1af086810eb85p-4, -0x1.7d5c9382b58e7p-7, 0x1.f520ca7ba8651p-10, \
        -0x1.41877f6470153p-12, 0x1.937f3267af10ap-15, -0x1.efd367cd79c8cp-18, 0x1.2aa37d627398bp-20, \
        -0x1.610282d712561p-23, 0x1.99d6ae7c09b1fp-26, -0x1.d3b50f7c67a26p-29, 0x1.0698b51d34462p-31, \
        -0x1.22e2853b6ced2p-34, 0x1.29f38feaf4845p-37, -0x1.f8eea1a5f93ecp-41, 0x1.13a9fe92f1601p-40) \
    ROW(0x1.b6dp2, 0x1.d31965ec1a754p-5, -0x1.05fad75c1aff7p-7, 0x1.2095da5896e4bp-10, \
        -0x1.387364227e48cp-13, 0x1.4cc34ce66c6a7p-16, -0x1.5cdb4ce86be2cp-19, 0x1.683fb585d2e1ap-22, \
        -0x1.6ea8aaca85cf9p-25, 0x1.7003b4f4afbbfp-28, -0x1.6c722ba29e9dep-31, 0x1.64416cf5c27d7p-34, \
        -0x1.57ba7abfb89ecp-37, 0x1.482b864aca778p-40, -0x1.4077f3c25553ap-43, 0x1.2078c47d7169p-46) \
    ROW(0x1.14574p3, 0x1.759052116962cp-5, -0x1.515a54a155d9cp-8, 0x1.2cfe99441aeffp-11, \
        -0x1.09702283b1d94p-14, 0x1.cee792cb73eb5p-18, -0x1.8f3deac4a45a3p-21, 0x1.54b2a8ec9776dp-24, \
        -0x1.1fc1a9d8a5c6ap-27, 0x1.e13c9f6fb34a1p-31, -0x1.8e81be2035976p-34, 0x1.46d9d5c68e5d7p-37, \
        -0x1.091f72a99a6cdp-40, 0x1.aee784061dd29p-44, -0x1.7768d6073ed72p-47, 0x1.6b299e36c7bb3p-51) \
    ROW(0x1.49cep3, 0x1.3a316eb0a3af7p-5, -0x1.defc1a97726d6p-9, 0x1.69ee0ae7ee497p-12, \
        -0x1.0f296b378bba7p-15, 0x1.92f399288c87bp-19, -0x1.28f9edd754f6ap-22, 0x1.b2491dc0cb8ebp-26, \
        -0x1.3b1630d29cdcbp-29, 0x1.c5c042c36e214p-33, -0x1.4451d07f3bfp-36, 0x1.cc74300357ab7p-40, \
        -0x1.41bddfff0e16fp-43, 0x1.a5082ae73b107p-47, -0x1.c4b3f28471691p-50, 0x1.09ad2bbd4caf9p-51) \
    ROW(0x1.8086p3, 0x1.0e20cd8ad5eep-5, -0x1.62dce0b5ea072p-9, 0x1.cf2299cb6634bp-13, \
        -0x1.2c4937da3088p-16, 0x1.82f2f61c201cp-20, -0x1.ef8b89576f0b4p-24, 0x1.3b62773aeb2acp-27, \
        -0x1.8f0dc590ba677p-31, 0x1.f5f5f0002a997p-35, -0x1.39e5b75444f7ap-38, 0x1.866c96577b759p-42, \
        -0x1.deabf5f9cecffp-46, 0x1.195ac67d2d226p-49, -0x1.24f77c20a09bdp-52, 0x1.1f926ed7ee542p-54) \
    ROW(0x1.c7ap-4, 0x1.d58c2bd253a2cp-2, -0x1.644939a560036p-2, 0x1.adea5e9ec44ddp-3, \
        -0x1.bb2a9f8031f5p-4, 0x1.954470be2231cp-5, -0x1.5080400554d9cp-6, 0x1.01b37c310f302p-7, \
        -0x1.70312e76c656bp-9, 0x1.ef1723089cf95p-11, -0x1.3b06ca725b7fp-12, 0x1.bea6e6625c9aep-15, \
        -0x1.d0c5b7a3be126p-16, 0x1.2580a0f314fe9p-9, 0x1.4a6bd0886f5bep-15, -0x1.a717eafa8e6fep-5) \
    ROW(0x1.498p-2, 0x1.931eeed6113fep-2, -0x1.16cd3f2321982p-2, 0x1.3968a3a5234c8p-3, \
        -0x1.3080f713ff33dp-4, 0x1.086ae3e4eb73ep-5, -0x1.a323a0ed93afep-7, 0x1.3399a399d0276p-8, \
        -0x1.a674502893b71p-10, 0x1.11be77f67c3d3p-11, -0x1.536ab13900b1ap-13, 0x1.3708521f7459cp-16, \
        0x1.77441b6d5902ap-14, 0x1.b17dc3e4bf237p-10, -0x1.6e97a5a85776cp-9, -0x1.33d73a4fc833ap-5) \
    ROW(0x1.126p-1, 0x1.5ded492eabb3ep-2, -0x1.b9fd752b21833p-3, 0x1.ceff0f234a646p-4, \
        -0x1.a7e912465a923p-5, 0x1.5d6973e5953bdp-6, -0x1.083ae0c090eacp-7, 0x1.737be9a395bd9p-9, \
        -0x1.ea31a34869c78p-11, 0x1.31bb9ebb3e221p-12, -0x1.6f558ddd892a8p-14, 0x1.1d0e399f0173ep-15, \
        0x1.1de5930e274fbp-14, -0x1.3a08ce7a404afp-11, -0x1.0a822a21a369ap-9, 0x1.f0031d6d43353p-7) \
    ROW(0x1.8214p-1, 0x1.32b79da2b0256p-2, -0x1.6277d472e87bfp-3, 0x1.5a250b6c72862p-4, \
        -0x1.2a9d7939be316p-5, 0x1.d31db44df3427p-7, -0x1.50e419df4f759p-8, 0x1.c576d603690adp-10, \
        -0x1.1f52cbeee7801p-11, 0x1.594430faee851p-13, -0x1.86b19aa7527f7p-15, 0x1.7e57b57188997p-18, \
        -0x1.5260aa011075cp-15, 0x1.b175415102c36p-12, 0x1.041b92545f4e3p-10, -0x1.2f06c0078a356p-7)
#define SCALED_TAIL_TABLE_TERMS 14
#define SCALED_TAIL_TABLE_SCALE 0x1.299999999999ap0
/* end of coefficients */
static ROW_TABLE(SCALED_TAIL_TABLE, 16, SCALED_TAIL_ROWS);
#define SCALED_TAIL_END 12.9

/* F(t) is looked up; beyond the table the tail counts only for a negative x. e is a power of two and less than half of
   that, so the product with the first part is exact. */
struct gelu_half { struct row_places at; };

INLINE vec gelu_held(vec x) { return vec_min(vec_splat(SCALED_TAIL_END), vec_abs(x)); }

INLINE void gelu_first(vec x, struct gelu_half *to)
{
    const struct table tails = TABLE_OF(SCALED_TAIL_TABLE);
    find_rows(&to->at, tails.count, octave_interval(gelu_held(x), tails.scale).index);
}

INLINE vec gelu_second(vec x, const struct gelu_half *half)
{
    const vec t = vec_min(vec_splat(39), vec_abs(x));
    const struct vec_pair e = exp_minus(pair_scale(two_product(t, t), vec_splat(0.5)));
    const struct table tails = TABLE_OF(SCALED_TAIL_TABLE);
    const struct vec_pair f = piece_sum(table_piece(tails, place_found(tails, &half->at, gelu_held(x))));
    const vec low = vec_fma(e.low, f.high, vec_mul(e.high, f.low));
    const vec y = gate_by_tail(x, t, (struct vec_pair){vec_mul(e.high, f.high), low});
    const mask far = vec_lt(x, vec_splat(-SCALED_TAIL_END));
    if (!mask_any(far))
        return y;
    return vec_select(far, gate_by_tail(x, t, pair_mul(fast_sum(e.high, e.low), scaled_tail(pair_of(t)))), y);
}
#endif

#endif
