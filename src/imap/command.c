/* The only file that reads libetpan's result codes. Answers of the server are hostile. */
#include "config.h"
#include "imap/command.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/secret.h"
#include "base/text.h"

bool
imap_begin(struct imap_session *session, int64_t expected_bytes, GError **error)
{
	return imap_begin_uncertain(session, expected_bytes, expected_bytes, error);
}

bool
imap_begin_uncertain(
    struct imap_session *session, int64_t expected_bytes, int64_t limit_bytes, GError **error)
{
	if (session->is_broken)
		return error_set(error, ERROR_RETRY,
		    "%s: the session is broken, open a new one", session->host);
	imap_guard_begin(&session->guard);
	net_stream_allow(session->stream,
	    session->time.command_ms + expected_bytes * 1000 / LIMIT_NET_SLOWEST_BYTES_PER_S,
	    LIMIT_NET_RESPONSE_BYTES + limit_bytes);
	return true;
}

bool
imap_has_news(const struct imap_session *session)
{
	return session->etpan->imap_selection_info->sel_has_exists;
}

void
imap_forget_news(struct imap_session *session)
{
	session->etpan->imap_selection_info->sel_has_exists = 0;
}

static const char *
explain_result(int r)
{
	switch (r) {
	case MAILIMAP_ERROR_STREAM:
		return "connection lost";
	case MAILIMAP_ERROR_PARSE:
		return "the answer cannot be understood";
	case MAILIMAP_ERROR_PROTOCOL:
		return "the server does not accept the command, or answers another one";
	case MAILIMAP_ERROR_FATAL:
		return "the server said BYE";
	case MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION:
		return "the server takes no connection";
	case MAILIMAP_ERROR_BAD_STATE:
		return "no folder is selected";
	case MAILIMAP_ERROR_MEMORY:
		return "out of memory or stopped";
	default:
		return "unexpected answer";
	}
}

/* libetpan has one number per command for a tagged NO, and small ones for what breaks. */
static bool
is_refusal(int r)
{
	switch (r) {
	case MAILIMAP_ERROR_LOGIN:
	case MAILIMAP_ERROR_SELECT:
	case MAILIMAP_ERROR_STARTTLS:
	case MAILIMAP_ERROR_NOOP:
	case MAILIMAP_ERROR_EXTENSION:
	case MAILIMAP_ERROR_CUSTOM_COMMAND:
		return true;
	default:
		return false;
	}
}

bool
imap_check(struct imap_session *session, int r, const char *what, GError **error)
{
	if (r == MAILIMAP_NO_ERROR)
		return true;
	if (is_refusal(r)) {
		const char *said = session->etpan->imap_response;
		g_autofree char *clean =
		    said != NULL ? text_clean_line(said, strlen(said)) : g_strdup("");

		if (session->secret != NULL && secret_is_told(clean, session->secret))
			return error_set(error, ERROR_REJECT,
			    "%s refuses %s, and repeats the password in its answer",
			    session->host, what);
		text_truncate(clean, LIMIT_NAME_BYTES);
		return error_set(
		    error, ERROR_REJECT, "%s refuses %s: %s", session->host, what, clean);
	}
	session->is_broken = true;
	const char *reason = net_stream_reason(session->stream);
	return error_set(error, ERROR_RETRY, "%s, %s: %s", session->host, what,
	    reason[0] != '\0' ? reason : explain_result(r));
}

static int
run_line(struct imap_session *session, const char *line)
{
	mailimap *etpan = session->etpan;
	struct mailimap_response *response = NULL;

	if (mailimap_send_current_tag(etpan) != MAILIMAP_NO_ERROR ||
	    mailstream_write(etpan->imap_stream, line, strlen(line)) != (ssize_t)strlen(line) ||
	    mailstream_write(etpan->imap_stream, "\r\n", 2) == -1 ||
	    mailstream_flush(etpan->imap_stream) == -1 || mailimap_read_line(etpan) == NULL)
		return MAILIMAP_ERROR_STREAM;
	int r = mailimap_parse_response(etpan, &response);
	if (r != MAILIMAP_NO_ERROR)
		return r;
	int state = response->rsp_resp_done->rsp_data.rsp_tagged->rsp_cond_state->rsp_type;
	mailimap_response_free(response);
	return state == MAILIMAP_RESP_COND_STATE_OK ? MAILIMAP_NO_ERROR
						    : MAILIMAP_ERROR_CUSTOM_COMMAND;
}

bool
imap_command(struct imap_session *session, const char *what, GError **error,
    const char *line_format, ...)
{
	va_list args;

	va_start(args, line_format);
	char *line = g_strdup_vprintf(line_format, args);
	va_end(args);
	bool done = text_is_line_safe(line)
			? imap_check(session, run_line(session, line), what, error)
			: error_set(error, ERROR_REJECT, "control characters in %s", what);
	secret_free(line); /* it may be a sign-in */
	return done;
}

bool
imap_refusal_is_temporary(const struct imap_session *session)
{
	static const char *const codes[] = {"UNAVAILABLE", "SERVERBUG", "INUSE", "LIMIT", NULL};
	const struct mailimap_response_info *info = session->etpan->imap_response_info;

	if (info == NULL || info->rsp_atom == NULL)
		return false;
	g_autofree char *atom = g_ascii_strup(info->rsp_atom, -1);
	return g_strv_contains(codes, atom);
}
