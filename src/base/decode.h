/*
 * decode: the two transfer encodings (RFC 2045 §6.7, §6.8), piece by piece. The reader measures
 * and hashes a document with the very decoder that later sends it, so that what is downloaded
 * has the size and the SHA-256 that are shown, however malformed it came.
 */
#ifndef TURNO_BASE_DECODE_H
#define TURNO_BASE_DECODE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct decoder {
	enum { DECODE_NOTHING, DECODE_BASE64, DECODE_QUOTED_PRINTABLE } kind;
	guint32 bits; /* base64: of the letters that make no byte yet */
	unsigned letters;
	bool is_over; /* base64: padding has ended it; what follows is none of it */
	char held[3]; /* quoted-printable: the start of an escape */
	unsigned held_size;
};

/* For an encoding's name; anything but base64 and quoted-printable passes unchanged. */
void decoder_init(struct decoder *decoder, const char *encoding);

/* Decodes the next bytes into out, which is emptied first. What is malformed is kept as it is
 * (quoted-printable) or skipped (base64). */
void decoder_push(
    struct decoder *decoder, const void *bytes, size_t size_bytes, GByteArray *out);

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
