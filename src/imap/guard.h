/*
 * guard: reads along what an IMAP server sends, before libetpan parses it, and ends what would
 * cost too much: libetpan recurses on nested parentheses and allocates for every word, and it
 * does not survive alerts without words and flags that are none. Pure: it follows the lexical
 * layer only (lines, quoted strings, literals; RFC 3501 §4.3, §9), so a server that lies about
 * that layer itself still meets the byte budget, and its own process.
 */
#ifndef TURNO_IMAP_GUARD_H
#define TURNO_IMAP_GUARD_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUARD_DEPTH 50u /* parentheses in parentheses; turno asks for 1 */
#define GUARD_WORDS                                                                            \
	600000u             /* per command, outside of literals: the UIDs of a large folder.   \
			     * In parentheses one counts twice: libetpan keeps more of it */
#define GUARD_LINES 100000u /* per command */
#define GUARD_BYTES                                                                            \
	(16u << 20)          /* per command, outside of literals: libetpan keeps a line whole */
#define GUARD_HEAD_BYTES 64u /* of a line, to tell free text from data */

struct imap_guard {
	unsigned words, lines, bytes; /* of this command */
	unsigned depth;
	char head[GUARD_HEAD_BYTES]; /* how the line begins */
	size_t head_bytes;
	size_t text_at;   /* in head, once is_text */
	bool is_text;     /* the rest of the line is for people */
	bool is_quoted;   /* in "…" */
	bool is_escaped;  /* after \ in it */
	bool in_length;   /* after { */
	bool has_length;  /* after {n}: a literal if the line ends here */
	uint64_t length;  /* n */
	uint64_t literal; /* bytes of it still to come */
};

/* A new command: its answer may cost all of it again. */
void imap_guard_begin(struct imap_guard *guard);

/* Takes the next bytes of the stream. False: RETRY, one of the bounds is passed. */
bool imap_guard_feed(
    struct imap_guard *guard, const char *bytes, size_t size_bytes, GError **error);

#endif
