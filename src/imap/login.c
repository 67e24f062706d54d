/* Handles the secret: it goes to the stream only, never into an error or a log line. */
#include "config.h"
#include "imap/login.h"

#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "imap/command.h"

static bool
is_ascii(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			return false;
	return true;
}

static bool
greet(struct imap_session *session, const struct imap_account *account, bool *ret_is_signed_in,
    GError **error)
{
	int r = mailimap_connect(session->etpan, net_stream_etpan(session->stream));

	if (r != MAILIMAP_NO_ERROR_AUTHENTICATED && r != MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return imap_check(session, r, "greeting", error);
	*ret_is_signed_in = r == MAILIMAP_NO_ERROR_AUTHENTICATED;
	/* RFC 3501 §7.1.4: STARTTLS is not possible any more, all would travel in clear */
	if (*ret_is_signed_in && account->peer.tls == CONF_TLS_STARTTLS)
		return error_set(error, ERROR_REJECT,
		    "%s greets with PREAUTH before TLS: refused", session->host);
	return true;
}

/* What was said before TLS may have come from anybody. RFC 3501 §6.2.1 */
static void
forget_capabilities(struct imap_session *session)
{
	struct mailimap_connection_info *info = session->etpan->imap_connection_info;

	if (info == NULL || info->imap_capability == NULL)
		return;
	mailimap_capability_data_free(info->imap_capability);
	info->imap_capability = NULL;
}

static bool
start_tls(struct imap_session *session, const struct imap_account *account, GError **error)
{
	g_autoptr(GError) refused = NULL;

	if (!imap_begin(session, 0, error))
		return false;
	/* not libetpan's own: what it finds behind the answer it throws away */
	if (!imap_command(session, "STARTTLS", &refused, "STARTTLS")) {
		session->is_broken = true;
		g_propagate_error(error, g_steal_pointer(&refused));
		return false;
	}
	if (!net_stream_upgrade(session->stream, &account->peer, error)) {
		session->is_broken = true;
		return false;
	}
	forget_capabilities(session);
	return true;
}

static bool
ask_capabilities(struct imap_session *session, GError **error)
{
	return imap_begin(session, 0, error) &&
	       imap_command(session, "CAPABILITY", error, "CAPABILITY");
}

/* RFC 4616 §2 as the initial response of RFC 4959. */
static bool
authenticate_plain(
    struct imap_session *session, const struct imap_account *account, GError **error)
{
	char *base64 = secret_sasl_plain(account->login, account->secret);
	bool done =
	    imap_command(session, "AUTHENTICATE PLAIN", error, "AUTHENTICATE PLAIN %s", base64);
	secret_free(base64);
	return done;
}

static bool
login_with_password(
    struct imap_session *session, const struct imap_account *account, GError **error)
{
	bool is_plain_offered = mailimap_has_authentication(session->etpan, "PLAIN") &&
				mailimap_has_extension(session->etpan, "SASL-IR");
	bool is_disabled = mailimap_has_extension(session->etpan, "LOGINDISABLED");
	bool is_plain_better =
	    is_disabled || !is_ascii(account->login) || !is_ascii(account->secret);

	if (is_plain_offered && is_plain_better)
		return authenticate_plain(session, account, error);
	if (is_disabled)
		return error_set(error, ERROR_CONFIG,
		    "%s takes no password on this connection (LOGINDISABLED)", session->host);
	return imap_check(session,
	    mailimap_login(session->etpan, account->login, account->secret), "LOGIN", error);
}

static bool
sign_in(struct imap_session *session, const struct imap_account *account, GError **error)
{
	g_autoptr(GError) refused = NULL;
	bool done;

	if (!imap_begin(session, 0, error))
		return false;
	if (account->secret_is_token)
		done = imap_check(session,
		    mailimap_oauth2_authenticate(
			session->etpan, account->login, account->secret),
		    "XOAUTH2", &refused);
	else
		done = login_with_password(session, account, &refused);
	if (done) {
		session->etpan->imap_state = MAILIMAP_STATE_AUTHENTICATED;
		return true;
	}
	if (error_is(refused, ERROR_REJECT)) /* a NO to a sign-in is for a person to repair */
		return error_set(error,
		    imap_refusal_is_temporary(session) ? ERROR_RETRY : ERROR_CONFIG, "%s",
		    refused->message);
	g_propagate_error(error, g_steal_pointer(&refused));
	return false;
}

static bool
converse(struct imap_session *session, const struct imap_account *account, GError **error)
{
	bool is_signed_in = false;

	if (!greet(session, account, &is_signed_in, error))
		return false;
	if (account->peer.tls == CONF_TLS_STARTTLS && !start_tls(session, account, error))
		return false;
	if (!ask_capabilities(session, error))
		return false;
	if (is_signed_in)
		return true;
	/* what a server can do is often told anew after the sign-in */
	return sign_in(session, account, error) && ask_capabilities(session, error);
}

bool
imap_login(struct imap_session *session, const struct imap_account *account, GError **error)
{
	if (!text_is_line_safe(account->login) || !text_is_line_safe(account->secret))
		return error_set(error, ERROR_CONFIG,
		    "login or password for %s holds control characters", session->host);
	session->secret = account->secret;
	bool done = converse(session, account, error);
	session->secret = NULL;
	net_stream_forget(session->stream);
	return done;
}
