/* command: one checked command line out, one reply in; for the room smtp only. */
#ifndef TURNO_SMTP_COMMAND_H
#define TURNO_SMTP_COMMAND_H

#include <glib.h>
#include <libetpan/mmapstring.h>
#include <stdbool.h>
#include <stdint.h>

#include "net/stream.h"

struct smtp_session {
	struct net_stream *stream;
	struct net_time time;
	MMAPString *line;
	char *host;
	bool is_broken;
	bool in_transaction; /* MAIL was accepted and nothing ended it */
	GString *message;    /* ready for the wire, between smtp_envelope() and smtp_data() */

	/* what EHLO told; limits in bytes, 0: none told */
	bool has_starttls, has_8bitmime, has_smtputf8, has_dsn;
	int64_t size_limit;
	char *mechanisms; /* " PLAIN LOGIN " in capitals, blanks around each */
};

struct smtp_reply {
	int code;      /* 200..599 */
	GString *text; /* lines without codes, joined by \n; hostile bytes without NUL */
};

void smtp_reply_free(struct smtp_reply *reply);
typedef struct smtp_reply SmtpReply; /* only for g_autoptr(SmtpReply) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmtpReply, smtp_reply_free)

/* Reads one reply of any number of lines within time_ms. Caller frees.
 * NULL: RETRY with the reason; the session is broken. Source: RFC 5321 §4.2 */
struct smtp_reply *smtp_read_reply(
    struct smtp_session *session, int64_t time_ms, GError **error);

/*
 * Sends one line and reads its reply, within time.command_ms each. 421 breaks the session.
 * NULL: REJECT the line holds a control character or is longer than 12 KiB, and nothing was
 * sent; RETRY as above.
 */
struct smtp_reply *smtp_command(struct smtp_session *session, GError **error,
    const char *line_format, ...) G_GNUC_PRINTF(3, 4);

/* Writes bytes and flushes; the caller has given the time. False: RETRY, broken. */
bool smtp_write(
    struct smtp_session *session, const char *bytes, size_t size_bytes, GError **error);

#endif
