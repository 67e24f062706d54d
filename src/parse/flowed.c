#include "config.h"
#include "parse/flowed.h"

#include <glib.h>
#include <string.h>

char *
flowed_unwrap(const char *text, bool is_delsp)
{
	GString *out = g_string_sized_new(strlen(text));
	size_t depth_before = 0;
	bool is_open = false; /* the line before flows on */

	for (const char *at = text; *at != '\0';) {
		size_t size = strcspn(at, "\n");
		size_t depth = strspn(at, ">");
		const char *line = at + depth;
		const char *end = at + size;

		if (line < end && *line == ' ')
			line++; /* space-stuffing, §4.4 */
		bool is_mark = end - line == 3 && strncmp(line, "-- ", 3) == 0;
		if (is_open && depth == depth_before && !is_mark) {
			g_string_append_len(out, line, end - line);
		} else {
			if (out->len > 0 || at != text)
				g_string_append_c(out, '\n');
			g_string_append_len(out, at, (gssize)depth);
			if (depth > 0)
				g_string_append_c(out, ' ');
			g_string_append_len(out, line, end - line);
		}
		is_open = end > line && end[-1] == ' ' && !is_mark;
		if (is_open && is_delsp)
			g_string_truncate(out, out->len - 1);
		depth_before = depth;
		at = *end == '\n' ? end + 1 : end;
	}
	if (g_str_has_suffix(text, "\n"))
		g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}
