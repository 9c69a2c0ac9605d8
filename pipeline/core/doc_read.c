/* Reading doc/1 with json-c: the other half of the codec. Members we do not know are kept as text.
 */
#include "pipeline/core/date.h"
#include "pipeline/core/doc_json.h"
#include "pipeline/core/points.h"

#include <json-c/json.h>
#include <math.h>

#define DEPTH_MAX 64

static struct slice get_str(struct arena *a, struct json_object *o)
{
	if (!json_object_is_type(o, json_type_string)) return SLICE_NONE;
	size_t len = (size_t)json_object_get_string_len(o);
	return arena_copy(a, slice_of(json_object_get_string(o), len));
}

static struct slice member_str(struct arena *a, struct json_object *o, const char *name)
{
	struct json_object *v;

	return json_object_object_get_ex(o, name, &v) ? get_str(a, v) : SLICE_NONE;
}

static int64_t member_int(struct json_object *o, const char *name, int64_t absent)
{
	struct json_object *v;

	if (!json_object_object_get_ex(o, name, &v) || !json_object_is_type(v, json_type_int))
		return absent;
	return json_object_get_int64(v);
}

static double member_double(struct json_object *o, const char *name)
{
	struct json_object *v;

	if (!json_object_object_get_ex(o, name, &v) || !v) return (double)NAN;
	return json_object_get_double(v);
}

static uint32_t item_u32(struct json_object *list, size_t i)
{
	int64_t v = json_object_get_int64(json_object_array_get_idx(list, i));

	return v < 0 ? 0 : v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

static bool is_list(struct json_object *o, size_t min)
{
	return json_object_is_type(o, json_type_array) && json_object_array_length(o) >= min;
}

static struct src_span get_span(struct json_object *o)
{
	if (!is_list(o, 2)) return (struct src_span){ 0, 0 };
	return (struct src_span){ item_u32(o, 0), item_u32(o, 1) };
}

static struct src_span member_span(struct json_object *o, const char *name)
{
	struct json_object *v;

	return json_object_object_get_ex(o, name, &v) ? get_span(v) : (struct src_span){ 0, 0 };
}

static int32_t member_day(struct arena *a, struct json_object *o, const char *name)
{
	int32_t days;
	struct slice s = member_str(a, o, name);

	return s.p && date_parse(s, &days) ? days : DAY_NONE;
}

/* ---- claims ---- */

static void get_strings(struct arena *a, struct json_object *o, struct slice **items, size_t *n,
			size_t *cap)
{
	if (!is_list(o, 1)) return;
	for (size_t i = 0; i < json_object_array_length(o); i++)
		*ARENA_PUSH(a, *items, *n, *cap) = get_str(a, json_object_array_get_idx(o, i));
}

static void get_participants(struct arena *a, struct json_object *o, struct claim *c)
{
	if (!is_list(o, 1)) return;
	for (size_t i = 0; i < json_object_array_length(o); i++) {
		struct json_object *p = json_object_array_get_idx(o, i);
		struct participant *x =
			ARENA_PUSH(a, c->participants, c->n_participants, c->cap_participants);
		x->role = member_str(a, p, "role");
		x->text = member_str(a, p, "text");
	}
}

static void get_spans(struct json_object *o, struct claim *c)
{
	if (!json_object_is_type(o, json_type_object)) return;
	json_object_object_foreach(o, key, v)
	{
		int s = claim_span_parse(slice_str(key));
		if (s >= 0) c->spans[s] = get_span(v);
	}
}

static int64_t get_int(struct json_object *o)
{
	return json_object_is_type(o, json_type_int) ? json_object_get_int64(o) : -1;
}

#define GET_SCHEMA(f) (void)v
#define GET_STR(f)    c->f = get_str(a, v)
#define GET_DATE(f)   c->f = get_str(a, v)
#define GET_INT(f)    c->f = get_int(v)
#define GET_NUM(f)    c->f = v ? json_object_get_double(v) : (double)NAN
#define GET_PARTS(f)  get_participants(a, v, c)
#define GET_STRS(f)   get_strings(a, v, &c->f, &c->n_##f, &c->cap_##f)
#define GET_FLAGS(f)  get_strings(a, v, &c->f, &c->n_##f, &c->cap_##f)
#define GET_SPANS(f)  get_spans(v, c)

static void get_claim(struct arena *a, struct json_object *o, struct claim *c)
{
	struct json_object *v;

#define X(type, f)                                                                                 \
	v = NULL;                                                                                  \
	json_object_object_get_ex(o, #f, &v);                                                      \
	GET_##type(f);
	CLAIM_FIELDS(X)
#undef X
}

/* ---- layers ---- */

struct loader {
	struct doc *d;
	struct points pt;
	struct err *e;
};

static enum status bad(struct loader *l, const char *what)
{
	return err_set(l->e, ERR_INPUT, "doc/1 record: bad %s", what);
}

/* "start" and "end" in code points -> off, len; checked against the text. */
static bool get_range(const struct loader *l, struct json_object *o, uint32_t *off, uint32_t *len)
{
	int64_t s = member_int(o, "start", -1), e = member_int(o, "end", -1);
	int64_t n = (int64_t)points_of(&l->pt, l->d->text.len);

	if (s < 0 || e < s || e > n) return false;
	*off = (uint32_t)points_to(&l->pt, (size_t)s);
	*len = (uint32_t)points_to(&l->pt, (size_t)e) - *off;
	return true;
}

static bool get_part(const struct loader *l, struct json_object *o, const char *name, uint32_t *off,
		     uint32_t *len)
{
	struct json_object *v;

	if (!json_object_object_get_ex(o, name, &v)) return true;
	if (!is_list(v, 2)) return false;
	size_t n = points_of(&l->pt, l->d->text.len), s = item_u32(v, 0), e = item_u32(v, 1);
	if (e < s || e > n) return false;
	*off = (uint32_t)points_to(&l->pt, s);
	*len = (uint32_t)points_to(&l->pt, e) - *off;
	return true;
}

static enum status load_map(struct loader *l, struct json_object *o)
{
	struct doc *d = l->d;
	int64_t at = 0;
	size_t cp = 0, n_cp = points_of(&l->pt, d->text.len);

	if (!is_list(o, 0)) return bad(l, "map");
	for (size_t i = 0; i < json_object_array_length(o); i++) {
		struct json_object *r = json_object_array_get_idx(o, i);
		if (!is_list(r, 4)) return bad(l, "map run");
		uint32_t n = item_u32(r, 0), src_len = item_u32(r, 2), cls = item_u32(r, 3);
		int64_t src = at + json_object_get_int64(json_object_array_get_idx(r, 1));
		if (n > n_cp - cp || src < 0 || src + src_len > DOC_MAX_BYTES ||
		    cls / 2 > MAP_UNSPUN || (d->map.n && src < d->map.runs[d->map.n - 1].src))
			return bad(l, "map run");
		uint32_t off = (uint32_t)points_to(&l->pt, cp),
			 end = (uint32_t)points_to(&l->pt, cp + n);
		struct map_run run = { .len = end - off,
				       .src = (uint32_t)src,
				       .src_len = src_len,
				       .cls = (uint8_t)(cls / 2) };
		if (json_object_array_length(r) > 4) run.why = (uint8_t)item_u32(r, 4);
		if (cls & 1) {
			if (!n || src_len % n || src_len / n > 255 || run.len % n)
				return bad(l, "map run");
			run.upc = (uint8_t)(run.len / n);
			run.bpc = (uint8_t)(src_len / n);
			if (!run.bpc || run.upc > 2) return bad(l, "map run");
		}
		map_push(&d->arena, &d->map, run);
		cp += n;
		at = src + src_len;
	}
	return cp == n_cp ? OK : bad(l, "map: it does not cover the text");
}

static enum status load_metas(struct loader *l, struct json_object *o)
{
	for (size_t i = 0; is_list(o, 1) && i < json_object_array_length(o); i++) {
		struct json_object *x = json_object_array_get_idx(o, i);
		int key = meta_key_parse(member_str(&l->d->arena, x, "key"));
		if (key < 0) return bad(l, "meta key");
		struct meta *m =
			doc_add_meta(l->d, (enum meta_key)key, member_str(&l->d->arena, x, "value"),
				     member_span(x, "src"), NULL);
		m->how = member_str(&l->d->arena, x, "how");
	}
	return OK;
}

static enum status load_blocks(struct loader *l, struct json_object *o)
{
	for (size_t i = 0; is_list(o, 1) && i < json_object_array_length(o); i++) {
		struct json_object *x = json_object_array_get_idx(o, i);
		int type = block_type_parse(member_str(&l->d->arena, x, "type"));
		uint32_t off, len;
		if (type < 0 || !get_range(l, x, &off, &len)) return bad(l, "block");
		doc_add_block(l->d, (enum block_type)type, off, len);
	}
	return OK;
}

static enum status load_repairs(struct loader *l, struct json_object *o)
{
	struct arena *a = &l->d->arena;

	for (size_t i = 0; is_list(o, 1) && i < json_object_array_length(o); i++) {
		struct json_object *x = json_object_array_get_idx(o, i);
		int cls = map_class_parse(member_str(a, x, "class"));
		if (cls < 0) return bad(l, "repair");
		doc_add_repair(l->d, (enum map_class)cls, member_span(x, "src"),
			       member_str(a, x, "before"), member_str(a, x, "after"),
			       (float)member_double(x, "margin"));
	}
	return OK;
}

static enum status load_sentences(struct loader *l, struct json_object *o)
{
	struct doc *d = l->d;

	for (size_t i = 0; is_list(o, 1) && i < json_object_array_length(o); i++) {
		struct json_object *x = json_object_array_get_idx(o, i);
		struct sentence *s =
			ARENA_PUSH(&d->arena, d->sentences, d->n_sentences, d->cap_sentences);
		int64_t block = member_int(x, "block", 0);
		if (!get_range(l, x, &s->off, &s->len) || block < 0 ||
		    (block && (size_t)block >= d->n_blocks))
			return bad(l, "sentence");
		s->block = (uint32_t)block;
	}
	return OK;
}

static int parse_or_zero(int v)
{
	return v < 0 ? 0 : v;
}

static void load_annot_values(struct arena *a, struct json_object *x, struct annot *n)
{
	n->value_dec = member_str(a, x, "value_dec");
	n->low_dec = member_str(a, x, "low_dec");
	n->high_dec = member_str(a, x, "high_dec");
	n->step_dec = member_str(a, x, "step_dec");
	n->unit_code = member_str(a, x, "unit_code");
	n->code = member_str(a, x, "code");
	n->norm = member_str(a, x, "norm");
	n->rule_id = member_str(a, x, "rule_id");
	n->op = (uint8_t)parse_or_zero(value_op_parse(member_str(a, x, "value_op")));
	n->form = (uint8_t)parse_or_zero(num_form_parse(member_str(a, x, "form")));
	n->dim = (uint8_t)parse_or_zero(dimension_parse(member_str(a, x, "dim")));
	n->time.start = member_day(a, x, "time_start");
	n->time.end = member_day(a, x, "time_end");
	n->time.type = (uint8_t)parse_or_zero(time_type_parse(member_str(a, x, "time_type")));
	n->time.grain = (uint8_t)parse_or_zero(time_grain_parse(member_str(a, x, "time_grain")));
	n->time.how = (uint8_t)parse_or_zero(time_how_parse(member_str(a, x, "time_how")));
	n->flags = (uint8_t)member_int(x, "flags", 0);
	n->ref = (uint32_t)(member_int(x, "ref", -1) + 1);
}

static enum status load_annots(struct loader *l, struct json_object *o)
{
	struct doc *d = l->d;
	size_t n = is_list(o, 1) ? json_object_array_length(o) : 0;

	for (size_t i = 0; i < n; i++) {
		struct json_object *x = json_object_array_get_idx(o, i);
		int type = annot_type_parse(member_str(&d->arena, x, "type"));
		uint32_t off, len;
		if (type < 0 || !get_range(l, x, &off, &len)) return bad(l, "annotation");
		struct annot *a = doc_add_annot(d, (enum annot_type)type, off, len);
		if (!get_part(l, x, "num", &a->num_off, &a->num_len) ||
		    !get_part(l, x, "unit", &a->unit_off, &a->unit_len) ||
		    !get_part(l, x, "cue", &a->op_off, &a->op_len))
			return bad(l, "annotation");
		load_annot_values(&d->arena, x, a);
		if (a->ref > n) return bad(l, "annotation reference");
	}
	return OK;
}

static enum status load_claims(struct loader *l, struct json_object *o)
{
	struct doc *d = l->d;

	for (size_t i = 0; is_list(o, 1) && i < json_object_array_length(o); i++) {
		struct claim *c = doc_add_claim(d);
		get_claim(&d->arena, json_object_array_get_idx(o, i), c);
	}
	return OK;
}

static enum status load_errors(struct loader *l, struct json_object *o)
{
	struct doc *d = l->d;

	for (size_t i = 0; is_list(o, 1) && i < json_object_array_length(o); i++) {
		struct json_object *x = json_object_array_get_idx(o, i);
		struct doc_error *e = ARENA_PUSH(&d->arena, d->errors, d->n_errors, d->cap_errors);
		e->stage = member_str(&d->arena, x, "stage");
		e->code = member_str(&d->arena, x, "code");
		e->message = member_str(&d->arena, x, "message");
		e->src = member_span(x, "src");
	}
	return OK;
}

static enum status load_spun(struct loader *l, struct json_object *o)
{
	struct json_object *v;

	l->d->spun_score = member_double(o, "score");
	l->d->spun = json_object_object_get_ex(o, "verdict", &v) && json_object_get_boolean(v);
	return OK;
}

static enum status skip(struct loader *l, struct json_object *o)
{
	(void)l;
	(void)o;
	return OK;
}

/* Members in the order in which they are read; each needs those before it. */
static const struct {
	const char *name;
	enum status (*load)(struct loader *l, struct json_object *o);
} members[] = {
	{ "map", load_map },
	{ "meta", load_metas },
	{ "blocks", load_blocks },
	{ "repairs", load_repairs },
	{ "spun", load_spun },
	{ "sentences", load_sentences },
	{ "annotations", load_annots },
	{ "claims", load_claims },
	{ "errors", load_errors },
	{ "schema", skip },
	{ "doc_id", skip },
	{ "doc_path", skip },
	{ "doc_record", skip },
	{ "bytes", skip },
	{ "encoding", skip },
	{ "encoding_how", skip },
	{ "layers", skip },
	{ "text", skip },
	{ "doc_date", skip },
	{ "doc_date_how", skip },
	{ "script", skip },
	{ "dup_of", skip },
};
#define N_MEMBERS (sizeof members / sizeof *members)

static void keep_unknown(struct doc *d, struct json_object *o)
{
	struct buf b = { 0 };

	json_object_object_foreach(o, key, v)
	{
		size_t i = 0;
		while (i < N_MEMBERS && strcmp(members[i].name, key) != 0) i++;
		if (i < N_MEMBERS) continue;
		buf_addc(&b, ',');
		buf_add_json(&b, slice_str(key));
		buf_addc(&b, ':');
		const int plain = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;
		buf_add_str(&b, json_object_to_json_string_ext(v, plain));
	}
	if (b.len) d->unknown = arena_copy(&d->arena, buf_slice(&b));
	buf_free(&b);
}

static enum status load_doc(struct loader *l, struct json_object *o)
{
	struct doc *d = l->d;
	struct arena *a = &d->arena;
	struct json_object *v;

	if (!slice_is(member_str(a, o, "schema"), "doc/1"))
		return bad(l, "schema: it must be doc/1");
	d->id = member_str(a, o, "doc_id");
	d->path = member_str(a, o, "doc_path");
	d->record = member_int(o, "doc_record", -1);
	d->n_bytes = (uint64_t)member_int(o, "bytes", 0);
	d->encoding = member_str(a, o, "encoding");
	d->encoding_how = member_str(a, o, "encoding_how");
	d->date = member_day(a, o, "doc_date");
	d->date_how = member_str(a, o, "doc_date_how");
	d->script = member_str(a, o, "script");
	d->dup_of = member_str(a, o, "dup_of");
	d->layers = (unsigned)member_int(o, "layers", L_SOURCE) & 0xff;
	struct slice text = member_str(a, o, "text");
	if (!d->id.p || ((d->layers & L_TEXT) && !text.p))
		return bad(l, "record: doc_id or text is missing");
	d->text = arena_utf16(a, text.p ? text : SLICE(""));
	points_init(&l->pt, d->text);
	if (!(d->layers & L_TEXT) && d->layers > L_TEXT) return bad(l, "layers");
	for (size_t i = 0; i < N_MEMBERS; i++) {
		if (json_object_object_get_ex(o, members[i].name, &v)) TRY(members[i].load(l, v));
		else if (i == 0 && (d->layers & L_TEXT)) return bad(l, "record: map is missing");
	}
	keep_unknown(d, o);
	return OK;
}

enum status doc_from_json(struct doc *d, struct slice line, struct err *e)
{
	struct loader l = { .d = d, .e = e };
	struct json_tokener *t = json_tokener_new_ex(DEPTH_MAX);
	enum status st;

	if (line.len > INT32_MAX) {
		json_tokener_free(t);
		return err_set(e, ERR_LIMIT, "doc/1 record of %zu bytes (limit is %d)", line.len,
			       INT32_MAX);
	}
	struct json_object *o = json_tokener_parse_ex(t, line.p, (int)line.len);
	enum json_tokener_error je = json_tokener_get_error(t);
	if (je == json_tokener_continue) {
		o = json_tokener_parse_ex(t, "", 1); /* an open number at the end */
		je = json_tokener_get_error(t);
	}
	if (je != json_tokener_success)
		st = err_set(e, ERR_INPUT, "JSON: %s at byte %zu", json_tokener_error_desc(je),
			     json_tokener_get_parse_end(t));
	else if (!json_object_is_type(o, json_type_object))
		st = err_set(e, ERR_INPUT, "JSON: a document record is an object");
	else st = load_doc(&l, o);
	points_free(&l.pt);
	json_object_put(o);
	json_tokener_free(t);
	return st;
}
