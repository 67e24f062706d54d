/* html_tag: one tag of HTML with the attributes that matter to a reader. */
#ifndef TURNO_PARSE_HTML_TAG_H
#define TURNO_PARSE_HTML_TAG_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parse/html_element.h"

enum html_attribute {
	HTML_ALT,
	HTML_BACKGROUND,
	HTML_BGCOLOR,
	HTML_BORDER,
	HTML_CLASS,
	HTML_COLOR,
	HTML_COLSPAN,
	HTML_DATA_MARKER,
	HTML_DATA_SMARTMAIL,
	HTML_HEIGHT,
	HTML_HIDDEN,
	HTML_HREF,
	HTML_ID,
	HTML_NAME,
	HTML_SIZE,
	HTML_START,
	HTML_STYLE,
	HTML_TYPE,
	HTML_VALUE,
	HTML_WIDTH,
	HTML_ATTRIBUTES,
};

/* Bytes of the document, not decoded. */
struct html_slice {
	const char *at; /* NULL: the attribute is not there */
	size_t size;
};

struct html_tag {
	const struct html_element *element; /* NULL: unknown, a comment, a declaration */
	bool is_end, has_attributes;
	struct html_slice attribute[HTML_ATTRIBUTES]; /* the first of each name counts */
	const char *end;                              /* behind the '>' */
};

/* A document while it is read. */
struct html_source {
	const char *at, *end;
	/* A quoted value was never closed: tags end at their first '>' from then on. This and
	 * what follows keeps the whole linear. */
	bool ignores_quotes;
	bool has_no_more_tags, has_no_comment_end;
	guint64 has_no_end_tag[(HTML_ELEMENTS_MAX + 63) / 64]; /* bit per element */
};

/* The tag that begins at source->at, which is a '<'; false: the sign stands for itself (HTML
 * §13.2.5; so do the angle brackets of <user@example.org> and <https://example.org>). */
bool html_tag_take(struct html_source *source, struct html_tag *ret_tag);

/* Behind the comment that begins at source->at ("<!--"). */
const char *html_tag_skip_comment(struct html_source *source);

/* Behind the end tag of the element whose tag this is; behind the tag itself when there is no
 * end. */
const char *html_tag_skip_element(struct html_source *source, const struct html_tag *tag);

/* Is there any tag of HTML? */
bool html_tag_is_any(const char *html);

/* The decoded value of an attribute, or NULL. Caller frees. */
char *html_tag_value(const struct html_tag *tag, enum html_attribute attribute);

/* Its number, `otherwise` when it has none. */
int html_tag_number(const struct html_tag *tag, enum html_attribute attribute, int otherwise);

/* Is that the value, whatever its case? */
bool html_tag_is(const struct html_tag *tag, enum html_attribute attribute, const char *value);

#endif
