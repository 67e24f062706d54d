/*
 * digest: SHA-256, and MD5 where it is wanted, of what comes in pieces. GnuTLS has both with
 * the instructions that processors have for them; GLib's cost several times as much, and every
 * byte of every mail passes here.
 */
#ifndef TURNO_PARSE_DIGEST_H
#define TURNO_PARSE_DIGEST_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct digest;

/* Caller ends it with digest_free(). */
struct digest *digest_new(bool with_md5);
void digest_free(struct digest *digest);
typedef struct digest Digest; /* only for g_autoptr(Digest) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)

/* Adds what comes next. */
void digest_push(struct digest *digest, const char *bytes, size_t size_bytes);

/* Lower-case hexadecimal of all that was pushed; what was asked once begins anew. *ret_md5 is
 * NULL without MD5; ret_md5 may be NULL. Caller frees. */
void digest_finish(struct digest *digest, char **ret_sha256, char **ret_md5);

#endif
