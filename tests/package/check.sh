#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs a build to a temporary place and builds and runs a foreign project against it: check.sh BUILD_DIR
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cmake --install "$build" --prefix "$place/prefix" >/dev/null
cmake -G Ninja -S "$here" -B "$place/build" -DCMAKE_PREFIX_PATH="$place/prefix" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$place/build"
"$place/build/foreign"
if grep -rqF "$(dirname "$build")" "$place/prefix/lib" --include='*.cmake'; then
  echo "the installed package names the build folder" >&2
  exit 1
fi
