"""
Is a commit slower than another? Compares them, and the older one with itself, in one run.

    python tools/regression.py main            # the working tree against main; exit status 1: slower
    python tools/regression.py v0.1.0 HEAD --op gelu silu --sizes 16 65536

Two copies of BASE and one of NEW run as three processes that take turns, a few milliseconds each. A
case is an operation at a size. Of each process's times the lower quartile counts, since what else the
machine does only adds to them. The slowdown of a case is NEW's over the geometric mean of the two
copies', its noise that of one copy over the other.

- Suspicious is a slowdown above 5 % and above three times the typical noise (1.48 times the median of
  its size) of the cases of its size.
- A suspicious case is measured three times more, each time in new processes, as what memory they get
  is half of the noise. It fails if its slowdown is above 5 % and above its largest noise, in each of
  the four measurements.
- The instructions of the AVX2 kernels (tools/callgrind.py, where there is valgrind) are the second
  witness, which no noise reaches: more than 1 % more of them an element fails too, unless the case
  is faster by more than its noise at some size.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import callgrind
from regression_builds import build, describe, resolve, second_copy

SIZES = (16, 16 << 10, 256 << 10)
FLOOR = math.log(1.05)
MORE_INSTRUCTIONS = 1.01
TURN, ROUNDS, AGAIN = 0.004, 15, 3
BASE, COPY, NEW = "base", "copy", "new"


class Worker:
    """A process that has a build loaded."""

    def __init__(self, folder, threads):
        script = Path(__file__).with_name("regression_worker.py")
        limits = dict.fromkeys(("RELU_SIMD_NUM_THREADS", "OMP_NUM_THREADS"), str(threads))
        self.process = subprocess.Popen(
            [sys.executable, script, folder], text=True, env=os.environ | limits,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit("a worker ended; its error is above")
        return json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.communicate()  # the end of its input ends it


def turns(workers, case):
    """Times by worker; the order changes so that none always comes after the same other."""
    for worker in workers.values():
        worker.ask(*case, 1)
    repeats = max(1, round(TURN * 1e9 / workers[BASE].ask(*case, 1)))
    times, order = {label: [] for label in workers}, list(workers)
    for _ in range(ROUNDS):
        for label in order:
            times[label].append(workers[label].ask(*case, repeats))
        order = order[1:] + order[:1]
    return times


def compare(times):
    """Slowdown and noise, as logarithms."""
    base, copy, new = (math.log(statistics.quantiles(times[label])[0]) for label in (BASE, COPY, NEW))
    return {"slowdown": new - (base + copy) / 2, "noise": abs(copy - base)}


def measure(folders, cases, threads, what):
    """Case to comparison, in processes of their own."""
    with Worker(folders[BASE], threads) as a, Worker(folders[COPY], threads) as b, \
            Worker(folders[NEW], threads) as new:
        workers, found = {BASE: a, COPY: b, NEW: new}, {}
        for case in cases:
            show_progress(f"{what}: {case[0]}")
            found[case] = compare(turns(workers, case))
    return found


def typical_noise(found):
    """By size: an estimate of the noise's standard deviation."""
    sizes = {case[2] for case in found}
    return {size: 1.4826 * statistics.median(result["noise"] for case, result in found.items()
                                             if case[2] == size) for size in sizes}


def suspicious(found):
    noise = typical_noise(found)
    return [case for case, result in found.items()
            if result["slowdown"] > max(FLOOR, 3 * noise[case[2]])]


def is_slower(measurements):
    """Beyond its noise in all measurements of a case."""
    limit = max(FLOOR, *(result["noise"] for result in measurements))
    return all(result["slowdown"] > limit for result in measurements)


def is_faster(result):
    return result["slowdown"] < -max(FLOOR, result["noise"])


def more_instructions(base, new, found):
    """The operations and dtypes that need more, without time that was saved for it."""
    saved = {case[0] for case, result in found.items() if is_faster(result)}
    return [case for case, count in new.items()
            if case in base and count > base[case] * MORE_INSTRUCTIONS and case[0] not in saved]


def report(names, sizes, dtype, found, confirmed, counts, heavier):
    """Lines: operations by size, then what fails."""
    size_titles = "".join(f"{size:>11,}" for size in sizes)
    yield (f"{'new time / base time':36}{size_titles}"
           + ("   instructions: float32         float64" if counts else ""))
    for name in names:
        line = f"{name:36}"
        for size in sizes:
            case = (name, dtype, size)
            measured = confirmed.get(case, [found[case]])
            ratio = math.exp(statistics.median(result["slowdown"] for result in measured))
            mark = " " if case not in confirmed else "!" if is_slower(measured) else "?"
            line += f"{ratio:10.3f}{mark}"
        for kind in ("float32", "float64") if counts else ():
            base, new = (counts[label].get((name, kind)) for label in (BASE, NEW))
            if base and new:
                line += f"{base:9.2f}{new:7.2f}{'!' if (name, kind) in heavier else ' '}"
        yield line.rstrip()
    noise = typical_noise(found)
    yield "noise, the base against itself: " + ", ".join(
        f"{size:,} elements {100 * math.expm1(noise[size]):.1f} %" for size in sizes)


def show_progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE")
    parser.add_argument("new", metavar="NEW", nargs="?",
                        help="without it: what the working tree holds of the files in git")
    parser.add_argument("--op", nargs="+", metavar="NAME", help="only these operations")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="ELEMENTS")
    parser.add_argument("--dtype", choices=("float32", "float64"), default="float32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--without-instructions", action="store_true")
    arguments = parser.parse_args()

    commits = {BASE: resolve(arguments.base), NEW: resolve(arguments.new)}
    folders = {label: build(commit) for label, commit in commits.items()}
    folders[COPY] = second_copy(folders[BASE])
    if commits[NEW] == commits[BASE]:  # a commit with itself: its own processes, and its own folder
        folders[NEW] = second_copy(folders[COPY])
    known = []
    for label in (BASE, NEW):
        with Worker(folders[label], 1) as worker:
            known.append(worker.ask("names"))
    names = [name for name in known[1] if name in known[0]]
    if unknown := [name for name in arguments.op or () if name not in names]:
        parser.error(f"not in both commits: {', '.join(unknown)}")
    names = arguments.op or names
    cases = [(name, arguments.dtype, size) for name in names for size in arguments.sizes]
    print("\n".join(f"{label}: {describe(commits[label])}" for label in (BASE, NEW)))

    counts, heavier = None, []
    if not arguments.without_instructions:
        if reason := callgrind.unavailable():
            print(f"instructions are not counted: {reason}")
        else:
            show_progress("counting instructions")
            with ThreadPoolExecutor(2) as pool:
                both = pool.map(lambda label: callgrind.count(folders[label], names), (BASE, NEW))
            counts = dict(zip((BASE, NEW), both, strict=True))
    found = measure(folders, cases, arguments.threads, "measuring")
    doubtful = suspicious(found)
    confirmed = {case: [found[case]] for case in doubtful}
    for _ in range(AGAIN if doubtful else 0):
        again = measure(folders, doubtful, arguments.threads, "again")
        for case, result in again.items():
            confirmed[case].append(result)
    show_progress("")
    if counts:
        heavier = more_instructions(counts[BASE], counts[NEW], found)
    print("\n".join(report(names, arguments.sizes, arguments.dtype, found, confirmed, counts, heavier)))

    slower = [case for case in doubtful if is_slower(confirmed[case])]
    for name, _, size in slower:
        print(f"SLOWER: {name}, {size:,} elements")
    for name, dtype in heavier:
        print(f"MORE INSTRUCTIONS: {name}, {dtype}: {counts[BASE][name, dtype]:.2f} an element, now "
              f"{counts[NEW][name, dtype]:.2f}")
    if not (slower or heavier):
        print(f"passed: {len(cases)} cases, {len(doubtful)} measured again")
    return 1 if slower or heavier else 0


if __name__ == "__main__":
    sys.exit(main())
