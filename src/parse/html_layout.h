/* html_layout: lines of text that grow word by word: blanks collapsed, empty lines never more
 * than one in a row, quotes and list items marked. The half of html.c that knows no tags. */
#ifndef TURNO_PARSE_HTML_LAYOUT_H
#define TURNO_PARSE_HTML_LAYOUT_H

#include <glib.h>
#include <stdbool.h>

struct html_layout {
	GString *out;
	guint line;           /* line ends in out */
	unsigned newlines;    /* to be written before the next character */
	bool has_blank;       /* likewise */
	bool has_line;        /* something stands on the current line */
	unsigned quote_depth; /* of blockquote */
	unsigned line_quotes; /* marks of the current line */
	unsigned pre_depth;
};

/* One character of text. */
void html_layout_add(struct html_layout *layout, gunichar character);

/* ASCII text that is not collapsed (list marks, link targets). */
void html_layout_add_text(struct html_layout *layout, const char *text);

/* The next character starts a new line (1) or comes behind an empty line (2). */
void html_layout_break(struct html_layout *layout, unsigned newlines);

/* A line end that counts each time (<br>): two make an empty line. */
void html_layout_line(struct html_layout *layout);

#endif
