/*
 * report_dsn: the fields of a delivery status notification (RFC 3464; RFC 6533: addresses in
 * UTF-8), as a part of their own or quoted in the text.
 */
#ifndef TURNO_PARSE_REPORT_DSN_H
#define TURNO_PARSE_REPORT_DSN_H

#include <stdbool.h>
#include <stddef.h>

struct report;

/* Reads groups of fields divided by empty lines, at most 200: the first speaks of the mail,
 * each other of one recipient. What is no field is passed over. */
void report_dsn_read(struct report *report, const char *text, size_t size);

/* The same for fields that stand in the text of a mail whose parts were lost on the way. False
 * when there are none. text: NUL-terminated. */
bool report_dsn_read_text(struct report *report, const char *text);

#endif
