#include "config.h"
#include "parse/report.h"

#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "mail/evidence.h"
#include "parse/header.h"
#include "parse/mime.h"
#include "parse/reference.h"
#include "parse/report_amazon.h"
#include "parse/report_disposition.h"
#include "parse/report_dsn.h"
#include "parse/report_sign.h"
#include "parse/report_state.h"
#include "parse/report_text.h"

/* What the parts of the mail say it is. */
struct parts {
	bool is_report;  /* the mail itself is a multipart/report (RFC 6522) about a delivery */
	bool has_status; /* message/delivery-status stands anywhere in it */
	bool is_feedback;                    /* RFC 5965 */
	const struct mime_part *disposition; /* RFC 8098; NULL none */
	const struct mime_part *inner;       /* the one attached mail, NULL none */
};

static bool
is_returned_type(const char *type)
{
	static const char *const types[] = {"message/rfc822", "message/global",
	    "text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers",
	    "message/global-headers", NULL};

	return g_strv_contains(types, type);
}

static bool
is_message_type(const char *type, const char *kind)
{
	return g_str_has_prefix(type, "message/") && g_str_has_suffix(type, kind);
}

static void
read_part(
    struct report *report, const struct mime_part *part, const char *bytes, bool is_status)
{
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *text = mime_decode_all(bytes, part, LIMIT_TEXT_BYTES, &size, &is_cut);

	if (is_status)
		report_dsn_read(report, text, size);
	else
		report_read_returned(report, text, size);
}

static struct parts
read_parts(struct report *report, const struct mime_tree *tree, const char *bytes)
{
	struct parts parts = {false, false, false, NULL, NULL};

	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];
		bool is_status = is_message_type(part->type, "delivery-status");
		bool is_returned = is_returned_type(part->type);

		parts.has_status = parts.has_status || is_status;
		if (is_message_type(part->type, "disposition-notification"))
			parts.disposition = part;
		if (strcmp(part->type, "message/feedback-report") == 0)
			parts.is_feedback = true;
		if (strcmp(part->type, "message/rfc822") == 0 && parts.inner == NULL)
			parts.inner = part;
		if (is_status || is_returned)
			read_part(report, part, bytes, is_status);
	}
	const struct mime_part *root = tree->parts->len > 0 ? tree->parts->pdata[0] : NULL;
	if (root != NULL && strcmp(root->type, "multipart/report") == 0)
		parts.is_report =
		    g_ascii_strcasecmp(root->report_type, "delivery-status") == 0 ||
		    parts.has_status;
	else if (root != NULL)
		parts.is_report = is_message_type(root->type, "delivery-status");
	return parts;
}

/* A gateway put the whole report into a mail of its own: read that one's parts. */
static void
read_inner(struct report *report, const struct mime_part *part, const char *bytes)
{
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *text = mime_decode_all(bytes, part, LIMIT_TEXT_BYTES, &size, &is_cut);
	g_autofree char *scratch = g_memdup2(text, size + 1);
	g_autoptr(MimeTree) tree = mime_tree_new(text, scratch, size);
	g_autoptr(Report) inner = report_new();

	if (!read_parts(inner, tree, text).is_report || inner->recipients->len == 0)
		return;
	for (guint i = 0; i < inner->recipients->len; i++) {
		const struct report_recipient *found = inner->recipients->pdata[i];
		struct report_recipient *copy =
		    report_add(report, found->address, found->action);

		if (copy != NULL && copy->status == NULL)
			copy->status = g_strdup(found->status);
	}
	report->has_failed = inner->has_failed;
	report->has_delayed = inner->has_delayed;
	report_set_diagnostic(report, inner->diagnostic);
	g_free(report->original_message_id);
	report->original_message_id = g_strdup(inner->original_message_id);
}

/* Words make a report when a mail system says them: the less its address tells, the more must
 * the text. The sender is somebody. */
static bool
is_report_in_words(const struct report_sign *sign, const struct report_words_said *said,
    const struct report *report)
{
	bool tells = said->says_failure || said->says_delay;
	bool proves = said->has_code || report->has_returned;
	bool is_started = sign->subject == REPORT_SUBJECT_START;

	if (sign->sender == REPORT_SENDER_DAEMON)
		return sign->subject != REPORT_SUBJECT_NONE || tells;
	if (sign->sender == REPORT_SENDER_POSTMASTER)
		return is_started || (sign->subject == REPORT_SUBJECT_WORDS && tells) ||
		       (tells && said->has_named && proves && !sign->is_absence);
	if (sign->sender == REPORT_SENDER_NULL)
		return (is_started && tells && (said->has_named || proves)) ||
		       (tells && said->has_named && proves && !sign->is_absence);
	return tells && said->has_named &&
	       (is_started || (sign->subject == REPORT_SUBJECT_WORDS && proves));
}

/* 5.x.x is for ever, 4.x.x may pass; several together are what the worst one is. */
static void
set_permanent(struct evidence *evidence)
{
	const GPtrArray *list = evidence->bounce_status;

	evidence->bounce_permanent = evidence->is_delayed || list->len > 0 ? 0 : 1;
	for (guint i = 0; i < list->len && !evidence->is_delayed; i++)
		if (((const char *)list->pdata[i])[0] == '5')
			evidence->bounce_permanent = 1;
}

static void
set_recipients(struct evidence *evidence, const struct report *report)
{
	for (guint i = 0; i < report->recipients->len; i++) {
		const struct report_recipient *recipient = report->recipients->pdata[i];
		/* A failure that gives no reason is a failure all the same. */
		const char *status = recipient->status != NULL             ? recipient->status
				     : recipient->action == REPORT_DELAYED ? "4.0.0"
									   : "5.0.0";

		if (recipient->address[0] != '\0')
			g_ptr_array_add(
			    evidence->bounced_recipients, g_strdup(recipient->address));
		g_ptr_array_add(evidence->bounce_status, g_strdup(status));
	}
}

static void
set_original(struct evidence *evidence, const struct report *report)
{
	g_free(evidence->bounce_original_message_id);
	evidence->bounce_original_message_id = g_strdup(report->original_message_id);
	if (report->original_message_id[0] != '\0')
		reference_find_in_message_id(evidence, report->original_message_id);
}

static void
set_bounce(struct evidence *evidence, const struct report *report, bool is_delay_in_words)
{
	bool is_told = report->has_failed || report->has_delayed || report->has_delivered;

	evidence->is_delayed =
	    is_told ? report->has_delayed && !report->has_failed : is_delay_in_words;
	evidence->is_delivery_success =
	    report->has_delivered && !report->has_failed && !report->has_delayed;
	evidence->is_bounce = !evidence->is_delivery_success;
	set_original(evidence, report);
	if (!evidence->is_bounce)
		return;
	set_recipients(evidence, report);
	g_free(evidence->bounce_diagnostic);
	evidence->bounce_diagnostic = g_strdup(report->diagnostic);
	set_permanent(evidence);
}

static void
set_complaint(struct evidence *evidence, const struct report *report)
{
	evidence->is_feedback_report = true;
	set_original(evidence, report);
}

/* Reports about complaints that are older than RFC 5965, or go other ways. */
static bool
is_other_feedback(const struct evidence *evidence, const struct header *header)
{
	const struct evidence_address *from =
	    evidence->from->len > 0 ? evidence->from->pdata[0] : NULL;

	if (header_count(header, "X-Apple-Unsubscribe") > 0)
		return true;
	return from != NULL && g_ascii_strcasecmp(from->address, "staff@hotmail.com") == 0 &&
	       g_ascii_strncasecmp(evidence->subject, "complaint about message", 23) == 0;
}

static void
read_delivery(struct evidence *evidence, const struct header *header, struct report *report,
    const struct parts *parts, const char *bytes)
{
	struct report_sign sign = report_sign_read(evidence, header, parts->has_status);
	bool is_told_by_mail_system =
	    sign.sender != REPORT_SENDER_NOBODY || sign.subject == REPORT_SUBJECT_START;
	bool is_report = parts->is_report || (parts->has_status && is_told_by_mail_system);
	bool is_complaint = false;

	if (header_count(header, "X-Amz-SNS-Message-Id") > 0 &&
	    report_amazon_read(report, evidence->body_text, &is_complaint)) {
		if (is_complaint)
			set_complaint(evidence, report);
		else
			set_bounce(evidence, report, false);
		return;
	}
	if (!is_report && sign.sender == REPORT_SENDER_NOBODY)
		return;
	if (!is_report) {
		/* The fields of somebody else's report, sent on as a part, count for nothing.
		 */
		g_ptr_array_set_size(report->recipients, 0);
		if (parts->inner != NULL && sign.subject == REPORT_SUBJECT_START)
			read_inner(report, parts->inner, bytes);
		if (report->recipients->len == 0)
			(void)report_dsn_read_text(report, evidence->body_text);
	}
	struct report_words_said said = report_text_read(report, evidence, header);
	bool is_delay = said.says_delay || (sign.is_delay && !said.says_failure);
	if (is_report || is_report_in_words(&sign, &said, report))
		set_bounce(evidence, report, is_delay);
}

/* A sieve script that refuses a mail answers with a disposition (RFC 5429 §2.1.1): nobody read
 * the mail, it came back. */
static void
read_refusal(struct evidence *evidence, const struct header *header, struct report *report,
    const struct mime_part *disposition, const char *bytes)
{
	g_autofree char *submitted = header_lower(header, "Auto-Submitted");

	if (strcmp(evidence->mdn, "deleted") != 0 || strstr(submitted, "rejected") == NULL)
		return;
	read_part(report, disposition, bytes, true);
	(void)report_text_read(report, evidence, header);
	set_bounce(evidence, report, false);
}

void
report_read(struct evidence *evidence, const struct header *header,
    const struct mime_tree *tree, const char *bytes)
{
	g_autoptr(Report) report = report_new();
	struct parts parts = read_parts(report, tree, bytes);

	if (parts.is_feedback || is_other_feedback(evidence, header)) {
		set_complaint(evidence, report);
	} else if (parts.disposition != NULL) {
		report_disposition_read(evidence, parts.disposition, bytes);
		read_refusal(evidence, header, report, parts.disposition, bytes);
	} else {
		read_delivery(evidence, header, report, &parts, bytes);
	}
	bool is_any = evidence->is_bounce || evidence->is_delivery_success ||
		      evidence->is_feedback_report;
	if (is_any && evidence->automatic == EVIDENCE_AUTOMATIC_NO)
		evidence->automatic = EVIDENCE_AUTOMATIC_GENERATED;
}
