/*
 * The life of one mailbox: connect, pass, wait, pass, wait. What the server says is trusted for
 * nothing but UIDs; which of them are known, the ledger decides. A body enters the ledger only
 * when the server sent all of it and ended with OK, and the server is told only after commit.
 */
#include "config.h"
#include "job/fetch.h"

#include <string.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/signal.h"
#include "imap/fetch.h"
#include "imap/idle.h"
#include "imap/session.h"
#include "job/account.h"
#include "job/intake.h"
#include "job/process.h"
#include "store/db.h"
#include "store/mail.h"
#include "store/mailbox.h"

#define PAGE_MAILS 1000
#define UIDS_PER_QUESTION 10000
#define SESSIONS_MAX                                                                           \
	1000 /* libetpan leaks with some of those that fail: a new process begins */
#define RECONCILE_MS 3600000  /* between comparisons of the whole folder with the ledger */
#define HELD_BACK_MS 10000    /* until a look whether there is room again */
#define SERVER_MAX_MS 30000   /* between tries to reach somebody else's server */
#define REFUSED_MAX_MS 300000 /* a wrong password is not tried every few seconds */

struct fetch {
	const struct process *process;
	const struct mailbox_job *job;
	struct intake intake;
	unsigned sessions; /* opened by this process */
	uint32_t next_uid; /* below it everything is in the ledger; 0 not yet known */
	GArray *listed;    /* uint32_t: the whole folder, until it is reconciled; else NULL */
	int64_t listed_at_ms;
	char *last_problem; /* what was logged last, so that it is said once */
	bool held_back;     /* that was logged */
};

static bool
open_session(struct fetch *fetch, GError **error)
{
	fetch->sessions++;
	fetch->next_uid = 0;
	fetch->intake.session = account_open_mailbox(
	    fetch->process->conf, fetch->job, signal_fd(), &fetch->intake.uidvalidity, error);
	return fetch->intake.session != NULL;
}

/* Compares the whole folder with the ledger: *ret_uid is the first UID that it lacks, or the
 * one after the last (M1). */
static bool
find_first_missing(struct fetch *fetch, uint32_t *ret_uid, GError **error)
{
	g_clear_pointer(&fetch->listed, g_array_unref);
	GArray *all = fetch->listed = imap_list_uids(fetch->intake.session, error);

	if (all == NULL)
		return false;
	fetch->listed_at_ms = clock_monotonic_ms();
	for (guint at = 0; at < all->len; at += UIDS_PER_QUESTION) {
		guint count = MIN(all->len - at, UIDS_PER_QUESTION);
		g_autoptr(GArray) some = g_array_new(FALSE, FALSE, sizeof(uint32_t));
		g_autoptr(GArray) missing = NULL;

		g_array_append_vals(some, &g_array_index(all, uint32_t, at), count);
		if (!mail_missing(fetch->intake.db, fetch->job->id, fetch->intake.uidvalidity,
			some, &missing, error))
			return false;
		if (missing->len > 0) {
			*ret_uid = g_array_index(missing, uint32_t, 0);
			return true;
		}
	}
	*ret_uid = all->len > 0 ? g_array_index(all, uint32_t, all->len - 1) + 1 : 1;
	return true;
}

/* Those of a page that the ledger lacks, as the plan wants them. */
static GArray *
choose_missing(struct fetch *fetch, const GArray *page, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) missing = NULL;
	GArray *mails = NULL;

	for (guint i = 0; i < page->len; i++)
		g_array_append_val(uids, g_array_index(page, struct imap_mail, i).uid);
	if (!mail_missing(fetch->intake.db, fetch->job->id, fetch->intake.uidvalidity, uids,
		&missing, error))
		return NULL;
	mails = g_array_new(FALSE, FALSE, sizeof(struct plan_mail));
	for (guint i = 0, m = 0; i < page->len && m < missing->len; i++) {
		const struct imap_mail *mail = &g_array_index(page, struct imap_mail, i);
		const struct plan_mail chosen = {
		    mail->uid, mail->size_bytes, mail->received_unix};

		if (mail->uid != g_array_index(missing, uint32_t, m))
			continue;
		m++;
		g_array_append_val(mails, chosen);
	}
	return mails;
}

static bool
take_pages(struct fetch *fetch, GError **error)
{
	uint32_t from = fetch->next_uid;

	for (guint listed = PAGE_MAILS; listed == PAGE_MAILS && !signal_stop_requested();) {
		g_autoptr(GArray) page =
		    imap_list(fetch->intake.session, from, PAGE_MAILS, error);
		if (page == NULL)
			return false;
		listed = page->len;
		if (listed == 0)
			break;
		g_autoptr(GArray) mails = choose_missing(fetch, page, error);
		if (mails == NULL || !intake_take(&fetch->intake, mails, error))
			return false;
		if (fetch->intake.held_back)
			break;
		from = g_array_index(page, struct imap_mail, listed - 1).uid + 1;
		if (!intake_has_left_out(&fetch->intake))
			fetch->next_uid = from;
	}
	return true;
}

/* Every UID that was listed is in the ledger by now, or is missing: says so, for people. */
static bool
reconcile(struct fetch *fetch, GError **error)
{
	int64_t missing = 0;

	if (fetch->listed == NULL)
		return true;
	if (!mailbox_reconcile(fetch->intake.db, fetch->job->id, fetch->intake.uidvalidity,
		fetch->listed, &missing, error))
		return false;
	g_clear_pointer(&fetch->listed, g_array_unref);
	if (missing > 0)
		log_warning(
		    "%" G_GINT64_FORMAT " mails on the server are not taken in", missing);
	return true;
}

/* One look at the mailbox with the database at hand. */
static bool
pass(struct fetch *fetch, GError **error)
{
	fetch->intake.db = process_open_db(fetch->process);
	if (fetch->intake.db == NULL) /* asked to stop */
		return true;
	if (intake_begin(&fetch->intake) ||
	    clock_monotonic_ms() >= fetch->listed_at_ms + RECONCILE_MS)
		fetch->next_uid = 0;
	bool ok =
	    intake_after(&fetch->intake, error) &&
	    (fetch->next_uid != 0 || find_first_missing(fetch, &fetch->next_uid, error)) &&
	    take_pages(fetch, error) && reconcile(fetch, error);
	if (ok)
		ok = mailbox_report(fetch->intake.db, fetch->job->id, fetch->intake.problem,
		    !fetch->intake.held_back, error);
	g_clear_pointer(&fetch->intake.db, db_close);
	return ok;
}

/* Until the server says something, or the time of a poll has come. */
static bool
wait_for_mail(struct fetch *fetch, GError **error)
{
	int64_t time_ms = fetch->process->conf->poll_seconds * INT64_C(1000);

	if (fetch->intake.held_back) {
		process_wait(-1, MIN(time_ms, HELD_BACK_MS));
		return true;
	}
	if (!imap_session_has_idle(fetch->intake.session)) {
		process_wait(-1, time_ms);
		return true;
	}
	return imap_idle(fetch->intake.session, signal_fd(), time_ms, error) >= 0;
}

/* Says what is wrong, in the log once; a database that is away is no news of the mailbox. */
static void
tell_problem(struct fetch *fetch, const GError *error)
{
	g_autoptr(Db) db = NULL;

	if (g_strcmp0(fetch->last_problem, error->message) != 0)
		log_warning("%s; trying again", error->message);
	g_free(fetch->last_problem);
	fetch->last_problem = g_strdup(error->message);
	db = db_open_as(fetch->process->conf, DB_GATEWAY, fetch->process->role, NULL);
	if (db != NULL && !mailbox_report(db, fetch->job->id, error->message, false, NULL))
		log_debug("the problem could not be noted in the database");
}

/* Says once that the mail server is the queue, and once that it no longer is. */
static void
tell_held_back(struct fetch *fetch)
{
	if (fetch->held_back == fetch->intake.held_back)
		return;
	fetch->held_back = fetch->intake.held_back;
	if (fetch->held_back)
		log_warning("%s", fetch->intake.problem);
	else
		log_info("mails are fetched again");
}

static bool
work(struct fetch *fetch, GError **error)
{
	if (fetch->intake.session == NULL && !open_session(fetch, error))
		return false;
	if (!pass(fetch, error))
		return false;
	tell_held_back(fetch);
	if (fetch->last_problem != NULL) {
		log_info("all is well again");
		g_clear_pointer(&fetch->last_problem, g_free);
	}
	return signal_stop_requested() || wait_for_mail(fetch, error);
}

int
fetch_process(const struct process *process, const void *data)
{
	const struct mailbox_job *job = data;
	struct fetch fetch = {.process = process, .job = job};
	unsigned failures = 0;

	intake_init(&fetch.intake, process, job);
	while (!signal_stop_requested() && fetch.sessions < SESSIONS_MAX) {
		g_autoptr(GError) error = NULL;

		if (work(&fetch, &error)) {
			failures = 0;
			continue;
		}
		g_clear_pointer(&fetch.intake.session, imap_session_close);
		if (signal_stop_requested())
			break;
		intake_blame(&fetch.intake, error);
		tell_problem(&fetch, error);
		process_back_off(
		    failures++, error_is(error, ERROR_CONFIG) ? REFUSED_MAX_MS : SERVER_MAX_MS);
	}
	imap_session_close(fetch.intake.session);
	intake_clear(&fetch.intake);
	g_clear_pointer(&fetch.listed, g_array_unref);
	g_free(fetch.last_problem);
	return 0;
}
