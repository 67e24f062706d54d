#include "config.h"
#include "parse/mime_unpack.h"

#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "parse/applefile.h"
#include "parse/charset.h"
#include "parse/mime.h"
#include "parse/rtf.h"
#include "parse/tnef.h"

static struct mime_part *
part_at(const struct mime_tree *tree, guint index)
{
	return tree->parts->pdata[index];
}

/* Bytes offset … offset + length of wrap. */
static struct mime_part *
piece_new(const struct mime_wrap *wrap, size_t offset, size_t length, const char *type)
{
	struct mime_part *piece = g_new0(struct mime_part, 1);

	piece->type = g_strdup(type);
	piece->disposition = g_strdup("");
	piece->content_id = g_strdup("");
	piece->location = g_strdup("");
	piece->report_type = g_strdup("");
	piece->method = g_strdup("");
	piece->has_type = true;
	piece->encoding = MIME_BINARY;
	piece->wrap = wrap;
	piece->offset = offset;
	piece->length = length;
	return piece;
}

static void
set_text(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

/* A body is shown when the mail has no text of its own. */
static bool
add_body(struct mime_tree *tree, guint index, const struct mime_wrap *wrap,
    struct tnef_range range, const char *type, const char *charset)
{
	if (range.length == 0)
		return false;
	struct mime_part *piece = piece_new(wrap, range.offset, range.length, type);
	piece->is_spare = true;
	piece->charset = charset[0] != '\0' ? g_strdup(charset) : NULL;
	return mime_tree_insert(tree, index, piece);
}

/* The best form of the body that there is: HTML, what Rich Text holds, plain text. */
static bool
add_tnef_body(
    struct mime_tree *tree, guint index, const struct mime_wrap *wrap, const struct tnef *tnef)
{
	size_t size = 0;
	bool is_html = false;

	if (tnef->text.length > 0)
		return add_body(tree, index, wrap, tnef->text, "text/plain", tnef->charset);
	if (tnef->html.length > 0)
		return add_body(tree, index, wrap, tnef->html, "text/html", tnef->html_charset);
	if (tnef->rtf.length == 0)
		return false;
	g_autofree char *rtf = rtf_decompress(
	    wrap->content + tnef->rtf.offset, tnef->rtf.length, 4 * LIMIT_TEXT_BYTES, &size);
	if (rtf == NULL)
		return false;
	char *text = rtf_to_text(rtf, size, &is_html);
	struct tnef_range all = {0, strlen(text)};
	const struct mime_wrap *held = mime_tree_hold(tree, text, all.length);
	return add_body(tree, index, held, all, is_html ? "text/html" : "text/plain", "utf-8");
}

/* An attached message is a file like the one it stands in, and is looked into in its turn. */
static struct mime_part *
member_new(const struct mime_wrap *wrap, const struct tnef_member *member)
{
	bool has_type = strchr(member->type, '/') != NULL;
	const char *type = member->is_message ? "application/ms-tnef"
			   : has_type         ? member->type
					      : "application/octet-stream";
	struct mime_part *piece =
	    piece_new(wrap, member->data.offset, member->data.length, type);

	piece->name = member->name[0] != '\0' ? g_strdup(member->name) : NULL;
	set_text(&piece->content_id, member->content_id);
	set_text(&piece->disposition, member->content_id[0] != '\0' ? "" : "attachment");
	return piece;
}

static void
unpack_tnef(struct mime_tree *tree, guint index, const char *bytes)
{
	const struct mime_wrap *wrap = mime_tree_open(tree, index, bytes);
	g_autoptr(Tnef) tnef = wrap != NULL ? tnef_read(wrap->content, wrap->size) : NULL;
	guint last = index;

	if (tnef == NULL)
		return;
	bool is_whole = !tnef->is_cut;
	last += add_tnef_body(tree, last, wrap, tnef);
	for (guint i = 0; i < tnef->members->len; i++) {
		if (mime_tree_insert(tree, last, member_new(wrap, tnef->members->pdata[i])))
			last++;
		else
			is_whole = false;
	}
	part_at(tree, index)->is_hidden = is_whole;
}

static void
unpack_applefile(struct mime_tree *tree, guint index, const char *bytes)
{
	struct mime_part *part = part_at(tree, index);
	const struct mime_wrap *wrap = mime_tree_open(tree, index, bytes);
	struct applefile file;

	if (wrap == NULL || !applefile_read(wrap->content, wrap->size, &file))
		return;
	g_autofree char *bytes_name = file.name;
	if (!file.is_single) {
		/* What belongs to the file that stands beside it. */
		part->is_hidden = part->parent >= 0;
		return;
	}
	if (file.length == 0)
		return;
	struct mime_part *piece =
	    piece_new(wrap, file.offset, file.length, "application/octet-stream");
	piece->name = part->name != NULL ? g_strdup(part->name)
		      : bytes_name != NULL
			  ? charset_decode(bytes_name, strlen(bytes_name), "macintosh", NULL)
			  : NULL;
	set_text(&piece->disposition, "attachment");
	part->is_hidden = mime_tree_insert(tree, index, piece);
}

void
mime_unpack(struct mime_tree *tree, guint index, const char *bytes)
{
	static const char *const tnef_types[] = {
	    "application/ms-tnef", "application/vnd.ms-tnef", "application/x-tnef", NULL};
	const struct mime_part *part = part_at(tree, index);
	bool is_winmail =
	    part->name != NULL && g_ascii_strcasecmp(part->name, "winmail.dat") == 0;

	if (is_winmail || g_strv_contains(tnef_types, part->type))
		unpack_tnef(tree, index, bytes);
	else if (strcmp(part->type, "application/applefile") == 0)
		unpack_applefile(tree, index, bytes);
}
