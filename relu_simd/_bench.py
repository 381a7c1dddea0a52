"""This machine: every operation against NumPy's best honest form and a copy of the same bytes."""

import json
import statistics
import sys
import time
from importlib.util import find_spec

import numpy as np

from relu_simd import ufuncs
from relu_simd._baselines import BASELINES
from relu_simd._baselines_rows import ROW_BASELINES, ordinary_rows, scratch_for
from relu_simd._baselines_smooth import ERF_FROM
from relu_simd._caches import cache_sizes
from relu_simd._reference import PARAMETERS
from relu_simd._runtime import _lines, runtime_info
from relu_simd._threads import num_threads

ROW_SECONDS = 0.12  # for one operation at one size, all contenders
ROUNDS = 9
DTYPE = np.dtype(np.float32)
# The operations on rows: so many elements, in rows of these lengths.
ROW_ELEMENTS, ROW_LENGTHS = 256 << 10, (64, 1024)


def sizes():
    """Element counts whose input and output fill half of each cache, and four times the last."""
    caches = cache_sizes() or {"L1": 32 << 10, "L2": 1 << 20, "L3": 16 << 20}
    counts = {level: size // 2 // (2 * DTYPE.itemsize) for level, size in caches.items()}
    counts["memory"] = 4 * max(caches.values()) // (2 * DTYPE.itemsize)
    return counts


def operands(name, count, length):
    """The arrays and the parameters; `length` is that of the rows, if it is an operation on such."""
    if length:
        return ordinary_rows(name, ufuncs._ROWS[name]["shape"], DTYPE, count // length, length), ()
    rng = np.random.default_rng(0)
    inputs = ufuncs._OPS[name]["shape"].split("_")[0]
    data = [rng.standard_normal(count, DTYPE) for _ in range(inputs.count("v"))]
    if "m" in inputs:
        data.append(rng.random(count, DTYPE) < 0.5)
    return data, PARAMETERS.get(name, ())


def contenders(name, count, length):
    """Calls without arguments by name, and the bytes that the operation has to move."""
    data, parameters = operands(name, count, length)
    ufunc = getattr(ufuncs, name)
    ready = [np.asarray(parameter, DTYPE) for parameter in parameters]
    out = ufunc(*data, *ready)
    scratch, baseline = scratch_for(name, data), (BASELINES | ROW_BASELINES)[name]
    traffic = out.nbytes + sum(array.nbytes for array in data)
    source, copy = np.ones(traffic // 2, np.uint8), np.ones(traffic // 2, np.uint8)
    return {
        "ours": lambda: ufunc(*data, *ready, out),
        "numpy": lambda: baseline(out, scratch, *data, *parameters),
        "copy": lambda: np.copyto(copy, source),
    }, traffic


def take_turns(calls, repeats, rounds, before=lambda call: None):
    """Times of a call in ns by contender, from rounds in which each has its turn: noise hits all."""
    times = {label: [] for label in calls}
    for _ in range(rounds):
        for label, call in calls.items():
            before(call)
            start = time.perf_counter_ns()
            for _ in range(repeats[label]):
                call()
            times[label].append((time.perf_counter_ns() - start) / repeats[label])
    return times


def once(call):
    start = time.perf_counter_ns()
    call()
    return time.perf_counter_ns() - start


def interleaved(calls, seconds):
    """The median time in ns of each call."""
    repeats = {}
    for name, call in calls.items():
        call()
        repeats[name] = max(1, round(seconds * 1e9 / len(calls) / ROUNDS / max(once(call), 100)))
    return {name: statistics.median(times) for name, times in take_turns(calls, repeats, ROUNDS).items()}


def measure(name, where, count, length=None):
    calls, traffic = contenders(name, count, length)
    ns = interleaved(calls, ROW_SECONDS)
    return {
        "op": name,
        "where": where,
        "elements": count,
        "ours_ns": ns["ours"] / count,
        "numpy_ns": ns["numpy"] / count,
        "copy_ns": ns["copy"] / count,
        "gigabytes_per_second": traffic / ns["ours"],
        "ratio_to_numpy": ns["ours"] / ns["numpy"],
        "ratio_to_copy": ns["ours"] / ns["copy"],
    }


def line(row):
    lost = "  <- slower than NumPy" if row["ratio_to_numpy"] > 1 else ""
    return (f"{row['op']:32}{row['where']:>7}{row['ours_ns']:9.3f}{row['gigabytes_per_second']:8.1f}"
            f"{row['numpy_ns']:9.3f}{1 / row['ratio_to_numpy']:8.2f}x{1 / row['ratio_to_copy']:8.2f}x"
            f"{lost}")


HEADER = (f"{'float32':32}{'':>7}{'ours':>9}{'':>8}{'NumPy':>9}{'speed':>9}{'speed':>9}\n"
          f"{'operation':32}{'in':>7}{'ns/elem':>9}{'GB/s':>8}{'ns/elem':>9}{'/ NumPy':>9}{'/ copy':>9}")


def run(progress):
    """Yield a row at a time; tell progress how far it is."""
    cases = [(name, where, count, None) for name in ufuncs._OPS for where, count in sizes().items()]
    cases += [(name, f"{length:,}", ROW_ELEMENTS, length)
              for name in ufuncs._ROWS for length in ROW_LENGTHS]
    for done, case in enumerate(cases):
        progress(done / len(cases), case[0])
        yield measure(*case)
    progress(1.0, "")


def show_progress(share, name):
    on_terminal = sys.stderr.isatty()
    if on_terminal or share in (0.0, 1.0):
        end = "" if on_terminal and share < 1 else "\n"
        start = "\r\033[K" if on_terminal else ""
        print(f"{start}{share:4.0%} {name}", end=end, file=sys.stderr, flush=True)


def draw(rows, path, title):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = list(dict.fromkeys(row["op"] for row in rows))
    places = list(dict.fromkeys(row["where"] for row in rows))
    figure, axes = pyplot.subplots(figsize=(8, 0.32 * len(names) + 1.5), layout="constrained")
    for place, marker in zip(places, "os^Dv*", strict=False):
        found = [row for row in rows if row["where"] == place]
        axes.plot([1 / row["ratio_to_numpy"] for row in found],
                  [names.index(row["op"]) for row in found], marker,
                  label=f"rows of {place}" if place[0].isdigit() else place)
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.grid(axis="x", which="both", alpha=0.3)
    axes.set_xlabel("times as fast as NumPy (float32, one thread, out= given)")
    axes.set_title(title, fontsize="small")
    axes.legend(title="arrays in")
    figure.savefig(path, dpi=120)


def main(json_path, plot_path):
    """Measure, print, and write what is asked for; the exit status."""
    if plot_path and not find_spec("matplotlib"):
        print("--plot needs matplotlib: pip install 'relu_simd[plot]'", file=sys.stderr)
        return 2
    info = runtime_info()
    print("\n".join(_lines(info)))
    print(f"float32, one thread, out= given; the median of {ROUNDS} interleaved rounds\n"
          f"NumPy has no erf; for it and gelu: {ERF_FROM}\n\n{HEADER}")
    rows = []
    with num_threads(1):  # NumPy has no more
        for row in run(show_progress):
            print(line(row), flush=True)
            rows.append(row)
    lost = sum(row["ratio_to_numpy"] > 1 for row in rows)
    print(f"\n{len(rows) - lost} of {len(rows)} rows faster than NumPy, geometric mean "
          f"{statistics.geometric_mean(1 / row['ratio_to_numpy'] for row in rows):.2f}x")
    if json_path:
        with open(json_path, "w", encoding="utf-8") as file:
            json.dump({"runtime": info, "rows": rows}, file, indent=1)
    if plot_path:
        draw(rows, plot_path, f"{info['cpu']}, {info['active_target']}, NumPy {info['numpy']}")
    return 0
