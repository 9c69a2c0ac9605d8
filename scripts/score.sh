#!/bin/sh
# Score the claims of our own samples (development set), and of the seeds where they are, against their gold.
# usage: scripts/score.sh [-m N]     -m N: also list N misses a set
set -eu
cd "$(dirname "$0")/.."
mkdir -p build/score
score() { # score NAME ARTICLES GOLD [OPTIONS]
	name=$1 articles=$2 gold=$3
	shift 3
	build/zhclaims run -q -j2 "$articles" -o "build/score/$name.ndjson" || [ $? -eq 1 ]
	echo "== $name"
	build/check/score "$@" -u tests/check/units.tsv "$gold" "build/score/$name.ndjson"
}
score samples corpus/samples tests/gold "$@"
build/check/score -r -u tests/check/units.tsv tests/gold build/score/samples.ndjson |
	sort -t "$(printf '\t')" -k3,3nr -k1,1 >build/score/rules.tsv
[ ! -d ../shared/seeds ] || score seeds ../shared/seeds ../shared/gold "$@"
echo "right and given claims of every rule on the samples: build/score/rules.tsv"
