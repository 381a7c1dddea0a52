"""Calls from several threads at once give the same bits as one after the other."""

from concurrent.futures import ThreadPoolExecutor

from support import OPS, assert_same_bits, make_operands

import relu_simd as rs


def test_many_threads(target, dtype):
    work = [(name, *make_operands(name, dtype, 20_000, seed)) for seed in range(2) for name in OPS]
    expected = [getattr(target, name)(*data, *parameters) for name, data, parameters in work]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda w: getattr(target, w[0])(*w[1], *w[2]), work * 3))
    for result, right in zip(results, expected * 3, strict=True):
        assert_same_bits(result, right)


def test_threads_share_one_input_and_write_parts_of_one_result(target, dtype):
    data, _ = make_operands("relu", dtype, 64_000)
    out = data[0].copy()
    with ThreadPoolExecutor(8) as pool:
        parts = [slice(i, i + 1000) for i in range(0, 64_000, 1000)]
        list(pool.map(lambda part: target.relu(data[0][part], out=out[part]), parts))
    assert_same_bits(out, rs.relu(data[0]))
