/* forward_line: the lines of a text, without quote marks. */
#ifndef TURNO_PARSE_FORWARD_LINE_H
#define TURNO_PARSE_FORWARD_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct forward_line {
	size_t begin;   /* of the line in the text */
	size_t next;    /* of the next one */
	const char *at; /* its text behind quote marks and blanks */
	size_t size;    /* without blanks at the end; 0: blank */
	unsigned level; /* number of ">" in front */
};

/* The line that begins at offset `begin` of text (size bytes, valid UTF-8); false at its end.
 */
bool forward_line_read(
    const char *text, size_t size, size_t begin, struct forward_line *ret_line);

/* Nothing but at least five dashes of any kind. */
bool forward_line_is_rule(const struct forward_line *line);

/* Does it introduce somebody's text: "On 3 May 2021 A B <a@b> wrote:"? */
bool forward_line_is_introduction(const struct forward_line *line);

#endif
