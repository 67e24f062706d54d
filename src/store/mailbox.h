/* mailbox: the mailboxes that are fetched, and how the fetching goes. */
#ifndef TURNO_STORE_MAILBOX_H
#define TURNO_STORE_MAILBOX_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"
#include "store/db.h"

enum mailbox_after {
	MAILBOX_AFTER_LEAVE,  /* the server is told nothing */
	MAILBOX_AFTER_FLAG,   /* a flag is set */
	MAILBOX_AFTER_MOVE,   /* to after_folder */
	MAILBOX_AFTER_DELETE, /* removed */
};

/* What a fetch needs to know of one mailbox. Strings are never NULL. */
struct mailbox_job {
	int64_t id;
	char *name;
	char *address;
	char *imap_host;
	int imap_port;
	enum conf_tls imap_tls;
	char *imap_login;
	char *imap_secret; /* file name in secret_dir; the password itself is never here */
	char *imap_sealed; /* or the password, sealed for turnod; see base/seal.h */
	char *imap_pin;    /* see net_tls_open(); "" none */
	char *folder;
	enum mailbox_after after;
	char *after_folder;
};

void mailbox_job_free(struct mailbox_job *job);
typedef struct mailbox_job MailboxJob; /* only for g_autoptr(MailboxJob) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxJob, mailbox_job_free)

/* True when both describe the same connection and handling. */
bool mailbox_job_equal(const struct mailbox_job *a, const struct mailbox_job *b);

/* The active mailboxes with a server. ret_jobs: struct mailbox_job *, freed with the array. */
bool mailbox_jobs(struct db *db, GPtrArray **ret_jobs, GError **error);

/* The own servers of mailboxes by which mail leaves, or that of one account (NULL: of all).
 * ret_submissions: struct conf_submission *, freed with the array. */
bool mailbox_submissions(
    struct db *db, const char *account, GPtrArray **ret_submissions, GError **error);

/* True when both describe the same connection. */
bool mailbox_submission_equal(const struct conf_submission *a, const struct conf_submission *b);

/* A mailbox whose servers an administrator wants to be tried. */
struct mailbox_test {
	struct mailbox_job *job;     /* NULL: none waits */
	char *submission;            /* the group of turno.conf by which its mail leaves */
	struct conf_submission *own; /* or its own server; NULL: none */
	char *asked_at;
};

/* Takes the next one. */
bool mailbox_test_take(struct db *db, struct mailbox_test *ret_test, GError **error);

/* Says how it went; see turno.mailbox_test.steps. */
bool mailbox_test_answer(
    struct db *db, const struct mailbox_test *test, json_t *steps, GError **error);

/* Frees what it holds. */
void mailbox_test_clear(struct mailbox_test *test);

/* Notes that the mailbox was tried just now; problem: one sentence, NULL when all is well.
 * is_fetched: its whole folder was gone through, whatever the problem says of single mails. */
bool mailbox_report(
    struct db *db, int64_t mailbox, const char *problem, bool is_fetched, GError **error);

/* Compares uids (uint32_t, ascending), all that the server has in the folder, with the ledger,
 * and keeps what it finds for people (M1). *ret_missing: how many the ledger lacks. */
bool mailbox_reconcile(struct db *db, int64_t mailbox, uint32_t uidvalidity, const GArray *uids,
    int64_t *ret_missing, GError **error);

#endif
