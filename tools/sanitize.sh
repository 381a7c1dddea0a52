#!/usr/bin/env bash
# Runs the C core under AddressSanitizer and UndefinedBehaviorSanitizer: builds tests/c/driver.c
# and rows.c with every target that the compiler's architecture has, then runs them; and tests/c/pool.c under
# ThreadSanitizer. Python only reads the flags.
#
#   tools/sanitize.sh
#   CC=aarch64-linux-gnu-gcc SANITIZE=-static RUN=qemu-aarch64-static tools/sanitize.sh
#
# SANITIZE replaces all sanitizers' flags, RUN is put before the program.
set -euo pipefail
cd "$(dirname "$0")/.."

CC=${CC:-gcc}
sanitize_threads=${SANITIZE:--fsanitize=thread}
SANITIZE=${SANITIZE:--fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer}
machine=$("$CC" -dumpmachine)
architecture=${machine%%-*}
out=build/sanitize-$architecture
mkdir -p "$out"

# A line for each target that builds for this architecture: its name and then its flags. They are
# read out of setup.py, so this script compiles what the package compiles.
targets=$(python3 - "$architecture" <<'END'
import ast
import sys
from pathlib import Path

known = {}
for node in ast.parse(Path("setup.py").read_text()).body:
    if isinstance(node, ast.Assign) and node.targets[0].id in ("TARGETS", "FLAGS", "GCC_FLAGS"):
        known[node.targets[0].id] = ast.literal_eval(node.value)
for name, (architecture, flags) in known["TARGETS"].items():
    if architecture in (None, sys.argv[1]):
        print(name, *known["FLAGS"], *known["GCC_FLAGS"].get(sys.argv[1], []), *flags)
END
)

# After setup.py's flags, so that -O1 wins: unoptimized enough for the sanitizers to see every access.
checked="-O1 -g -Wall -Wextra -Werror"
after="$checked $SANITIZE"
list=
while read -r name flags; do
    list+="X($name) "
    for source in src/targets/"$name".c src/targets/"$name"_*.c; do
        # shellcheck disable=SC2086  # flags are words
        "$CC" $flags $after -Isrc -c "$source" -o "$out/$(basename "$source" .c).o"
        objects+=("$out/$(basename "$source" .c).o")
    done
done <<< "$targets"

for program in driver rows; do
    # shellcheck disable=SC2086
    "$CC" -std=gnu11 -ffp-contract=off $after -Isrc -DTARGETS="$list" "tests/c/$program.c" "${objects[@]}" \
        -lm -o "$out/$program"
    # Leaks are not what this is about, and their detector needs ptrace, which containers forbid.
    # shellcheck disable=SC2086
    ASAN_OPTIONS=detect_leaks=0 ${RUN:-} "$out/$program"
done

# ThreadSanitizer knows no address space as random as newer kernels make it.
# shellcheck disable=SC2086
"$CC" -std=c11 $checked $sanitize_threads -Isrc tests/c/pool.c -pthread -o "$out/pool"
setarch -R ${RUN:-} "$out/pool"
