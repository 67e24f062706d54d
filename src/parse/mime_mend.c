#include "config.h"
#include "parse/mime_mend.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "parse/mime.h"
#include "parse/mime_unpack.h"
#include "parse/uuencode.h"

#define BOUNDARY_BYTES 200u
#define FOOTER_BYTES 4096u /* a list's footer is looked for in so much of the end */

static struct mime_part *
part_at(const struct mime_tree *tree, guint index)
{
	return tree->parts->pdata[index];
}

static void
set_type(struct mime_part *part, const char *type)
{
	g_free(part->type);
	part->type = g_strdup(type);
}

static size_t
line_size(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline != NULL ? (size_t)(newline - at) + 1 : (size_t)(end - at);
}

/* "Content-Type: …" and its relatives: what a part begins with. */
static bool
is_content_field(const char *line, const char *end)
{
	return end - line > 8 && g_ascii_strncasecmp(line, "content-", 8) == 0;
}

/* The first line "--boundary" before a part's header; NULL when there is none. Caller frees. */
static char *
guess_boundary(const char *content, size_t size)
{
	const char *end = content + size;

	for (const char *at = content; at < end; at += line_size(at, end)) {
		size_t line = line_size(at, end);

		if (line < 4 || line > BOUNDARY_BYTES || memcmp(at, "--", 2) != 0 ||
		    !is_content_field(at + line, end))
			continue;
		char *boundary = g_strchomp(g_strndup(at + 2, line - 2));
		if (boundary[0] != '\0' && strpbrk(boundary, "\"\\") == NULL)
			return boundary;
		g_free(boundary);
	}
	return NULL;
}

/*
 * A multipart that GMime gave as a whole. What it holds is read as if its header named the
 * boundary that is found in it; without one it is text.
 */
static void
mend_multipart(struct mime_tree *tree, guint index, const char *bytes)
{
	struct mime_part *part = part_at(tree, index);
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *content = mime_decode_all(bytes, part, part->length, &size, &is_cut);
	g_autofree char *boundary = guess_boundary(content, size);

	if (boundary != NULL) {
		GString *whole = g_string_new(NULL);

		g_string_printf(
		    whole, "Content-Type: %s; boundary=\"%s\"\n\n", part->type, boundary);
		size_t prefix = whole->len;
		g_string_append_len(whole, content, (gssize)size);
		size = whole->len;
		if (mime_tree_unwrap(
			tree, index, g_string_free(whole, FALSE), size, prefix, NULL)) {
			part->is_multipart = true;
			return;
		}
	}
	set_type(part, "text/plain");
}

/* What the transfer encoding x-uuencode means: the lines between "begin" and "end". */
static void
mend_uuencoded(struct mime_part *part, const char *bytes)
{
	const char *at = mime_part_bytes(part, bytes);
	struct uuencode_file file;

	if (!uuencode_find(at, part->length, 0, &file)) {
		part->encoding = MIME_7BIT;
		return;
	}
	part->offset += file.offset;
	part->length = file.length;
	if (part->name == NULL)
		part->name = g_strdup(file.name);
	g_free(file.name);
}

static struct mime_part *
piece_new(
    const struct mime_part *whole, const struct mime_wrap *wrap, size_t offset, size_t length)
{
	struct mime_part *piece = g_memdup2(whole, sizeof(*whole));

	piece->type = g_strdup(whole->type);
	piece->charset = g_strdup(whole->charset);
	piece->name = NULL;
	piece->disposition = g_strdup("");
	piece->content_id = g_strdup("");
	piece->location = g_strdup("");
	piece->report_type = g_strdup("");
	piece->method = g_strdup("");
	if (wrap != NULL) {
		piece->wrap = wrap;
		piece->encoding = MIME_BINARY;
	}
	piece->offset = offset;
	piece->length = length;
	return piece;
}

static struct mime_part *
file_new(const struct mime_part *text, const struct mime_wrap *wrap, size_t base,
    const struct uuencode_file *file)
{
	struct mime_part *piece = piece_new(text, wrap, base + file->offset, file->length);

	set_type(piece, "application/octet-stream");
	g_clear_pointer(&piece->charset, g_free);
	piece->name = file->name;
	g_free(piece->disposition);
	piece->disposition = g_strdup("attachment");
	piece->encoding = MIME_UUENCODE;
	return piece;
}

/* Text, file, text, file, …: each a part of its own. content is what the text decodes to. */
static void
split_files(struct mime_tree *tree, guint index, const struct mime_wrap *wrap,
    const char *content, size_t size)
{
	const struct mime_part *text = part_at(tree, index);
	size_t base = wrap != NULL ? 0 : text->offset;
	struct uuencode_file file;
	guint last = index;
	size_t at = 0, first_end = size;

	while (uuencode_find(content, size, at, &file)) {
		size_t end = file.end;

		if (last == index)
			first_end = file.begin;
		else if (file.begin > at &&
			 mime_tree_insert(
			     tree, last, piece_new(text, wrap, base + at, file.begin - at)))
			last++;
		if (!mime_tree_insert(tree, last, file_new(text, wrap, base, &file)))
			break;
		last++;
		at = end;
	}
	if (last == index)
		return;
	if (at < size)
		mime_tree_insert(tree, last, piece_new(text, wrap, base + at, size - at));
	struct mime_part *first = part_at(tree, index);
	first->length = first_end;
	if (wrap != NULL) {
		first->wrap = wrap;
		first->offset = 0;
		first->encoding = MIME_BINARY;
	}
}

static bool
is_encoded(const struct mime_part *part)
{
	return part->encoding == MIME_BASE64 || part->encoding == MIME_QUOTED_PRINTABLE;
}

static void
mend_text(struct mime_tree *tree, guint index, const char *bytes)
{
	const struct mime_part *part = part_at(tree, index);
	const struct mime_wrap *wrap = NULL;

	if (!is_encoded(part)) {
		split_files(tree, index, NULL, mime_part_bytes(part, bytes), part->length);
		return;
	}
	/* "begin" needs no escape in quoted-printable; in base64 the start tells. */
	if (part->encoding == MIME_QUOTED_PRINTABLE &&
	    memmem(mime_part_bytes(part, bytes), part->length, "begin ", 6) == NULL)
		return;
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *content = mime_decode_all(bytes, part, part->length, &size, &is_cut);
	struct uuencode_file file;
	if (!uuencode_find(content, size, 0, &file))
		return;
	g_free(file.name);
	wrap = mime_tree_open(tree, index, bytes);
	if (wrap != NULL)
		split_files(tree, index, wrap, wrap->content, wrap->size);
}

/* A line of base64, or nothing. */
static bool
is_base64_line(const char *line, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!g_ascii_isalnum(line[i]) && strchr("+/=\r\n", line[i]) == NULL)
			return false;
	return true;
}

static bool
is_blank_line(const char *line)
{
	return line[0] == '\n' || (line[0] == '\r' && line[1] == '\n');
}

/*
 * Lists add lines of text to whatever the mail is. Where the footer begins, if the end of a
 * base64 text holds one: an empty line, a rule, or "-- ", and no base64 behind it; else NULL.
 */
static const char *
find_footer(const char *content, size_t size)
{
	const char *end = content + size;
	const char *at = size > FOOTER_BYTES ? end - FOOTER_BYTES : content;
	const char *candidate = NULL;

	if (at != content)
		at += line_size(at, end);
	for (; at < end; at += line_size(at, end)) {
		size_t line = line_size(at, end);
		bool is_rule =
		    end - at > 2 && (memcmp(at, "__", 2) == 0 || memcmp(at, "--", 2) == 0);

		if (candidate == NULL && (is_rule || (at + 1 < end && is_blank_line(at))))
			candidate = at;
		if (candidate != NULL && !is_base64_line(at, line))
			return candidate;
	}
	return NULL;
}

static void
mend_footer(struct mime_tree *tree, guint index, const char *bytes)
{
	struct mime_part *part = part_at(tree, index);
	const char *content = mime_part_bytes(part, bytes);
	const char *footer = find_footer(content, part->length);

	if (footer == NULL)
		return;
	size_t length = (size_t)(footer - content);
	struct mime_part *piece =
	    piece_new(part, NULL, part->offset + length, part->length - length);
	set_type(piece, "text/plain");
	g_clear_pointer(&piece->charset, g_free);
	piece->encoding = MIME_8BIT;
	piece->is_flowed = false;
	if (mime_tree_insert(tree, index, piece))
		part->length = length;
}

/* A text, not a document that happens to be one: that stays as it is. */
static bool
is_text(const struct mime_part *part)
{
	return strcmp(part->type, "text/plain") == 0 && part->encoding != MIME_UUENCODE &&
	       part->name == NULL && strcmp(part->disposition, "attachment") != 0;
}

void
mime_mend(struct mime_tree *tree, const char *bytes)
{
	for (guint i = 0; i < tree->parts->len; i++) {
		struct mime_part *part = part_at(tree, i);

		if (part->is_multipart)
			continue;
		if (g_str_has_prefix(part->type, "multipart/"))
			mend_multipart(tree, i, bytes);
		else if (part->encoding == MIME_UUENCODE && part->name == NULL)
			mend_uuencoded(part, bytes);
		else if (part->encoding == MIME_BASE64 && part->depth == 0)
			mend_footer(tree, i, bytes);
		mime_unpack(tree, i, bytes);
		if (is_text(part))
			mend_text(tree, i, bytes);
	}
}
