#define _GNU_SOURCE
#include "config.h"
#include "parse/report_text.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/header.h"
#include "parse/reference.h"

#define LINES_MAX 400u
#define LINE_BYTES 400u

static bool
contains_any(const char *text, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strstr(text, words[i]) != NULL)
			return true;
	return false;
}

/* Does a mail system say it is the sender? */
static bool
is_from_mail_system(const struct evidence *evidence, const struct header *header)
{
	static const char *const names[] = {"mailer-daemon", "mail delivery s",
	    "mail delivery subsystem", "mdaemon@", "postmaster@", "mailerdaemon", "mail-daemon",
	    "microsoft exchange", "microsoftexchange329e", NULL};
	g_autofree char *from = header_lower(header, "From");

	return header_count(header, "X-Failed-Recipients") > 0 || contains_any(from, names) ||
	       (evidence->return_path != NULL && evidence->return_path[0] == '\0');
}

/* Subjects of failures; those of delays apart. */
static bool
is_failure_subject(const char *subject)
{
	static const char *const words[] = {"undeliver", "delivery status notification",
	    "delivery failed", "delivery failure", "delivery has failed", "mail delivery fail",
	    "failure notice", "returned mail", "returned to sender", "returning message",
	    "delivery problem", "nondeliverable", "non-deliver", "mail failure",
	    "message could not be delivered", "delivery error", "could not send message",
	    "mail system error", "failure delivery", "failed mail", "mail error",
	    "delivery unsuccessful", "message not delivered", "rejected mail", "mail rejected",
	    "bounced", "message delivery", "undelivered", "not delivered", "delivery status",
	    "delivery report", "delivery notification", "mail could not be", "unzustellbar",
	    "zustellung fehlgeschlagen", "mancata consegna", "impossibile recapitare",
	    "notifica di mancato recapito", "non recapitabile", "non recapitato",
	    "messaggio non consegnato", "non remis", "échec de la remise",
	    "no se puede entregar", NULL};

	return contains_any(subject, words);
}

static bool
is_delay_subject(const char *subject)
{
	static const char *const words[] = {"delayed", "(delay)", "still being retried",
	    "warning: could not send", "delivery delay", "ritardo nella consegna",
	    "consegna ritardata", NULL};

	return contains_any(subject, words);
}

static bool
says_failure(const char *body)
{
	static const char *const words[] = {"could not be delivered", "couldn't be delivered",
	    "unable to deliver", "wasn't able to deliver", "was not delivered",
	    "delivery to the following recipient", "delivery has failed",
	    "permanent fatal errors", "permanent error", "this is a permanent", "user unknown",
	    "unknown user", "no such user", "does not exist", "undeliverable",
	    "following addresses failed", "following address failed", "could not deliver",
	    "delivery failed", "giving up", "has been rejected", "not be reached",
	    "mailbox unavailable", "non è stato possibile recapitare", "non è stato recapitato",
	    "non può essere consegnato", NULL};

	return contains_any(body, words);
}

static void
add_recipient(struct evidence *evidence, const char *address)
{
	GPtrArray *list = evidence->bounced_recipients;

	if (!text_is_mail_address(address) || list->len >= LIMIT_ADDRESSES)
		return;
	/* Whoever gets the report wrote the mail; the mail system itself did not fail either.
	 */
	for (guint i = 0; i < evidence->to->len; i++)
		if (g_ascii_strcasecmp(evidence->to->pdata[i], address) == 0)
			return;
	if (g_ascii_strncasecmp(address, "postmaster@", 11) == 0 ||
	    g_ascii_strncasecmp(address, "mailer-daemon@", 14) == 0)
		return;
	for (guint i = 0; i < list->len; i++)
		if (g_ascii_strcasecmp(list->pdata[i], address) == 0)
			return;
	g_ptr_array_add(list, g_strdup(address));
}

static void
add_failed_recipients(struct evidence *evidence, const struct header *header)
{
	g_autoptr(Evidence) scratch = evidence_new();

	for (unsigned i = 0; i < MIN(header_count(header, "X-Failed-Recipients"), 20); i++) {
		g_autofree char *field = header_raw(header, "X-Failed-Recipients", i);

		(void)address_parse(field, scratch->from);
	}
	for (guint i = 0; i < scratch->from->len; i++) {
		const struct evidence_address *entry = scratch->from->pdata[i];
		add_recipient(evidence, entry->address);
	}
}

/* Where the returned mail begins in the text: what follows is not the mail system's own word.
 */
static const char *
returned_part(const char *body)
{
	static const char *const marks[] = {"This is a copy of the message",
	    "This is a copy of your message", "Below this line is a copy of the message",
	    "----- Original message", "-----Original message", "----- Message header follows",
	    "----- Unsent message follows", "----- The original message",
	    "--- Undelivered message follows", "Message headers follow",
	    "Original message headers:", "--- Below this line is", "Returned message follows",
	    "Reporting-MTA:"};
	const char *first = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *found = strcasestr(body, marks[i]);

		if (found != NULL && (first == NULL || found < first))
			first = found;
	}
	return first;
}

/* dot-atom and what mail systems accept besides; the domain is one with a dot. */
static bool
is_address_byte(char c)
{
	return g_ascii_isalnum(c) || strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL ||
	       (c & 0x80) != 0;
}

/* The first plain address in a line; NULL when there is none. *ret_end: behind it. */
static char *
find_address(const char *line, const char *end, const char **ret_begin, const char **ret_end)
{
	for (const char *at = line; (at = memchr(at, '@', (size_t)(end - at))) != NULL; at++) {
		const char *begin = at, *stop = at + 1;

		while (begin > line && begin[-1] != '\0' && is_address_byte(begin[-1]))
			begin--;
		while (stop < end && (g_ascii_isalnum(*stop) || *stop == '-' || *stop == '.'))
			stop++;
		while (stop > at && !g_ascii_isalnum(stop[-1]))
			stop--;
		if (begin < at && stop > at + 3 &&
		    memchr(at, '.', (size_t)(stop - at)) != NULL) {
			*ret_begin = begin;
			*ret_end = stop;
			return g_strndup(begin, (gsize)(stop - begin));
		}
	}
	return NULL;
}

/* Words that stand before an address that failed. */
static bool
is_recipient_label(const char *line, const char *begin)
{
	static const char *const labels[] = {"to:", "recipient:", "address:", "user:",
	    "destinatario:", "failed to:", "rcpt to:", "unknown user:", "user unknown:",
	    "undeliverable to", "delivered to", "failed recipient:", "invalid address:", "<<<",
	    "could not be delivered to:", "intended recipient:", NULL};
	g_autofree char *before = g_ascii_strdown(line, begin - line);

	g_strchomp(before);
	size_t size = strlen(before);
	while (size > 0 && strchr("<\"' \t([*", before[size - 1]) != NULL)
		before[--size] = '\0';
	for (size_t i = 0; labels[i] != NULL; i++)
		if (g_str_has_suffix(before, labels[i]))
			return true;
	return before[strspn(before, " \t-*>")] == '\0';
}

/* A line that names a recipient: an address at its head, or behind a label. */
static void
take_recipient_line(struct evidence *evidence, const char *line, size_t size)
{
	const char *begin = NULL, *stop = NULL;
	const char *end = line + MIN(size, LINE_BYTES);
	g_autofree char *found = find_address(line, end, &begin, &stop);

	if (found == NULL || !is_recipient_label(line, begin))
		return;
	/* "a@b is the sender", "a@b wrote": only punctuation, a reason or nothing follows. */
	size_t word = strspn(stop, ">\"'");
	const char *rest = stop + word;
	bool is_ended = rest >= end || strchr(":;,.()[]<\n\t", *rest) != NULL ||
			strncmp(rest, "  ", 2) == 0 || strncmp(rest, " (", 2) == 0 ||
			strncmp(rest, " <", 2) == 0 || strncmp(rest, " :", 2) == 0 ||
			strncmp(rest, " -", 2) == 0 || strncmp(rest, "...", 3) == 0 ||
			word > 0 || rest[strspn(rest, " \t")] == '\n' ||
			rest[strspn(rest, " \t")] == '\0';
	g_autofree char *address = address_normalise(found);
	if (is_ended)
		add_recipient(evidence, address);
}

/* The last resort: whom the returned mail had been written to. */
static void
take_returned_recipients(struct evidence *evidence, const char *returned)
{
	const char *blank = strstr(returned, "\n\n");
	const char *found = strcasestr(returned, "\nTo:");

	for (unsigned i = 0; i < 3 && blank != NULL && (found == NULL || found > blank); i++)
		blank = strstr(blank + 2, "\n\n");
	if (found == NULL || (blank != NULL && found > blank))
		return;
	g_autofree char *line = g_strndup(found + 4, strcspn(found + 4, "\n"));
	g_autoptr(Evidence) scratch = evidence_new();
	(void)address_parse(line, scratch->from);
	for (guint i = 0; i < scratch->from->len; i++) {
		const struct evidence_address *entry = scratch->from->pdata[i];
		add_recipient(evidence, entry->address);
	}
}

/* "5.1.1" between what is no digit and no dot, with a class that is a failure. */
static bool
take_status(struct evidence *evidence, const char *line, size_t size)
{
	for (size_t i = 0; i + 4 < size; i++) {
		const char *at = line + i;
		size_t subject, detail;

		if ((at[0] != '4' && at[0] != '5') || at[1] != '.' ||
		    (i > 0 && (g_ascii_isalnum(at[-1]) || at[-1] == '.')))
			continue;
		subject = strspn(at + 2, "0123456789");
		if (subject == 0 || subject > 1 || at[2 + subject] != '.')
			continue;
		detail = strspn(at + 3 + subject, "0123456789");
		const char *end = at + 3 + subject + detail;
		if (detail == 0 || detail > 3 || *end == '.' || g_ascii_isalnum(*end))
			continue;
		g_ptr_array_add(evidence->bounce_status, g_strndup(at, (gsize)(end - at)));
		return true;
	}
	return false;
}

/* "550 user unknown": the class of an SMTP reply, when there is no enhanced code. */
static bool
take_reply_code(struct evidence *evidence, const char *line, size_t size)
{
	for (size_t i = 0; i + 3 < size; i++) {
		const char *at = line + i;

		if ((at[0] == '5' || at[0] == '4') && strchr("0257", at[1]) != NULL &&
		    g_ascii_isdigit(at[2]) && (at[3] == ' ' || at[3] == '-') &&
		    (i == 0 || strchr(" \t(:;<[", at[-1]) != NULL)) {
			evidence->bounce_permanent = at[0] == '5';
			return true;
		}
	}
	return false;
}

static void
read_lines(struct evidence *evidence, const char *body, const char *end)
{
	bool had_recipients = evidence->bounced_recipients->len > 0;
	bool had_status = evidence->bounce_status->len > 0, has_code = had_status;
	unsigned lines = 0;

	for (const char *at = body; at < end && lines < LINES_MAX; lines++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((newline != NULL ? newline : end) - at);

		if (!had_recipients)
			take_recipient_line(evidence, at, size);
		if (!had_status && take_status(evidence, at, size))
			had_status = has_code = true;
		if (!has_code)
			has_code = take_reply_code(evidence, at, size);
		at += size + 1;
	}
}

/* The Message-ID field of a header that was returned as text. */
static void
read_returned_id(struct evidence *evidence, const char *returned)
{
	const char *found = strcasestr(returned, "\nMessage-ID:");
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (found == NULL || evidence->bounce_original_message_id[0] != '\0')
		return;
	g_autofree char *field = g_strndup(found + 12, 1000);
	reference_add_ids(field, ids);
	if (ids->len == 0)
		return;
	g_free(evidence->bounce_original_message_id);
	evidence->bounce_original_message_id = g_strdup(ids->pdata[0]);
}

void
report_text_read(struct evidence *evidence, const struct header *header, bool is_report)
{
	g_autofree char *subject = g_utf8_strdown(evidence->subject, -1);
	g_autofree char *body = g_utf8_strdown(evidence->body_text, -1);
	bool is_delay = is_delay_subject(subject);

	if (!is_report) {
		if (!is_from_mail_system(evidence, header))
			return;
		/* An answering machine uses the null path as well. */
		if (!is_failure_subject(subject) && !is_delay &&
		    (evidence->automatic == EVIDENCE_AUTOMATIC_RESPONSE ||
			!says_failure(body)) &&
		    header_count(header, "X-Failed-Recipients") == 0)
			return;
		evidence->is_delayed = is_delay;
		evidence->is_bounce = !is_delay;
	}
	const char *returned = returned_part(evidence->body_text);
	const char *end =
	    returned != NULL ? returned : evidence->body_text + strlen(evidence->body_text);
	if (evidence->bounced_recipients->len == 0)
		add_failed_recipients(evidence, header);
	read_lines(evidence, evidence->body_text, end);
	if (returned == NULL)
		return;
	read_returned_id(evidence, returned);
	if (evidence->bounced_recipients->len == 0)
		take_returned_recipients(evidence, returned);
}
