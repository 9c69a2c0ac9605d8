/* Names of parts of speech and of classes of words, as they stand in the lexicon's files. See
 * segment.h. */
#include "pipeline/annotate/segment.h"

static const char *const pos_names[] = {
#define X(id, name) [POS_##id] = name,
	SEGMENT_POS(X)
#undef X
};

static const char *const class_names[] = {
#define X(id, name) [CLASS_BIT_##id] = name,
	SEGMENT_CLASSES(X)
#undef X
};

const char *segment_pos_name(int pos)
{
	return pos >= 0 && pos < POS_N ? pos_names[pos] : NULL;
}

int segment_pos_parse(struct slice name)
{
	for (int i = 0; i < POS_N; i++)
		if (slice_is(name, pos_names[i])) return i;
	return -1;
}

uint16_t segment_class_parse(struct slice name)
{
	for (int i = 0; i < CLASS_BIT_N; i++)
		if (slice_is(name, class_names[i])) return (uint16_t)(1u << i);
	return 0;
}
