/* Holds the connection while nothing happens; needs no database. */
#include "config.h"
#include "imap/idle.h"

#include "base/error.h"
#include "imap/command.h"
#include "imap/session.h"

#define IDLE_MAX_MS (28 * 60 * 1000)

int
imap_idle(struct imap_session *session, int wake_fd, int64_t time_ms, GError **error)
{
	if (!imap_session_has_idle(session)) {
		error_set(error, ERROR_CONFIG, "%s has no IDLE", session->host);
		return -1;
	}
	if (!imap_begin(session, 0, error))
		return -1;
	if (!session->is_selected || session->etpan->imap_selection_info == NULL) {
		error_set(error, ERROR_RETRY, "no folder is selected");
		return -1;
	}
	if (imap_has_news(session))
		return 1;
	if (!imap_check(session, mailimap_idle(session->etpan), "IDLE", error))
		return -1;
	int what =
	    net_stream_wait(session->stream, wake_fd, CLAMP(time_ms, 0, IDLE_MAX_MS), error);
	if (what < 0) {
		session->is_broken = true;
		return -1;
	}
	if (!imap_begin(session, 0, error) ||
	    !imap_check(session, mailimap_idle_done(session->etpan), "DONE", error))
		return -1;
	session->is_fresh = true;
	return what;
}
