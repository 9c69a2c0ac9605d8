/* A claim: the record claim/1 of CLAIMS.md in memory. Texts are UTF-8 slices in the document's
 * arena; absent = JSON null. Spans are bytes of the original. One table of fields drives every
 * codec and writer. */
#ifndef ZHC_CLAIM_H
#define ZHC_CLAIM_H

#include "pipeline/core/map.h"
#include "pipeline/core/slice.h"

/* Evidence slots, keys of "spans". ORDER SPAN */
/* clang-format off */
#define CLAIM_SPANS(X) \
	X(VALUE, "value") \
	X(UNIT, "unit") \
	X(INDICATOR, "indicator") \
	X(SUBJECT, "subject") \
	X(BASE, "base") \
	X(FILTER, "filter") \
	X(TIME, "time") \
	X(FROM, "from") \
	X(SPEAKER, "speaker") \
	X(ROLE, "role") \
	X(SPEECH_CUE, "speech_cue") \
	X(TRIGGER, "trigger") \
	X(OBJECT, "object") \
	X(PLACE, "place") \
	X(MOOD, "mood") \
	X(COMPARE, "compare") \
	X(MEMBERS, "members")
/* clang-format on */
enum claim_span {
#define X(id, name) SPAN_##id,
	CLAIM_SPANS(X)
#undef X
		SPAN_N
};

struct participant {
	struct slice role, text;
};

struct claim {
	struct slice claim_id, fact_id, series_id;
	struct slice kind; /* quantity change event statement */
	struct slice parent_id, parent_rel;
	struct slice doc_id, doc_path;
	int64_t doc_record; /* -1 null */
	struct slice doc_date;
	struct slice subject_text, subject_norm;
	struct slice indicator_text, indicator_norm;
	struct slice filter_text, base_text;
	struct slice value_text, value_dec;
	double value; /* NaN null */
	struct slice value_op, low_dec, high_dec, step_dec, unit_text, unit_code;
	struct slice measure, stat, direction, compare, compare_start, compare_end;
	struct slice from_text, from_dec;
	struct slice time_text, time_start, time_end, time_type, time_grain, time_how;
	struct slice place_text, place_code, place_how;
	struct slice speaker_text, speaker_type, speaker_role, speech, speech_cue;
	struct slice modality, polarity, mood_cue;
	struct slice event_type, trigger_text;
	struct participant *participants; /* n_participants 0 = null */
	size_t n_participants, cap_participants;
	struct slice object_text;
	struct slice *members; /* n_members 0 = null */
	size_t n_members, cap_members;
	int64_t ev_start, ev_end;
	struct slice quote;
	struct src_span spans[SPAN_N]; /* end == 0: absent */
	struct slice repair;
	struct slice rule_id, tool;
	double confidence;   /* NaN null */
	struct slice *flags; /* n_flags 0 = [] */
	size_t n_flags, cap_flags;
};

/* All fields in the order of the record.
 * Types: STR slice · DATE slice · INT int64 (-1 null for doc_record) · NUM double (NaN null)
 *        PARTS participants · STRS list of strings (null when empty) · FLAGS list ([] when empty)
 *        SPANS object · SCHEMA the constant "claim/1" */
/* clang-format off */
#define CLAIM_FIELDS(X)                                                                    \
	X(SCHEMA, schema) X(STR, claim_id) X(STR, fact_id) X(STR, series_id) X(STR, kind)  \
	X(STR, parent_id) X(STR, parent_rel) X(STR, doc_id) X(STR, doc_path) X(INT, doc_record) \
	X(DATE, doc_date) X(STR, subject_text) X(STR, subject_norm) X(STR, indicator_text) \
	X(STR, indicator_norm) X(STR, filter_text) X(STR, base_text) X(STR, value_text)    \
	X(STR, value_dec) X(NUM, value) X(STR, value_op) X(STR, low_dec) X(STR, high_dec)  \
	X(STR, step_dec) X(STR, unit_text) X(STR, unit_code) X(STR, measure) X(STR, stat)  \
	X(STR, direction) X(STR, compare) X(DATE, compare_start) X(DATE, compare_end)      \
	X(STR, from_text) X(STR, from_dec) X(STR, time_text) X(DATE, time_start)           \
	X(DATE, time_end) X(STR, time_type) X(STR, time_grain) X(STR, time_how)            \
	X(STR, place_text) X(STR, place_code) X(STR, place_how) X(STR, speaker_text)       \
	X(STR, speaker_type) X(STR, speaker_role) X(STR, speech) X(STR, speech_cue)        \
	X(STR, modality) X(STR, polarity) X(STR, mood_cue) X(STR, event_type)              \
	X(STR, trigger_text) X(PARTS, participants) X(STR, object_text) X(STRS, members)   \
	X(INT, ev_start) X(INT, ev_end) X(STR, quote) X(SPANS, spans) X(STR, repair)       \
	X(STR, rule_id) X(STR, tool) X(NUM, confidence) X(FLAGS, flags)
/* clang-format on */

/* Its key in "spans"; the slot of a key, -1 for an unknown one. */
const char *claim_span_name(int s);
int claim_span_parse(struct slice s);

#endif
