#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing: tools/setup.sh [build] [test] [strict]   (groups of tools/packages.txt; default: build)
# Python packages (GROUP-pip) go into a folder of their own, ${XDG_CACHE_HOME:-~/.cache}/pendel/python.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- build

listed() { sed -n "s/^$1: //p" "$here/packages.txt" | tr '\n' ' '; }

install_from_debian() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
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
}

install_from_pypi() {
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/pendel/python
  [ -x "$folder/bin/pip" ] || /usr/bin/python3 -m venv "$folder"
  for package in "$@"; do
    "$folder/bin/pip" freeze 2>/dev/null | grep -qx "$package" || "$folder/bin/pip" install -q --disable-pip-version-check "$package"
  done
}

wanted=$(for group in "$@"; do listed "$group"; done)
if [ -z "$wanted" ]; then
  echo "setup: no packages for '$*'; the groups are: $(sed -n 's/^\([a-z]*\):.*/\1/p' "$here/packages.txt" | sort -u | tr '\n' ' ')" >&2
  exit 2
fi
if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is no Debian; please install what Debian 12 calls: $wanted" >&2
  exit 3
fi
# shellcheck disable=SC2086  # lists of words on purpose
install_from_debian $wanted
from_pypi=$(for group in "$@"; do listed "$group-pip"; done)
# shellcheck disable=SC2086
if [ -n "$from_pypi" ]; then install_from_pypi $from_pypi; fi
