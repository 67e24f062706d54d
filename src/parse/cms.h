/*
 * cms: the signature over a whole mail (S/MIME, RFC 8551; CMS, RFC 5652), checked by GnuTLS
 * against the authorities of pec.ca_file. Nothing is asked of anybody: no revocation lists.
 */
#ifndef TURNO_PARSE_CMS_H
#define TURNO_PARSE_CMS_H

#include <stddef.h>

struct evidence;
struct header;
struct mime_tree;

/*
 * The only authorities believed from now on, in place of earlier ones: PEM certificates.
 * Returns how many, 0 when there is none in it (then signatures are not checked). Before the
 * sandbox closes: the first call may open files.
 */
unsigned cms_set_authorities(const char *pem, size_t size_bytes);

/* How many of the certificates in pem are over by now. */
unsigned cms_count_expired(const char *pem, size_t size_bytes);

/*
 * Fills evidence->signature for a mail that is multipart/signed or one signed block; evidence
 * has From and Sender already. Certificates must have been good when the mail came, as the
 * topmost Received says, which our own server wrote, else at its Date; or when the signer
 * signed, if that is later: clocks differ, and a later time makes no certificate good again.
 * bytes: the mail.
 */
void cms_read(struct evidence *evidence, const struct header *header,
    const struct mime_tree *tree, const char *bytes, size_t size_bytes);

#endif
