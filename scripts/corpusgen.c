/* Makes a corpus for benchmarks out of our own samples: same seed, same bytes, on any machine.
 *
 * usage: corpusgen FORMAT MEGABYTES OUT SAMPLE...
 *   FORMAT  text, gb18030, html  OUT is a folder of files, 500 a sub-folder
 *           lines                OUT is a file, one article a line
 *           warc                 OUT is a file of response records
 *   SAMPLE  articles in UTF-8
 * An article is a title, a line of source and date, and 8 to 24 paragraphs of clauses drawn from
 * all samples, each number of three digits and more drawn anew, so that little repeats. Prints the
 * number of articles and bytes. Limits: 65,536 clauses of at most 600 bytes. */
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CLAUSES_MAX    65536
#define CLAUSE_BYTES   600
#define ARTICLE_BYTES  65536
#define FILES_A_FOLDER 500
#define SEED	       20231208u

struct pool {
	char *clauses[CLAUSES_MAX]; /* end in a comma or a full stop, UTF-8 */
	bool stops[CLAUSES_MAX];    /* ends a sentence */
	size_t n;
	uint64_t random;
};

static uint32_t next_random(struct pool *p)
{
	p->random = p->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(p->random >> 33);
}

static size_t draw(struct pool *p, size_t n)
{
	return next_random(p) % n;
}

/* A mark that ends a clause at s: its bytes, and whether it ends a sentence. U+FF0C U+3002 U+FF1B
 * U+FF01 U+FF1F , */
static size_t clause_end(const char *s, bool *stop)
{
	*stop = strncmp(s, "\xe3\x80\x82", 3) == 0 || strncmp(s, "\xef\xbc\x81", 3) == 0 ||
		strncmp(s, "\xef\xbc\x9f", 3) == 0 || strncmp(s, "\xef\xbc\x9b", 3) == 0;
	if (*stop || strncmp(s, "\xef\xbc\x8c", 3) == 0) return 3;
	return 0;
}

static void add_clause(struct pool *p, const char *from, size_t len, bool stop)
{
	if (p->n == CLAUSES_MAX || len < 12 || len >= CLAUSE_BYTES ||
	    memchr(from, '<', len) != NULL)
		return;
	p->clauses[p->n] = strndup(from, len);
	p->stops[p->n++] = stop;
}

static void read_sample(struct pool *p, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = malloc(1u << 20);
	size_t n, from = 0;

	if (f == NULL || text == NULL) {
		fprintf(stderr, "corpusgen: cannot read %s\n", path);
		exit(66);
	}
	n = fread(text, 1, (1u << 20) - 1, f);
	text[n] = '\0';
	fclose(f);
	for (size_t i = 0; i < n; i++) {
		bool stop;
		size_t end = clause_end(text + i, &stop);

		if (end > 0) {
			add_clause(p, text + from, i + end - from, stop);
			from = i + end;
			i += end - 1;
		} else if ((unsigned char)text[i] < 0x20 || text[i] == '>') {
			from = i + 1;
		}
	}
	free(text);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A clause with its numbers drawn anew. Years, and numbers of one or two digits (days, months),
 * stay. */
static size_t put_clause(struct pool *p, const char *clause, char *out)
{
	size_t n = strlen(clause);

	for (size_t i = 0; i < n;) {
		size_t run = 0;

		while (i + run < n && is_digit(clause[i + run])) run++;
		for (size_t k = 0; k < run; k++)
			out[i + k] = run < 3 || strncmp(clause + i, "20", 2) == 0 ? clause[i + k]
				     : k == 0 ? (char)('1' + draw(p, 9))
					      : (char)('0' + draw(p, 10));
		i += run;
		if (run == 0) out[i] = clause[i], i++;
	}
	return n;
}

/* One paragraph: sentences of one to four clauses, the last of which ends a sentence. */
static size_t put_paragraph(struct pool *p, char *out)
{
	size_t n = 0, sentences = 2 + draw(p, 3);

	for (size_t s = 0; s < sentences; s++) {
		size_t left = 1 + draw(p, 4), tries = 0;

		while (tries++ < 200) {
			size_t i = draw(p, p->n);

			if (p->stops[i] != (left == 1)) continue;
			/* our samples are rich in numbers; news as a whole has about five in a
			 * kilobyte */
			if (strpbrk(p->clauses[i], "0123456789") != NULL && draw(p, 12) != 0)
				continue;
			n += put_clause(p, p->clauses[i], out + n);
			if (--left == 0) break;
		}
	}
	return n;
}

/* Plain text of one article: title, date line, paragraphs. glue: between paragraphs. */
static size_t put_article(struct pool *p, char *out, const char *before, const char *after)
{
	size_t n = 0, paragraphs = 8 + draw(p, 17);
	char title[CLAUSE_BYTES];
	size_t t = put_clause(p, p->clauses[draw(p, p->n)], title);

	while (t > 0 && ((unsigned char)title[t - 1] & 0xc0) == 0x80) t--; /* without its mark */
	title[t > 0 ? t - 1 : 0] = '\0';
	n += (size_t)snprintf(out + n, 4096, "%s%s%s%s20%02zu-%02zu-%02zu %02zu:%02zu%s", before,
			      title, after, before, 10 + draw(p, 14), 1 + draw(p, 12),
			      1 + draw(p, 28), draw(p, 24), draw(p, 60), after);
	for (size_t i = 0; i < paragraphs && n + 16384 < ARTICLE_BYTES; i++) {
		n += (size_t)snprintf(out + n, 4096, "%s", before);
		n += put_paragraph(p, out + n);
		n += (size_t)snprintf(out + n, 4096, "%s", after);
	}
	return n;
}

/* A page around the article, as heavy in markup as pages are. */
static size_t put_page(struct pool *p, char *out)
{
	static const char HEAD[] = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>";
	static const char NAV[] =
		"</title>\n<link rel=\"stylesheet\" href=\"/css/main.css?v=20230401\">\n"
		"<script>var _hmt=_hmt||[];(function(){var "
		"h=document.createElement('script');h.src='//hm.example.com/h.js';})();"
		"</script></head>\n<body class=\"news\"><div class=\"top-nav\"><ul>";
	size_t n = (size_t)snprintf(out, 4096, "%s%zu", HEAD, draw(p, 1000000));

	n += (size_t)snprintf(out + n, 4096, "%s", NAV);
	for (size_t i = 0; i < 30; i++)
		n += (size_t)snprintf(out + n, 4096,
				      "<li class=\"nav-item\"><a href=\"/channel/%zu/index.html\" "
				      "target=\"_blank\">%zu</a></li>\n",
				      i, draw(p, 1000));
	n += (size_t)snprintf(out + n, 4096,
			      "</ul></div>\n<div class=\"main clearfix\"><div class=\"article\" "
			      "id=\"content\">\n");
	n += put_article(p, out + n, "<p>\xe3\x80\x80\xe3\x80\x80", "</p>\n");
	n += (size_t)snprintf(out + n, 4096, "</div><div class=\"sidebar\"><ul class=\"list\">\n");
	for (size_t i = 0; i < 40; i++) {
		n += (size_t)snprintf(out + n, 4096,
				      "<li><a href=\"/2023/%zu/%zu.shtml\" title=\"\">",
				      draw(p, 12), draw(p, 1000000));
		n += put_clause(p, p->clauses[draw(p, p->n)], out + n);
		n += (size_t)snprintf(out + n, 4096,
				      "</a><span class=\"time\">%zu-%zu</span></li>\n", draw(p, 12),
				      draw(p, 28));
	}
	return n + (size_t)snprintf(
			   out + n, 4096,
			   "</ul></div></div>\n<div class=\"footer\">ICP %zu</div></body></html>\n",
			   draw(p, 99999999));
}

static FILE *open_file(const char *out, size_t number, const char *suffix)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%04zu", out, number / FILES_A_FOLDER);
	if (number % FILES_A_FOLDER == 0 && mkdir(path, 0777) != 0 && errno != EEXIST) return NULL;
	snprintf(path, sizeof path, "%s/%04zu/%03zu.%s", out, number / FILES_A_FOLDER,
		 number % FILES_A_FOLDER, suffix);
	f = fopen(path, "wb");
	return f;
}

static size_t to_gb18030(char *text, size_t n, char *out, size_t cap)
{
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	char *p = out;
	size_t left = cap;

	iconv(cd, &text, &n, &p, &left);
	iconv_close(cd);
	return cap - left;
}

static size_t put_record(struct pool *p, const char *page, size_t n, size_t number, FILE *f)
{
	char head[2048], http[256];
	size_t h = (size_t)snprintf(
		http, sizeof http,
		"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n");
	size_t k = (size_t)snprintf(
		head, sizeof head,
		"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
		"http://news.example.com/a/%zu.html\r\n"
		"WARC-Date: 2023-04-%02zuT08:00:00Z\r\nWARC-Record-ID: "
		"<urn:uuid:00000000-0000-0000-0000-%012zu>\r\n"
		"Content-Type: application/http; msgtype=response\r\nContent-Length: %zu\r\n\r\n",
		number, 1 + draw(p, 28), number, h + n);

	fwrite(head, 1, k, f);
	fwrite(http, 1, h, f);
	fwrite(page, 1, n, f);
	fwrite("\r\n\r\n", 1, 4, f);
	return k + h + n + 4;
}

int main(int argc, char **argv)
{
	static const char *const FORMATS[] = { "text", "gb18030", "html", "lines", "warc" };
	struct pool *p = calloc(1, sizeof *p);
	char *article = malloc(4 * ARTICLE_BYTES), *other = malloc(4 * ARTICLE_BYTES);
	size_t format = 0, bytes = 0, number = 0, want;
	FILE *f = NULL;

	while (argc > 4 && format < 5 && strcmp(FORMATS[format], argv[1]) != 0) format++;
	if (argc < 5 || format == 5 || p == NULL || article == NULL || other == NULL) {
		fprintf(stderr,
			"usage: corpusgen text|gb18030|html|lines|warc MEGABYTES OUT SAMPLE...\n");
		return 64;
	}
	want = (size_t)strtoul(argv[2], NULL, 10) * 1000000;
	for (int i = 4; i < argc; i++) read_sample(p, argv[i]);
	p->random = SEED + format;
	if (format < 3) mkdir(argv[3], 0777);
	else f = fopen(argv[3], "wb");
	for (; bytes < want && p->n > 100; number++) {
		size_t n = format == 2 || format == 4
				   ? put_page(p, article)
				   : put_article(p, article, format == 3 ? "\xe3\x80\x80" : "",
						 format == 3 ? " " : "\n\n");

		if (format == 1) n = to_gb18030(article, n, other, 4 * ARTICLE_BYTES);
		if (format < 3 &&
		    (f = open_file(argv[3], number, format == 2 ? "html" : "txt")) == NULL)
			break;
		if (f == NULL) break;
		if (format == 4) bytes += put_record(p, article, n, number, f);
		else bytes += fwrite(format == 1 ? other : article, 1, n, f);
		if (format == 3) bytes += fwrite("\n", 1, 1, f);
		if (format < 3 && fclose(f) != 0) break;
	}
	if (format >= 3 && f != NULL && fclose(f) != 0) f = NULL;
	if (bytes < want) {
		fprintf(stderr, "corpusgen: cannot write %s\n", argv[3]);
		return 74;
	}
	printf("%zu articles, %zu bytes\n", number, bytes);
	return 0;
}
