#include "config.h"
#include "parse/html_meta.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define LOOKED_AT_BYTES 4096u
#define NAME_BYTES 40u

static const char *
skip_blanks(const char *at, const char *end)
{
	while (at < end && g_ascii_isspace(*at))
		at++;
	return at;
}

/* The name behind "charset = " if that stands at `at`. */
static char *
take_name(const char *at, const char *end)
{
	static const char word[] = "charset";
	size_t size = 0;

	if (end - at < (ptrdiff_t)sizeof(word) ||
	    g_ascii_strncasecmp(at, word, sizeof(word) - 1) != 0)
		return NULL;
	at = skip_blanks(at + sizeof(word) - 1, end);
	if (at >= end || *at != '=')
		return NULL;
	at = skip_blanks(at + 1, end);
	at += at < end && (*at == '"' || *at == '\'');
	while (at + size < end && size < NAME_BYTES &&
	       (g_ascii_isalnum(at[size]) ||
		   (at[size] != '\0' && strchr("-_.:", at[size]) != NULL)))
		size++;
	return size > 0 ? g_ascii_strdown(at, (gssize)size) : NULL;
}

char *
html_meta_charset(const char *bytes, size_t size)
{
	static const char tag[] = "<meta";
	const char *end = bytes + MIN(size, LOOKED_AT_BYTES), *at = bytes;

	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		bool is_meta = end - at > (ptrdiff_t)sizeof(tag) &&
			       g_ascii_strncasecmp(at, tag, sizeof(tag) - 1) == 0;
		const char *close = memchr(at, '>', (size_t)(end - at));

		for (at++; is_meta && close != NULL && at < close; at++) {
			g_autofree char *name = take_name(at, close);

			if (name != NULL)
				return g_str_has_prefix(name, "utf-16")
					   ? NULL
					   : g_steal_pointer(&name);
		}
	}
	return NULL;
}
