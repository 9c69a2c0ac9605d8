/* Words of class and id. From: a value in a start tag. To: its note.
 * Limits: CLASS_LOOK units of a value are looked at. */
#include "pipeline/clean/html_class.h"

#include "pipeline/clean/page.h"

#define CLASS_LOOK     160
#define PART_MAX       24 /* units of a part that can name a fact */
#define NAME_MAX_UNITS 40 /* of a name with its parts */

/* A value in small letters, as far as it is looked at. */
struct low_value {
	size_t len;
	uint16_t p[CLASS_LOOK + 2]; /* two units of 0 behind it */
};

static void lower(const uint16_t *p, size_t len, struct low_value *low)
{
	low->len = len < CLASS_LOOK ? len : CLASS_LOOK;
	for (size_t i = 0; i < low->len; i++)
		low->p[i] = p[i] >= 'A' && p[i] <= 'Z' ? (uint16_t)(p[i] | 32) : p[i];
	low->p[low->len] = low->p[low->len + 1] = 0;
}

static int word_hints(const struct class_words *w, const struct low_value *value_low)
{
	const uint16_t *low = value_low->p;
	size_t len = value_low->len;
	int sum = 0;
	for (size_t i = 0; i < len; i++) {
		uint32_t value;
		unsigned start = class_start(low[i], low[i + 1], low[i + 2]);
		if (!(w->starts[start / 64] >> start % 64 & 1)) continue; /* most */
		size_t n = datrie_longest(&w->words, low + i, len - i, &value);
		if (!n) continue;
		if (value == HINT_SKIP) {
			if (i && !unit_is_space(low[i - 1])) continue; /* it must begin a name */
			while (i + 1 < len && !unit_is_space(low[i + 1])) i++;
			continue;
		}
		int hint = (int)value - 1000;
		if (hint <= HINT_KILL) return HINT_KILL;
		sum += hint;
		i += n - 1;
	}
	return sum;
}

/* Is the word a field? By its first letter and its length most are none. */
static bool is_field(const struct class_words *w, const uint16_t *p, size_t len, uint32_t *key)
{
	return len && (w->field_lengths[p[0] & 31] >> len % 32 & 1) &&
	       datrie_has(&w->fields, p, len, key);
}

/* What a known part or name of a value says goes into the note. True: it names a fact. */
static bool take_part(struct class_note *x, uint32_t key)
{
	if (key == CLASS_CENTER) x->center = true;
	else if (key == CLASS_LEGEND) x->legend = true;
	else if (key != CLASS_ASIDE) x->field = (uint8_t)(key + 1);
	return x->field != 0;
}

/* Does the value name a fact: a name between blanks, or a part of one between - and _? */
static void note_parts(const struct class_words *w, const struct low_value *low,
		       struct class_note *x)
{
	uint32_t key;
	for (size_t k = 0, name = 0, part = 0; k <= low->len; k++) {
		uint16_t c = k < low->len ? low->p[k] : ' ';
		bool blank = unit_is_space(c);
		if (!blank && c != '-' && c != '_') continue;
		if (k - name < NAME_MAX_UNITS && k - part < PART_MAX &&
		    is_field(w, low->p + part, k - part, &key) && take_part(x, key))
			return;
		if (blank && part > name && k - name < NAME_MAX_UNITS &&
		    is_field(w, low->p + name, k - name, &key) && take_part(x, key))
			return;
		part = k + 1;
		if (blank) name = part;
	}
}

static void note_any(void *ctx, uint16_t site, uint8_t role)
{
	bool *any = ctx;
	(void)site;
	(void)role;
	*any = true;
}

struct class_note class_look(const struct class_words *w, const uint16_t *p, struct html_span v)
{
	struct class_note x = { .len = v.len };
	struct low_value low;
	uint32_t key;
	lower(p + v.off, v.len, &low);
	int hint = word_hints(w, &low);
	x.hint = (int16_t)(hint < INT16_MIN ? INT16_MIN : hint > INT16_MAX ? INT16_MAX : hint);
	if (!is_field(w, p + v.off, v.len, &key) || !take_part(&x, key)) note_parts(w, &low, &x);
	if (hint <= HINT_KILL) x.field = 0; /* who comments, whose choice other articles are */
	if (w->sites) {
		sites_match(w->sites, p, v, false, note_any, &x.as_class);
		sites_match(w->sites, p, v, true, note_any, &x.as_id);
	}
	return x;
}

static uint32_t value_hash(const uint16_t *p, size_t len)
{
	uint64_t h = len * UINT64_C(0x9e3779b97f4a7c15), w;
	size_t i = 0;
	for (; i + 4 <= len; i += 4) {
		memcpy(&w, p + i, sizeof w);
		h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 29;
	}
	for (; i < len; i++) h = (h ^ p[i]) * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(h >> 32);
}

void class_notes_free(struct class_notes *n)
{
	ubuf_free(&n->values);
}

struct class_note class_note(const struct class_words *w, struct class_notes *notes,
			     const uint16_t *p, struct html_span v)
{
	p += v.off;
	struct class_note *x = &notes->at[value_hash(p, v.len) & (CLASS_NOTES - 1)];
	if (v.len && x->len == v.len && memcmp(notes->values.p + x->off, p, v.len * sizeof *p) == 0)
		return *x;
	struct class_note looked = class_look(w, p, (struct html_span){ 0, v.len });
	if (v.len > CLASS_UNITS) return looked;
	if (notes->values.len + v.len > CLASS_UNITS) {
		memset(notes->at, 0, sizeof notes->at);
		notes->values.len = 0;
	}
	*x = looked;
	x->off = (uint32_t)notes->values.len;
	ubuf_add(&notes->values, p, v.len);
	return *x;
}
