/*
 * template: a small subset of mustache that always escapes. There is no raw output: whatever
 * comes from data is escaped for text and for attributes in double quotes alike, so a template
 * cannot get it wrong; addresses are percent-encoded. The light marks of posts alone become
 * elements (mark.h): {{marks:…}} stands in text only.
 *
 *   {{name}} {{a.b}} {{.}}         the value, escaped
 *   {{url:name}}                   percent-encoded, for one path segment or query value
 *   {{query:name}}                 a query that is encoded already, a=1&b=x%20y
 *   {{date:name}} {{day:name}}     an RFC 3339 time as date and time, or date, of the language
 *                                and, where frame.viewer.timezone says one, of that zone
 *   {{since:name}}                 how long ago that was: "2 h 10 min", "3 days"
 *   {{span:name}}                  so many seconds in the same words
 *   {{size:name}}                  a number of bytes for people: "214 KB"
 *   {{number:name}}                "12,345", "2.5"
 *   {{most:name}}                  a number that is counted no further than 1001: "12", "1000+"
 *   {{word:turn/name}}             a word of the database as a sentence (message_word)
 *   {{marks:name}}               the words of a post with their light marks, as blocks
 *   {{say:name}}                   a sentence of the database with names in it, in the
 *                                  reader's language (sentence_text)
 *   {{_ Some text}}                the message in the reader's language
 *   {{count:name|%d file|%d files}}  the form for that number
 *   {{#name}}…{{/name}}            for each element, with the object, or when true
 *   {{^name}}…{{/name}}            when absent, false, 0, "" or empty
 *   {{#equal:a b}}…{{/equal:a b}}  when both read alike, or b is a list that holds a
 *   {{>part}}                      another page file, part.html
 *
 * Names are looked up in the innermost object first, then outwards.
 */
#ifndef TURNO_WEB_TEMPLATE_H
#define TURNO_WEB_TEMPLATE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "web/message.h"

/*
 * Appends to out the page file called name (without ".html") filled from data, an object, which
 * is only read. REJECT when the page does not exist or is malformed; out is then of no use.
 */
bool template_render(
    GString *out, const char *name, json_t *data, enum language language, GError **error);

/* The same for a template given as text. */
bool template_render_text(
    GString *out, const char *text, json_t *data, enum language language, GError **error);

/*
 * Whether text (any bytes) is a template whose tags all are known and closed. CONFIG with
 * "WHERE:LINE: …" when it is not.
 */
bool template_check(const char *where, const char *text, size_t size_bytes, GError **error);

/* Appends text with & < > " ' as entities: safe in text and in quoted attributes. */
void template_escape(GString *out, const char *text);

#endif
