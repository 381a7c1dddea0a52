#!/usr/bin/env bash
# Proves that the fallback is clean: imports and runs relu_simd on emulated x86-64 CPUs with less than
# this one has. QEMU stops at the first instruction that the CPU lacks, wherever it comes from.
#
#   tools/no_avx2_check.sh [PYTHON]    a Python that has relu_simd installed (default: python3)
set -euo pipefail

python=${1:-python3}
if [ "$(uname -m)" != x86_64 ]; then
    echo "tools/no_avx2_check.sh: SKIPPED, it needs an x86-64 machine"
    exit 0
fi
if ! command -v qemu-x86_64-static > /dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends qemu-user-static
fi

# QEMU needs the program itself, not a link or a wrapper script; under the name (argv[0]) of the
# virtual environment's python it still finds the packages there.
name=$("$python" -c 'import sys; print(sys.executable)')
program=$("$python" -c 'import os, sys; print(os.path.realpath(sys.executable))')

hashes=$(realpath "$(dirname "$0")/../tests/hashes.txt")
cd / # import what is installed, not what the current folder holds

# NumPy's OpenBLAS takes these CPUs for newer ones, and would stop first; relu_simd never calls it.
# QEMU says which other features of the CPU it cannot emulate: of no interest here.
emulated() { # CPU, arguments of python
    qemu-x86_64-static -cpu "$1" -E OPENBLAS_CORETYPE=Nehalem -E PYTHONDONTWRITEBYTECODE=1 \
        -U RELU_SIMD_TARGET -0 "$name" "$program" "${@:2}" 2>&1 | sed "/TCG doesn't support/d"
}

# Importing takes the expected target, and no module of another target is even mapped.
import_check='
import sys
import relu_simd
from relu_simd._dispatch import compiled_targets

expected = sys.argv[1]
assert {"scalar", "avx2"} <= set(compiled_targets()), compiled_targets()
assert relu_simd.active_target == expected, relu_simd.active_target
loaded = [name for name in compiled_targets() if f"relu_simd._{name}" in sys.modules]
assert loaded == [expected], loaded
'

# Nehalem has the SSE4.2 that NumPy needs, and no AVX.
emulated Nehalem -c "$import_check" scalar
echo "Nehalem: only the scalar target is loaded"
# Every operation, and the bits that it has everywhere.
emulated Nehalem -m relu_simd selftest --hash | diff "$hashes" -
echo "Nehalem: every operation has its expected hash"

# The check of the check: with 132, for an illegal instruction, AVX2 code must stop there.
status=0
ulimit -c 0
emulated Nehalem -c 'import relu_simd._avx2; relu_simd._avx2.relu([1.0] * 100)' || status=$?
if [ "$status" != 132 ]; then
    echo "Nehalem: AVX2 code ended with status $status, not with an illegal instruction" >&2
    exit 1
fi
echo "Nehalem: AVX2 code is stopped"

emulated EPYC-Rome -c "$import_check" avx2
echo "EPYC-Rome, without AVX-512: only the avx2 target is loaded"
