"""Calls that several threads share: the same bits, whoever calls, and after a fork."""

import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from rows_support import ROWS, laid_out
from rows_support import operands as row_operands
from support import (
    assert_overlaps_right,
    assert_same_bits,
    make_operands,
    placed,
    result_dtype,
    run_python,
)

import relu_simd as rs
from relu_simd import _threads

NEVER = 1 << 60
needs_openmp = pytest.mark.skipif(_threads.THREADING is None, reason="this build is without OpenMP")
needs_fork = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(),
                                reason="this system has no fork")


@pytest.fixture(params=[2, 3, 7])
def sharing(request, target):
    """A target of which every call is shared by so many threads."""
    target.set_limits(share_from=1)
    with rs.num_threads(request.param):
        yield target
    target.set_limits(share_from=target.SHARE_FROM if _threads.THREADING else NEVER)


def alone(ufunc, *args, **options):
    with rs.num_threads(1):
        return ufunc(*args, **options)


@needs_openmp
@pytest.mark.parametrize("step", [1, 2, -1])
def test_every_operation(sharing, name, dtype, step):
    data, parameters = make_operands(name, dtype, 5003)
    ufunc = getattr(sharing, name)
    expected = alone(ufunc, *data, *parameters)
    views = [placed(values, 3, step) for values in data]
    out = placed(np.zeros(5003, result_dtype(name, dtype)), 5, step)
    assert_same_bits(ufunc(*views, *parameters, out=out), expected)


@needs_openmp
def test_in_place_shifted_and_interleaved(sharing, dtype):
    assert_overlaps_right(sharing.relu, dtype, (1, 16, 1024, 2000))
    x = make_operands("relu", dtype, 6000)[0][0]
    interleaved = np.repeat(x, 2)
    sharing.relu(interleaved[::2], out=interleaved[1::2])
    assert_same_bits(interleaved[1::2], alone(sharing.relu, x))


@needs_openmp
@pytest.mark.parametrize("row_name", ROWS)
@pytest.mark.parametrize("layout", ["0", (3, 100, 2)])
@pytest.mark.parametrize("length", [10, 37])
def test_rows(sharing, row_name, dtype, layout, length):
    args = [np.concatenate([a] * 4) for a in row_operands(row_name, dtype, length)]
    ufunc = getattr(sharing, row_name)
    expected = alone(ufunc, *args)
    placed_args = [laid_out(a, layout)[0] if a.ndim == 2 else a for a in args]
    axis = 0 if layout == "0" else -1
    result = ufunc(*placed_args, axis=axis)
    assert_same_bits(result.T if axis == 0 and result.ndim == 2 else result, expected)


@needs_openmp
def test_streamed_parts(sharing, dtype):
    x = make_operands("relu", dtype, 9000)[0][0]
    rows = np.resize(x, (90, 333))
    expected = alone(sharing.relu, x), alone(sharing.softmax, rows)
    sharing.set_limits(stream_from=1)
    try:
        assert_same_bits(sharing.relu(x), expected[0])
        assert_same_bits(sharing.softmax(rows), expected[1])
    finally:
        sharing.set_limits(stream_from=NEVER)


@needs_openmp
def test_many_callers_at_once(sharing):
    """The first call is shared and those that come meanwhile are not; none waits for another."""
    x = make_operands("gelu", np.float32, 50_000)[0][0]
    expected = alone(sharing.gelu, x)
    together = threading.Barrier(8)

    def call(_):
        together.wait(60)
        return [sharing.gelu(x) for _ in range(20)]

    with ThreadPoolExecutor(8) as pool:
        for results in pool.map(call, range(8)):
            for result in results:
                assert_same_bits(result, expected)


@needs_openmp
def test_the_calling_threads_environment_is_the_loops_own(sharing):
    """Division by zero and overflow in a part raise no warning in the caller."""
    x = np.full(20_000, 3e38, np.float32)
    with np.errstate(all="raise"):
        assert np.isposinf(sharing.relu2(x)).all()


def in_a_child(queue):
    x = np.linspace(-5, 5, 500_000, dtype=np.float32)
    queue.put((rs.get_num_threads(), rs.gelu(x)))


@needs_fork
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_forked_child_has_one_thread_and_does_not_hang():
    x = np.linspace(-5, 5, 500_000, dtype=np.float32)
    expected = rs.gelu(x)  # the pool's threads exist
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    children = [context.Process(target=in_a_child, args=(queue,)) for _ in range(2)]
    for child in children:
        child.start()
    for _ in children:
        threads, result = queue.get(timeout=60)
        assert threads == 1
        assert_same_bits(result, expected)
    for child in children:
        child.join(60)
        assert child.exitcode == 0


@needs_fork
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_fork_in_the_middle_of_threaded_work():
    x = np.linspace(-5, 5, 500_000, dtype=np.float32)
    expected, stop = rs.gelu(x), threading.Event()

    def work():
        while not stop.is_set():
            rs.gelu(x)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    try:
        for _ in range(10):
            child = os.fork()
            if child == 0:  # neither pytest nor the threads go on here
                right = np.array_equal(rs.gelu(x), expected) and rs.get_num_threads() == 1
                os._exit(0 if right else 1)
            assert wait_for(child) == 0
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def wait_for(child, seconds=60):
    """Its exit status; a child that hangs is killed."""
    alarm = threading.Timer(seconds, os.kill, (child, 9))
    alarm.start()
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        alarm.cancel()


def test_the_number_of_threads():
    assert rs.get_num_threads() >= 1
    with rs.num_threads(1) as block:
        assert rs.get_num_threads() == 1
        with rs.num_threads(3):
            assert rs.get_num_threads() == (3 if _threads.THREADING else 1)
            with block:  # a block may be entered again
                assert rs.get_num_threads() == 1
        assert rs.get_num_threads() == 1
    before = rs.get_num_threads()
    rs.set_num_threads(2)
    rs.set_num_threads(None)
    assert rs.get_num_threads() == before


@pytest.mark.parametrize("wrong", [0, -1, 1 << 40])
def test_a_number_that_is_none(wrong):
    for function in (rs.set_num_threads, rs.num_threads):
        with pytest.raises(ValueError, match="from 1 to"):
            function(wrong)


@pytest.mark.parametrize("wrong", [1.5, "2"])
def test_what_is_no_integer(wrong):
    for function in (rs.set_num_threads, rs.num_threads):
        with pytest.raises(TypeError):
            function(wrong)


def threads_with(**variables):
    return run_python("import relu_simd; print(relu_simd.get_num_threads())",
                      **{"OMP_NUM_THREADS": None, "RELU_SIMD_NUM_THREADS": None} | variables)


@needs_openmp
def test_the_environment():
    cores = rs.show_runtime("dicts")["cores"]
    assert int(threads_with().stdout) == cores
    assert int(threads_with(OMP_NUM_THREADS="1").stdout) == 1
    assert int(threads_with(RELU_SIMD_NUM_THREADS="5").stdout) == 5
    assert int(threads_with(OMP_NUM_THREADS="1", RELU_SIMD_NUM_THREADS="3").stdout) == 3
    assert "is not a number of threads" in threads_with(RELU_SIMD_NUM_THREADS="many").stderr


@needs_openmp
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system has no such call")
def test_cpu_affinity():
    cores = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(cores)})
        assert rs.get_num_threads() == 1
    finally:
        os.sched_setaffinity(0, cores)


@needs_openmp
def test_threadpoolctl():
    threadpoolctl = pytest.importorskip("threadpoolctl", reason="threadpoolctl is not installed")
    with threadpoolctl.threadpool_limits(1):
        assert rs.get_num_threads() == 1
        with rs.num_threads(4):
            assert rs.get_num_threads() == 1
    with rs.num_threads(4):
        assert rs.get_num_threads() == 4
