#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, runs all tests. `--strict` adds what must hold before a change lands: format, no
# warning in g++ and clang, clang-tidy, the tests under address and undefined-behaviour sanitizers, the installed package.
#   tools/test.sh [--strict]     PENDEL_JOBS=n limits the cores, PENDEL_TEST_DATA=dir points at the test data,
#                                PENDEL_SKIP="clang-tidy sanitizers" leaves these strict steps out
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 3
jobs=${PENDEL_JOBS:-$(nproc)}
export CMAKE_BUILD_PARALLEL_LEVEL=$jobs CTEST_PARALLEL_LEVEL=$jobs
options=()
if [ -n "${PENDEL_TEST_DATA:-}" ]; then options+=("-DPENDEL_TEST_DATA=$PENDEL_TEST_DATA"); fi

strict=no
case "${1:-}" in
  --strict) strict=yes ;;
  "") ;;
  *) echo "usage: tools/test.sh [--strict]" >&2; exit 2 ;;
esac

configure() { cmake --preset "$1" ${options[@]+"${options[@]}"} "${@:2}" >/dev/null; }
build() { configure "$@" && cmake --build --preset "$1"; }
run_tests() { ctest --preset "$1" --no-tests=error; }

formatted() { git ls-files '*.cpp' '*.hpp' | xargs clang-format-16 --dry-run -Werror; }
asan() { build asan -DPENDEL_WERROR=ON && run_tests asan; }
tidy() { configure tidy && tools/tidy.py build/tidy --jobs "$jobs"; }
benchmarks() {
  local program
  # The grid with a million trips takes minutes in any form.
  for program in build/release/*_bench; do
    "$program" --benchmark_min_time=0.01 --benchmark_filter='-(walk|drive)/100/' >/dev/null || return
  done
}

wanted() {
  [[ " ${PENDEL_SKIP:-} " != *" $1 "* ]] && return
  echo "== $1: SKIPPED (PENDEL_SKIP)"
  return 1
}
failed=()
step() {
  echo "== $1"
  local start=$SECONDS
  if "${@:2}"; then
    echo "== $1: good ($((SECONDS - start)) s)"
  else
    echo "== $1: FAILED ($((SECONDS - start)) s)"
    failed+=("$1")
  fi
}

if [ $strict = no ]; then
  tools/setup.sh build test || exit
  if command -v ccache >/dev/null; then export PENDEL_COMPILER_LAUNCHER=ccache; fi
  # Several files compiled as one take half the time when all must be built.
  build release -DPENDEL_TESTS=ON -DCMAKE_UNITY_BUILD=ON && run_tests release
  exit
fi

tools/setup.sh build test strict || exit
export PENDEL_COMPILER_LAUNCHER=ccache
step "format" formatted
step "release build, g++, warnings are errors" build release -DPENDEL_TESTS=ON -DPENDEL_BENCH=ON -DPENDEL_WERROR=ON -DCMAKE_UNITY_BUILD=OFF
step "tests" run_tests release
step "every header compiles alone" cmake --build --preset release --target headers_alone
wanted clang-tidy && step "clang-tidy" tidy
if wanted sanitizers; then
  step "clang 16, warnings are errors; tests under address and undefined-behaviour sanitizers" asan
else
  step "build, clang 16, warnings are errors" build clang -DPENDEL_WERROR=ON
fi
step "benchmarks in short form" benchmarks
if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}"
  exit 1
fi
