"""Contract 7: in place, and with any overlap of inputs and result, as if the inputs were copies."""

import tracemalloc

import numpy as np
import pytest
from support import OPS, assert_same_bits, make_operands, mixed, result_dtype

IN_PLACE = [name for name, op in OPS.items() if op["shape"].endswith("_v")]


@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place_over_each_operand(target, name, dtype):
    for count in (1, 7, 64, 1000, 5000):
        data, parameters = make_operands(name, dtype, count)
        expected = getattr(target, name)(*data, *parameters)
        for i, values in enumerate(data):
            if values.dtype == bool:
                continue
            for step in (1, 2, -1):
                operand = np.zeros(count * 2, dtype)[:count * abs(step):abs(step)]
                operand = operand[::-1] if step < 0 else operand
                operand[...] = values
                operands = [*data[:i], operand, *data[i + 1:]]
                assert getattr(target, name)(*operands, *parameters, out=operand) is operand
                assert_same_bits(operand, expected)


@pytest.mark.parametrize("count", [3, 40, 700, 3000])
@pytest.mark.parametrize("shift", [-65, -17, -3, -1, 1, 2, 16, 64])
def test_shifted_overlap(target, dtype, count, shift):
    start, out_start = max(0, -shift), max(0, shift)
    for ufunc, parameters in ((target.relu, ()), (target.leaky_relu, (0.5,)), (target.silu, ())):
        buffer = mixed(dtype, count + abs(shift))
        expected = ufunc(buffer[start:start + count].copy(), *parameters)
        ufunc(buffer[start:start + count], *parameters, out=buffer[out_start:out_start + count])
        assert_same_bits(buffer[out_start:out_start + count], expected)


@pytest.mark.parametrize("seed", range(60))
def test_random_views_of_one_buffer(target, seed):
    """Inputs, a parameter array and the result are arbitrary slices of the same memory."""
    rng = np.random.default_rng(seed)
    buffer = mixed(np.float32, 4000, seed)
    length = int(rng.integers(1, 900))

    def random_slice():
        step = int(rng.choice([1, 1, 2, 3, -1, -2]))
        room = 4000 - length * abs(step)
        start = int(rng.integers(0, room + 1))
        view = buffer[start:start + length * abs(step):abs(step)]
        return view[::-1] if step < 0 else view

    g, x, slope, out = (random_slice() for _ in range(4))
    if rng.random() < 0.3:
        slope = slope[:1]
    expected = target.leaky_relu_backward(g.copy(), x.copy(), slope.copy())
    target.leaky_relu_backward(g, x, slope, out=out)
    assert_same_bits(out, expected)


def test_a_mask_written_over_its_input(target, dtype):
    x = mixed(dtype, 1000)
    expected = target.relu_mask(x.copy())
    out = x.view(np.uint8)[500:1500].view(bool)
    target.relu_mask(x, out=out)
    np.testing.assert_array_equal(out, expected)


def test_interleaved_channels(target, dtype):
    pairs = mixed(dtype, 2000).reshape(1000, 2)
    expected = target.relu(pairs[:, 0].copy())
    target.relu(pairs[:, 0], out=pairs[:, 1])
    assert_same_bits(pairs[:, 1], expected)


def test_accumulate_and_reduce_feed_results_back(target, dtype):
    """They make little sense for an activation, but a ufunc has them, and they must be right."""
    x = np.random.default_rng(0).normal(0, 1, 300).astype(dtype)
    running, results = x[0], [x[0]]
    for value in x[1:]:
        running = target.leaky_relu(running, value)
        results.append(running)
    assert_same_bits(target.leaky_relu.accumulate(x), np.array(results))
    assert_same_bits(target.leaky_relu.reduce(x), results[-1])
    assert_same_bits(target.leaky_relu.reduceat(x, [0, 150]),
                     np.array([results[149], target.leaky_relu.reduce(x[150:])]))


def test_at_works_on_chosen_elements(target, dtype):
    x = np.array([-1, -2, -3, 4], dtype)
    target.relu.at(x, [0, 2])
    assert_same_bits(x, np.array([0, -2, 0, 4], dtype))


def test_outer(target, dtype):
    x, slopes = np.array([-2, 1], dtype), np.array([0.5, 0.25], dtype)
    assert_same_bits(target.prelu.outer(x, slopes), np.array([[-1, -0.5], [1, 1]], dtype))


def test_contiguous_arrays_take_no_extra_memory(target, name, dtype):
    data, parameters = make_operands(name, dtype, 100_000)
    out = getattr(target, name)(*data, *parameters)
    tracemalloc.start()
    try:
        getattr(target, name)(*data, *parameters, out=out)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4096


def test_result_dtype_is_the_loops(target, name, dtype):
    data, parameters = make_operands(name, dtype, 3)
    assert getattr(target, name)(*data, *parameters).dtype == result_dtype(name, dtype)
