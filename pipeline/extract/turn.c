/* Turns of speech. See turn.h.
 *
 * A label is what stands before the first colon of a paragraph: short, without the marks that end a
 * clause; in a headline its last part. It is told by its last word: a name, an office, people by
 * what they are, a reporter. Limits: a label has LABEL_UNITS at most, a turn TURN_UNITS. */
#include "pipeline/extract/turn.h"

#include "pipeline/core/punctuation.h"
#include "pipeline/core/unit_find.h"

#define LABEL_UNITS    40   /* offices and a name */
#define HEADLINE_UNITS 60   /* of a paragraph without a full stop that is a headline */
#define WORD_UNITS     4    /* of the last word of a label */
#define TURN_UNITS     4000 /* over which a turn goes on */
#define LEAD_SENTENCES 12   /* among which one is announced who answers */
#define SCRIPT_TURNS   3    /* paragraphs that open with who says them: the script of a report */
#define SAME_BEFORE    64   /* labels before one that are compared with it */
#define HEADING_OPEN   LENS_OPEN
#define HEADING_CLOSE  LENS_CLOSE

static bool is_blank(uint16_t c)
{
	return c == ' ' || c == 0x3000 || c == 0xa0 || c == '\t';
}

static bool is_stop(uint16_t c)
{
	return c == WIDE_COMMA || c == FULL_STOP || c == WIDE_EXCLAMATION || c == WIDE_QUESTION ||
	       c == WIDE_SEMICOLON || c == QUOTE_OPEN || c == QUOTE_CLOSE || c == ',' || c == ';' ||
	       c == '!' || c == '?' || c == ELLIPSIS;
}

static bool has_full_stop(const struct doc *d, const struct block *b)
{
	uint32_t end = b->off + b->len;

	return unit_find(d->text.p, b->off, end, FULL_STOP) < end;
}

static bool is_headline(const struct doc *d, const struct block *b)
{
	if (b->type == BLOCK_TITLE || b->type == BLOCK_HEADING) return true;
	return b->type == BLOCK_PARA && b->len <= HEADLINE_UNITS && !has_full_stop(d, b);
}

/* Behind a heading in brackets at off: "[In sync] | the head of the office:". */
static uint32_t behind_heading(const struct doc *d, uint32_t off, uint32_t end)
{
	while (off < end && is_blank(d->text.p[off])) off++;
	if (off >= end || d->text.p[off] != HEADING_OPEN) return off;
	for (uint32_t i = off; i < end && i < off + LABEL_UNITS; i++)
		if (d->text.p[i] == HEADING_CLOSE) return i + 1;
	return off;
}

/* A colon of the text, not of a time or an address. */
static bool is_colon(const struct doc *d, uint32_t i, uint32_t end)
{
	uint16_t next = i + 1 < end ? d->text.p[i + 1] : 0;

	return d->text.p[i] == WIDE_COLON ||
	       (d->text.p[i] == ':' && !(next >= '0' && next <= '9') && next != '/');
}

/* Marks before a label: brackets of its own, signs of a list. */
static bool opens_label(uint16_t c)
{
	return c == HEADING_OPEN || c == '[' || c == 0x25b2 || c == 0x25a0 || c == 0x25cf;
}

/* The label of sentence s: where it begins, and its colon; false if there is none. */
static bool find_label(const struct doc *d, const struct sentence *s, bool headline, uint32_t *from,
		       uint32_t *colon)
{
	uint32_t end = s->off + s->len, i = behind_heading(d, s->off, end), start = i;
	uint32_t limit = headline ? HEADLINE_UNITS : LABEL_UNITS;

	for (; i < end && i < start + limit; i++) {
		uint16_t c = d->text.p[i];
		if (unit_is_ideograph(c)) continue; /* as most: no mark */
		if (is_colon(d, i, end)) break;
		if (!is_stop(c) && !(headline && is_blank(c))) continue;
		if (!headline) return false;
		*from = i + 1;
	}
	if (i >= end || i >= start + limit) return false;
	/* "[Reporter]:" */
	if (i == start && i > s->off && d->text.p[i - 1] == HEADING_CLOSE) start = s->off;
	if (*from < start) *from = start;
	*colon = i;
	while (*from < i && (is_blank(d->text.p[*from]) || opens_label(d->text.p[*from]))) ++*from;
	return *from < i;
}

/* The end of a label without the parenthesis and blanks before its colon. */
static uint32_t name_end(const struct doc *d, uint32_t from, uint32_t colon)
{
	uint32_t end = colon;

	while (end > from && (is_blank(d->text.p[end - 1]) || d->text.p[end - 1] == ']' ||
			      d->text.p[end - 1] == HEADING_CLOSE))
		end--;
	if (end == from || !unit_closes_bracket(d->text.p[end - 1])) return end;
	for (uint32_t i = end - 1; i > from; i--)
		if (unit_opens_bracket(d->text.p[i - 1])) return i - 1;
	return end;
}

/* Classes of the longest word of the table that ends at end; a voice of one character is a whole
 * label. */
static struct word_kind last_word(const struct doc *d, const struct words *w, uint32_t from,
				  uint32_t end)
{
	for (uint32_t n = end - from < WORD_UNITS ? end - from : WORD_UNITS; n; n--) {
		const struct word_kind *k = words_kind_at(w, d->text, end - n, n);
		if (!k) continue;
		struct word_kind found = *k;
		if (n == 1 && end - from > 1) found.label &= ~LABEL_VOICE;
		return found;
	}
	return (struct word_kind){ 0, 0, 0, 0 };
}

/* The annotation of a type of the set that ends at end, not before from; NULL if none. */
static const struct annot *annot_to(const struct doc *d, uint32_t from, uint32_t end,
				    unsigned types)
{
	for (size_t i = doc_first_annot(d, from); i < d->n_annots && d->annots[i].off < end; i++)
		if (d->annots[i].off + d->annots[i].len == end && (types >> d->annots[i].type & 1))
			return &d->annots[i];
	return NULL;
}

/* "the host | B:" */
static bool is_asker(const struct doc *d, const struct words *w, uint32_t from, uint32_t end)
{
	while (end > from && is_blank(d->text.p[end - 1])) end--;
	return last_word(d, w, from, end).label & LABEL_ASKS;
}

static bool asks_something(const struct doc *d, struct stretch said)
{
	uint32_t end = stretch_end(said);

	return unit_find_either(d->text.p, said.off, end, WIDE_QUESTION, '?') < end;
}

static void set_kind(struct turn *t, const struct doc *d, const struct words *w, uint32_t from)
{
	uint32_t end = name_end(d, from, t->colon);
	struct word_kind k = last_word(d, w, from, end);
	const struct annot *a = annot_to(d, from, end, 1u << A_PERSON);
	bool office = annot_to(d, from, end, 1u << A_TITLE) || (k.label & LABEL_VOICE) ||
		      (k.side & SIDE_OFFICE) ||
		      ((k.side & SIDE_PEOPLE) && !annot_to(d, from, end, 1u << A_ORG));

	t->from = from;
	t->who = (struct stretch){ from, end - from };
	t->kind = TURN_LABEL;
	if ((k.label & LABEL_ASKS) || (a && is_asker(d, w, from, a->off))) {
		t->kind = TURN_ASKS;
		t->tells = a && !(k.label & LABEL_ASKS) && !asks_something(d, t->said);
		if (t->tells) t->kind = TURN_NAMED;
		if (t->tells) t->who = (struct stretch){ a->off, a->len };
	} else if ((k.label & LABEL_ANSWERS) && t->who.len <= 2) {
		t->kind = TURN_SPEAKS;
		t->who.len = 0;
	} else if (a) {
		t->kind = TURN_NAMED;
		t->who = (struct stretch){ a->off, a->len };
	} else if (office && t->who.len > 1 && !(k.label & LABEL_CREDIT)) {
		t->kind = TURN_SPEAKS;
	}
}

/* What it says: behind the colon, or the paragraph below. */
static struct stretch said_by(const struct doc *d, uint32_t block, uint32_t colon)
{
	uint32_t end = d->blocks[block].off + d->blocks[block].len, i = colon + 1;

	while (i < end && is_blank(d->text.p[i])) i++;
	if (i < end) return (struct stretch){ i, end - i };
	if (block + 1 >= d->n_blocks) return (struct stretch){ end, 0 };
	return (struct stretch){ d->blocks[block + 1].off, d->blocks[block + 1].len };
}

static void collect(struct turns *out, struct arena *a, const struct doc *d, const struct words *w)
{
	for (size_t i = 0; i < d->n_sentences; i++) {
		const struct sentence *s = &d->sentences[i];
		const struct block *b = &d->blocks[s->block];
		uint32_t from = 0, colon = 0;
		bool opens = !i || s[-1].block != s->block, headline = opens && is_headline(d, b);
		if (b->type == BLOCK_TABLE || b->type == BLOCK_CAPTION ||
		    !find_label(d, s, headline, &from, &colon))
			continue;
		struct turn *t = ARENA_PUSH(a, out->t, out->n, out->cap);
		*t = (struct turn){ .block = s->block,
				    .off = s->off,
				    .colon = colon,
				    .opens = opens,
				    .headline = headline };
		t->said = said_by(d, s->block, colon);
		t->alone = t->said.off >= b->off + b->len;
		t->headline = headline && !t->alone;
		set_kind(t, d, w, from);
	}
}

static bool same_text(const struct doc *d, struct stretch a, struct stretch b)
{
	return a.len == b.len &&
	       !memcmp(d->text.p + a.off, d->text.p + b.off, a.len * sizeof *d->text.p);
}

/* How often a label like that of turn i stands before it, none farther than SAME_BEFORE. */
static size_t same_before(const struct doc *d, const struct turns *t, size_t i)
{
	size_t n = 0;

	for (size_t k = i > SAME_BEFORE ? i - SAME_BEFORE : 0; k < i; k++)
		n += t->t[k].who.len && t->t[k].headline <= t->t[i].headline &&
		     t->t[k].alone <= t->t[i].alone && same_text(d, t->t[k].who, t->t[i].who);
	return n;
}

static bool somebody_asks(const struct turns *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->t[i].kind == TURN_ASKS) return true;
	return false;
}

/* Is the document a conversation? Somebody asks and others speak, or a person speaks again. */
static bool is_conversation(const struct doc *d, const struct turns *t)
{
	size_t speaks = 0, again = 0;

	for (size_t i = 0; i < t->n; i++) {
		speaks += t->t[i].kind >= TURN_SPEAKS && !t->t[i].headline;
		bool opens = !t->t[i].headline && !t->t[i].alone && !t->t[i].tells;
		again += t->t[i].kind == TURN_NAMED && opens && same_before(d, t, i);
	}
	return (speaks && somebody_asks(t)) || again;
}

/* A paragraph that opens with somebody and is more than a line of a list: "chairman: Li". */
static bool says_paragraph(const struct doc *d, const struct turn *t)
{
	uint32_t end = stretch_end(t->said);

	if (unit_is_digit(d->text.p[t->off])) return false; /* "3. A v. B: …" */
	return t->kind >= TURN_SPEAKS && t->who.len && t->opens && !t->headline &&
	       unit_find(d->text.p, t->said.off, end, FULL_STOP) < end;
}

/* Is the document the script of a report, in which those who are asked say a paragraph each? */
static bool is_script(const struct doc *d, const struct turns *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) n += says_paragraph(d, &t->t[i]);
	return n >= SCRIPT_TURNS;
}

/* Does the paragraph before name who speaks? So transcripts go from the reporter's words to those
 * of the person himself. */
static bool is_introduced(const struct doc *d, const struct turn *t)
{
	const struct block *before = t->block ? &d->blocks[t->block - 1] : NULL;

	if (!before || before->type != BLOCK_PARA || !has_full_stop(d, before)) return false;
	for (size_t i = doc_first_annot(d, before->off);
	     i < d->n_annots && d->annots[i].off < before->off + before->len; i++) {
		const struct annot *a = &d->annots[i];
		if (a->type == A_PERSON && same_text(d, (struct stretch){ a->off, a->len }, t->who))
			return true;
	}
	return false;
}

/* A label outside a conversation: a person behind a heading in brackets or just introduced,
 * somebody before a quotation, anybody in a headline but firms, whose names look like those of
 * persons. */
static bool stands_alone(const struct doc *d, const struct words *w, const struct turn *t)
{
	const struct block *b = &d->blocks[t->block];
	bool headed = behind_heading(d, b->off, t->colon) > b->off;

	if (!t->opens || t->kind < TURN_SPEAKS || !t->who.len || t->said.off >= b->off + b->len)
		return false;
	if (d->text.p[t->said.off] == QUOTE_OPEN) return true;
	if (!t->headline) return t->kind == TURN_NAMED && (headed || is_introduced(d, t));
	if (headed && t->kind == TURN_NAMED) return false; /* "[Our delegates] A: her way" */
	return !words_hold_label(w, doc_span(d, t->said.off, t->said.len), LABEL_CORPORATE);
}

/* Whom the heading or the lead says to answer: "the head of the office | on the new rules | answers
 * reporters"; empty if nobody. He stands between a mark and the word for about. */
static struct stretch answerer(const struct doc *d, const struct words *w)
{
	for (size_t i = 0; i < d->n_sentences && i < LEAD_SENTENCES; i++) {
		const struct sentence *s = &d->sentences[i];
		uint32_t from = s->off, end = s->off + s->len;
		if (!words_hold_label(w, doc_span(d, s->off, s->len), LABEL_INTERVIEW)) continue;
		for (uint32_t k = s->off; k < end; k++) {
			const struct word_kind *x = words_kind_at(w, d->text, k, 1);
			if (is_stop(d->text.p[k]) || is_blank(d->text.p[k])) from = k + 1;
			if (!x || !(x->label & LABEL_ABOUT) || k < from + 2) continue;
			struct turn t = { .colon = k };
			set_kind(&t, d, w, from);
			if (t.kind >= TURN_SPEAKS && t.who.len) return t.who;
		}
	}
	return (struct stretch){ 0, 0 };
}

/* In a conversation a label that comes back names who speaks, known or not. */
static bool takes_turn(const struct doc *d, const struct turns *t, size_t i)
{
	const struct turn *x = &t->t[i];

	if (x->kind != TURN_LABEL) return x->opens || x->kind != TURN_SPEAKS || !x->who.len;
	if (x->headline && x->said.off + x->said.len <= d->blocks[x->block].off + HEADLINE_UNITS &&
	    !same_before(d, t, i))
		return false;
	return x->who.len <= WORD_UNITS && same_before(d, t, i);
}

/* Is the sentence about turn x and not said in it: does it name the speaker, or a reporter? */
static bool tells_about(const struct doc *d, const struct words *w, const struct turn *x,
			const struct sentence *s)
{
	for (size_t i = doc_first_annot(d, s->off);
	     i < d->n_annots && d->annots[i].off < s->off + s->len; i++) {
		struct stretch name = { d->annots[i].off, d->annots[i].len };
		if (d->annots[i].type == A_PERSON && same_text(d, name, x->who)) return true;
	}
	return words_hold_label(w, doc_span(d, s->off, s->len), LABEL_REPORTER);
}

/* Where nobody asks, turns may stand among what a reporter tells: where turn x ends, not behind
 * end. */
static uint32_t told_end(const struct doc *d, const struct words *w, const struct turn *x,
			 uint32_t end)
{
	for (size_t i = 0; i < d->n_sentences && d->sentences[i].off < end; i++)
		if (d->sentences[i].off > x->colon && tells_about(d, w, x, &d->sentences[i]))
			return d->sentences[i].off;
	return end;
}

/* Where turn i ends: before the next, before a heading, after TURN_UNITS; outside a conversation
 * with its paragraph. */
static uint32_t turn_end(const struct doc *d, const struct turns *t, size_t i)
{
	const struct turn *x = &t->t[i];
	uint32_t end = stretch_end(x->said), next = (uint32_t)d->text.len;

	if (x->goes_on) end = x->said.off + TURN_UNITS;
	for (uint32_t b = x->block + 1; x->goes_on && b < d->n_blocks; b++) {
		if (d->blocks[b].off >= end) break;
		if (d->blocks[b].type == BLOCK_HEADING || d->blocks[b].type == BLOCK_TITLE)
			end = d->blocks[b].off;
	}
	if (i + 1 < t->n) next = t->t[i + 1].off;
	return end < next ? end : next;
}

void turns_find(struct turns *out, struct arena *a, const struct doc *d, const struct words *w)
{
	size_t n = 0;

	collect(out, a, d, w);
	bool talk = is_conversation(d, out), script = !talk && is_script(d, out),
	     told = !somebody_asks(out);
	struct stretch who = talk ? answerer(d, w) : (struct stretch){ 0, 0 };
	for (size_t i = 0; i < out->n; i++) {
		struct turn *x = &out->t[i];
		x->goes_on = talk && takes_turn(d, out, i);
		bool says = script && says_paragraph(d, x);
		x->part = x->goes_on || says || stands_alone(d, w, x);
	}
	for (size_t i = 0; i < out->n; i++) {
		struct turn x = out->t[i];
		if (x.part) out->t[n++] = x;
	}
	out->n = n;
	for (size_t i = 0; i < n; i++) {
		struct turn *x = &out->t[i];
		if (x->kind == TURN_LABEL) x->kind = TURN_SPEAKS;
		if (x->kind == TURN_SPEAKS && !x->who.len) x->who = who;
		x->end = turn_end(d, out, i);
		if (told) x->end = told_end(d, w, x, x->end);
		if (stretch_end(x->said) > x->end)
			x->said.len = x->end > x->said.off ? x->end - x->said.off : 0;
	}
}

const struct turn *turns_at(struct turns *t, const struct sentence *s)
{
	while (t->at < t->n && t->t[t->at].colon < s->off) t->at++;
	return t->at < t->n && t->t[t->at].colon < s->off + s->len ? &t->t[t->at] : NULL;
}
