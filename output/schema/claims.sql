-- The tables and views that zhclaims run --db makes (PRAGMA user_version 1). Columns of claims: claim/1, in order.
-- Made from output/db_schema.c: sqlite3 FILE .schema shows the same. tests/unit/test_db.c checks that it is equal.

CREATE TABLE documents ( -- one row an article (or record of a container)
	doc_key INTEGER PRIMARY KEY,
	doc_id TEXT NOT NULL, -- sha256 of its bytes
	doc_path TEXT NOT NULL, -- as given on the command line
	doc_record INTEGER, -- place in a container, NULL for a file
	bytes INTEGER NOT NULL,
	encoding TEXT,
	title TEXT,
	source TEXT,
	author TEXT,
	editor TEXT,
	url TEXT,
	doc_date TEXT, -- publication, YYYY-MM-DD
	doc_date_how TEXT,
	script TEXT, -- hans, hant, mixed
	spun INTEGER NOT NULL, -- 1: rewritten by a spinner
	n_sentences INTEGER NOT NULL,
	n_claims INTEGER NOT NULL,
	dup_of TEXT,
	record TEXT NOT NULL, -- the side record (docs/1), for json_extract
	load_hash BLOB NOT NULL -- of all that was loaded: equal means nothing to do
);
CREATE UNIQUE INDEX documents_place ON documents (doc_path, ifnull(doc_record, -1), doc_id);

CREATE TABLE claims ( -- one row a claim: the fields of claim/1; lists and spans as JSON text
	claim_key INTEGER PRIMARY KEY,
	doc_key INTEGER NOT NULL REFERENCES documents (doc_key),
	seq INTEGER NOT NULL -- place in the document, from 0
	,
	schema TEXT NOT NULL,
	claim_id TEXT,
	fact_id TEXT,
	series_id TEXT,
	kind TEXT,
	parent_id TEXT,
	parent_rel TEXT,
	doc_id TEXT,
	doc_path TEXT,
	doc_record INTEGER,
	doc_date TEXT,
	subject_text TEXT,
	subject_norm TEXT,
	indicator_text TEXT,
	indicator_norm TEXT,
	filter_text TEXT,
	base_text TEXT,
	value_text TEXT,
	value_dec TEXT,
	value REAL,
	value_op TEXT,
	low_dec TEXT,
	high_dec TEXT,
	step_dec TEXT,
	unit_text TEXT,
	unit_code TEXT,
	measure TEXT,
	stat TEXT,
	direction TEXT,
	compare TEXT,
	compare_start TEXT,
	compare_end TEXT,
	from_text TEXT,
	from_dec TEXT,
	time_text TEXT,
	time_start TEXT,
	time_end TEXT,
	time_type TEXT,
	time_grain TEXT,
	time_how TEXT,
	place_text TEXT,
	place_code TEXT,
	place_how TEXT,
	speaker_text TEXT,
	speaker_type TEXT,
	speaker_role TEXT,
	speech TEXT,
	speech_cue TEXT,
	modality TEXT,
	polarity TEXT,
	mood_cue TEXT,
	event_type TEXT,
	trigger_text TEXT,
	participants TEXT,
	object_text TEXT,
	members TEXT,
	ev_start INTEGER,
	ev_end INTEGER,
	quote TEXT,
	spans TEXT NOT NULL,
	repair TEXT,
	rule_id TEXT,
	tool TEXT,
	confidence REAL,
	flags TEXT NOT NULL
);
CREATE UNIQUE INDEX claims_place ON claims (doc_key, seq);

CREATE TABLE spans ( -- where each slot of a claim stands: bytes [start_byte, end_byte) of the original
	claim_key INTEGER NOT NULL REFERENCES claims (claim_key),
	slot TEXT NOT NULL, -- value unit indicator subject ...
	start_byte INTEGER NOT NULL,
	end_byte INTEGER NOT NULL,
	PRIMARY KEY (claim_key, slot)
) WITHOUT ROWID;

CREATE TABLE errors ( -- trouble with a document
	doc_key INTEGER NOT NULL REFERENCES documents (doc_key),
	seq INTEGER NOT NULL,
	stage TEXT NOT NULL,
	code TEXT NOT NULL,
	start_byte INTEGER NOT NULL, -- in the original
	end_byte INTEGER NOT NULL,
	message TEXT NOT NULL,
	PRIMARY KEY (doc_key, seq)
) WITHOUT ROWID;

CREATE VIEW docs AS -- the side record of each article, as --docs writes it
SELECT doc_id, doc_path, doc_record, bytes, encoding, json_extract(record, '$.encoding_how') AS encoding_how,
	title, source, author, url, doc_date, doc_date_how, script, json_extract(record, '$.repairs') AS repairs,
	json_extract(record, '$.spun_score') AS spun_score, n_sentences, n_claims, dup_of,
	json_extract(record, '$.member') AS member, json_extract(record, '$.id') AS id,
	json_extract(record, '$.errors') AS errors
FROM documents;

CREATE VIEW v_numbers AS -- every number with its article, for reading
SELECT c.claim_id, c.kind, c.measure, c.subject_norm AS subject, c.indicator_norm AS indicator, c.value_op,
	c.value_dec, c.low_dec, c.high_dec, c.unit_text AS unit, c.unit_code, c.time_start, c.time_end, c.place_text,
	c.speaker_text AS speaker, c.modality, c.polarity, c.quote, d.title, d.source, d.doc_date, d.doc_path, d.doc_record
FROM claims c JOIN documents d USING (doc_key)
WHERE c.kind IN ('quantity', 'change');

CREATE VIEW v_series AS -- one indicator over time: order by series_id, time_end
SELECT c.series_id, c.subject_norm AS subject, c.indicator_norm AS indicator, c.filter_text, c.measure,
	c.stat, c.compare, c.unit_code, c.time_start, c.time_end, c.time_grain, c.value_op, c.value_dec, c.value,
	c.low_dec, c.high_dec, c.modality, c.claim_id, d.doc_date, d.source, d.doc_path, d.doc_record
FROM claims c JOIN documents d USING (doc_key)
WHERE c.series_id IS NOT NULL;

CREATE VIEW v_series_summary AS -- how long each series is
SELECT series_id, min(subject_norm) AS subject, min(indicator_norm) AS indicator, min(unit_code) AS unit_code,
	count(*) AS n_claims, count(DISTINCT time_end) AS n_times, count(DISTINCT doc_key) AS n_documents,
	min(time_end) AS first_time, max(time_end) AS last_time, min(value) AS low, max(value) AS high
FROM claims WHERE series_id IS NOT NULL GROUP BY series_id;

CREATE VIEW v_changes AS -- growth and fall, with the baseline and the level beside it
SELECT c.claim_id, c.subject_norm AS subject, c.indicator_norm AS indicator, c.direction, c.measure, c.value_op,
	c.value_dec, c.unit_text AS unit, c.from_dec, c.compare, c.compare_start, c.compare_end, c.time_start, c.time_end,
	p.value_dec AS level_dec, p.unit_text AS level_unit, c.modality, c.quote, d.doc_date, d.source, d.doc_path,
	d.doc_record
FROM claims c JOIN documents d USING (doc_key)
LEFT JOIN claims p ON c.parent_rel = 'change_of' AND p.claim_id = c.parent_id AND p.doc_key = c.doc_key
WHERE c.kind = 'change';

CREATE VIEW v_targets AS -- what is meant to come, by its deadline
SELECT c.claim_id, c.modality, c.mood_cue, c.subject_norm AS subject, c.indicator_norm AS indicator, c.measure,
	c.value_op, c.value_dec, c.low_dec, c.high_dec, c.unit_text AS unit, c.time_end AS deadline, c.event_type,
	c.object_text AS object, c.quote, d.doc_date, d.source, d.doc_path, d.doc_record
FROM claims c JOIN documents d USING (doc_key)
WHERE c.modality <> 'fact' AND c.kind <> 'statement';

CREATE VIEW v_statements AS -- who said what, and how many claims are in it
SELECT c.claim_id, c.speaker_text AS speaker, c.speaker_type, c.speaker_role, c.speech, c.speech_cue,
	c.object_text AS content, c.quote,
	(SELECT count(*) FROM claims i WHERE i.parent_id = c.claim_id AND i.parent_rel = 'said_in'
		AND i.doc_key = c.doc_key) AS n_claims,
	d.doc_date, d.source, d.doc_path, d.doc_record
FROM claims c JOIN documents d USING (doc_key)
WHERE c.kind = 'statement';

CREATE VIEW v_speakers AS -- who is heard how often
SELECT speaker_text AS speaker, min(speaker_type) AS speaker_type, count(DISTINCT doc_key) AS n_documents,
	sum(kind = 'statement') AS n_statements, sum(kind <> 'statement') AS n_claims
FROM claims WHERE speaker_text IS NOT NULL GROUP BY speaker_text;

CREATE VIEW v_events AS -- what happened when and where
SELECT c.claim_id, c.event_type, c.trigger_text, c.subject_norm AS subject, c.object_text AS object, c.participants,
	c.time_start, c.time_end, c.place_text, c.place_code, c.modality, c.quote, d.doc_date, d.source, d.doc_path,
	d.doc_record
FROM claims c JOIN documents d USING (doc_key)
WHERE c.kind = 'event';

CREATE VIEW v_parts AS -- claims that hang on another one of the article
SELECT c.parent_rel, c.claim_id, c.indicator_norm AS indicator, c.value_dec, c.unit_text AS unit, p.claim_id AS whole_id,
	p.indicator_norm AS whole_indicator, p.value_dec AS whole_dec, p.unit_text AS whole_unit, c.doc_key
FROM claims c JOIN claims p ON p.claim_id = c.parent_id AND p.doc_key = c.doc_key;

CREATE VIEW v_repeated AS -- the same fact in several articles
SELECT fact_id, count(DISTINCT doc_key) AS n_documents, min(doc_date) AS first_date, max(doc_date) AS last_date,
	min(subject_norm) AS subject, min(indicator_norm) AS indicator, min(value_dec) AS value_dec, min(unit_text) AS unit
FROM claims WHERE fact_id IS NOT NULL GROUP BY fact_id HAVING count(DISTINCT doc_key) > 1;

CREATE VIEW v_conflicts AS -- one series, one period, meant as fact, and different values
SELECT series_id, time_start, time_end, min(subject_norm) AS subject, min(indicator_norm) AS indicator,
	min(unit_code) AS unit_code, count(DISTINCT value_dec) AS n_values, group_concat(DISTINCT value_dec) AS given_values,
	count(DISTINCT doc_key) AS n_documents
FROM claims WHERE series_id IS NOT NULL AND modality = 'fact' AND polarity = 'pos' AND value_dec IS NOT NULL
	AND time_end IS NOT NULL AND subject_norm IS NOT NULL AND indicator_norm IS NOT NULL
GROUP BY series_id, time_start, time_end HAVING count(DISTINCT value_dec) > 1;

CREATE VIEW v_participants AS
SELECT c.claim_id, c.doc_key, json_extract(j.value, '$.role') AS role, json_extract(j.value, '$.text') AS text
FROM claims c, json_each(c.participants) j;

CREATE VIEW v_members AS -- enumerated members of counted lists
SELECT c.claim_id, c.doc_key, j.key AS n, j.value AS text FROM claims c, json_each(c.members) j;

CREATE VIEW v_flags AS
SELECT c.claim_id, c.doc_key, j.value AS flag FROM claims c, json_each(c.flags) j;

CREATE VIEW v_daily AS -- articles and claims by day of publication
SELECT d.doc_date, count(DISTINCT d.doc_key) AS n_documents, count(c.claim_key) AS n_claims,
	sum(c.kind = 'quantity') AS n_quantities, sum(c.kind = 'change') AS n_changes, sum(c.kind = 'event') AS n_events,
	sum(c.kind = 'statement') AS n_statements
FROM documents d LEFT JOIN claims c USING (doc_key) GROUP BY d.doc_date;

CREATE VIEW v_errors AS
SELECT d.doc_path, d.doc_record, e.stage, e.code, e.start_byte, e.end_byte, e.message
FROM errors e JOIN documents d USING (doc_key);

CREATE INDEX IF NOT EXISTS documents_id ON documents (doc_id);
CREATE INDEX IF NOT EXISTS documents_date ON documents (doc_date);
CREATE INDEX IF NOT EXISTS claims_id ON claims (claim_id);
CREATE INDEX IF NOT EXISTS claims_fact ON claims (fact_id);
CREATE INDEX IF NOT EXISTS claims_series ON claims (series_id, time_end) WHERE series_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_parent ON claims (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_indicator ON claims (indicator_norm) WHERE indicator_norm IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_subject ON claims (subject_norm) WHERE subject_norm IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_speaker ON claims (speaker_text) WHERE speaker_text IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_place_code ON claims (place_code) WHERE place_code IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_kind ON claims (kind, measure);
