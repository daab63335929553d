#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a fresh clone to a first result: installs what is missing, builds, runs the default region.
set -eu
cd "$(dirname "$0")/.."

tools/setup.sh build
if command -v ccache >/dev/null; then export PENDEL_COMPILER_LAUNCHER=ccache; fi
cmake --preset release -DPENDEL_TESTS=OFF -DCMAKE_UNITY_BUILD=ON >/dev/null
cmake --build --preset release --target pendel

scenario=scenarios/anhalt_bitterfeld/base.toml
result=anhalt_bitterfeld.h5
build/release/pendel run "$scenario" -o "$result"

cat <<END

The result is $PWD/$result. To look at it:
  build/release/pendel info $result
  ncdump -h $result                                    (package netcdf-bin)
  /usr/bin/python3 -c "import xarray; print(xarray.open_dataset('$result', engine='h5netcdf'))"
                                                       (packages python3-xarray python3-h5netcdf)
To try something: change a value and compare.
  build/release/pendel run $scenario --set PATH=VALUE -o other.h5
  build/release/pendel compare $result other.h5
END
