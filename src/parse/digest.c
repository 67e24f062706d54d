#include "config.h"
#include "parse/digest.h"

#include <gnutls/crypto.h>

#include "base/text.h"

#define SHA256_BYTES 32u
#define MD5_BYTES 16u

struct digest {
	gnutls_hash_hd_t sha256, md5;
};

struct digest *
digest_new(bool with_md5)
{
	struct digest *digest = g_new0(struct digest, 1);

	if (gnutls_hash_init(&digest->sha256, GNUTLS_DIG_SHA256) != 0)
		g_error("GnuTLS has no SHA-256");
	/* Where the machine's policy forbids MD5 there is none. */
	if (with_md5 && gnutls_hash_init(&digest->md5, GNUTLS_DIG_MD5) != 0)
		digest->md5 = NULL;
	return digest;
}

void
digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	gnutls_hash_deinit(digest->sha256, NULL);
	if (digest->md5 != NULL)
		gnutls_hash_deinit(digest->md5, NULL);
	g_free(digest);
}

void
digest_push(struct digest *digest, const char *bytes, size_t size_bytes)
{
	gnutls_hash(digest->sha256, bytes, size_bytes);
	if (digest->md5 != NULL)
		gnutls_hash(digest->md5, bytes, size_bytes);
}

void
digest_finish(struct digest *digest, char **ret_sha256, char **ret_md5)
{
	guint8 bytes[SHA256_BYTES];

	gnutls_hash_output(digest->sha256, bytes);
	*ret_sha256 = text_hex(bytes, SHA256_BYTES);
	if (ret_md5 == NULL)
		return;
	*ret_md5 = NULL;
	if (digest->md5 == NULL)
		return;
	gnutls_hash_output(digest->md5, bytes);
	*ret_md5 = text_hex(bytes, MD5_BYTES);
}
