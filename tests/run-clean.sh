#!/bin/sh
# The bars of clean (body, title, day, source, author) on our own pages and on the seeds; and, without a fault, single
# lines that go or stay (lines.tsv), the ways of sites to name outlet, day and person (heads.tsv), days (days.tsv).
# Last line: N passed, N failed, N skipped
set -u
cd "$(dirname "$0")/.." || exit 1
ZHC=${ZHC:-build/zhclaims}
if [ ! -x build/check/check_spans ]; then
	echo "FAIL no checkers: make checks builds them"
	echo "0 passed, 1 failed"
	exit 1
fi
zhc=$(realpath "$ZHC")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

hold() { # hold NAME ARTICLES GOLD
	"$ZHC" run -q --until clean "$2" >"$scratch/docs"
	if build/check/score_clean -b -v "$3" "$scratch/docs" >"$scratch/report"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1"
		cat "$scratch/report"
	fi
}

# Articles and their gold from a table, the paragraphs of lines.txt in between.
spread() { # spread NAME
	mkdir "$scratch/$1"
	awk -F '\t' -v out="$scratch/$1" -v table="$1" '
	function list(s, n, a, i, r) {
		n = s == "-" ? 0 : split(s, a, "|")
		for (i = 1; i <= n; i++) r = r (i > 1 ? "," : "") "\"" a[i] "\""
		return "[" r "]"
	}
	function slot(s) { return s == "-" ? "null" : "\"" s "\"" }
	function page(from, head, first, mid, tail, i, r) {
		r = "<html><head><meta charset=\"utf-8\"><title>" text[from] "</title></head><body><div class=\"hd\"><h1>" text[from] \
			"</h1>" head "</div><div class=\"article-content\">"
		for (i = 1; i <= 4; i++) {
			r = r "<p>" (i == 1 ? first : "") text[from + i] "</p>"
			if (i == 2 && mid != "") r = r "<p>" mid "</p>"
		}
		return r tail "</div></body></html>"
	}
	function plain(head, mid, tail, i, r) {
		r = text[1] "\n" head
		for (i = 2; i <= 5; i++) r = r "\n" text[i] (i == 3 && mid != "" ? "\n" mid : "")
		return r (tail == "" ? "" : "\n" tail)
	}
	function gold(name, from, day, source, author, editor, must, mustnot, i) {
		for (i = 1; i <= 4; i++) must = must (must == "" ? "" : "|") text[from + i]
		printf "{\"path\":\"%s\",\"title\":\"%s\",\"date\":%s,\"source\":%s,\"author\":%s,\"editor\":%s,\"must\":%s,\"mustnot\":%s}\n", \
			name, text[from], slot(day), slot(source), slot(author), slot(editor), list(must), list(mustnot) >(out ".gold")
	}
	FNR == NR { text[FNR] = $0; next }
	/^#/ { next }
	table == "heads" {
		from = $2 == "hant" ? 6 : 1
		print page(from, $3, $5 == "" ? "" : $5, "", $4) >(out "/" $1 ".html")
		close(out "/" $1 ".html")
		gold($1 ".html", from, $6, $7, $8, $9, "", $10)
		next
	}
	{
		mid = $1 == "mid" ? $3 : ""
		tail = $1 == "tail" ? $3 : ""
		name = sprintf("%03d", ++n)
		print page(1, "<div>2024-05-20 10:00 来源：河湾网</div>", "", mid, tail == "" ? "" : "<p>" tail "</p>") >(out "/" name ".html")
		print plain("2024-05-20 10:00 来源：河湾网", mid, tail) >(out "/" name ".txt")
		close(out "/" name ".html")
		close(out "/" name ".txt")
		for (i = 0; i < 2; i++)
			gold(name (i ? ".txt" : ".html"), 1, "2024-05-20", "-", "-", "-", $2 == "keep" ? $3 : "", $2 == "drop" ? $3 : "-")
	}' tests/clean/lines.txt "tests/clean/$1.tsv"
}

# No fault among the kinds given, an extended expression, in the report on a table.
faultless() { # faultless NAME KINDS
	spread "$1"
	"$ZHC" run -q --until clean "$scratch/$1" >"$scratch/docs"
	build/check/score_clean -v "$scratch/$1.gold" "$scratch/docs" >"$scratch/report"
	if grep -q '^pages [1-9]' "$scratch/report" && ! grep -E "^  ($2)|^no record" "$scratch/report" >"$scratch/faults"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1"
		grep -E "^  ($2)|^no record|^[^ ]*\.(html|txt)$" "$scratch/report" | grep -E -B1 '^  |^no'
	fi
}

# The day of each text of tests/clean/days.tsv.
days() {
	mkdir "$scratch/days"
	awk -F '\t' -v out="$scratch/days" '
	FNR == NR { if (FNR > 1 && FNR < 6) body = body $0 "\n"; next }
	/^#/ { next }
	{
		path = sprintf("%03d/%s", ++n, $2)
		text = $3
		gsub(/¶/, "\n", text)
		gsub(/§/, body, text)
		folder = path
		sub(/[^\/]*$/, "", folder)
		system("mkdir -p \"" out "/" folder "\"")
		printf "%s", text >(out "/" path)
		close(out "/" path)
		print path "\t" $1 >(out ".gold")
	}' tests/clean/lines.txt tests/clean/days.tsv
	(cd "$scratch/days" && "$zhc" run -q --until clean . | jq -r '[(.doc_path | sub("^\\./"; "")), .doc_date // "-"] | @tsv') >"$scratch/days.got"
	if [ -s "$scratch/days.gold" ] && diff "$scratch/days.gold" "$scratch/days.got" >"$scratch/faults"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL days"
		cat "$scratch/faults"
	fi
}

hold pages tests/clean/pages tests/clean/pages.gold.ndjson
if [ -d ../shared/seeds ]; then
	hold seeds ../shared/seeds ../shared/gold/seeds.clean.ndjson
else
	skipped=1
fi
faultless lines 'let in|lost|title|date'
faultless heads 'let in|lost|title|date|source: .*, not [^n]|author|editor: .*, not [^n]'
days
echo "$passed passed, $failed failed, $skipped skipped"
