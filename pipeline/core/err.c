/* Errors of the process and their exit statuses. */
#include "pipeline/core/status.h"

#include <stdarg.h>
#include <stdio.h>

enum status err_set(struct err *e, enum status s, const char *fmt, ...)
{
	va_list ap;

	if (!e) return s;
	e->status = s;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
	for (char *p = e->text; *p; p++)
		if (*p == '\n' || *p == '\r') *p = ' ';
	return s;
}

int status_exit(enum status s)
{
	switch (s) {
	case OK:
	case END:
	case ERR_PIPE:
		return 0;
	case ERR_LIMIT:
	case ERR_INPUT:
		return 1;
	case ERR_USAGE:
		return 64;
	case ERR_RULES:
		return 65;
	case ERR_NOINPUT:
		return 66;
	case ERR_IO:
		return 74;
	case ERR_AGAIN:
		return 75;
	}
	return 70;
}
