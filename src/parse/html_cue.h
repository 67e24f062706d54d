/* html_cue: the marks that mail programs leave in HTML around what they quote and around
 * signatures. A table; what is done with them is html.c's. */
#ifndef TURNO_PARSE_HTML_CUE_H
#define TURNO_PARSE_HTML_CUE_H

#include <stdbool.h>

#include "parse/html_style.h"
#include "parse/html_tag.h"

enum html_role {
	HTML_ROLE_NONE,
	HTML_ROLE_ATTRIBUTION, /* holds "On … X wrote:" */
	HTML_ROLE_QUOTE,       /* all in it is quoted */
	/* Holds the quote: if there is a blockquote in it, what stands above that introduces it
	 * and what stands below is an answer; if not, all in it is quoted. */
	HTML_ROLE_FRAME,
	HTML_ROLE_WEAK_QUOTE, /* a blockquote that may as well be a paragraph moved in */
	HTML_ROLE_HEAD,       /* from here on all is quoted */
	HTML_ROLE_WEAK_HEAD,
	HTML_ROLE_SIGNATURE,
};

/* What an element is by its class, id, other attributes and style. */
enum html_role html_cue_role(const struct html_tag *tag, const struct html_style *style);

#endif
