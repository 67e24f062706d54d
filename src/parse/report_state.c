#include "config.h"
#include "parse/report_state.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/header.h"
#include "parse/reference.h"

static void
recipient_free(gpointer data)
{
	struct report_recipient *recipient = data;

	g_free(recipient->address);
	g_free(recipient->status);
	g_free(recipient);
}

struct report *
report_new(void)
{
	struct report *report = g_new0(struct report, 1);

	report->recipients = g_ptr_array_new_with_free_func(recipient_free);
	report->returned_to = g_ptr_array_new_with_free_func(g_free);
	report->returned_from = g_ptr_array_new_with_free_func(g_free);
	report->diagnostic = g_strdup("");
	report->original_message_id = g_strdup("");
	return report;
}

void
report_free(struct report *report)
{
	if (report == NULL)
		return;
	g_ptr_array_unref(report->recipients);
	g_ptr_array_unref(report->returned_to);
	g_ptr_array_unref(report->returned_from);
	g_free(report->diagnostic);
	g_free(report->original_message_id);
	g_free(report);
}

struct report_recipient *
report_add(struct report *report, const char *address, enum report_action action)
{
	const char *usable = text_is_mail_address(address) ? address : "";
	GPtrArray *list = report->recipients;

	for (guint i = 0; usable[0] != '\0' && i < list->len; i++) {
		struct report_recipient *known = list->pdata[i];

		if (g_ascii_strcasecmp(known->address, usable) == 0)
			return known;
	}
	if (list->len >= LIMIT_ADDRESSES)
		return NULL;
	struct report_recipient *recipient = g_new0(struct report_recipient, 1);
	recipient->address = g_strdup(usable);
	recipient->action = action;
	g_ptr_array_add(list, recipient);
	return recipient;
}

struct report_recipient *
report_name(struct report *report, const char *address, enum report_action action)
{
	GPtrArray *list = report->recipients;

	for (guint i = 0; i < list->len; i++) {
		struct report_recipient *recipient = list->pdata[i];

		if (recipient->address[0] != '\0' || !text_is_mail_address(address))
			continue;
		g_free(recipient->address);
		recipient->address = g_strdup(address);
		return recipient;
	}
	return report_add(report, address, action);
}

bool
report_has_named(const struct report *report)
{
	for (guint i = 0; i < report->recipients->len; i++) {
		const struct report_recipient *recipient = report->recipients->pdata[i];

		if (recipient->address[0] != '\0')
			return true;
	}
	return false;
}

bool
report_has_address(const GPtrArray *list, const char *address)
{
	for (guint i = 0; i < list->len; i++)
		if (g_ascii_strcasecmp(list->pdata[i], address) == 0)
			return true;
	return false;
}

void
report_set_diagnostic(struct report *report, const char *text)
{
	if (text == NULL || text[0] == '\0' || report->diagnostic[0] != '\0')
		return;
	const char *semicolon = strchr(text, ';');
	const char *at = semicolon != NULL && semicolon - text < 12 ? semicolon + 1 : text;

	g_free(report->diagnostic);
	report->diagnostic = text_clean_line(at, strlen(at));
	text_truncate(report->diagnostic, LIMIT_SUBJECT_BYTES);
}

static void
collect(const struct header *header, const char *name, GPtrArray *list)
{
	g_autofree char *field = header_raw(header, name, 0);
	g_autoptr(GPtrArray) found = evidence_addresses_new();

	if (field == NULL)
		return;
	(void)address_parse(field, found);
	for (guint i = 0; i < found->len; i++) {
		const struct evidence_address *entry = found->pdata[i];

		if (entry->address[0] != '\0' && list->len < LIMIT_ADDRESSES)
			g_ptr_array_add(list, g_strdup(entry->address));
	}
}

void
report_read_returned(struct report *report, const char *bytes, gsize size_bytes)
{
	static const char *const senders[] = {
	    "From", "Sender", "Reply-To", "Return-Path", "Errors-To"};
	g_autoptr(Header) header = header_new(bytes, size_bytes);
	g_autofree char *field = header_raw(header, "Message-ID", 0);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	report->has_returned = true;
	if (report->returned_to->len == 0) {
		collect(header, "To", report->returned_to);
		collect(header, "Cc", report->returned_to);
	}
	if (report->returned_from->len == 0)
		for (size_t i = 0; i < G_N_ELEMENTS(senders); i++)
			collect(header, senders[i], report->returned_from);
	if (field != NULL)
		(void)reference_add_ids(field, ids);
	if (ids->len == 0 || report->original_message_id[0] != '\0')
		return;
	g_free(report->original_message_id);
	report->original_message_id = g_strdup(ids->pdata[0]);
}
