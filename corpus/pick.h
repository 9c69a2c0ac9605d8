/* Which reader an input is for; and a record of an input once more. */
#ifndef ZHC_PICK_H
#define ZHC_PICK_H

#include "corpus/reader.h"
#include "corpus/source.h"

/* The reader named by --reader, or the one whose probe likes the name and the first bytes best.
 * NULL: nothing reads it (a picture, a program, a database …), e says what it is. */
const struct reader *reader_pick(const struct env *env, struct source *in, struct err *e);

/* Read path again up to the document with this record number (-1: the only one) and give it in d
 * (reset first). END when there is no such record; else what source_open and the reader say. */
enum status reader_seek_record(const struct env *env, const char *path, int64_t record,
			       struct doc *d, struct err *e);

#endif
