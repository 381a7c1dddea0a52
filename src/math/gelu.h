/* gelu: x Phi(x) = max(0, x) - t Phi(-t), t = |x|, Phi being the normal distribution function. */
#ifndef RELU_SIMD_GELU_H
#define RELU_SIMD_GELU_H

#include "normal.h"

#if LANE_BITS == 32
/* coefficients gelu_rows: c, B and -t Phi(-t) + B = d (c1 + c2 d + ... + c6 d^5), d = t - c, in 32 intervals, for the
   first one the same of x Phi(x) - x / 2; error 2^-28.4; tools/coefficients.py */
#define GELU_ROWS(ROW) \
    ROW(0x1.4d71p2f, 0x1.08129ap-21f, 0x1.5728c6p-19f, -0x1.ad529cp-18f, \
        0x1.572582p-17f, -0x1.87d91p-17f, 0x1.51c53ap-17f, -0x1.daba88p-18f) \
    ROW(0x1.5449p2f, 0x1.2d33dep-22f, 0x1.8f82a8p-20f, -0x1.fef7fp-19f, \
        0x1.a2526ap-18f, -0x1.ea9e86p-18f, 0x1.b692c2p-18f, -0x1.1bc75ap-18f) \
    ROW(0x0p0f, 0x1p-1f, -0x1p-40f, 0x1.988452p-2f, \
        0x1.1f344cp-20f, -0x1.106c3ap-4f, 0x1.24cdb2p-13f, 0x1.3a0626p-7f) \
    ROW(0x1.6538p-2f, 0x1.03c568p-3f, -0x1.dc76bp-3f, 0x1.6902eap-2f, \
        -0x1.5aba8ap-4f, -0x1.952432p-5f, 0x1.2d91a6p-6f, 0x1.334924p-8f) \
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
#define GELU_FIRST 2
/* end of coefficients */
static ROW_TABLE(GELU_TABLE, GELU_ROWS);
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

/* max(0, x) - B + d (c1 + c2 d + ...), in the interval whose number is v^2 rounded, v = scale t + start: the
   intervals are narrower where t is larger, as t Phi(-t) falls like e^(-t^2 / 2). Three terms and one rounding that
   counts: in the first two intervals max(0, x) - B is exact, with t / 2 for B in the first, and further out B is added
   to the polynomial, both being much less than a positive x. From GELU_END on the result is x, or that of gelu_tail. */
INLINE vec gelu_value(vec x)
{
    const vec t = vec_abs_min(x, vec_splat(GELU_END));
    const vec v = vec_fma(t, vec_splat(GELU_SCALE), vec_splat(GELU_START)), number = vec_fma(v, v, rounding_magic());
    vec row[ROW_LENGTH];
    vec_lookup_row(row, (const lane *)GELU_TABLE, vec_bits(number));
    const vec d = vec_sub(t, row[CENTRE_ROW]), start = row[START_ROW];
    vec slope = row[ROW_LENGTH - 1];
    for (int i = ROW_LENGTH - 2; i >= SLOPE_ROW; i--)
        slope = vec_fma(slope, d, row[i]);
    const vec first = vec_add(rounding_magic(), vec_splat(GELU_FIRST));
    const mask in_first = vec_le(number, first), in_two = vec_le(number, vec_add(first, vec_splat(1)));
    const vec factor = vec_select(in_first, t, vec_splat(1)); /* B is 1/2 there */
    const vec high = vec_fnma_where(in_two, start, factor, vec_max(vec_splat(0), x));
    const vec low = vec_sub_unless(in_two, vec_mul(slope, d), start);
    const vec y = vec_add(high, low);
    const mask tail = vec_lt(x, vec_splat(-GELU_END));
    return mask_any(tail) ? vec_select(tail, gelu_tail(x), y) : y;
}
#else
INLINE vec gelu_value(vec x)
{
    const vec t = vec_min(vec_splat(39), vec_abs(x));
    const struct vec_pair square = two_product(t, t);
    const struct vec_pair e = exp_minus(pair_scale(square, vec_splat(0.5f)));
    return gate_by_tail(x, t, pair_mul(fast_sum(e.high, e.low), scaled_tail(pair_of(t))));
}
#endif

#endif
