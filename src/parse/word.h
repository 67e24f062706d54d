/* word: encoded words in header fields (RFC 2047), including the forms that the standard
 * forbids and clients send: inside quotes, with blanks inside, characters split between two
 * words. */
#ifndef TURNO_PARSE_WORD_H
#define TURNO_PARSE_WORD_H

#include <stdbool.h>

/* Readable text of unfolded bytes: one line, valid UTF-8. *ret_repaired, which may be NULL, is
 * set as by charset_decode(). Caller frees. */
char *word_decode(const char *bytes, bool *ret_repaired);

#endif
