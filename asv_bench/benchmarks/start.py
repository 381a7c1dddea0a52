"""What a program pays before its first call."""


class Import:
    """In a process of its own; relu_simd's includes NumPy's, which most programs pay anyway."""

    number = 1
    repeat = 15
    warmup_time = 0
    rounds = 1

    def timeraw_import(self):
        return "import relu_simd"

    def timeraw_import_numpy(self):
        return "import numpy"
