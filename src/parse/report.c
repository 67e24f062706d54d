#include "config.h"
#include "parse/report.h"

#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/header.h"
#include "parse/mime.h"
#include "parse/reference.h"
#include "parse/report_text.h"

#define GROUPS_MAX 200u
#define STATUS_BYTES 64u

/* What the recipients' fields say together. */
struct actions {
	bool has_failed, has_delayed, has_delivered;
};

/* status-code = DIGIT "." 1*3DIGIT "." 1*3DIGIT (RFC 3463 §2). Returns it or NULL. */
static char *
status_of(const char *field)
{
	const char *at = field + strspn(field, " ");
	size_t subject = strspn(at + (at[0] != '\0' && at[1] == '.' ? 2 : 0), "0123456789");

	if (!g_ascii_isdigit(at[0]) || at[1] != '.' || subject == 0 || subject > 3 ||
	    at[2 + subject] != '.')
		return NULL;
	size_t detail = strspn(at + 3 + subject, "0123456789");
	return detail > 0 && detail <= 3 ? g_strndup(at, 3 + subject + detail) : NULL;
}

/* "rfc822; <a@b>" → "a@b" (RFC 3464 §2.1.2: address-type ";" generic-address); "" for NULL */
static char *
recipient_of(const char *field)
{
	if (field == NULL)
		return g_strdup("");
	const char *semicolon = strchr(field, ';');
	g_autofree char *text = g_strstrip(g_strdup(semicolon != NULL ? semicolon + 1 : field));

	return address_normalise(text);
}

static bool
has_string(const GPtrArray *list, const char *text)
{
	for (guint i = 0; i < list->len; i++)
		if (g_ascii_strcasecmp(list->pdata[i], text) == 0)
			return true;
	return false;
}

static void
add_recipient(struct evidence *evidence, const char *address)
{
	GPtrArray *list = evidence->bounced_recipients;

	if (strchr(address, '@') == NULL || has_string(list, address))
		return;
	if (list->len >= LIMIT_ADDRESSES)
		evidence_add_notice(evidence, "addresses");
	else
		g_ptr_array_add(list, g_strdup(address));
}

static void
set_diagnostic(struct evidence *evidence, const char *text)
{
	if (text == NULL || evidence->bounce_diagnostic[0] != '\0')
		return;
	const char *semicolon = strchr(text, ';');
	const char *at = semicolon != NULL && semicolon - text < 12 ? semicolon + 1 : text;

	g_free(evidence->bounce_diagnostic);
	evidence->bounce_diagnostic = text_clean_line(at, strlen(at));
	text_truncate(evidence->bounce_diagnostic, LIMIT_SUBJECT_BYTES);
}

/* One group of per-recipient fields (RFC 3464 §2.3). */
static void
read_group(struct evidence *evidence, const struct header *group, struct actions *actions)
{
	g_autofree char *action = header_lower(group, "Action");
	g_autofree char *status_field = header_raw(group, "Status", 0);
	g_autofree char *final = header_raw(group, "Final-Recipient", 0);
	g_autofree char *original = header_raw(group, "Original-Recipient", 0);
	g_autofree char *diagnostic = header_text(group, "Diagnostic-Code", 0);

	if (final == NULL && original == NULL && action[0] == '\0')
		return;
	bool is_failed = g_str_has_prefix(action, "fail");
	bool is_delayed = g_str_has_prefix(action, "delay");
	bool is_other = action[0] != '\0' && !is_failed && !is_delayed;
	actions->has_failed = actions->has_failed || is_failed || action[0] == '\0';
	actions->has_delayed = actions->has_delayed || is_delayed;
	actions->has_delivered = actions->has_delivered || is_other;
	if (is_other)
		return;
	g_autofree char *address = recipient_of(final != NULL ? final : original);
	if (strchr(address, '@') == NULL && original != NULL) {
		g_free(address);
		address = recipient_of(original);
	}
	add_recipient(evidence, address);
	g_autofree char *status = status_field != NULL ? status_of(status_field) : NULL;
	if (status != NULL && evidence->bounce_status->len < LIMIT_ADDRESSES)
		g_ptr_array_add(evidence->bounce_status, g_steal_pointer(&status));
	set_diagnostic(evidence, diagnostic);
}

/* Groups of fields divided by empty lines; the first speaks of the mail as a whole. */
static void
read_delivery_status(
    struct evidence *evidence, const char *text, size_t size, struct actions *actions)
{
	size_t at = 0;

	for (unsigned i = 0; i < GROUPS_MAX && at < size; i++) {
		g_autoptr(Header) group = header_new(text + at, size - at);
		size_t next = header_body_offset(group);

		read_group(evidence, group, actions);
		if (next == 0) { /* a line that is no field */
			const char *newline = memchr(text + at, '\n', size - at);
			next = newline != NULL ? (size_t)(newline - text) + 1 - at : size - at;
		}
		at += next;
	}
}

/* Ids of the returned mail: its Message-ID is ours if anything is. */
static void
read_returned(struct evidence *evidence, const char *text, size_t size)
{
	g_autoptr(Header) header = header_new(text, size);
	g_autofree char *field = header_raw(header, "Message-ID", 0);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (field == NULL || evidence->bounce_original_message_id[0] != '\0')
		return;
	reference_add_ids(field, ids);
	if (ids->len == 0)
		return;
	g_free(evidence->bounce_original_message_id);
	evidence->bounce_original_message_id = g_strdup(ids->pdata[0]);
}

static bool
is_returned_type(const char *type)
{
	static const char *const types[] = {"message/rfc822", "message/global",
	    "text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers",
	    "message/global-headers", NULL};

	return g_strv_contains(types, type);
}

struct parts {
	bool has_status, has_feedback, is_report;
};

static void
read_parts(struct evidence *evidence, const struct mime_tree *tree, const char *bytes,
    struct parts *ret_parts, struct actions *actions)
{
	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];
		bool is_status = g_str_has_prefix(part->type, "message/") &&
				 g_str_has_suffix(part->type, "delivery-status");
		size_t size = 0;
		bool is_cut = false;

		if (strcmp(part->type, "multipart/report") == 0 &&
		    g_ascii_strcasecmp(part->report_type, "delivery-status") == 0)
			ret_parts->is_report = true;
		if (strcmp(part->type, "message/feedback-report") == 0)
			ret_parts->has_feedback = true;
		if (!is_status && !is_returned_type(part->type))
			continue;
		g_autofree char *text =
		    mime_decode_all(bytes, part, LIMIT_TEXT_BYTES, &size, &is_cut);
		if (is_status) {
			ret_parts->has_status = true;
			read_delivery_status(evidence, text, size, actions);
		} else {
			read_returned(evidence, text, size);
		}
	}
}

/* 5.x.x is for ever, 4.x.x may pass; several together are what the worst one is. */
static void
set_permanent(struct evidence *evidence)
{
	const GPtrArray *list = evidence->bounce_status;

	for (guint i = 0; i < list->len; i++) {
		const char *status = list->pdata[i];

		if (status[0] == '5')
			evidence->bounce_permanent = 1;
		else if (status[0] == '4' && evidence->bounce_permanent < 0)
			evidence->bounce_permanent = 0;
	}
	/* A report of a failure that names no code: it will not be tried again. */
	if (evidence->is_bounce && evidence->bounce_permanent < 0)
		evidence->bounce_permanent = 1;
	if (evidence->is_delayed && evidence->bounce_permanent < 0)
		evidence->bounce_permanent = 0;
}

static void
finish(struct evidence *evidence)
{
	if (evidence->bounce_original_message_id[0] == '\0')
		return;
	reference_find_in_message_id(evidence, evidence->bounce_original_message_id);
}

void
report_read(struct evidence *evidence, const struct header *header,
    const struct mime_tree *tree, const char *bytes)
{
	struct parts parts = {false, false, false};
	struct actions actions = {false, false, false};

	read_parts(evidence, tree, bytes, &parts, &actions);
	if (parts.has_feedback) {
		evidence->is_feedback_report = true;
		g_ptr_array_set_size(evidence->bounced_recipients, 0);
		g_ptr_array_set_size(evidence->bounce_status, 0);
		return;
	}
	if (parts.has_status || parts.is_report) {
		evidence->is_bounce =
		    actions.has_failed || !(actions.has_delayed || actions.has_delivered);
		evidence->is_delayed = actions.has_delayed && !evidence->is_bounce;
		evidence->is_delivery_success =
		    actions.has_delivered && !evidence->is_bounce && !evidence->is_delayed;
	}
	report_text_read(evidence, header, parts.has_status || parts.is_report);
	if (!evidence->is_bounce && !evidence->is_delayed && !evidence->is_delivery_success) {
		g_ptr_array_set_size(evidence->bounced_recipients, 0);
		g_ptr_array_set_size(evidence->bounce_status, 0);
		g_free(evidence->bounce_original_message_id);
		evidence->bounce_original_message_id = g_strdup("");
		return;
	}
	set_permanent(evidence);
	finish(evidence);
}
