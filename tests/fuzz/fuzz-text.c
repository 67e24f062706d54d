/* What works on the decoded text of a mail: HTML, quotes, flowed lines, file names. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "fuzz.h"
#include "parse/charset.h"
#include "parse/filename.h"
#include "parse/flowed.h"
#include "parse/html.h"
#include "parse/quote.h"

static void
check_valid(char *text)
{
	if (text != NULL && !g_utf8_validate(text, -1, NULL))
		fuzz_fail("not UTF-8");
	g_free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = charset_decode((const char *)data, size, NULL, NULL);
	g_autofree char *stripped = g_strstrip(g_strdup(text));
	char *visible, *quoted, *signature;

	check_valid(html_to_text(text, NULL));
	check_valid(flowed_unwrap(text, true));
	check_valid(filename_clean(text));
	quote_split(text, NULL, NULL, &visible, &quoted, &signature);
	if (stripped[0] != '\0' && visible[0] == '\0')
		fuzz_fail("a reply is lost");
	check_valid(visible);
	check_valid(quoted);
	check_valid(signature);
	return 0;
}
