/* cms_signed: where a signed mail has its signature, and which bytes it is over. */
#ifndef TURNO_PARSE_CMS_SIGNED_H
#define TURNO_PARSE_CMS_SIGNED_H

#include <glib.h>
#include <stddef.h>

struct header;
struct mime_tree;

enum cms_kind {
	CMS_NOT_SIGNED,
	CMS_DETACHED, /* multipart/signed with application/pkcs7-signature */
	CMS_BLOCK,    /* application/pkcs7-mime with a message inside */
	CMS_PGP,      /* multipart/signed with application/pgp-signature (RFC 3156) */
};

struct cms_signed {
	char *signature; /* the CMS message, DER or BER; owned by the caller */
	size_t signature_size;
	size_t inside_size;  /* of the message that lies in it; 0 detached */
	const char *content; /* detached: the signed bytes, within the mail */
	size_t content_size;
};

/*
 * Looks at the outermost level only: a part that is signed within a mail vouches for no more
 * than itself. bytes, size_bytes: the mail, its header block at the start.
 */
enum cms_kind cms_find_signed(const struct header *header, const struct mime_tree *tree,
    const char *bytes, size_t size_bytes, struct cms_signed *ret_signed);

/* The bytes with CRLF at each line end. Caller frees. */
GString *cms_canonical(const char *bytes, size_t size_bytes);

#endif
