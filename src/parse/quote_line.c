#include "config.h"
#include "parse/quote_line.h"

#include <string.h>

#define INITIALS_MAX 4u
#define DASHES_LEAST 3u
#define DASHED_BYTES 160u

struct quote_line *
quote_line_at(const GArray *lines, guint index)
{
	return &g_array_index(lines, struct quote_line, index);
}

static bool
is_blank(const char *at, size_t size)
{
	for (const char *p = at, *end = at + size; p < end; p = g_utf8_next_char(p)) {
		if ((guchar)*p < 0x80) {
			if (!g_ascii_isspace(*p))
				return false;
			continue;
		}
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isspace(c) && g_unichar_type(c) != G_UNICODE_FORMAT)
			return false;
	}
	return true;
}

/* One level of marks; 0 none. */
static size_t
mark_size(const char *at, size_t size)
{
	static const char *const marks[] = {">", "&gt;", "\xef\xbc\x9e", NULL};

	for (size_t i = 0; marks[i] != NULL; i++) {
		size_t length = strlen(marks[i]);

		if (size >= length && memcmp(at, marks[i], length) == 0)
			return length;
	}
	return 0;
}

/* "MR> text": the initials of the quoted one, as The Bat and news readers put them. */
static size_t
initials_size(const char *at, size_t size)
{
	size_t letters = 0;

	while (letters < size && letters < INITIALS_MAX && g_ascii_isupper(at[letters]))
		letters++;
	return letters > 0 && letters < size && at[letters] == '>' ? letters : 0;
}

static size_t
blanks(const char *at, size_t size)
{
	size_t count = 0;

	while (count < size && (at[count] == ' ' || at[count] == '\t'))
		count++;
	return count;
}

size_t
quote_line_prefix(const char *at, size_t size)
{
	size_t used = blanks(at, size), marked = 0;

	used += initials_size(at + used, size - used);
	for (size_t mark; (mark = mark_size(at + used, size - used)) > 0;) {
		used += mark;
		used += blanks(at + used, size - used);
		marked = used;
	}
	return marked;
}

GArray *
quote_line_split(const char *text)
{
	GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct quote_line));

	for (const char *at = text; *at != '\0';) {
		size_t size = strcspn(at, "\n");
		struct quote_line line = {at, (guint32)size, QUOTE_TEXT, false, false, false};

		line.is_marked = quote_line_prefix(at, size) > 0;
		if (line.is_marked)
			line.kind = QUOTE_QUOTED;
		else if (is_blank(at, size))
			line.kind = QUOTE_BLANK;
		g_array_append_val(lines, line);
		at += size + (at[size] == '\n');
	}
	return lines;
}

void
quote_line_mark(GArray *lines, guint from, guint to, enum quote_kind kind)
{
	for (guint i = from; i < MIN(to, lines->len); i++)
		if (quote_line_at(lines, i)->kind != QUOTE_BLANK)
			quote_line_at(lines, i)->kind = kind;
}

guint
quote_line_next_filled(const GArray *lines, guint index)
{
	while (index < lines->len && quote_line_at(lines, index)->kind == QUOTE_BLANK)
		index++;
	return index;
}

static bool
is_trimmed(gunichar c, bool is_bare)
{
	if (c < 0x80)
		return c == '*' || c == '_' || g_ascii_isspace((char)c) ||
		       (is_bare && !g_ascii_isalnum((char)c));
	return g_unichar_isspace(c) || g_unichar_type(c) == G_UNICODE_FORMAT ||
	       (is_bare && !g_unichar_isalnum(c));
}

/* One character in lower case; what stands for the same is made the same. Its size, 0 when it
 * is left out. */
static size_t
fold_character(gunichar c, char *folded)
{
	if (c == 0xa0 || c == 0x202f || c == '\t')
		c = ' ';
	if (c == 0x2019)
		c = '\'';
	if (c < 0x80) {
		*folded = g_ascii_tolower((char)c);
		return 1;
	}
	return g_unichar_type(c) == G_UNICODE_FORMAT
		   ? 0
		   : (size_t)g_unichar_to_utf8(g_unichar_tolower(c), folded);
}

size_t
quote_line_fold(const struct quote_line *line, bool is_bare, char folded[QUOTE_FOLD_BYTES])
{
	const char *at = line->at, *end = line->at + line->size;
	size_t used = 0, kept = 0;

	while (at < end && is_trimmed(g_utf8_get_char(at), is_bare))
		at = g_utf8_next_char(at);
	for (; at < end && used + 6 < QUOTE_FOLD_BYTES; at = g_utf8_next_char(at)) {
		gunichar c = (guchar)*at < 0x80 ? (guchar)*at : g_utf8_get_char(at);

		used += fold_character(c, folded + used);
		if (!is_trimmed(c, is_bare))
			kept = used;
	}
	folded[kept] = '\0';
	return kept;
}

bool
quote_line_is_rule(const struct quote_line *line, unsigned least)
{
	unsigned count = 0;

	for (const char *p = line->at, *end = p + line->size; p < end;
	     p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == ' ' || c == '\t' || c == '\r')
			continue;
		/* dashes of every width, bars of boxes */
		if (strchr("-_=*~#+", (int)(c < 0x80 ? c : 'x')) == NULL &&
		    !(c >= 0x2010 && c <= 0x2015) && c != 0x2500 && c != 0x2501)
			return false;
		count++;
	}
	return count >= least;
}

bool
quote_line_is_dashed(const struct quote_line *line)
{
	size_t size = line->size, dashes = 0;

	while (size > 0 && strchr(" \t\r", line->at[size - 1]) != NULL)
		size--;
	while (dashes < size && line->at[size - 1 - dashes] == '-')
		dashes++;
	return size <= DASHED_BYTES && dashes >= DASHES_LEAST && size >= 2 * DASHES_LEAST &&
	       strncmp(line->at, "---", DASHES_LEAST) == 0;
}
