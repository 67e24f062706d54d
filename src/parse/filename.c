#include "config.h"
#include "parse/filename.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"

#define EXTENSION_BYTES 16u

/* Bidirectional marks and overrides, zero-width characters, line and paragraph separators: they
 * make "exe.fdp" read "pdf.exe". */
static bool
is_deceptive(gunichar c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0x61c || c == 0xfeff || c == 0xfffe ||
	       (c >= 0xfff9 && c <= 0xfffb);
}

static const char *
base_name(const char *name)
{
	const char *base = name;

	for (const char *p = name; *p != '\0'; p++)
		if ((*p == '/' || *p == '\\') && p[1] != '\0')
			base = p + 1;
	return base;
}

/* Cuts the middle out: a document without its extension does not open. */
static void
shorten(GString *name)
{
	const char *dot = strrchr(name->str, '.');
	g_autofree char *extension =
	    dot != NULL && strlen(dot) <= EXTENSION_BYTES ? g_strdup(dot) : g_strdup("");

	if (name->len <= LIMIT_NAME_BYTES)
		return;
	text_truncate(name->str, LIMIT_NAME_BYTES - strlen(extension));
	g_string_set_size(name, strlen(name->str));
	g_string_append(name, extension);
}

char *
filename_clean(const char *name)
{
	g_autofree char *line = text_clean_line(name, strlen(name));
	GString *out = g_string_new(NULL);

	for (const char *p = base_name(line); *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!is_deceptive(c) && c != '/' && c != '\\')
			g_string_append_unichar(out, c);
	}
	g_strstrip(out->str);
	g_string_set_size(out, strlen(out->str));
	while (out->len > 0 && (out->str[0] == '.' || out->str[0] == ' '))
		g_string_erase(out, 0, 1);
	while (out->len > 0 && strchr(". ", out->str[out->len - 1]) != NULL)
		g_string_truncate(out, out->len - 1);
	shorten(out);
	return g_string_free(out, FALSE);
}
