/* What works on one header field: words, parameters, dates, addresses, references, tokens. */
#include "config.h"

#include <glib.h>
#include <stdint.h>

#include "fuzz.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/date.h"
#include "parse/parameter.h"
#include "parse/reference.h"
#include "parse/word.h"

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
	g_autofree char *bytes = g_strndup((const char *)data, size);
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
	return 0;
}
