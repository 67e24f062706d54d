/*
 * account: signs in at the mail servers of the office: one way for the fetch, the submitters
 * and turno check.
 */
#ifndef TURNO_JOB_ACCOUNT_H
#define TURNO_JOB_ACCOUNT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "net/stream.h"

struct conf;
struct conf_submission;
struct imap_session;
struct mailbox_job;
struct smtp_session;

/* The server of a mailbox. cancel_fd: as in net_peer. Borrows from both. */
struct net_peer account_peer(
    const struct conf *conf, const struct mailbox_job *job, int cancel_fd);

/* Signs in there, with the secret file that it names or with the password that was sealed.
 * Caller frees with imap_session_close(). NULL: as imap_session_open(), secret_read(),
 * seal_open(). */
struct imap_session *account_open_session(
    const struct conf *conf, const struct mailbox_job *job, int cancel_fd, GError **error);

/*
 * Signs in at the server of a mailbox and selects its folder. cancel_fd: as in net_peer.
 * Caller frees with imap_session_close(). NULL: as account_open_session() and
 * imap_session_select().
 */
struct imap_session *account_open_mailbox(const struct conf *conf,
    const struct mailbox_job *job, int cancel_fd, uint32_t *ret_uidvalidity, GError **error);

/* The server where mail is handed in. Likewise. */
struct net_peer account_submission_peer(
    const struct conf *conf, const struct conf_submission *submission, int cancel_fd);

/* Signs in there. Caller frees with smtp_session_close(). NULL: as smtp_session_open(),
 * secret_read() and seal_open(); at a mailbox's own server the message names the mailbox. */
struct smtp_session *account_open_submission(const struct conf *conf,
    const struct conf_submission *submission, int cancel_fd, GError **error);

/* Whether that can be done now; changes nothing there. */
bool account_try_mailbox(
    const struct conf *conf, const struct mailbox_job *job, GError **error);
bool account_try_submission(
    const struct conf *conf, const struct conf_submission *submission, GError **error);

#endif
