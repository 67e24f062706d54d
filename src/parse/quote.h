/*
 * quote: what of a reply is new (M9). Line by line, in one pass each way, without backtracking.
 * The whole text is always kept; this only says where it may be folded.
 */
#ifndef TURNO_PARSE_QUOTE_H
#define TURNO_PARSE_QUOTE_H

#include <glib.h>

struct evidence_address;

/* The fixed line above the quote in turno's own notifications. */
#define QUOTE_MARKER "--- turno: rispondi sopra questa riga / reply above this line ---"

/*
 * Splits text (valid UTF-8) into what the sender wrote, what he quoted and his signature with
 * all that no person wrote; each is trimmed of empty lines, owned by the caller and "" when
 * there is none. Each line that is not blank is in exactly one of them, in its order. When
 * nothing new would be left, or the sender wrote between the quoted lines, *ret_visible is the
 * whole text and the others are "". cues: what the mark-up told of these lines (see cue.h), or
 * NULL. sender: who wrote it, or NULL.
 */
void quote_split(const char *text, const GArray *cues, const struct evidence_address *sender,
    char **ret_visible, char **ret_quoted, char **ret_signature);

#endif
