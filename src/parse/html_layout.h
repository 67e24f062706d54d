/* html_layout: lines of text that grow word by word: blanks collapsed, empty lines never more
 * than one in a row, quotes and list items marked, cells divided by tabs. The half of html.c
 * that knows no tags. */
#ifndef TURNO_PARSE_HTML_LAYOUT_H
#define TURNO_PARSE_HTML_LAYOUT_H

#include <glib.h>
#include <stdbool.h>

struct html_layout {
	GString *out;
	guint line;            /* line ends in out */
	guint filled_lines;    /* lines of out that hold text */
	size_t line_begin;     /* where the last line begins in out */
	bool has_text;         /* something stands on the last line */
	gunichar last;         /* the last character of text */
	unsigned newlines;     /* to be written before the next character */
	unsigned blanks, tabs; /* likewise */
	bool is_blank_soft;    /* the last of the blanks takes in those that follow */
	bool has_hard_blank;   /* a blank that makes an empty line one (&nbsp;) */
	/* Nothing was written into this cell or item yet: paragraphs begin no line. */
	bool is_at_start;
	unsigned quote_depth, line_quotes; /* of blockquote; marks of the last line */
	unsigned indent;                   /* of lines that begin */
	char mark[16];                     /* of an item, to be written first; "" none */
	unsigned mark_indent;
};

/* One character of text; in preformatted text blanks and line ends count. */
void html_layout_add(struct html_layout *layout, gunichar character, bool is_preformatted);

/* A run of ASCII without blanks and control characters. */
void html_layout_add_run(struct html_layout *layout, const char *run, size_t size);

/* ASCII text that belongs to what stands before it (a link's target): it stays on that line. */
void html_layout_add_behind(struct html_layout *layout, const char *text);

/* The next character starts a new line (1) or comes behind an empty line (2). At the start of a
 * cell or an item nothing happens. */
void html_layout_break(struct html_layout *layout, unsigned newlines);

/* The same, at the start of a cell or an item too. */
void html_layout_break_hard(struct html_layout *layout, unsigned newlines);

/* A line end that counts each time (<br>): two make an empty line. */
void html_layout_line(struct html_layout *layout);

/* What comes next is an item with that mark ("- "), up to 15 bytes of ASCII. */
void html_layout_mark(struct html_layout *layout, const char *mark);

/* What comes next is a cell, `tabs` tabs behind what is on the line. is_joined: on the last
 * line; line ends that wait are forgotten. */
void html_layout_cell(struct html_layout *layout, unsigned tabs, bool is_joined);

#endif
