#!/bin/sh
# Write into every rule of rules/extract the precision that was measured on our own annotated articles: of the claims it gave
# that the gold asks about, how many are right (strict). A rule with fewer than LEAST (10) such claims says nothing.
# usage: scripts/confidence.sh       then: git diff rules/extract
set -eu
cd "$(dirname "$0")/.."
least=${LEAST:-10}
scripts/score.sh >/dev/null
for file in rules/extract/*.rules; do
	[ "$file" = rules/extract/70-ways.rules ] && continue # their claims bear no confidence
	awk -F '\t' -v least="$least" '
		FILENAME == ARGV[1] { if ($3 >= least) measured[$1] = sprintf("%.2f", $2 / $3); next }
		/^confidence / { next }
		{ print }
		/^rule / { id = $0; sub(/^rule +/, "", id); if (id in measured) print "confidence " measured[id] }
	' build/score/rules.tsv "$file" >build/score/new.rules
	cmp -s build/score/new.rules "$file" || cp build/score/new.rules "$file"
done
build/zhclaims rules check >/dev/null && echo "confidence written: $(cat rules/extract/*.rules | grep -c '^confidence ') rules"
