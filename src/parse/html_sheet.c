#include "config.h"
#include "parse/html_sheet.h"

#include <string.h>

#include "parse/html_style.h"

#define NAMES_MAX 200u
#define NAME_BYTES 64u

static const char *
find(const char *at, const char *end, char c)
{
	const char *found = memchr(at, c, (size_t)(end - at));

	return found != NULL ? found : end;
}

static bool
is_name(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_';
}

/* Behind blanks, comments and the signs of a comment of HTML. */
static const char *
skip_blanks(const char *at, const char *end)
{
	while (at < end) {
		if (g_ascii_isspace(*at) || *at == '}') {
			at++;
		} else if (end - at >= 4 && strncmp(at, "<!--", 4) == 0) {
			at += 4;
		} else if (end - at >= 3 && strncmp(at, "-->", 3) == 0) {
			at += 3;
		} else if (end - at >= 2 && strncmp(at, "/*", 2) == 0) {
			const char *close = g_strstr_len(at + 2, end - at - 2, "*/");
			at = close != NULL ? close + 2 : end;
		} else {
			break;
		}
	}
	return at;
}

/* Behind "@import …;" or "@media … { … { … } … }". */
static const char *
skip_at_rule(const char *at, const char *end)
{
	unsigned depth = 0;

	for (; at < end; at++) {
		if (*at == '{')
			depth++;
		else if (*at == '}' && depth <= 1)
			return at + 1;
		else if (*at == '}')
			depth--;
		else if (*at == ';' && depth == 0)
			return at + 1;
	}
	return end;
}

/* "td.name" or ".name": nothing before or behind it that would make it special. */
static void
take_selector(GHashTable *hidden, const char *at, const char *end, bool hides)
{
	while (at < end && g_ascii_isspace(*at))
		at++;
	while (at < end && g_ascii_isspace(end[-1]))
		end--;
	const char *dot = find(at, end, '.');
	for (const char *p = at; p < end; p++)
		if (p != dot && !is_name(*p))
			return;
	size_t size = (size_t)(end - dot);
	if (size < 2 || size > NAME_BYTES)
		return;
	g_autofree char *name = g_strndup(dot + 1, size - 1);
	if (!hides)
		g_hash_table_remove(hidden, name);
	else if (g_hash_table_size(hidden) < NAMES_MAX)
		g_hash_table_add(hidden, g_steal_pointer(&name));
}

static void
take_rule(GHashTable *hidden, const char *at, const char *open, const char *close)
{
	struct html_tag tag = {.attribute[HTML_STYLE] = {open + 1, (size_t)(close - open - 1)}};
	struct html_style style;

	if (g_strstr_len(open, close - open, "display") == NULL)
		return;
	html_style_read(&tag, &style);
	if (!style.has_display)
		return;
	while (at < open) {
		const char *comma = find(at, open, ',');

		take_selector(hidden, at, comma, style.is_hidden);
		at = comma + 1;
	}
}

void
html_sheet_read(GHashTable *hidden, const char *at, const char *end)
{
	while ((at = skip_blanks(at, end)) < end) {
		if (*at == '@') {
			at = skip_at_rule(at, end);
			continue;
		}
		const char *open = find(at, end, '{');
		const char *close = find(open, end, '}');
		if (close < end)
			take_rule(hidden, at, open, close);
		at = close;
	}
}

bool
html_sheet_hides(GHashTable *hidden, const struct html_tag *tag)
{
	const char *at = tag->attribute[HTML_CLASS].at;
	char name[NAME_BYTES];

	if (at == NULL || g_hash_table_size(hidden) == 0)
		return false;
	const char *end = at + tag->attribute[HTML_CLASS].size;
	while (at < end) {
		size_t size = 0;

		while (at + size < end && !g_ascii_isspace(at[size]))
			size++;
		if (size > 0 && size < NAME_BYTES) {
			memcpy(name, at, size);
			name[size] = '\0';
			if (g_hash_table_contains(hidden, name))
				return true;
		}
		at += size + 1;
	}
	return false;
}
