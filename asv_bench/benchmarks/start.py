"""What a program pays before its first call."""


class Import:
    """In a process of its own; most programs import NumPy anyway and pay what comes after it."""

    number = 1
    repeat = 15
    warmup_time = 0
    rounds = 1

    def timeraw_import(self):
        return "import relu_simd"

    def timeraw_import_after_numpy(self):
        return "import relu_simd", "import numpy"
