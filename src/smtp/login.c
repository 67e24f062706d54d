/* Handles the secret: it goes to the stream only, never into an error or a log line. */
#include "config.h"
#include "smtp/login.h"

#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "smtp/command.h"
#include "smtp/result.h"
#include "smtp/submission.h"

static bool
refuse(const struct smtp_session *session, const struct smtp_reply *reply, const char *what,
    enum error_code code, GError **error)
{
	struct smtp_result result;

	smtp_result_from_reply(&result, reply->code, reply->text->str);
	return error_set(error, code, "%s refuses %s: %d %s", session->host, what, result.code,
	    result.reply);
}

static void
note_keyword(struct smtp_session *session, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " =", -1); /* "AUTH=LOGIN" of old servers */
	const char *keyword = words[0] != NULL ? words[0] : "";

	if (g_ascii_strcasecmp(keyword, "STARTTLS") == 0)
		session->has_starttls = true;
	else if (g_ascii_strcasecmp(keyword, "8BITMIME") == 0)
		session->has_8bitmime = true;
	else if (g_ascii_strcasecmp(keyword, "SMTPUTF8") == 0)
		session->has_smtputf8 = true;
	else if (g_ascii_strcasecmp(keyword, "DSN") == 0)
		session->has_dsn = true;
	else if (g_ascii_strcasecmp(keyword, "SIZE") == 0 && words[1] != NULL)
		session->size_limit =
		    (int64_t)MIN(g_ascii_strtoull(words[1], NULL, 10), (guint64)G_MAXINT64);
	else if (g_ascii_strcasecmp(keyword, "AUTH") == 0) {
		g_autofree char *list = g_strjoinv(" ", words + 1);
		g_autofree char *upper = g_ascii_strup(list, -1);
		char *all = g_strconcat(session->mechanisms, upper, " ", NULL);

		g_free(session->mechanisms);
		session->mechanisms = all;
	}
}

/* What an earlier EHLO told is forgotten: before TLS anybody may have said it (RFC 3207 §4.2).
 */
static bool
say_ehlo(struct smtp_session *session, GError **error)
{
	g_autofree char *name = net_stream_own_literal(session->stream);
	g_autoptr(SmtpReply) reply = smtp_command(session, error, "EHLO %s", name);

	if (reply == NULL)
		return false;
	if (reply->code != 250)
		return refuse(session, reply, "EHLO", ERROR_RETRY, error);
	session->has_starttls = session->has_8bitmime = false;
	session->has_smtputf8 = session->has_dsn = false;
	session->size_limit = 0;
	g_free(session->mechanisms);
	session->mechanisms = g_strdup(" ");
	g_auto(GStrv) lines = g_strsplit(reply->text->str, "\n", -1);
	for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
		note_keyword(session, g_strstrip(lines[i]));
	return true;
}

static bool
start_tls(struct smtp_session *session, const struct net_peer *peer, GError **error)
{
	if (!session->has_starttls)
		return error_set(error, ERROR_REJECT,
		    "%s does not offer STARTTLS: refused to go on in clear", session->host);
	g_autoptr(SmtpReply) reply = smtp_command(session, error, "STARTTLS");
	if (reply == NULL)
		return false;
	if (reply->code != 220)
		return refuse(session, reply, "STARTTLS", ERROR_RETRY, error);
	return net_stream_upgrade(session->stream, peer, error) && say_ehlo(session, error);
}

static bool
has_mechanism(const struct smtp_session *session, const char *name)
{
	g_autofree char *word = g_strdup_printf(" %s ", name);

	return strstr(session->mechanisms, word) != NULL;
}

/* RFC 4616 §2: authzid (none) NUL authcid NUL password */
static struct smtp_reply *
auth_plain(struct smtp_session *session, const struct smtp_account *account, GError **error)
{
	char *base64 = secret_sasl_plain(account->login, account->secret);
	struct smtp_reply *reply = smtp_command(session, error, "AUTH PLAIN %s", base64);
	secret_free(base64);
	return reply;
}

/* For servers that know nothing better: draft-murchison-sasl-login. */
static struct smtp_reply *
auth_login(struct smtp_session *session, const struct smtp_account *account, GError **error)
{
	g_autoptr(SmtpReply) reply = smtp_command(session, error, "AUTH LOGIN");
	const char *const answers[] = {account->login, account->secret};

	for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
		if (reply == NULL || reply->code != 334)
			break;
		char *base64 = g_base64_encode((const guchar *)answers[i], strlen(answers[i]));
		smtp_reply_free(reply);
		reply = smtp_command(session, error, "%s", base64);
		secret_free(base64);
	}
	return g_steal_pointer(&reply);
}

static struct smtp_reply *
auth_xoauth2(struct smtp_session *session, const struct smtp_account *account, GError **error)
{
	char *plain = g_strdup_printf(
	    "user=%s\001auth=Bearer %s\001\001", account->login, account->secret);
	char *base64 = g_base64_encode((const guchar *)plain, strlen(plain));
	g_autoptr(SmtpReply) reply = smtp_command(session, error, "AUTH XOAUTH2 %s", base64);

	secret_free(plain);
	secret_free(base64);
	if (reply != NULL && reply->code == 334) { /* the reason, which wants an empty answer */
		smtp_reply_free(reply);
		reply = smtp_command(session, error, "%s", "");
	}
	return g_steal_pointer(&reply);
}

static bool
refuse_sign_in(const struct smtp_session *session, const struct smtp_reply *reply,
    const char *secret, GError **error)
{
	enum error_code code = reply->code >= 500 ? ERROR_CONFIG : ERROR_RETRY;
	g_autofree char *said = text_clean_line(reply->text->str, reply->text->len);
	g_autoptr(GError) refusal = NULL;

	refuse(session, reply, "the sign-in", code, &refusal);
	/* both are looked at: one may be cut, from the other status codes may have gone */
	if (secret_is_told(said, secret) || secret_is_told(refusal->message, secret))
		return error_set(error, code,
		    "%s refuses the sign-in: %d, and repeats the password in its answer",
		    session->host, reply->code);
	g_propagate_error(error, g_steal_pointer(&refusal));
	return false;
}

static bool
authenticate(struct smtp_session *session, const struct smtp_account *account, GError **error)
{
	g_autoptr(SmtpReply) reply = NULL;

	if (account->secret_is_token && has_mechanism(session, "XOAUTH2"))
		reply = auth_xoauth2(session, account, error);
	else if (!account->secret_is_token && has_mechanism(session, "PLAIN"))
		reply = auth_plain(session, account, error);
	else if (!account->secret_is_token && has_mechanism(session, "LOGIN"))
		reply = auth_login(session, account, error);
	else
		return error_set(error, ERROR_CONFIG,
		    "%s offers no way to sign in that turno knows", session->host);
	if (reply == NULL)
		return false;
	if (reply->code == 235)
		return true;
	return refuse_sign_in(session, reply, account->secret, error);
}

bool
smtp_login(struct smtp_session *session, const struct smtp_account *account, GError **error)
{
	if (!text_is_line_safe(account->login) || !text_is_line_safe(account->secret))
		return error_set(error, ERROR_CONFIG,
		    "login or password for %s holds control characters", session->host);
	g_autoptr(SmtpReply) greeting =
	    smtp_read_reply(session, session->time.command_ms, error);
	if (greeting == NULL)
		return false;
	if (greeting->code != 220)
		return refuse(session, greeting, "the connection", ERROR_RETRY, error);
	if (!say_ehlo(session, error))
		return false;
	if (account->peer.tls == CONF_TLS_STARTTLS &&
	    !start_tls(session, &account->peer, error))
		return false;
	if (account->login[0] == '\0')
		return true;
	bool done = authenticate(session, account, error);
	net_stream_forget(session->stream);
	return done;
}
