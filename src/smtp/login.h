/* login: from a fresh connection to one that takes mail; for the room smtp only. */
#ifndef TURNO_SMTP_LOGIN_H
#define TURNO_SMTP_LOGIN_H

#include <glib.h>
#include <stdbool.h>

struct smtp_account;
struct smtp_session;

/* Greeting, EHLO, STARTTLS and EHLO again if asked for, AUTH if there is a login.
 * Errors as smtp_session_open(). */
bool smtp_login(
    struct smtp_session *session, const struct smtp_account *account, GError **error);

#endif
