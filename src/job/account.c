#include "config.h"
#include "job/account.h"

#include "base/conf.h"
#include "base/error.h"
#include "base/seal.h"
#include "base/secret.h"
#include "imap/session.h"
#include "smtp/submission.h"
#include "store/mailbox.h"

struct net_peer
account_peer(const struct conf *conf, const struct mailbox_job *job, int cancel_fd)
{
	struct net_peer peer = net_peer_from(conf);

	peer.host = job->imap_host;
	peer.port = job->imap_port;
	peer.tls = job->imap_tls;
	peer.pin_sha256 = job->imap_pin;
	peer.cancel_fd = cancel_fd;
	return peer;
}

/* What was sealed for a server and login. Caller frees with secret_free(). */
static char *
open_seal(const struct conf *conf, const struct net_peer *peer, const char *login,
    const char *sealed, GError **error)
{
	char *key = secret_read(conf->secret_dir, SEAL_FILE, error);

	if (key == NULL)
		return NULL;
	char *password = seal_open(key, peer->host, peer->port, login, sealed, error);
	secret_free(key);
	return password;
}

/* The file that is named counts, else what was sealed. Caller frees with secret_free(). */
static char *
read_password(const struct conf *conf, const struct net_peer *peer, const char *login,
    const char *secret, const char *sealed, GError **error)
{
	if (*secret != '\0' || *sealed == '\0')
		return secret_read(conf->secret_dir, secret, error);
	return open_seal(conf, peer, login, sealed, error);
}

struct imap_session *
account_open_session(
    const struct conf *conf, const struct mailbox_job *job, int cancel_fd, GError **error)
{
	const struct net_peer peer = account_peer(conf, job, cancel_fd);
	char *secret = read_password(
	    conf, &peer, job->imap_login, job->imap_secret, job->imap_sealed, error);

	if (secret == NULL)
		return NULL;
	const struct imap_account account = {
	    .peer = peer,
	    .login = job->imap_login,
	    .secret = secret,
	    .spool_dir = conf->spool_dir,
	};
	struct imap_session *session = imap_session_open(&account, error);
	secret_free(secret);
	return session;
}

struct imap_session *
account_open_mailbox(const struct conf *conf, const struct mailbox_job *job, int cancel_fd,
    uint32_t *ret_uidvalidity, GError **error)
{
	g_autoptr(ImapSession) session = account_open_session(conf, job, cancel_fd, error);

	if (session == NULL ||
	    !imap_session_select(session, job->folder, ret_uidvalidity, error))
		return NULL;
	return g_steal_pointer(&session);
}

struct net_peer
account_submission_peer(
    const struct conf *conf, const struct conf_submission *submission, int cancel_fd)
{
	struct net_peer peer = net_peer_from(conf);

	peer.host = submission->host;
	peer.port = submission->port;
	peer.tls = submission->tls;
	peer.pin_sha256 = submission->pin_sha256;
	peer.cancel_fd = cancel_fd;
	return peer;
}

/* "" where the server asks for none. Caller frees with secret_free(). */
static char *
read_submission_password(const struct conf *conf, const struct conf_submission *submission,
    const struct net_peer *peer, GError **error)
{
	bool is_given = *submission->secret != '\0' || *submission->sealed != '\0';

	if (is_given)
		return read_password(conf, peer, submission->login, submission->secret,
		    submission->sealed, error);
	if (*submission->mailbox == '\0')
		return g_strdup("");
	error_set(error, ERROR_CONFIG, "no password was given for %s", submission->host);
	return NULL;
}

struct smtp_session *
account_open_submission(const struct conf *conf, const struct conf_submission *submission,
    int cancel_fd, GError **error)
{
	const struct net_peer peer = account_submission_peer(conf, submission, cancel_fd);
	char *secret = read_submission_password(conf, submission, &peer, error);
	const struct smtp_account account = {
	    .peer = peer,
	    .login = submission->login,
	    .secret = secret,
	};
	struct smtp_session *session =
	    secret != NULL ? smtp_session_open(&account, error) : NULL;

	secret_free(secret);
	if (session == NULL && *submission->mailbox != '\0')
		g_prefix_error(error, "mailbox %s: ", submission->mailbox);
	return session;
}

bool
account_try_mailbox(const struct conf *conf, const struct mailbox_job *job, GError **error)
{
	uint32_t uidvalidity = 0;
	g_autoptr(ImapSession) session =
	    account_open_mailbox(conf, job, -1, &uidvalidity, error);

	return session != NULL;
}

bool
account_try_submission(
    const struct conf *conf, const struct conf_submission *submission, GError **error)
{
	g_autoptr(SmtpSession) session = account_open_submission(conf, submission, -1, error);

	return session != NULL;
}
