/* evidence_signature: what is known of the signature over a whole mail (S/MIME, RFC 8551). */
#ifndef TURNO_MAIL_EVIDENCE_SIGNATURE_H
#define TURNO_MAIL_EVIDENCE_SIGNATURE_H

#include <glib.h>
#include <jansson.h>

struct evidence_signature {
	/*
	 * "absent"     the mail as a whole is not signed
	 * "unchecked"  it is, and nobody could tell by whom: reason "authority" (none is
	 *              configured), "date" (the mail does not say when it came), "size", "pgp"
	 * "valid"      by a certificate of a configured authority that was good when the mail
	 *              came and names an address of From or Sender
	 * "invalid"    reason "changed" (the mail is not what was signed), "malformed", "weak"
	 * (an algorithm that is broken), "unsupported", "certificate" (that of the signer is
	 * not there), "untrusted" (of no configured authority), "expired" (or not yet good),
	 * "address" (of somebody else)
	 */
	char *state, *reason;
	char *form; /* "detached" (multipart/signed), "block" (application/pkcs7-mime); ""
		       absent */
	/* of the certificate that signed, as far as it was found and read */
	char *signer, *issuer;       /* distinguished names (RFC 4514) */
	GPtrArray *signer_addresses; /* char * */
};

/* "absent". Caller frees. */
struct evidence_signature *evidence_signature_new(void);
void evidence_signature_free(struct evidence_signature *signature);

/* Caller owns it. */
json_t *evidence_signature_json(const struct evidence_signature *signature);

#endif
