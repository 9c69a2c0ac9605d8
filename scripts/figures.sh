#!/bin/sh
# Write the figures of scripts/FIGURES.md, and the most important of them into README.md: scores on our own development set, speed,
# memory, each with its command.
# usage: scripts/figures.sh      takes BENCH_MB (100) and MEMORY_MB (1000); KEEP_BENCH=1, KEEP_MEMORY=1: as measured last time
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp)
trap 'rm -f "$out"' EXIT
make --no-print-directory all checks build/corpusgen build/stagebench build/rulebench >/dev/null
scripts/score.sh >build/score.out
[ -n "${KEEP_BENCH:-}" ] || scripts/bench.sh >build/bench.out 2>/dev/null
[ -n "${KEEP_MEMORY:-}" ] || scripts/bench.sh memory >build/memory.out 2>/dev/null
score() { # score SET KIND LEVEL: the F1
	awk -v s="$1" -v k="$2" -v l="$3" '$1 == "==" { on = $2 == s } on && $1 == k && $2 == l { print $8 }' build/score.out
}

quality() {
	echo "Quality, F1 (\`make score\`; *strict*: number, unit, operator, measure, direction, mood and the indicator's end right;"
	echo "*full*: every slot). The samples are the development set, 40 articles of ours, so these flatter:"
	echo
	echo "| | numbers found | strict | full | statements found | with speaker | events found |"
	echo "|---|---|---|---|---|---|---|"
	for set in samples seeds; do
		[ -n "$(score $set numeric detect)" ] || continue
		echo "| $([ $set = samples ] && echo "corpus/samples" || echo "five public articles (../shared/seeds)") | $(score $set numeric detect) | $(score $set numeric strict) | $(score $set numeric full) | $(score $set statement detect) | $(score $set statement strict) | $(score $set event detect) |"
	done
}

speed() { # speed SECTION...: of the bench's output, by how they begin; none: all
	echo "Speed (\`make bench\`, $(sed -n 's/^machine: //p' build/bench.out); run to /dev/null through a pipe, best of three):"
	echo
	echo '```'
	if [ $# -eq 0 ]; then
		sed -n '/^== stages/,$p' build/bench.out | grep -v '^as JSON'
	else
		for section; do
			[ "$section" = "$1" ] || echo
			awk -v s="== $section" '/^== /{ on = index($0, s) == 1 } on && NF && !/^as JSON/' build/bench.out
		done
	fi
	echo '```'
}

memory() {
	echo "Memory (\`make bench-memory\`): $(cat build/memory.out)."
}

whole() {
	printf '## Quality\n\n'
	quality
	printf '\n## Speed\n\n'
	speed
	printf '\n## Encodings and damage\n\n'
	echo "\`make bench-decode\`: snippets of our own text, damaged there with the truth kept, 600 a row; what is not repaired is flagged; the last rows: sound lines, distinct, of this tree, and made of them:"
	echo
	scripts/decode-figures.sh
	printf '\n## Normal text\n\n'
	echo "\`make bench-normalize\`: text of ours spun by machines of our own, which know a share of the table; \`seed 003\`: a"
	echo "spun plan that was given, in ../shared; OpenCC's test cases by \`../shared/conformance/opencc.py ./build/zhclaims\`:"
	echo
	make --no-print-directory bench-normalize | grep -v '^\(t2s\|tw2s\|tw2sp\|hk2s\) ' |
		sed -e 's/  *|/ |/g' -e 's/|  */| /g' -e "s/^all \(.*\)/| OpenCC's test cases of t2s, tw2s, tw2sp, hk2s | 161 | \1 |/"
	printf '\n## Memory\n\n'
	memory
}

short() {
	quality
	echo
	speed "the whole" "slow cases" "what one would run instead"
	echo
	memory
}

put() { # put FILE: standard input between its marks
	cat >"$out"
	awk -v f="$out" '
		/^<!-- figures:/ { print; print ""; while ((getline line < f) > 0) print line; skip = 1; next }
		/^<!-- end of figures/ { skip = 0; print "" }
		!skip' "$1" >"$1.new"
	mv "$1.new" "$1"
}

whole | put scripts/FIGURES.md
short | put README.md
