/* The small parsers that work on text: HTML, quotes, references, words, parameters, addresses.
 */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/charset.h"
#include "parse/date.h"
#include "parse/filename.h"
#include "parse/flowed.h"
#include "parse/html.h"
#include "parse/parameter.h"
#include "parse/quote.h"
#include "parse/reference.h"
#include "parse/word.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_valid(char *text)
{
	if (text != NULL && !g_utf8_validate(text, -1, NULL))
		g_error("not UTF-8");
	g_free(text);
}

static void
run_text(const char *text)
{
	char *visible, *quoted, *signature;
	g_autofree char *stripped = g_strstrip(g_strdup(text));

	check_valid(html_to_text(text));
	check_valid(flowed_unwrap(text, true));
	check_valid(filename_clean(text));
	quote_split(text, &visible, &quoted, &signature);
	if (stripped[0] != '\0' && visible[0] == '\0')
		g_error("a reply is lost");
	check_valid(visible);
	check_valid(quoted);
	check_valid(signature);
}

static void
run_field(const char *bytes)
{
	g_autoptr(Evidence) evidence = evidence_new();
	g_autoptr(Parameter) parameter = parameter_new(bytes);

	check_valid(word_decode(bytes, NULL));
	check_valid(parameter_get(parameter, "name"));
	check_valid(date_parse(bytes));
	(void)address_parse(bytes, evidence->from);
	(void)reference_add_ids(bytes, evidence->references);
	(void)reference_find_in_address(evidence, bytes);
	(void)reference_find_in_message_id(evidence, bytes);
	reference_find_in_subject(evidence, bytes);
	reference_find_in_loop(evidence, bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *bytes = g_strndup((const char *)data, size);
	g_autofree char *text = charset_decode((const char *)data, size, NULL, NULL);

	run_text(text);
	run_field(bytes);
	return 0;
}
