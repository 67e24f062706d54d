#include "config.h"
#include "job/intake.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/log.h"
#include "imap/after.h"
#include "imap/fetch.h"
#include "imap/session.h"
#include "job/process.h"
#include "store/db.h"
#include "store/mail.h"
#include "store/mailbox.h"
#include "store/raw.h"

#define FAILURES_MAX 3   /* tries of one mail */
#define FORGIVE_POLLS 10 /* until it has one more */

void
intake_init(struct intake *intake, const struct process *process, const struct mailbox_job *job)
{
	intake->process = process;
	intake->job = job;
	intake->failures = g_hash_table_new(NULL, NULL);
	intake->too_large = g_hash_table_new(NULL, NULL);
}

void
intake_clear(struct intake *intake)
{
	g_hash_table_unref(intake->failures);
	g_hash_table_unref(intake->too_large);
	g_free(intake->problem);
	g_free(intake->said);
}

/* The server may have been what was wrong. */
static bool
forgive(struct intake *intake)
{
	GHashTableIter iter;
	void *failures;

	if (intake->given_up == 0 || clock_left_ms(intake->forgive_at_ms) > 0)
		return false;
	g_hash_table_iter_init(&iter, intake->failures);
	while (g_hash_table_iter_next(&iter, NULL, &failures))
		if (GPOINTER_TO_UINT(failures) >= FAILURES_MAX)
			g_hash_table_iter_replace(&iter, GUINT_TO_POINTER(FAILURES_MAX - 1));
	intake->given_up = 0;
	return true;
}

bool
intake_begin(struct intake *intake)
{
	bool is_forgiven = forgive(intake);

	if (intake->problem == NULL)
		g_clear_pointer(&intake->said, g_free);
	g_clear_pointer(&intake->problem, g_free);
	intake->after_failed = false;
	intake->left_out = 0;
	intake->held_back = false;
	if (intake->given_up > 0)
		intake->problem = g_strdup_printf(
		    "%u mails cannot be fetched and stay on the server", intake->given_up);
	return is_forgiven;
}

bool
intake_has_left_out(const struct intake *intake)
{
	return intake->left_out > 0 || intake->held_back;
}

/* The log hears of it once, not in every pass. */
static void
note_problem(struct intake *intake, const char *problem)
{
	if (g_strcmp0(intake->said, problem) != 0) {
		log_warning("%s", problem);
		g_free(intake->said);
		intake->said = g_strdup(problem);
	}
	g_free(intake->problem);
	intake->problem = g_strdup(problem);
}

static guint
failures_of(const struct intake *intake, uint32_t uid)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(intake->failures, GUINT_TO_POINTER(uid)));
}

/* The mail stays on the server; the last of its tries is said. One that was removed meanwhile
 * is not listed again, one that the server lists and never sends is. */
static void
leave_out(struct intake *intake, uint32_t uid, const char *reason)
{
	guint failures = failures_of(intake, uid) + 1;

	g_hash_table_insert(
	    intake->failures, GUINT_TO_POINTER(uid), GUINT_TO_POINTER(failures));
	intake->left_out++;
	if (failures == FAILURES_MAX) {
		intake->given_up++;
		intake->forgive_at_ms =
		    clock_monotonic_ms() +
		    FORGIVE_POLLS * INT64_C(1000) * intake->process->conf->poll_seconds;
		g_autofree char *problem =
		    g_strdup_printf("mail with UID %u cannot be fetched: %s", uid, reason);
		note_problem(intake, problem);
	}
}

void
intake_blame(struct intake *intake, const GError *error)
{
	if (intake->asking_uid != 0)
		leave_out(intake, intake->asking_uid, error->message);
	intake->asking_uid = 0;
	intake->one_by_one = true;
}

static int64_t
limit_of(const struct intake *intake)
{
	return (int64_t)intake->process->conf->limit_raw_mib << 20;
}

static int
store(struct intake *intake, const struct plan_mail *mail, GBytes *bytes, int fd,
    int64_t size_bytes, int64_t server_size, GError **error)
{
	const struct raw_source source = {.mailbox = intake->job->id,
	    .uidvalidity = intake->uidvalidity,
	    .uid = mail->uid,
	    .received_unix = mail->received_unix,
	    .owner = intake->process->owner,
	    .epoch = intake->process->epoch,
	    .server_size = server_size};
	int64_t id = 0;
	int stored = bytes != NULL
			 ? raw_store_bytes(intake->db, &source, bytes, &id, error)
			 : raw_store_file(intake->db, &source, fd, size_bytes, &id, error);

	if (stored > 0)
		log_debug("stored mail=%" G_GINT64_FORMAT " uid=%u", id, mail->uid);
	return stored;
}

static const struct plan_mail *
find_mail(const GArray *mails, guint from, guint count, uint32_t uid)
{
	for (guint i = from; i < from + count; i++)
		if (g_array_index(mails, struct plan_mail, i).uid == uid)
			return &g_array_index(mails, struct plan_mail, i);
	return NULL;
}

static bool
store_bodies(struct intake *intake, const GArray *mails, guint from, guint count,
    const GPtrArray *bodies, GError **error)
{
	if (!db_begin(intake->db, error))
		return false;
	for (guint i = 0; i < bodies->len; i++) {
		const struct imap_body *body = bodies->pdata[i];
		const struct plan_mail *mail = find_mail(mails, from, count, body->uid);

		if (mail != NULL && store(intake, mail, body->bytes, -1, 0, 0, error) < 0) {
			db_rollback(intake->db);
			return false;
		}
	}
	return db_commit(intake->db, error);
}

static bool
take_batch(struct intake *intake, const GArray *mails, guint from, guint count, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GHashTable) got = g_hash_table_new(NULL, NULL);
	g_autoptr(GError) refusal = NULL;
	int64_t bytes = 0;

	for (guint i = from; i < from + count; i++) {
		g_array_append_val(uids, g_array_index(mails, struct plan_mail, i).uid);
		bytes += g_array_index(mails, struct plan_mail, i).size_bytes;
	}
	intake->asking_uid = count == 1 ? g_array_index(uids, uint32_t, 0) : 0;
	g_autoptr(GPtrArray) bodies = imap_fetch_bodies(intake->session, uids, bytes, &refusal);
	if (bodies == NULL && !(count == 1 && error_is(refusal, ERROR_REJECT))) {
		g_propagate_error(error, g_steal_pointer(&refusal));
		return false;
	}
	intake->asking_uid = 0;
	if (bodies != NULL && !store_bodies(intake, mails, from, count, bodies, error))
		return false;
	for (guint i = 0; bodies != NULL && i < bodies->len; i++)
		g_hash_table_add(
		    got, GUINT_TO_POINTER(((const struct imap_body *)bodies->pdata[i])->uid));
	for (guint i = 0; i < uids->len; i++) {
		uint32_t uid = g_array_index(uids, uint32_t, i);

		if (!g_hash_table_contains(got, GUINT_TO_POINTER(uid)))
			leave_out(intake, uid,
			    refusal != NULL ? refusal->message : "the server did not send it");
	}
	return true;
}

static bool
commit_file(struct intake *intake, const struct plan_mail *mail, int fd, int64_t size_bytes,
    GError **error)
{
	if (!db_begin(intake->db, error))
		return false;
	if (store(intake, mail, NULL, fd, size_bytes, 0, error) < 0) {
		db_rollback(intake->db);
		return false;
	}
	return db_commit(intake->db, error);
}

static bool
take_stream(struct intake *intake, const struct plan_mail *mail, GError **error)
{
	g_autoptr(GError) problem = NULL;
	int64_t size_bytes = 0;
	int fd = raw_open_spool(intake->process->conf->spool_dir, error);

	if (fd < 0)
		return false;
	intake->asking_uid = mail->uid;
	bool ok = imap_fetch_to_file(intake->session, mail->uid, fd, mail->size_bytes,
	    limit_of(intake), &size_bytes, &problem);
	if (ok) {
		intake->asking_uid = 0;
		ok = commit_file(intake, mail, fd, size_bytes, error);
		close(fd);
		return ok;
	}
	close(fd);
	if (imap_session_is_broken(intake->session)) {
		if (error_is(problem, ERROR_REJECT)) /* more bytes than announced */
			g_hash_table_add(intake->too_large, GUINT_TO_POINTER(mail->uid));
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	intake->asking_uid = 0;
	leave_out(intake, mail->uid, problem->message);
	return true;
}

/* Stores a header in place of the mail; the after action never touches the rest. */
static bool
store_header(
    struct intake *intake, const struct plan_mail *mail, GBytes *header, GError **error)
{
	g_autoptr(GArray) uid = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GError) refused = NULL;
	/* Of a mail that was announced smaller only this is known. */
	int64_t server_size =
	    mail->size_bytes < G_MAXINT64 ? mail->size_bytes : limit_of(intake) + 1;

	g_array_append_val(uid, mail->uid);
	if (!db_begin(intake->db, error))
		return false;
	if (store(intake, mail, header, -1, 0, server_size, error) < 0 ||
	    !mail_after_done(intake->db, intake->job->id, intake->uidvalidity, uid, error)) {
		db_rollback(intake->db);
		return false;
	}
	log_warning("uid=%u is larger than limit_raw_mib: only its header is kept", mail->uid);
	if (!db_commit(intake->db, error))
		return false;
	if (!imap_after_flag(intake->session, uid, &refused)) {
		if (imap_session_is_broken(intake->session)) {
			g_propagate_error(error, g_steal_pointer(&refused));
			return false;
		}
		note_problem(intake, refused->message);
	}
	return true;
}

/* A mail above the raw limit: its header is kept, the rest stays on the server, flagged (M5).
 */
static bool
take_header(struct intake *intake, const struct plan_mail *mail, GError **error)
{
	g_autoptr(GError) problem = NULL;

	intake->asking_uid = mail->uid;
	g_autoptr(GBytes) header = imap_fetch_header(intake->session, mail->uid, &problem);
	if (header == NULL && imap_session_is_broken(intake->session)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	intake->asking_uid = 0;
	if (header != NULL)
		return store_header(intake, mail, header, error);
	leave_out(intake, mail->uid, problem->message);
	return true;
}

/* A mail announced above the raw limit. Is it so, its header is kept, else it is taken as any.
 */
static bool
take_announced(struct intake *intake, const struct plan_mail *mail, GError **error)
{
	g_autoptr(GError) problem = NULL;

	if (mail->size_bytes == G_MAXINT64) /* its bytes were counted */
		return take_header(intake, mail, error);
	intake->asking_uid = mail->uid;
	int longer =
	    imap_fetch_is_longer(intake->session, mail->uid, limit_of(intake), &problem);
	if (longer < 0 && imap_session_is_broken(intake->session)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	intake->asking_uid = 0;
	return longer == 0 ? take_stream(intake, mail, error)
			   : take_header(intake, mail, error);
}

/* Drops mails that were given up, and marks those known to be larger than they seem: one that
 * failed alone is streamed, which bounds what it may send by the raw limit. */
static void
apply_experience(struct intake *intake, GArray *mails)
{
	for (guint i = mails->len; i > 0; i--) {
		struct plan_mail *mail = &g_array_index(mails, struct plan_mail, i - 1);

		if (g_hash_table_contains(intake->too_large, GUINT_TO_POINTER(mail->uid)))
			mail->size_bytes = G_MAXINT64;
		else if (failures_of(intake, mail->uid) > 0 &&
			 mail->size_bytes <= LIMIT_FETCH_SMALL_BYTES)
			mail->size_bytes = 0;
		if (failures_of(intake, mail->uid) >= FAILURES_MAX)
			g_array_remove_index(mails, i - 1);
	}
}

/* The mail server is the queue until deliver has caught up. */
static void
hold_back(struct intake *intake)
{
	intake->held_back = true;
	g_free(intake->problem);
	intake->problem = g_strdup(
	    "too many mails wait to be decided: no more are fetched until they are fewer");
}

bool
intake_take(struct intake *intake, GArray *mails, GError **error)
{
	int64_t limit = limit_of(intake);
	guint count = 0;

	apply_experience(intake, mails);
	for (guint at = 0; at < mails->len; at += count) {
		const struct plan_mail *mail = &g_array_index(mails, struct plan_mail, at);
		enum plan_kind kind = plan_next(mails, at, intake->one_by_one, limit, &count);
		int room = mail_room(intake->db, intake->job->id, error);
		bool ok = true;

		if (room < 0)
			return false;
		if (room == 0) {
			hold_back(intake);
			return true;
		}
		count = MIN(count, (guint)room);
		if (kind == PLAN_BATCH)
			ok = take_batch(intake, mails, at, count, error);
		else if (kind == PLAN_STREAM)
			ok = take_stream(intake, mail, error);
		else
			ok = take_announced(intake, mail, error);
		if (!ok || !intake_after(intake, error))
			return false;
	}
	intake->one_by_one = false;
	return true;
}

static bool
act_after(struct intake *intake, const GArray *uids, GError **error)
{
	switch (intake->job->after) {
	case MAILBOX_AFTER_LEAVE:
		return true;
	case MAILBOX_AFTER_FLAG:
		return imap_after_flag(intake->session, uids, error);
	case MAILBOX_AFTER_MOVE:
		return imap_after_move(intake->session, uids, intake->job->after_folder, error);
	case MAILBOX_AFTER_DELETE:
		return imap_after_delete(intake->session, uids, error);
	}
	g_assert_not_reached();
}

bool
intake_after(struct intake *intake, GError **error)
{
	g_autoptr(GArray) uids = NULL;
	g_autoptr(GError) problem = NULL;

	if (intake->job->after == MAILBOX_AFTER_LEAVE || intake->after_failed)
		return true;
	if (!mail_after_pending(intake->db, intake->job->id, intake->uidvalidity, &uids, error))
		return false;
	if (uids->len == 0)
		return true;
	if (act_after(intake, uids, &problem))
		return mail_after_done(
		    intake->db, intake->job->id, intake->uidvalidity, uids, error);
	if (imap_session_is_broken(intake->session)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	intake->after_failed = true;
	note_problem(intake, problem->message);
	return true;
}
