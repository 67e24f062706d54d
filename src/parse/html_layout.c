#include "config.h"
#include "parse/html_layout.h"

#include <string.h>

#define QUOTE_DEPTH_MAX 20u
#define NEWLINES_MAX 2u
#define BLANKS_MAX 40u
#define INDENT_MAX 40u

static void
append_many(GString *out, char c, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		g_string_append_c(out, c);
}

/* Ends the line and begins the next. */
static void
write_newlines(struct html_layout *layout)
{
	unsigned depth = MIN(layout->quote_depth, QUOTE_DEPTH_MAX);
	unsigned common = MIN(depth, layout->line_quotes);
	unsigned count = layout->out->len > 0 ? layout->newlines : 0;

	for (unsigned i = 0; i < count; i++) {
		g_string_append_c(layout->out, '\n');
		layout->line++;
		if (i + 1 < count)
			append_many(layout->out, '>', common);
	}
	layout->line_begin = layout->out->len;
	append_many(layout->out, '>', depth);
	if (depth > 0)
		g_string_append_c(layout->out, ' ');
	layout->line_quotes = depth;
	layout->has_text = false;
	layout->newlines = 0;
	bool has_mark = layout->mark[0] != '\0';
	append_many(
	    layout->out, ' ', MIN(has_mark ? layout->mark_indent : layout->indent, INDENT_MAX));
}

static void
before_text(struct html_layout *layout)
{
	if (layout->newlines > 0 || layout->out->len == 0)
		write_newlines(layout);
	if (layout->mark[0] != '\0') {
		g_string_append(layout->out, layout->mark);
		layout->mark[0] = '\0';
	}
	layout->filled_lines += !layout->has_text;
	if (layout->tabs > 0)
		append_many(layout->out, '\t', layout->tabs);
	else if (layout->has_text || layout->has_hard_blank)
		append_many(layout->out, ' ', MIN(layout->blanks, BLANKS_MAX));
	layout->tabs = layout->blanks = 0;
	layout->is_blank_soft = layout->has_hard_blank = layout->is_at_start = false;
	layout->has_text = true;
}

static void
add_blank(struct html_layout *layout, bool is_hard)
{
	if (!is_hard && layout->is_blank_soft)
		return;
	layout->blanks++;
	layout->is_blank_soft = !is_hard;
	layout->has_hard_blank = layout->has_hard_blank || is_hard;
}

/* No-break and the blanks of a fixed width, and letters that are drawn as nothing but are wide.
 */
static bool
is_hard_blank(gunichar c)
{
	return c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	       c == 0x2800 || c == 0x3164;
}

/*
 * Characters that show nothing: soft hyphen, zero width space, word joiner, invisible
 * operators, byte order mark, the place of an attachment, controls. Joiners matter to scripts
 * that join letters and to pictures; behind anything else they are filling.
 */
static bool
is_nothing(gunichar c, gunichar last)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return true;
	if (c == 0x200c || c == 0x200d || c == 0x34f || c == 0x200e || c == 0x200f)
		return last < 0x590 || is_hard_blank(last);
	return c == 0xad || c == 0x200b || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff ||
	       c == 0xfffc || c == 0x180e;
}

void
html_layout_add(struct html_layout *layout, gunichar character, bool is_preformatted)
{
	switch (character) {
	case '\n':
		if (is_preformatted) {
			layout->is_at_start = false;
			html_layout_line(layout);
			return;
		}
		add_blank(layout, false);
		return;
	case '\r':
	case '\f':
		if (!is_preformatted)
			add_blank(layout, false);
		return;
	case ' ':
		add_blank(layout, is_preformatted);
		return;
	case '\t':
		if (!is_preformatted)
			add_blank(layout, false);
		else
			layout->tabs++;
		return;
	default:
		break;
	}
	if (is_nothing(character, layout->blanks > 0 ? ' ' : layout->last))
		return;
	if (is_hard_blank(character)) {
		add_blank(layout, true);
		return;
	}
	before_text(layout);
	g_string_append_unichar(layout->out, character);
	layout->last = character;
}

void
html_layout_add_run(struct html_layout *layout, const char *run, size_t size)
{
	before_text(layout);
	g_string_append_len(layout->out, run, (gssize)size);
	layout->last = (guchar)run[size - 1];
}

void
html_layout_add_behind(struct html_layout *layout, const char *text)
{
	if (layout->out->len == 0)
		return;
	g_string_append(layout->out, text);
	layout->last = (guchar)text[strlen(text) - 1];
}

/* An empty line that was filled with blanks counts as one. */
static void
count_blank_line(struct html_layout *layout)
{
	if (layout->has_hard_blank && layout->newlines > 0)
		layout->newlines = MIN(layout->newlines + 1, NEWLINES_MAX);
	layout->blanks = layout->tabs = 0;
	layout->is_blank_soft = layout->has_hard_blank = false;
}

void
html_layout_break(struct html_layout *layout, unsigned newlines)
{
	if (layout->is_at_start)
		return;
	count_blank_line(layout);
	layout->newlines = MAX(layout->newlines, newlines);
}

void
html_layout_break_hard(struct html_layout *layout, unsigned newlines)
{
	layout->is_at_start = false;
	html_layout_break(layout, newlines);
}

void
html_layout_line(struct html_layout *layout)
{
	if (layout->is_at_start)
		return;
	layout->blanks = layout->tabs = 0;
	layout->is_blank_soft = layout->has_hard_blank = false;
	layout->newlines = MIN(layout->newlines + 1, NEWLINES_MAX);
}

void
html_layout_mark(struct html_layout *layout, const char *mark)
{
	html_layout_break_hard(layout, 1);
	g_strlcpy(layout->mark, mark, sizeof(layout->mark));
	layout->mark_indent = layout->indent;
	layout->is_at_start = true;
}

void
html_layout_cell(struct html_layout *layout, unsigned tabs, bool is_joined)
{
	layout->newlines = is_joined ? 0 : layout->newlines;
	layout->blanks = 0;
	layout->is_blank_soft = layout->has_hard_blank = false;
	layout->tabs = tabs;
	layout->is_at_start = true;
}
