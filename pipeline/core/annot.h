/* Annotations: what annotate finds in a text and extract reads. They hang on a document (doc.h),
 * which owns them; names of the enums as records have them are in doc.c. Positions are UTF-16
 * offsets into the document's text. */
#ifndef ZHC_ANNOT_H
#define ZHC_ANNOT_H

#include "pipeline/core/buf.h"

/* ORDER ANNOT: names in doc.c */
enum annot_type {
	A_NAME,	   /* name that only the document makes known; stands for what it holds */
	A_NUMBER,  /* plain number, also ratio (form FORM_RATIO) */
	A_ORDINAL, /* 第三, 第五次: names, does not count */
	A_PERCENT, /* %, ‰, 成, 百分之; percentage points are A_QUANTITY with unit ucum:%{pp} */
	A_QUANTITY, /* number with a unit or classifier */
	A_MONEY,
	A_DURATION, /* 3年, 15分钟, 79岁 */
	A_TIME,	    /* date, period, 今年, 同期 */
	A_PLACE,
	A_ORG,
	A_PERSON,
	A_TITLE, /* 总经理, 副主任 */
	A_WORK,	 /* 《…》 */
	A_VETO,	 /* fixed word with a numeral in it, code, identifier: not a number */
	A_N
};

/* CLAIMS.md value_op. ORDER OP */
enum value_op {
	OP_NULL,
	OP_EQ,
	OP_APPROX,
	OP_NEAR_BELOW,
	OP_NEAR_ABOVE,
	OP_GT,
	OP_GE,
	OP_LT,
	OP_LE,
	OP_RANGE,
	OP_N
};

/* Shape of a number beyond its digits. ORDER FORM */
enum num_form {
	FORM_PLAIN,
	FORM_FRACTION, /* 三分之二, 一半: value_dec where exact */
	FORM_RATIO,    /* 1.8∶1, 3比1: value_dec is the quotient where exact */
	FORM_TIMES,    /* N倍, 翻番 */
	FORM_VAGUE,    /* 数百, 几十: low/high only */
	FORM_RANK,     /* 第一 as a rank, 首位 */
	FORM_N
};

/* What the unit measures; from the unit table. ORDER DIM */
enum dimension {
	DIM_NONE,
	DIM_COUNT, /* classifiers, 人, 户, 次 */
	DIM_MONEY,
	DIM_LENGTH,
	DIM_AREA,
	DIM_VOLUME,
	DIM_MASS,
	DIM_TIME,
	DIM_SPEED,
	DIM_ENERGY, /* energy and power */
	DIM_TEMPERATURE,
	DIM_DATA,
	DIM_SHARE,  /* %, ‰, 成 */
	DIM_POINTS, /* 百分点, 基点 */
	DIM_TIMES,  /* 倍, 番 */
	DIM_INDEX,  /* 点 of an index */
	DIM_OTHER,  /* compound units, concentration … */
	DIM_N
};

/* CLAIMS.md time_type, time_grain, time_how. ORDER TIME */
enum time_type {
	TIME_NULL,
	TIME_INSTANT,
	TIME_PERIOD,
	TIME_OPEN_START,
	TIME_OPEN_END,
	TIME_DEADLINE,
	TIME_TYPE_N
};
enum time_grain {
	GRAIN_NULL,
	GRAIN_YEAR,
	GRAIN_HALF,
	GRAIN_QUARTER,
	GRAIN_MONTH,
	GRAIN_XUN,
	GRAIN_WEEK,
	GRAIN_DAY,
	GRAIN_MULTI,
	GRAIN_N
};
enum time_how {
	HOW_NULL,
	HOW_EXPLICIT,
	HOW_YEAR_FROM_DOC,
	HOW_RELATIVE_DOC,
	HOW_RELATIVE_TEXT,
	HOW_HEADING,
	HOW_PREVIOUS,
	HOW_N
};

#define DAY_NONE INT32_MIN /* unknown or open */
struct timespan {
	int32_t start, end; /* days since 1970-01-01, proleptic Gregorian, both inclusive; DAY_NONE
			       = open */
	uint8_t type, grain, how;
};

/* An annotation. off,len: from the number's first digit to the end of its unit, without 约/超/以上;
 * for a name, the name. The parts lie inside or beside it; len 0 = absent. */
struct annot {
	uint8_t type;  /* enum annot_type */
	uint8_t op;    /* enum value_op */
	uint8_t form;  /* enum num_form */
	uint8_t dim;   /* enum dimension */
	uint8_t flags; /* ANNOT_* */
	uint32_t off, len;
	uint32_t ref; /* index+1 of the annotation an alias or anaphor stands for; 0 = none */
	uint32_t num_off, num_len;   /* number with its 万/亿, without unit and 余/多 */
	uint32_t unit_off, unit_len; /* unit without 万/亿 */
	uint32_t op_off, op_len;     /* the (first) word that set op */
	struct timespan time;	     /* A_TIME; for A_DURATION zero */
	struct slice value_dec;	     /* exact decimal, 万/亿 multiplied out; absent for a range */
	struct slice low_dec, high_dec;
	struct slice step_dec;	/* place value of the last written digit */
	struct slice unit_code; /* ucum:… iso4217:… zh:… */
	struct slice code;	/* gbt2260:330421 for a place, when it is certain */
	struct slice norm;	/* canonical name (UTF-8), antecedent of an alias or anaphor */
	struct slice rule_id;	/* rule or lexicon that made it */
};
/* Flags of an annotation. */
#define ANNOT_ALIAS	   1u	/* defined by 以下简称 or known short form */
#define ANNOT_ANAPHOR	   2u	/* 全市, 该公司 */
#define ANNOT_ARTICLE	   4u	/* 一 as an article (一个, 一批, 一项): no claim */
#define ANNOT_HEADING_UNIT 8u	/* unit reached it from a table head or (单位:亿元) */
#define ANNOT_SHARED_POWER 16u	/* power of ten said with the last of its list: 7.2和8.3亿元 */
#define ANNOT_UNIT_GUESS   32u	/* ¥, 元 by context */
#define ANNOT_DOUBLING	   64u	/* counts doublings: 翻两番 */
#define ANNOT_SET	   128u /* a set of times (every year): extract reads its words */

#endif
