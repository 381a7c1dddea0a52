"""
The process that tools/callgrind.py watches: calls each operation with N and with 2 N elements, and
has callgrind write what each call took.
"""

import ctypes
import gc
import sys
from pathlib import Path

folder, requests, *names = sys.argv[1:]
sys.path[:0] = [folder, str(Path(__file__).parent)]

import regression_cases  # noqa: E402

import relu_simd  # noqa: E402

N = 16 << 10  # the few instructions by which NumPy and Python differ from call to call count for nothing
ufuncs = relu_simd.targets["avx2"]
valgrind = ctypes.CDLL(requests)
gc.disable()


def count(call, label):
    valgrind.begin()
    call()
    valgrind.end(label)


for _ in range(20):  # what Python does only the first times
    count(regression_cases.prepare(ufuncs, relu_simd, "relu", "float32", 1), b"")
for name in names or regression_cases.names(relu_simd):
    for dtype in ("float32", "float64"):
        calls = [(size, regression_cases.prepare(ufuncs, relu_simd, name, dtype, size))
                 for size in (N, 2 * N)]
        for size, call in calls:
            call()
            count(call, f"{name} {dtype} {size}".encode())
