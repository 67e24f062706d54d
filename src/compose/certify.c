#include "config.h"
#include "compose/certify.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/format.h"
#include "base/limit.h"
#include "base/text.h"
#include "compose/value.h"

#define SIGNATURE "\n-- \n"

static const char *const headings[] = {
    "Documents of this message, with the SHA-256 that its receipt certifies:",
    "Documenti di questo messaggio, con l'impronta SHA-256 che la ricevuta attesta:"};

static bool
is_certified(const json_t *envelope)
{
	return json_is_true(json_object_get(envelope, "is_pec"));
}

static char *
name_documents(const json_t *documents, bool is_italian)
{
	GString *lines = g_string_new(NULL);

	g_string_append_printf(lines, "\n%s\n", headings[is_italian]);
	for (size_t i = 0; i < json_array_size(documents); i++) {
		const json_t *document = json_array_get(documents, i);
		const char *name = value_text(document, "name");
		g_autofree char *line = text_clean_line(name, strlen(name));
		const char *sha256 = value_text(document, "sha256");
		g_autofree char *digest = text_clean_line(sha256, strlen(sha256));
		g_autofree char *size = format_size(
		    json_integer_value(json_object_get(document, "size")), is_italian);

		g_string_append_printf(lines, "- %s (%s)\n  %s\n", line, size, digest);
	}
	return g_string_free(lines, FALSE);
}

char *
certify_body(const json_t *envelope, const char *body)
{
	const json_t *documents =
	    json_object_get(json_object_get(envelope, "post"), "documents");
	bool is_italian = strcmp(value_text(envelope, "language"), "en") != 0;
	const char *signature = g_strrstr(body, SIGNATURE);
	size_t above = signature != NULL ? (size_t)(signature - body) : strlen(body);

	if (!is_certified(envelope) || json_array_size(documents) == 0)
		return g_strdup(body);
	g_autofree char *lines = name_documents(documents, is_italian);
	return g_strdup_printf("%.*s%s%s", (int)above, body, lines, body + above);
}

bool
certify_check(const json_t *envelope, size_t size_bytes, GError **error)
{
	if (!is_certified(envelope))
		return true;
	if (strcmp(value_text(envelope, "envelope_from"),
		value_text(json_object_get(envelope, "from"), "address")) != 0)
		return error_set(error, ERROR_REJECT,
		    "certified mail must be sent from the address in its From");
	if (size_bytes > LIMIT_PEC_BYTES)
		return error_set(error, ERROR_REJECT,
		    "the mail has %zu bytes, certified mail may have %u", size_bytes,
		    LIMIT_PEC_BYTES);
	return true;
}
