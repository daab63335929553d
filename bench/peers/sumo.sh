#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The traffic room beside SUMO's mesoscopic model, one run each, on the same network, trips and routes.
#   bench/peers/sumo.sh [FOLDER [ROUTES]]     default: ../shared/data/cases/grid50l and its routes.csv.gz
# Prints processor seconds of the loop (loading is measured on its own and taken off), their ratio, and both distributions of travel
# times. Needs the Debian package sumo; PENDEL names the program (default build/release/pendel).
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-../shared/data/cases/grid50l}
routes=${2:-$folder/routes.csv.gz}
for tool in sumo netconvert; do
  command -v $tool >/dev/null || { echo "$tool is missing: apt-get install sumo" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${PYTHON:-/usr/bin/python3} bench/peers/sumo.py "$folder" "$routes" "$work" "${PENDEL:-build/release/pendel}"
