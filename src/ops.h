/* THE list of operations. A row: OP(name, shape, max ULP float32, max ULP float64, unroll, cost).

   The shape names the operands in their order and then the result: v an array of the loop's dtype,
   p a parameter of that dtype (usually one value for the whole array, any array will do), m a bool
   array. The kernel is op_<name>, in activations/. Max ULP: 0 is exact, 0.5 correctly rounded. Unroll: how
   many vectors a step of the loop works on; a long kernel runs out of registers sooner, and so does one with
   a branch to a long one. Cost: about the tenths of a nanosecond that an element of float32 takes with
   AVX-512, for what is worth sharing. OP_IN_HALVES also has <name>_first, which makes a struct <name>_half of
   the last array, and <name>_second, which takes that and all arrays. */

OP(relu, v_v, 0, 0, 4, 1)
OP(relu_mask, v_m, 0, 0, 4, 1)
OP(relu_backward, vv_v, 0, 0, 4, 1)
OP(relu_backward_from_output, vv_v, 0, 0, 4, 1)
OP(relu_backward_from_mask, vm_v, 0, 0, 4, 1)

OP(relu6, v_v, 0, 0, 4, 1)
OP(relu6_backward, vv_v, 0, 0, 4, 1)
OP(relu2, v_v, 0.5, 0.5, 4, 1)
OP(relu2_backward, vv_v, 1, 1, 4, 1)

OP(leaky_relu, vp_v, 0.5, 0.5, 4, 1)
OP(leaky_relu_backward, vvp_v, 0.5, 0.5, 4, 1)
OP(leaky_relu_backward_from_output, vvp_v, 0.5, 0.5, 4, 1)
OP(prelu, vp_v, 0.5, 0.5, 4, 1)
OP(prelu_backward, vvp_v, 0.5, 0.5, 4, 1)
OP(prelu_backward_weight, vv_v, 0.5, 0.5, 4, 1)

OP(hardtanh, vpp_v, 0, 0, 4, 1)
OP(hardtanh_backward, vvpp_v, 0, 0, 4, 1)
OP(hardsigmoid, v_v, 0.5, 0.500001, 4, 2)
OP(hardsigmoid_backward, vv_v, 1, 1, 4, 1)
OP(hardswish, v_v, 0.500001, 0.500001, 4, 2)
OP(hardswish_backward, vv_v, 1.5, 1.5, 4, 2)

OP(hardshrink, vp_v, 0, 0, 4, 1)
OP(hardshrink_backward, vvp_v, 0, 0, 4, 1)
OP(softshrink, vp_v, 0.5, 0.5, 4, 1)
OP(softshrink_backward, vvp_v, 0, 0, 4, 1)
OP(threshold, vpp_v, 0, 0, 4, 1)
OP(threshold_backward, vvp_v, 0, 0, 4, 1)

OP(softsign, v_v, 0.500001, 0.500001, 4, 3)
OP(softsign_backward, vv_v, 1, 1, 4, 3)

OP(sigmoid, v_v, 1, 2, 2, 3)
OP(sigmoid_backward, vv_v, 2, 2, LANE_BITS == 32 ? 2 : 1, 3)
OP(sigmoid_backward_from_output, vv_v, 2, 2, 4, 1)
OP(log_sigmoid, v_v, 1, 2, 2, 5)
OP(log_sigmoid_backward, vv_v, 2, 2, LANE_BITS == 32 ? 2 : 1, 3)
OP(softplus, vp_v, 1, 2, 2, 5)
OP(softplus_backward, vvp_v, 2, 2, LANE_BITS == 32 ? 2 : 1, 3)

OP(tanh, v_v, 1, 2, LANE_BITS == 32 || LANES == 8 ? 4 : 1, 2)
OP(tanh_backward, vv_v, 2, 2, LANE_BITS == 32 ? 2 : 1, 6)
OP(tanh_backward_from_output, vv_v, 2, 2, 4, 1)
OP(tanhshrink, v_v, 1, 2, 2, 4)
OP(tanhshrink_backward, vv_v, 2, 2, 2, 4)

OP(elu, vp_v, 1, 2, 2, 4)
OP(elu_backward, vvp_v, 2, 2, 2, 4)
OP(elu_backward_from_output, vvp_v, 2, 2, 4, 1)
OP(celu, vp_v, 1, 2, 2, 5)
OP(celu_backward, vvp_v, 2, 2, 2, 5)
OP(selu, v_v, 1, 2, 2, 4)
OP(selu_backward, vv_v, 2, 2, 2, 5)
OP(selu_backward_from_output, vv_v, 2, 2, 4, 2)

OP_IN_HALVES(silu, v_v, 1, 2, 2, 3)
OP_IN_HALVES(silu_backward, vv_v, 2, 2, IN_HALVES ? 2 : 1, 5)
OP(swish, vp_v, 1, 2, 1, 4)
OP(swish_backward, vvp_v, 2, 2, 1, 6)
OP(quick_gelu, v_v, 1, 2, 2, 6)
OP(quick_gelu_backward, vv_v, 2, 2, 1, 6)
OP_IN_HALVES(gelu, v_v, 1, 2, LANE_BITS == 32 ? 2 : 1, 4)
OP(gelu_backward, vv_v, 2, 2, 1, 6)
OP(gelu_tanh, v_v, 1, 2, 4, 6)
OP(gelu_tanh_backward, vv_v, 2, 2, 1, 8)
OP(mish, v_v, 1, 2, 2, 9)
OP(mish_backward, vv_v, 2, 2, 1, 5)
OP(erf, v_v, 1, 2, LANE_BITS == 32 || LANES == 8 ? 4 : 1, 2)
OP(erf_backward, vv_v, 2, 2, 2, 4)
