/* Knows the order of a mail transaction and what a loss at each point of it means. */
#include "config.h"
#include "smtp/submission.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"
#include "smtp/command.h"
#include "smtp/login.h"
#include "smtp/wire.h"

#define QUIT_MS 5000
#define ENVELOPE_ID_BYTES 100 /* RFC 3461 §4.4 */

struct smtp_session *
smtp_session_open(const struct smtp_account *account, GError **error)
{
	g_autoptr(SmtpSession) session = g_new0(struct smtp_session, 1);

	session->host = g_strdup(account->peer.host);
	session->time = account->peer.time;
	session->line = mmap_string_new("");
	if (session->line == NULL)
		g_error("out of memory for an SMTP session"); /* as g_malloc() does */
	session->stream = net_stream_open(&account->peer, error);
	if (session->stream == NULL)
		return NULL;
	if (!smtp_login(session, account, error)) {
		session->is_broken = true;
		return NULL;
	}
	return g_steal_pointer(&session);
}

bool
smtp_session_is_usable(struct smtp_session *session)
{
	if (session->is_broken)
		return false;
	if (net_stream_wait(session->stream, -1, 0, NULL) != 0)
		session->is_broken = true; /* 421, or closed: nobody speaks to us unasked */
	return !session->is_broken;
}

static void
forget_message(struct smtp_session *session)
{
	if (session->message != NULL)
		g_string_free(session->message, TRUE);
	session->message = NULL;
}

/* The connection failed before anything was handed over, or our own check refused a line. */
static bool
defer_or_fail(const GError *error, struct smtp_result *ret_result)
{
	if (error_is(error, ERROR_REJECT))
		smtp_result_set(ret_result, SMTP_FAILED, "5.5.2", "%s", error->message);
	else
		smtp_result_set(ret_result, SMTP_DEFERRED, "4.4.2", "%s", error->message);
	return false;
}

/* True when reply is the wanted positive one; else *ret_result says what it means. */
static bool
judge_reply(const struct smtp_reply *reply, int wanted_class, const GError *error,
    struct smtp_result *ret_result)
{
	if (reply == NULL)
		return defer_or_fail(error, ret_result);
	if (reply->code / 100 == wanted_class)
		return true;
	if (reply->code < 400) {
		smtp_result_set(ret_result, SMTP_DEFERRED, "4.5.0",
		    "unexpected reply %d of the server", reply->code);
		return false;
	}
	smtp_result_from_reply(ret_result, reply->code, reply->text->str);
	return false;
}

static bool
reset_transaction(struct smtp_session *session, struct smtp_result *ret_result)
{
	g_autoptr(GError) error = NULL;

	forget_message(session);
	if (!session->in_transaction)
		return true;
	g_autoptr(SmtpReply) reply = smtp_command(session, &error, "RSET");
	session->in_transaction = false;
	return judge_reply(reply, 2, error, ret_result);
}

/* How the two addresses travel; both owned. */
struct path {
	char *from;
	char *to;
	bool is_utf8;      /* MAIL needs SMTPUTF8 */
	bool wants_report; /* delivery reports (RFC 3461) are asked for */
};

static void
clear_path(struct path *path)
{
	g_free(path->from);
	g_free(path->to);
}

static bool
prepare_path(const struct smtp_session *session, const struct smtp_message *message,
    struct path *path, struct smtp_result *ret_result)
{
	if (message->from[0] != '\0' && !text_is_mail_address(message->from)) {
		smtp_result_set(
		    ret_result, SMTP_FAILED, "5.1.7", "the sender's address is not valid");
		return false;
	}
	if (!text_is_mail_address(message->to)) {
		smtp_result_set(
		    ret_result, SMTP_FAILED, "5.1.3", "the recipient's address is not valid");
		return false;
	}
	path->from =
	    message->from[0] == '\0' ? g_strdup("") : smtp_address_to_ascii(message->from);
	path->to = smtp_address_to_ascii(message->to);
	path->is_utf8 = path->from == NULL || path->to == NULL ||
			smtp_wire_is_utf8_header(message->bytes, message->size_bytes);
	if (!path->is_utf8)
		return true;
	if (!session->has_smtputf8) {
		smtp_result_set(ret_result, SMTP_FAILED, "5.6.7",
		    "%s does not carry international addresses (SMTPUTF8)", session->host);
		return false;
	}
	clear_path(path);
	path->from = g_strdup(message->from);
	path->to = g_strdup(message->to);
	return true;
}

static bool
send_mail(struct smtp_session *session, const struct smtp_message *message,
    const struct path *path, struct smtp_result *ret_result)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	const char *id = message->envelope_id;

	g_string_append_printf(line, "MAIL FROM:<%s>", path->from);
	if (session->size_limit > 0)
		g_string_append_printf(line, " SIZE=%zu", session->message->len);
	/* a server that never said 8BITMIME carries it all the same, or says 5xx */
	if (session->has_8bitmime && smtp_wire_is_8bit(message->bytes, message->size_bytes))
		g_string_append(line, " BODY=8BITMIME");
	if (path->is_utf8)
		g_string_append(line, " SMTPUTF8");
	if (path->wants_report)
		g_string_append(line, " RET=HDRS");
	if (path->wants_report && id != NULL && id[0] != '\0') {
		g_autofree char *xtext = smtp_xtext(id);

		if (strlen(xtext) <= ENVELOPE_ID_BYTES)
			g_string_append_printf(line, " ENVID=%s", xtext);
	}
	g_autoptr(SmtpReply) reply = smtp_command(session, &error, "%s", line->str);
	session->in_transaction = reply != NULL && reply->code / 100 == 2;
	return judge_reply(reply, 2, error, ret_result);
}

/* A message from <> must not cause reports. RFC 3461 §4.1 and, for SMTPUTF8, RFC 6533 §3 */
static bool
send_rcpt(struct smtp_session *session, const struct path *path, struct smtp_result *ret_result)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	g_string_append_printf(line, "RCPT TO:<%s>", path->to);
	if (path->wants_report && path->from[0] == '\0')
		g_string_append(line, " NOTIFY=NEVER");
	else if (path->wants_report)
		g_string_append(line, " NOTIFY=FAILURE,DELAY");
	if (path->wants_report && !path->is_utf8) {
		g_autofree char *xtext = smtp_xtext(path->to);

		g_string_append_printf(line, " ORCPT=rfc822;%s", xtext);
	}
	g_autoptr(SmtpReply) reply = smtp_command(session, &error, "%s", line->str);
	return judge_reply(reply, 2, error, ret_result);
}

static bool
check_size(const struct smtp_session *session, struct smtp_result *ret_result)
{
	if (session->size_limit == 0 ||
	    (uint64_t)session->message->len <= (uint64_t)session->size_limit)
		return true;
	smtp_result_set(ret_result, SMTP_FAILED, "5.3.4",
	    "the message of %zu bytes is larger than %s takes", session->message->len,
	    session->host);
	return false;
}

/* Everything up to an accepted MAIL. */
static bool
begin(struct smtp_session *session, const struct smtp_message *message, struct path *path,
    struct smtp_result *ret_result)
{
	if (!reset_transaction(session, ret_result) ||
	    !prepare_path(session, message, path, ret_result))
		return false;
	session->message = smtp_wire_format(message->bytes, message->size_bytes);
	return check_size(session, ret_result) && send_mail(session, message, path, ret_result);
}

bool
smtp_try_sender(struct smtp_session *session, const char *from, struct smtp_result *ret_result)
{
	const struct smtp_message nothing = {.from = from, .to = from, .bytes = ""};
	struct path path = {0};

	bool accepted = begin(session, &nothing, &path, ret_result) &&
			reset_transaction(session, ret_result);
	clear_path(&path);
	forget_message(session);
	return accepted;
}

bool
smtp_envelope(struct smtp_session *session, const struct smtp_message *message,
    struct smtp_result *ret_result)
{
	struct path path = {.wants_report = session->has_dsn && !message->is_certified};

	bool accepted =
	    begin(session, message, &path, ret_result) && send_rcpt(session, &path, ret_result);
	clear_path(&path);
	if (!accepted)
		forget_message(session);
	return accepted;
}

/* Everything up to the last byte before the final dot: nothing is handed over until here. */
static bool
send_body(struct smtp_session *session, struct smtp_result *ret_result)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SmtpReply) reply = smtp_command(session, &error, "DATA");

	if (!judge_reply(reply, 3, error, ret_result))
		return false;
	net_stream_allow(session->stream,
	    session->time.command_ms +
		(int64_t)session->message->len * 1000 / LIMIT_NET_SLOWEST_BYTES_PER_S,
	    0);
	if (!smtp_write(session, session->message->str, session->message->len, &error))
		return defer_or_fail(error, ret_result);
	return true;
}

static void
send_dot(struct smtp_session *session, struct smtp_result *ret_result)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SmtpReply) reply = NULL;

	net_stream_allow(session->stream, session->time.command_ms, 0);
	if (smtp_write(session, ".\r\n", 3, &error))
		reply = smtp_read_reply(session, session->time.data_ms, &error);
	if (reply == NULL)
		smtp_result_set(ret_result, SMTP_UNCERTAIN, "4.4.2",
		    "no answer after the message was sent: %s", error->message);
	else if (reply->code / 100 == 3) {
		session->is_broken = true;
		smtp_result_set(ret_result, SMTP_UNCERTAIN, "4.5.0",
		    "unexpected reply %d of the server", reply->code);
	} else
		smtp_result_from_reply(ret_result, reply->code, reply->text->str);
}

void
smtp_data(struct smtp_session *session, struct smtp_result *ret_result)
{
	g_assert(session->message != NULL);
	if (send_body(session, ret_result)) {
		session->in_transaction = false;
		send_dot(session, ret_result);
	}
	forget_message(session);
}

void
smtp_session_close(struct smtp_session *session)
{
	if (session == NULL)
		return;
	if (session->stream != NULL && smtp_session_is_usable(session)) {
		net_stream_allow(session->stream, QUIT_MS, 0);
		if (smtp_write(session, "QUIT\r\n", 6, NULL))
			smtp_reply_free(smtp_read_reply(session, QUIT_MS, NULL));
	}
	net_stream_free(session->stream);
	forget_message(session);
	if (session->line != NULL)
		mmap_string_free(session->line);
	g_free(session->mechanisms);
	g_free(session->host);
	g_free(session);
}
