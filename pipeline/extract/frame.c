/* Frames. See frame.h. */
#include "pipeline/extract/frame.h"

#include "pipeline/core/punctuation.h"

/* units over which what was measured holds; evidence reaches back to it */
#define INDICATOR_UNITS 4000
#define TITLE_MAX	60 /* units of a heading that are looked at */
#define SECTION_MAX	12 /* units of a section's opening that are looked at for its name */
#define DATELINE_MAX	16 /* units of a paragraph that are looked at for its dateline */
#define HEADLINE_MIN	14 /* units of a heading that is a headline; another story is below */
#define LISTED_MAX	24 /* units of a paragraph that is the heading of a section */
#define NUMBER_MAX	3  /* characters of its number */

void frame_begin(struct frame *f)
{
	*f = (struct frame){ .para_time = -1,
			     .last_time = -1,
			     .head_time = -1,
			     .doc_time = -1,
			     .doc_day = -1,
			     .list_time = -1,
			     .horizon = -1,
			     .figure_time = -1,
			     .block = UINT32_MAX };
}

/* How deep a section begins with the line: 1 "III. …", 2 "(III) …", a number in characters and no
 * end of a sentence; 0 if it has no such number. */
static unsigned section_level(struct uslice line)
{
	bool bracket = line.len && unit_opens_bracket(line.p[0]);
	size_t open = bracket, i = open;

	if (line.len > LISTED_MAX) return 0;
	while (i < line.len && i < open + NUMBER_MAX && unit_is_one_han(line.p[i])) i++;
	if (i == open || i + 2 >= line.len) return 0;
	uint16_t last = line.p[line.len - 1];
	if (last == FULL_STOP || mark_is_semicolon(last) || mark_is_comma(last)) return 0;
	if (bracket) return unit_closes_bracket(line.p[i]) ? 2 : 0;
	return line.p[i] == LIST_MARK ? 1 : 0;
}

/* Does a numbered heading open a section that sets targets ("(III) Main goals"), or end the one
 * there is? One that stands deeper goes on with it. */
static void enter_section(struct frame *f, const struct words *words, struct uslice head,
			  unsigned level)
{
	if (f->plan_doc || (f->plan && f->plan_level && level > f->plan_level)) return;
	f->plan = words_hold(words, head, TITLE_MAX, ROLE_PLANHEAD) &&
		  !words_hold(words, head, TITLE_MAX, ROLE_REVIEW);
	f->plan_level = f->plan ? level : 0;
}

void frame_title(struct frame *f, struct doc *d, const struct words *words)
{
	struct slice title = doc_meta(d, META_TITLE);

	if (title.p) f->title = arena_utf16(&d->arena, title);
	f->plan_doc = f->plan =
		f->title.len && words_hold(words, f->title, TITLE_MAX, ROLE_PLANDOC);
	unsigned level = section_level(f->title);
	if (level) enter_section(f, words, f->title, level);
}

void frame_dateline(struct frame *f, struct doc *d, const struct place_names *names)
{
	const struct meta *m = NULL;
	struct place_name x;
	size_t n = 0, i = 0;

	for (size_t k = 0; k < d->n_metas; k++) {
		if (d->metas[k].key != META_DATELINE) continue;
		m = &d->metas[k];
		n++;
	}
	if (n != 1 || !m->src.end) return;
	struct uslice text = arena_utf16(&d->arena, m->value);
	if (!place_names_head(names, text, SLICE(""), &x) || x.units != text.len) return;
	while (i < d->n_sentences &&
	       doc_source(d, d->sentences[i].off, d->sentences[i].len).start < m->src.end)
		i++;
	if (i == d->n_sentences) return;
	f->dateline = (struct dateline){ m->value, x.code, m->src, d->sentences[i].block };
}

/* Does another story begin with the heading: is the paragraph below it headed by an agency's or
 * paper's line? */
static bool opens_story(const struct doc *d, const struct words *words, uint32_t heading)
{
	uint32_t next = heading + 1;

	if (heading == 0 || next >= d->n_blocks) return false;
	return words_hold_side(words, doc_span(d, d->blocks[next].off, d->blocks[next].len),
			       DATELINE_MAX, SIDE_DATELINE);
}

/* "2. Main tasks": does a section of a plan begin that tells what will be done, not what is to be
 * reached by its year? */
static bool opens_tasks(const struct doc *d, const struct words *words, uint32_t block)
{
	if (block >= d->n_blocks || !d->blocks[block].len) return false;
	struct uslice head = doc_span(d, d->blocks[block].off, d->blocks[block].len);
	bool listed = unit_opens_bracket(head.p[0]);

	return (d->blocks[block].type == BLOCK_HEADING || listed) &&
	       words_hold_side(words, head, SECTION_MAX, SIDE_TASKS);
}

void frame_enter(struct frame *f, const struct doc *d, const struct words *words, uint32_t block)
{
	if (f->block == block) return;
	f->block = block;
	f->para_time = f->last_time = -1;
	f->indicator = f->topic = (struct stretch){ 0, 0 };
	f->mood = SLICE_NONE;
	f->n_figures = 0;
	if (opens_tasks(d, words, block)) f->horizon = -1;
	if (block >= d->n_blocks) return;
	struct uslice head = doc_span(d, d->blocks[block].off, d->blocks[block].len);
	unsigned level = section_level(head);
	if (d->blocks[block].type != BLOCK_HEADING) {
		if (level) enter_section(f, words, head, level);
		return;
	}
	if (head.len >= HEADLINE_MIN) {
		f->subject = (struct stretch){ 0, 0 };
		f->headline = d->blocks[block].off;
	}
	f->head_time = f->list_time = -1;
	if (opens_story(d, words, block)) {
		f->doc_time = f->doc_day = f->horizon = -1;
		f->plan = f->plan_doc;
		return;
	}
	bool section = (head.len < HEADLINE_MIN || level) &&
		       (words_hold(words, head, TITLE_MAX, ROLE_PLANHEAD) ||
			words_hold(words, head, TITLE_MAX, ROLE_REVIEW)); /* "Tasks for 2024" */
	for (size_t i = 0; !section && i < head.len; i++)
		if (head.p[i] >= '0' && head.p[i] <= '9')
			return; /* a headline, not the name of a section */
	if (f->plan_doc) f->plan = !words_hold(words, head, TITLE_MAX, ROLE_REVIEW);
	else enter_section(f, words, head, level);
}

void frame_reach(struct frame *f, uint32_t n, uint32_t off)
{
	if (f->figures_of + 1 != n) f->n_figures = 0;
	if (off > f->indicator.off && off - f->indicator.off > INDICATOR_UNITS)
		f->indicator = (struct stretch){ 0, 0 };
}

void frame_keep_figure(struct frame *f, uint32_t n, struct frame_figure figure)
{
	if (f->figures_of != n) f->n_figures = 0;
	f->figures_of = n;
	if (f->n_figures < FRAME_FIGURES) f->figures[f->n_figures++] = figure;
}
