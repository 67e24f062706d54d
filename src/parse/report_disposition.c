#include "config.h"
#include "parse/report_disposition.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "mail/evidence.h"
#include "parse/header.h"
#include "parse/mime.h"
#include "parse/reference.h"

/* disposition-field = mode ";" type [ "/" modifier ] (RFC 8098 §3.2.6); some leave the mode
 * out. The type when it is one of the registered, else "". */
static const char *
type_of(const char *field)
{
	static const char *const types[] = {
	    "displayed", "deleted", "dispatched", "processed", "denied", "failed"};
	const char *semicolon = strchr(field, ';');
	const char *at = semicolon != NULL ? semicolon + 1 : field;

	at += strspn(at, " \t");
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_str_has_prefix(at, types[i]))
			return types[i];
	return "";
}

void
report_disposition_read(
    struct evidence *evidence, const struct mime_part *part, const char *bytes)
{
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *text =
	    mime_decode_all(bytes, part, LIMIT_HEADER_BYTES, &size, &is_cut);
	g_autoptr(Header) fields = header_new(text, size);
	g_autofree char *disposition = header_lower(fields, "Disposition");
	g_autofree char *original = header_raw(fields, "Original-Message-ID", 0);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	g_free(evidence->mdn);
	evidence->mdn = g_strdup(type_of(disposition));
	if (evidence->mdn[0] == '\0')
		return;
	if (evidence->automatic != EVIDENCE_AUTOMATIC_GENERATED)
		evidence->automatic = EVIDENCE_AUTOMATIC_RESPONSE;
	if (original != NULL)
		(void)reference_add_ids(original, ids);
	if (ids->len == 0)
		return;
	g_free(evidence->mdn_original_message_id);
	evidence->mdn_original_message_id = g_strdup(ids->pdata[0]);
	reference_find_in_message_id(evidence, ids->pdata[0]);
}
