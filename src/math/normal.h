/* The normal distribution: its tail, its density's exponential, and erf. */
#ifndef RELU_SIMD_NORMAL_H
#define RELU_SIMD_NORMAL_H

#include "constants.h"
#include "logistic.h"

#if LANE_BITS == 32
/* coefficients tail_f32: F(t) / (1 - u) as a polynomial in u = (t - 4) / (t + 4), t <= 20, degree 11,
   error 2^-29; the sensitivity of F to 1 - u roughly; tools/coefficients.py */
static const lane TAIL_FIRST[] = {
    0x1.82b4bcp-4f, -0x1.c91bcp-30f};
static const lane TAIL_POLYNOMIAL[] = {
    -0x1.373e3ap-4f, 0x1.8c6dbep-5f, -0x1.7dff6cp-6f, 0x1.eec57p-8f,
    -0x1.ede544p-11f, -0x1.c845d4p-12f, 0x1.a7f3a8p-13f, 0x1.1b7482p-16f,
    -0x1.b71832p-16f, -0x1.dbf2aep-23f, 0x1.3f4eaap-19f};
static const lane TAIL_SENSITIVITY[] = {
    0x1.cf442ap0f, -0x1.34a862p0f, 0x1.583924p-2f, 0x1.3a0c4ep-3f};
/* end of coefficients */
/* coefficients two_over_sqrt_pi_f32: 2 / sqrt(pi), also over what EXP_STEPS give for e^0; tools/coefficients.py */
static const lane TWO_OVER_SQRT_PI[] = {
    0x1.20dd76p0f, -0x1.f7ac92p-25f};
static const lane ERF_SLOPE[] = {
    0x1.20dd76p0f, -0x1.e59ebcp-25f};
/* end of coefficients */
/* coefficients erf_f32: erf, 16 intervals, degree 5, error 2^-25.1; tools/coefficients.py */
static const lane ERF_TABLE[7][16] = {
    {0x1.516p-2f, 0x1.d91p-2f, 0x1.2e2p-1f, 0x1.724cp-1f,
     0x1.d67p-1f, 0x1.2e54p0f, 0x1.73bap0f, 0x1.b5b4p0f,
     0x1.0e78p1f, 0x1.50f4p1f, 0x1.9353p1f, 0x1.d878p1f,
     0x0p0f, 0x1.92ep-4f, 0x1.50bp-3f, 0x1.d9fp-3f},
    {0x1.6f5988p-2f, 0x1.f221e2p-2f, 0x1.3127c4p-1f, 0x1.631fdcp-1f,
     0x1.9cc5ecp-1f, 0x1.cf6a6ep-1f, 0x1.eb8232p-1f, 0x1.f8026ep-1f,
     0x1.fe9048p-1f, 0x1.ffe62ep-1f, 0x1.fffee8p-1f, 0x1.fffffap-1f,
     0x0p0f, 0x1.c5225p-4f, 0x1.788422p-3f, 0x1.06b172p-2f},
    {0x1.0326a4p0f, 0x1.d2b31cp-1f, 0x1.97d9fcp-1f, 0x1.566b6p-1f,
     0x1.f0b73ap-2f, 0x1.1e7354p-2f, 0x1.1899b8p-3f, 0x1.f0e224p-5f,
     0x1.a969b4p-7f, 0x1.215dc6p-10f, 0x1.cd8808p-15f, 0x1.6b801ep-20f,
     -0x1.f7c8bcp-25f, 0x1.1e157ep0f, 0x1.19299cp0f, 0x1.11cd6ep0f},
    {-0x1.5586f6p-2f, -0x1.af34f4p-2f, -0x1.e155c6p-2f, -0x1.ef4cc2p-2f,
     -0x1.c864b8p-2f, -0x1.524aaap-2f, -0x1.977406p-3f, -0x1.a8c92p-4f,
     -0x1.c168b2p-6f, -0x1.7c4288p-9f, -0x1.69c9c4p-13f, -0x1.4e8034p-18f,
     0x1.372e14p-27f, -0x1.c239d2p-4f, -0x1.71c83ep-3f, -0x1.fae5b4p-3f},
    {-0x1.0e85dp-2f, -0x1.64b0fap-3f, -0x1.4a2deep-4f, 0x1.51a15ep-7f,
     0x1.c7f47ep-4f, 0x1.55b2e4p-3f, 0x1.2ce9eap-3f, 0x1.91609cp-4f,
     0x1.192c72p-5f, 0x1.35d00ep-8f, 0x1.6a7956p-12f, 0x1.a1aaaap-17f,
     -0x1.81278ap-2f, -0x1.75ee22p-2f, -0x1.62a61cp-2f, -0x1.460d66p-2f},
    {0x1.3c3ff4p-3f, 0x1.71491p-3f, 0x1.708d96p-3f, 0x1.422ffp-3f,
     0x1.8e9a1ep-4f, 0x1.8aaadcp-7f, -0x1.468a18p-5f, -0x1.90f826p-5f,
     -0x1.be9c1p-6f, -0x1.669d96p-8f, -0x1.141f88p-11f, -0x1.83a84ap-16f,
     0x1.39cee2p-15f, 0x1.cdb04ep-5f, 0x1.6d7492p-4f, 0x1.ec8248p-4f},
    {0x1.e67de8p-5f, 0x1.657e5ap-6f, -0x1.31eac6p-6f, -0x1.a6edc4p-5f,
     -0x1.198c6ap-4f, -0x1.c2acf4p-5f, -0x1.5e05e4p-6f, 0x1.0c4a58p-8f,
     0x1.96d7e8p-7f, 0x1.147892p-8f, 0x1.1395ecp-11f, 0x1.84a962p-16f,
     0x1.cc342cp-4f, 0x1.ddeb5ep-6f, 0x1.e05644p-4f, 0x1.2574e2p-3f}};
#define ERF_TABLE_SCALE 0x1.e66666p1f
#define ERF_END 0x1.f8e56p1f
/* end of coefficients */
#define TAIL_END 20
#else
/* coefficients tail_f64: F(t) / (1 - u) as a polynomial in u = (t - 4) / (t + 4), t <= 60, degree 23,
   error 2^-57; the sensitivity of F to 1 - u roughly; tools/coefficients.py */
static const lane TAIL_FIRST[] = {
    0x1.82b4bb8c94dcep-4, -0x1.f31dcc6f91cacp-59};
static const lane TAIL_POLYNOMIAL[] = {
    -0x1.373e3a893c28ap-4, 0x1.8c6dbf2cfc2cbp-5, -0x1.7dff2bff683cep-6, 0x1.eec4cc3e4abecp-8,
    -0x1.ee27610472832p-11, -0x1.c81719d2108f3p-12, 0x1.ab825fbe6c39dp-13, 0x1.17a4abfb0b563p-16,
    -0x1.e4a424f6e8e95p-16, -0x1.001ac67a810ecp-22, 0x1.26d09640fa761p-18, 0x1.8078fdd6cc6dp-24,
    -0x1.8d4bb0a060092p-21, -0x1.5151bef76de97p-24, 0x1.1245ae6588ddap-23, 0x1.21519b3f1ba03p-25,
    -0x1.4e21ff66ae81ap-26, -0x1.641f882ca84e7p-27, 0x1.e8ee9532b13d2p-30, 0x1.3752f6b799a5fp-29,
    0x1.4943ba948328cp-33, -0x1.24e8249e0fd97p-32, -0x1.1527d492ddcb9p-34};
static const lane TAIL_SENSITIVITY[] = {
    0x1.d07e99ff2fbdp0, -0x1.325bf32e38f42p0, 0x1.37540f9ec3e0cp-2, 0x1.d123e64d965fbp-4};
/* end of coefficients */
/* coefficients two_over_sqrt_pi_f64: 2 / sqrt(pi); tools/coefficients.py */
static const lane TWO_OVER_SQRT_PI[] = {
    0x1.20dd750429b6dp0, 0x1.1ae3a914fed8p-56};
/* end of coefficients */
/* coefficients erf_f64: erf, 16 intervals, degree 12, error 2^-56.2; tools/coefficients.py */
#define ERF_ROWS(ROW) \
    ROW(0x0p0, 0x0p0, 0x1.1a47f29a740a1p-56, 0x1.c97294303baa9p-55, \
        -0x1.812746b037ac5p-2, 0x1.520e091124b7ap-40, 0x1.ce2f219c1c50cp-4, 0x1.ec908b0e4c349p-30, \
        -0x1.b82d0747711acp-6, 0x1.c0d97935d20aap-22, 0x1.5621b9feb4282p-8, 0x1.3e5533e573b84p-16, \
        -0x1.e2e5203e63d43p-11, 0x1.1895e0f9c563ap-13, 0x0p0, 0x0p0) \
    ROW(0x1.849p-2, 0x1.a247f4e15ba9ep-2, 0x1.f441954b44baap-1, -0x1.7ba66595073f6p-2, \
        -0x1.daed8734b1ee7p-3, 0x1.5734fddefc20bp-3, 0x1.698ae2d6ffe1fp-5, -0x1.9bd1368eaf6cap-5, \
        -0x1.4b78f5a3f9963p-8, 0x1.70b55208fad1ap-7, 0x1.2463e78fab3ccp-15, -0x1.067e6e906e649p-9, \
        0x1.0cf4460c5d7e2p-13, 0x1.2f625cd73d893p-12, 0x0p0, 0x0p0) \
    ROW(0x1.867p-1, 0x1.703628586842dp-1, 0x1.42fac1c42c88p-1, -0x1.ec9750e5a1a64p-2, \
        0x1.18d6b5179bcebp-5, 0x1.2d9fc13bf453p-3, -0x1.c444ae7fc4c0fp-5, -0x1.9d8a1c03ef21bp-6, \
        0x1.317786e6e4d9bp-6, 0x1.e6151b23f94bbp-10, -0x1.0227586100eadp-8, 0x1.1cac05c090cb6p-12, \
        0x1.39ded78107658p-11, -0x1.f6d5f212e8b3cp-14, 0x0p0, 0x0p0) \
    ROW(0x1.269p0, 0x1.cae9be103621p-1, 0x1.3371b88abfef4p-2, -0x1.61c189e7267b8p-2, \
        0x1.51c3314a38484p-3, 0x1.4c223ddfe9be3p-6, -0x1.e1bf760c17ad7p-5, 0x1.18f993e996329p-6, \
        0x1.1210ad8a2953ep-7, -0x1.8e826a733a504p-8, -0x1.2cea10c2e8bep-14, 0x1.1fa234712d68ep-10, \
        -0x1.bbedf223713cdp-13, -0x1.fe1bc4d2a4587p-14, 0x0p0, 0x0p0) \
    ROW(0x1.8894p0, 0x1.f09619236c46dp-1, 0x1.b80e30a5adf7fp-4, -0x1.516a1158e916cp-3, \
        0x1.0f9bf525d673ep-3, -0x1.7f24e94b6f353p-5, -0x1.6ba2f4a010fafp-7, 0x1.2948940274145p-6, \
        -0x1.5bda61d5274ddp-8, -0x1.e5d275aa815bfp-10, 0x1.b4182ddb9180fp-10, -0x1.7b0863332b7e9p-13, \
        -0x1.ce5a5030bf32ap-13, 0x1.5bc468d96eb0ap-14, 0x0p0, 0x0p0) \
    ROW(0x1.ece2p0, 0x1.fcaf9a3efbd42p-1, 0x1.c5f17a446153dp-6, -0x1.b4fe6b14adb98p-5, \
        0x1.e53eea8e1a878p-5, -0x1.41768278800c2p-5, 0x1.97fa2f2e21ad7p-7, 0x1.4441eb7610e57p-9, \
        -0x1.1b75fa2344434p-8, 0x1.96c9660a9a9e2p-10, 0x1.73a20c1b4e566p-13, -0x1.68db4b3e65141p-12, \
        0x1.75d9da848aa55p-14, 0x1.8d2658282e987p-16, 0x0p0, 0x0p0) \
    ROW(0x1.2834p1, 0x1.ff7454fda2487p-1, 0x1.5d5f60915bf5bp-8, -0x1.943d3f07afd75p-7, \
        0x1.1ab3562a5926p-6, -0x1.03b93d8d30718p-6, 0x1.3732b3f8d58fdp-7, -0x1.961bda8a07cp-9, \
        -0x1.bdf8175eb35b3p-13, 0x1.9c9813a12f8ccp-11, -0x1.7cfe76f8c7173p-12, 0x1.d9e8c4d137e27p-16, \
        0x1.90380c08a0e74p-15, -0x1.77949c992eb5dp-16, 0x0p0, 0x0p0) \
    ROW(0x1.58cfp1, 0x1.ffedc21dcefa9p-1, 0x1.a159e3448f5bfp-11, -0x1.19112089727fp-9, \
        0x1.d5fb8dd2565b5p-9, -0x1.0daad666471p-8, 0x1.b8271dcb7be02p-9, -0x1.f6d0cbe09b6f9p-10, \
        0x1.62cda22402bebp-11, -0x1.773922d4f9de1p-15, -0x1.b7afaed0afdc4p-14, 0x1.0e40d443138ep-14, \
        -0x1.d5970ff786bc6p-17, -0x1.d3377e15d37cfp-19, 0x0p0, 0x0p0) \
    ROW(0x1.8a2bp1, 0x1.fffe4176f58c3p-1, 0x1.685a944d9d9a5p-14, -0x1.156bf7bb2eb26p-12, \
        0x1.0dc0bcc28e8f1p-11, -0x1.711b489953b42p-11, 0x1.75baf86f11ee3p-11, -0x1.1d32ae306a66ep-11, \
        0x1.43e3cd8f798efp-12, -0x1.fc7ce6f08fc1fp-14, 0x1.803c925914d71p-16, 0x1.f3ebe20ae9aecp-18, \
        -0x1.0ab02bea7ad33p-17, 0x1.85fcad19dfad7p-19, 0x0p0, 0x0p0) \
    ROW(0x1.ba5bp1, 0x1.ffffddb663184p-1, 0x1.ec6dbd130092p-18, -0x1.a97241baa0fe2p-16, \
        0x1.d59518dae0592p-15, -0x1.7240fc480cd8dp-14, 0x1.b96316769eadcp-14, -0x1.99baab522d7fap-14, \
        0x1.2b797db838c3p-14, -0x1.55e0111e38f96p-15, 0x1.2434aa0e35594p-16, -0x1.423f16234e1f6p-18, \
        0x1.11355cef37ae4p-23, 0x1.7e06550383757p-21, 0x0p0, 0x0p0) \
    ROW(0x1.ec04p1, 0x1.fffffe2c14f71p-1, 0x1.cffb5233eaacfp-22, -0x1.bddf20f4cb533p-20, \
        0x1.13fab1e52df81p-18, -0x1.ed423051e1528p-18, 0x1.51cec2e8a0999p-17, -0x1.6f0fe3c2698d2p-17, \
        0x1.42b1f5a4e5091p-17, -0x1.cee17b4e383cbp-18, 0x1.0de771f9c1e44p-18, -0x1.f56871db640fdp-20, \
        0x1.5a1d1a5176273p-21, -0x1.d9f929fa32785p-24, 0x0p0, 0x0p0) \
    ROW(0x1.0eep2, 0x1.ffffffed798b2p-1, 0x1.41f2cdcff909cp-26, -0x1.54a7c97c58beap-24, \
        0x1.d32f43dce9b0ep-23, -0x1.d1f154e81ff24p-22, 0x1.675fd5bfdd592p-21, -0x1.bce13e869d843p-21, \
        0x1.c469ce4969fa9p-21, -0x1.7f7e5ddc48129p-21, 0x1.109f8d8e5fad5p-21, -0x1.3f505d670e6c7p-22, \
        0x1.43944685eaa5ap-23, -0x1.d4fa731f60901p-24, 0x0p0, 0x0p0) \
    ROW(0x1.27178p2, 0x1.ffffffff6614ap-1, 0x1.6ad6d2dc19325p-31, -0x1.a23eda78ca567p-29, \
        0x1.39d9693d366a7p-27, -0x1.58593d23affeep-26, 0x1.26016ce281d48p-25, -0x1.95ea5e9520f3bp-25, \
        0x1.d0cf0bab5d3bp-25, -0x1.c2c328b924ce6p-25, 0x1.70f1504d0144ap-25, -0x1.ae3c3c9b14542p-26, \
        0x1.4b8e49733ba64p-26, -0x1.df0f0eb1491b3p-25, 0x0p0, 0x0p0) \
    ROW(0x1.3fda8p2, 0x1.fffffffffc8a1p-1, 0x1.1a10e63ba35fp-36, -0x1.606bc5974ee68p-34, \
        0x1.1fac6377de801p-32, -0x1.58bf7a8d4ebaap-31, 0x1.430312951da9fp-30, -0x1.ebdc89038c577p-30, \
        0x1.38d5ff828a6afp-29, -0x1.5926582e4e4a4p-29, 0x1.3ce33dd3ca78fp-29, -0x1.7a0251e273fb8p-31, \
        0x1.437bbe7126401p-30, -0x1.7743d322e0f5ep-27, 0x0p0, 0x0p0) \
    ROW(0x1.58ad8p2, 0x1.fffffffffff15p-1, 0x1.41aee9aa25fd8p-42, -0x1.b10da5e6ce0bp-40, \
        0x1.7e0a93d11eb85p-38, -0x1.f2b4a54f1d53p-37, 0x1.fac6123cc48e9p-36, -0x1.6159993b89018p-35, \
        0x1.1813399847922p-34, -0x1.089eeccfae83fp-31, 0x1.83fa0300d3e26p-33, 0x1.49470f6b27a63p-27, \
        -0x1.06d4374be9578p-30, -0x1.76429d7b99cadp-24, 0x0p0, 0x0p0) \
    ROW(0x1.714f8p2, 0x1.ffffffffffffdp-1, 0x1.190fa1eebf277p-48, -0x1.96b89b09825d7p-46, \
        0x1.80c74b0e9c3efp-44, -0x1.fa74c98a28c44p-43, 0x1.132f6dc238326p-41, -0x1.13fc848c5ad7ap-39, \
        0x1.338ca09542858p-38, 0x1.133477ff872c5p-35, -0x1.91e34fb95b645p-34, -0x1.f62bc1f34c56ep-32, \
        0x1.19f6395ffcbaap-30, 0x1.e63b2265aaa8p-30, 0x0p0, 0x0p0)
#define ERF_TABLE_TERMS 12
#define ERF_TABLE_SCALE 0x1.4cccccccccccdp1
#define ERF_END 0x1.7cf5c28f5c28fp2
/* end of coefficients */
static ROW_TABLE(ERF_TABLE, 16, ERF_ROWS);
#define TAIL_END 60
#define ERF_SLOPE TWO_OVER_SQRT_PI
#endif
enum { TAIL_TERMS = sizeof TAIL_POLYNOMIAL / sizeof(lane) };

/* F(t) = Phi(-t) e^(t^2 / 2), Phi being the normal distribution function, for 0 <= t <= TAIL_END; about
   2^-3 units. u is rounded to where 1 - u is exact; how far that is from 8 / (t + 4) goes in to first
   order. */
INLINE struct vec_pair scaled_tail(struct vec_pair t)
{
    const struct vec_pair sum = two_sum(vec_splat(4), t.high), pole = {sum.high, vec_add(sum.low, t.low)};
    const vec rough = vec_fnma(vec_splat(8), vec_div(vec_splat(1), pole.high), vec_splat(1));
    const vec u = vec_sub(vec_add(rough, vec_splat(3)), vec_splat(3)), factor = vec_sub(vec_splat(1), u);
    const vec eighth = vec_mul(vec_splat(0.125f), factor);
    const vec lacking = vec_fnma(eighth, pole.low, vec_fnma(eighth, pole.high, vec_splat(1)));
    /* two steps of Horner's scheme in pairs */
    const struct vec_pair inner = two_product(u, polynomial(TAIL_POLYNOMIAL + 1, TAIL_TERMS - 1, u));
    const struct vec_pair slope = two_sum(vec_splat(TAIL_POLYNOMIAL[0]), inner.high);
    const struct vec_pair outer = pair_mul_vec((struct vec_pair){slope.high, vec_add(slope.low, inner.low)}, u);
    const struct vec_pair value = pair_add((struct vec_pair){vec_splat(TAIL_FIRST[0]), vec_splat(TAIL_FIRST[1])},
                                           outer);
    const struct vec_pair f = pair_mul_vec(value, factor);
    const vec correction = vec_mul(lacking, polynomial(TAIL_SENSITIVITY, 4, u));
    return (struct vec_pair){f.high, vec_fma(f.high, correction, f.low)};
}

/* From ERF_END on the polynomial gives 1. In the first interval, around 0, the product with the slope there
   is what counts and is rounded last. */
INLINE vec erf_value(vec x)
{
    const vec t = vec_min(vec_splat(ERF_END), vec_abs(x));
#if LANE_BITS == 32
    const struct piece at = octave_piece(TABLE_OF(ERF_TABLE), t);
#else
    const struct piece at = step_piece(TABLE_OF(ERF_TABLE), t);
#endif
    return vec_mul_sign(vec_fnma_where(at.first, vec_splat(-TWO_OVER_SQRT_PI[0]), t, piece_value(at)), x);
}

#if LANE_BITS == 32
enum { GELU_BIAS = 30 };
#define GELU_UNBIAS 0x1p-60f

/* coefficients half_square: of e^(-t^2 / 2) by eight steps between the powers of two; tools/coefficients.py */
static const lane HALF_SQUARE_STEP[] = {
    0x1.62e8p-3f, -0x1.e8082ep-18f};
static const lane HALF_SQUARE_POLYNOMIAL[] = {
    -0x1.42bc2p-9f, -0x1.febd44p-2f, 0x1.febd4cp-4f, -0x1.548406p-6f,
    0x1.541d62p-9f};
/* end of coefficients */

/* e^(-t^2 / 2) 2^GELU_BIAS = step (1 + expm1). t^2 goes into the reduction by FMA, unrounded: k times the
   step's first part is exact. */
struct step_of_square { vec step, expm1; };

INLINE struct step_of_square exp_minus_half_square(vec t)
{
    const vec magic = vec_add(rounding_magic(), vec_splat(8 * GELU_BIAS));
    const vec k_in_magic = vec_fma(vec_mul(t, t), vec_splat(-4 * ONE_OVER_LN2), magic);
    const vec k = vec_sub(k_in_magic, magic);
    const vec high = vec_fma(t, t, vec_mul(k, vec_splat(HALF_SQUARE_STEP[0])));
    const vec r = vec_fma(k, vec_splat(HALF_SQUARE_STEP[1]), high);
    return (struct step_of_square){power_of_step(EXP_STEPS, k_in_magic), polynomial(HALF_SQUARE_POLYNOMIAL, 5, r)};
}
#endif

#endif
