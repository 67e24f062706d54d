#include "config.h"
#include "job/deliver.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/signal.h"
#include "job/process.h"
#include "job/read.h"
#include "store/db.h"
#include "store/mail.h"

#define CLAIM_MAILS 32
#define AHEAD_MAILS 8                  /* read ahead of the one being decided */
#define AHEAD_BYTES (32 * 1024 * 1024) /* raw bytes in memory, unless one mail is larger */
#define FLOOR_MS 30000                 /* between looks when no notification comes */

/* One claim being worked off: `next` of its mails were given to the readers. */
struct round {
	struct db *db;
	struct read_pool *pool;
	const char *owner;
	int64_t epoch;
	const json_t *list;
	size_t next;    /* of list, not yet submitted */
	size_t decided; /* of list */
	int64_t bytes;  /* of submitted mails that are not decided */
};

int
deliver_load(struct db *db, int64_t mail, GError **error)
{
	int memfd = read_memfd_new(error);

	for (int seq = 0; memfd >= 0; seq++) {
		g_autoptr(GBytes) chunk = NULL;
		bool ok = mail_chunk(db, mail, seq, &chunk, error);

		if (ok && chunk == NULL) {
			if (read_memfd_seal(memfd, error))
				return memfd;
			ok = false;
		}
		ok = ok && read_memfd_append(memfd, g_bytes_get_data(chunk, NULL),
			       g_bytes_get_size(chunk), error);
		if (!ok) {
			close(memfd);
			return -1;
		}
	}
	return -1;
}

static void
log_verdict(int64_t mail, const json_t *verdict, int64_t began_ms)
{
	if (json_is_true(json_object_get(verdict, "postponed"))) {
		log_debug("mail=%" G_GINT64_FORMAT
			  " waits for its sender's turn or for what it answers",
		    mail);
		return;
	}
	if (*json_text(verdict, "outcome") == '\0') {
		log_warning("mail=%" G_GINT64_FORMAT " could not be decided: %s", mail,
		    json_text(verdict, "error"));
		return;
	}
	log_info("mail=%" G_GINT64_FORMAT " mailbox=%s uid=%" G_GINT64_FORMAT
		 " outcome=%s ticket=%" G_GINT64_FORMAT
		 " turn=%s category=\"%s\" ms=%" G_GINT64_FORMAT,
	    mail, json_text(verdict, "mailbox"), json_number(verdict, "uid"),
	    json_text(verdict, "outcome"), json_number(verdict, "ticket"),
	    json_text(verdict, "turn"), json_text(verdict, "category"),
	    clock_monotonic_ms() - began_ms);
}

/* The reader died or stalled on this mail: once more alone, the second time put aside (M3). */
static bool
blame_mail(struct round *round, const struct read_result *result, GError **error)
{
	int64_t mail = (int64_t)result->id;
	bool quarantined = false;

	if (signal_stop_requested()) /* whoever stops us may have stopped the reader too */
		return true;
	if (!mail_reader_died(round->db, mail, result->reason, round->owner, round->epoch,
		&quarantined, error))
		return false;
	log_warning("mail=%" G_GINT64_FORMAT " %s: %s", mail,
	    quarantined ? "outcome=quarantine" : "will be read again alone", result->reason);
	return true;
}

static bool
decide_next(struct round *round, GError **error)
{
	int64_t began_ms = clock_monotonic_ms();
	struct read_result result = {0};
	g_autoptr(Json) verdict = NULL;

	if (!read_next(round->pool, &result, error))
		return false;
	int64_t mail = (int64_t)result.id;
	bool ok = result.state != READ_OK ? blame_mail(round, &result, error)
					  : mail_deliver(round->db, mail, result.json,
						round->owner, round->epoch, &verdict, error);
	if (ok && verdict != NULL)
		log_verdict(mail, verdict, began_ms);
	read_result_clear(&result);
	round->bytes -= json_number(json_array_get(round->list, round->decided++), "size");
	return ok;
}

static bool
may_read_ahead(const struct round *round)
{
	unsigned pending = read_pending(round->pool);
	int64_t size = json_number(json_array_get(round->list, round->next), "size");

	if (round->next == json_array_size(round->list))
		return false;
	return pending == 0 || (pending < AHEAD_MAILS && round->bytes + size <= AHEAD_BYTES);
}

static bool
read_ahead(struct round *round, GError **error)
{
	const json_t *claimed = json_array_get(round->list, round->next++);
	int64_t mail = json_number(claimed, "id");
	int memfd = deliver_load(round->db, mail, error);

	if (memfd < 0)
		return false;
	round->bytes += json_number(claimed, "size");
	read_submit(round->pool, (uint64_t)mail, memfd);
	return true;
}

static bool
decide_list(struct round *round, GError **error)
{
	while (round->decided < json_array_size(round->list)) {
		while (may_read_ahead(round))
			if (!read_ahead(round, error))
				return false;
		if (!decide_next(round, error))
			return false;
	}
	return true;
}

bool
deliver_due(
    struct db *db, struct read_pool *pool, const char *owner, int64_t epoch, GError **error)
{
	while (!signal_stop_requested()) {
		g_autoptr(Json) list = NULL;
		struct round round = {.db = db, .pool = pool, .owner = owner, .epoch = epoch};

		if (!mail_claim(db, owner, epoch, CLAIM_MAILS, &list, error))
			return false;
		if (json_array_size(list) == 0)
			return true;
		round.list = list;
		if (!decide_list(&round, error))
			return false;
	}
	return true;
}

static bool
wait_for_mail(struct db *db, GError **error)
{
	double seconds = 0;
	int due = mail_wait_seconds(db, &seconds, error);

	if (due < 0)
		return false;
	int notified = db_take_notifications(db);
	if (notified < 0)
		return error_set(error, ERROR_RETRY, "database: connection lost");
	if (notified > 0 || signal_stop_requested())
		return true;
	int64_t wait_ms = due > 0 ? (int64_t)(MIN(seconds, 3600.0) * 1000) + 1 : FLOOR_MS;
	process_wait(db_fd(db), MIN(wait_ms, FLOOR_MS));
	return true;
}

/* Works on one connection for as long as all goes well. */
static bool
work(const struct process *process, struct db *db, struct read_pool *pool, unsigned *failures,
    GError **error)
{
	if (!db_listen(db, "turno_mail", error))
		return false;
	while (!signal_stop_requested()) {
		if (!deliver_due(db, pool, process->owner, process->epoch, error))
			return false;
		*failures = 0;
		if (!wait_for_mail(db, error))
			return false;
	}
	return true;
}

int
deliver_process(const struct process *process, const void *data)
{
	unsigned failures = 0;

	(void)data;
	read_set_ca_file(process->conf->pec_ca_file);
	while (!signal_stop_requested()) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Db) db = process_open_db(process);

		if (db == NULL) /* asked to stop */
			break;
		struct read_pool *pool = read_pool_new((unsigned)process->conf->readers, 0);
		bool ok = work(process, db, pool, &failures, &error);
		read_pool_free(pool);
		if (ok)
			break;
		log_warning("%s; trying again", error->message);
		process_back_off(failures++, PROCESS_BACKOFF_MAX_MS);
	}
	return 0;
}
