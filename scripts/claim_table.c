/* Prints claims as a table on a terminal.  usage: table [WIDTH] <claims.ndjson
 * From claim/1 records, one line a claim: document, kind, subject, indicator, value with unit,
 * time, speaker. Columns are cut to fit WIDTH (default 120) character cells; a Chinese character
 * takes two. */
#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define N_COLUMNS 6
static const char *const HEADS[N_COLUMNS] = { "article", "kind", "whose, what",
					      "value",	 "when", "who says it" };
static const int SHARES[N_COLUMNS] = { 17, 9, 34, 18, 12, 10 }; /* of 100 */

static const char *text_of(struct json_object *o, const char *key)
{
	struct json_object *v = NULL;

	if (!json_object_object_get_ex(o, key, &v) || v == NULL) return "";
	return json_object_get_string(v);
}

static int cells(UChar32 c)
{
	int w = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);

	return w == U_EA_FULLWIDTH || w == U_EA_WIDE ? 2 : 1;
}

/* Print text in exactly width cells. */
static void cell(const char *text, int width)
{
	int32_t i = 0, n = (int32_t)strlen(text), used = 0;

	while (i < n) {
		int32_t from = i;
		UChar32 c;

		U8_NEXT((const uint8_t *)text, i, n, c);
		if (c < 0) continue;
		if (used + cells(c) > width - 1) break;
		fwrite(text + from, 1, (size_t)(i - from), stdout);
		used += cells(c);
	}
	printf("%*s", width - used, "");
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void value_of(struct json_object *o, char *out, size_t size)
{
	static const char *const OPS[][2] = { { "gt", ">" },	     { "ge", ">=" },
					      { "lt", "<" },	     { "le", "<=" },
					      { "approx", "~" },     { "near_below", "<~" },
					      { "near_above", ">~" } };
	const char *op = text_of(o, "value_op"), *from = text_of(o, "from_text"),
		   *measure = text_of(o, "measure");
	const char *sign = "";

	for (size_t i = 0; i < sizeof OPS / sizeof *OPS; i++)
		if (strcmp(op, OPS[i][0]) == 0) sign = OPS[i][1];
	if (strncmp(measure, "change_", 7) == 0)
		sign = strcmp(text_of(o, "direction"), "down") == 0 ? "-" : "+";
	if (*text_of(o, "trigger_text") != '\0')
		snprintf(out, size, "%s", text_of(o, "trigger_text"));
	else
		snprintf(out, size, "%s%s%s%s%s%s", from, *from != '\0' ? " -> " : "", sign,
			 text_of(o, "value_text"), *text_of(o, "value_text") != '\0' ? " " : "",
			 text_of(o, "unit_text"));
}

static void row(struct json_object *o, const int *width)
{
	char value[512], what[1024], when[64];
	const char *subject = text_of(o, "subject_text"), *what_text = text_of(o, "indicator_text");
	const char *start = text_of(o, "time_start"), *end = text_of(o, "time_end");

	if (*what_text == '\0') what_text = text_of(o, "object_text");
	value_of(o, value, sizeof value);
	snprintf(what, sizeof what, "%.400s%s%.400s", subject,
		 *subject != '\0' && *what_text != '\0' ? " / " : "", what_text);
	snprintf(when, sizeof when, "%.4s%s%.4s", start, strncmp(start, end, 4) != 0 ? "-" : "",
		 strncmp(start, end, 4) != 0 ? end : "");
	cell(base_name(text_of(o, "doc_path")), width[0]);
	cell(text_of(o, "kind"), width[1]);
	cell(what, width[2]);
	cell(value, width[3]);
	cell(when, width[4]);
	cell(text_of(o, "speaker_text"), width[5]);
	putchar('\n');
}

int main(int argc, char **argv)
{
	int total = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 120, width[N_COLUMNS];
	char *line = NULL;
	size_t cap = 0;

	if (total < 60 || total > 1000) total = 120;
	for (int i = 0; i < N_COLUMNS; i++) width[i] = total * SHARES[i] / 100;
	for (int i = 0; i < N_COLUMNS; i++) cell(HEADS[i], width[i]);
	putchar('\n');
	while (getline(&line, &cap, stdin) > 0) {
		struct json_object *o = json_tokener_parse(line);

		if (o == NULL) continue;
		row(o, width);
		json_object_put(o);
	}
	free(line);
	return 0;
}
