REQUIRED_FEATURES: dict[str, set[str]]
__test__: dict[str, str]  # of Cython

def features() -> tuple[str, ...]: ...
