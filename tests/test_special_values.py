"""Contract 1 to 3: what NaN, the infinities, the zeros and the corners give, by bits."""

import numpy as np
import pytest
from support import OPS, assert_same_bits, mixed

NAN, INF = np.nan, np.inf
TINY = 1e-40  # a subnormal of float32
SELU_SCALE = 1.0507009873554804934193349852946
SELU_SCALE_ALPHA = 1.7580993408473768599402175208123

VALUES = {
    "relu": [(-0.0, 0.0), (0.0, 0.0), (-INF, 0.0), (INF, INF), (-TINY, 0.0), (TINY, TINY)],
    "relu6": [(-0.0, 0.0), (-INF, 0.0), (INF, 6.0), (6.0, 6.0), (7.0, 6.0)],
    "relu2": [(-0.0, 0.0), (-INF, 0.0), (INF, INF), (-3.0, 0.0), (3.0, 9.0)],
    "leaky_relu": [((-0.0, 0.5), -0.0), ((-INF, 0.5), -INF), ((-2.0, 0.5), -1.0), ((2.0, 0.5), 2.0),
                   ((-INF, 0.0), 0.0), ((-2.0, 0.0), 0.0), ((-0.0, 0.0), 0.0), ((-2.0, -0.0), 0.0),
                   ((2.0, NAN), 2.0), ((-2.0, NAN), NAN), ((NAN, 0.0), NAN)],
    "hardtanh": [((-0.0, 0.0, 1.0), 0.0), ((-0.0, -1.0, 1.0), -0.0), ((-0.0, -1.0, 0.0), 0.0),
                 ((INF, -1.0, 1.0), 1.0), ((-INF, -1.0, 1.0), -1.0), ((0.0, 2.0, 1.0), 1.0),
                 ((0.0, NAN, 1.0), NAN), ((0.0, -1.0, NAN), NAN), ((5.0, NAN, 1.0), NAN)],
    "hardsigmoid": [(-3.0, 0.0), (-INF, 0.0), (3.0, 1.0), (INF, 1.0), (0.0, 0.5)],
    "hardswish": [(-3.0, 0.0), (-INF, 0.0), (INF, INF), (3.0, 3.0), (-0.0, -0.0), (0.0, 0.0)],
    "hardshrink": [((0.5, 0.5), 0.0), ((-0.5, 0.5), 0.0), ((-0.0, 0.5), 0.0), ((INF, 0.5), INF),
                   ((-INF, 0.5), -INF), ((INF, INF), 0.0), ((1.0, NAN), NAN), ((NAN, INF), NAN)],
    "softshrink": [((0.5, 0.5), 0.0), ((-0.0, 0.5), 0.0), ((-1.0, 0.5), -0.5), ((-INF, 0.5), -INF),
                   ((INF, INF), 0.0), ((1.0, NAN), NAN)],
    "threshold": [((0.5, 0.5, -9.0), -9.0), ((-0.0, 0.0, 7.0), 7.0), ((INF, 0.5, 7.0), INF),
                  ((1.0, NAN, 7.0), NAN), ((NAN, 0.5, 7.0), NAN), ((0.0, 0.5, -0.0), -0.0)],
    "softsign": [(-0.0, -0.0), (0.0, 0.0), (INF, 1.0), (-INF, -1.0), (1e38, 1.0), (-3.0, -0.75)],
    # g, x, ...: an inactive lane is +0.0 whatever g is
    "relu_backward": [((INF, -1.0), 0.0), ((NAN, -1.0), 0.0), ((-5.0, 0.0), 0.0), ((-5.0, -0.0), 0.0),
                      ((5.0, NAN), 5.0), ((-INF, INF), -INF), ((-0.0, 1.0), -0.0)],
    "relu6_backward": [((5.0, 0.0), 0.0), ((5.0, 6.0), 0.0), ((INF, 7.0), 0.0), ((5.0, 3.0), 5.0),
                       ((5.0, NAN), 5.0), ((NAN, -1.0), 0.0)],
    "relu2_backward": [((INF, -1.0), 0.0), ((1.0, 3.0), 6.0), ((1.0, NAN), NAN), ((NAN, 0.0), 0.0)],
    "leaky_relu_backward": [((5.0, 0.0, 0.5), 2.5), ((INF, -1.0, 0.0), 0.0), ((5.0, NAN, 0.5), 5.0),
                            ((NAN, -1.0, 0.0), 0.0), ((5.0, -0.0, 0.5), 2.5)],
    "prelu_backward_weight": [((2.0, -3.0), -6.0), ((INF, 3.0), 0.0), ((2.0, NAN), 0.0)],
    "hardtanh_backward": [((5.0, -1.0, -1.0, 1.0), 0.0), ((5.0, 1.0, -1.0, 1.0), 0.0),
                          ((5.0, 0.0, -1.0, 1.0), 5.0), ((INF, 2.0, -1.0, 1.0), 0.0),
                          ((5.0, NAN, -1.0, 1.0), 5.0)],
    "hardsigmoid_backward": [((6.0, -3.0), 0.0), ((6.0, 3.0), 0.0), ((6.0, 0.0), 1.0),
                             ((INF, 4.0), 0.0), ((INF, 0.0), INF)],
    "hardswish_backward": [((1.0, -3.0), 0.0), ((1.0, 3.0), 1.0), ((1.0, -1.5), 0.0),
                           ((INF, -4.0), 0.0), ((INF, INF), INF), ((1.0, NAN), NAN),
                           ((1.0, INF), 1.0), ((-INF, 1.0), -INF)],
    "hardshrink_backward": [((5.0, 0.5, 0.5), 0.0), ((INF, 0.1, 0.5), 0.0), ((5.0, NAN, 0.5), 5.0)],
    "softshrink_backward": [((5.0, -0.5, 0.5), 0.0), ((5.0, 0.6, 0.5), 5.0)],
    "threshold_backward": [((5.0, 0.5, 0.5), 0.0), ((NAN, 0.1, 0.5), 0.0), ((5.0, NAN, 0.5), 5.0)],
    "softsign_backward": [((INF, INF), 0.0), ((2.0, -INF), 0.0), ((INF, 1.0), INF), ((4.0, 1.0), 1.0),
                          ((1.0, NAN), NAN), ((-0.0, 2.0), -0.0)],
    "sigmoid": [(-INF, 0.0), (INF, 1.0), (0.0, 0.5), (-0.0, 0.5), (1e38, 1.0), (-1e38, 0.0)],
    "log_sigmoid": [(-INF, -INF), (INF, -0.0), (1e38, -0.0), (-1e4, -1e4)],
    "tanh": [(-0.0, -0.0), (0.0, 0.0), (INF, 1.0), (-INF, -1.0), (-1e38, -1.0), (TINY, TINY)],
    "tanhshrink": [(-0.0, -0.0), (0.0, 0.0), (INF, INF), (-INF, -INF), (-64.0, -63.0)],
    "softplus": [((-INF, 1.0), 0.0), ((INF, 1.0), INF), ((1e38, 2.0), 1e38), ((-1e38, 2.0), 0.0),
                 ((1.0, NAN), NAN)],
    "elu": [((-INF, 0.5), -0.5), ((INF, 0.5), INF), ((-0.0, 0.5), -0.0), ((0.0, 0.5), 0.0),
            ((3.0, 0.5), 3.0), ((-1e38, 2.0), -2.0), ((-1.0, NAN), NAN)],
    "celu": [((-INF, 0.5), -0.5), ((INF, 0.5), INF), ((-0.0, 0.5), -0.0), ((0.0, 0.5), 0.0),
             ((3.0, 0.5), 3.0), ((-1e38, 2.0), -2.0), ((-1.0, NAN), NAN)],
    "selu": [(-INF, -SELU_SCALE_ALPHA), (INF, INF), (-0.0, -0.0), (0.0, 0.0), (1.0, SELU_SCALE)],
    "erf": [(-0.0, -0.0), (0.0, 0.0), (INF, 1.0), (-INF, -1.0), (1e38, 1.0)],
    **dict.fromkeys(["silu", "quick_gelu", "gelu", "gelu_tanh", "mish"], (
        (-INF, -0.0), (INF, INF), (-0.0, -0.0), (0.0, 0.0), (1e38, 1e38), (-1e38, -0.0))),
    "swish": [((-INF, 2.0), -0.0), ((INF, 2.0), INF), ((-0.0, 2.0), -0.0), ((0.0, 2.0), 0.0),
              ((1e38, 2.0), 1e38), ((-1e38, 2.0), -0.0), ((1.0, NAN), NAN)],
    # g, x, ...: where the derivative vanishes at infinity, +0.0 whatever g is
    **dict.fromkeys(["sigmoid_backward", "tanh_backward", "erf_backward"], (
        ((INF, INF), 0.0), ((NAN, -INF), 0.0), ((-2.0, INF), 0.0), ((-INF, 1.0), -INF),
        ((1.0, NAN), NAN), ((NAN, 1.0), NAN), ((-0.0, 1.0), -0.0))),
    **dict.fromkeys(["silu_backward", "quick_gelu_backward", "gelu_backward", "gelu_tanh_backward",
                     "mish_backward"], (
        ((INF, -INF), 0.0), ((NAN, -INF), 0.0), ((-2.0, -INF), 0.0), ((-2.0, INF), -2.0),
        ((INF, INF), INF), ((-2.0, 1e30), -2.0), ((1.0, NAN), NAN), ((NAN, 1.0), NAN))),
    "swish_backward": [((INF, -INF, 2.0), 0.0), ((-2.0, -INF, 2.0), 0.0), ((-2.0, INF, 2.0), -2.0),
                       ((8.0, 0.0, 2.0), 4.0), ((1.0, NAN, 2.0), NAN)],
    "log_sigmoid_backward": [((INF, INF), 0.0), ((-2.0, INF), 0.0), ((-2.0, -INF), -2.0),
                             ((INF, -INF), INF), ((8.0, 0.0), 4.0), ((1.0, NAN), NAN)],
    "tanhshrink_backward": [((-2.0, INF), -2.0), ((-2.0, -INF), -2.0), ((2.0, 0.0), 0.0),
                            ((1.0, NAN), NAN)],
    "softplus_backward": [((INF, -INF, 2.0), 0.0), ((-2.0, -INF, 2.0), 0.0), ((-2.0, INF, 2.0), -2.0),
                          ((8.0, 0.0, 2.0), 4.0), ((1.0, NAN, 2.0), NAN)],
    **dict.fromkeys(["elu_backward", "celu_backward"], (
        ((INF, -INF, 0.5), 0.0), ((-2.0, -INF, 0.5), 0.0), ((-2.0, INF, 0.5), -2.0),
        ((5.0, NAN, 0.5), 5.0), ((-2.0, 3.0, NAN), -2.0))),
    "selu_backward": [((INF, -INF), 0.0), ((-2.0, -INF), 0.0), ((INF, INF), INF),
                      ((1.0, 3.0), SELU_SCALE), ((1.0, NAN), SELU_SCALE)],
    "sigmoid_backward_from_output": [((8.0, 0.5), 2.0), ((8.0, 0.0), 0.0), ((8.0, 1.0), 0.0),
                                     ((1.0, NAN), NAN), ((INF, 0.5), INF)],
    "tanh_backward_from_output": [((8.0, 0.5), 6.0), ((8.0, 0.0), 8.0), ((8.0, 1.0), 0.0),
                                  ((8.0, -1.0), 0.0), ((1.0, NAN), NAN), ((INF, 0.5), INF)],
    "elu_backward_from_output": [((8.0, -0.25, 0.5), 2.0), ((8.0, -0.5, 0.5), 0.0),
                                 ((8.0, 0.0, 0.5), 4.0), ((8.0, INF, 0.5), 8.0), ((5.0, NAN, 0.5), 5.0)],
    "selu_backward_from_output": [((1.0, 3.0), SELU_SCALE), ((INF, 1.0), INF), ((1.0, NAN), SELU_SCALE)],
    "relu_mask": [(NAN, True), (0.0, False), (-0.0, False), (TINY, True), (INF, True), (-INF, False)],
}
CASES = [(name, operands if isinstance(operands, tuple) else (operands,), expected)
         for name, cases in VALUES.items() for operands, expected in cases]


@pytest.mark.parametrize(("name", "operands", "expected"), CASES)
def test_special_value(target, dtype, name, operands, expected):
    """In a whole vector, so that the vector code and not only its tail is asked."""
    arrays = [np.full(37, operand, dtype) for operand in operands]
    result_dtype = bool if isinstance(expected, bool) else dtype
    assert_same_bits(getattr(target, name)(*arrays), np.full(37, expected, result_dtype))


FORWARD = [name for name, op in OPS.items() if "backward" not in name and op["shape"][-1] == "v"]


@pytest.mark.parametrize("name", FORWARD)
def test_nan_in_gives_nan_out(target, dtype, name):
    inputs = OPS[name]["shape"].split("_")[0]
    x = np.full(37, NAN, dtype)
    assert np.isnan(getattr(target, name)(x, *[0.5] * (len(inputs) - 1))).all()


def test_four_ways_to_the_gradient_of_relu_agree(target, dtype):
    """From x, from y, from the mask, and as not (x <= 0) of NumPy."""
    g, x = mixed(dtype, 10_000, 1), mixed(dtype, 10_000, 2)
    expected = np.where(~(x <= 0), g, dtype.type(0))
    assert_same_bits(target.relu_backward(g, x), expected)
    assert_same_bits(target.relu_backward_from_output(g, target.relu(x)), expected)
    assert_same_bits(target.relu_backward_from_mask(g, target.relu_mask(x)), expected)


@pytest.mark.parametrize("slope", [0.0, 1e-45, 0.01, 1.0, 3.0])
def test_gradient_of_leaky_relu_from_the_output_agrees(target, dtype, slope):
    g, x = mixed(dtype, 10_000, 1), mixed(dtype, 10_000, 2)
    slope = dtype.type(slope)
    assert_same_bits(target.leaky_relu_backward_from_output(g, target.leaky_relu(x, slope), slope),
                     target.leaky_relu_backward(g, x, slope))


def test_leaky_relu_with_slope_zero_is_relu(target, dtype):
    x = mixed(dtype, 10_000)
    assert_same_bits(target.leaky_relu(x, dtype.type(0)), target.relu(x))


def test_a_mask_byte_other_than_one_is_true(target, dtype):
    mask = np.array([0, 1, 2, 128, 255] * 9, np.uint8).view(bool)
    g = np.arange(1, 46, dtype=dtype)
    assert_same_bits(target.relu_backward_from_mask(g, mask),
                     np.where(mask.view(np.uint8) != 0, g, dtype.type(0)))
