#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Proves the README's two commands on a fresh Debian 12: makes a minimal root with debootstrap, copies a clean clone of the
# last commit in, runs tools/demo.sh and tools/test.sh there. Needs root and the package debootstrap; takes its packages
# from where this machine's apt takes them.
#   tools/fresh_machine.sh [--keep]     PENDEL_TEST_DATA=dir is shown to the tests, read-only (default ../shared/data)
set -eu -o pipefail
cd "$(dirname "$0")/.."
source=$PWD
data=${PENDEL_TEST_DATA:-$source/../shared/data}
keep=no
[ "${1:-}" != --keep ] || keep=yes

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
  echo "fresh_machine: needs root and debootstrap (apt-get install -y debootstrap)" >&2
  exit 3
fi

machine=$(mktemp -d "${TMPDIR:-/var/tmp}/pendel-machine.XXXXXX")
root=$machine/root
clean_up() {
  for place in "$root/opt/shared/data" "$root/dev/shm" "$root/proc"; do
    if mountpoint -q "$place"; then umount "$place"; fi
  done
  if [ $keep = yes ]; then echo "fresh_machine: kept in $machine"; else rm -rf --one-file-system "$machine"; fi
}
trap clean_up EXIT

mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME) $(COMPONENT)' | awk '$2 == "bookworm" && $3 == "main" {print $1; exit}')
[ -n "$mirror" ] || { echo "fresh_machine: this machine's apt knows no Debian 12" >&2; exit 3; }
echo "== a minimal Debian 12"
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$machine/debootstrap.log" 2>&1 ||
  { tail -20 "$machine/debootstrap.log" >&2; exit 3; }

# apt as it is set up here: sources, proxy, keys; but no logins.
rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
for part in sources.list sources.list.d apt.conf apt.conf.d preferences.d trusted.gpg.d keyrings; do
  if [ -e "/etc/apt/$part" ]; then cp -rL "/etc/apt/$part" "$root/etc/apt/"; fi
done
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"

git clone -q --no-hardlinks "$source" "$root/opt/pendel"
if [ -d "$data" ]; then
  mkdir -p "$root/opt/shared/data"
  mount --bind "$data" "$root/opt/shared/data"
  mount -o remount,bind,ro "$root/opt/shared/data"
fi

inside() {
  echo "== $*"
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 ${PENDEL_JOBS:+PENDEL_JOBS=$PENDEL_JOBS} \
    ${http_proxy:+http_proxy=$http_proxy} ${https_proxy:+https_proxy=$https_proxy} \
    chroot "$root" /bin/sh -c "cd /opt/pendel && $*"
}
inside tools/demo.sh
inside tools/test.sh
echo "== both commands work on a fresh Debian 12"
