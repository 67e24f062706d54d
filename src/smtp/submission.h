/*
 * submission: hands messages to the office's mail server (RFC 6409), one recipient each,
 *several on one connection.
 *
 * A message goes in two calls, so that the caller can commit "DATA begins" between them (M31):
 *
 *	if (smtp_envelope(session, &message, &result)) {
 *		... commit step data ...
 *		smtp_data(session, &result);
 *	}
 *	... settle with smtp_class_name(result.class), result.reply ...
 *
 * A message whose smtp_data() is not called is forgotten by the server at the next
 * smtp_envelope() or at the end. No string with a control character reaches the server.
 */
#ifndef TURNO_SMTP_SUBMISSION_H
#define TURNO_SMTP_SUBMISSION_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "net/stream.h"
#include "smtp/result.h"

struct smtp_session;

/* All strings are borrowed for the call of smtp_session_open(). */
struct smtp_account {
	struct net_peer peer;
	const char *login;    /* UTF-8; "": the server asks for none */
	const char *secret;   /* password in UTF-8 or an OAuth2 access token; "" for none */
	bool secret_is_token; /* XOAUTH2, else PLAIN, else LOGIN */
};

/* Borrowed for the call of smtp_envelope(). */
struct smtp_message {
	const char *from; /* envelope sender; "": the null path <> */
	const char *to;   /* envelope recipient; UTF-8 allowed */
	const char
	    *envelope_id;  /* ENVID for delivery reports; NULL or "": none; <= 100 chars */
	bool is_certified; /* PEC: no word of delivery reports, its provider writes receipts */
	const char *bytes; /* RFC 5322 message with any line ends */
	size_t size_bytes;
};

/*
 * Connects, secures and signs in. The name in EHLO is the own address as a literal.
 * Returns the session, caller frees with smtp_session_close().
 * NULL: CONFIG sign-in refused or not possible, certificate, plain text, control characters;
 * REJECT the server breaks the rules around STARTTLS; RETRY anything else. No mail is to blame.
 */
struct smtp_session *smtp_session_open(const struct smtp_account *account, GError **error);

/* True while the session can take another message: not broken, and the server did not say or
 * close anything by itself meanwhile. Call before a reuse after a pause. */
bool smtp_session_is_usable(struct smtp_session *session);

/*
 * MAIL and RCPT, with SIZE, BODY=8BITMIME, SMTPUTF8 (only where offered and needed; else the
 * domains as A-labels), RET, ENVID, NOTIFY and ORCPT where offered.
 * True: the recipient is accepted; nothing was handed over yet. *ret_result is not touched.
 * False: *ret_result is deferred or failed; the session may still be usable.
 * Source: RFC 5321 §3.3, RFC 1870, RFC 6152, RFC 6531, RFC 3461
 */
bool smtp_envelope(struct smtp_session *session, const struct smtp_message *message,
    struct smtp_result *ret_result);

/*
 * Whether the server takes mail from this address: MAIL, and RSET once it said yes. No mail is
 * sent. False: *ret_result says why not.
 */
bool smtp_try_sender(
    struct smtp_session *session, const char *from, struct smtp_result *ret_result);

/*
 * DATA, the message given to the last smtp_envelope() that returned true, the final dot; waits
 * for the answer up to time.data_ms. Lost before the dot: deferred, the server must not
 * deliver. Lost after it: uncertain. The caller's cancel_fd makes it uncertain too, so a
 * process that stops lets this end.
 */
void smtp_data(struct smtp_session *session, struct smtp_result *ret_result);

/* Says QUIT if that is still possible (at most 5 s for the answer), closes and frees. NULL is
 * allowed. */
void smtp_session_close(struct smtp_session *session);
typedef struct smtp_session SmtpSession; /* only for g_autoptr(SmtpSession) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmtpSession, smtp_session_close)

#endif
