/* How a function says that it failed, and the one error type.
 *
 * Two kinds of trouble, two ways out:
 *   the program cannot go on (rules, options, I/O)  -> enum status + struct err, up to main.c
 *   one article is bad                              -> doc_add_error() in doc.h; the run goes on */
#ifndef ZHC_STATUS_H
#define ZHC_STATUS_H

#include <stdarg.h>

enum status {
	OK = 0,
	END,	     /* nothing more to read; not a failure */
	ERR_USAGE,   /* exit 64 */
	ERR_RULES,   /* exit 65: rules or data bad */
	ERR_NOINPUT, /* exit 66 */
	ERR_IO,	     /* exit 74 */
	ERR_AGAIN,   /* exit 75: try again */
	ERR_PIPE,    /* reader of our output went away: a quiet end, exit 0 */
	ERR_LIMIT,   /* a limit of ours was reached (article level) */
	ERR_INPUT    /* the bytes are not what they claim to be (article level) */
};

/* The message says code, place and noun: "rules/claims/say.rules:41: rule has no \"no\" line". */
struct err {
	enum status status;
	char text[480]; /* NUL-terminated, UTF-8, no newline */
};

/* Set e and give back s, so that a failing function can `return err_set(...)`. A longer text is
 * cut. */
enum status err_set(struct err *e, enum status s, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The exit status of CLAIMS.md for s. */
int status_exit(enum status s);

/* Leave the calling function with the status when it is not OK. The only macro with control flow.
 */
#define TRY(call)                                                                                  \
	do {                                                                                       \
		enum status try_status_ = (call);                                                  \
		if (try_status_ != OK) return try_status_;                                         \
	} while (0)

#endif
