"""Every operation against every peer, by size and number of threads: how fast, and how far off."""

import json
import os
import statistics
import sys
import time
from importlib.util import find_spec

import numpy as np

from relu_simd import _peers, ufuncs
from relu_simd._baselines_rows import ordinary_rows
from relu_simd._bench import DTYPE, ROUNDS, ROW_LENGTHS, once, show_progress, take_turns
from relu_simd._peers import OURS
from relu_simd._reference import PARAMETERS, in_domain, reference, ulp_errors
from relu_simd._reference_rows import row_errors, row_operands, row_reference
from relu_simd._runtime import _lines, runtime_info

SIZES = (1, 16, 256, 4 << 10, 64 << 10, 1 << 20, 16 << 20)
SECONDS = 0.3  # for one operation at one size, all contenders
FEWEST_ROUNDS = 3  # where a round takes longer than that allows
FAR = 5  # times as slow as the fastest
CLOSE = 1.25  # within this of the fastest peer, time is taken again and all of it counts
EVERY = 4001  # the errors are those at every so-many-th float32


def cases(names):
    """Operations, those on rows with the length of a row."""
    return [(name, length) for name in names
            for length in (ROW_LENGTHS if name in ufuncs._ROWS else [None])]


def sizes_of(length, sizes):
    """Short arrays are one row; without those that a shorter length has already."""
    shorter = max((other for other in ROW_LENGTHS if length and other < length), default=0)
    return [size for size in sizes if size > shorter]


class Operands:
    """Of the speed measurements: parts of arrays that are made once, so that all are as warm."""

    def __init__(self, largest):
        rng = np.random.default_rng(0)
        self.gradient, self.x = (rng.standard_normal(largest, DTYPE) for _ in range(2))
        self.mask = self.gradient > 0
        self.out, self.out_mask = np.zeros(largest, DTYPE), np.zeros(largest, bool)

    def of(self, name, length, size):
        """The result's array, the data and the parameters."""
        if length:
            shape, length = ufuncs._ROWS[name]["shape"], min(length, size)
            data = ordinary_rows(name, shape, DTYPE, size // length, length)
            count = size // length
            if shape.endswith("s"):
                return self.out[:count], data, ()
            return self.out[:count * length].reshape(count, length), data, ()
        inputs, result = ufuncs._OPS[name]["shape"].split("_")
        data = [array[:size] for array in (self.gradient, self.x)][2 - inputs.count("v"):]
        data += [self.mask[:size]] * inputs.count("m")
        out = self.out_mask if result == "m" else self.out
        return out[:size], in_domain(name, data), PARAMETERS.get(name, ())


def rest():
    """
    Until the threads of the last contender's pool sleep.

    They look for more work for a while after each call (40 ms in ONNX Runtime), on the cores that the
    next one needs.
    """
    give_up = time.perf_counter() + 0.2
    while time.perf_counter() < give_up:
        before = time.process_time_ns()
        time.sleep(0.001)
        if time.process_time_ns() - before < 200_000:
            break


def time_calls(calls, seconds, pause):
    """Median time of a call in ns, by contender; once alone where it is long and far behind."""
    def before(call):
        pause()
        call()  # its threads wake, and the caches hold what it leaves there and not the one before

    first = {}
    for label, call in calls.items():
        before(call)
        first[label] = once(call)
    rounds = int(min(ROUNDS, max(FEWEST_ROUNDS, seconds * 1e9 // sum(first.values()))))
    share = seconds * 1e9 / len(calls) / rounds
    repeats = {label: max(1, round(share / ns)) for label, ns in first.items()}
    behind = {label for label, ns in first.items()
              if label != OURS and ns > share and ns > FAR * min(first.values())}
    running = {label: call for label, call in calls.items() if label not in behind}
    times = take_turns(running, repeats, rounds, before)
    medians = first | {label: statistics.median(found) for label, found in times.items()}
    fastest = min((ns for label, ns in medians.items() if label != OURS), default=np.inf)
    if fastest / CLOSE < medians[OURS] < fastest * CLOSE:
        near = {label: calls[label] for label, ns in medians.items()
                if label == OURS or ns < fastest * CLOSE}
        for label, more in take_turns(near, repeats, ROUNDS, before).items():
            medians[label] = statistics.median(times[label] + more)
    return medians


def measure(name, length, size, threads, operands, seconds=SECONDS):
    """One cell: the time of each contender, and ours over the fastest peer's."""
    peers = {label: peer for label, peer in _peers.contenders().items() if name in peer.CALLS}
    with _peers.ready(peers, threads):
        out, data, parameters = operands.of(name, length, size)
        calls = {label: peer.prepare(name, out, data, parameters) for label, peer in peers.items()}
        ns = time_calls(calls, seconds, rest if threads > 1 else lambda: None)
    best = min((label for label in ns if label != OURS), key=ns.get)
    return {"op": name, "row_length": length, "elements": size, "threads": threads, "ns": ns,
            "best": best, "ratio": ns[OURS] / ns[best]}


def error_operands(name, length, every):
    """Gradients are taken at g = 1; what rows are is up to the reference."""
    if length:
        return row_operands(name, ufuncs._ROWS[name]["shape"], DTYPE, length)
    bits = np.arange(0, 1 << 32, every, np.uint64).astype(np.uint32)
    ordinary = np.random.default_rng(0).normal(0, 3, 4096).astype(DTYPE)
    x = np.concatenate([bits.view(DTYPE), ordinary])
    x = x[~np.isnan(x)]
    inputs = ufuncs._OPS[name]["shape"].split("_")[0]
    if "m" in inputs:
        return [np.ones_like(x), x > 0]
    return in_domain(name, [np.ones_like(x), x][2 - inputs.count("v"):])


def measure_errors(name, length, every=EVERY):
    """
    The worst error of each contender in ULP, and whether it gives NaN or infinity where it should not.

    The sign of a zero counts for nothing.
    """
    data, parameters = error_operands(name, length, every), PARAMETERS.get(name, ())
    exact = row_reference(name, *data) if length else reference(
        name, *data, *(DTYPE.type(parameter) for parameter in parameters))
    found = {}
    for label, peer in _peers.contenders().items():
        if name not in peer.CALLS:
            continue
        out = np.empty(exact.shape, bool if exact.dtype == bool else DTYPE)
        results = _peers.results(peer, name, out, data, parameters)
        if exact.dtype == bool:
            errors = np.where(results == exact, 0, np.inf)
        else:
            signed = np.where(results == 0, np.copysign(results, exact), results).astype(DTYPE)
            errors = row_errors(name, signed, exact, *data) if length else ulp_errors(signed, exact)
        finite = np.isfinite(errors)
        found[label] = {"worst": float(errors[finite].max(initial=0)), "wrong_kind": not finite.all()}
    return found


def run(names, sizes, threads, seconds, show_row, progress=show_progress):
    """Measure all; show_row gets the cells of an operation as soon as they are there."""
    operands, cells, errors = Operands(max(sizes)), [], []
    wanted = cases(names)
    steps = [*(("errors", *case) for case in wanted),
             *((count, *case) for count in threads for case in wanted)]
    for done, (what, name, length) in enumerate(steps):
        progress(done / len(steps), name)
        if what == "errors":
            errors.append({"op": name, "row_length": length, "ulp": measure_errors(name, length)})
            continue
        row = [measure(name, length, size, what, operands, seconds) for size in sizes_of(length, sizes)]
        cells += row
        show_row(row)
    progress(1.0, "")
    return cells, errors


def main(options):
    """Measure, print, and write what is asked for; the exit status."""
    from relu_simd import _report_text as text

    if options.plot and not find_spec("matplotlib"):
        print("--plot needs matplotlib: pip install 'relu_simd[plot]'", file=sys.stderr)
        return 2
    info = runtime_info()
    names = options.op or [*ufuncs._OPS, *ufuncs._ROWS]
    sizes = options.sizes or SIZES
    threads = options.threads or sorted({1, info["cores"]})
    about = {"runtime": info, "versions": _peers.versions(), "missing": _peers.missing(), "sizes": sizes,
             "threads": threads, "every": EVERY, "load": os.getloadavg()[0]}
    print("\n".join([*_lines(info), *text.about_lines(about)]))
    before = None

    def show_row(row):
        nonlocal before
        if row and row[0]["threads"] != before:
            before = row[0]["threads"]
            print(text.grid_header(before, sizes))
        if row:
            print(text.grid_row(row, sizes), flush=True)

    cells, errors = run(names, sizes, threads, options.seconds or SECONDS, show_row)
    report = about | {"cells": cells, "errors": errors}
    print("\n".join(text.closing_lines(report)))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=1)
    if options.markdown:
        with open(options.markdown, "w", encoding="utf-8") as file:
            file.write(text.markdown(report))
    if options.plot:
        from relu_simd._report_plot import draw

        draw(report, options.plot)
    return 0
