#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What does a workday with ten iterations of the equilibrium cost per person, and does it grow faster than the region?
#   bench/scale/scale.sh [FOLDER [PEOPLE...]]     default: a temporary folder, 100000 1000000
# Makes up a region for each number of people (a municipality per 8,333; roads between places as dense, and commuters over the border as many,
# as in Germany: engine/region/generate_synthetic.cpp), runs a winter workday in all rooms and prints time, memory and the quality of the
# equilibrium. PENDEL names the program (default build/release/pendel), THREADS the threads (2).
set -eu
cd "$(dirname "$0")/../.."
pendel=$(realpath "${PENDEL:-build/release/pendel}")
scenarios=$(realpath scenarios)
folder=${1:-$(mktemp -d)}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- 100000 1000000
mkdir -p "$folder"
for people in "$@"; do
  spec=$folder/region-$people.toml
  municipalities=$((people / 8333))
  cat > "$spec" <<END
name = "Made-up region of $people people"
state = "ST"
epsg = 25832
seed = 1

[synthetic]
municipalities = $municipalities
people = $people

END
  sed -n '/^\[climate\]/,/^$/p' scenarios/anhalt_bitterfeld/region.toml >> "$spec"
  cat > "$folder/scale-$people.toml" <<END
base = "$scenarios/modes_lausitz.toml"
title = "Made-up region of $people people"
question = "What does a workday cost?"

[run]
seed = 1

[region]
path = "region-$people.toml"

[mobility]
gap = 0
max_iterations = 10

[[day]]
name = "winter workday"
date = 2030-01-15
weight = 1
END
  echo "== $people people, $municipalities municipalities"
  "$pendel" region generate "$spec" -o "$folder/region-$people" > /dev/null  # the program keeps it: not measured below
  /usr/bin/time -f "%e s wall, %U + %S s of processors, peak %M kB" \
    "$pendel" run "$folder/scale-$people.toml" -o "$folder/scale-$people.h5" --threads "${THREADS:-2}" --profile 2>&1 | grep -v '^note'
  ${PYTHON:-/usr/bin/python3} bench/scale/quality.py "$folder/scale-$people.h5"
done
