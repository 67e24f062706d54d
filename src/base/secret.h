/*
 * secret: random tokens, digests, passwords and the files that hold secrets (libsodium). A
 * secret is never put into a log line, an error message, an argument list or the environment.
 */
#ifndef TURNO_BASE_SECRET_H
#define TURNO_BASE_SECRET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define SECRET_TOKEN_BYTES 32 /* 256 random bits */
#define SECRET_SALT_BYTES 16  /* crypto_pwhash_SALTBYTES */
#define SECRET_PASSWORD_BYTES 32
#define SECRET_SHA256_BYTES 32

/* Call once in every process before anything else of this file; aborts if the library cannot
 * start. */
void secret_init(void);

/* 256 random bits as base64url without padding (43 characters). Caller frees with
 * secret_free(). */
char *secret_new_token(void);

/* Fills bytes with random data. */
void secret_random(void *ret_bytes, size_t size_bytes);

/* SHA-256 of bytes. */
void secret_sha256(
    const void *bytes, size_t size_bytes, unsigned char ret_digest[SECRET_SHA256_BYTES]);

/* Lower-case hex of the SHA-256 of purpose, a zero byte and token: a value derived from a token
 * that does not reveal it (the CSRF token of a session). Caller frees. */
char *secret_derive(const char *token, const char *purpose);

/* Lower-case hex of the HMAC-SHA256 (RFC 2104) with key over prefix followed by size_bytes
 * bytes. Caller frees. */
char *secret_sign(const char *key, const char *prefix, const void *bytes, size_t size_bytes);

/* Compares in time that does not depend on where they differ. */
bool secret_equal(const char *a, const char *b);

/*
 * Argon2id (RFC 9106) of password with salt, libsodium's "interactive" cost. The database
 * stores only a digest of the result and compares it itself, so the web never holds what it
 * could replay. False when memory is short.
 */
bool secret_derive_password(const char *password, const unsigned char salt[SECRET_SALT_BYTES],
    unsigned char ret_key[SECRET_PASSWORD_BYTES], GError **error);

/*
 * Reads the secret file `name` (no slash) from $CREDENTIALS_DIRECTORY if set and there, else
 * from directory. Refuses a file that others may read. One final newline is cut. Caller frees
 * with secret_free(). Errors: CONFIG with what to do.
 */
char *secret_read(const char *directory, const char *name, GError **error);

/*
 * True when text repeats secret, as it is or inside base64 (at any offset, as in an AUTH PLAIN
 * line): a server may answer a sign-in with what it was sent. False for an empty secret.
 */
bool secret_is_told(const char *text, const char *secret);

/* The message of SASL PLAIN in base64: no authorisation identity, login, secret (RFC 4616 §2).
 * Caller frees with secret_free(). */
char *secret_sasl_plain(const char *login, const char *secret);

/* Wipes and frees a string; NULL is allowed. */
void secret_free(char *secret);

#endif
