/*
 * password: lost and found again by a code that comes by mail (R3, R4), and changed by who
 * knows the old one. The key is derived here (Argon2id) and compared in the database; what
 * counts tries is asked before, because the derivation is what costs.
 */
#ifndef TURNO_WEB_PASSWORD_H
#define TURNO_WEB_PASSWORD_H

#include <glib.h>

struct exchange;

#define PASSWORD_BYTES 1024u
#define PASSWORD_CHARS_MIN 10

/* The key of password with salt (lower-case hex), as hex. NULL: RETRY when memory is short,
 * REJECT for no salt. Caller frees with secret_free(). */
char *password_derive(const char *password, const char *salt, GError **error);

/* GET: who has lost his password? */
void password_show(struct exchange *x);

/* POST: the code goes, and its page comes: the same for everybody who was named. */
void password_ask(struct exchange *x);

/* GET: the page on which the code is typed. */
void password_code_show(struct exchange *x);

/* POST: a new password by the code; then the sign-in page. */
void password_reset(struct exchange *x);

/* POST: one's own, by the old one; all sessions end, this one goes on under a new token. */
void password_change(struct exchange *x);

#endif
