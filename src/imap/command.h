/*
 * command: how this room speaks with libetpan; for its own files only. FETCH, SEARCH, STORE,
 * COPY, MOVE and EXPUNGE are written here and only parsed by libetpan: its own functions take a
 * NO after some data for a success.
 */
#ifndef TURNO_IMAP_COMMAND_H
#define TURNO_IMAP_COMMAND_H

#include <glib.h>
#include <libetpan/libetpan.h>
#include <stdbool.h>
#include <stdint.h>

#include "imap/guard.h"
#include "net/stream.h"

struct imap_session {
	mailimap *etpan;
	struct net_stream *stream;
	struct net_time time;
	struct imap_guard guard;
	char *host;
	const char *secret; /* borrowed while signing in, so that no error repeats it */
	bool is_broken;
	bool is_selected;
	bool is_fresh; /* the server has just told all news of the folder */
};

/* True when a mail was announced since the folder was last listed or selected: servers do so
 * at the end of any command, and do not repeat it (RFC 3501 §7.3.1). */
bool imap_has_news(const struct imap_session *session);
void imap_forget_news(struct imap_session *session);

/* Time and budget for one command whose answer carries expected_bytes of bodies. False: RETRY,
 * the session is broken. */
bool imap_begin(struct imap_session *session, int64_t expected_bytes, GError **error);

/* The same where the answer may be larger than expected, but not longer on its way. */
bool imap_begin_uncertain(
    struct imap_session *session, int64_t expected_bytes, int64_t limit_bytes, GError **error);

/*
 * Judges libetpan's result r of `what` ("LOGIN").
 * True when 0. False: NO → REJECT with the server's words; else RETRY, and broken.
 */
bool imap_check(struct imap_session *session, int r, const char *what, GError **error);

/*
 * Sends one command line, reads and parses its whole answer. What the answer held is in
 * session->etpan->imap_response_info until the next command, to be used only after true.
 * line: without tag and line end; control characters are REJECT before anything is sent.
 */
bool imap_command(struct imap_session *session, const char *what, GError **error,
    const char *line_format, ...) G_GNUC_PRINTF(4, 5);

/* True when the last NO carried a response code of trouble that passes (RFC 5530 UNAVAILABLE,
 * SERVERBUG, INUSE, LIMIT). */
bool imap_refusal_is_temporary(const struct imap_session *session);

#endif
