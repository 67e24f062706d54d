/* html_sheet: which classes a style sheet hides. Of CSS no more than that: rules with plain
 * class selectors, outside of @media and its like. */
#ifndef TURNO_PARSE_HTML_SHEET_H
#define TURNO_PARSE_HTML_SHEET_H

#include <glib.h>
#include <stdbool.h>

#include "parse/html_tag.h"

/* Reads the sheet from `at` to `end` on top of what was read before. hidden: a set of names,
 * g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL). */
void html_sheet_read(GHashTable *hidden, const char *at, const char *end);

/* Is one of the classes of the tag hidden? */
bool html_sheet_hides(GHashTable *hidden, const struct html_tag *tag);

#endif
