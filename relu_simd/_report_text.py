"""The comparison with the peers in words: see `_report`."""

import statistics

from relu_simd._peers import LABELS, OURS

LETTERS = {"NumPy": "N", "SciPy": "S", "PyTorch": "P", "ONNX Runtime": "O", "numexpr": "X"}
BUSY = 0.5  # load before the measurement, from which on it is not to be trusted
BUSY_LINES = """\
busy:     the machine has other work too (load {:.1f}): on more than one thread the times are not
          worth much"""
METHOD = """\
measured: float32, in one process, in turns, medians; inputs, results and temporaries are there
          beforehand wherever a peer can be given them; on more than one thread each turn waits
          until the threads of the one before sleep"""


def about_lines(about):
    """Who takes part, and how it is measured."""
    found = ", ".join(f"{package} {version}" for package, version in about["versions"].items())
    yield f"peers:    {found}"
    for label, packages in about["missing"].items():
        yield f"          {label} is not installed (pip install {' '.join(packages)})"
    yield METHOD
    if about["load"] > BUSY:
        yield BUSY_LINES.format(about["load"])
    yield f"errors:   the worst over every {about['every']}th float32, gradients at g = 1, in ULP"


def title(case):
    """An operation's name; that of one on rows with their length."""
    return case["op"] + (f", rows of {case['row_length']:,}" if case["row_length"] else "")


def size_name(size):
    for unit, name in ((1 << 20, " Mi"), (1 << 10, " Ki")):
        if size % unit == 0:
            return f"{size // unit:,}{name}"
    return f"{size:,}"


def thread_name(count):
    return "one thread" if count == 1 else f"{count} threads"


def duration(ns):
    for unit, name in ((1e6, "ms"), (1e3, "us")):
        if ns >= unit:
            return f"{ns / unit:.3g} {name}" if ns < 1000 * unit else f"{ns / unit:.0f} {name}"
    return f"{ns:.0f} ns"


def ulp(found):
    """With a dagger if NaN or infinity comes where it should not."""
    if found is None:
        return ""
    worst = found["worst"]
    text = f"{worst:.2f}" if worst < 100 else f"{worst:.1e}".replace("e+0", "e")
    return ("exact" if worst == 0 else text) + (" †" if found["wrong_kind"] else "")


def grid_header(threads, sizes):
    letters = ", ".join(f"{letter} {label}" for label, letter in LETTERS.items())
    return (f"\n{thread_name(threads)}: our time over that of the fastest peer ({letters}); "
            f"! it is faster\n{'elements':50}" + "".join(f"{size_name(size):>9}" for size in sizes))


def grid_row(row, sizes):
    cells = {cell["elements"]: cell for cell in row}
    text = f"{title(row[0]):50}"
    for size in sizes:
        if cell := cells.get(size):
            mark = "!" if cell["ratio"] > 1 else " "
            text += f"{cell['ratio']:6.2f} {LETTERS[cell['best']]}{mark}"
        else:
            text += " " * 9
    return text.rstrip()


def lost(cells):
    """The cells that somebody else wins, the worst first."""
    return sorted((cell for cell in cells if cell["ratio"] > 1), key=lambda cell: -cell["ratio"])


def mean(cells):
    """The geometric mean of our time over the fastest peer's."""
    return statistics.geometric_mean(cell["ratio"] for cell in cells)


def summary(report):
    for threads in report["threads"]:
        cells = [cell for cell in report["cells"] if cell["threads"] == threads]
        if cells:
            yield (f"{thread_name(threads)}: {len(cells) - len(lost(cells))} of {len(cells)} cells won, "
                   f"our time over the fastest peer's {mean(cells):.2f} in the geometric mean")


def present(report):
    """The labels of the contenders that computed anything."""
    return [label for label in LABELS if any(label in case["ulp"] for case in report["errors"])]


def closing_lines(report):
    """Errors, losses, sum."""
    labels = present(report)
    yield f"\n{'worst error in ULP':50}" + "".join(f"{label:>14}" for label in labels)
    for case in report["errors"]:
        yield f"{title(case):50}" + "".join(f"{ulp(case['ulp'].get(label)):>14}" for label in labels)
    yield "† NaN or infinity where it should not be, or the reverse"
    losses = lost(report["cells"])
    yield "\nSomebody else is faster:" if losses else "\nNobody else is faster anywhere."
    for cell in losses:
        yield (f"{title(cell):50}{size_name(cell['elements']):>7}  {thread_name(cell['threads']):10}"
               f"{cell['ratio']:6.2f}  {duration(cell['ns'][OURS])}, "
               f"{cell['best']} {duration(cell['ns'][cell['best']])}")
    yield ""
    yield from summary(report)


def _table(header, rows):
    return ["| " + " | ".join(header) + " |", "|---" * len(header) + "|",
            *("| " + " | ".join(row) + " |" for row in rows)]


def _bold_if(condition, text):
    return f"**{text}**" if condition else text


def _ratio(cell):
    return _bold_if(cell["ratio"] > 1, f"{cell['ratio']:.2f}")


def _grid(report, threads):
    rows = {}
    for cell in report["cells"]:
        if cell["threads"] == threads:
            text = f"{_ratio(cell)} {LETTERS[cell['best']]}"
            rows.setdefault(_code(cell), {})[cell["elements"]] = text
    sizes = report["sizes"]
    return _table(["operation", *map(size_name, sizes)],
                  [[name, *(row.get(size, "") for size in sizes)] for name, row in rows.items()])


def _everything(report):
    """A row for the errors of an operation, then one for each size with the times of a call."""
    labels = present(report)
    rows = []
    for case in report["errors"]:
        rows.append([_code(case), "ULP", *(ulp(case["ulp"].get(label)) for label in labels), ""])
        same = [cell for cell in report["cells"] if title(cell) == title(case)]
        for size in report["sizes"]:
            by_threads = [cell for cell in same if cell["elements"] == size]
            if by_threads:
                times = [" / ".join(_time(cell, label) for cell in by_threads if label in cell["ns"])
                         for label in labels]
                ratios = " / ".join(_ratio(cell) for cell in by_threads)
                rows.append(["", size_name(size), *times, ratios])
    return _table(["operation", "elements", *labels, "ours / the fastest peer"], rows)


def _code(case):
    return f"`{case['op']}`" + title(case).removeprefix(case["op"])


def _time(cell, label):
    return _bold_if(label == cell["best"] and cell["ratio"] > 1, duration(cell["ns"][label]))


def markdown(report):
    """The whole report."""
    info = report["runtime"]
    found = ", ".join(f"{package} {version}" for package, version in report["versions"].items())
    letters = ", ".join(f"{letter} {label}" for label, letter in LETTERS.items())
    lines = [f"{info['cpu']}, {info['cores']} cores, {info['system']}; target {info['active_target']}; "
             f"relu_simd {info['version']}, Python {info['python']}, {found}.", ""]
    lines += [f"{label} is not installed.\n" for label in report["missing"]]
    lines += [f"- {line}" for line in summary(report)]
    for threads in report["threads"]:
        lines += ["", f"### Our time over that of the fastest peer, {thread_name(threads)}", "",
                  f"By elements; {letters}. Bold: the peer is faster.", "", *_grid(report, threads)]
    lines += ["", "### Where somebody else is faster", ""]
    rows = [[_code(cell), size_name(cell["elements"]), str(cell["threads"]), duration(cell["ns"][OURS]),
             f"{cell['best']} {duration(cell['ns'][cell['best']])}", f"{cell['ratio']:.2f}"]
            for cell in lost(report["cells"])]
    header = ["operation", "elements", "threads", "relu_simd", "the fastest peer", "ratio"]
    lines += _table(header, rows) if rows else ["Nowhere."]
    counts = " / ".join(thread_name(count) for count in report["threads"])
    lines += ["", "### Everything", "",
              f"The time of a call, {counts}, and the worst error in ULP over every {report['every']}th "
              "float32 († NaN or infinity where it should not be, or the reverse). Bold: the peer is "
              "faster.", "", *_everything(report), ""]
    return "\n".join(lines)
