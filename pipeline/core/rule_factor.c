/* Words of alternations brought together. See rule_factor.h.
 * A group's content is cut into alternatives; neighbours of which the first character is known are
 * a run, and only a run is put in order. What stands before that character may be looks behind or
 * ahead; such an alternative stays whole. */
#include "pipeline/core/rule_factor.h"

#include "pipeline/core/mem.h"

#define DEPTH_MAX 32
#define RUN_MIN	  3 /* alternatives of a run that is worth it */
/* different first characters before which one look at all of them is worth it */
#define GUARD_MIN 6

struct alternative {
	struct uslice text;
	size_t head; /* where its first character stands, SIZE_MAX: unknown */
};

static bool is_quantifier(struct uslice s, size_t i)
{
	return i < s.len && (s.p[i] == '?' || s.p[i] == '*' || s.p[i] == '+' || s.p[i] == '{');
}

static bool is_literal(uint16_t c)
{
	return c >= 0x80 ? (c & 0xf800) != 0xd800 : c != 0 && !strchr("\\^$.[|()?*+{", c);
}

/* Behind the class that opens at i. */
static size_t over_class(struct uslice s, size_t i)
{
	i += i + 1 < s.len && s.p[i + 1] == '^' ? 2 : 1;
	if (i < s.len && s.p[i] == ']') i++;
	for (; i < s.len && s.p[i] != ']'; i++)
		if (s.p[i] == '\\') i++;
	return i + 1;
}

/* Behind the group that opens at i; 0 if it does not close. */
static size_t over_group(struct uslice s, size_t i)
{
	size_t depth = 0;

	while (i < s.len) {
		if (s.p[i] == '\\') {
			i += 2;
		} else if (s.p[i] == '[') {
			i = over_class(s, i);
		} else {
			depth += s.p[i] == '(';
			if (s.p[i++] == ')' && --depth == 0) return i;
		}
	}
	return 0;
}

static bool starts(struct uslice s, size_t i, const char *text)
{
	for (; *text; text++, i++)
		if (i >= s.len || s.p[i] != (uint16_t)*text) return false;
	return true;
}

static bool is_lookbehind(struct uslice s, size_t i)
{
	return starts(s, i, "(?<=") || starts(s, i, "(?<!");
}

/* Length of a group's opening, with its name. */
static size_t opening(struct uslice s, size_t i)
{
	size_t k = i + 3;

	if (!starts(s, i, "(?")) return 1;
	if (!starts(s, i, "(?<") || is_lookbehind(s, i)) return is_lookbehind(s, i) ? 4 : 3;
	while (k < s.len && s.p[k] != '>') k++;
	return k + 1 - i;
}

/* Behind what stands at i: an escape, a class, a group or a character; 0 behind a group that does
 * not close. */
static size_t over_one(struct uslice s, size_t i)
{
	switch (s.p[i]) {
	case '\\':
		return i + 2;
	case '[':
		return over_class(s, i);
	case '(':
		return over_group(s, i);
	default:
		return i + 1;
	}
}

/* Is all of it of the kind that is understood here? */
static bool is_plain(struct uslice s)
{
	for (size_t i = 0; i + 1 < s.len; i++)
		if (starts(s, i, "[:")) return false; /* [[:alpha:]] */
	for (size_t i = 0; i < s.len;) {
		if (s.p[i] == '\\') {
			if (i + 1 >= s.len || s.p[i + 1] == 'Q' || s.p[i + 1] == 'E') return false;
			i += 2;
		} else if (s.p[i] == '[') {
			i = over_class(s, i);
			if (i > s.len) return false;
		} else if (s.p[i] == '(') {
			if (starts(s, i, "(*") || !over_group(s, i)) return false;
			if (starts(s, i, "(?") &&
			    !(i + 2 < s.len && s.p[i + 2] < 0x80 && strchr(":=!<", s.p[i + 2])))
				return false;
			i++;
		} else {
			i++;
		}
	}
	return true;
}

static bool captures(struct uslice s)
{
	for (size_t i = 0; i < s.len;) {
		if (s.p[i] == '\\') i += 2;
		else if (s.p[i] == '[') i = over_class(s, i);
		else if (starts(s, i, "(?<") && !is_lookbehind(s, i)) return true;
		else i++;
	}
	return false;
}

/* The first character of an alternative, over what only looks. */
static size_t find_head(struct uslice s)
{
	size_t i = 0;

	while (starts(s, i, "(?=") || starts(s, i, "(?!") || is_lookbehind(s, i))
		i = over_group(s, i);
	return i < s.len && is_literal(s.p[i]) && !is_quantifier(s, i + 1) ? i : SIZE_MAX;
}

static size_t cut_alternatives(struct uslice s, struct alternative **out)
{
	size_t n = 0, cap = 0, from = 0, i = 0;

	*out = NULL;
	while (i <= s.len) {
		if (i == s.len || s.p[i] == '|') {
			struct uslice text = { s.p + from, i - from };
			*out = mem_grow(*out, &cap, n + 1, sizeof **out);
			(*out)[n++] = (struct alternative){ text, find_head(text) };
			from = ++i;
		} else {
			i = over_one(s, i);
		}
	}
	return n;
}

static void add_text(struct ubuf *out, const char *text)
{
	while (*text) ubuf_addc(out, (uint16_t)*text++);
}

static void add_content(struct ubuf *out, struct uslice s, unsigned depth);

/* An alternative with the groups inside it. */
static void add_sequence(struct ubuf *out, struct uslice s, unsigned depth)
{
	for (size_t i = 0, next; i < s.len; i = next) {
		next = over_one(s, i);
		if (s.p[i] != '(' || is_lookbehind(s, i)) {
			ubuf_add(out, s.p + i, next - i);
			continue;
		}
		size_t open = opening(s, i);
		ubuf_add(out, s.p + i, open);
		add_content(out, (struct uslice){ s.p + i + open, next - 1 - i - open }, depth + 1);
		ubuf_addc(out, ')');
	}
}

static uint16_t head_of(const struct alternative *a)
{
	return a->text.p[a->head];
}

/* All of the run that begin with c, in their order: what follows c directly together, the rest
 * whole behind a look at c. */
static void add_same(struct ubuf *out, const struct alternative *run, size_t n, uint16_t c,
		     unsigned depth)
{
	bool first = true;

	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		if (head_of(&run[i]) != c) continue;
		if (!first) ubuf_addc(out, '|');
		first = false;
		if (run[i].head) {
			add_text(out, "(?=");
			ubuf_addc(out, c);
			ubuf_addc(out, ')');
			add_sequence(out, run[i].text, depth);
			continue;
		}
		struct ubuf rest = { 0 };
		size_t words = 0;
		for (; end <= n; end++) { /* to the next of this character that stays whole */
			const struct alternative *a = &run[end - 1];
			if (head_of(a) != c) continue;
			if (a->head) break;
			if (words++) ubuf_addc(&rest, '|');
			ubuf_add(&rest, a->text.p + 1, a->text.len - 1);
		}
		end--;
		ubuf_addc(out, c);
		if (words > 1) add_text(out, "(?:");
		add_content(out, (struct uslice){ rest.p, rest.len }, depth + 1);
		if (words > 1) ubuf_addc(out, ')');
		ubuf_free(&rest);
	}
}

static bool is_first_of_head(const struct alternative *run, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (head_of(&run[k]) == head_of(&run[i])) return false;
	return true;
}

/* (?=[abc]), where that is worth it. */
static void add_guard(struct ubuf *out, const struct alternative *run, size_t n)
{
	add_text(out, "(?=[");
	for (size_t i = 0; i < n; i++) {
		if (!is_first_of_head(run, i)) continue;
		if (head_of(&run[i]) < 0x80) ubuf_addc(out, '\\');
		ubuf_addc(out, head_of(&run[i]));
	}
	add_text(out, "])");
}

static void add_run(struct ubuf *out, const struct alternative *run, size_t n, unsigned depth)
{
	size_t heads = 0;
	bool first = true, ascii = false;

	for (size_t i = 0; i < n; i++) {
		heads += is_first_of_head(run, i);
		ascii = ascii || head_of(&run[i]) < 0x80; /* escaping a letter would change it */
	}
	bool guard = heads >= GUARD_MIN && !ascii;
	if (guard) {
		add_guard(out, run, n);
		add_text(out, "(?:");
	}
	for (size_t i = 0; i < n; i++) {
		if (!is_first_of_head(run, i)) continue;
		if (!first) ubuf_addc(out, '|');
		first = false;
		add_same(out, run, n, head_of(&run[i]), depth);
	}
	if (guard) ubuf_addc(out, ')');
}

/* The content of a group, or the whole pattern. */
static void add_content(struct ubuf *out, struct uslice s, unsigned depth)
{
	struct alternative *alts;
	size_t n = cut_alternatives(s, &alts), end;
	bool loose = depth < DEPTH_MAX && !captures(s);

	for (size_t i = 0; i < n; i = end) {
		for (end = i; loose && end < n && alts[end].head != SIZE_MAX; end++) continue;
		if (i) ubuf_addc(out, '|');
		if (end - i >= RUN_MIN) {
			add_run(out, alts + i, end - i, depth);
		} else {
			end = i + 1;
			add_sequence(out, alts[i].text, depth);
		}
	}
	mem_free(alts);
}

void rule_factor(struct uslice pattern, struct ubuf *out)
{
	if (is_plain(pattern)) add_content(out, pattern, 0);
	else ubuf_add(out, pattern.p, pattern.len);
}
