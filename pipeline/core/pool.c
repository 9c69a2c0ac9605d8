/* The worker pool. See pool.h. */
#include "pipeline/core/pool.h"

#include <pthread.h>

#ifdef ZHC_HOSTILE
#define BATCH_BYTES 64u
#define LARGE_BYTES 48u
#else
/* source bytes of documents that are worked on together: more would not stay in the cache */
#define BATCH_BYTES (128u << 10)
#define LARGE_BYTES (16u << 10) /* a document of so many is the last of its batch */
#endif
#define KEPT_BYTES (256u << 10) /* room for output that a slot keeps, the first of them more */
#define KEPT_FIRST (8u << 20)
/* source bytes between reading and writing; one document may exceed it */
#define BYTES_IN_FLIGHT (256u << 20)

enum slot_state { SLOT_FREE, SLOT_BUSY, SLOT_DONE };

struct slot {
	enum slot_state state;
	struct doc doc;
	struct buf out;
	uint64_t bytes; /* as counted in flight */
};

struct pool {
	const struct pool_job *job;
	struct slot *slots;
	struct slot **order; /* n_slots: those in use, in order of input, number i at i % n_slots */
	size_t n_slots;
	pthread_mutex_t lock; /* guards all below, and slot states */
	pthread_cond_t freed;
	pthread_mutex_t reading, writing; /* one thread in produce, one in consume */
	size_t next_in, next_out;	  /* documents, counted up for ever */
	uint64_t bytes;
	bool ended; /* nothing more to read, or a failure */
	enum status status;
	struct err *err;
};

struct thread {
	struct pool *pool;
	size_t number;
};

static void fail(struct pool *p, enum status st, const struct err *e)
{
	pthread_mutex_lock(&p->lock);
	if (p->status == OK) {
		p->status = st;
		*p->err = *e;
	}
	p->ended = true;
	pthread_cond_broadcast(&p->freed);
	pthread_mutex_unlock(&p->lock);
}

/* The first free slot: few that are large get used. NULL: none is free, or enough is in flight. */
static struct slot *free_slot(const struct pool *p)
{
	if (p->bytes > BYTES_IN_FLIGHT && p->next_in != p->next_out) return NULL;
	for (size_t i = 0; i < p->n_slots; i++)
		if (p->slots[i].state == SLOT_FREE) return &p->slots[i];
	return NULL;
}

/* A slot for the next document, NULL at the end or, unless it is waited for, when there is none
 * now. */
static struct slot *wait_slot(struct pool *p, bool wait)
{
	struct slot *s = NULL;

	pthread_mutex_lock(&p->lock);
	while (!p->ended && !(s = free_slot(p)) && wait) pthread_cond_wait(&p->freed, &p->lock);
	if (p->ended) s = NULL;
	pthread_mutex_unlock(&p->lock);
	return s;
}

/* Read the next document into s; false at the end. */
static bool fill_slot(struct pool *p, struct slot *s)
{
	struct err e = { OK, "" };

	doc_reset(&s->doc);
	s->out.len = 0;
	enum status st = p->job->produce(p->job->ctx, &s->doc, &e);
	if (st != OK) {
		fail(p, st == END ? OK : st, &e);
		return false;
	}
	pthread_mutex_lock(&p->lock);
	s->state = SLOT_BUSY;
	s->bytes = s->doc.n_bytes;
	p->bytes += s->bytes;
	p->order[p->next_in++ % p->n_slots] = s;
	pthread_mutex_unlock(&p->lock);
	return true;
}

/* The documents to be worked on next, 0 at the end. */
static size_t take_batch(struct pool *p, struct slot *batch[POOL_BATCH])
{
	uint64_t bytes = 0;
	size_t n = 0;

	pthread_mutex_lock(&p->reading);
	while (n < POOL_BATCH && bytes < BATCH_BYTES) {
		struct slot *s = wait_slot(p, n == 0);
		if (!s || !fill_slot(p, s)) break;
		batch[n++] = s;
		bytes += s->bytes;
		if (s->bytes >= LARGE_BYTES) break;
	}
	pthread_mutex_unlock(&p->reading);
	return n;
}

/* The oldest document if it is done, NULL if it is not. */
static struct slot *oldest_done(struct pool *p)
{
	struct slot *s = NULL;

	pthread_mutex_lock(&p->lock);
	if (p->next_out != p->next_in && p->status == OK) s = p->order[p->next_out % p->n_slots];
	if (s && s->state != SLOT_DONE) s = NULL;
	pthread_mutex_unlock(&p->lock);
	return s;
}

static void hand_out(struct pool *p)
{
	struct err e = { OK, "" };
	struct slot *s;

	pthread_mutex_lock(&p->writing);
	while ((s = oldest_done(p))) {
		enum status st = p->job->consume(p->job->ctx, &s->doc, &s->out, &e);
		if (s->out.cap > (s == p->slots ? KEPT_FIRST : KEPT_BYTES)) buf_free(&s->out);
		pthread_mutex_lock(&p->lock);
		s->state = SLOT_FREE;
		p->bytes -= s->bytes;
		p->next_out++;
		pthread_cond_broadcast(&p->freed);
		pthread_mutex_unlock(&p->lock);
		if (st != OK) fail(p, st, &e);
	}
	pthread_mutex_unlock(&p->writing);
}

static void *run_thread(void *arg)
{
	struct thread *t = arg;
	struct pool *p = t->pool;
	struct slot *batch[POOL_BATCH];
	struct doc *docs[POOL_BATCH];
	struct buf *outs[POOL_BATCH];

	for (size_t n; (n = take_batch(p, batch));) {
		for (size_t i = 0; i < n; i++) {
			docs[i] = &batch[i]->doc;
			outs[i] = &batch[i]->out;
		}
		p->job->work(p->job->ctx, t->number, docs, outs, n);
		pthread_mutex_lock(&p->lock);
		for (size_t i = 0; i < n; i++) batch[i]->state = SLOT_DONE;
		pthread_mutex_unlock(&p->lock);
		hand_out(p);
	}
	return NULL;
}

enum status pool_run(const struct pool_job *job, size_t n_threads, struct err *e)
{
	struct pool p = { .job = job,
			  .n_slots = (n_threads == 1 ? 1 : 2 * n_threads) * POOL_BATCH,
			  .err = e };
	pthread_t *ids = mem_alloc(n_threads * sizeof *ids);
	struct thread *threads = mem_alloc(n_threads * sizeof *threads);
	size_t started = 0;

	pthread_mutex_init(&p.lock, NULL);
	pthread_mutex_init(&p.reading, NULL);
	pthread_mutex_init(&p.writing, NULL);
	pthread_cond_init(&p.freed, NULL);
	p.slots = mem_zalloc(p.n_slots * sizeof *p.slots);
	p.order = mem_alloc(p.n_slots * sizeof *p.order);
	for (size_t i = 0; i < p.n_slots; i++) doc_init(&p.slots[i].doc);
	for (size_t i = 0; i < n_threads; i++) threads[i] = (struct thread){ &p, i };
	for (size_t i = 1; i < n_threads; i++, started++)
		if (pthread_create(&ids[i], NULL, run_thread, &threads[i]) != 0) break;
	run_thread(&threads[0]);
	for (size_t i = 1; i <= started; i++) pthread_join(ids[i], NULL);
	hand_out(&p);
	for (size_t i = 0; i < p.n_slots; i++) {
		doc_free(&p.slots[i].doc);
		buf_free(&p.slots[i].out);
	}
	pthread_mutex_destroy(&p.lock);
	pthread_mutex_destroy(&p.reading);
	pthread_mutex_destroy(&p.writing);
	pthread_cond_destroy(&p.freed);
	mem_free(p.slots);
	mem_free(p.order);
	mem_free(ids);
	mem_free(threads);
	return p.status;
}
