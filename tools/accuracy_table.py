"""
Measures how accurate the activations are in float32: relu_simd beside NumPy, PyTorch and ONNX Runtime.

    python tools/accuracy_table.py --cache build/accuracy.json > docs/table.md
    python tools/accuracy_table.py --every 1009 --only gelu silu_backward

Over all inputs but NaN, gradients at g = 1, judged by tests/c/reference.c. It prints Markdown tables:
the worst error in units in the last place and the input that gave it; the sign of a zero counts for
nothing here. What is not installed is left out. With --cache, operations that are in the file already
are not measured again: remove it after a change of a kernel.
"""

import argparse
import json
import platform
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from accuracy import THREADS, Report, float32_pieces, in_threads, judge, operands
from accuracy_peers import PEERS, versions

import relu_simd as rs

OPS = rs.ufuncs._OPS
OURS = "relu_simd"


def contenders(name):
    """Label to function of x, relu_simd first."""
    ufunc, shape = getattr(rs.ufuncs, name), OPS[name]["shape"]
    found = {OURS: lambda x: ufunc(*operands(name, shape, x))}
    for label, functions in PEERS.items():
        if name in functions:
            found[label] = functions[name]
    return found


def measure(name, every, threads):
    """Label to a dict of what was found."""
    functions = contenders(name)

    def run(x):
        if np.isnan(x).any():
            x = x[~np.isnan(x)]
        with np.errstate(all="ignore"):
            sets = [np.asarray(function(x)) for function in functions.values()]
        return x, judge(name, x, *sets)

    reports = {label: Report() for label in functions}
    for x, tallies in in_threads(run, float32_pieces(every), threads):
        for report, tally in zip(reports.values(), tallies, strict=True):
            report.add(tally, x)
    return {label: {"inputs": report.inputs, "not_nearest": report.not_nearest, "worst": report.worst,
                    "worst_at": plain(report.worst_at), "wrong_kinds": report.wrong_kinds,
                    "wrong_kind_at": plain(report.wrong_kind_at)}
            for label, report in reports.items()}


def plain(at):
    return None if at is None else repr(float(at))


def number(worst):
    return f"{worst:.3f}" if worst < 100 else f"{worst:.2g}"


def at(text):
    """An input, in as few digits as tell where it is."""
    return f"{float(text):.4g}"


def cell(found):
    """Worst error and where; NaN or infinity where it should not be (or the reverse) comes first."""
    if found is None:
        return ""
    error = "exact" if found["worst"] == 0 else f"{number(found['worst'])} at {at(found['worst_at'])}"
    if found["wrong_kinds"]:
        return (f"**NaN or inf** wrongly, from {at(found['wrong_kind_at'])} on "
                f"({found['wrong_kinds']:,} inputs); else {error}")
    return error


def table(results, labels):
    lines = ["| operation | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|"]
    for name, found in results.items():
        lines.append(f"| `{name}` | " + " | ".join(cell(found.get(label)) for label in labels) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only every so-many-th input")
    parser.add_argument("--only", nargs="+", metavar="OPERATION")
    parser.add_argument("--cache", type=Path, help="a JSON file to keep results in")
    parser.add_argument("--threads", type=int, default=THREADS)
    arguments = parser.parse_args()
    known = [name for name in OPS if any(name in functions for functions in PEERS.values())]
    names = arguments.only or known
    if unknown := [name for name in names if name not in OPS]:
        parser.error(f"no such operation: {', '.join(unknown)}")
    cache = {}
    if arguments.cache and arguments.cache.exists():
        cache = json.loads(arguments.cache.read_text())
    about = {"every": arguments.every, "target": rs.active_target, "machine": platform.machine(),
             "versions": {OURS: rs.__version__, **versions()}}
    if cache.get("about", about) != about:
        parser.error(f"{arguments.cache} is of other versions or another --every: remove it")
    cache.setdefault("about", about)
    results = cache.setdefault("results", {})
    for name in names:
        if name in results:
            continue
        start = time.perf_counter()
        results[name] = measure(name, arguments.every, arguments.threads)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
        if arguments.cache:
            arguments.cache.write_text(json.dumps(cache, indent=1) + "\n")
    inputs = "all float32 inputs" if arguments.every == 1 else f"every {arguments.every}th float32 input"
    print(f"Worst error in ULP over {inputs}; target {rs.active_target}, "
          + ", ".join(f"{label} {version}" for label, version in about["versions"].items()) + ".\n")
    labels = [OURS, *PEERS]
    for title, wanted in (("Activations", False), ("Gradients", True)):
        chosen = {name: results[name] for name in names if ("backward" in name) == wanted}
        if chosen:
            print(f"## {title}\n\n{table(chosen, labels)}\n")


if __name__ == "__main__":
    main()
