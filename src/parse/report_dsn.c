#include "config.h"
#include "parse/report_dsn.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "parse/address.h"
#include "parse/header.h"
#include "parse/report_state.h"
#include "parse/report_status.h"

#define GROUPS_MAX 200u

/* "\x{00e8}" → "è": EmbeddedUnicodeChar of utf-8-addr-xtext (RFC 6533 §3). */
static char *
unescape_utf8(const char *text)
{
	GString *out = g_string_new(NULL);

	while (*text != '\0') {
		if (strncmp(text, "\\x{", 3) == 0) {
			char *end = NULL;
			guint64 value = g_ascii_strtoull(text + 3, &end, 16);

			if (end > text + 3 && *end == '}' && value >= 0x20 &&
			    value <= 0x10ffff && g_unichar_validate((gunichar)value)) {
				g_string_append_unichar(out, (gunichar)value);
				text = end + 1;
				continue;
			}
		}
		g_string_append_c(out, *text++);
	}
	return g_string_free(out, FALSE);
}

/* "rfc822; <a@b>" → "a@b" (RFC 3464 §2.1.2: address-type ";" generic-address); "" for NULL and
 * for what no mail could be sent to: a pipe, a host without a domain. */
static char *
recipient_of(const char *field)
{
	if (field == NULL)
		return g_strdup("");
	const char *semicolon = strrchr(field, ';');
	/* X.400 names hold the address in an attribute of their own. */
	const char *smtp = strstr(field, "SMTP=");
	const char *from = smtp != NULL ? smtp + 5 : semicolon != NULL ? semicolon + 1 : field;
	g_autofree char *text = g_strstrip(g_strdup(from));
	g_autofree char *plain = unescape_utf8(text);

	if (strchr(plain, '|') != NULL)
		return g_strdup("");
	g_autofree char *address = address_normalise(plain);
	const char *at = strrchr(address, '@');
	bool is_usable = at != NULL && at > address && strchr("./", address[0]) == NULL &&
			 (strchr(at, '.') != NULL || at[1] == '[') &&
			 text_is_mail_address(address);
	return is_usable ? g_steal_pointer(&address) : g_strdup("");
}

/* Whom the fields are about (RFC 3464 §2.3.2); a pipe or a host's inner name is nobody's
 * address, then what the sender had written helps. */
static char *
group_recipient(const struct header *group)
{
	static const char *const fields[] = {
	    "Final-Recipient", "Original-Recipient", "X-Actual-Recipient"};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *field = header_raw(group, fields[i], 0);
		g_autofree char *address = recipient_of(field);

		if (address[0] != '\0')
			return g_steal_pointer(&address);
	}
	return g_strdup("");
}

/*
 * The status that helps: the field's; its diagnostic's when the field says only the class or
 * less, and when what the other system answered is no vaguer. A mail that waits has not failed
 * for ever, whatever the diagnostic holds.
 */
static char *
group_status(const char *field, const char *diagnostic, bool is_delayed)
{
	g_autofree char *status = field != NULL ? report_status_of_field(field) : NULL;
	g_autofree char *told =
	    diagnostic != NULL ? report_status_find(diagnostic, strlen(diagnostic)) : NULL;
	bool is_vague = status == NULL || g_str_has_suffix(status, ".0.0");
	bool is_possible = told != NULL && !(is_delayed && told[0] == '5');

	if (is_possible && (is_vague || !g_str_has_suffix(told, ".0.0")))
		return g_steal_pointer(&told);
	if (status == NULL && diagnostic != NULL)
		return report_status_derive(diagnostic, strlen(diagnostic), is_delayed);
	return g_steal_pointer(&status);
}

/* Action (RFC 3464 §2.3.3) and words that some write instead. */
static bool
is_delayed_action(const char *action)
{
	return g_str_has_prefix(action, "delay") || g_str_has_prefix(action, "defer") ||
	       g_str_has_prefix(action, "transient");
}

static bool
is_delivered_action(const char *action, const char *status)
{
	static const char *const good[] = {
	    "delivered", "relayed", "expanded", "success", "deliverable", NULL};

	for (size_t i = 0; good[i] != NULL; i++)
		if (g_str_has_prefix(action, good[i]))
			return true;
	return action[0] == '\0' && status != NULL && status[0] == '2';
}

/* One group of per-recipient fields (RFC 3464 §2.3). */
static void
read_group(struct report *report, const struct header *group)
{
	g_autofree char *action = header_lower(group, "Action");
	g_autofree char *status_field = header_raw(group, "Status", 0);
	g_autofree char *diagnostic = header_text(group, "Diagnostic-Code", 0);
	bool is_delayed = is_delayed_action(action);

	if (action[0] == '\0' && header_count(group, "Final-Recipient") == 0 &&
	    header_count(group, "Original-Recipient") == 0)
		return;
	g_autofree char *status = group_status(status_field, diagnostic, is_delayed);
	if (is_delivered_action(action, status)) {
		report->has_delivered = true;
		return;
	}
	report->has_delayed = report->has_delayed || is_delayed;
	report->has_failed = report->has_failed || !is_delayed;
	g_autofree char *address = group_recipient(group);
	struct report_recipient *recipient =
	    report_add(report, address, is_delayed ? REPORT_DELAYED : REPORT_FAILED);
	if (recipient != NULL && recipient->status == NULL)
		recipient->status = g_steal_pointer(&status);
	report_set_diagnostic(report, diagnostic);
}

void
report_dsn_read(struct report *report, const char *text, size_t size)
{
	size_t at = 0;

	for (unsigned i = 0; i < GROUPS_MAX && at < size; i++) {
		g_autoptr(Header) group = header_new(text + at, size - at);
		size_t next = header_body_offset(group);

		read_group(report, group);
		if (next == 0) { /* a line that is no field */
			const char *newline = memchr(text + at, '\n', size - at);
			next = newline != NULL ? (size_t)(newline - text) + 1 - at : size - at;
		}
		at += next;
	}
}

bool
report_dsn_read_text(struct report *report, const char *text)
{
	static const char *const fields[] = {"Reporting-MTA:", "Final-Recipient:"};
	guint before = report->recipients->len;

	for (const char *line = text; line != NULL;) {
		for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
			if (g_ascii_strncasecmp(line, fields[i], strlen(fields[i])) == 0) {
				report_dsn_read(report, line, strlen(line));
				return report->recipients->len > before;
			}
		line = strchr(line, '\n');
		line = line != NULL ? line + 1 : NULL;
	}
	return false;
}
