#include "config.h"
#include "parse/sender.h"

#include <glib.h>
#include <stdbool.h>

#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/header.h"

/* The only address of a field; NULL when there are none or several. Caller frees. */
static char *
only_address(const struct header *header, const char *name)
{
	g_autoptr(GPtrArray) found = evidence_addresses_new();
	g_autofree char *field = header_raw(header, name, 0);

	if (field == NULL || !address_parse(field, found) || found->len != 1)
		return NULL;
	const struct evidence_address *entry = found->pdata[0];
	return entry->address[0] != '\0' ? g_strdup(entry->address) : NULL;
}

static bool
is_among(const GPtrArray *from, const char *address)
{
	for (guint i = 0; i < from->len; i++) {
		const struct evidence_address *entry = from->pdata[i];

		if (g_ascii_strcasecmp(entry->address, address) == 0)
			return true;
	}
	return false;
}

void
sender_find(struct evidence *evidence, const struct header *header)
{
	const struct evidence_address *first = evidence_first_from(evidence);
	const char *address = first != NULL ? first->address : "";
	g_autofree char *original = only_address(header, "X-Original-From");
	g_autofree char *reply_to = only_address(header, "Reply-To");

	if (original != NULL && reply_to != NULL && g_ascii_strcasecmp(original, reply_to) == 0)
		address = reply_to;
	else if (address[0] == '\0' || (evidence->from->len > 1 &&
					   is_among(evidence->from, evidence->sender_address)))
		address = evidence->sender_address;
	g_free(evidence->effective_sender);
	evidence->effective_sender = g_strdup(address);
}
