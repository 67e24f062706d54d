/* The only way from strings to the server's command line: one line out, never two. */
#include "config.h"
#include "smtp/command.h"

#include <libetpan/mailstream.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/secret.h"
#include "base/text.h"

#define LINE_BYTES 12288 /* RFC 4954 §4: the longest there is, an initial response */
#define REPLY_BYTES 65536
#define REPLY_LINES 200
#define REPLY_TEXT_BYTES 4096

void
smtp_reply_free(struct smtp_reply *reply)
{
	if (reply == NULL)
		return;
	g_string_free(reply->text, TRUE);
	g_free(reply);
}

static bool
break_session(struct smtp_session *session, GError **error, const char *fallback)
{
	const char *reason = net_stream_reason(session->stream);

	session->is_broken = true;
	return error_set(
	    error, ERROR_RETRY, "%s: %s", session->host, reason[0] != '\0' ? reason : fallback);
}

/* Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF */
static bool
parse_line(const char *line, struct smtp_reply *reply, bool *ret_is_last)
{
	int code = 0;

	for (int i = 0; i < 3; i++) {
		if (!g_ascii_isdigit(line[i]))
			return false;
		code = code * 10 + (line[i] - '0');
	}
	if (code < 200 || code > 599 || (reply->code != 0 && reply->code != code) ||
	    (line[3] != '-' && line[3] != ' ' && line[3] != '\0'))
		return false;
	if (reply->code != 0)
		g_string_append_c(reply->text, '\n');
	reply->code = code;
	if (line[3] != '\0' && reply->text->len < REPLY_TEXT_BYTES)
		g_string_append_len(
		    reply->text, line + 4, (gssize)strnlen(line + 4, REPLY_TEXT_BYTES));
	*ret_is_last = line[3] != '-';
	return true;
}

struct smtp_reply *
smtp_read_reply(struct smtp_session *session, int64_t time_ms, GError **error)
{
	g_autoptr(SmtpReply) reply = g_new0(struct smtp_reply, 1);
	bool is_last = false;

	reply->text = g_string_new(NULL);
	net_stream_allow(session->stream, time_ms, REPLY_BYTES);
	for (int i = 0; i < REPLY_LINES && !is_last; i++) {
		const char *line = mailstream_read_line_remove_eol(
		    net_stream_etpan(session->stream), session->line);

		if (line == NULL) {
			break_session(session, error, "connection lost");
			return NULL;
		}
		if (!parse_line(line, reply, &is_last))
			break;
	}
	if (!is_last) {
		break_session(session, error, "the reply cannot be understood");
		return NULL;
	}
	if (reply->code == 421)
		session->is_broken = true;
	return g_steal_pointer(&reply);
}

bool
smtp_write(struct smtp_session *session, const char *bytes, size_t size_bytes, GError **error)
{
	mailstream *stream = net_stream_etpan(session->stream);

	/* a write that stops half-way returns what it wrote, not -1 */
	if (mailstream_write(stream, bytes, size_bytes) != (ssize_t)size_bytes ||
	    mailstream_flush(stream) == -1)
		return break_session(session, error, "connection lost");
	return true;
}

static struct smtp_reply *
exchange(struct smtp_session *session, const char *line, GError **error)
{
	if (!text_is_line_safe(line) || strlen(line) > LINE_BYTES) {
		error_set(error, ERROR_REJECT,
		    "a command with control characters, or too long, is not sent");
		return NULL;
	}
	if (session->is_broken) {
		error_set(error, ERROR_RETRY, "%s: the session is broken, open a new one",
		    session->host);
		return NULL;
	}
	char *wire = g_strconcat(line, "\r\n", NULL);
	net_stream_allow(session->stream, session->time.command_ms, REPLY_BYTES);
	bool is_sent = smtp_write(session, wire, strlen(wire), error);
	secret_free(wire);
	return is_sent ? smtp_read_reply(session, session->time.command_ms, error) : NULL;
}

struct smtp_reply *
smtp_command(struct smtp_session *session, GError **error, const char *line_format, ...)
{
	va_list args;

	va_start(args, line_format);
	char *line = g_strdup_vprintf(line_format, args);
	va_end(args);
	struct smtp_reply *reply = exchange(session, line, error);
	secret_free(line); /* it may be a sign-in */
	return reply;
}
