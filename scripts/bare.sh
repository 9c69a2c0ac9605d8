#!/bin/sh
# A bare Debian 12 in a folder, and in it what README tells a new user: make demo, then make test. As root.
# What is tested is the last commit, not the working tree. Needs debootstrap and a Debian mirror.
# usage: scripts/bare.sh [FOLDER]     FOLDER: build/bare; kept, so that a second run is short. MIRROR=http://deb.debian.org/debian
set -eu
cd "$(dirname "$0")/.."
MIRROR=${MIRROR:-http://deb.debian.org/debian}
mkdir -p "${1:-build/bare}"
root=$(cd "${1:-build/bare}" && pwd)
for need in debootstrap unshare git; do
	command -v $need >/dev/null || { echo "bare: no $need here" >&2; exit 77; }
done
[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$root" "$MIRROR"
cp /etc/resolv.conf "$root/etc/resolv.conf"
rm -rf "$root/root/zhclaims"
mkdir -p "$root/root/zhclaims"
git archive HEAD | tar -x -C "$root/root/zhclaims"

inside() { # in namespaces of its own, so that nothing stays mounted
	unshare --mount --pid --fork sh -c 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && shift &&
		exec chroot "$@"' sh "$root" "$root" env -i HOME=/root TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		sh -c "$1"
}

# make is all that a user has to have before the first command
inside 'apt-get update -q && apt-get install -y -q --no-install-recommends make' >"$root/root/apt.log" 2>&1
for target in demo test; do
	echo "bare: make $target"
	inside "cd /root/zhclaims && make $target" >"$root/root/$target.log" 2>&1 || {
		tail -n 40 "$root/root/$target.log" >&2
		exit 1
	}
	tail -n 2 "$root/root/$target.log"
done
