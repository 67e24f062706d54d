#include "config.h"
#include "web/mark.h"

#include <stdbool.h>
#include <string.h>

#include "web/template.h"

#define NEVER_ENDS_URL ".,;:!?*_~" /* a stop at the end of a sentence is none of it */

static const struct style {
	const char *sign;
	const char *tag;
} styles[] = {{"**", "strong"}, {"*", "strong"}, {"_", "em"}};

/* A part of a line. What was once sought in vain is not sought again: that keeps it linear. */
struct span {
	const char *start; /* where words may begin */
	const char *at;
	const char *end;
	bool is_link;                       /* of a link already */
	bool is_open[G_N_ELEMENTS(styles)]; /* this style is around it */
	bool is_vain[G_N_ELEMENTS(styles)]; /* no end of this style follows */
};

static void append_span(GString *out, struct span *s);

static void
append_escaped(GString *out, const char *from, const char *to)
{
	g_autofree char *text = g_strndup(from, (gsize)(to - from));

	template_escape(out, text);
}

static bool
is_word_at(const char *p, const char *end)
{
	gunichar c = g_utf8_get_char_validated(p, end - p);

	return p < end && c <= 0x10ffff && g_unichar_isalnum(c);
}

static bool
is_word_before(const struct span *s)
{
	const char *p = g_utf8_find_prev_char(s->start, s->at);

	return p != NULL && is_word_at(p, s->at);
}

/* Where the address that begins here ends; at itself when there is none. A parenthesis around
 * it ends it, one that was opened inside does not. */
static const char *
url_end(const char *at, const char *end)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:"};
	const char *p = at;
	int depth = 0;

	for (size_t i = 0; p == at && i < G_N_ELEMENTS(schemes); i++) {
		size_t n = strlen(schemes[i]);

		if ((size_t)(end - at) > n && g_ascii_strncasecmp(at, schemes[i], n) == 0 &&
		    is_word_at(at + n, end))
			p = at + n;
	}
	if (p == at)
		return at;
	for (; p < end && (unsigned char)*p > ' ' && strchr("<>\"'`[]{}|\\^\x7f", *p) == NULL;
	     p++) {
		depth += (*p == '(') - (*p == ')');
		if (depth < 0)
			break;
	}
	return p;
}

/* Whom an address reaches, as people know it: the host, or the mailbox. */
static void
append_place(GString *out, const char *url, const char *stop)
{
	const char *from = strchr(url, ':') + 1;

	while (*from == '/')
		from++;
	const char *to = from;
	while (to < stop && strchr("/?#", *to) == NULL)
		to++;
	for (const char *p = from; g_ascii_tolower(*url) == 'h' && p < to; p++)
		from = *p == '@' ? p + 1 : from;
	g_string_append(out, " (");
	append_escaped(out, from, to);
	g_string_append_c(out, ')');
}

static void
append_link_open(GString *out, const char *url, const char *stop)
{
	g_string_append(out, "<a href=\"");
	append_escaped(out, url, stop);
	/* A page opens beside, so that an answer half written stays. */
	g_string_append(out, g_ascii_tolower(*url) == 'h' ? "\" target=\"_blank" : "");
	g_string_append(out, "\" rel=\"noopener noreferrer nofollow\">");
}

/* https://… as it stands. */
static bool
take_url(GString *out, struct span *s)
{
	if (s->is_link || is_word_before(s))
		return false;
	const char *stop = url_end(s->at, s->end);
	if (stop == s->at)
		return false;
	while (strchr(NEVER_ENDS_URL, stop[-1]) != NULL)
		stop--;
	append_link_open(out, s->at, stop);
	append_escaped(out, s->at, stop);
	g_string_append(out, "</a>");
	s->at = stop;
	return true;
}

/* [words](https://…). Neither holds a bracket: so nothing is looked at twice. */
static bool
take_link(GString *out, struct span *s)
{
	const char *words = s->at + 1;
	const char *close = words;

	while (close < s->end && *close != '[' && *close != ']')
		close++;
	if (s->is_link || s->end - close < 2 || *close != ']' || close[1] != '(' ||
	    g_ascii_isspace(*words) || close == words)
		return false;
	const char *url = close + 2;
	const char *stop = url_end(url, s->end);
	if (stop == url || stop == s->end || *stop != ')')
		return false;
	struct span inside = {.start = words, .at = words, .end = close, .is_link = true};
	memcpy(inside.is_open, s->is_open, sizeof inside.is_open);
	append_link_open(out, url, stop);
	append_span(out, &inside);
	g_string_append(out, "</a>");
	append_place(out, url, stop);
	s->at = stop + 1;
	return true;
}

static size_t
run_length(const char *at, const char *end)
{
	size_t n = 1;

	while (at + n < end && at[n] == *at)
		n++;
	return n;
}

/* The sign that ends what one of n at from has begun, before end; NULL when none does. */
static const char *
find_close(const char *from, size_t n, const char *end)
{
	for (const char *p = from + n; p < end; p++) {
		if (*p != *from)
			continue;
		size_t run = run_length(p, end);
		if (run == n && !g_ascii_isspace(p[-1]) && !is_word_at(p + run, end))
			return p;
		p += run - 1;
	}
	return NULL;
}

/* *bold* or _italic_; a sign that is neither stands as it is. */
static void
take_style(GString *out, struct span *s)
{
	size_t n = run_length(s->at, s->end);
	const char *from = s->at + n;
	const char *close = NULL;
	size_t i = 0;

	while (i < G_N_ELEMENTS(styles) &&
	       (styles[i].sign[0] != *s->at || strlen(styles[i].sign) != n))
		i++;
	if (i < G_N_ELEMENTS(styles) && !s->is_open[i] && !s->is_vain[i] && from < s->end &&
	    !g_ascii_isspace(*from) && !is_word_before(s)) {
		close = find_close(s->at, n, s->end);
		s->is_vain[i] = close == NULL;
	}
	if (close == NULL) {
		g_string_append_len(out, s->at, (gssize)n);
		s->at = from;
		return;
	}
	struct span inside = {.start = from, .at = from, .end = close, .is_link = s->is_link};
	memcpy(inside.is_open, s->is_open, sizeof inside.is_open);
	inside.is_open[i] = true;
	g_string_append_printf(out, "<%s>", styles[i].tag);
	append_span(out, &inside);
	g_string_append_printf(out, "</%s>", styles[i].tag);
	s->at = close + n;
}

static void
append_span(GString *out, struct span *s)
{
	while (s->at < s->end) {
		const char *plain = s->at;

		while (s->at < s->end && strchr("*_[hHmM", *s->at) == NULL)
			s->at++;
		append_escaped(out, plain, s->at);
		if (s->at == s->end)
			break;
		if (*s->at == '*' || *s->at == '_')
			take_style(out, s);
		else if (!(*s->at == '[' ? take_link(out, s) : take_url(out, s)))
			g_string_append_c(out, *s->at++);
	}
}

/* "- words" or "12. words": the tag of its list, its words and its number; else NULL. */
static const char *
read_item(const char *line, const char *end, const char **ret_words, const char **ret_number)
{
	const char *p = line;

	while (p < end && *p == ' ')
		p++;
	const char *number = p;
	while (p < end && g_ascii_isdigit(*p) && p - number < 3)
		p++;
	bool is_numbered = p > number;
	if (end - p < 3 || p[1] != ' ' || strchr(is_numbered ? "." : "-*", *p) == NULL)
		return NULL;
	for (p++; p < end && *p == ' ';)
		p++;
	*ret_words = p;
	*ret_number = number;
	return p == end ? NULL : is_numbered ? "ol" : "ul";
}

static void
close_block(GString *out, const char **block)
{
	if (*block != NULL)
		g_string_append_printf(out, "%s</%s>", **block == 'p' ? "" : "</li>", *block);
	*block = NULL;
}

/* An item has the number that was written: a list may begin with 3, or lack one. */
static void
open_item(GString *out, const char *list, const char *number, const char **block)
{
	if (g_strcmp0(*block, list) == 0) {
		g_string_append(out, "</li>");
	} else {
		close_block(out, block);
		g_string_append_printf(out, "<%s>", list);
	}
	if (*list == 'o')
		g_string_append_printf(
		    out, "<li value=\"%.*s\">", (int)strspn(number, "0123456789"), number);
	else
		g_string_append(out, "<li>");
	*block = list;
}

/* One line that is not blank; *block is the tag of what it may go on, NULL: nothing. */
static void
append_line(GString *out, const char *line, const char *end, const char **block)
{
	const char *words = line;
	const char *number = NULL;
	const char *list = read_item(line, end, &words, &number);
	bool is_item = *block != NULL && **block != 'p';

	if (list != NULL) {
		open_item(out, list, number, block);
	} else if (*block == NULL || (is_item && *line != ' ' && *line != '\t')) {
		close_block(out, block);
		g_string_append(out, "<p>");
		*block = "p";
	} else {
		g_string_append_c(out, '\n');
		while (is_item && words < end && g_ascii_isspace(*words))
			words++;
	}
	struct span s = {.start = words, .at = words, .end = end};
	append_span(out, &s);
}

void
mark_append(GString *out, const char *text)
{
	const char *block = NULL;

	while (*text != '\0') {
		const char *next = text + strcspn(text, "\n");
		const char *end = next;

		while (end > text && g_ascii_isspace(end[-1]))
			end--;
		if (end > text)
			append_line(out, text, end, &block);
		else
			close_block(out, &block);
		text = next + (*next == '\n');
	}
	close_block(out, &block);
}
