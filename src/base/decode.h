/*
 * decode: the transfer encodings (RFC 2045 §6.7, §6.8, uuencode of POSIX) and what lies inside
 * of what they give, piece by piece. The reader measures and hashes a document with the very
 * decoder that later sends it, so that what is downloaded has the size and the SHA-256 that are
 * shown, however malformed it came.
 */
#ifndef TURNO_BASE_DECODE_H
#define TURNO_BASE_DECODE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define DECODE_STEPS_MAX 8u
#define DECODE_NAME_BYTES 120u /* the longest name of an encoding that is understood */

enum decode_kind {
	DECODE_NOTHING,
	DECODE_BASE64,
	DECODE_QUOTED_PRINTABLE,
	DECODE_UUENCODE, /* the lines behind "begin", without it */
	DECODE_CMS,      /* the message in a signed CMS message: decode_cms.h */
	DECODE_CUT,      /* some bytes of what came before */
};

struct decode_step {
	enum decode_kind kind;
	guint32 bits; /* base64, uuencode: of the letters that make no byte yet */
	unsigned letters;
	bool is_over; /* nothing that follows counts: padding, an empty line of uuencode */
	char held[8]; /* quoted-printable: the start of an escape; cms: of a head */
	unsigned held_size;
	bool is_inside;     /* uuencode: the length of the line was read; cms: message */
	unsigned wanted;    /* uuencode: bytes that the line still owes; cms: place in path */
	guint64 skip, take; /* cut, cms: bytes to leave out, then to give */
};

struct decoder {
	struct decode_step step[DECODE_STEPS_MAX];
	unsigned count;
};

/*
 * For an encoding's name: "7bit", "8bit", "binary", "base64", "quoted-printable" (any case) or
 * "uuencode" or "cms", or several steps joined by "/", the outermost first, where a step may be
 * OFFSET+LENGTH: those bytes of what the step before gives. "base64/120+40" are 40 bytes within
 * a base64 text. False, and bytes pass unchanged, when the name is none of these or longer than
 * DECODE_NAME_BYTES.
 */
bool decoder_init(struct decoder *decoder, const char *encoding);

/* Decodes the next bytes into out, which is emptied first. What is malformed is kept as it is
 * (quoted-printable) or skipped (base64). */
void decoder_push(
    struct decoder *decoder, const void *bytes, size_t size_bytes, GByteArray *out);

/*
 * To be called before the first byte: what follows is decoded from byte `place` of the document
 * on. Returns how many encoded bytes need not be pushed; *ret_drop of those that come out stand
 * before that place. chars and line_bytes are those of decode_find_lines() for the outermost
 * step, 0 when lines are not alike; then all is decoded from its start.
 */
guint64 decoder_seek(struct decoder *decoder, guint64 place, unsigned chars,
    unsigned line_bytes, guint64 *ret_drop);

/*
 * The shape of base64 whose lines are all alike, the last one apart, which may be shorter: then
 * the letters of any byte are found by computing (decode_place()). *ret_chars: letters in a
 * line, a multiple of 4; *ret_line_bytes: the same with the line end. False when it is not so,
 * or when anything else than base64 stands there.
 */
bool decode_find_lines(
    const char *bytes, size_t size_bytes, unsigned *ret_chars, unsigned *ret_line_bytes);

/* Where the group of letters begins that holds decoded byte `place`, for lines of that shape.
 */
guint64 decode_place(guint64 place, unsigned chars, unsigned line_bytes);

/* What is left at the end, into out, which is emptied first. */
void decoder_finish(struct decoder *decoder, GByteArray *out);

#endif
