"""Builds one extension module per target; a target that cannot be compiled here is left out."""

import os
import platform
import subprocess
import sysconfig
import tempfile
from pathlib import Path

import numpy as np
from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

# name -> architecture (None: any), flags of the target
TARGETS = {
    "scalar": (None, []),
    "avx2": ("x86_64", ["-mavx2", "-mfma"]),
    "avx512": ("x86_64", ["-mavx512f", "-mavx512dq", "-mavx512bw", "-mavx512vl", "-mfma"]),
    "neon": ("aarch64", []),
}
# No flag that changes a result: FMA only where it is written.
FLAGS = ["-std=c11", "-O3", "-fvisibility=hidden", "-ffp-contract=off", "-fno-math-errno", "-g0"]
# What gcc alone takes. Long kernels gain a tenth when it orders instructions, then gives out registers.
SCHEDULE = ["-fschedule-insns", "-fsched-pressure"]
# architecture -> flags. A move by way of the x87 unit, which gcc makes where SSE's registers are taken,
# would quiet a signaling NaN and set flags.
GCC_FLAGS = {"x86_64": ["-mno-80387"]}
# Off by RELU_SIMD_OPENMP=0: calls then run on one thread.
OPENMP = [] if os.environ.get("RELU_SIMD_OPENMP") == "0" else ["-fopenmp"]
STRICT = ["-Wall", "-Wextra", "-Werror"] if os.environ.get("RELU_SIMD_WERROR") else []
# A free-threaded interpreter has no stable ABI.
LIMITED_API = not sysconfig.get_config_var("Py_GIL_DISABLED")
HEADERS = [str(path) for path in sorted(Path("src").rglob("*.h"))]


def architecture():
    """The architecture built for, which in a cross build is not the one that builds."""
    name = os.environ.get("_PYTHON_HOST_PLATFORM", sysconfig.get_platform()).split("-")[-1]
    machine = platform.machine() if name.startswith("universal") else name
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(machine.lower(), machine.lower())


def module(name, sources=(), flags=()):
    macros = [("NPY_NO_DEPRECATED_API", "NPY_2_0_API_VERSION"),
              ("NPY_TARGET_VERSION", "NPY_2_0_API_VERSION")]
    if LIMITED_API:
        macros.append(("Py_LIMITED_API", "0x030B0000"))
    return Extension(
        f"relu_simd._{name}",
        sources=[f"relu_simd/_{name}.pyx", *sources],
        include_dirs=["src", np.get_include()],
        depends=[*HEADERS, "relu_simd/_ufuncs.pxi", "relu_simd/_direct.pxi"],
        define_macros=macros,
        extra_compile_args=[*FLAGS, *STRICT, *flags],
        py_limited_api=LIMITED_API,
    )


def target_module(name):
    _, flags = TARGETS[name]
    return module(name, [f"src/targets/{name}{part}.c" for part in ("", "_f32", "_f64")], flags)


class BuildTargets(build_ext):
    """Compiles in parallel, what this compiler can compile."""

    def finalize_options(self):
        super().finalize_options()
        self.parallel = self.parallel or os.cpu_count()

    def build_extensions(self):
        built = []
        of_gcc = [*SCHEDULE, *GCC_FLAGS.get(architecture(), [])]
        for ext in self.extensions:
            if self.compiles(ext, of_gcc):
                ext.extra_compile_args += of_gcc
            elif not self.compiles(ext):
                print(f"relu_simd: left out {ext.name}: this compiler cannot compile it", flush=True)
                continue
            built.append(ext)
            if ext.name.endswith("._threads"):
                self.use_openmp(ext)
        self.extensions = built
        super().build_extensions()

    def use_openmp(self, ext):
        if OPENMP and self.compiles(ext, OPENMP, link=True):
            ext.extra_compile_args += OPENMP
            ext.extra_link_args += OPENMP
        else:
            print("relu_simd: without OpenMP: calls will run on one thread", flush=True)

    def compiles(self, ext, flags=(), link=False):
        """Can the compiler do this extension's flags, these flags, and the target's vectors?"""
        target = ext.name.split("._")[1]
        include = f'#include "vec/{target}_f32.h"\n' if target in TARGETS else ""
        with tempfile.TemporaryDirectory() as folder:
            probe = Path(folder, "probe.c")
            probe.write_text(f"{include}int probe(void);\nint probe(void) {{ return 0; }}\n")
            built = str(probe.with_suffix(".o"))
            commands = [[*self.compiler.compiler_so, *ext.extra_compile_args, *flags, "-Werror", "-Isrc",
                         "-c", str(probe), "-o", built]]
            if link:
                commands.append([*self.compiler.linker_so, built, *flags, "-o", f"{folder}/probe.so"])
            return all(subprocess.run(command, capture_output=True, check=False).returncode == 0
                       for command in commands)


def extensions():
    modules = [module("cpu"), module("threads")]
    for name, (needed, _) in TARGETS.items():
        if needed in (None, architecture()):
            modules.append(target_module(name))
        else:
            print(f"relu_simd: left out target {name}: it needs {needed}", flush=True)
    return cythonize(modules, compiler_directives={"language_level": 3,
                                                   "freethreading_compatible": True})


setup(
    ext_modules=extensions(),
    cmdclass={"build_ext": BuildTargets},
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if LIMITED_API else {},
)
