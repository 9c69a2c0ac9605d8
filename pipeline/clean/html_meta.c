/* Metadata from mark-up. From: meta tags, JSON-LD scripts, addresses. To: facts.
 * JSON-LD is searched for its keys, not parsed: pages break it often, and so every value keeps its
 * place. Limits: VALUE_MAX units a value. */
#include "pipeline/clean/html_meta.h"

#include "pipeline/clean/when.h"
#include "pipeline/core/rule_file.h"
#include "pipeline/core/unit_find.h"

#define VALUE_MAX	 400
#define RANK_ITEM_AUTHOR 21 /* before the author that a meta element names */
#define RANK_PAPER	 23 /* behind what a reader sees beside the article */

struct meta_name {
	struct slice name;
	enum meta_key key;
	uint8_t rank;
};
struct meta_names {
	struct arena arena;
	struct meta_name *items;
	size_t n, cap;
};

static enum status load_name(void *ctx, const struct slice *cols, size_t n, unsigned line,
			     struct err *e)
{
	struct meta_names *m = ctx;
	int key = n >= 3 ? meta_key_parse(cols[1]) : -1;
	if (key < 0)
		return err_set(e, ERR_RULES, "rules/clean/meta.tsv:%u: name, key and rank wanted",
			       line);
	struct meta_name *x = ARENA_PUSH(&m->arena, m->items, m->n, m->cap);
	x->name = arena_copy(&m->arena, cols[0]);
	x->key = (enum meta_key)key;
	for (size_t i = 0; i < cols[2].len && i < 2; i++)
		x->rank = (uint8_t)(x->rank * 10 + (cols[2].p[i] - '0'));
	return OK;
}

enum status meta_names_open(struct meta_names **m, const struct env *env, struct err *e)
{
	*m = mem_zalloc(sizeof **m);
	arena_init(&(*m)->arena);
	struct slice path = arena_printf(&(*m)->arena, "%.*s/clean/meta.tsv",
					 (int)env->rules_dir.len, env->rules_dir.p);
	return tsv_load(path.p, load_name, *m, e);
}

void meta_names_close(struct meta_names *m)
{
	if (!m) return;
	arena_free(&m->arena);
	mem_free(m);
}

static struct slice value_of(const struct html_tokenizer *t, struct html_span raw, struct arena *a)
{
	struct ubuf u = { 0 };
	if (raw.len > VALUE_MAX) raw.len = VALUE_MAX;
	html_value(t, raw, &u);
	size_t from = 0;
	while (from < u.len && unit_is_space(u.p[from])) from++;
	while (u.len > from && unit_is_space(u.p[u.len - 1])) u.len--;
	struct slice s = arena_utf8(a, (struct uslice){ u.p + from, u.len - from });
	ubuf_free(&u);
	return s;
}

static struct src_span source_of(const struct page *p, struct html_span s)
{
	return map_source(p->map, s.off, s.len);
}

static void add(struct facts *f, enum meta_key key, struct slice v, struct src_span src,
		const char *how, unsigned rank)
{
	if (!v.len) return;
	bool utc = key == META_DATE && when_is_utc(v);
	struct fact *x = facts_add(f, key, v, src, how, (uint8_t)(utc ? rank + RANK_UTC : rank));
	x->utc = utc;
	x->made = key == META_DATE;
	if (x->made && x->day == DAY_NONE) x->day = when_at_home(v); /* seconds since 1970 */
}

void meta_element(const struct meta_names *m, const struct html_tokenizer *t, struct page *p,
		  struct facts *f, bool of_author)
{
	static const char *const carriers[] = { "name", "property", "itemprop", "http-equiv" };
	const struct html_attr *content = html_attr(t, "content");
	if (!content || !content->value.len) return;
	const struct html_attr *item = of_author ? html_attr(t, "itemprop") : NULL;
	if (item && html_name_is(t->p, item->value, "name"))
		add(f, META_AUTHOR, value_of(t, content->value, &f->d->arena),
		    source_of(p, content->value), META_HOW_ITEM, RANK_ITEM_AUTHOR);
	for (size_t c = 0; c < 4; c++) {
		const struct html_attr *name = html_attr(t, carriers[c]);
		if (!name) continue;
		for (size_t i = 0; i < m->n; i++) {
			if (!html_name_is(t->p, name->value, m->items[i].name.p)) continue;
			struct slice v = value_of(t, content->value, &f->d->arena);
			add(f, m->items[i].key, v, source_of(p, content->value), m->items[i].name.p,
			    m->items[i].rank);
		}
	}
}

/* publishDate, publish_date and "Publish Date" are one name. */
static bool is_front_name(struct slice name, struct slice key)
{
	size_t n = 0;

	for (size_t i = 0; i < key.len; i++) {
		char c = key.p[i];
		if (c == '_' || c == '-' || c == ' ') continue;
		if (c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
		if (n == name.len || name.p[n++] != c) return false;
	}
	return n && n == name.len;
}

void meta_front_matter(const struct meta_names *m, struct facts *f, struct slice key,
		       struct slice value, struct src_span src)
{
	for (size_t i = 0; i < m->n; i++) {
		struct slice name = m->items[i].name;
		if (!slice_starts(name, SLICE("front:"))) continue;
		if (!is_front_name(slice_of(name.p + 6, name.len - 6), key)) continue;
		struct fact *x =
			facts_add(f, m->items[i].key, value, src, name.p, m->items[i].rank);
		if (x->key == META_DATE) x->day = when_at_home(value);
	}
}

/* ---- JSON-LD ---- */

static size_t find_word(const uint16_t *t, size_t from, size_t to, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = unit_find(t, from, to, (unsigned char)word[0]); i + n <= to;
	     i = unit_find(t, i + 1, to, (unsigned char)word[0])) {
		size_t k = 1;
		while (k < n && t[i + k] == (unsigned char)word[k]) k++;
		if (k == n) return i + n;
	}
	return to;
}

/* String value behind a key that ends at i; false when the value is none. */
static bool string_behind(const uint16_t *t, size_t i, size_t to, struct html_span *out)
{
	while (i < to && (unit_is_space(t[i]) || t[i] == ':' || t[i] == '[')) i++;
	if (i >= to || t[i] != '"') return false;
	size_t start = ++i;
	while (i < to && t[i] != '"') i += t[i] == '\\' ? 2 : 1;
	if (i > to) i = to;
	*out = (struct html_span){ (uint32_t)start, (uint32_t)(i - start) };
	return i > start;
}

static unsigned hex_of(uint16_t c)
{
	return c >= '0' && c <= '9'		    ? c - 48u
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32u) - 'a' + 10u
						    : 16;
}

static struct slice json_value(const uint16_t *t, struct html_span s, struct arena *a)
{
	struct ubuf u = { 0 };
	size_t end = s.off + (s.len < VALUE_MAX ? s.len : VALUE_MAX);
	for (size_t i = s.off; i < end; i++) {
		if (t[i] != '\\' || i + 1 >= end) {
			ubuf_addc(&u, t[i]);
			continue;
		}
		uint16_t c = t[++i];
		if (c == 'u' && i + 4 < end) {
			unsigned v = 0;
			for (size_t k = 1; k <= 4; k++) v = v * 16 + (hex_of(t[i + k]) & 15);
			ubuf_addc(&u, (uint16_t)v);
			i += 4;
		} else {
			ubuf_addc(&u, c == 'n' || c == 't' || c == 'r' ? ' ' : c);
		}
	}
	struct slice v = arena_utf8(a, (struct uslice){ u.p, u.len });
	ubuf_free(&u);
	return v;
}

static void json_fact(struct page *p, struct facts *f, size_t at, size_t to, enum meta_key key,
		      unsigned rank)
{
	struct html_span s;
	if (!string_behind(p->old.p, at, to, &s)) return;
	add(f, key, json_value(p->old.p, s, &f->d->arena), source_of(p, s), "json-ld", rank);
}

void meta_json_ld(struct page *p, struct facts *f, size_t off, size_t len)
{
	const uint16_t *t = p->old.p;
	size_t to = off + len, at;
	if ((at = find_word(t, off, to, "\"datePublished\"")) < to)
		json_fact(p, f, at, to, META_DATE, 6);
	else if ((at = find_word(t, off, to, "\"pubDate\"")) < to)
		json_fact(p, f, at, to, META_DATE, 7);
	else if ((at = find_word(t, off, to, "\"upDate\"")) < to)
		json_fact(p, f, at, to, META_DATE, 11);
	if ((at = find_word(t, off, to, "\"headline\"")) < to)
		json_fact(p, f, at, to, META_TITLE, 28);
	if ((at = find_word(t, off, to, "\"author\"")) < to) {
		struct html_span s;
		size_t end = at;
		while (end < to && t[end] != '}' && t[end] != ',' && t[end] != '{') end++;
		if (string_behind(t, at, end, &s)) {
			json_fact(p, f, at, to, META_AUTHOR, 22);
		} else {
			while (end < to && t[end] != '}') end++;
			size_t name = find_word(t, at, end, "\"name\"");
			if (name < end) json_fact(p, f, name, to, META_AUTHOR, 22);
		}
	}
	if ((at = find_word(t, off, to, "\"publisher\"")) < to) {
		size_t name = find_word(t, at, to, "\"name\"");
		if (name < to) json_fact(p, f, name, to, META_SITE, 14);
	}
}

/* ---- days in scripts ---- */

#define SCRIPT_VALUE_MAX 32 /* units of a day in a script */

static bool is_word(uint16_t c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' ||
	       c == '$';
}

static bool is_day_unit(uint16_t c)
{
	return (c >= '0' && c <= '9') || c == '-' || c == '/' || c == ':' || c == '.' || c == ' ' ||
	       c == 'T';
}

#define SCRIPT_NAME_MAX 32

/* The name before a value that begins at i: name = "…" or "name": … False when none stands there.
 */
static bool name_before(const uint16_t *t, size_t from, size_t i, struct html_span *name)
{
	bool set = false;
	for (; i > from && (t[i - 1] == ' ' || t[i - 1] == '"' || t[i - 1] == '\'' ||
			    t[i - 1] == ':' || t[i - 1] == '=');
	     i--)
		set |= t[i - 1] == ':' || t[i - 1] == '=';
	size_t end = i;
	while (i > from && end - i <= SCRIPT_NAME_MAX && is_word(t[i - 1])) i--;
	*name = (struct html_span){ (uint32_t)i, (uint32_t)(end - i) };
	return set && end > i && end - i <= SCRIPT_NAME_MAX;
}

static const struct meta_name *script_name(const struct meta_names *m, const uint16_t *t,
					   struct html_span word)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct meta_name *x = &m->items[i];
		if (x->name.len != word.len + 7 || !slice_starts(x->name, SLICE("script:")))
			continue;
		if (html_name_is(t, word, x->name.p + 7)) return x;
	}
	return NULL;
}

static void script_days(const struct meta_names *m, struct page *p, struct facts *f, size_t from,
			size_t to)
{
	const uint16_t *t = p->old.p;
	struct html_span name;
	for (size_t i = unit_find_between(t, from, to, '0', '9'); i < to;
	     i = unit_find_between(t, i + 1, to, '0', '9')) {
		size_t start = i;
		while (i < to && i - start < SCRIPT_VALUE_MAX && is_day_unit(t[i])) i++;
		if (i - start < 8 || !name_before(t, from, start, &name)) continue;
		const struct meta_name *x = script_name(m, t, name);
		struct html_span v = { (uint32_t)start, (uint32_t)(i - start) };
		int32_t day = x ? when_stamp(t + v.off, v.len) : DAY_NONE;
		if (day == DAY_NONE) continue;
		struct slice s = arena_utf8(&f->d->arena, (struct uslice){ t + v.off, v.len });
		facts_add(f, META_DATE, s, source_of(p, v), x->name.p, x->rank)->day = day;
	}
}

void meta_script_days(const struct meta_names *m, struct page *p, struct facts *f)
{
	for (size_t i = 0; i < p->n_hidden; i++)
		if (p->hidden[i].why == WHY_SCRIPT)
			script_days(m, p, f, p->hidden[i].old, p->hidden[i].old + p->hidden[i].len);
}

#define RANK_HIDDEN 25 /* behind what scripts name */

void meta_hidden_day(struct page *p, struct facts *f, size_t off, size_t len)
{
	const uint16_t *t = p->old.p;
	size_t from = off, end = off + len, to;
	while (from < end && t[from] != '>') from++;
	while (from < end && (t[from] == '>' || unit_is_space(t[from]))) from++;
	for (to = from; to < end && to - from < SCRIPT_VALUE_MAX && is_day_unit(t[to]);) to++;
	while (to > from && t[to - 1] == ' ') to--;
	struct html_span v = { (uint32_t)from, (uint32_t)(to - from) };
	int32_t day = to - from >= 8 ? when_parse(t + from, to - from, WHEN_YEAR) : DAY_NONE;
	if (day == DAY_NONE) return;
	struct slice s = arena_utf8(&f->d->arena, (struct uslice){ t + from, to - from });
	facts_add(f, META_DATE, s, source_of(p, v), "hidden", RANK_HIDDEN)->day = day;
}

/* ---- address ---- */

static int digit_at(struct slice s, size_t i)
{
	return i < s.len && s.p[i] >= '0' && s.p[i] <= '9' ? s.p[i] - '0' : -1;
}

/* n digits at i, -1 if there are fewer or more. */
static int digits_at(struct slice s, size_t i, size_t n)
{
	int v = 0;
	for (size_t k = 0; k < n; k++) {
		if (digit_at(s, i + k) < 0) return -1;
		v = v * 10 + digit_at(s, i + k);
	}
	return v;
}

/* /19/0907/13/: two digits of the year, month and day, hour. */
static bool short_path_date(struct slice url, size_t i, int *y, int *m, int *d)
{
	if (i + 11 > url.len || url.p[i] != '/' || url.p[i + 3] != '/' || url.p[i + 8] != '/' ||
	    url.p[i + 11 - 1] < '0')
		return false;
	*y = 2000 + digits_at(url, i + 1, 2);
	*m = digits_at(url, i + 4, 2);
	*d = digits_at(url, i + 6, 2);
	int hour = digits_at(url, i + 9, 2);
	return *y >= 2000 && *m >= 1 && *m <= 12 && *d >= 1 && *d <= 31 && hour >= 0 && hour < 24 &&
	       (i + 11 >= url.len || url.p[i + 11] == '/');
}

/* …/2022/news_0607/…: behind the year at i a folder whose name ends in month and day. */
static bool folder_date(struct slice url, size_t i, int *m, int *d)
{
	size_t end = i + 5;

	if (end >= url.len || url.p[i + 4] != '/') return false;
	while (end < url.len && url.p[end] != '/') end++;
	if (end == url.len || end < i + 10 || (url.p[end - 5] != '_' && url.p[end - 5] != '-'))
		return false;
	*m = digits_at(url, end - 4, 2);
	*d = digits_at(url, end - 2, 2);
	return *m >= 1 && *m <= 12 && *d >= 1 && *d <= 31;
}

/* The day that an address names. */
static bool path_date(struct slice url, int *y, int *m, int *d)
{
	for (size_t i = 0; i < url.len; i++)
		if (short_path_date(url, i, y, m, d)) return true;
	for (size_t i = 0; i + 8 <= url.len; i++) {
		if (digit_at(url, i) < 0 || (i > 0 && digit_at(url, i - 1) >= 0)) continue;
		*y = digits_at(url, i, 4);
		if (*y < 1990 || *y > 2099) continue;
		if (folder_date(url, i, m, d)) return true;
		size_t k = i + 4;
		if (k < url.len && (url.p[k] == '/' || url.p[k] == '-' || url.p[k] == '_')) k++;
		*m = digits_at(url, k, 2);
		k += 2;
		if (k < url.len && (url.p[k] == '/' || url.p[k] == '-' || url.p[k] == '_')) k++;
		*d = digits_at(url, k, 2);
		if (*m >= 1 && *m <= 12 && *d >= 1 && *d <= 31) return true;
	}
	return false;
}

/* The address that an archive of the web has put its own and the time of its copy before. */
static struct slice archived(struct slice url)
{
	for (size_t i = url.len; i-- > 1;)
		if (slice_starts(slice_of(url.p + i, url.len - i), SLICE("/http")))
			return slice_of(url.p + i + 1, url.len - i - 1);
	return url;
}

void meta_url_date(struct facts *f, struct slice url, struct src_span src)
{
	int y, m, d;
	if (!path_date(archived(url), &y, &m, &d)) return;
	facts_add(f, META_DATE, arena_printf(&f->d->arena, "%04d-%02d-%02d", y, m, d), src, "url",
		  RANK_URL);
}

void meta_paper_map(const struct html_tokenizer *t, struct page *p, struct facts *f)
{
	const struct html_attr *src = html_attr(t, "usemap") ? html_attr(t, "src") : NULL;
	int y, m, d;
	if (!src || !path_date(value_of(t, src->value, &f->d->arena), &y, &m, &d)) return;
	facts_add(f, META_DATE, arena_printf(&f->d->arena, "%04d-%02d-%02d", y, m, d),
		  source_of(p, src->value), "paper-map", RANK_PAPER);
}
