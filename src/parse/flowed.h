/* flowed: format=flowed text (RFC 3676) becomes paragraphs of one line. */
#ifndef TURNO_PARSE_FLOWED_H
#define TURNO_PARSE_FLOWED_H

#include <stdbool.h>

/* Joins lines that end in a blank with the next line of the same quote depth; with is_delsp
 * that blank is removed (§4.1). The signature mark "-- " is no such line (§4.3). Caller frees.
 */
char *flowed_unwrap(const char *text, bool is_delsp);

#endif
