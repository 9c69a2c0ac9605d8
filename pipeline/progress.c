/* Progress on standard error. See progress.h. */
#include "pipeline/core/clock.h"
#include "pipeline/progress.h"

#include "corpus/walk.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MB 1e6

void progress_begin(struct progress *p, const struct options *o, uint64_t total)
{
	*p = (struct progress){ .total = total };
	p->live = !o->quiet && (strcmp(o->progress, "on") == 0 ||
				(strcmp(o->progress, "auto") == 0 && isatty(STDERR_FILENO)));
	p->summary = !o->quiet;
	p->start_ns = p->shown_ns = clock_now_ns();
}

static void draw(struct progress *p, uint64_t raw, double seconds)
{
	fprintf(stderr, "\r%llu documents, %.1f MB/s", (unsigned long long)p->docs,
		(double)p->bytes / MB / (seconds > 0 ? seconds : 1));
	if (p->total && raw > 0 && raw <= p->total) {
		double left = seconds * (double)(p->total - raw) / (double)raw;
		fprintf(stderr, ", %d%%, %d:%02d left", (int)(raw * 100 / p->total), (int)left / 60,
			(int)left % 60);
	}
	fputs("\033[K", stderr);
	fflush(stderr);
}

void progress_add(struct progress *p, const struct doc *d, uint64_t raw)
{
	p->docs++;
	p->claims += d->n_claims;
	p->bytes += d->n_bytes;
	p->bad += d->n_errors > 0;
	if (!p->live) return;
	uint64_t now = clock_now_ns();
	if (now - p->shown_ns < 200000000u) return;
	p->shown_ns = now;
	draw(p, raw, (double)(now - p->start_ns) / 1e9);
}

void progress_end(struct progress *p)
{
	double seconds = (double)(clock_now_ns() - p->start_ns) / 1e9;

	if (p->live) fputs("\r\033[K", stderr);
	if (!p->summary) return;
	if (p->skipped)
		fprintf(stderr,
			"zhclaims: %llu records without an article and hidden files passed over\n",
			(unsigned long long)p->skipped);
	fprintf(stderr,
		"zhclaims: %llu document%s (%llu with errors), %llu claim%s, %.1f MB, %.2f s, %.1f "
		"MB/s\n",
		(unsigned long long)p->docs, p->docs == 1 ? "" : "s", (unsigned long long)p->bad,
		(unsigned long long)p->claims, p->claims == 1 ? "" : "s", (double)p->bytes / MB,
		seconds, (double)p->bytes / MB / (seconds > 0 ? seconds : 1));
}

uint64_t progress_total(const struct options *o)
{
	struct walk *w = walk_open(o->args, o->n_args);
	struct err e;
	const char *path;
	struct stat sb;
	uint64_t total = 0;
	enum status st;

	while ((st = walk_next(w, &path, &e)) != END) {
		if (st != OK) continue;
		if (stat(path, &sb) != 0 || !S_ISREG(sb.st_mode)) {
			total = 0;
			break;
		}
		total += (uint64_t)sb.st_size;
	}
	walk_close(w);
	return total;
}
