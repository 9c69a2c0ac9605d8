/* Values in a row that belong one by one to names or figures in a row. */
#ifndef ZHC_ALIGN_H
#define ZHC_ALIGN_H

#include "pipeline/extract/mention.h"

/* "A and B rose 5 % and 6 % respectively": sets part[PART_IND] or part[PART_SUBJ], resp_index and
 * resp_count of the mentions behind such a word; unequal numbers are left alone. */
void align_respectively(struct mentions *ms, const struct view *v);

/* "In 2022, 2023 and 2024 profits were A, B and C": of as many times in a list as there are values,
 * the one of m; else annot, the time found for it (-1 none). */
int32_t align_time(const struct view *v, int32_t annot, const struct mention *m);

/* Rates in a list without that word, behind as many names or figures: sets resp_index and
 * resp_count, and of names what the first sets too. */
void align_lists(struct mentions *ms, const struct view *v);

/* "Grew 5 %, 6 % and 7 %": sets the facets and rule of the later ones, which no rule calls a
 * change. / */
void align_rates(struct mentions *ms, const struct view *v);

/* "0.7, 1.4 points higher", "above the country's 0.4, the province's 0.1 points": sets beside of
 * the later ones, their facets and, where a name stands between, their base. */
void align_points(struct mentions *ms, const struct view *v);

#endif
