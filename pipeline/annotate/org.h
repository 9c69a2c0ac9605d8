/* What the finders of bodies (org.c) and of firms (firm.c) both ask about a token. */
#ifndef ZHC_ORG_H
#define ZHC_ORG_H

#include "pipeline/annotate/entity.h"

#define ORG_TOKENS 12 /* of a name */
#define ORG_UNITS  34 /* and its length */

/* A noun that ends names of bodies, or a known one. */
static inline bool org_is_end(const struct token *t)
{
	return t->annot < 0 && (t->cls & (CLASS_ORG_END | CLASS_ORG_WEAK) || t->pos == POS_ORG);
}

/* Trades (energy, electronics) end names only behind a proper name: both classes of ends mark them.
 */
static inline bool org_is_trade(const struct token *t)
{
	return (t->cls & CLASS_ORG_END) && (t->cls & CLASS_ORG_WEAK) && t->pos != POS_ORG;
}

/* A word that parts names. */
static inline bool org_is_cut(const struct token *t)
{
	return t->cls & CLASS_BREAK && !(t->cls & CLASS_ORG_IN);
}

/* First token, not before low, of the "(words)" that close at token i; i when there are none. */
size_t org_bracket_start(const struct name_sentence *s, size_t i, size_t low);

#endif
