#include "config.h"
#include "parse/cms_signed.h"

#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "parse/header.h"
#include "parse/mime.h"
#include "parse/parameter.h"
#include "parse/smime.h"

static bool
is_signature(const struct mime_part *part)
{
	static const char *const types[] = {
	    "application/pkcs7-signature", "application/x-pkcs7-signature", NULL};

	return g_strv_contains(types, part->type) ||
	       (part->name != NULL && g_ascii_strcasecmp(part->name, "smime.p7s") == 0);
}

/* The last part of the outermost multipart (RFC 1847 §2.1: the second of two). */
static const struct mime_part *
last_child(const struct mime_tree *tree)
{
	for (guint i = tree->parts->len; i > 1; i--) {
		const struct mime_part *part = tree->parts->pdata[i - 1];

		if (part->parent == 0)
			return part;
	}
	return NULL;
}

/* RFC 2046 §5.1.1: "--" boundary, blanks, line end. Returns where the next line begins, NULL
 * for any other line. */
static const char *
skip_delimiter(const char *line, const char *end, const char *boundary)
{
	size_t size = strlen(boundary);

	if ((size_t)(end - line) < size + 2 || memcmp(line, "--", 2) != 0 ||
	    memcmp(line + 2, boundary, size) != 0)
		return NULL;
	const char *at = line + 2 + size;
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	if (end - at >= 2 && memcmp(at, "--", 2) == 0)
		at += 2; /* the closing one */
	while (at < end && strchr(" \t\r", *at) != NULL && *at != '\0')
		at++;
	if (newline != NULL)
		return at == newline ? newline + 1 : NULL;
	return at == end ? end : NULL;
}

/* From behind the first delimiter to the line end before the second. */
static bool
find_content(
    const char *body, const char *end, const char *boundary, struct cms_signed *ret_signed)
{
	const char *begin = NULL;

	for (const char *line = body; line < end;) {
		const char *next = skip_delimiter(line, end, boundary);
		const char *newline = memchr(line, '\n', (size_t)(end - line));

		if (next != NULL && begin != NULL) {
			const char *stop = line;

			stop -= stop > begin && stop[-1] == '\n';
			stop -= stop > begin && stop[-1] == '\r';
			ret_signed->content = begin;
			ret_signed->content_size = (size_t)(stop - begin);
			return true;
		}
		if (next != NULL)
			begin = next;
		line = newline != NULL ? newline + 1 : end;
	}
	return false;
}

static enum cms_kind
find_detached(const struct header *header, const struct mime_tree *tree, const char *bytes,
    size_t size_bytes, struct cms_signed *ret_signed)
{
	const struct mime_part *part = last_child(tree);
	g_autofree char *field = header_raw(header, "Content-Type", 0);
	g_autoptr(Parameter) type = parameter_new(field);
	g_autofree char *boundary = parameter_get(type, "boundary");
	bool is_cut = false;

	if (part == NULL || boundary == NULL || boundary[0] == '\0')
		return CMS_NOT_SIGNED;
	if (strcmp(part->type, "application/pgp-signature") == 0)
		return CMS_PGP;
	if (!is_signature(part) || !find_content(bytes + header_body_offset(header),
				       bytes + size_bytes, boundary, ret_signed))
		return CMS_NOT_SIGNED;
	/* One byte more, so that a larger one is known as such. */
	ret_signed->signature = mime_decode_all(
	    bytes, part, LIMIT_CMS_BYTES + 1, &ret_signed->signature_size, &is_cut);
	return CMS_DETACHED;
}

static void
count(const char *piece, size_t size, void *context)
{
	(void)piece;
	*(size_t *)context += size;
}

/* Without a message inside it is encrypted, or only carries certificates. */
static enum cms_kind
find_block(const struct mime_part *part, const char *bytes, struct cms_signed *ret_signed)
{
	bool is_cut = false;

	ret_signed->signature =
	    mime_decode_all(bytes, part, LIMIT_RAW_BYTES, &ret_signed->signature_size, &is_cut);
	mime_decode(ret_signed->signature, ret_signed->signature_size, "cms", count,
	    &ret_signed->inside_size);
	return ret_signed->inside_size > 0 ? CMS_BLOCK : CMS_NOT_SIGNED;
}

enum cms_kind
cms_find_signed(const struct header *header, const struct mime_tree *tree, const char *bytes,
    size_t size_bytes, struct cms_signed *ret_signed)
{
	const struct mime_part *top = tree->parts->pdata[0];

	if (top->is_multipart && strcmp(top->type, "multipart/signed") == 0)
		return find_detached(header, tree, bytes, size_bytes, ret_signed);
	if (smime_is_block(top))
		return find_block(top, bytes, ret_signed);
	return CMS_NOT_SIGNED;
}

GString *
cms_canonical(const char *bytes, size_t size_bytes)
{
	GString *out = g_string_sized_new(size_bytes + size_bytes / 32);

	for (size_t at = 0; at < size_bytes;) {
		const char *newline = memchr(bytes + at, '\n', size_bytes - at);
		size_t end = newline != NULL ? (size_t)(newline - bytes) : size_bytes;

		g_string_append_len(out, bytes + at, (gssize)(end - at));
		if (newline != NULL && (end == at || bytes[end - 1] != '\r'))
			g_string_append_c(out, '\r');
		if (newline != NULL)
			g_string_append_c(out, '\n');
		at = end + (newline != NULL);
	}
	return out;
}
