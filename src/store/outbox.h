/* outbox: the queue of mail to be sent (M31), and the clocks of tidy. Errors are those of
 * db_call(). */
#ifndef TURNO_STORE_OUTBOX_H
#define TURNO_STORE_OUTBOX_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"
#include "store/json.h"

enum outbox_result {
	OUTBOX_SENT,        /* the server took it */
	OUTBOX_DEFERRED,    /* not yet (4xx, no connection): again later */
	OUTBOX_FAILED,      /* it never will (5xx) */
	OUTBOX_UNCERTAIN,   /* DATA was sent and no answer came */
	OUTBOX_UNREACHABLE, /* no connection, no sign-in: nothing was tried */
};

/* "sent", "deferred" …: what turno.outbox_settle() takes. */
const char *outbox_result_name(enum outbox_result result);

/* By what mail leaves: a group of `submission` in turno.conf. */
struct outbox_account {
	const char *name;
	int per_minute; /* mails at most; 0 no limit */
	int per_day;    /* in 24 hours; 0 no limit */
};

/* Claims up to limit due rows of account for seconds; none while it is paused or has reached a
 * limit. ret_envelopes: array of envelopes as compose takes them, to be sent in this order.
 * owner is one submitter, who has nothing in hand: what is still in its name is treated as by
 * outbox_release(). */
bool outbox_claim(struct db *db, const char *owner, int seconds, int limit,
    const struct outbox_account *account, json_t **ret_envelopes, GError **error);

/* What owner had claimed before it died goes back into the queue; what had reached DATA becomes
 * uncertain. */
bool outbox_release(struct db *db, const char *owner, GError **error);

/* Lets the claims of all submitters of a turnod, whose owner is "TURNOD:…", last for seconds
 * from now. */
bool outbox_renew(struct db *db, const char *turnod, int seconds, GError **error);

/* Notes, committed at once, that DATA is about to be sent. Returns 1 the row is still owner's,
 * 0 it is not and nothing may be sent, -1 error. */
int outbox_data(struct db *db, int64_t outbox, const char *owner, GError **error);

/* Notes what became of it; reply: the server's answer or the problem, as one line; code: the
 * reply code of RFC 5321, 0 without an answer. ret_state (may be NULL): the state the row is in
 * now; caller frees. */
bool outbox_settle(struct db *db, int64_t outbox, const char *owner, enum outbox_result result,
    const char *reply, int code, char **ret_state, GError **error);

/* Seconds until the next row of account may be sent: 1 and *ret_seconds, 0 none waits, -1
 * error. */
int outbox_wait_seconds(
    struct db *db, const char *account, double *ret_seconds, GError **error);

/* Runs what only time brings about: expired jobs, sessions, links. ret_counts: object of
 * numbers. */
bool tidy_run(struct db *db, const char *owner, json_t **ret_counts, GError **error);

/* Writes the words by which posts are found, of limit jobs at most. 1 when more wait, 0 when
 * all is done, -1 on error. */
int search_fill(struct db *db, int64_t limit, GError **error);

#endif
