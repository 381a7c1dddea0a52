"""
The exhaustive tests' numbers without pytest, for a kernel in the making:

    python tools/exhaustive.py gelu gelu_backward --every 1009
    python tools/exhaustive.py silu --target avx2 --dtype float64

It prints the worst error, where it is, how many results are not the nearest number, and whether the
targets differ.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from accuracy import THREADS, float32_pieces, float64_pieces, sweep

import relu_simd as rs


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("operations", nargs="+", help="names; ~silu for all with silu in their name")
    add("--every", type=int, default=1, help="only every so-many-th float32")
    add("--count", type=int, default=1_000_000, help="how many float64 inputs")
    add("--dtype", choices=["float32", "float64"], default="float32")
    add("--target", action="append", help="the first is judged, the others must agree; default: all")
    add("--gradient", type=float, default=1.0, help="the incoming gradient, finite and positive")
    add("--threads", type=int, default=THREADS)
    arguments = parser.parse_args()
    targets = arguments.target or list(rs.targets)
    ops = rs.ufuncs._OPS
    names = [name for name, op in ops.items() if "m" not in op["shape"].split("_")[0]
             and any(name == wanted or (wanted[0] == "~" and wanted[1:] in name)
                     for wanted in arguments.operations)]
    pieces = (float32_pieces(arguments.every) if arguments.dtype == "float32"
              else float64_pieces(arguments.count))
    failed = not names
    for name in names:
        start = time.perf_counter()
        ufuncs = {target: getattr(rs.targets[target], name) for target in targets}
        report, differing = sweep(name, ops[name]["shape"], ufuncs, pieces, g=arguments.gradient,
                                  threads=arguments.threads)
        bound = ops[name]["max_ulp"][arguments.dtype]
        within = report.error <= bound
        failed |= not within or bool(differing)
        print(f"{'ok  ' if within else 'FAIL'} {name}: {report}; bound {bound:g}, hash {report.crc:08x},"
              f" {time.perf_counter() - start:.1f} s", flush=True)
        for target, at in differing.items():
            print(f"     {target} and {targets[0]} differ, first at {at!r}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
