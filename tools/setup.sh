#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing: tools/setup.sh [build] [test] [strict]   (groups of tools/packages.txt; default: build)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- build

wanted=$(for group in "$@"; do sed -n "s/^$group: //p" "$here/packages.txt"; done | tr '\n' ' ')
if [ -z "$wanted" ]; then
  echo "setup: no packages for '$*'; the groups are: $(sed -n 's/^\([a-z]*\):.*/\1/p' "$here/packages.txt" | sort -u | tr '\n' ' ')" >&2
  exit 2
fi
if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is no Debian; please install what Debian 12 calls: $wanted" >&2
  exit 3
fi

missing=
for package in $wanted; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
  {
    echo "setup: these packages are missing:$missing"
    echo "setup: installing them needs root. Please run this and start again:"
    echo
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing"
    echo
  } >&2
  exit 3
fi
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# shellcheck disable=SC2086  # a list of words on purpose
apt-get install -y -q --no-install-recommends $missing
