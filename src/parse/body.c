#include "config.h"
#include "parse/body.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/body_text.h"
#include "parse/cue.h"
#include "parse/cue_match.h"
#include "parse/document.h"
#include "parse/mime.h"

#define NOTICE_BYTES 400u       /* a plain form that only says that there is HTML */
#define NOTICE_LEAST_BYTES 100u /* a shorter one counts as so long */
#define NOTICE_FACTOR 5u        /* so much longer is the HTML's text */

/* What becomes of a part. */
enum use { USE_NONE, USE_TEXT, USE_ATTACHMENT };

struct collector {
	struct evidence *evidence;
	const struct mime_tree *tree;
	const char *bytes;
	enum use *use;     /* one per part */
	guint *other_form; /* likewise: of a plain text the HTML that was left out, or 0 */
	struct reading *readings; /* likewise: each part is read once */
	size_t *budget_bytes;     /* of text parts that may still be read */
};

static const struct mime_part *
part_at(const struct collector *collector, guint index)
{
	return collector->tree->parts->pdata[index];
}

static bool
is_attached(const struct mime_part *part)
{
	return strcmp(part->disposition, "attachment") == 0;
}

/* A text a person wrote as the mail, not a document that happens to be text. */
static bool
is_body_text(const struct collector *collector, const struct mime_part *part)
{
	enum form form = body_form_of(part);

	if (part->is_multipart || form == FORM_NONE || is_attached(part) || part->name != NULL)
		return false;
	/* Of no name, and yet a document: unless it stands for the text. */
	return form != FORM_RTF || part->parent < 0 ||
	       strcmp(part_at(collector, (guint)part->parent)->type, "multipart/alternative") ==
		   0;
}

static bool
is_blank(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (!g_unichar_isspace(g_utf8_get_char(p)))
			return false;
	return true;
}

static const struct reading *
reading_of(const struct collector *collector, guint index)
{
	struct reading *reading = &collector->readings[index];

	if (reading->text == NULL)
		body_text_read(part_at(collector, index), collector->bytes,
		    collector->budget_bytes, reading);
	return reading;
}

static bool
has_text(const struct collector *collector, guint index)
{
	return !is_blank(reading_of(collector, index)->text);
}

/* Does the plain form only say that there is something to see? It is short beside the HTML, and
 * in other words. */
static bool
is_notice(const struct collector *collector, guint plain, guint html)
{
	g_autofree char *text = g_strstrip(g_strdup(reading_of(collector, plain)->text));
	size_t size = strlen(text);

	if (size > NOTICE_BYTES)
		return false;
	const char *other = reading_of(collector, html)->text;
	return strlen(other) >= NOTICE_FACTOR * MAX(size, NOTICE_LEAST_BYTES) &&
	       !cue_match_words(other, text);
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

/* The end of the parts that stand in part `index`. */
static guint
subtree_end(const struct collector *collector, guint index)
{
	guint end = index + 1;

	while (end < collector->tree->parts->len &&
	       part_at(collector, end)->depth > part_at(collector, index)->depth)
		end++;
	return end;
}

/*
 * RFC 2046 §5.1.4 the other way round: of one alternative the form that reads best is taken;
 * when its first part is blank, the next one that is not, and HTML instead of a mere notice.
 */
static void
choose_alternative(struct collector *collector, guint alternative)
{
	guint end = subtree_end(collector, alternative);
	int first[FORM_NONE];
	enum form chosen = FORM_NONE, best = FORM_NONE;

	for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
		first[i] = -1;
	for (guint i = end; i-- > alternative + 1;)
		if (collector->use[i] == USE_TEXT &&
		    alternative_of(collector, i) == (int)alternative)
			first[body_form_of(part_at(collector, i))] = (int)i;
	for (enum form form = FORM_NONE; form-- > FORM_PLAIN;)
		if (first[form] >= 0)
			best = form;
	for (enum form form = best; form < FORM_NONE && chosen == FORM_NONE; form++)
		if (first[form] >= 0 && has_text(collector, (guint)first[form]))
			chosen = form;
	if (chosen == FORM_NONE)
		chosen = best;
	if (chosen == FORM_PLAIN && first[FORM_HTML] >= 0 &&
	    is_notice(collector, (guint)first[FORM_PLAIN], (guint)first[FORM_HTML]))
		chosen = FORM_HTML;
	if (chosen == FORM_PLAIN && first[FORM_HTML] >= 0)
		collector->other_form[first[FORM_PLAIN]] = (guint)first[FORM_HTML];
	for (guint i = alternative + 1; i < end; i++)
		if (collector->use[i] == USE_TEXT &&
		    alternative_of(collector, i) == (int)alternative &&
		    body_form_of(part_at(collector, i)) != chosen)
			collector->use[i] = USE_NONE;
}

/* Forms of the text for programs that turno is none of: AMP for mail, a watch. */
static bool
is_other_form(const struct mime_part *part)
{
	static const char *const types[] = {"text/x-amp-html", "text/watch-html", NULL};

	return g_strv_contains(types, part->type) && !is_attached(part);
}

/* A text of winmail.dat: only when no other part has any, and then the first. */
static void
choose_spare(struct collector *collector)
{
	guint count = collector->tree->parts->len;
	bool is_enough = false, is_needed = false;

	for (guint i = 0; i < count; i++)
		is_needed = is_needed || part_at(collector, i)->is_spare;
	for (guint i = 0; i < count && is_needed && !is_enough; i++)
		is_enough = collector->use[i] == USE_TEXT && !part_at(collector, i)->is_spare &&
			    has_text(collector, i);
	for (guint i = 0; i < count && is_needed; i++) {
		if (!part_at(collector, i)->is_spare)
			continue;
		if (is_enough)
			collector->use[i] = USE_NONE;
		is_enough = true;
	}
}

static bool
has_any_text(const struct collector *collector)
{
	for (guint i = 0; i < collector->tree->parts->len; i++)
		if (collector->use[i] == USE_TEXT && has_text(collector, i))
			return true;
	return false;
}

/* The invitation that the text begins with, -1 none. Without a name of its own it is no
 * document where another copy has one. */
static int
choose_calendar(struct collector *collector)
{
	int chosen = -1;
	bool has_named = false;

	for (guint i = 0; i < collector->tree->parts->len; i++)
		has_named = has_named || (body_is_calendar(part_at(collector, i)) &&
					     part_at(collector, i)->name != NULL);
	for (guint i = collector->tree->parts->len; i-- > 0;) {
		const struct mime_part *part = part_at(collector, i);

		if (!body_is_calendar(part) || part->is_multipart)
			continue;
		if (!is_attached(part) || part->method[0] != '\0')
			chosen = (int)i;
		if (has_named && part->name == NULL)
			collector->use[i] = USE_NONE;
	}
	return chosen;
}

static void
choose(struct collector *collector)
{
	guint count = collector->tree->parts->len;

	for (guint i = 0; i < count; i++) {
		const struct mime_part *part = part_at(collector, i);

		if (part->is_multipart || part->is_hidden || is_other_form(part))
			collector->use[i] = USE_NONE;
		else
			collector->use[i] =
			    is_body_text(collector, part) ? USE_TEXT : USE_ATTACHMENT;
	}
	/* A mail that is nothing but one named text: the name does not make it a document. */
	const struct mime_part *first = part_at(collector, 0);
	if (count == 1 && collector->use[0] == USE_ATTACHMENT &&
	    g_str_has_prefix(first->type, "text/") && !body_is_calendar(first) &&
	    !is_attached(first))
		collector->use[0] = USE_TEXT;
	for (guint i = 0; i < count; i++)
		if (strcmp(part_at(collector, i)->type, "multipart/alternative") == 0)
			choose_alternative(collector, i);
	choose_spare(collector);
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
		size_t end = body->len;

		for (; end > 0 && body->str[end - 1] == '\n'; end--)
			(*lines)--;
		g_string_truncate(body, end);
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
	const struct reading *other = reading_of(collector, html);
	cue_match(other->text, other->cues, text, ret_cues);
}

static void
add_part(const struct collector *collector, guint index, GString *body, guint *lines,
    GArray *ret_cues)
{
	const struct reading *reading = reading_of(collector, index);

	collector->evidence->text_repaired |= reading->is_repaired;
	collector->evidence->text_truncated |= reading->is_truncated;
	add_other_cues(collector, collector->other_form[index], reading->text, reading->cues);
	add_text(body, reading->text, reading->cues, lines, ret_cues);
}

/* The HTML that the mail came with, chosen for its text or not: as it is, to be looked at. Not
 * one of winmail.dat, which is none of the mail's parts. */
static void
find_html(const struct collector *collector)
{
	for (guint i = 0; i < collector->tree->parts->len; i++) {
		const struct mime_part *part = part_at(collector, i);

		if (!is_body_text(collector, part) || part->is_hidden || part->is_spare ||
		    strcmp(part->type, "text/html") != 0)
			continue;
		/* Of a charset that only the HTML itself names browsers know. */
		document_set_html(
		    collector->evidence, part, collector->tree->raw, part->charset);
		return;
	}
}

static void
collect(struct evidence *evidence, const struct mime_tree *tree, const char *bytes,
    bool with_documents, bool with_md5, GArray *ret_cues)
{
	guint count = tree->parts->len, lines = 0;
	size_t budget_bytes = LIMIT_FORM_BYTES;
	struct collector collector = {evidence, tree, bytes, g_new0(enum use, count),
	    g_new0(guint, count), g_new0(struct reading, count), &budget_bytes};
	GString *body = g_string_new(NULL);

	choose(&collector);
	int calendar = choose_calendar(&collector);
	if (calendar >= 0) {
		g_autofree char *invitation = body_calendar_text(evidence,
		    part_at(&collector, (guint)calendar), bytes, !has_any_text(&collector));
		g_autoptr(GArray) none = cue_list_new();
		if (invitation != NULL)
			add_text(body, invitation, none, &lines, ret_cues);
	}
	for (guint i = 0; i < count; i++) {
		if (collector.use[i] == USE_TEXT && body->len < LIMIT_TEXT_BYTES)
			add_part(&collector, i, body, &lines, ret_cues);
		else if (with_documents && collector.use[i] == USE_ATTACHMENT)
			document_add(evidence, tree->parts->pdata[i], tree->raw, with_md5);
	}
	if (with_documents)
		find_html(&collector);
	if (body->len > LIMIT_TEXT_BYTES)
		evidence->text_truncated = true;
	text_truncate(body->str, LIMIT_TEXT_BYTES);
	g_free(evidence->body_text);
	evidence->body_text = g_string_free(body, FALSE);
	for (guint i = 0; i < count; i++)
		body_text_clear(&collector.readings[i]);
	g_free(collector.use);
	g_free(collector.other_form);
	g_free(collector.readings);
}

void
body_collect(struct evidence *evidence, const struct mime_tree *tree, const char *bytes,
    bool with_md5, GArray *ret_cues)
{
	collect(evidence, tree, bytes, true, with_md5, ret_cues);
}

char *
body_text(const struct mime_tree *tree, const char *bytes)
{
	g_autoptr(Evidence) evidence = evidence_new();
	g_autoptr(GArray) cues = cue_list_new();

	collect(evidence, tree, bytes, false, false, cues);
	return g_steal_pointer(&evidence->body_text);
}
