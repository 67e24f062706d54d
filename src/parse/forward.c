#include "config.h"
#include "parse/forward.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "mail/evidence_forward.h"
#include "parse/address.h"
#include "parse/body.h"
#include "parse/date.h"
#include "parse/forward_block.h"
#include "parse/forward_date.h"
#include "parse/forward_people.h"
#include "parse/header.h"
#include "parse/language.h"
#include "parse/mime.h"

static void
set(char **field, char *text)
{
	g_free(*field);
	*field = text;
}

static bool
is_report(const struct evidence *evidence)
{
	return evidence->is_bounce || evidence->is_delayed || evidence->is_delivery_success ||
	       evidence->is_feedback_report;
}

/* The addresses of people, those without one left out. */
static void
take_addresses(const GPtrArray *people, GPtrArray *list)
{
	for (guint i = 0; i < people->len; i++) {
		const struct evidence_address *person = people->pdata[i];

		if (person->address[0] != '\0')
			g_ptr_array_add(list, g_strdup(person->address));
	}
}

static void
take_sender(struct evidence_forward *forward, const GPtrArray *people)
{
	const struct evidence_address *first = people->len > 0 ? people->pdata[0] : NULL;

	if (first == NULL)
		return;
	set(&forward->from_address, g_strdup(first->address));
	set(&forward->from_name, g_strdup(first->name));
}

/* The date in a line that introduces a text: before the address or behind it. */
static char *
introduced_date(const char *line)
{
	bool is_english = g_ascii_strncasecmp(line, "on ", 3) == 0;
	size_t at = strcspn(line, "@"), begin = at;

	while (begin > 0 && line[begin - 1] != ' ')
		begin--;
	g_autofree char *before = g_strndup(line, begin);
	char *date = forward_date_parse(before, is_english);
	return date != NULL
		   ? date
		   : forward_date_parse(line + at + strcspn(line + at, " "), is_english);
}

static void
read_values(struct evidence_forward *forward, const struct forward_block *block)
{
	g_autoptr(GPtrArray) from = evidence_addresses_new(), to = evidence_addresses_new(),
			     cc = evidence_addresses_new();

	if (block->form == FORWARD_FORM_INTRODUCED)
		forward_people_read_attribution(block->from->str, from);
	else
		forward_people_read(block->from->str, from);
	forward_people_read(block->to->str, to);
	forward_people_read(block->cc->str, cc);
	take_sender(forward, from);
	take_addresses(to, forward->to);
	take_addresses(cc, forward->cc);
	set(&forward->subject, g_strdup(block->subject->str));
	text_truncate(forward->subject, LIMIT_SUBJECT_BYTES);
	set(&forward->date_text, g_strdup(block->date->str));
	text_truncate(forward->date_text, LIMIT_SUBJECT_BYTES);
	set(&forward->date, block->form == FORWARD_FORM_INTRODUCED
				? introduced_date(block->from->str)
				: forward_date_parse(forward->date_text, block->is_english));
}

/* A header without a word that it was forwarded, in a mail whose subject says nothing: who
 * answers writes something above it. */
static bool
is_plain_forward(const struct evidence *evidence, const struct forward_block *block)
{
	const struct evidence_forward *forward = evidence->forward;
	unsigned whole = LANGUAGE_FROM | LANGUAGE_TO | LANGUAGE_DATE | LANGUAGE_SUBJECT;

	return (block->fields & whole) == whole && forward->from_address[0] != '\0' &&
	       forward->message[0] == '\0' && !block->is_nested &&
	       evidence->automatic != EVIDENCE_AUTOMATIC_GENERATED;
}

static bool
is_forward(const struct evidence *evidence, const struct forward_block *block, unsigned prefix)
{
	if (prefix == (LANGUAGE_PREFIX_FORWARD | LANGUAGE_PREFIX_REPLY))
		prefix =
		    block->answers_with_vs ? LANGUAGE_PREFIX_REPLY : LANGUAGE_PREFIX_FORWARD;
	if (prefix == LANGUAGE_PREFIX_FORWARD)
		return true;
	bool is_answer = prefix == LANGUAGE_PREFIX_REPLY;
	if (block->form == FORWARD_FORM_MARK)
		return !block->is_nested && !(is_answer && block->is_after_answer);
	return !is_answer && is_plain_forward(evidence, block);
}

/* What the forwarder wrote: without blank lines and empty quote marks at its ends. */
static char *
message_of(const char *text, size_t size)
{
	size_t first = strspn(text, "\n"), end = size;

	for (size_t at = size; at > first && strchr(" \t\n>", text[at - 1]) != NULL; at--)
		/* A mark belongs to what it stands behind, unless the line is empty. */
		if (text[at - 1] == '\n')
			end = at - 1;
	while (end > first && strchr(" \t\n", text[end - 1]) != NULL)
		end--;
	return end > first && strspn(text + first, " \t\n>") < end - first
		   ? g_strndup(text + first, end - first)
		   : g_strdup("");
}

/* The subject of this mail without the prefix: that of the mail it forwards. */
static void
take_subject(struct evidence_forward *forward, const char *subject, size_t prefix_size)
{
	if (forward->subject[0] == '\0')
		set(&forward->subject, g_strdup(subject + prefix_size));
}

static bool
read_text(struct evidence *evidence, unsigned prefix, size_t prefix_size)
{
	struct evidence_forward *forward = evidence->forward;
	const char *text = evidence->body_text;
	g_autoptr(ForwardBlock) block =
	    forward_block_find(text, (prefix & LANGUAGE_PREFIX_FORWARD) != 0);

	if (block == NULL)
		return false;
	read_values(forward, block);
	set(&forward->message, message_of(text, block->above));
	set(&forward->embedded_text, g_strchomp(g_strdup(text + block->begin)));
	forward->is_forwarded = is_forward(evidence, block, prefix);
	if (forward->is_forwarded)
		set(&forward->body_text, forward_block_body(text, block));
	if (forward->is_forwarded && prefix != 0)
		take_subject(forward, evidence->subject, prefix_size);
	return true;
}

/* The only mail among the parts; NULL when there is none, or more. */
static const struct mime_part *
find_mail(const struct mime_tree *tree)
{
	const struct mime_part *found = NULL;

	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];
		bool is_mail = g_str_has_prefix(part->type, "message/rfc822") ||
			       strcmp(part->type, "message/global") == 0;

		if (strcmp(part->type, "multipart/report") == 0 ||
		    strcmp(part->type, "multipart/digest") == 0 || (is_mail && found != NULL))
			return NULL;
		if (is_mail)
			found = part;
	}
	return found;
}

static void
read_people(const struct header *header, const char *name, GPtrArray *list)
{
	g_autofree char *field = header_raw(header, name, 0);

	if (field != NULL)
		address_parse(field, list);
}

/* The attached mail's header and text, read as those of the mail itself. */
static void
read_mail(struct evidence_forward *forward, const char *mail, size_t size)
{
	g_autoptr(Header) header = header_new(mail, size);
	g_autoptr(GPtrArray) from = evidence_addresses_new(), to = evidence_addresses_new(),
			     cc = evidence_addresses_new();
	g_autofree char *date = header_raw(header, "Date", 0);
	char *subject = header_text(header, "Subject", 0);

	read_people(header, "From", from);
	read_people(header, "To", to);
	read_people(header, "Cc", cc);
	take_sender(forward, from);
	take_addresses(to, forward->to);
	take_addresses(cc, forward->cc);
	set(&forward->subject, subject != NULL ? subject : g_strdup(""));
	text_truncate(forward->subject, LIMIT_SUBJECT_BYTES);
	set(&forward->date_text,
	    text_clean_line(date != NULL ? date : "", date != NULL ? strlen(date) : 0));
	text_truncate(forward->date_text, LIMIT_SUBJECT_BYTES);
	set(&forward->date, date != NULL ? date_parse(date) : NULL);

	g_autofree char *scratch = g_memdup2(mail, size);
	g_autoptr(MimeTree) tree = mime_tree_new(mail, scratch, size);
	set(&forward->body_text, g_strchomp(body_text(tree, mail)));
}

static void
read_attached(
    struct evidence *evidence, const struct mime_tree *tree, const char *bytes, unsigned prefix)
{
	struct evidence_forward *forward = evidence->forward;
	const struct mime_part *part = find_mail(tree);
	bool is_answer = prefix == LANGUAGE_PREFIX_REPLY ||
			 (prefix == 0 && evidence->in_reply_to[0] != '\0');
	size_t size = 0;
	bool is_cut = false;

	if (part == NULL || is_answer)
		return;
	if (prefix == 0 && evidence->automatic != EVIDENCE_AUTOMATIC_NO)
		return;
	g_autofree char *mail =
	    mime_decode_all(bytes, part, LIMIT_FORWARDED_BYTES, &size, &is_cut);
	read_mail(forward, mail, size);
	if (forward->from_address[0] == '\0' && forward->from_name[0] == '\0')
		return;
	set(&forward->message, message_of(evidence->body_text, strlen(evidence->body_text)));
	forward->is_forwarded = true;
}

void
forward_read(struct evidence *evidence, const struct mime_tree *tree, const char *bytes)
{
	size_t prefix_size = 0;
	unsigned prefix = language_find_prefix(evidence->subject, &prefix_size);

	/* What a report has of a mail came back. */
	if (!is_report(evidence) && !read_text(evidence, prefix, prefix_size))
		read_attached(evidence, tree, bytes, prefix);
}
