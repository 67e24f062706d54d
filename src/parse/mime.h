/* mime: the tree of parts of a mail (RFC 2045, 2046) with the place of each part's bytes. */
#ifndef TURNO_PARSE_MIME_H
#define TURNO_PARSE_MIME_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum mime_encoding {
	MIME_7BIT,
	MIME_8BIT,
	MIME_BINARY,
	MIME_BASE64,
	MIME_QUOTED_PRINTABLE,
	MIME_UUENCODE, /* x-uuencode: the encoded bytes are given as they are */
};

/* A part; strings are UTF-8 and never NULL unless stated. */
struct mime_part {
	char *type;               /* "text/plain", lower case */
	char *charset;            /* as declared, or NULL */
	char *name;               /* file name, decoded, not sanitised; NULL none */
	char *disposition;        /* lower case; "" none */
	char *content_id;         /* without <>; "" none */
	char *location;           /* Content-Location; "" none */
	char *report_type;        /* of multipart/report; "" none */
	bool is_flowed, is_delsp; /* RFC 3676 */
	enum mime_encoding encoding;
	size_t offset, length; /* encoded bytes in the mail; 0 for a multipart */
	bool is_multipart;
	unsigned depth; /* 0 the mail itself */
	int parent;     /* index of the multipart it stands in, -1 for the mail itself */
};

struct mime_tree {
	GPtrArray *parts; /* struct mime_part in the order of the mail, parents first */
	bool is_over_parts, is_over_depth; /* parts were left out: LIMIT_PARTS, LIMIT_DEPTH */
	bool is_over_header; /* of a part's header something was left out or cut */
};

/*
 * Finds the parts. The header of bytes must be valid enough for header_new(). Never fails: what
 * has no structure is one text/plain part. An attached mail is one part of type message/rfc822.
 * scratch: a writable copy of bytes, spoilt afterwards. Caller frees with mime_tree_free().
 */
struct mime_tree *mime_tree_new(const char *bytes, char *scratch, size_t size_bytes);
void mime_tree_free(struct mime_tree *tree);
typedef struct mime_tree MimeTree; /* only for g_autoptr(MimeTree) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MimeTree, mime_tree_free)

/* "7bit", "8bit", "binary", "base64", "quoted-printable"; uuencode reads as "7bit". */
const char *mime_encoding_name(enum mime_encoding encoding);

/*
 * Decodes length bytes with the decoder of base/decode.h, giving each piece (at most 64 KiB and
 * a little) to take.
 */
void mime_decode(const char *bytes, size_t length, enum mime_encoding encoding,
    void (*take)(const char *piece, size_t size, void *context), void *context);

/* The decoded bytes, at most limit_bytes of them; *ret_is_cut tells when there were more. NUL
 * follows the last byte. Caller frees. */
char *mime_decode_all(const char *bytes, const struct mime_part *part, size_t limit_bytes,
    size_t *ret_size, bool *ret_is_cut);

#endif
