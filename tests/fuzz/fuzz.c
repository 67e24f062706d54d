#include "config.h"
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"

const char *
__asan_default_options(void)
{
	return "max_allocation_size_mb=256:allocator_may_return_null=1";
}

/* libetpan leaks in many places when an answer is malformed: one mailbox is one process, whose
 * memory job/confine.c bounds. libconfig does for a string outside of any setting, once per
 * start. What we ourselves forget of libetpan's is seen by the unit tests, which suppress
 * nothing. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libetpan.so\nleak:strbuf_append\nleak:libconfig_yylex\n";
}

void
fuzz_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

void
fuzz_check_error(const GError *error, const char *secret)
{
	if (error == NULL)
		fuzz_fail("it failed without an error");
	if (!g_utf8_validate(error->message, -1, NULL))
		fuzz_fail("an error is not UTF-8: %s", error->message);
	if (!text_is_line_safe(error->message))
		fuzz_fail("an error is not one line: %s", error->message);
	if (secret != NULL && secret_is_told(error->message, secret))
		fuzz_fail("an error tells the secret: %s", error->message);
}
