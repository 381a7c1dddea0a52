"""The data caches of this machine."""

import os
import sys

VARIABLE = "RELU_SIMD_CACHE_SIZE"

_CACHES = "/sys/devices/system/cpu/cpu0/cache"
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def _read(*path):
    with open(os.path.join(*path), encoding="ascii") as file:  # pathlib would double the import's time
        return file.read().strip()


def cache_sizes():
    """Bytes of the data caches of the first core: level ("L1", "L2", "L3") to size."""
    sizes = {}
    folders = sorted(os.listdir(_CACHES)) if os.path.isdir(_CACHES) else []
    for folder in folders:
        try:
            kind, level, size = (_read(_CACHES, folder, name) for name in ("type", "level", "size"))
        except OSError:  # Linux leaves a file out where the hardware does not tell
            continue
        if kind != "Instruction":
            unit = _UNITS.get(size[-1:])
            sizes[f"L{level}"] = int(size[:-1]) * unit if unit else int(size)
    return sizes


def stream_from():
    """
    The bytes that a call has to move for its result to be stored past the caches.

    Half of the last cache or sixteen times the second, whichever is less: measured, that is where it
    begins to pay. (A last cache that is larger belongs to many cores, is seldom free for one of them,
    and is hardly faster than the memory.) None if the caches are not known. The environment variable
    RELU_SIMD_CACHE_SIZE replaces the last one's size, in bytes, 0 for never; then half of it counts.
    """
    given = os.environ.get(VARIABLE)
    if given and not given.isdecimal():
        raise ImportError(f"{VARIABLE}={given!r} is not a number of bytes")
    sizes = {"L3": int(given)} if given else cache_sizes()
    last = max(sizes.values(), default=0)
    return min(last // 2, 16 * (sizes.get("L2") or last), sys.maxsize) or None
