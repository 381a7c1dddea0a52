/* The tables of slopes.h, for float64; for intervals.h. */
#ifndef RELU_SIMD_SLOPE_ROWS_H
#define RELU_SIMD_SLOPE_ROWS_H

#include "../base.h"

#if LANE_BITS == 64
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
static ROW_TABLE(GELU_SLOPE_TABLE, 16, GELU_SLOPE_ROWS);
#endif

#endif
