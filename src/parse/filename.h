/* filename: names of documents, made harmless for whoever shows or saves them. */
#ifndef TURNO_PARSE_FILENAME_H
#define TURNO_PARSE_FILENAME_H

/*
 * A copy of a decoded name without path (both slashes), control characters, characters that
 * turn the direction of writing, and blanks or dots at its ends; at most LIMIT_NAME_BYTES with
 * the extension kept. "" when nothing is left. Caller frees.
 */
char *filename_clean(const char *name);

#endif
