/* Pure. The reply's text is hostile: it is cleaned and cut before anybody sees it. */
#include "config.h"
#include "smtp/result.h"

#include <string.h>

#include "base/text.h"

const char *smtp_class_name(enum smtp_class class)
{
	static const char *const names[] = {
	    [SMTP_SENT] = "sent",
	    [SMTP_DEFERRED] = "deferred",
	    [SMTP_FAILED] = "failed",
	    [SMTP_UNCERTAIN] = "uncertain",
	};

	return names[class];
}

static void
set_reply(struct smtp_result *result, const char *status, const char *text)
{
	g_autofree char *clean = text_clean_line(text, strlen(text));
	g_autofree char *line = g_strdup_printf("%s %s", status, clean);

	text_truncate(line, sizeof result->reply - 1);
	g_strlcpy(result->reply, line, sizeof result->reply);
}

void
smtp_result_set(struct smtp_result *ret_result, enum smtp_class class, const char *status,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	ret_result->class = class;
	ret_result->code = 0;
	set_reply(ret_result, status, text);
}

static size_t
count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* statuscode = class "." subject "." detail (RFC 2034 §4): its length, 0 when there is none. */
static size_t
measure_status(const char *line, int code)
{
	const char *p = line;
	size_t digits;

	if (p[0] != '0' + code / 100 || p[1] != '.')
		return 0;
	p += 2;
	digits = count_digits(p);
	if (digits < 1 || digits > 3 || p[digits] != '.')
		return 0;
	p += digits + 1;
	digits = count_digits(p);
	if (digits < 1 || digits > 3)
		return 0;
	p += digits;
	return *p == ' ' || *p == '\0' ? (size_t)(p - line) : 0;
}

static enum smtp_class
judge_code(int code)
{
	if (code < 300)
		return SMTP_SENT;
	if (code < 500 || code == 530 || code == 534 || code == 535 || code == 538)
		return SMTP_DEFERRED;
	return SMTP_FAILED;
}

void
smtp_result_from_reply(struct smtp_result *ret_result, int code, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *status = g_strdup_printf("%d.0.0", code / 100);
	g_autoptr(GString) words = g_string_new(NULL);

	for (guint i = 0; lines[i] != NULL; i++) {
		size_t size = measure_status(lines[i], code);

		if (i == 0 && size > 0) {
			g_free(status);
			status = g_strndup(lines[i], size);
		}
		g_string_append_c(words, ' ');
		g_string_append(words, lines[i] + size);
	}
	ret_result->class = judge_code(code);
	ret_result->code = code;
	set_reply(ret_result, status, words->str);
}
