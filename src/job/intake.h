/*
 * intake: fetches mails from an open session into the ledger, in portions (plan.h), each
 * committed before the next, and carries out the after action of what is committed (M2). A mail
 * that cannot be fetched does not stop the others: it is left out after a few tries, and said.
 * Every ten polls it has one more.
 */
#ifndef TURNO_JOB_INTAKE_H
#define TURNO_JOB_INTAKE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "job/plan.h"

struct db;
struct imap_session;
struct mailbox_job;
struct process;

struct intake {
	const struct process *process;
	const struct mailbox_job *job;
	struct imap_session *session; /* the caller's */
	struct db *db;                /* the caller's */
	uint32_t uidvalidity;
	char *problem;     /* of this pass, for people; NULL none */
	char *said;        /* the problem that the log has heard last; NULL none */
	bool held_back;    /* too many wait to be decided: this pass takes no more */
	bool one_by_one;   /* a batch failed: find the guilty one */
	bool after_failed; /* the server refused the after action in this pass */
	guint left_out;    /* mails of this pass that are not in the ledger yet */
	guint given_up;    /* mails that are asked for no more until forgive_at_ms */
	int64_t forgive_at_ms;
	uint32_t asking_uid;   /* the single mail being fetched, 0 none */
	GHashTable *failures;  /* UID → how often fetching it alone failed */
	GHashTable *too_large; /* UIDs whose bytes went over the raw limit */
};

/* Makes *intake ready for a process and its mailbox, both borrowed; what it holds is freed by
 * intake_clear(). */
void intake_init(
    struct intake *intake, const struct process *process, const struct mailbox_job *job);

/* Frees what *intake holds, not the session and the connection. */
void intake_clear(struct intake *intake);

/* Begins a pass: forgets the problems of the last one. True when the time has come to try mails
 * again that were given up: then the whole folder is to be compared with the ledger. */
bool intake_begin(struct intake *intake);

/* Takes mails (struct plan_mail, ascending; changed), as many as there is room for: the mail
 * server is the queue. False: the session or the database failed; what was committed before
 * stays. */
bool intake_take(struct intake *intake, GArray *mails, GError **error);

/* Carries out after actions that are still due. False as above; a server that refuses is a
 * problem, not an error. */
bool intake_after(struct intake *intake, GError **error);

/* True when this pass left a mail on the server that the next one must ask for again. */
bool intake_has_left_out(const struct intake *intake);

/* After an error that ended the session: remembers what was being fetched. */
void intake_blame(struct intake *intake, const GError *error);

#endif
