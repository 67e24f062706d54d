/* uuencode: files within a text, "begin MODE NAME", lines of letters, "end" (POSIX uuencode).
 */
#ifndef TURNO_PARSE_UUENCODE_H
#define TURNO_PARSE_UUENCODE_H

#include <stdbool.h>
#include <stddef.h>

struct uuencode_file {
	char *name;            /* bytes as they stand; caller frees with g_free() */
	size_t begin, end;     /* from the line "begin" to behind the line "end" */
	size_t offset, length; /* the lines between them */
};

/* The first file at or behind start; false when there is none. A line "begin" in prose is none:
 * what follows must be a line of letters of the length it says. */
bool uuencode_find(const char *text, size_t size, size_t start, struct uuencode_file *ret_file);

#endif
