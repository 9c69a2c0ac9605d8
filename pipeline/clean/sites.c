/* Loading and matching of sites' own rules. From: rules/clean/sites.rules; start tags. To: which
 * site, which element. Limits: names of SITE_NAME_MAX units. */
#include "pipeline/clean/sites.h"

#include "pipeline/clean/page.h"

#define SITE_NAME_MAX 48
#define SITES_MAX     4096

static const char *const role_names[SITE_ROLE_N] = { "sign", "main",   "drop",	 "title",
						     "date", "source", "author", "editor" };

static unsigned name_hash(const uint8_t *p, size_t len, bool is_id)
{
	unsigned h = is_id ? 17 : 31;
	for (size_t i = 0; i < len; i++) h = h * 33 + p[i];
	return (h ^ h >> 10) & 1023;
}

static enum status add_selector(struct sites *s, struct slice word, uint8_t role,
				struct slice where, struct err *e)
{
	if (word.len < 2 || word.len > SITE_NAME_MAX || (word.p[0] != '#' && word.p[0] != '.'))
		return err_set(e, ERR_RULES, "%.*s: selector %.*s is neither #id nor .class",
			       (int)where.len, where.p, (int)word.len, word.p);
	uint8_t *low = arena_alloc(&s->arena, word.len);
	for (size_t i = 1; i < word.len; i++) {
		uint8_t c = (uint8_t)word.p[i];
		low[i - 1] = c >= 'A' && c <= 'Z' ? (uint8_t)(c | 32) : c;
	}
	bool is_id = word.p[0] == '#';
	s->lengths[low[0] & 31] |= UINT64_C(1) << (word.len - 1) % 64;
	uint16_t *slot = &s->slot[name_hash(low, word.len - 1, is_id)];
	struct site_selector x = { .name = slice_of((const char *)low, word.len - 1),
				   .site = (uint16_t)s->n,
				   .role = role };
	x.is_id = is_id;
	x.next = *slot ? (uint16_t)(*slot - 1) : SITE_NONE;
	*ARENA_PUSH(&s->arena, s->selectors, s->n_selectors, s->cap_selectors) = x;
	*slot = (uint16_t)s->n_selectors;
	return OK;
}

static enum status add_site(struct sites *s, const struct rule_file *f, const struct rule_block *b,
			    struct err *e)
{
	struct site x = { .block = b,
			  .file = f->path,
			  .id = arena_copy(&s->arena, b->id),
			  .hosts = rule_field(b, "host") };
	struct slice where =
		arena_printf(&s->arena, "%.*s:%u", (int)f->path.len, f->path.p, b->line);
	if (!x.hosts.len || s->n == SITES_MAX)
		return err_set(e, ERR_RULES, "%.*s: rule %.*s has no host", (int)where.len, where.p,
			       (int)b->id.len, b->id.p);
	for (size_t i = 0; i < b->n; i++) {
		for (uint8_t role = 0; role < SITE_ROLE_N; role++) {
			if (!slice_is(b->fields[i].key, role_names[role])) continue;
			struct slice rest = b->fields[i].value, word;
			while (slice_split(&rest, ' ', &word))
				if (word.len) TRY(add_selector(s, word, role, where, e));
		}
	}
	*ARENA_PUSH(&s->arena, s->items, s->n, s->cap) = x;
	return OK;
}

enum status sites_open(struct sites *s, const struct env *env, struct err *e)
{
	memset(s, 0, sizeof *s);
	arena_init(&s->arena);
	struct slice path = arena_printf(&s->arena, "%.*s/clean/sites.rules",
					 (int)env->rules_dir.len, env->rules_dir.p);
	struct rule_file *f = arena_alloc(&s->arena, sizeof *f);
	TRY(rule_file_load(f, &s->arena, path.p, e));
	for (size_t i = 0; i < f->n; i++)
		if (f->blocks[i].id.p) TRY(add_site(s, f, &f->blocks[i], e));
	return OK;
}

void sites_close(struct sites *s)
{
	arena_free(&s->arena);
}

struct slice sites_host(struct slice url)
{
	size_t a = 0, b;
	for (size_t i = 0; i + 1 < url.len && i < 12; i++)
		if (url.p[i] == '/' && url.p[i + 1] == '/') a = i + 2;
	if (a == 0) return slice_of(url.p, 0);
	for (b = a; b < url.len && url.p[b] != '/' && url.p[b] != ':' && url.p[b] != '?' &&
		    url.p[b] != '#';
	     b++)
		if (url.p[b] == '@') a = b + 1;
	return slice_of(url.p + a, b - a);
}

static bool host_ends(struct slice host, struct slice suffix)
{
	if (host.len < suffix.len || !suffix.len) return false;
	size_t at = host.len - suffix.len;
	for (size_t i = 0; i < suffix.len; i++) {
		char c = host.p[at + i];
		if ((c >= 'A' && c <= 'Z' ? c | 32 : c) != suffix.p[i]) return false;
	}
	return at == 0 || host.p[at - 1] == '.';
}

uint16_t sites_of_url(const struct sites *s, struct slice url)
{
	uint16_t best = SITE_NONE;
	size_t best_len = 0;
	struct slice host = sites_host(url);
	for (size_t i = 0; host.len && i < s->n; i++) {
		struct slice rest = s->items[i].hosts, word;
		while (slice_split(&rest, ' ', &word))
			if (word.len > best_len && host_ends(host, word))
				best = (uint16_t)i, best_len = word.len;
	}
	return best;
}

struct matching {
	const struct sites *s;
	void (*hit)(void *ctx, uint16_t site, uint8_t role);
	void *ctx;
};

static void match_selectors(const struct matching *m, const uint16_t *p, size_t len, bool is_id)
{
	uint8_t low[SITE_NAME_MAX];
	for (size_t i = 0; i < len; i++) {
		if (p[i] > 0x7e) return;
		low[i] = (uint8_t)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] | 32 : p[i]);
	}
	uint16_t slot = m->s->slot[name_hash(low, len, is_id)];
	for (uint16_t i = slot ? (uint16_t)(slot - 1) : SITE_NONE; i != SITE_NONE;
	     i = m->s->selectors[i].next) {
		const struct site_selector *x = &m->s->selectors[i];
		if (x->is_id == is_id && x->name.len == len && memcmp(x->name.p, low, len) == 0)
			m->hit(m->ctx, x->site, x->role);
	}
}

static inline void match_name(const struct matching *m, const uint16_t *p, size_t len, bool is_id)
{
	if (len == 0 || len > SITE_NAME_MAX) return;
	if (m->s->lengths[p[0] & 31] >> len % 64 & 1) /* nearly none */
		match_selectors(m, p, len, is_id);
}

#define HASH_LEN 5 /* what bundlers put behind a class name: _D0U1y */

/* The length of a class name without such an ending, 0 if it has none. */
static size_t without_hash(const uint16_t *p, size_t len)
{
	if (len < HASH_LEN + 4 || p[len - HASH_LEN - 1] != '_') return 0;
	bool odd = false; /* digits, capitals and dashes tell it from a word */
	for (size_t i = len - HASH_LEN; i < len; i++) odd |= p[i] < 'a' || p[i] > 'z';
	return odd ? len - HASH_LEN - 1 : 0;
}

void sites_match(const struct sites *s, const uint16_t *p, struct html_span v, bool is_id,
		 void (*hit)(void *ctx, uint16_t site, uint8_t role), void *ctx)
{
	struct matching m = { s, hit, ctx };
	p += v.off;
	if (is_id) {
		match_name(&m, p, v.len, true);
		return;
	}
	for (size_t k = 0, start = 0; k <= v.len; k++) {
		if (k < v.len && !unit_is_space(p[k])) continue;
		match_name(&m, p + start, k - start, false);
		match_name(&m, p + start, without_hash(p + start, k - start), false);
		start = k + 1;
	}
}
