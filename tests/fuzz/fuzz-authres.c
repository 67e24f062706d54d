/* A field Authentication-Results: what comes out may travel in evidence, within its bounds. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "fuzz.h"
#include "mail/evidence_auth.h"
#include "parse/authres.h"

static void
check_line(const char *text, size_t limit)
{
	if (!g_utf8_validate(text, -1, NULL) || !text_is_line_safe(text) ||
	    strlen(text) > limit)
		fuzz_fail("no line of %zu bytes: %s", limit, text);
}

static void
check_result(const struct evidence_result *result)
{
	check_line(result->method, LIMIT_NAME_BYTES);
	check_line(result->result, LIMIT_NAME_BYTES);
	check_line(result->reason, 512);
	if (result->method[0] == '\0' || result->result[0] == '\0' ||
	    result->properties->len > LIMIT_AUTHRES_PROPERTIES)
		fuzz_fail("a result that is none");
	for (guint i = 0; i < result->properties->len; i++) {
		const struct evidence_property *property = result->properties->pdata[i];

		check_line(property->name, LIMIT_NAME_BYTES);
		check_line(property->value, 512);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *field = g_strndup((const char *)data, size);
	struct evidence_authentication *authentication = authres_parse(field);

	check_line(authentication->authserv_id, LIMIT_NAME_BYTES);
	if (authentication->results->len > LIMIT_AUTHRES_RESULTS)
		fuzz_fail("%u results", authentication->results->len);
	for (guint i = 0; i < authentication->results->len; i++)
		check_result(authentication->results->pdata[i]);
	evidence_authentication_free(authentication);
	return 0;
}
