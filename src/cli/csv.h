/*
 * csv: a table as spreadsheets write it (RFC 4180, and what they make of it): fields between
 * commas, semicolons or tabs, quoted where need be; UTF-8, with a byte order mark or not, or
 * else Windows-1252. The bytes are foreign: every limit is checked here.
 */
#ifndef TURNO_CLI_CSV_H
#define TURNO_CLI_CSV_H

#include <glib.h>
#include <stddef.h>

struct json_t;

/*
 * The rows of bytes, the first of them the headings: an array of {"line", "fields": [text]}.
 * line is where the row begins, counted from 1; lines that hold nothing are left out. Which
 * character divides the fields is seen from the headings. NULL and REJECT with a sentence when
 * it is no such table, or is larger than LIMIT_CSV_BYTES or longer than LIMIT_CSV_ROWS. Caller
 * frees with json_decref().
 */
struct json_t *csv_read(const char *bytes, size_t size_bytes, GError **error);

#endif
