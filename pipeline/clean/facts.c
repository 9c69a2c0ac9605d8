/* Metadata candidates and their choice. From: facts of rules, tags and front matter. To: d->metas,
 * d->date. Limits: FACTS_MAX candidates, VALUES_MAX values of one key. */
#include "pipeline/clean/facts.h"

#include "pipeline/clean/when.h"
#include "pipeline/core/date.h"


#define VALUES_MAX  12	 /* values of one key */
#define FACTS_MAX   4096 /* candidates; each is compared with the others */
#define RANK_MARKUP 11	 /* from here on facts rest on mark-up, not on words of the text */

void facts_begin(struct facts *f, struct doc *d)
{
	f->d = d;
	f->n = 0;
	f->order = 0;
}

void facts_free(struct facts *f)
{
	mem_free(f->items);
}

struct fact *facts_add(struct facts *f, enum meta_key key, struct slice value, struct src_span src,
		       const char *how, uint8_t rank)
{
	if (f->n == FACTS_MAX)
		f->n--; /* far more than a page says of itself: the last one gives way */
	f->items = mem_grow(f->items, &f->cap, f->n + 1, sizeof *f->items);
	struct fact *x = &f->items[f->n++];
	*x = (struct fact){
		.key = key, .value = slice_trim(value), .src = src, .how = how, .rank = rank
	};
	x->line = FACT_NO_LINE;
	x->day = key == META_DATE ? when_parse_utf8(value) : DAY_NONE;
	return x;
}

/* Keys of which all values are kept; of the others only the best. */
static bool many_values(enum meta_key key)
{
	return key == META_PHOTO;
}

static bool has_value(const struct doc *d, enum meta_key key, struct slice v)
{
	for (size_t i = 0; i < d->n_metas; i++)
		if (d->metas[i].key == key && slice_eq(d->metas[i].value, v)) return true;
	return false;
}

static const struct fact *best_fact(const struct facts *f, enum meta_key key)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->items[i];
		if (x->key != key || x->dead || !x->value.len) continue;
		if (key == META_DATE && x->day == DAY_NONE) continue;
		if (!best || x->rank < best->rank) best = x;
	}
	return best;
}

bool facts_have_either(const struct facts *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].either && !f->items[i].dead) return true;
	return false;
}

bool facts_have_day(const struct facts *f)
{
	return best_fact(f, META_DATE) != NULL;
}

/* A day without a year takes the year that the page's address names; nothing less certain will do.
 */
static const struct fact *settle_year(struct facts *f)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_DATE || x->dead || !x->month_day ||
		    (best && x->rank >= best->rank))
			continue;
		int year = when_url_year(doc_meta(f->d, META_URL), x->month_day);
		for (size_t k = 0; !year && k < f->n; k++)
			if (f->items[k].key == META_URL)
				year = when_url_year(f->items[k].value, x->month_day);
		if (!year || !date_valid(year, x->month_day / 100, x->month_day % 100)) continue;
		x->day = date_days(year, x->month_day / 100, x->month_day % 100);
		x->how = "year-from-url";
		best = x;
	}
	return best;
}

/* Today and three hours ago are days where it is known when the page was fetched, or the user says
 * the day. */
static const struct fact *settle_ago(struct facts *f, struct slice fallback)
{
	struct slice now = doc_meta(f->d, META_CRAWLED);
	if (!now.len) now = fallback;
	struct fact *best = NULL;
	for (size_t i = 0; now.len && i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_DATE || x->dead || !x->ago_set ||
		    (best && x->rank >= best->rank))
			continue;
		x->day = when_before(now, x->ago, x->ago_days);
		if (x->day != DAY_NONE) best = x;
	}
	if (best) best->how = "told-from-now";
	return best;
}

/* A time in UTC stands back behind a day at home; but not behind one that is more than a day away
 * and was found with less right: that belongs to something else on the page. */
static const struct fact *heed_utc(const struct facts *f, const struct fact *best)
{
	for (size_t i = 0; best && i < f->n; i++) {
		const struct fact *x = &f->items[i];
		if (x->key != META_DATE || x->dead || !x->utc || x->day == DAY_NONE) continue;
		int32_t apart = x->day > best->day ? x->day - best->day : best->day - x->day;
		if (apart > 1 && x->rank < best->rank + RANK_UTC) best = x;
	}
	return best;
}

/* Which is the day, which the month: another day of the page may be one of the two, or shows what
 * stands first; else the country that the address names. */
static void settle_order(struct facts *f, struct fact *x)
{
	int32_t other = when_swapped(x->day);
	int order = f->order;
	if (other == DAY_NONE) return;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *y = &f->items[i];
		if (y->key == META_URL && !order) order = when_host_order(y->value);
		if (y->key != META_DATE || y->dead || y->either || y->day == DAY_NONE) continue;
		if (y->day == x->day) return;
		if (y->day == other) order = 1;
	}
	if (!order) order = when_host_order(doc_meta(f->d, META_URL));
	if (order > 0) x->day = other;
}

/* of days that stand on the page with a label, or bare among the facts of its head */
#define RANK_SEEN 14
#define RANK_MADE 11 /* of meta elements that name when a page was made */

/* Meta elements name the day on which a page was put up, which is a new one when a site moves to
 * another system; what the head of the page names is the article's. Earlier days only: a later one
 * is that of a change. */
static const struct fact *heed_seen(const struct facts *f, const struct fact *best)
{
	const struct fact *seen = best;
	if (!best || !best->made || best->utc || best->rank > RANK_MADE) return best;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->items[i];
		if (x->key != META_DATE || x->dead || x->tail || x->line == FACT_NO_LINE ||
		    x->rank > RANK_SEEN)
			continue;
		if (x->day == best->day) return best; /* both say so */
		if (x->day != DAY_NONE && x->day < best->day &&
		    (seen == best || x->rank < seen->rank))
			seen = x;
	}
	return seen;
}

/* Does a time tell more than the day? Midnight is what systems write for want of a clock. */
static bool tells_clock(struct slice s)
{
	for (size_t i = 1; i + 2 < s.len; i++) {
		const char *p = s.p + i;
		if (*p != ':' || p[-1] < '0' || p[-1] > '9' || p[1] < '0' || p[1] > '5') continue;
		if (p[-1] != '0' || p[1] != '0' || p[2] != '0') return true;
		return i > 1 && s.p[i - 2] >= '1' && s.p[i - 2] <= '2';
	}
	return false;
}

#define RANK_CLOCK 25 /* of what scripts name; days of changes rank behind it */

/* Of places that name the same day one that tells the clock too. */
static const struct fact *heed_clock(const struct facts *f, const struct fact *best)
{
	const struct fact *clock = NULL;
	if (!best || tells_clock(best->value)) return best;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *x = &f->items[i];
		if (x->key != META_DATE || x->dead || x->tail || x->utc || x->day != best->day ||
		    x->rank > (x->line == FACT_NO_LINE ? RANK_CLOCK : RANK_SEEN))
			continue;
		if ((!clock || x->rank < clock->rank) && tells_clock(x->value)) clock = x;
	}
	return clock ? clock : best;
}

/* The day of --date that came with the document, which loses it; absent if none did. */
static struct slice take_option_day(struct doc *d)
{
	for (size_t i = 0; i < d->n_metas; i++) {
		const struct meta m = d->metas[i];
		if (m.key != META_DATE || !slice_is(m.how, "option")) continue;
		memmove(d->metas + i, d->metas + i + 1, (--d->n_metas - i) * sizeof m);
		return m.value;
	}
	return SLICE_NONE;
}

static void settle_date(struct facts *f, const char *option)
{
	struct doc *d = f->d;
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].either && f->items[i].day != DAY_NONE)
			settle_order(f, &f->items[i]);
	struct slice came = take_option_day(d), fallback = option ? slice_str(option) : came;
	const struct fact *best = best_fact(f, META_DATE),
			  *year = best && best->rank < RANK_URL ? NULL : settle_year(f);
	if (year) best = year;
	best = heed_clock(f, heed_seen(f, heed_utc(f, best)));
	if (!best) best = settle_ago(f, fallback);
	struct slice preset = doc_meta(d, META_DATE);
	if (preset.p && when_parse_utf8(preset) != DAY_NONE) {
		d->date = when_parse_utf8(preset);
		if (!d->date_how.p) d->date_how = SLICE("container");
	} else if (best) {
		doc_add_meta(d, META_DATE, best->value, best->src, best->how);
		d->date = best->day;
		d->date_how = arena_copy(&d->arena, slice_str(best->how));
	} else if (fallback.p && date_parse(fallback, &d->date)) {
		doc_add_meta(d, META_DATE, fallback, (struct src_span){ 0, 0 }, "option");
		d->date_how = SLICE("option");
	}
}

/* A page's hidden fields often call the editor the author: who is named as editor in the text is no
 * author on the word of a class or meta element. */
static void drop_editor_authors(struct facts *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		if (x->key != META_AUTHOR || x->rank < RANK_MARKUP || x->line != FACT_NO_LINE)
			continue;
		for (size_t k = 0; k < f->n; k++)
			if (f->items[k].key == META_EDITOR && slice_eq(f->items[k].value, x->value))
				x->dead = true;
	}
}

#define AUTHOR_LINES 3 /* from one author's line to the next one's */

void facts_join_authors(struct facts *f, size_t before)
{
	for (size_t i = 0; i < f->n; i++) {
		struct fact *x = &f->items[i];
		uint32_t line = x->line;
		if (x->key != META_AUTHOR || x->dead || line >= before) continue;
		for (size_t k = i + 1; k < f->n; k++) {
			struct fact *y = &f->items[k];
			if (y->key != META_AUTHOR || y->dead || y->how != x->how ||
			    y->rank != x->rank || y->line <= line || y->line >= before ||
			    y->line > line + AUTHOR_LINES || slice_eq(x->value, y->value))
				continue;
			x->value = arena_printf(&f->d->arena, "%.*s %.*s", (int)x->value.len,
						x->value.p, (int)y->value.len, y->value.p);
			x->src.end = y->src.end;
			line = y->line;
			y->dead = true;
		}
	}
}

void facts_settle(struct facts *f, const char *option_day)
{
	struct doc *d = f->d;
	settle_date(f, option_day);
	drop_editor_authors(f);
	for (int key = 0; key < META_N; key++) {
		if (key == META_DATE) continue;
		if (many_values((enum meta_key)key)) {
			size_t n = 0;
			for (size_t i = 0; i < f->n && n < VALUES_MAX; i++) {
				const struct fact *x = &f->items[i];
				if (x->key != (enum meta_key)key || x->dead || !x->value.len)
					continue;
				if (has_value(d, x->key, x->value)) continue;
				doc_add_meta(d, x->key, x->value, x->src, x->how);
				n++;
			}
			continue;
		}
		const struct fact *best = best_fact(f, (enum meta_key)key);
		if (best && !doc_meta(d, best->key).len)
			doc_add_meta(d, best->key, best->value, best->src, best->how);
	}
}
