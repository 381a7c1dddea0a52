/* THE list of operations. A row: OP(name, shape, max ULP float32, max ULP float64).

   The shape names the operands in their order and then the result: v an array of the loop's dtype,
   p a parameter of that dtype (usually one value for the whole array, any array will do), m a bool
   array. The kernel is op_<name>, in activations/. Max ULP: 0 is exact, 0.5 correctly rounded. */

OP(relu, v_v, 0, 0)
OP(relu_mask, v_m, 0, 0)
OP(relu_backward, vv_v, 0, 0)
OP(relu_backward_from_output, vv_v, 0, 0)
OP(relu_backward_from_mask, vm_v, 0, 0)

OP(relu6, v_v, 0, 0)
OP(relu6_backward, vv_v, 0, 0)
OP(relu2, v_v, 0.5, 0.5)
OP(relu2_backward, vv_v, 1, 1)

OP(leaky_relu, vp_v, 0.5, 0.5)
OP(leaky_relu_backward, vvp_v, 0.5, 0.5)
OP(leaky_relu_backward_from_output, vvp_v, 0.5, 0.5)
OP(prelu, vp_v, 0.5, 0.5)
OP(prelu_backward, vvp_v, 0.5, 0.5)
OP(prelu_backward_weight, vv_v, 0.5, 0.5)

OP(hardtanh, vpp_v, 0, 0)
OP(hardtanh_backward, vvpp_v, 0, 0)
OP(hardsigmoid, v_v, 0.5, 0.500001)
OP(hardsigmoid_backward, vv_v, 1, 1)
OP(hardswish, v_v, 0.500001, 0.500001)
OP(hardswish_backward, vv_v, 1.5, 1.5)

OP(hardshrink, vp_v, 0, 0)
OP(hardshrink_backward, vvp_v, 0, 0)
OP(softshrink, vp_v, 0.5, 0.5)
OP(softshrink_backward, vvp_v, 0, 0)
OP(threshold, vpp_v, 0, 0)
OP(threshold_backward, vvp_v, 0, 0)

OP(softsign, v_v, 0.500001, 0.500001)
OP(softsign_backward, vv_v, 1, 1)
