/* Reports of provers. See core/prove.h. */
#include "pipeline/core/prove.h"

#include <stdarg.h>
#include <stdio.h>

void prove_fail(struct prove_report *r, struct slice file, unsigned line, const char *fmt, ...)
{
	char tmp[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(tmp, sizeof tmp, fmt, ap);
	va_end(ap);
	r->n_failed++;
	buf_printf(&r->text, "%.*s:%u: %s\n", (int)file.len, file.p, line, tmp);
}
