/*
 * language: the words that mail clients write into texts and subjects, by language: the header
 * of a quoted or forwarded mail ("Von:", "Inviato:"), the line above it ("-----Original
 * Message-----", "Inizio messaggio inoltrato:"), the prefixes of subjects ("AW:", "I:"). The
 * words stand in language_table.c; here they are found, any case, in constant time a line.
 * All texts are valid UTF-8 without NUL up to the given size; nothing is allocated per call.
 */
#ifndef TURNO_PARSE_LANGUAGE_H
#define TURNO_PARSE_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Bits, so that the fields of a header can be added up. */
enum language_header {
	LANGUAGE_FROM = 1,
	LANGUAGE_DATE = 2, /* also "Sent:", "Inviato:" */
	LANGUAGE_TO = 4,
	LANGUAGE_SUBJECT = 8,
	LANGUAGE_CC = 16,
	LANGUAGE_BCC = 32,
	LANGUAGE_REPLY_TO = 64,
	LANGUAGE_OTHER = 128, /* "Importance:", "Allegati:": stand in such headers too */
};

/* What a line around an embedded mail says. */
enum language_mark {
	LANGUAGE_MARK_NONE,
	LANGUAGE_MARK_FORWARD,  /* "Forwarded message": it was forwarded */
	LANGUAGE_MARK_ORIGINAL, /* "Original Message": answers and forwards have it */
	LANGUAGE_MARK_END,      /* "End forwarded message" */
};

/* What a subject's first prefix says; bits. */
enum language_prefix {
	LANGUAGE_PREFIX_REPLY = 1,   /* "Re:", "R:", "AW:" */
	LANGUAGE_PREFIX_FORWARD = 2, /* "Fwd:", "I:", "WG:" */
};

/*
 * Is the line a field of a header typed into a text? It begins, behind blanks, invisible
 * characters and emphasis (* _), with a word of the table and a colon: "From: x", "*Da:* x",
 * "Envoyé : x", "发件人：x". Quote marks (>) are for the caller to leave out. Returns the kind,
 * 0 for none; *ret_value (may be NULL) is the offset of the value in the line, blanks, emphasis
 * and invisible characters left out; it equals size when the value is missing.
 */
unsigned language_find_header(const char *line, size_t size, size_t *ret_value);

/*
 * The same at any place of a line that several fields share, as Yahoo writes them ("From: A
 * <a@b>To: C <c@d>Subject: x"): the first field whose word begins at or after `from`. *ret_word
 * and *ret_value are offsets in the line. Returns its kind, 0 when no more follows.
 */
unsigned language_find_header_inside(
    const char *line, size_t size, size_t from, size_t *ret_word, size_t *ret_value);

/*
 * Is the line the one above an embedded mail? With at least two dashes (of any kind) in front:
 * "-------- Messaggio inoltrato --------", "----- Forwarded by A B on 3.4.2021 -----"; without
 * them only as a whole ("Begin forwarded message:"). *ret_end (may be NULL) is where the mark
 * ends: equal to size, or less when text follows on the same line, as Yahoo has it.
 */
enum language_mark language_find_mark(const char *line, size_t size, size_t *ret_end);

/*
 * Bits of what the first prefix of a decoded subject says; 0 when there is none. Tags of lists
 * and gateways ("[EXT]", "***SPAM***") may stand in front; a counter may follow ("Re[2]:").
 * "[Fwd: x]", "(Fwd) x" and "x (fwd)" are forwards. Both bits: "VS:" is a forward in Danish and
 * Norwegian, an answer in Finnish. *ret_end (may be NULL) is the offset behind the prefix.
 */
unsigned language_find_prefix(const char *subject, size_t *ret_end);

/* Is a header word of the line one of those languages where "VS:" is an answer? line as in
 * language_find_header(). */
bool language_answers_with_vs(const char *line, size_t size);

#endif
