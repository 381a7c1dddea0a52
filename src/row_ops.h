/* THE list of row operations, which work along an axis. A row: OP(name, shape, max ULP float32, float64,
   cost): as in ops.h.

   The shape names the operands in their order and then the result: v a row (an axis of the array, the same
   length in all), s one value for each row, l the row's label, an index into it. The operation is
   row_<name>, in rows/. */

OP(softmax, v_v, 1, 1, 5)
OP(softmax_backward_from_output, vv_v, 2, 2, 4)
OP(log_softmax, v_v, 1, 1, 6)
OP(log_softmax_backward_from_output, vv_v, 2, 2, 6)
OP(softmax_cross_entropy, vl_s, 1, 1, 4)
OP(softmax_cross_entropy_backward, svl_v, 2, 2, 7)
