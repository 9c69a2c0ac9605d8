#!/bin/sh
# Score of clean on our own pages, and on the seeds where they are.  score-clean.sh [-v]
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
status=0
echo "== own pages"
"$ZHC" run -q --until clean tests/clean/pages >"$scratch/pages"
build/check/score_clean -b "$@" tests/clean/pages.gold.ndjson "$scratch/pages" || status=1
if [ -n "${PAGES:-}" ] && [ -n "${GOLD:-}" ]; then # pages of one's own: PAGES=FOLDER GOLD=FILE make score-clean
	echo "== $PAGES"
	"$ZHC" run -q --until clean "$PAGES" >"$scratch/mine"
	build/check/score_clean -b "$@" "$GOLD" "$scratch/mine" || status=1
fi
if [ -d ../shared/seeds ]; then
	echo "== seeds"
	"$ZHC" run -q --until clean ../shared/seeds >"$scratch/seeds"
	build/check/score_clean -b "$@" ../shared/gold/seeds.clean.ndjson "$scratch/seeds" || status=1
fi
exit $status
