#include "config.h"
#include "job/account.h"

#include "base/conf.h"
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

/* Caller frees with secret_free(). */
static char *
read_password(const struct conf *conf, const struct mailbox_job *job, GError **error)
{
	if (*job->imap_secret != '\0' || *job->imap_sealed == '\0')
		return secret_read(conf->secret_dir, job->imap_secret, error);
	char *key = secret_read(conf->secret_dir, SEAL_FILE, error);
	if (key == NULL)
		return NULL;
	char *password = seal_open(
	    key, job->imap_host, job->imap_port, job->imap_login, job->imap_sealed, error);
	secret_free(key);
	return password;
}

struct imap_session *
account_open_session(
    const struct conf *conf, const struct mailbox_job *job, int cancel_fd, GError **error)
{
	char *secret = read_password(conf, job, error);

	if (secret == NULL)
		return NULL;
	const struct imap_account account = {
	    .peer = account_peer(conf, job, cancel_fd),
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

struct smtp_session *
account_open_submission(
    const struct conf *conf, const struct conf_submission *submission, GError **error)
{
	char *secret = NULL;

	if (*submission->secret != '\0') {
		secret = secret_read(conf->secret_dir, submission->secret, error);
		if (secret == NULL)
			return NULL;
	}
	struct net_peer peer = net_peer_from(conf);
	peer.host = submission->host;
	peer.port = submission->port;
	peer.tls = submission->tls;
	peer.pin_sha256 = submission->pin_sha256;
	const struct smtp_account account = {
	    .peer = peer,
	    .login = submission->login,
	    .secret = secret != NULL ? secret : "",
	};
	struct smtp_session *session = smtp_session_open(&account, error);
	secret_free(secret);
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
	g_autoptr(SmtpSession) session = account_open_submission(conf, submission, error);

	return session != NULL;
}
