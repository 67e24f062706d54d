#define _GNU_SOURCE
#include "config.h"
#include "parse/report_amazon.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "parse/report_state.h"
#include "parse/report_status.h"

#define TEXT_BYTES (64u << 10)
#define VALUE_BYTES 1000u

/* JSON in a string of JSON has a backslash before each quote: without them both read alike. */
static char *
without_backslashes(const char *text)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; text[i] != '\0' && i < TEXT_BYTES; i++)
		if (text[i] != '\\')
			g_string_append_c(out, text[i]);
	return g_string_free(out, FALSE);
}

/* The string that is the value of the first member of that name between at and end. */
static char *
member(const char *at, const char *end, const char *name)
{
	g_autofree char *key = g_strdup_printf("\"%s\":", name);
	const char *found = memmem(at, (size_t)(end - at), key, strlen(key));

	if (found == NULL)
		return g_strdup("");
	found += strlen(key);
	found += strspn(found, " ");
	const char *quote = *found == '"' && found < end
				? memchr(found + 1, '"', (size_t)(end - found) - 1)
				: NULL;
	if (quote == NULL || (size_t)(quote - found) > VALUE_BYTES)
		return g_strdup("");
	return g_strndup(found + 1, (gsize)(quote - found) - 1);
}

/* One recipient: the members up to the next. */
static void
add_recipient(struct report *report, const char *at, const char *end, bool is_transient)
{
	g_autofree char *address = member(at, end, "emailAddress");
	g_autofree char *field = member(at, end, "status");
	g_autofree char *diagnostic = member(at, end, "diagnosticCode");
	struct report_recipient *recipient = report_add(report, address, REPORT_FAILED);

	if (recipient == NULL || recipient->status != NULL)
		return;
	recipient->status = report_status_find(diagnostic, strlen(diagnostic));
	if (recipient->status == NULL)
		recipient->status = report_status_of_field(field);
	if (recipient->status == NULL)
		recipient->status = g_strdup(is_transient ? "4.0.0" : "5.0.0");
	report_set_diagnostic(report, diagnostic);
}

static void
read_recipients(struct report *report, const char *flat)
{
	static const char first[] = "\"emailAddress\":";
	g_autofree char *type = member(flat, flat + strlen(flat), "bounceType");
	const char *at = strstr(flat, "\"bouncedRecipients\":");
	const char *end = at != NULL ? strchr(at, ']') : NULL;

	for (at = end != NULL ? strstr(at, first) : NULL; at != NULL && at < end;) {
		const char *next = strstr(at + 1, first);

		add_recipient(report, at, next != NULL && next < end ? next : end,
		    strcmp(type, "Transient") == 0);
		at = next;
	}
}

bool
report_amazon_read(struct report *report, const char *text, bool *ret_is_complaint)
{
	if (text[strspn(text, " \n")] != '{' || strstr(text, "notificationType") == NULL)
		return false;
	g_autofree char *flat = without_backslashes(text);
	const char *end = flat + strlen(flat);
	g_autofree char *type = member(flat, end, "notificationType");
	const char *headers = strstr(flat, "\"commonHeaders\":");
	bool is_complaint = strcmp(type, "Complaint") == 0;

	if (!is_complaint && strcmp(type, "Bounce") != 0)
		return false;
	*ret_is_complaint = is_complaint;
	if (headers != NULL) {
		g_autofree char *id = member(headers, end, "messageId");
		g_autofree char *field = g_strdup_printf("Message-ID: %s\n", id);

		if (strchr(id, '\n') == NULL)
			report_read_returned(report, field, strlen(field));
	}
	if (is_complaint)
		return true;
	report->has_failed = true;
	read_recipients(report, flat);
	return true;
}
