/* Frames. See frame.h. */
#include "pipeline/extract/frame.h"

void frame_begin(struct frame *f)
{
	*f = (struct frame){ .para_time = -1, .last_time = -1, .head_time = -1, .place = -1, .block = UINT32_MAX };
}

void frame_enter(struct frame *f, const struct doc *d, uint32_t block)
{
	if (f->block == block) return;
	f->block = block;
	f->para_time = f->last_time = -1;
	f->indicator = (struct stretch){ 0, 0 };
	if (block < d->n_blocks && d->blocks[block].type == BLOCK_HEADING) f->head_time = -1;
}
