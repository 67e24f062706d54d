/* The whole mail: any bytes give evidence that the parent accepts. */
#include "config.h"

#include <glib.h>
#include <stdint.h>

#include "fuzz.h"
#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "parse/parse.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	size_t json_size = 0;

	if (!is_ready)
		parse_init();
	is_ready = true;
	g_autoptr(Evidence) evidence = parse_mail((const char *)data, size, true);
	g_autofree char *json = evidence_to_json(evidence, &json_size);
	g_autoptr(GError) error = NULL;
	if (!evidence_check(json, json_size, size, &error))
		fuzz_fail("%s: %s", error->message, json);
	return 0;
}
