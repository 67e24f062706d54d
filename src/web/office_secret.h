/* office_secret: passwords of operators, and the own password that is asked for again before
 * another program is given an entrance. The database sees derived keys only. */
#ifndef TURNO_WEB_OFFICE_SECRET_H
#define TURNO_WEB_OFFICE_SECRET_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

struct exchange;

/*
 * Puts salt and key in the place of values.password; where it is empty a password is made, and
 * *ret_made is it, to be shown this once (caller frees with secret_free(); NULL otherwise).
 * One that is too short becomes an error of the form. False: RETRY, memory is short.
 */
bool office_secret_give(json_t *values, json_t *errors, char **ret_made, GError **error);

/*
 * Puts values.sealed, which turnod alone can open, in the place of values.secret; it is bound
 * to imap_host, imap_port and imap_login, or where those are not asked for to smtp_host,
 * smtp_port and smtp_login. Where both servers are given at once, values.smtp_sealed is the
 * same password, bound to smtp_host, smtp_port and imap_login. Without a password, or before
 * turno seal was run, nothing takes its place, and the database says so. False: as
 * exchange_call().
 */
bool office_secret_seal(struct exchange *x, json_t *values, GError **error);

/* p.confirm: the key of what was typed as the own password; without one, and after too many
 * tries, none. Begins a transaction of its own before. */
bool office_secret_confirm(struct exchange *x, json_t *p, GError **error);

#endif
