#include "config.h"
#include "parse/body.h"

#include <glib.h>
#include <string.h>

#include "base/decode.h"
#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/charset.h"
#include "parse/cue.h"
#include "parse/cue_match.h"
#include "parse/digest.h"
#include "parse/filename.h"
#include "parse/flowed.h"
#include "parse/html.h"
#include "parse/html_meta.h"
#include "parse/mime.h"

/* What becomes of a part. */
enum use { USE_NONE, USE_TEXT, USE_ATTACHMENT };

struct collector {
	struct evidence *evidence;
	const struct mime_tree *tree;
	const char *bytes;
	enum use *use;     /* one per part */
	guint *other_form; /* likewise: of a plain text the HTML that was left out, or 0 */
};

static const struct mime_part *
part_at(const struct collector *collector, guint index)
{
	return collector->tree->parts->pdata[index];
}

static bool
is_html(const struct mime_part *part)
{
	return strcmp(part->type, "text/html") == 0;
}

/* A text a person wrote as the mail, not a document that happens to be text. */
static bool
is_body_text(const struct mime_part *part)
{
	static const char *const types[] = {
	    "text/plain", "text/html", "text/enriched", "text/richtext", NULL};

	if (part->is_multipart || !g_strv_contains(types, part->type))
		return false;
	return strcmp(part->disposition, "attachment") != 0 && part->name == NULL;
}

/* HTML without a charset in its header may name one in itself. */
static char *
charset_of(const struct mime_part *part, const char *bytes, size_t size)
{
	bool is_declared =
	    part->charset != NULL && g_ascii_strcasecmp(part->charset, "us-ascii") != 0;
	char *named = is_html(part) && !is_declared ? html_meta_charset(bytes, size) : NULL;

	return named != NULL ? named : g_strdup(part->charset);
}

char *
body_part_text(struct evidence *evidence, const struct mime_part *part, const char *bytes,
    GArray *ret_cues)
{
	size_t size = 0;
	bool is_cut = false;
	size_t limit = is_html(part) ? LIMIT_HTML_BYTES : LIMIT_TEXT_BYTES;
	g_autofree char *decoded = mime_decode_all(bytes, part, limit, &size, &is_cut);
	g_autofree char *charset = charset_of(part, decoded, size);
	g_autofree char *text =
	    charset_decode(decoded, size, charset, &evidence->text_repaired);

	bool is_markup = is_html(part) || html_is_document(text);
	if (is_markup) {
		char *plain = html_to_text(text, ret_cues);
		g_free(text);
		text = plain;
	}
	char *clean = text_clean(text, strlen(text));
	if (part->is_flowed && !is_markup) {
		char *unwrapped = flowed_unwrap(clean, part->is_delsp);
		g_free(clean);
		clean = unwrapped;
	}
	if (is_cut || strlen(clean) > LIMIT_TEXT_BYTES) {
		text_truncate(clean, LIMIT_TEXT_BYTES);
		evidence->text_truncated = true;
	}
	return clean;
}

static bool
is_blank(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (!g_unichar_isspace(g_utf8_get_char(p)))
			return false;
	return true;
}

static bool
has_text(const struct collector *collector, const struct mime_part *part)
{
	struct evidence *scratch = evidence_new();
	g_autofree char *text = body_part_text(scratch, part, collector->bytes, NULL);

	evidence_free(scratch);
	return !is_blank(text);
}

/* Index of the multipart/alternative that holds the part, nearest first; -1 none. */
static int
alternative_of(const struct collector *collector, guint index)
{
	int parent = part_at(collector, index)->parent;

	while (parent >= 0 &&
	       strcmp(part_at(collector, (guint)parent)->type, "multipart/alternative") != 0)
		parent = part_at(collector, (guint)parent)->parent;
	return parent;
}

/*
 * RFC 2046 §5.1.4 the other way round: of one alternative the plain form is taken, HTML when
 * the plain form is missing or blank.
 */
static void
choose_alternative(struct collector *collector, guint alternative)
{
	int plain = -1, html = -1;

	for (guint i = alternative + 1; i < collector->tree->parts->len; i++) {
		const struct mime_part *part = part_at(collector, i);

		if (part->depth <= part_at(collector, alternative)->depth)
			break;
		if (collector->use[i] != USE_TEXT ||
		    alternative_of(collector, i) != (int)alternative)
			continue;
		if (is_html(part) && html < 0)
			html = (int)i;
		else if (!is_html(part) && plain < 0)
			plain = (int)i;
	}
	if (plain < 0 || html < 0)
		return;
	bool takes_plain = has_text(collector, part_at(collector, (guint)plain)) ||
			   !has_text(collector, part_at(collector, (guint)html));
	if (takes_plain)
		collector->other_form[plain] = (guint)html;
	for (guint i = alternative + 1; i < collector->tree->parts->len; i++) {
		const struct mime_part *part = part_at(collector, i);

		if (part->depth <= part_at(collector, alternative)->depth)
			break;
		if (collector->use[i] == USE_TEXT && is_html(part) == takes_plain &&
		    alternative_of(collector, i) == (int)alternative)
			collector->use[i] = USE_NONE;
	}
}

/* Is the part one of several that only describe or carry other parts? */
static bool
is_protocol(const struct mime_part *part)
{
	static const char *const types[] = {
	    "application/pgp-signature", "application/pgp-encrypted", NULL};

	return g_strv_contains(types, part->type);
}

static void
choose(struct collector *collector)
{
	guint count = collector->tree->parts->len;

	for (guint i = 0; i < count; i++) {
		const struct mime_part *part = part_at(collector, i);

		if (part->is_multipart)
			collector->use[i] = USE_NONE;
		else
			collector->use[i] = is_body_text(part) ? USE_TEXT : USE_ATTACHMENT;
	}
	/* A mail that is nothing but one named text: the name does not make it a document. */
	const struct mime_part *first = part_at(collector, 0);
	if (count == 1 && collector->use[0] == USE_ATTACHMENT &&
	    g_str_has_prefix(first->type, "text/") &&
	    strcmp(first->disposition, "attachment") != 0)
		collector->use[0] = USE_TEXT;
	for (guint i = 0; i < count; i++)
		if (strcmp(part_at(collector, i)->type, "multipart/alternative") == 0)
			choose_alternative(collector, i);
}

struct measure {
	struct digest *digest;
	guint64 size;
};

static void
measure_piece(const char *piece, size_t size, void *context)
{
	struct measure *measure = context;

	digest_push(measure->digest, piece, size);
	measure->size += size;
}

static void
set_digest(struct evidence_attachment *attachment, const char *bytes, bool with_md5)
{
	g_autoptr(Digest) digest = digest_new(with_md5);
	struct measure measure = {digest, 0};
	const char *encoded = bytes + attachment->offset;

	mime_decode(encoded, attachment->length, attachment->encoding, measure_piece, &measure);
	attachment->size = measure.size;
	if (g_str_has_prefix(attachment->encoding, "base64") &&
	    !decode_find_lines(
		encoded, attachment->length, &attachment->line_chars, &attachment->line_bytes))
		attachment->line_chars = attachment->line_bytes = 0;
	g_free(attachment->sha256);
	digest_finish(digest, &attachment->sha256, &attachment->md5);
}

/* A name for a document that has none: an attached mail or card is known by its kind. */
static char *
name_of(const struct mime_part *part)
{
	g_autofree char *name = part->name != NULL ? filename_clean(part->name) : g_strdup("");

	if (name[0] == '\0' && g_str_has_prefix(part->type, "message/rfc822"))
		return g_strdup("message.eml");
	return g_steal_pointer(&name);
}

static void
set_text(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

static void
add_attachment(struct collector *collector, const struct mime_part *part, bool with_md5)
{
	size_t offset = 0, length = 0;
	g_autofree char *encoding = mime_part_place(part, NULL, &offset, &length);
	if (encoding == NULL) {
		evidence_add_notice(
		    collector->evidence, "depth"); /* inside of too many others */
		return;
	}
	struct evidence_attachment *attachment = evidence_add_attachment(collector->evidence);
	g_autofree char *name = name_of(part);
	bool is_shown = strcmp(part->disposition, "attachment") != 0;

	set_text(&attachment->name, name);
	set_text(&attachment->type, part->type);
	set_text(&attachment->disposition, strcmp(part->disposition, "inline") == 0 ? "inline"
					   : strcmp(part->disposition, "attachment") == 0
					       ? "attachment"
					       : "");
	set_text(&attachment->content_id, part->content_id);
	set_text(&attachment->encoding, encoding);
	attachment->is_inline =
	    is_shown && part->content_id[0] != '\0' && g_str_has_prefix(part->type, "image/");
	attachment->offset = offset;
	attachment->length = length;
	set_digest(attachment, collector->bytes, with_md5);
}

static guint
count_lines(const char *text)
{
	guint count = 0;

	while ((text = strchr(text, '\n')) != NULL) {
		count++;
		text++;
	}
	return count;
}

/* Adds a part to the body, which has *lines line ends so far, and its cues to those of the
 * body. */
static void
add_text(GString *body, const char *text, const GArray *cues, guint *lines, GArray *ret_cues)
{
	if (is_blank(text))
		return;
	if (body->len > 0) { /* one empty line between texts */
		for (; g_str_has_suffix(body->str, "\n"); (*lines)--)
			g_string_truncate(body, body->len - 1);
		g_string_append(body, "\n\n");
		*lines += 2;
		if (cues->len == 0)
			text += strspn(text, "\n");
	}
	cue_list_append(ret_cues, cues, *lines);
	g_string_append(body, text);
	*lines += count_lines(text);
}

/* A plain answer whose quote has no marks of its own: the HTML beside it may know where the
 * quote begins. */
static void
add_other_cues(
    const struct collector *collector, guint html, const char *text, GArray *ret_cues)
{
	const struct evidence *evidence = collector->evidence;

	if (html == 0 || evidence->references->len == 0 || text[0] == '>' ||
	    strstr(text, "\n>") != NULL)
		return;
	struct evidence *scratch = evidence_new();
	g_autoptr(GArray) cues = cue_list_new();
	g_autofree char *html_text =
	    body_part_text(scratch, part_at(collector, html), collector->bytes, cues);

	evidence_free(scratch);
	cue_match(html_text, cues, text, ret_cues);
}

void
body_collect(struct evidence *evidence, const struct mime_tree *tree, const char *bytes,
    bool with_md5, GArray *ret_cues)
{
	struct collector collector = {evidence, tree, bytes, g_new0(enum use, tree->parts->len),
	    g_new0(guint, tree->parts->len)};
	GString *body = g_string_new(NULL);
	guint lines = 0;

	choose(&collector);
	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];

		if (collector.use[i] == USE_TEXT && body->len < LIMIT_TEXT_BYTES) {
			g_autoptr(GArray) cues = cue_list_new();
			g_autofree char *text = body_part_text(evidence, part, bytes, cues);
			add_other_cues(&collector, collector.other_form[i], text, cues);
			add_text(body, text, cues, &lines, ret_cues);
		} else if (collector.use[i] == USE_ATTACHMENT && !is_protocol(part)) {
			add_attachment(&collector, part, with_md5);
		}
	}
	if (body->len > LIMIT_TEXT_BYTES)
		evidence->text_truncated = true;
	text_truncate(body->str, LIMIT_TEXT_BYTES);
	g_free(evidence->body_text);
	evidence->body_text = g_string_free(body, FALSE);
	g_free(collector.use);
	g_free(collector.other_form);
}
