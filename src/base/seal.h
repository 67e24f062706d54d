/*
 * seal: a password that is given on the web for turnod alone. The web has the public half of a
 * pair of keys and can close, not open; the secret half is a file beside the other secrets.
 * What is sealed is bound to the account that it was given for: whoever changes the server in
 * the database does not carry the password there (libsodium, crypto_box_seal).
 */
#ifndef TURNO_BASE_SEAL_H
#define TURNO_BASE_SEAL_H

#include <glib.h>

#define SEAL_FILE "seal" /* the secret half, in secret_dir */

/* A new secret half, 64 hex digits. Caller frees with secret_free(). */
char *seal_new_key(void);

/* The public half of secret, 64 hex digits. Caller frees. NULL: CONFIG, secret is no such key.
 */
char *seal_public_key(const char *secret, GError **error);

/* Hexadecimal of text closed with the public half, for the account at host, port and login.
 * Caller frees. NULL: CONFIG, public_key is none. */
char *seal_close(const char *public_key, const char *host, int port, const char *login,
    const char *text, GError **error);

/* What seal_close() closed. Caller frees with secret_free(). NULL: CONFIG with what to do: it
 * was closed with another key, or for another account. */
char *seal_open(const char *secret, const char *host, int port, const char *login,
    const char *sealed, GError **error);

#endif
