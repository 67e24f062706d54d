/* quote_line: what single lines of a mail's text look like to a reader: the line above a quote,
 * a header typed into the text, a signature mark. In the languages of M9. */
#ifndef TURNO_PARSE_QUOTE_LINE_H
#define TURNO_PARSE_QUOTE_LINE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Lines are lower-case UTF-8 without white space and emphasis marks at their ends. */

/* "on 3 may 2026, x wrote:", "il giorno … ha scritto:", "am … schrieb x:"; needs a date. */
bool quote_line_is_attribution(const char *line);

/* The same, but weaker: it must stand directly above a block of ">" lines ("2012/3/4 x <x@y>").
 */
bool quote_line_is_weak_attribution(const char *line);

/* Could an attribution of several lines begin here? */
bool quote_line_begins_attribution(const char *line);

/* "-----original message-----" and turno's own marker. */
bool quote_line_is_separator(const char *line);

/* A line of a header typed into the text: bit 1 from, 2 date, 4 to, 8 subject; 0 none. */
unsigned quote_line_header_kind(const char *line);

/* "sent from my iphone", "inviato da …". */
bool quote_line_is_mobile_signature(const char *line);

#endif
