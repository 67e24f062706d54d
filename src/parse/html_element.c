#include "config.h"
#include "parse/html_element.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK HTML_BLOCK
#define VOID HTML_VOID
#define PIECE (HTML_BLOCK | HTML_TABULAR)
#define BOX (HTML_BLOCK | HTML_TABULAR | HTML_BARRIER)
#define HEAD (HTML_BLOCK | HTML_HEADING)

/* clang-format off */
/* Sorted by name for bsearch(3). Elements that are missing do nothing at all. */
static const struct html_element elements[] = {
	{ "a", EFFECT_LINK, 0, 0, 0 },
	{ "abbr", EFFECT_INLINE, 0, 0, 0 },
	{ "acronym", EFFECT_INLINE, 0, 0, 0 },
	{ "address", EFFECT_LINE, BLOCK, 0, 0 },
	{ "area", EFFECT_INLINE, VOID, 0, 0 },
	{ "article", EFFECT_LINE, BLOCK, 0, 0 },
	{ "aside", EFFECT_LINE, BLOCK, 0, 0 },
	{ "b", EFFECT_INLINE, 0, 0, 0 },
	{ "base", EFFECT_INLINE, VOID, 0, 0 },
	{ "basefont", EFFECT_INLINE, VOID, 0, 0 },
	{ "bdi", EFFECT_INLINE, 0, 0, 0 },
	{ "bdo", EFFECT_INLINE, 0, 0, 0 },
	{ "big", EFFECT_INLINE, 0, 0, 0 },
	{ "blockquote", EFFECT_QUOTE, BLOCK, 0, 0 },
	{ "body", EFFECT_LINE, 0, 0, 0 },
	{ "br", EFFECT_BREAK, VOID, 0, 0 },
	{ "button", EFFECT_INLINE, 0, 0, 0 },
	{ "caption", EFFECT_LINE, BOX | HTML_CELL, 0, 0 },
	{ "center", EFFECT_LINE, BLOCK, 0, 0 },
	{ "cite", EFFECT_INLINE, 0, 0, 0 },
	{ "code", EFFECT_INLINE, 0, 0, 0 },
	{ "col", EFFECT_INLINE, VOID, 0, 0 },
	{ "colgroup", EFFECT_INLINE, HTML_TABULAR | HTML_CELL, 0, 0 },
	{ "dd", EFFECT_INDENT, BLOCK | HTML_TERM, HTML_TERM, HTML_TERMS },
	{ "del", EFFECT_INLINE, 0, 0, 0 },
	{ "details", EFFECT_LINE, BLOCK, 0, 0 },
	{ "dfn", EFFECT_INLINE, 0, 0, 0 },
	{ "dir", EFFECT_LIST, BLOCK | HTML_LIST, 0, 0 },
	{ "div", EFFECT_LINE, BLOCK, 0, 0 },
	{ "dl", EFFECT_LINE, BLOCK | HTML_TERMS, 0, 0 },
	{ "dt", EFFECT_LINE, BLOCK | HTML_TERM, HTML_TERM, HTML_TERMS },
	{ "em", EFFECT_INLINE, 0, 0, 0 },
	{ "embed", EFFECT_INLINE, VOID, 0, 0 },
	{ "fieldset", EFFECT_LINE, BLOCK, 0, 0 },
	{ "figcaption", EFFECT_LINE, BLOCK, 0, 0 },
	{ "figure", EFFECT_LINE, BLOCK, 0, 0 },
	{ "font", EFFECT_INLINE, 0, 0, 0 },
	{ "footer", EFFECT_LINE, BLOCK, 0, 0 },
	{ "form", EFFECT_LINE, BLOCK, 0, 0 },
	{ "frame", EFFECT_INLINE, VOID, 0, 0 },
	{ "h1", EFFECT_PARAGRAPH, HEAD, 0, 0 },
	{ "h2", EFFECT_PARAGRAPH, HEAD, 0, 0 },
	{ "h3", EFFECT_PARAGRAPH, HEAD, 0, 0 },
	{ "h4", EFFECT_PARAGRAPH, HEAD, 0, 0 },
	{ "h5", EFFECT_PARAGRAPH, HEAD, 0, 0 },
	{ "h6", EFFECT_PARAGRAPH, HEAD, 0, 0 },
	{ "head", EFFECT_LINE, 0, 0, 0 },
	{ "header", EFFECT_LINE, BLOCK, 0, 0 },
	{ "hgroup", EFFECT_LINE, BLOCK, 0, 0 },
	{ "hr", EFFECT_RULE, BLOCK | VOID, 0, 0 },
	{ "html", EFFECT_LINE, 0, 0, 0 },
	{ "i", EFFECT_INLINE, 0, 0, 0 },
	{ "iframe", EFFECT_SKIP, 0, 0, 0 },
	{ "img", EFFECT_IMAGE, VOID, 0, 0 },
	{ "input", EFFECT_INLINE, VOID, 0, 0 },
	{ "ins", EFFECT_INLINE, 0, 0, 0 },
	{ "kbd", EFFECT_INLINE, 0, 0, 0 },
	{ "label", EFFECT_INLINE, 0, 0, 0 },
	{ "legend", EFFECT_LINE, BLOCK, 0, 0 },
	{ "li", EFFECT_ITEM, BLOCK | HTML_ITEM, HTML_ITEM, HTML_LIST },
	{ "link", EFFECT_INLINE, VOID, 0, 0 },
	{ "listing", EFFECT_PRE, BLOCK, 0, 0 },
	{ "main", EFFECT_LINE, BLOCK, 0, 0 },
	{ "map", EFFECT_INLINE, 0, 0, 0 },
	{ "mark", EFFECT_INLINE, 0, 0, 0 },
	{ "marquee", EFFECT_LINE, BLOCK | HTML_BARRIER, 0, 0 },
	{ "math", EFFECT_SKIP, 0, 0, 0 },
	{ "menu", EFFECT_LIST, BLOCK | HTML_LIST, 0, 0 },
	{ "meta", EFFECT_INLINE, VOID, 0, 0 },
	{ "nav", EFFECT_LINE, BLOCK, 0, 0 },
	{ "nobr", EFFECT_INLINE, 0, 0, 0 },
	{ "noembed", EFFECT_SKIP, 0, 0, 0 },
	{ "noframes", EFFECT_SKIP, 0, 0, 0 },
	{ "noscript", EFFECT_INLINE, 0, 0, 0 },
	{ "object", EFFECT_INLINE, HTML_BARRIER | BLOCK, 0, 0 },
	{ "ol", EFFECT_LIST, BLOCK | HTML_LIST, 0, 0 },
	{ "optgroup", EFFECT_LINE, HTML_OPTION, HTML_OPTION, HTML_SELECT },
	{ "option", EFFECT_LINE, HTML_OPTION, HTML_OPTION, HTML_SELECT },
	{ "p", EFFECT_PARAGRAPH, BLOCK, 0, 0 },
	{ "param", EFFECT_INLINE, VOID, 0, 0 },
	{ "plaintext", EFFECT_PRE, BLOCK, 0, 0 },
	{ "pre", EFFECT_PRE, BLOCK, 0, 0 },
	{ "q", EFFECT_PHRASE, 0, 0, 0 },
	{ "s", EFFECT_INLINE, 0, 0, 0 },
	{ "samp", EFFECT_INLINE, 0, 0, 0 },
	{ "script", EFFECT_SKIP, 0, 0, 0 },
	{ "section", EFFECT_LINE, BLOCK, 0, 0 },
	{ "select", EFFECT_LINE, BLOCK | HTML_SELECT, 0, 0 },
	{ "signature", EFFECT_LINE, BLOCK, 0, 0 },
	{ "small", EFFECT_INLINE, 0, 0, 0 },
	{ "span", EFFECT_INLINE, 0, 0, 0 },
	{ "strike", EFFECT_INLINE, 0, 0, 0 },
	{ "strong", EFFECT_INLINE, 0, 0, 0 },
	{ "style", EFFECT_SKIP, 0, 0, 0 },
	{ "sub", EFFECT_INLINE, 0, 0, 0 },
	{ "summary", EFFECT_LINE, BLOCK, 0, 0 },
	{ "sup", EFFECT_INLINE, 0, 0, 0 },
	{ "svg", EFFECT_SKIP, 0, 0, 0 },
	{ "table", EFFECT_TABLE, BOX | HTML_TABLE, 0, 0 },
	{ "tbody", EFFECT_LINE, PIECE | HTML_ROWS, HTML_CELL | HTML_ROW | HTML_ROWS, HTML_TABLE },
	{ "td", EFFECT_CELL, BOX | HTML_CELL, HTML_CELL, HTML_ROW | HTML_TABLE },
	{ "template", EFFECT_SKIP, 0, 0, 0 },
	{ "textarea", EFFECT_PRE, BLOCK, 0, 0 },
	{ "tfoot", EFFECT_LINE, PIECE | HTML_ROWS, HTML_CELL | HTML_ROW | HTML_ROWS, HTML_TABLE },
	{ "th", EFFECT_CELL, BOX | HTML_CELL, HTML_CELL, HTML_ROW | HTML_TABLE },
	{ "thead", EFFECT_LINE, PIECE | HTML_ROWS, HTML_CELL | HTML_ROW | HTML_ROWS, HTML_TABLE },
	{ "title", EFFECT_SKIP, 0, 0, 0 },
	{ "tr", EFFECT_ROW, PIECE | HTML_ROW, HTML_CELL | HTML_ROW, HTML_TABLE },
	{ "tt", EFFECT_INLINE, 0, 0, 0 },
	{ "u", EFFECT_INLINE, 0, 0, 0 },
	{ "ul", EFFECT_LIST, BLOCK | HTML_LIST, 0, 0 },
	{ "var", EFFECT_INLINE, 0, 0, 0 },
	{ "wbr", EFFECT_INLINE, VOID, 0, 0 },
	{ "xml", EFFECT_SKIP, 0, 0, 0 },
	{ "xmp", EFFECT_PRE, BLOCK, 0, 0 },
};
/* clang-format on */

G_STATIC_ASSERT(G_N_ELEMENTS(elements) < HTML_ELEMENTS_MAX);

static int
compare(const void *key, const void *entry)
{
	return strcmp(key, ((const struct html_element *)entry)->name);
}

const struct html_element *
html_element_find(const char *name)
{
	return bsearch(name, elements, G_N_ELEMENTS(elements), sizeof(elements[0]), compare);
}

size_t
html_element_index(const struct html_element *element)
{
	return (size_t)(element - elements);
}
