/* quote_head: the header of a mail that its quoter's client typed into the text, as Outlook
 * does ("Da: … Inviato: … A: … Oggetto: …"), and the line above it. */
#ifndef TURNO_PARSE_QUOTE_HEAD_H
#define TURNO_PARSE_QUOTE_HEAD_H

#include <glib.h>
#include <stdbool.h>

/*
 * How many lines from `index` of lines (of struct quote_line) are such a header; 0 none. It has
 * the sender and, with an address, a date or two more fields; without one it begins with the
 * sender and has a time and a subject. is_below_rule ("_____", "-----Original Message-----"):
 * the sender and one more field are enough. At most 20 lines are looked at; *ret_end is the
 * line from which on it is worth to look again when there is none.
 */
guint quote_head_find(const GArray *lines, guint index, bool is_below_rule, guint *ret_end);

/* Have the marked lines [from, to) such a header behind their marks: the sender and one more?
 */
bool quote_head_is_quoted(const GArray *lines, guint from, guint to);

/* "-----Messaggio originale-----", "*Begin forwarded message:*": a line of size bytes. */
bool quote_head_is_mark(const char *at, gsize size);

#endif
