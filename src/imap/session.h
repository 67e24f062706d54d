/*
 * session: one authenticated IMAP4rev1 connection with at most one folder selected (RFC 3501).
 *
 * Every function here and in fetch.h, idle.h and after.h gives its command a deadline and a
 * byte budget of its own. An answer that cannot be parsed, a lost stream or a protocol error
 * leaves the rest of the answer unread, so it marks the session broken: every later call fails
 * with RETRY at once, and the caller opens a new one. A plain NO does not break it.
 *
 * libetpan's parser recurses on nested parentheses: imap/guard.h reads along and ends what is
 * nested too deeply. It is lexical only, so run one session per process all the same.
 * BODYSTRUCTURE and ENVELOPE are never asked for.
 */
#ifndef TURNO_IMAP_SESSION_H
#define TURNO_IMAP_SESSION_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "net/stream.h"

struct imap_session;

/* All strings are borrowed for the call of imap_session_open(). */
struct imap_account {
	struct net_peer peer;
	const char *login;  /* UTF-8 */
	const char *secret; /* password in UTF-8, or an OAuth2 access token */
	bool secret_is_token;
	const char
	    *spool_dir; /* for libetpan's unlinked files (answers above 8 MiB); "" : /tmp */
};

/*
 * Connects, secures and signs in: XOAUTH2 when secret_is_token, else LOGIN, else AUTHENTICATE
 * PLAIN where LOGIN is disabled or cannot carry the characters.
 * With CONF_TLS_STARTTLS a greeting of PREAUTH, any answer to STARTTLS but OK, and bytes after
 * that OK end the session before a secret is sent.
 * Returns the session, caller frees with imap_session_close().
 * NULL: CONFIG sign-in refused, certificate, plain text, or control characters in login or
 * secret; REJECT the server breaks the protocol around STARTTLS; RETRY anything else.
 */
struct imap_session *imap_session_open(const struct imap_account *account, GError **error);

/*
 * Selects folder (UTF-8, encoded here as RFC 3501 §5.1.3 wants) for reading and writing.
 * False: CONFIG no such folder or control characters in it; RETRY else.
 */
bool imap_session_select(struct imap_session *session, const char *folder,
    uint32_t *ret_uidvalidity, GError **error);

/* True when the server knows IDLE (RFC 2177). */
bool imap_session_has_idle(const struct imap_session *session);

/* True after an error that only a new session can repair. */
bool imap_session_is_broken(const struct imap_session *session);

/* Says LOGOUT if that is still possible (at most 5 s), closes and frees. NULL is allowed. */
void imap_session_close(struct imap_session *session);
typedef struct imap_session ImapSession; /* only for g_autoptr(ImapSession) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImapSession, imap_session_close)

#endif
