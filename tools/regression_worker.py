"""
A process of tools/regression.py: imports the build in the folder that it is given and times calls.

It answers each line of its input with one of JSON: "names", or "name dtype elements repeats".
"""

import json
import sys
import time
from pathlib import Path

folder = sys.argv[1]
sys.path[:0] = [folder, str(Path(__file__).parent)]

import regression_cases  # noqa: E402

import relu_simd  # noqa: E402

if Path(folder) not in Path(relu_simd.__file__).parents:
    sys.exit(f"{relu_simd.__file__} is not in {folder}")

case, call = None, None
for line in sys.stdin:
    words = line.split()
    if words == ["names"]:
        answer = regression_cases.names(relu_simd)
    else:
        name, dtype, size, repeats = words[0], words[1], int(words[2]), int(words[3])
        if case != words[:3]:
            case = words[:3]
            call = regression_cases.prepare(relu_simd.ufuncs, relu_simd, name, dtype, size)
        call()
        start = time.perf_counter_ns()
        for _ in range(repeats):
            call()
        answer = (time.perf_counter_ns() - start) / repeats
    print(json.dumps(answer), flush=True)
