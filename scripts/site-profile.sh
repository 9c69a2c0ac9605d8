#!/bin/sh
# Lines that repeat over the pages of a site, for --site-profile. Reads cleaned pages (doc/1) on standard input, writes
# host, tab, line for every line that at least MIN pages of one host keep (default 3, and one page in ten).
# Pages without an address count as one site, *. The order of the pages does not matter.
# usage: zhclaims run -q --until clean PAGES | scripts/site-profile.sh [MIN] >profile.tsv
#        zhclaims run --site-profile profile.tsv PAGES
set -eu
min=${1:-3}
LC_ALL=C
export LC_ALL
jq -r '
	([.meta[] | select(.key == "url") | .value] | first // "" |
		(capture("^[a-z]+://(?<host>[^/:?]+)") | .host) // "*") as $host |
	([.meta[] | select(.key == "title") | .value] | first) as $title |
	(["", $host, ""] | @tsv),
	(.text | split("\n") | map(gsub("[[:space:]]+"; " ")) | unique[] |
		select(length >= 2 and . != $title) | ["", $host, .] | @tsv)' |
	sort | uniq -c | sed 's/^ *//' |
	awk -F'\t' -v min="$min" '
		$3 == "" { pages[$2] = $1 + 0; next }
		$1 + 0 >= min && ($1 + 0) * 10 >= pages[$2] { print $2 "\t" $3 }'
