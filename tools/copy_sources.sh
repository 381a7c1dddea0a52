#!/usr/bin/env bash
# Copies what the package is built from into a new folder, without what another compiler or Python made of it.
#
#   tools/copy_sources.sh FOLDER
set -euo pipefail
folder=$(realpath -m "$1")
cd "$(dirname "$0")/.."
rm -rf "$folder"
mkdir -p "$folder"
cp -r src relu_simd setup.py pyproject.toml README.md LICENSE "$folder"
rm -f "$folder"/relu_simd/*.{c,so}
