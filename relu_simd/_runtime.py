"""What this installation has, runs on and uses."""

import os
import platform
import sys

import numpy as np

from relu_simd._caches import cache_sizes
from relu_simd._cpu import features
from relu_simd._dispatch import active_target, compiled_targets, targets
from relu_simd._threads import THREADING, get_num_threads
from relu_simd._version import __version__


def cpu_name():
    """The CPU's name for people; the architecture where the system gives no name."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def runtime_info():
    return {
        "version": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": cpu_name(),
        "features": list(features()),
        "compiled_targets": list(compiled_targets()),
        "usable_targets": list(targets),
        "active_target": active_target,
        "caches": cache_sizes(),
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "threads": get_num_threads(),
        "threading": THREADING,
    }


def _lines(info):
    yield f"relu_simd {info['version']}, NumPy {info['numpy']}, Python {info['python']}"
    yield f"CPU:      {info['cpu']}, {info['cores']} cores, {info['system']}"
    yield f"features: {' '.join(info['features']) or 'none that a target uses'}"
    caches = ", ".join(f"{level} {size >> 10:,} KiB" for level, size in info["caches"].items())
    yield f"caches:   {caches or 'unknown'}"
    yield f"targets:  compiled {', '.join(info['compiled_targets'])}"
    yield f"          usable   {', '.join(info['usable_targets'])}"
    yield f"          active   {info['active_target']}"
    shared = f"large calls are shared by {info['threading']}, as many as OpenMP allows"
    how = shared if info["threading"] else "built without OpenMP"
    yield f"threads:  {info['threads']} ({how})"


def show_runtime(mode="stdout"):
    """
    Show what this installation has, runs on and uses.

    Parameters
    ----------
    mode : {"stdout", "dicts"}
        Print it, or return it.

    Returns
    -------
    dict or None
        For ``mode="dicts"``: versions, CPU name and features, the compiled, usable and active
        targets, cache sizes in bytes, cores, threads, and what makes these ("OpenMP", or None in a build
        without it).

    Raises
    ------
    ValueError
        For another mode.

    Examples
    --------
    >>> info = rs.show_runtime(mode="dicts")
    >>> info["active_target"] in info["usable_targets"]
    True
    """
    if mode == "dicts":
        return runtime_info()
    if mode != "stdout":
        raise ValueError(f"mode must be 'stdout' or 'dicts', not {mode!r}")
    print("\n".join(_lines(runtime_info())))
    return None
