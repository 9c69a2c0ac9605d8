#!/bin/sh
# The table of make bench-decode, condensed: rows of one kind become one row with the worst of them.
# usage: scripts/decode-figures.sh      (builds and runs build/tests/bench_decode and bench_sound)
set -eu
cd "$(dirname "$0")/.."
make --no-print-directory all build/tests/bench_decode build/tests/bench_sound >/dev/null
{ build/tests/bench_decode tests/decode/clean.txt; scripts/bench-sound.sh || true; } | awk -F'|' '
	function trim(s) { gsub(/^ +| +$/, "", s); return s }
	NR <= 2 { next }
	{
		what = trim($2); bar = trim($3); v = trim($4); kind = what
		if (what ~ /^detect /) { sub(/^detect [^,]*, /, "", kind); kind = "detection, " kind ", worst of seven encodings" }
		else if (what ~ /(Latin-1|windows-1252|PUA kept)(, twice)?(, a part)?, documents exact/)
			kind = "lossless misreadings, whole or part, documents exact, worst of seven"
		else if (what ~ /documents exact/) kind = "escapes and UTF-16 read byte-wise, documents exact, worst of five"
		else if (what ~ /^(speed, detection|speed, the whole)/) next
		if (!(kind in worst)) { order[++n] = kind; worst[kind] = v; bars[kind] = bar }
		else if (v + 0 < worst[kind] + 0) worst[kind] = v
	}
	END {
		print "| | bar | measured |"; print "|---|---|---|"
		for (i = 1; i <= n; i++) print "| " order[i] " | " bars[order[i]] " | " worst[order[i]] " |"
	}'
