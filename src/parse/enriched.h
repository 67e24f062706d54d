/* enriched: text/enriched (RFC 1896) and its elder text/richtext (RFC 1341 §7.1.3) as plain
 * text. */
#ifndef TURNO_PARSE_ENRICHED_H
#define TURNO_PARSE_ENRICHED_H

#include <stdbool.h>

/* UTF-8 in and out; excerpts become "> " quotes. Caller frees. */
char *enriched_to_text(const char *text, bool is_richtext);

#endif
