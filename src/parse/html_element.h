/* html_element: what the elements of HTML do to the text around them. */
#ifndef TURNO_PARSE_HTML_ELEMENT_H
#define TURNO_PARSE_HTML_ELEMENT_H

#include <stddef.h>

enum html_effect {
	EFFECT_INLINE,    /* nothing */
	EFFECT_LINE,      /* begins and ends a line */
	EFFECT_PARAGRAPH, /* likewise, with an empty line */
	EFFECT_BREAK,
	EFFECT_RULE,
	EFFECT_LIST,
	EFFECT_ITEM,
	EFFECT_INDENT,
	EFFECT_TABLE,
	EFFECT_ROW,
	EFFECT_CELL,
	EFFECT_QUOTE,
	EFFECT_PRE,
	EFFECT_LINK,
	EFFECT_IMAGE,
	EFFECT_PHRASE, /* <q> */
	EFFECT_SKIP,   /* everything up to its end tag is no text */
};

enum html_flag {
	HTML_VOID = 1,     /* has no end tag */
	HTML_BLOCK = 2,    /* ends an open <p>; the end tag of an inline element does not reach
			      over it (HTML §13.2.4.2 "special") */
	HTML_BARRIER = 4,  /* no end tag reaches over it but those of tables (§13.2.4.2) */
	HTML_TABULAR = 8,  /* a piece of a table */
	HTML_HEADING = 16, /* h1 to h6, which end each other */
	/* For struct html_element.ends: */
	HTML_ITEM = 32,
	HTML_LIST = 64,
	HTML_TERM = 128,
	HTML_TERMS = 256,
	HTML_OPTION = 512,
	HTML_SELECT = 1024,
	HTML_CELL = 2048,
	HTML_ROW = 4096,
	HTML_ROWS = 8192,
	HTML_TABLE = 16384,
};

struct html_element {
	const char *name;
	enum html_effect effect;
	unsigned flags; /* enum html_flag */
	/* Flags of open elements that its begin ends, and of those over which this does not
	 * reach (§13.1.2.4, optional tags). */
	unsigned ends, until;
};

enum { HTML_ELEMENTS_MAX = 160 };

/* The element of a lower-case name, or NULL. */
const struct html_element *html_element_find(const char *name);

/* A small number for each element, below HTML_ELEMENTS_MAX. */
size_t html_element_index(const struct html_element *element);

#endif
