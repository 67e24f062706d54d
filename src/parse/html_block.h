/* html_block: the state of a conversion from HTML, and the elements that are more than a line:
 * lists, tables, links, pictures, quotes. For html.c only. */
#ifndef TURNO_PARSE_HTML_BLOCK_H
#define TURNO_PARSE_HTML_BLOCK_H

#include <glib.h>
#include <stdbool.h>

#include "parse/cue.h"
#include "parse/html_cue.h"
#include "parse/html_layout.h"
#include "parse/html_style.h"
#include "parse/html_tag.h"

#define HTML_DEPTH_MAX 512u /* of elements; what is deeper has no style of its own */
#define HTML_NONE (-1)

/* What elements hand down. */
struct html_state {
	bool is_hidden, is_invisible, is_tiny;
	bool is_preformatted;
	bool is_list_mark;
	gint color, background;
	unsigned indent;
};

/* An element that is open. */
struct html_open {
	const struct html_element *element;
	struct html_state outer; /* to go back to */
	unsigned newlines;       /* line ends before and behind it */
	enum html_role role;
	guint cue, filled_lines; /* of a role: its place in the cues; lines when it began */
	bool has_quote;          /* HTML_ROLE_FRAME: a blockquote was in it */
	int list, table;         /* those around it */
	bool is_quote;           /* a blockquote whose lines are marked */
	bool is_ordered;
	int number;    /* of a list's next item */
	char numerals; /* '1', 'a', 'A', 'i', 'I' */
	/* of a table */
	bool is_data;
	guint row_filled;             /* layout.filled_lines when the row began */
	int columns;                  /* that were begun in the row */
	int cell_column, text_column; /* where this cell and the last one with text began */
	size_t cell_begin;
};

struct html_converter {
	struct html_source source;
	struct html_layout layout;
	GArray *stack; /* struct html_open */
	unsigned open_count[HTML_ELEMENTS_MAX];
	unsigned ignored_count[HTML_ELEMENTS_MAX]; /* open, but too deep for the stack */
	const struct html_element *paragraph;      /* <p> */
	struct html_state state;
	bool shows_all; /* hidden text too */
	bool is_shown;  /* of the state: its text is seen */
	bool skips_newline;
	GHashTable *hidden_classes; /* of style sheets */
	bool has_sheet_colors; /* a style sheet sets backgrounds: what hides is not known */
	int list, table;       /* index in the stack, HTML_NONE */
	char *link;            /* target of the open <a> */
	size_t link_begin;     /* where its text begins in the output */
	char word_mark[12];    /* the mark of Word's list item */
	unsigned word_mark_size, word_level;
	GArray *cues;                                 /* struct cue; or NULL */
	unsigned role_count[HTML_ROLE_SIGNATURE + 1]; /* open ones */
	bool is_quoted_to_end, is_weakly_quoted_to_end;
	int frame;                    /* the outermost open HTML_ROLE_FRAME in the stack */
	guint rule_line, rule_filled; /* of the last <hr> */
};

/* The open element of an index of the stack. */
struct html_open *html_block_open(struct html_converter *converter, int index);

/* Each is called behind the element's begin (open: its place on the stack) and its end. */
void html_block_list_begin(
    struct html_converter *converter, struct html_open *open, const struct html_tag *tag);
void html_block_item_begin(struct html_converter *converter, const struct html_tag *tag);
void html_block_item_end(struct html_converter *converter);
void html_block_row_begin(struct html_converter *converter);
void html_block_cell_begin(struct html_converter *converter, const struct html_tag *tag);
void html_block_cell_end(struct html_converter *converter);
void html_block_link_begin(struct html_converter *converter, const struct html_tag *tag);
void html_block_link_end(struct html_converter *converter);
void html_block_image(struct html_converter *converter, const struct html_tag *tag);
void html_block_rule(struct html_converter *converter);
void html_block_word_mark_end(struct html_converter *converter);

/* An element with a role begins (open: its place on the stack) and ends. */
void html_block_role_begin(
    struct html_converter *converter, struct html_open *open, enum html_role role);
void html_block_role_end(struct html_converter *converter, const struct html_open *open);

#endif
