#include "config.h"
#include "parse/report_returned.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "parse/report_words.h"

#define SEARCH_BYTES (64u << 10)
#define MARK_LINE_BYTES 200u
#define FIELDS_MIN 3u

static const char *
line_end(const char *line)
{
	const char *newline = strchr(line, '\n');

	return newline != NULL ? newline : line + strlen(line);
}

/* A field of a header at the very beginning of the line: no blank before, a known name. */
static bool
is_field(const char *line)
{
	size_t size = strcspn(line, ": \t\n");

	if (line[size] != ':' || size == 0 || size > 40)
		return false;
	if (size > 2 && g_ascii_strncasecmp(line, "x-", 2) == 0)
		return g_ascii_strncasecmp(line, "x-supplementary-info", size) != 0;
	for (size_t i = 0; report_header_fields[i] != NULL; i++)
		if (strlen(report_header_fields[i]) == size &&
		    g_ascii_strncasecmp(line, report_header_fields[i], size) == 0)
			return true;
	return false;
}

/* These stand in no text but a header's. */
static bool
is_sure_field(const char *line)
{
	static const char *const starts[] = {"Received: from ", "Received: by ",
	    "Return-Path: <", "Received: (", "DKIM-Signature: ", "MIME-Version: 1",
	    "X-Received: "};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_ascii_strncasecmp(line, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* FIELDS_MIN fields from here on; lines that continue one do not count. */
static bool
is_header(const char *line)
{
	unsigned fields = 0;

	if (is_sure_field(line))
		return true;
	for (unsigned i = 0; i < 2 * FIELDS_MIN && *line != '\0'; i++) {
		if (is_field(line))
			fields++;
		else if (*line != ' ' && *line != '\t')
			return false;
		if (fields == FIELDS_MIN)
			return true;
		line = line_end(line);
		line += *line == '\n' ? 1 : 0;
	}
	return false;
}

static bool
is_mark(const char *line, size_t size)
{
	if (size > MARK_LINE_BYTES)
		return false;
	g_autofree char *lower = text_lower(line, (gssize)size);

	for (size_t i = 0; report_returned_marks[i] != NULL; i++)
		if (strstr(lower, report_returned_marks[i]) != NULL)
			return true;
	return false;
}

/* The header may stand some lines below its announcement. */
static const char *
header_below(const char *line)
{
	for (unsigned i = 0; i < 8 && *line != '\0'; i++) {
		if (is_field(line) && is_header(line))
			return line;
		line = line_end(line);
		line += *line == '\n' ? 1 : 0;
	}
	return NULL;
}

const char *
report_returned_find(const char *text, const char **ret_header)
{
	const char *line = text;
	bool has_words = false;

	*ret_header = NULL;
	while (*line != '\0' && (size_t)(line - text) < SEARCH_BYTES) {
		const char *end = line_end(line);

		if (is_field(line) && is_header(line)) {
			*ret_header = line;
			return line;
		}
		/* A report does not begin with what it returns. */
		if (has_words && is_mark(line, (size_t)(end - line))) {
			*ret_header = header_below(end + (*end == '\n' ? 1 : 0));
			return line;
		}
		has_words = has_words || end > line + strspn(line, " \t-");
		line = end + (*end == '\n' ? 1 : 0);
	}
	return line;
}
