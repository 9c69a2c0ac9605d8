#!/bin/sh
# Sound lines through the decode stage, none of which may change (exit 1 if one does): all that stands in this tree, and lines made of it.
# usage: scripts/bench-sound.sh [-v]    GENERATED=N: so many made (12000). SOUND_TEXT=FOLDER: also the text files below FOLDER (a checkout of public corpora)
set -eu
cd "$(dirname "$0")/.."
bench=build/tests/bench_sound
list=$(mktemp)
trap 'rm -f "$list"' EXIT
# What is damaged on purpose stays out: examples of the changelog, cases of this stage and of bad input, runs out of step, traces of lost text; and lists of words.
find README.md HACKING.md corpus output pipeline rules tests -type f \
	\( -name '*.txt' -o -name '*.md' -o -name '*.html' -o -name '*.tsv' -o -name '*.rules' \) |
	grep -vE 'tests/cases/(decode|bad-input)/|desync|rules/.*tsv|rules/decode/README|shapes.txt' |
	LC_ALL=C sort >"$list"
status=0
$bench "$@" -n ${GENERATED:-12000} "$list" || status=1
if [ -n "${SOUND_TEXT:-}" ]; then
	find "$SOUND_TEXT" -type f ! -path '*/.git/*' | LC_ALL=C sort >"$list"
	$bench "$@" -e "$list" || status=1
fi
exit $status
