/* The tables of slopes.h, for float64; for intervals.h. */
#ifndef RELU_SIMD_SLOPE_ROWS_H
#define RELU_SIMD_SLOPE_ROWS_H

#include "../base.h"

#if LANE_BITS == 64
/* coefficients silu_slope_f64: the slope of z s(z) at -t, 16 intervals of which the root is a centre, degree 14, error
   2^-57.1; tools/coefficients.py */
#define SILU_SLOPE_ROWS(ROW) \
    ROW(0x0p0, 0x1p-1, -0x1p-1, 0x1.c95a94185d566p-60, \
        0x1.5555555555544p-4, 0x1.0bd217e57846dp-46, -0x1.99999999e013dp-7, 0x1.71233c09fa63p-37, \
        0x1.ba1b9f34a1d9fp-10, 0x1.888e890fd711p-30, -0x1.bfe8695cfdf7p-13, 0x1.a5c7a9006472dp-25, \
        0x1.b0b9388b48642p-16, 0x1.d058add7625e3p-22, -0x1.fc7cfb0c2be7cp-19, 0x1.87f95b2762c7cp-21) \
    ROW(0x1.d85cp-1, 0x1.8beb8fb5dd397p-4, -0x1.4deee339206c1p-2, 0x1.3818327d72ef3p-3, \
        0x1.59baa0e02f368p-7, -0x1.9eb74574867f5p-6, 0x1.fb44b0fd226e3p-9, 0x1.49ebbac7b2eacp-9, \
        -0x1.004b5f675a026p-10, -0x1.d739ee471e22p-14, 0x1.1c7ca8b5dbba6p-13, -0x1.9eb86711aa481p-17, \
        -0x1.89f804fb3b25bp-17, 0x1.5c2b04323a00bp-18, 0x1.ef79e71864898p-20, -0x1.4f0e86767340cp-24) \
    ROW(0x1.474973c84120bp0, 0x1.b7d7537967aa7p-56, -0x1.be1410460528p-3, 0x1.2c563458cc0adp-3, \
        -0x1.353eb573ca569p-6, -0x1.f2d0e32bc2d51p-7, 0x1.b0f82c49bfd8bp-8, 0x1.098e92bd34b59p-13, \
        -0x1.a2a7cb4e0b191p-11, 0x1.8574d0c2dcbbep-13, 0x1.572435b761948p-15, -0x1.f2d8771a64e79p-16, \
        0x1.8a5a2659066a5p-19, 0x1.3ae6f98f06732p-19, -0x1.bc4638ce7e02ap-21, -0x1.2b0cc1b10c80ep-25) \
    ROW(0x1.a0f6p0, -0x1.e5db78113ab73p-5, -0x1.fc805544e0591p-4, 0x1.e4f3ffe93feb2p-4, \
        -0x1.09041c1b982a3p-5, -0x1.20da84e34a0a6p-8, 0x1.5b94d207141d6p-8, -0x1.2812db1c4899p-10, \
        -0x1.e053679ce64bp-13, 0x1.801ab22e9961dp-13, -0x1.f850b07f1b718p-16, -0x1.3982e4cf8390dp-17, \
        0x1.7c4395906fdbdp-18, -0x1.e0642bf3e5113p-21, -0x1.12f45afff2493p-23, 0x1.d55caea10fcb9p-25) \
    ROW(0x1.6f5ap1, -0x1.7925b7c1c388cp-4, 0x1.d385a8cc2236cp-6, 0x1.1bed8f2b4207bp-6, \
        -0x1.edc87adfcd669p-7, 0x1.46ec7267b6ff2p-8, -0x1.5eebb4bad9d27p-11, -0x1.2d0ca039bc321p-13, \
        0x1.aba96465d90d5p-14, -0x1.b6c2fb4fe29cp-16, 0x1.217b39a357b6dp-19, 0x1.0bcad1ce6aeeap-20, \
        -0x1.166ceac99483fp-21, 0x1.328481c119234p-24, -0x1.fa9b47fef4adep-26, -0x1.2ca2c0cfa3c8fp-26) \
    ROW(0x1.bd2fp1, -0x1.232975cbbc91bp-4, 0x1.2e240dad9dfbbp-5, -0x1.88160570539b7p-11, \
        -0x1.74232edae507cp-8, 0x1.66f7c3f69b94ap-9, -0x1.6537dbf063a8bp-11, 0x1.3af583ff1891fp-14, \
        0x1.edab9f72822b4p-17, -0x1.440982ec8eebep-17, 0x1.56bfc311502dep-19, -0x1.7f6eeefc00633p-22, \
        -0x1.bdf721ca7faa3p-26, 0x1.1846481c5ebf5p-26, -0x1.c8d3101264422p-27, -0x1.e7f27610f1afp-32) \
    ROW(0x1.09668p2, -0x1.8915cf5ff14c5p-5, 0x1.faa2a846b5ee6p-6, -0x1.af5b1c6df90eep-8, \
        -0x1.d91e5947a74bbp-11, 0x1.0b3248c5aa785p-10, -0x1.6fec4cbe3bbep-12, 0x1.313a3fc19f0c3p-14, \
        -0x1.0910bd48f5504p-17, -0x1.99a56cf80642cp-21, 0x1.4fcde8328d96ap-21, -0x1.71ee5e447e369p-23, \
        0x1.3318e3a6b7337p-25, 0x1.249ead2cf09f8p-29, 0x1.4a305dd9626fap-29, 0x1.3d00da5b63feap-30) \
    ROW(0x1.3253p2, -0x1.fbea5f1a6ebd5p-6, 0x1.6bf28da34a4dp-6, -0x1.ae4bc186e57e6p-8, \
        0x1.3be1b79889e9p-11, 0x1.19e79a0f91bacp-12, -0x1.2885ecd1596cbp-13, 0x1.3b190b0366581p-15, \
        -0x1.bf2d3098aef8ep-18, 0x1.740e240adb7f4p-21, 0x1.07500a7cb7457p-25, -0x1.291b719919318p-25, \
        0x1.8494febdd70cep-27, -0x1.cab04d5a8566p-31, 0x1.df30e7a5f5751p-31, 0x1.656d7ec15b61fp-33) \
    ROW(0x1.59fb8p2, -0x1.40e15992c91f6p-6, 0x1.e9904bb76decfp-7, -0x1.4dabb3bbcf7bep-8, \
        0x1.ca2a80cccf062p-11, -0x1.41f504a7c6e44p-20, -0x1.8425e90a3d0afp-15, 0x1.0bbc15610ecddp-16, \
        -0x1.ce624b2143a45p-19, 0x1.1e9d083c52ee9p-21, -0x1.c45bfdd1584a2p-25, -0x1.d9383322ccb2cp-31, \
        0x1.59bbc28d5494cp-30, -0x1.57605b8a99ab2p-30, -0x1.c4c27585fae75p-32, -0x1.6d582ee8b7b1p-33) \
    ROW(0x1.845p2, -0x1.7ed1b8ccc8085p-7, 0x1.314b3145e4a7ep-7, -0x1.c5125a1c9ec21p-9, \
        0x1.847cfb52d2247p-11, -0x1.476dffbb1cf32p-14, -0x1.e1d8e6a7b8e82p-18, 0x1.649d60fc44306p-18, \
        -0x1.778073a314fddp-20, 0x1.145c8180f865bp-22, -0x1.383fd85da06d3p-25, 0x1.89a94c21c29ebp-29, \
        -0x1.1408d65de78bp-30, -0x1.fa64bb894af8ap-31, -0x1.e1c10791c9436p-32, -0x1.f74b21ed9390fp-34) \
    ROW(0x1.ac4ap2, -0x1.cd9a536559518p-8, 0x1.7b3e701443a04p-8, -0x1.280c0d0cac5b4p-9, \
        0x1.19d7fb1af6cc5p-11, -0x1.4b3693c4abf15p-14, 0x1.185fdba5759bep-18, 0x1.7244e9c7554b2p-20, \
        -0x1.18986c24f8d2ep-21, 0x1.daa9468e1d92dp-24, -0x1.2e5edfe07da8p-26, 0x1.41aaa740a0736p-29, \
        -0x1.d8ba73482acb3p-35, 0x1.5ad516b87f121p-33, 0x1.7ac66a4807363p-34, 0x1.5684934444af1p-36) \
    ROW(0x1.d4328p2, -0x1.12e2e3ae48a7fp-8, 0x1.cdecac8a4ac5ap-9, -0x1.758552aaa72d9p-10, \
        0x1.7ad500c74d6e3p-12, -0x1.014e571e70da7p-14, 0x1.a5a305a7eab14p-18, 0x1.1abaa6fc7a17fp-28, \
        -0x1.5e1e39292d5b1p-23, 0x1.71cd9ad46c6c8p-25, -0x1.fb9081cad00bfp-28, 0x1.c79cced936b03p-30, \
        0x1.bef1e5a8c13cp-31, 0x1.0bd46c994429ap-30, 0x1.38f5eeb8ce37fp-31, 0x1.454986084bf9fp-33) \
    ROW(0x1.ff47p2, -0x1.368e3004393a6p-9, 0x1.09e40af6484eap-9, -0x1.ba1f3587dc1e4p-11, \
        0x1.d526615069e93p-13, -0x1.5b5e3856a8fb8p-15, 0x1.64de9fdb2c4f8p-18, -0x1.92567e11afe85p-22, \
        -0x1.99197c4f72b26p-26, 0x1.d01df20e7de6cp-27, -0x1.86581b58a6ccdp-29, 0x1.b758fb69c86ebp-32, \
        -0x1.c375bb98bb899p-34, -0x1.3261755545df7p-35, -0x1.779e4e7a56763p-36, -0x1.4b28cb5173018p-38) \
    ROW(0x1.1335cp3, -0x1.6e8ccbcac3d0cp-10, 0x1.3e2d3fb2db932p-10, -0x1.0db200cf00491p-11, \
        0x1.26afeb0597bc8p-13, -0x1.ca991d78eb22ap-16, 0x1.04dec5cee6315p-18, -0x1.9663fe5437415p-22, \
        0x1.e2d547994dd83p-27, 0x1.e89dac75d94a3p-29, -0x1.317882869069fp-30, 0x1.81a430448e695p-36, \
        -0x1.371827e09b69ap-32, -0x1.23662d4a67133p-32, -0x1.5ebdfca8ec80ep-33, -0x1.6c59401b3a33cp-35) \
    ROW(0x1.28368p3, -0x1.9d363ab3f74b9p-11, 0x1.6b14e7692b628p-11, -0x1.38e30e93f5f44p-12, \
        0x1.5e18d4bb502bp-14, -0x1.1ab7eab276578p-16, 0x1.57b03dd4faaefp-19, -0x1.374f515389a4dp-22, \
        0x1.6f3456f910622p-26, -0x1.60ad2be180b73p-34, -0x1.91a392ada774dp-32, -0x1.0dc74095eae9fp-34, \
        -0x1.9af52179b72e2p-33, -0x1.60638d4b0ce2dp-33, -0x1.7a6e74c40b71p-34, -0x1.650e1df9b5796p-36) \
    ROW(0x1.3cb7cp3, -0x1.d5440eb2f4d86p-12, 0x1.a079558765a23p-12, -0x1.6ba4908a91655p-13, \
        0x1.9e516b54837ebp-15, -0x1.57991aeb41b3bp-17, 0x1.b4124eb8b9f21p-20, -0x1.ac8c29fc7ae98p-23, \
        0x1.3856c2a2a6dccp-26, -0x1.051927da79723p-30, -0x1.01ea855e450c1p-34, 0x1.02a485e100573p-39, \
        -0x1.11b3eb945fdbdp-35, -0x1.acf41c66ce0a9p-36, -0x1.d0db5824dda5bp-37, -0x1.b2d2b88fcdd51p-39)
#define SILU_SLOPE_TABLE_TERMS 14
#define SILU_SLOPE_TABLE_SCALE 0x1.907c84b5dcc64p0
/* end of coefficients */
static ROW_TABLE(SILU_SLOPE_TABLE, SILU_SLOPE_ROWS);
/* coefficients gelu_slope_f64: F(t) - t / sqrt(2 pi), 16 intervals, degree 14, error 2^-53.7 around the root,
   else 2^-57.9; tools/coefficients.py */
#define GELU_SLOPE_ROWS(ROW) \
    ROW(0x1.bc0cp-1, -0x1.0a5c1c5024288p-4, -0x1.1bc158125f12ap-1, 0x1.2ba1fb5c41ebcp-4, \
        -0x1.f57a9d2023f4cp-6, 0x1.7dcdec35d05e2p-7, -0x1.0cbb180ee0ecdp-8, 0x1.61b2f19508984p-10, \
        -0x1.b711a09630b7bp-12, 0x1.040cf468b4f22p-13, -0x1.3e799053cb20fp-15, 0x1.4c2e9d2da361bp-16, \
        -0x1.9e94f7e8ae6aep-16, 0x1.06792cb8ba377p-15, -0x1.9fe5d234709e7p-16, 0x1.27467bc0c869p-17) \
    ROW(0x1.4dcep0, -0x1.2e57bb03d8f7p-2, -0x1.025949d88849ep-1, 0x1.6517a2bd4faep-5, \
        -0x1.0a8c9d461d32fp-6, 0x1.6e9fdfbb0bd22p-8, -0x1.d684603f43156p-10, 0x1.1c5364dfa503bp-11, \
        -0x1.45dcaf7d34426p-13, 0x1.63c61a5bf03afp-15, -0x1.6f5310ad72b47p-17, 0x1.4754c8e8bea47p-19, \
        -0x1.fa8811d0d4a27p-23, -0x1.be7837092f25ap-25, -0x1.545ae782503d7p-23, 0x1.395de7c1c75e2p-23) \
    ROW(0x1.bcfap0, -0x1.03bf44a904e74p-1, -0x1.e5c2893d2756ep-2, 0x1.c2949ee7ad69ap-6, \
        -0x1.2dcbba2b7a6b5p-7, 0x1.78952df4558b1p-9, -0x1.ba16bb5b3d7efp-11, 0x1.ebee517a1f245p-13, \
        -0x1.04f1d4dffcc15p-14, 0x1.098a38ed37509p-16, -0x1.0dd97eab8bc9bp-18, 0x1.a4d6e905af42cp-20, \
        -0x1.fe05df2eda12fp-20, 0x1.6ffa288e1f895p-19, -0x1.486f5e6e86e86p-19, 0x1.01b29fe143b8ep-20) \
    ROW(0x1.13bep1, -0x1.66a8d2df43012p-1, -0x1.d27d9161b481fp-2, 0x1.2eac0040f4d3fp-6, \
        -0x1.6f66c3398c3bdp-8, 0x1.a337dd1a7d371p-10, -0x1.c5356dc7422ebp-12, 0x1.d30af12b33d89p-14, \
        -0x1.cd3c7bed1fb06p-16, 0x1.bc0cd05934944p-18, -0x1.028f1b67d712dp-19, 0x1.beb5c484416a7p-20, \
        -0x1.7dc84f0f29652p-19, 0x1.f6ce87bbd7d2fp-19, -0x1.89e43678c893bp-19, 0x1.1268c4e2c7262p-20) \
    ROW(0x1.4d61p1, -0x1.ce0042bf9a1d3p-1, -0x1.c46d90209bb3dp-2, 0x1.99f402da981fap-7, \
        -0x1.c1e582c57efabp-9, 0x1.d40c053d866d5p-11, -0x1.d0700e5d807b7p-13, 0x1.b9b2db85fba9p-15, \
        -0x1.942d63bbb44p-17, 0x1.64de06c83dbdp-19, -0x1.2fdc9f7ff2108p-21, 0x1.ea2b4944d9635p-24, \
        -0x1.57d9ff9f4711dp-26, 0x1.2e17ea37ee11ep-29, 0x1.fe2fdf5000ebbp-34, -0x1.1f689edbb50b9p-34) \
    ROW(0x1.b9fap1, -0x1.4518a0022128cp0, -0x1.b484b81d667eap-2, 0x1.b0679c3c50a58p-8, \
        -0x1.8eb4f1dab7a21p-10, 0x1.60e84e6191059p-12, -0x1.2d01bb775a74ep-14, 0x1.f05dae30a09a7p-17, \
        -0x1.8cbc50e65c3a7p-19, 0x1.34ebf20cbab3bp-21, -0x1.e2caaa88b90d8p-24, 0x1.bfe93879d9db4p-26, \
        -0x1.52079d7fb1aa8p-27, 0x1.47cb9c1b68c3bp-28, -0x1.d5842c47b75dp-30, 0x1.3cc663d5dd9d6p-32) \
    ROW(0x1.16248p2, -0x1.a56fe5a46b52ep0, -0x1.ab62fab72cf6p-2, 0x1.e99100b5937adp-9, \
        -0x1.7f93919238626p-11, 0x1.2340405fec297p-13, -0x1.ada82251595acp-16, 0x1.347ca1a8fd795p-18, \
        -0x1.aff5d63e5f194p-21, 0x1.2753f02f7a3ddp-23, -0x1.879459928c5ap-26, 0x1.b341ff0ed10a3p-29, \
        0x1.64878ea974c38p-32, -0x1.96028f00e33p-31, 0x1.b3e836a66a2ebp-32, -0x1.74b462f85dbd9p-34) \
    ROW(0x1.4bfe8p2, -0x1.fec2a4c6c61b7p0, -0x1.a642114fd350ep-2, 0x1.349482bae5985p-9, \
        -0x1.a5b4fc448d53dp-12, 0x1.19131bac6cc29p-14, -0x1.6e0beea277a8fp-17, 0x1.d25e63230a752p-20, \
        -0x1.23363ae04690fp-22, 0x1.691689ea3c1dcp-25, -0x1.f3eaaa563780fp-28, 0x1.2a681062cf186p-29, \
        -0x1.2bc3a652141b5p-30, 0x1.eb9625eb09b31p-32, -0x1.90e033f6587dp-34, 0x1.668dc5f8edf12p-39) \
    ROW(0x1.82e58p2, -0x1.2c774e44da725p1, -0x1.a2e23ec1cb3eap-2, 0x1.987691a3ffc84p-10, \
        -0x1.ec69cd364bce5p-13, 0x1.22f0abf552766p-15, -0x1.515a2921396a7p-18, 0x1.802f380d0fdabp-21, \
        -0x1.ae08ff48f0619p-24, 0x1.d91e5f355da0bp-27, -0x1.fd0edc7e9ea6ap-30, 0x1.046ee321e0edcp-32, \
        -0x1.c9d5f55eeeeffp-36, 0x1.f309942ea0073p-40, 0x1.68a393f996979p-45, -0x1.1c24420f4ec58p-46) \
    ROW(0x1.f21dp2, -0x1.86faadcad18ccp1, -0x1.9ef39dcb37867p-2, 0x1.946ec583d0354p-11, \
        -0x1.87aa6ccda0eb5p-14, 0x1.763d288f12611p-17, -0x1.60fcb28ca7f0ap-20, 0x1.48cec33a7bd39p-23, \
        -0x1.2e9c2e425de7p-26, 0x1.1347ce3814c84p-29, -0x1.ef4d27c4e0b61p-33, 0x1.b84eccd7c8f97p-36, \
        -0x1.7da28e5e6e6fep-39, 0x1.2e8cf12ea3d87p-42, -0x1.6f9396874d431p-46, 0x1.c859336d77775p-51) \
    ROW(0x1.308f8p3, -0x1.e0b34a9c1e5c1p1, -0x1.9ce292ec66863p-2, 0x1.c77f49e1f96cep-12, \
        -0x1.6f7254f1d5e89p-15, 0x1.2598c7173b53p-18, -0x1.d0d577f2dc21ap-22, 0x1.6ca9011ff8d2fp-25, \
        -0x1.1bb2109116cdcp-28, 0x1.b85e4cee0354p-32, -0x1.648d7311f8533p-35, 0x1.63f40a90ae358p-38, \
        -0x1.e3389583eb5b6p-41, 0x1.27879a606b2d1p-43, -0x1.2cf07fa8ccd34p-47, -0x1.27b4b2eb71b28p-51) \
    ROW(0x1.66c04p3, -0x1.1bfb6cd49e288p2, -0x1.9bb14a6cced44p-2, 0x1.1b7ecd43e2464p-12, \
        -0x1.888fca85fe511p-16, 0x1.0ddb7572d100ap-19, -0x1.706c81c319d9dp-23, 0x1.f3909d09881d2p-27, \
        -0x1.50b569be79cd7p-30, 0x1.ca325f997c682p-34, -0x1.73d9432fa69a4p-37, 0x1.42e716cc11f32p-39, \
        -0x1.f45423b4b1f86p-41, 0x1.4169a4eb19cb8p-42, -0x1.f665b4ac2a63cp-45, 0x1.5f19538f1b5b1p-48) \
    ROW(0x0p0, 0x1p-1, -0x1.9884533d43651p-1, 0x1.0000000000143p-2, \
        -0x1.1058377e40cf8p-3, 0x1.00000009e1caep-4, -0x1.b3c05e97e28b1p-6, 0x1.55566e2ed2d5ep-7, \
        -0x1.f2483038cc3d1p-9, 0x1.5bb6c6d48254fp-10, -0x1.43771b46969efp-11, 0x1.40abf4515d3dcp-10, \
        -0x1.16691b38c04f9p-8, 0x1.5bb2c4c0c1a21p-7, -0x1.01832ccf2d4a2p-6, 0x1.54d1900387c06p-7) \
    ROW(0x1.b5e8p-2, 0x1.9126e428f8d32p-3, -0x1.484666c6c2486p-1, 0x1.0d34a876c773dp-3, \
        -0x1.fbec52673a51bp-5, 0x1.adce7a382c2c6p-6, -0x1.4cd11f32f5fbap-7, 0x1.de33febc0268cp-9, \
        -0x1.419cfca3dc18bp-10, 0x1.a441664905127p-12, -0x1.0bdac7ae3ef7bp-14, 0x1.6acb8428f5547p-13, \
        -0x1.b23bac803f859p-14, -0x1.d8bd20a27a693p-10, -0x1.45e017eebeca4p-8, -0x1.39a5b384f076dp-8) \
    ROW(0x1.44dp-1, 0x1.1845de8a825ap-4, -0x1.3015bae945c6p-1, 0x1.9524949163a1p-4, \
        -0x1.690f33a31bca1p-5, 0x1.229d6e2a8e295p-6, -0x1.ae33c86bbcab2p-8, 0x1.2881400c6a4d1p-9, \
        -0x1.814300a58a341p-11, 0x1.88cf176c871a4p-13, -0x1.fe70614d8c17cp-12, -0x1.95c6081d3140ep-9, \
        -0x1.efa78ef0e489ap-7, -0x1.7d29882dcae01p-5, -0x1.5167f7eddca79p-4, -0x1.05fb7f06835f6p-4) \
    ROW(0x1.80ead197f00b4p-1, -0x1.3bdb95217ce99p-57, -0x1.25126c154319p-1, 0x1.5b297ebb9a508p-4, \
        -0x1.2bad28629b84fp-5, 0x1.d507ae5d1cc61p-7, -0x1.526fe858b5391p-8, 0x1.c7c01d6657a8fp-10, \
        -0x1.20d8164a838cdp-11, 0x1.5b5a8da024f18p-13, -0x1.05b0d7196c5aep-14, 0x1.4d8c5c5270739p-18, \
        0x1.2dc8ae77483acp-10, 0x1.7c2b5ffd3864dp-13, -0x1.11317c8de5378p-5, 0x1.4e9958d31a62ap-8)
#define GELU_SLOPE_TABLE_TERMS 14
#define GELU_SLOPE_TABLE_SCALE 0x1.299999999999ap0
/* end of coefficients */
static ROW_TABLE(GELU_SLOPE_TABLE, GELU_SLOPE_ROWS);
#endif

#endif
