#!/usr/bin/env bash
# Runs the tests on a free-threaded Python, built from the sources of Debian's python3.13. For Debian 12
# on x86-64 (it installs packages, so as root).
#
#   tools/free_threaded_tests.sh [arguments of pytest]
#
# All of it lies in $FREE_THREADED_ROOT (build/free_threaded), and the folder may not move. What was built there
# is used again: remove it for newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD

mkdir -p "${FREE_THREADED_ROOT:=build/free_threaded}"
FREE_THREADED_ROOT=$(realpath "$FREE_THREADED_ROOT")
apt=$FREE_THREADED_ROOT/apt       # the package lists of the release that has it
python=$FREE_THREADED_ROOT/python # the interpreter
venv=$FREE_THREADED_ROOT/venv
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

# pip needs Python's modules ssl and zlib.
if ! dpkg -s gcc libc6-dev make xz-utils libssl-dev zlib1g-dev &> /dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends gcc libc6-dev make xz-utils libssl-dev zlib1g-dev
fi

if [ ! -d "$python" ]; then
    rm -rf "$apt" "$python.part" "$FREE_THREADED_ROOT/source"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$FREE_THREADED_ROOT/source"
    apt-get update -qq # what the next line reads
    mirrors=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" "Label: Debian" "Component: main")
    read -r mirror <<< "$mirrors" # the first one that this machine uses
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" \
        > "$apt/sources.list"
    options=(-qq -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
             -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update
    (
        cd "$FREE_THREADED_ROOT/source"
        apt-get "${options[@]}" source --download-only python3.13
        tar --strip-components=1 -xf python3.13_*.orig.tar.xz
        ./configure --disable-gil --disable-test-modules --prefix="$python" > configure.log 2>&1 \
            || { tail -n 50 configure.log; exit 1; }
        make -j"$(nproc)" > make.log 2>&1 || { tail -n 50 make.log; exit 1; }
        make altinstall DESTDIR="$python.part" > install.log 2>&1 || { tail -n 50 install.log; exit 1; }
    )
    mv "$python.part$python" "$python" # only a finished one is used again
    rm -rf "$python.part" "$apt" "$FREE_THREADED_ROOT/source" "$venv"
fi
[ -x "$venv/bin/pip" ] || "$python/bin/python3.13t" -m venv "$venv"

tools/copy_sources.sh "$FREE_THREADED_ROOT/package"
RELU_SIMD_WERROR=1 "$venv/bin/pip" install -q --force-reinstall --no-deps "$FREE_THREADED_ROOT/package"
"$venv/bin/pip" install -q "relu_simd[test]"

# As for an installed package: the tests come from the repository, relu_simd must not. Importing it must not
# bring the lock back.
export PYTHONDONTWRITEBYTECODE=1 PYTHONSAFEPATH=1
unset PYTHONPATH PYTHON_GIL
"$venv/bin/python" -W error -c '
import sys, relu_simd
assert not sys._is_gil_enabled()
print("relu_simd", relu_simd.__version__, "from", relu_simd.__file__, "without the GIL")'
exec "$venv/bin/python" -m pytest -p no:cacheprovider --rootdir "$repository" \
    -c "$repository/pyproject.toml" "$@"
