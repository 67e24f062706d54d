/*
 * One row at a time, so that a slow server holds up one mail and not a batch. Everything that
 * the server answers ends in turno.outbox_settle(); what happened on the wire is never repeated
 * because the database was away when it should have been noted.
 */
#include "config.h"
#include "job/submit.h"

#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/signal.h"
#include "compose/compose.h"
#include "job/account.h"
#include "job/process.h"
#include "smtp/submission.h"
#include "store/db.h"
#include "store/mailbox.h"
#include "store/outbox.h"

#define CLAIM_LEASES 2      /* of a turnod that was thought dead the leases went first */
#define FLOOR_MS 30000      /* between looks when no notification comes */
#define ENVELOPE_ID_MAX 100 /* RFC 3461 §4.4 */

/* One submitter of one group of `submission`, or of a mailbox's own server: one that is slow or
 * away holds up nobody else's mail. */
struct submit {
	const struct process *process;
	const struct conf_submission *submission;
	struct conf_submission *own; /* that of a mailbox, as it is now; NULL: it has none */
	struct compose *compose;
	struct db *db;
	struct smtp_session *session; /* while there is work */
};

/* A mailbox's own server is looked up again before each mail: what an administrator changed
 * counts at once, and nobody tries a password that was mended. False: the database failed. */
static bool
refresh_own(struct submit *submit, GError **error)
{
	g_autoptr(GPtrArray) found = NULL;

	if (*submit->submission->mailbox == '\0')
		return true;
	if (!mailbox_submissions(submit->db, submit->submission->name, &found, error))
		return false;
	struct conf_submission *now = found->len > 0 ? g_ptr_array_steal_index(found, 0) : NULL;
	if (submit->own == NULL || now == NULL || !mailbox_submission_equal(submit->own, now))
		g_clear_pointer(&submit->session, smtp_session_close);
	conf_submission_free(submit->own);
	submit->own = now;
	return true;
}

/* Sees to it that there is a usable session. */
static bool
connect_session(struct submit *submit, GError **error)
{
	if (submit->session != NULL && smtp_session_is_usable(submit->session))
		return true;
	g_clear_pointer(&submit->session, smtp_session_close);
	submit->session = account_open_submission(submit->process->conf,
	    submit->own != NULL ? submit->own : submit->submission, -1, error);
	return submit->session != NULL;
}

static enum outbox_result outbox_result_of(enum smtp_class class)
{
	switch (class) {
	case SMTP_SENT:
		return OUTBOX_SENT;
	case SMTP_DEFERRED:
		return OUTBOX_DEFERRED;
	case SMTP_FAILED:
		return OUTBOX_FAILED;
	case SMTP_UNCERTAIN:
		return OUTBOX_UNCERTAIN;
	}
	g_assert_not_reached();
}

/* Notes the result for as long as it takes: it cannot be found out a second time. */
static void
settle(struct submit *submit, const json_t *envelope, enum outbox_result outcome,
    const struct smtp_result *result)
{
	int64_t id = json_number(envelope, "id");

	for (unsigned failures = 0;; failures++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *state = NULL;

		if (submit->db == NULL)
			submit->db = process_open_db(submit->process);
		if (submit->db == NULL) { /* asked to stop */
			log_error("outbox=%" G_GINT64_FORMAT
				  " result=%s could not be noted: the database is away",
			    id, outbox_result_name(outcome));
			return;
		}
		if (outbox_settle(submit->db, id, submit->process->owner, outcome,
			result->reply, result->code, &state, &error)) {
			log_info("outbox=%" G_GINT64_FORMAT " kind=%s ticket=%" G_GINT64_FORMAT
				 " state=%s reply=\"%s\"",
			    id, json_text(envelope, "kind"),
			    json_number(json_object_get(envelope, "ticket"), "number"),
			    state != NULL ? state : "", result->reply);
			return;
		}
		log_warning("outbox=%" G_GINT64_FORMAT " %s", id, error->message);
		if (error_is(error, ERROR_REJECT) || error_is(error, ERROR_CONFIG))
			return;
		if (!db_is_alive(submit->db))
			g_clear_pointer(&submit->db, db_close);
		process_back_off(failures, PROCESS_BACKOFF_MAX_MS);
	}
}

/* The committed step between envelope and DATA: false when nothing may be sent. */
static bool
may_send_data(struct submit *submit, int64_t id)
{
	g_autoptr(GError) error = NULL;
	int held = outbox_data(submit->db, id, submit->process->owner, &error);

	if (held > 0)
		return true;
	log_warning("outbox=%" G_GINT64_FORMAT " not sent: %s", id,
	    error != NULL ? error->message : "the claim ran out");
	return false;
}

/* True when *ret_outcome is to be settled; false: the row is no longer ours to judge. */
static bool
transmit(struct submit *submit, const json_t *envelope, GBytes *bytes,
    enum outbox_result *ret_outcome, struct smtp_result *ret_result)
{
	g_autoptr(GError) error = NULL;
	const char *message_id = json_text(envelope, "message_id");
	gsize size = 0;
	const char *data = g_bytes_get_data(bytes, &size);
	const struct smtp_message message = {
	    .from = json_text(envelope, "envelope_from"),
	    .to = json_text(json_object_get(envelope, "to"), "address"),
	    .envelope_id = strlen(message_id) <= ENVELOPE_ID_MAX ? message_id : NULL,
	    .is_certified = json_is_true(json_object_get(envelope, "is_pec")),
	    .bytes = data,
	    .size_bytes = size,
	};

	if (!connect_session(submit, &error)) {
		log_warning("%s", error->message);
		smtp_result_set(ret_result, SMTP_DEFERRED, "4.4.1", "%s", error->message);
		*ret_outcome = OUTBOX_UNREACHABLE;
		return true;
	}
	if (smtp_envelope(submit->session, &message, ret_result)) {
		if (!may_send_data(submit, json_number(envelope, "id")))
			return false;
		smtp_data(submit->session, ret_result);
	}
	*ret_outcome = outbox_result_of(ret_result->class);
	return true;
}

static void
send_one(struct submit *submit, const json_t *envelope)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = compose_mail(submit->compose, envelope, &error);
	enum outbox_result outcome = OUTBOX_FAILED;
	struct smtp_result result = {.class = SMTP_FAILED};

	if (bytes == NULL)
		smtp_result_set(&result, SMTP_FAILED, "5.6.0", "%s", error->message);
	else if (!transmit(submit, envelope, bytes, &outcome, &result))
		return;
	settle(submit, envelope, outcome, &result);
}

int
submit_claim_seconds(const struct conf *conf)
{
	return conf->lease_seconds * CLAIM_LEASES;
}

/* Sends what is due. False: the database failed. */
static bool
send_due(struct submit *submit, GError **error)
{
	const struct conf_submission *submission = submit->submission;
	const struct outbox_account account = {
	    submission->name, submission->per_minute, submission->per_day};

	while (!signal_stop_requested()) {
		g_autoptr(Json) envelopes = NULL;

		if (!refresh_own(submit, error))
			return false;
		if (!outbox_claim(submit->db, submit->process->owner,
			submit_claim_seconds(submit->process->conf), 1, &account, &envelopes,
			error))
			return false;
		if (json_array_size(envelopes) == 0)
			return true;
		for (size_t i = 0; i < json_array_size(envelopes); i++)
			send_one(submit, json_array_get(envelopes, i));
		if (submit->db == NULL || !db_is_alive(submit->db))
			return error_set(error, ERROR_RETRY, "database: connection lost");
	}
	return true;
}

static bool
wait_for_work(struct submit *submit, GError **error)
{
	double seconds = 0;
	int due = outbox_wait_seconds(submit->db, submit->submission->name, &seconds, error);

	if (due < 0)
		return false;
	int notified = db_take_notifications(submit->db);
	if (notified < 0)
		return error_set(error, ERROR_RETRY, "database: connection lost");
	if (notified > 0 || signal_stop_requested())
		return true;
	int64_t wait_ms = due > 0 ? (int64_t)(MIN(seconds, 3600.0) * 1000) + 1 : FLOOR_MS;
	process_wait(db_fd(submit->db), MIN(wait_ms, FLOOR_MS));
	return true;
}

/* One round: a connection, the work that is due, a wait. */
static bool
work(struct submit *submit, GError **error)
{
	if (submit->db == NULL) {
		submit->db = process_open_db(submit->process);
		if (submit->db == NULL) /* asked to stop */
			return true;
		if (!db_listen(submit->db, "turno_outbox", error) ||
		    !outbox_release(submit->db, submit->process->owner, error))
			return false;
	}
	if (!send_due(submit, error))
		return false;
	g_clear_pointer(&submit->session, smtp_session_close);
	return wait_for_work(submit, error);
}

static void
run(struct submit *submit)
{
	unsigned failures = 0;

	while (!signal_stop_requested()) {
		g_autoptr(GError) error = NULL;

		if (work(submit, &error)) {
			failures = 0;
			continue;
		}
		log_warning("%s", error->message);
		g_clear_pointer(&submit->db, db_close);
		process_back_off(failures++, PROCESS_BACKOFF_MAX_MS);
	}
}

int
submit_process(const struct process *process, const void *data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Compose) compose =
	    compose_new(process->conf->web_base_url, process->conf->template_dir, &error);
	struct submit submit = {.process = process, .submission = data, .compose = compose};

	if (compose == NULL) {
		log_error("%s", error->message);
		return EX_CONFIG;
	}
	run(&submit);
	smtp_session_close(submit.session);
	conf_submission_free(submit.own);
	db_close(submit.db);
	return 0;
}
