#!/usr/bin/env bash
# Builds the package for AArch64 and runs its tests there under QEMU, without an Arm machine. For
# x86-64 Debian 12 (it installs packages, so as root) with Python 3.11 or later.
#
#   tools/neon_tests.sh [arguments of pytest]
#
# All of it lies in $NEON_ROOT (build/neon). What was downloaded there is used again: remove the
# folder for newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD

mkdir -p "${NEON_ROOT:=build/neon}"
NEON_ROOT=$(realpath "$NEON_ROOT")
system=$NEON_ROOT/system   # the AArch64 Debian: libc and Python
packages=$NEON_ROOT/packages # NumPy and what the tests need
built=$NEON_ROOT/built     # relu_simd
venv=$NEON_ROOT/venv       # of this machine: Cython and setuptools
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

if ! dpkg -s gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static &> /dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends \
        gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static
fi

if [ ! -d "$system" ]; then
    dpkg --add-architecture arm64
    apt-get update -qq
    rm -rf "$system.part"
    mkdir -p "$system.part"
    (
        cd "$system.part"
        # Python's own shared libraries too: its extension modules are not linked statically.
        apt-get download -qq -o APT::Sandbox::User=root \
            python3.11-minimal:arm64 libpython3.11-minimal:arm64 \
            libpython3.11-stdlib:arm64 libc6:arm64 libgcc-s1:arm64 libstdc++6:arm64 libgomp1:arm64 \
            zlib1g:arm64 libexpat1:arm64 libffi8:arm64 libssl3:arm64 libbz2-1.0:arm64 \
            liblzma5:arm64 libsqlite3-0:arm64 libuuid1:arm64 libcrypt1:arm64
        for package in *.deb; do
            dpkg -x "$package" .
        done
        rm -- *.deb
    )
    mv "$system.part" "$system" # only a finished one is used again
fi

# Tests start sys.executable. Without binfmt the kernel cannot start an AArch64 program, so it must
# be a script that does. Python takes argv[0] for its own path: a script beside the real one finds
# the standard library and starts itself again.
cat > "$system/usr/bin/python" <<'END'
#!/bin/sh
system=${0%/usr/bin/python}
exec qemu-aarch64-static -L "$system" -0 "$0" "$system/usr/bin/python3.11" "$@"
END
chmod +x "$system/usr/bin/python"

if [ ! -x "$venv/bin/pip" ]; then
    python3 -m venv "$venv"
fi
"$venv/bin/pip" install -q "setuptools>=77" "cython>=3.1" "numpy>=2.0"

rm -rf "$NEON_ROOT/wheel" "$built"
tools/copy_sources.sh "$NEON_ROOT/source"
CC=aarch64-linux-gnu-gcc LDSHARED="aarch64-linux-gnu-gcc -shared" \
    _PYTHON_HOST_PLATFORM=linux-aarch64 RELU_SIMD_WERROR=1 \
    "$venv/bin/pip" wheel -q --no-build-isolation --no-deps -w "$NEON_ROOT/wheel" "$NEON_ROOT/source"
wheel=$(echo "$NEON_ROOT"/wheel/relu_simd-*.whl)

install() { # folder, what: as pip on the emulated machine would
    "$venv/bin/pip" install -q --no-compile --only-binary=:all: --python-version 3.11 \
        --implementation cp --abi cp311 --abi abi3 --abi none --platform linux_aarch64 \
        --platform manylinux_2_28_aarch64 --platform manylinux_2_17_aarch64 --target "$@"
}
if [ ! -d "$packages" ]; then
    rm -rf "$packages.part"
    install "$packages.part" "$wheel[test]"
    mv "$packages.part" "$packages"
fi
install "$built" --no-deps "$wheel"

# As for an installed package: the tests come from the repository, relu_simd must not.
export PYTHONPATH=$built:$packages PYTHONDONTWRITEBYTECODE=1 PYTHONSAFEPATH=1
unset RELU_SIMD_TARGET
"$system/usr/bin/python" -c '
import platform, relu_simd
assert platform.machine() == "aarch64" and relu_simd.active_target == "neon", relu_simd.active_target
print("relu_simd", relu_simd.__version__, "from", relu_simd.__file__)'
exec "$system/usr/bin/python" -m pytest -p no:cacheprovider --rootdir "$repository" \
    -c "$repository/pyproject.toml" "$repository/tests" "$@"
