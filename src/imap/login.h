/* login: from a fresh connection to a signed-in one; for the room imap only. */
#ifndef TURNO_IMAP_LOGIN_H
#define TURNO_IMAP_LOGIN_H

#include <glib.h>
#include <stdbool.h>

#include "imap/session.h"

/* Reads the greeting, does STARTTLS if asked for, signs in. Errors as imap_session_open(). */
bool imap_login(
    struct imap_session *session, const struct imap_account *account, GError **error);

#endif
