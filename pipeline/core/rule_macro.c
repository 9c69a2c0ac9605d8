/* Macros of patterns. See rule_macro.h. */
#include "pipeline/core/rule_macro.h"

#define MACRO_DEPTH 16
#define PATTERN_MAX 60000u

struct macro {
	struct slice name, pattern;
	bool keyed;
	struct pattern_key key;
};

static struct macro *find_macro(const struct macros *m, struct slice name)
{
	for (size_t i = 0; i < m->n; i++)
		if (slice_eq(m->items[i].name, name)) return &m->items[i];
	return NULL;
}

enum status macros_add(struct macros *m, struct arena *a, struct slice name, struct slice pattern,
		       struct slice where, struct err *e)
{
	if (find_macro(m, name))
		return err_set(e, ERR_RULES, "%.*s: macro %.*s stands here a second time",
			       (int)where.len, where.p, (int)name.len, name.p);
	struct macro *x = ARENA_PUSH(a, m->items, m->n, m->cap);
	x->name = arena_copy(a, name);
	x->pattern = arena_copy(a, pattern);
	return OK;
}

/* {NAME} at p.p[i]: length of NAME, 0 when it is no macro call (a quantifier, \x{…}). */
static size_t macro_call(struct slice p, size_t i)
{
	size_t k = i + 1;

	if (i && (p.p[i - 1] == 'x' || p.p[i - 1] == 'p' || p.p[i - 1] == 'P') && i > 1 &&
	    p.p[i - 2] == '\\')
		return 0;
	while (k < p.len && ((p.p[k] >= 'A' && p.p[k] <= 'Z') || p.p[k] == '_' ||
			     (k > i + 1 && p.p[k] >= '0' && p.p[k] <= '9')))
		k++;
	return k < p.len && p.p[k] == '}' ? k - i - 1 : 0;
}

static enum status expand(const struct macros *m, struct slice p, struct slice where,
			  unsigned depth, struct buf *out, struct err *e)
{
	if (depth > MACRO_DEPTH)
		return err_set(e, ERR_RULES, "%.*s: macros call each other in a circle",
			       (int)where.len, where.p);
	for (size_t i = 0; i < p.len;) {
		const char *brace = memchr(p.p + i, '{', p.len - i);
		size_t upto = brace ? (size_t)(brace - p.p) : p.len;
		buf_add(out, p.p + i, upto - i);
		i = upto;
		if (!brace) break;
		size_t n = macro_call(p, i);
		if (!n) {
			buf_addc(out, p.p[i++]);
			continue;
		}
		struct slice name = slice_of(p.p + i + 1, n);
		const struct macro *x = find_macro(m, name);
		if (!x)
			return err_set(e, ERR_RULES, "%.*s: unknown macro {%.*s}", (int)where.len,
				       where.p, (int)name.len, name.p);
		buf_add_str(out, "(?:");
		TRY(expand(m, x->pattern, where, depth + 1, out, e));
		buf_addc(out, ')');
		if (out->len > PATTERN_MAX)
			return err_set(e, ERR_RULES, "%.*s: pattern too long (limit is %u bytes)",
				       (int)where.len, where.p, PATTERN_MAX);
		i += n + 2;
	}
	return OK;
}

enum status macros_expand(const struct macros *m, struct slice pattern, struct slice where,
			  struct buf *out, struct err *e)
{
	return expand(m, pattern, where, 0, out, e);
}

/* ---- keys ---- */

#define SEED UINT64_C(0x9e3779b97f4a7c1f)

static void key_step(struct pattern_key *key, uint64_t x)
{
	static const uint64_t prime[2] = { UINT64_C(0xff51afd7ed558ccd),
					   UINT64_C(0xc4ceb9fe1a85ec53) };

	for (int i = 0; i < 2; i++) {
		key->hash[i] = (key->hash[i] ^ x) * prime[i];
		key->hash[i] ^= key->hash[i] >> 29;
	}
}

static void key_text(struct pattern_key *key, const char *p, size_t len)
{
	uint64_t x = 0;

	key_step(key, len);
	for (; len >= sizeof x; p += sizeof x, len -= sizeof x) {
		memcpy(&x, p, sizeof x);
		key_step(key, x);
	}
	x = 0;
	memcpy(&x, p, len);
	key_step(key, x);
}

static bool key_of(const struct macros *m, struct slice p, unsigned depth, struct pattern_key *key)
{
	size_t from = 0; /* of the text since the last macro */

	*key = (struct pattern_key){ { SEED, ~SEED } };
	if (depth > MACRO_DEPTH) return false;
	for (size_t i = 0; i < p.len; i++) {
		size_t n = p.p[i] == '{' ? macro_call(p, i) : 0;
		if (!n) continue;
		struct macro *x = find_macro(m, slice_of(p.p + i + 1, n));
		if (!x) return false;
		if (!x->keyed) x->keyed = key_of(m, x->pattern, depth + 1, &x->key);
		if (!x->keyed) return false;
		key_text(key, p.p + from, i - from);
		key_step(key, x->key.hash[0]);
		key_step(key, x->key.hash[1]);
		i += n + 1;
		from = i + 1;
	}
	key_text(key, p.p + from, p.len - from);
	return true;
}

bool macros_key(struct macros *m, struct slice pattern, struct pattern_key *key)
{
	return key_of(m, pattern, 0, key);
}
