"""
Counts the instructions that the AVX2 kernels need for an element, with valgrind's callgrind.

    python tools/callgrind.py                        # the package in this tree, built in place
    python tools/callgrind.py --op gelu gelu_backward

An operation is called with N and with 2 N elements; the difference over N leaves NumPy and Python aside.
The counts are the same on every machine and in every run, and change with the compiler. valgrind has no
AVX-512, hence AVX2. How long they take is another question: a division counts as much as an addition.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What valgrind counts between the two, by its client requests, which are inline assembly.
REQUESTS = """
#include <valgrind/callgrind.h>
void begin(void);
void end(const char *label);
void begin(void) { CALLGRIND_START_INSTRUMENTATION; CALLGRIND_ZERO_STATS; }
void end(const char *label) { CALLGRIND_DUMP_STATS_AT(label); CALLGRIND_STOP_INSTRUMENTATION; }
"""


def compiler():
    return os.environ.get("CC", "cc").split()


def unavailable():
    """Why nothing can be counted here; None if it can."""
    if not shutil.which("valgrind"):
        return "there is no valgrind"
    probe = subprocess.run([*compiler(), "-E", "-xc", "-"], input="#include <valgrind/callgrind.h>\n",
                           capture_output=True, text=True)
    return "valgrind's headers are missing" if probe.returncode else None


def count(folder, names=()):
    """(operation, dtype) to instructions an element, of the build in a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        requests = Path(scratch, "requests.so")
        subprocess.run([*compiler(), "-O2", "-shared", "-fPIC", "-xc", "-", "-o", requests],
                       input=REQUESTS, text=True, check=True)
        environment = os.environ | {"RELU_SIMD_TARGET": "avx2", "RELU_SIMD_NUM_THREADS": "1",
                                    "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--instr-atstart=no",
             f"--callgrind-out-file={scratch}/counts", sys.executable,
             Path(__file__).with_name("callgrind_worker.py"), folder, requests, *names],
            env=environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"valgrind fails:\n{done.stderr[-2000:]}")
        paths = sorted(Path(scratch).glob("counts.*"), key=lambda path: int(path.suffix[1:]))
        totals = dict(filter(None, map(read_counts, paths)))
    found = {}
    for name, dtype, size in totals:
        if (name, dtype, 2 * size) in totals:
            found[name, dtype] = (totals[name, dtype, 2 * size] - totals[name, dtype, size]) / size
    return found


def read_counts(path):
    """What a file of callgrind's is about, and the instructions in it."""
    text = path.read_text(errors="replace")
    trigger = re.search(r"^desc: Trigger: Client Request: (\S+) (\S+) (\d+)$", text, re.MULTILINE)
    total = re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
    if not trigger or not total:
        return None
    return (trigger[1], trigger[2], int(trigger[3])), int(total[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT, help="that it is built in")
    parser.add_argument("--op", nargs="+", default=[], metavar="NAME", help="only these operations")
    arguments = parser.parse_args()
    if reason := unavailable():
        sys.exit(reason)
    found = count(arguments.folder.resolve(), arguments.op)
    print(f"{'AVX2 instructions an element':40}{'float32':>9}{'float64':>9}")
    for name in dict.fromkeys(name for name, _ in found):
        print(f"{name:40}" + "".join(f"{found[name, dtype]:9.3f}" for dtype in ("float32", "float64")))


if __name__ == "__main__":
    main()
