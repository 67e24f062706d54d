/* html_style: what of a tag's looks (CSS in its style attribute, and the attributes that were
 * there before CSS) decides whether its text is seen, and where its lines end. */
#ifndef TURNO_PARSE_HTML_STYLE_H
#define TURNO_PARSE_HTML_STYLE_H

#include <glib.h>
#include <stdbool.h>

#include "parse/html_tag.h"

/* Colours are 0xRRGGBB or one of these. */
#define HTML_COLOR_UNSET -1   /* as around it */
#define HTML_COLOR_UNKNOWN -2 /* a name or form that is not looked at, or a picture */

enum html_choice { HTML_UNSET, HTML_YES, HTML_NO };

struct html_style {
	bool has_display;
	bool is_hidden; /* with all that is in it: display:none, opacity:0, … */
	enum html_choice is_invisible;    /* visibility; what is in it may choose otherwise */
	enum html_choice is_tiny;         /* font-size 0 or 1px; likewise */
	enum html_choice is_preformatted; /* white-space */
	enum html_choice is_block;        /* display */
	bool has_no_margin;  /* above and below: a line of its own, not a paragraph */
	bool is_list_mark;   /* Word's mso-list:Ignore: the bullet or number of an item */
	unsigned list_level; /* Word's mso-list:l0 level2; 0: none */
	bool is_reply_head;  /* Outlook's rule above the header of the answered mail */
	bool is_indented;    /* a blockquote that only moves a paragraph to the right */
	bool has_rule;       /* on its left */
	gint color, background;
};

/* What the tag's own style says; nothing is inherited. */
void html_style_read(const struct html_tag *tag, struct html_style *ret_style);

#endif
