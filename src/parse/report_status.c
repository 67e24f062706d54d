#include "config.h"
#include "parse/report_status.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "parse/report_words.h"

/* status-code = DIGIT "." 1*3DIGIT "." 1*3DIGIT (RFC 3463 §2). Its size at at, or 0. */
static size_t
status_size(const char *at, const char *end)
{
	size_t dot = 1;

	if (end - at < 5 || !g_ascii_isdigit(at[0]))
		return 0;
	for (unsigned i = 0; i < 2; i++) {
		size_t digits = 0;

		if (at + dot >= end || at[dot] != '.')
			return 0;
		while (at + dot + 1 + digits < end && g_ascii_isdigit(at[dot + 1 + digits]))
			digits++;
		if (digits == 0 || digits > 3)
			return 0;
		dot += 1 + digits;
	}
	return dot;
}

char *
report_status_of_field(const char *field)
{
	const char *at = field + strspn(field, " \t");
	size_t size = status_size(at, at + strlen(at));

	return size > 0 ? g_strndup(at, size) : NULL;
}

char *
report_status_find(const char *text, size_t size)
{
	const char *end = text + size;

	for (const char *at = text; at < end; at++) {
		if (*at != '4' && *at != '5')
			continue;
		bool is_begun = at > text && (g_ascii_isalnum(at[-1]) || at[-1] == '.' ||
						 at[-1] == '-' || at[-1] == '/');
		size_t found = is_begun ? 0 : status_size(at, end);

		/* The subject has one digit in every code that is registered (RFC 5248). */
		if (found == 0 || at[3] != '.')
			continue;
		const char *next = at + found;
		bool is_longer =
		    next < end &&
		    (g_ascii_isalnum(*next) || *next == '/' ||
			(*next == '.' && next + 1 < end && g_ascii_isdigit(next[1])));
		if (!is_longer)
			return g_strndup(at, found);
		at = next - 1;
	}
	return NULL;
}

unsigned
report_reply_code_find(const char *text, size_t size)
{
	for (size_t i = 0; i + 3 <= size; i++) {
		const char *at = text + i;

		if ((at[0] != '5' && at[0] != '4') || strchr("02357", at[1]) == NULL ||
		    at[1] == '\0' || !g_ascii_isdigit(at[2]))
			continue;
		bool is_begun = i > 0 && strchr(" \t\n(:;<[=\"'#>", at[-1]) == NULL;
		bool is_longer = i + 3 < size && strchr(" \t\n-:;,)]>\"'#.", at[3]) == NULL;
		/* "[192.0.2.1]:587", "521.4": a port or a number, no reply. */
		bool is_number = i + 4 < size && at[3] == '.' && g_ascii_isdigit(at[4]);
		bool is_port = i > 1 && at[-1] == ':' && strchr("]0123456789", at[-2]) != NULL;
		if (!is_begun && !is_longer && !is_number && !is_port)
			return (unsigned)(at[0] - '0') * 100 + (unsigned)(at[1] - '0') * 10 +
			       (unsigned)(at[2] - '0');
	}
	return 0;
}

static const char *
detail_of(const char *lower)
{
	for (size_t i = 0; report_reasons[i].text != NULL; i++)
		if (strstr(lower, report_reasons[i].text) != NULL)
			return report_reasons[i].detail;
	return NULL;
}

bool
report_names_reason(const char *lower)
{
	return detail_of(lower) != NULL;
}

char *
report_status_derive(const char *text, size_t size, bool is_delayed)
{
	char *status = report_status_find(text, size);
	unsigned code = report_reply_code_find(text, size);
	g_autofree char *lower = text_lower(text, (gssize)size);
	const char *detail = detail_of(lower);
	unsigned class = code > 0 ? code / 100 : is_delayed ? 4 : 5;

	if (status != NULL || (code == 0 && detail == NULL))
		return status;
	return g_strdup_printf("%u.%s", class, detail != NULL ? detail : "0.0");
}
