/* The worker pool. See pool.h. */
#include "pipeline/core/pool.h"

#include <pthread.h>

#define SLOTS_PER_THREAD 8
#define BYTES_IN_FLIGHT	 (256u << 20) /* source bytes between reading and writing; one document may exceed it */

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
	size_t n_slots;
	pthread_mutex_t lock; /* guards all below, and slot states */
	pthread_cond_t freed;
	pthread_mutex_t reading, writing; /* one thread in produce, one in consume */
	size_t next_in, next_out;	  /* slot numbers, counted up for ever */
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

/* The next document in its slot, NULL at the end. */
static struct slot *take_next(struct pool *p)
{
	struct err e = { OK, "" };
	struct slot *s = NULL;

	pthread_mutex_lock(&p->reading);
	pthread_mutex_lock(&p->lock);
	while (!p->ended && (p->slots[p->next_in % p->n_slots].state != SLOT_FREE ||
			     (p->bytes > BYTES_IN_FLIGHT && p->next_in != p->next_out)))
		pthread_cond_wait(&p->freed, &p->lock);
	if (!p->ended) s = &p->slots[p->next_in % p->n_slots];
	pthread_mutex_unlock(&p->lock);
	if (s) {
		doc_reset(&s->doc);
		s->out.len = 0;
		enum status st = p->job->produce(p->job->ctx, &s->doc, &e);
		if (st == OK) {
			pthread_mutex_lock(&p->lock);
			s->state = SLOT_BUSY;
			s->bytes = s->doc.n_bytes;
			p->bytes += s->bytes;
			p->next_in++;
			pthread_mutex_unlock(&p->lock);
		} else {
			fail(p, st == END ? OK : st, &e);
			s = NULL;
		}
	}
	pthread_mutex_unlock(&p->reading);
	return s;
}

/* The oldest document if it is done, NULL if it is not. */
static struct slot *oldest_done(struct pool *p)
{
	struct slot *s = &p->slots[p->next_out % p->n_slots];

	pthread_mutex_lock(&p->lock);
	bool ready = s->state == SLOT_DONE && p->next_out != p->next_in && p->status == OK;
	pthread_mutex_unlock(&p->lock);
	return ready ? s : NULL;
}

static void hand_out(struct pool *p)
{
	struct err e = { OK, "" };
	struct slot *s;

	pthread_mutex_lock(&p->writing);
	while ((s = oldest_done(p))) {
		enum status st = p->job->consume(p->job->ctx, &s->doc, &s->out, &e);
		if (s->out.cap > (8u << 20)) buf_free(&s->out);
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
	struct slot *s;

	while ((s = take_next(p))) {
		p->job->work(p->job->ctx, t->number, &s->doc, &s->out);
		pthread_mutex_lock(&p->lock);
		s->state = SLOT_DONE;
		pthread_mutex_unlock(&p->lock);
		hand_out(p);
	}
	return NULL;
}

enum status pool_run(const struct pool_job *job, size_t n_threads, struct err *e)
{
	struct pool p = { .job = job, .n_slots = n_threads == 1 ? 1 : n_threads * SLOTS_PER_THREAD, .err = e };
	pthread_t *ids = mem_alloc(n_threads * sizeof *ids);
	struct thread *threads = mem_alloc(n_threads * sizeof *threads);
	size_t started = 0;

	pthread_mutex_init(&p.lock, NULL);
	pthread_mutex_init(&p.reading, NULL);
	pthread_mutex_init(&p.writing, NULL);
	pthread_cond_init(&p.freed, NULL);
	p.slots = mem_zalloc(p.n_slots * sizeof *p.slots);
	for (size_t i = 0; i < p.n_slots; i++)
		doc_init(&p.slots[i].doc);
	for (size_t i = 0; i < n_threads; i++)
		threads[i] = (struct thread){ &p, i };
	for (size_t i = 1; i < n_threads; i++, started++)
		if (pthread_create(&ids[i], NULL, run_thread, &threads[i]) != 0) break;
	run_thread(&threads[0]);
	for (size_t i = 1; i <= started; i++)
		pthread_join(ids[i], NULL);
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
	mem_free(ids);
	mem_free(threads);
	return p.status;
}
