"""The comparison with the peers as a picture: see `_report`."""

from relu_simd._report_text import LETTERS, lost, mean, present, size_name, thread_name, title, ulp

SPAN = 8  # colours go from this many times faster to this many times slower
ROW = 0.19  # inches


def _label(axes, report, columns, name):
    cases = [title(case) for case in report["errors"]]
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(cases)), cases)
    axes.set_title(name, fontsize=9)
    axes.tick_params(labelsize=7, length=0, labeltop=True)
    for side in axes.spines.values():
        side.set_visible(False)


def _ratios(axes, report, threads):
    """A panel of our time over the fastest peer's; a loss is framed."""
    import numpy as np
    from matplotlib.colors import LogNorm
    from matplotlib.patches import Rectangle

    cases, sizes = [title(case) for case in report["errors"]], list(report["sizes"])
    cells = [cell for cell in report["cells"] if cell["threads"] == threads]
    values = np.full((len(cases), len(sizes)), np.nan)
    for cell in cells:
        row, column = cases.index(title(cell)), sizes.index(cell["elements"])
        values[row, column] = cell["ratio"]
        is_lost = cell["ratio"] > 1
        axes.text(column, row, f"{cell['ratio']:.2f} {LETTERS[cell['best']]}", ha="center", va="center",
                  fontsize=6, weight="bold" if is_lost else "normal")
        if is_lost:
            axes.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, fill=False, linewidth=1.2))
    image = axes.imshow(values, cmap="PiYG_r", norm=LogNorm(1 / SPAN, SPAN), aspect="auto", alpha=0.8)
    won = len(cells) - len(lost(cells))
    name = f"{thread_name(threads)}: {won} of {len(cells)} won,\ngeometric mean {mean(cells):.2f}"
    _label(axes, report, [size_name(size) for size in sizes], name)
    return image


def _errors(axes, report):
    """A panel of the worst errors in ULP."""
    import numpy as np
    from matplotlib.colors import LogNorm

    labels = present(report)
    values = np.full((len(report["errors"]), len(labels)), np.nan)
    for row, case in enumerate(report["errors"]):
        for column, label in enumerate(labels):
            if found := case["ulp"].get(label):
                values[row, column] = 1e9 if found["wrong_kind"] else max(found["worst"], 0.5)
                axes.text(column, row, ulp(found), ha="center", va="center", fontsize=6)
    axes.imshow(values, cmap="PiYG_r", norm=LogNorm(1e-6, 2e6), aspect="auto", alpha=0.8)
    short = [label.replace(" ", "\n") for label in labels]
    _label(axes, report, short, "worst error in ULP")


def draw(report, path):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    panels = len(report["threads"]) + 1
    widths = [len(report["sizes"]) * 1.0] * (panels - 1) + [len(present(report)) * 1.4]
    figure, all_axes = pyplot.subplots(
        1, panels, sharey=True, width_ratios=widths, layout="constrained",
        figsize=(2.2 + 0.42 * sum(widths), ROW * len(report["errors"]) + 1.8))
    for axes, threads in zip(all_axes, report["threads"], strict=False):
        image = _ratios(axes, report, threads)
    _errors(all_axes[-1], report)
    bar = figure.colorbar(image, ax=all_axes[:-1], location="bottom", aspect=60, pad=0.01,
                          ticks=[1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8])
    names = ["8 times as fast", "4", "2", "equal", "2", "4", "8 times slower"]
    bar.ax.set_xticklabels(names, fontsize=7)
    bar.ax.minorticks_off()
    info = report["runtime"]
    versions = ", ".join(f"{package} {version}" for package, version in report["versions"].items())
    letters = ", ".join(f"{letter} {label}" for label, letter in LETTERS.items()
                        if label not in report["missing"])
    figure.suptitle(
        f"Our time over that of the fastest peer, by elements (framed: it is faster)\n{letters}\n"
        f"{info['cpu']}, {info['active_target']}, float32; relu_simd {info['version']}, {versions}",
        fontsize=8)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
