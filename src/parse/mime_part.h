/* mime_part: what one part of a mail says of itself (RFC 2045, 2183), and its bytes. */
#ifndef TURNO_PARSE_MIME_PART_H
#define TURNO_PARSE_MIME_PART_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct header;

enum mime_encoding {
	MIME_7BIT,
	MIME_8BIT,
	MIME_BINARY,
	MIME_BASE64,
	MIME_QUOTED_PRINTABLE,
	MIME_UUENCODE, /* the lines behind "begin" */
};

/* What an encoded part of the mail holds, when that has parts itself. */
struct mime_wrap {
	char *content;
	size_t size;
	size_t prefix;         /* bytes at the start of content that are not in the mail */
	size_t offset, length; /* of the encoded bytes in the mail */
	char *
	    encoding; /* of decoder_init(): from these to content; NULL: there is no such way */
};

/* A part; strings are UTF-8 and never NULL unless stated. */
struct mime_part {
	char *type;               /* "text/plain", lower case */
	char *charset;            /* as declared, or NULL */
	char *name;               /* file name, decoded, not sanitised, not empty; NULL none */
	char *disposition;        /* lower case; "" none */
	char *content_id;         /* without <>; "" none */
	char *location;           /* Content-Location; "" none */
	char *report_type;        /* of multipart/report; "" none */
	char *method;             /* of text/calendar, lower case; "" none */
	bool is_flowed, is_delsp; /* RFC 3676 */
	bool has_type;            /* a Content-Type was there */
	bool is_hidden;           /* other parts hold all that is in it */
	bool is_spare;            /* a text for when the mail has no other */
	enum mime_encoding encoding;
	size_t offset, length; /* encoded bytes in the mail or in wrap; 0 for a multipart */
	const struct mime_wrap *wrap; /* where it stands; NULL in the mail itself. Borrowed. */
	bool is_multipart;
	unsigned depth; /* 0 the mail itself */
	int parent;     /* index of the multipart it stands in, -1 for the mail itself */
};

/* Reads a part's header; offset, length, wrap, depth and parent are left 0. Caller frees with
 * mime_part_free(). */
struct mime_part *mime_part_new(const struct header *header);
void mime_part_free(struct mime_part *part);

/* "7bit", "8bit", "binary", "base64", "quoted-printable", "uuencode". */
const char *mime_encoding_name(enum mime_encoding encoding);

/* The encoded bytes, length of them; bytes is the mail. */
const char *mime_part_bytes(const struct mime_part *part, const char *bytes);

/*
 * How a document within the part is reached from the raw mail. inside names the steps from the
 * part's decoded bytes to it ("12+30", "12+30/uuencode"), NULL for the part itself. *ret_offset
 * and *ret_length bound the encoded bytes in the mail; returns the encoding for decoder_init(),
 * caller frees; NULL when it would need too many steps.
 */
char *mime_part_place(
    const struct mime_part *part, const char *inside, size_t *ret_offset, size_t *ret_length);

/*
 * Decodes length bytes by a name of decoder_init(), giving each piece (at most 64 KiB and what
 * the decoder makes of it) to take.
 */
void mime_decode(const char *bytes, size_t length, const char *encoding,
    void (*take)(const char *piece, size_t size, void *context), void *context);

/* The decoded bytes, at most limit_bytes of them; *ret_is_cut tells when there were more. NUL
 * follows the last byte. bytes is the mail. Caller frees. */
char *mime_decode_all(const char *bytes, const struct mime_part *part, size_t limit_bytes,
    size_t *ret_size, bool *ret_is_cut);

#endif
