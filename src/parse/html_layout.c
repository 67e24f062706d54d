#include "config.h"
#include "parse/html_layout.h"

#define QUOTE_DEPTH_MAX 20u

static void
write_newlines(struct html_layout *layout)
{
	unsigned depth = MIN(layout->quote_depth, QUOTE_DEPTH_MAX);
	unsigned common = MIN(depth, layout->line_quotes);
	unsigned count = layout->out->len > 0 ? layout->newlines : 0;

	for (unsigned i = 0; i < count; i++) {
		g_string_append_c(layout->out, '\n');
		layout->line++;
		if (i + 1 < count && common > 0)
			for (unsigned k = 0; k < common; k++)
				g_string_append_c(layout->out, '>');
	}
	if (count > 0 || layout->out->len == 0) {
		for (unsigned k = 0; k < depth; k++)
			g_string_append_c(layout->out, '>');
		if (depth > 0)
			g_string_append_c(layout->out, ' ');
		layout->line_quotes = depth;
		layout->has_line = false;
		layout->has_blank = false;
	}
	layout->newlines = 0;
}

static void
before_text(struct html_layout *layout)
{
	if (layout->newlines > 0 || layout->out->len == 0)
		write_newlines(layout);
	if (layout->has_blank && layout->has_line)
		g_string_append_c(layout->out, ' ');
	layout->has_blank = false;
	layout->has_line = true;
}

void
html_layout_add(struct html_layout *layout, gunichar character)
{
	bool is_blank = character == ' ' || character == '\t' || character == '\n' ||
			character == '\r' || character == '\f';

	if (layout->pre_depth > 0 && character == '\n') {
		html_layout_line(layout);
		return;
	}
	if (is_blank && layout->pre_depth == 0) {
		layout->has_blank = true;
		return;
	}
	before_text(layout);
	g_string_append_unichar(layout->out, character == 0xa0 ? ' ' : character);
}

void
html_layout_add_text(struct html_layout *layout, const char *text)
{
	before_text(layout);
	g_string_append(layout->out, text);
}

void
html_layout_break(struct html_layout *layout, unsigned newlines)
{
	layout->newlines = MAX(layout->newlines, newlines);
}

void
html_layout_line(struct html_layout *layout)
{
	layout->newlines = MIN(layout->newlines + 1, 3);
}
