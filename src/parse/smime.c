#include "config.h"
#include "parse/smime.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "parse/mime.h"

bool
smime_is_block(const struct mime_part *part)
{
	static const char *const types[] = {
	    "application/pkcs7-mime", "application/x-pkcs7-mime", NULL};

	return !part->is_multipart && g_strv_contains(types, part->type);
}

/* Outlook and gateways send a block without its type, but with its name. */
static bool
may_hold_parts(const struct mime_part *part)
{
	bool is_named = part->name != NULL && g_ascii_strcasecmp(part->name, "smime.p7m") == 0;

	if (strcmp(part->type, "application/octet-stream") == 0)
		return !part->is_multipart && is_named;
	return smime_is_block(part) && (part->name == NULL || is_named);
}

/* The header of a part comes first; a document has none. */
static bool
is_entity(const char *content)
{
	return g_ascii_strncasecmp(content, "content-", 8) == 0 ||
	       g_ascii_strncasecmp(content, "mime-version", 12) == 0;
}

static void
gather(const char *piece, size_t size, void *context)
{
	g_string_append_len(context, piece, (gssize)size);
}

/* The message in the block; "" when there is none. */
static GString *
open_block(const struct mime_part *part, const char *bytes)
{
	GString *content = g_string_new(NULL);
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *block = mime_decode_all(bytes, part, LIMIT_RAW_BYTES, &size, &is_cut);

	mime_decode(block, size, "cms", gather, content);
	return content;
}

void
smime_unwrap(struct mime_tree *tree, const char *bytes)
{
	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];

		if (!may_hold_parts(part))
			continue;
		GString *content = open_block(part, bytes);
		size_t size = content->len;
		char *entity = g_string_free(content, FALSE);
		if (is_entity(entity))
			(void)mime_tree_unwrap(tree, i, entity, size, 0, "cms");
		else
			g_free(entity);
	}
}
