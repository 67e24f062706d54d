#include "config.h"
#include "job/probe.h"

#include <netdb.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/signal.h"
#include "imap/session.h"
#include "job/account.h"
#include "job/process.h"
#include "net/connect.h"
#include "net/host.h"
#include "net/resolve.h"
#include "net/stream.h"
#include "store/db.h"
#include "store/mailbox.h"

#define FLOOR_MS 30000 /* between looks when no notification comes */

/* A step that went well says nothing. */
static bool
add_step(json_t *steps, const char *step, const GError *error)
{
	json_array_append_new(
	    steps, json_pack("{s:s, s:b, s:s}", "step", step, "is_ok", error == NULL, "message",
		       error != NULL ? error->message : ""));
	return error == NULL;
}

static bool
try_name(json_t *steps, const struct net_peer *peer, char **ret_ascii)
{
	g_autoptr(GError) error = NULL;
	struct addrinfo *found = NULL;
	int64_t deadline_ms = clock_monotonic_ms() + peer->time.connect_ms;

	*ret_ascii = net_host_to_ascii(peer->host, &error);
	if (*ret_ascii != NULL)
		found =
		    net_resolve(*ret_ascii, peer->port, deadline_ms, peer->cancel_fd, &error);
	if (found != NULL)
		freeaddrinfo(found);
	return add_step(steps, "resolve", error);
}

static bool
try_connect(json_t *steps, const struct net_peer *peer, const char *ascii)
{
	g_autoptr(GError) error = NULL;
	int64_t deadline_ms = clock_monotonic_ms() + peer->time.connect_ms;
	int fd = net_connect(ascii, peer->port, deadline_ms, peer->cancel_fd, &error);

	if (fd >= 0)
		close(fd);
	return add_step(steps, "connect", error);
}

/* With STARTTLS that is a part of signing in. */
static bool
try_tls(json_t *steps, const struct net_peer *peer)
{
	g_autoptr(GError) error = NULL;

	if (peer->tls != CONF_TLS_IMPLICIT)
		return true;
	net_stream_free(net_stream_open(peer, &error));
	return add_step(steps, "tls", error);
}

static void
try_session(json_t *steps, const struct conf *conf, const struct mailbox_job *job)
{
	g_autoptr(GError) refused = NULL;
	g_autoptr(GError) missing = NULL;
	uint32_t uidvalidity = 0;
	g_autoptr(ImapSession) session = account_open_session(conf, job, signal_fd(), &refused);

	if (!add_step(steps, "login", refused))
		return;
	imap_session_select(session, job->folder, &uidvalidity, &missing);
	add_step(steps, "folder", missing);
}

json_t *
probe_mailbox(const struct conf *conf, const struct mailbox_job *job, const char *submission)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *ascii = NULL;
	json_t *steps = json_array();
	struct net_peer peer = account_peer(conf, job, signal_fd());

	if (try_name(steps, &peer, &ascii) && try_connect(steps, &peer, ascii) &&
	    try_tls(steps, &peer))
		try_session(steps, conf, job);
	const struct conf_submission *group = conf_find_submission(conf, submission, &error);
	if (group != NULL)
		account_try_submission(conf, group, &error);
	add_step(steps, "send", error);
	return steps;
}

/* One that waits, if any does. False: the database failed. */
static bool
try_next(const struct process *process, struct db *db, bool *ret_found, GError **error)
{
	struct mailbox_test test = {0};

	if (!mailbox_test_take(db, &test, error))
		return false;
	*ret_found = test.job != NULL;
	if (test.job == NULL)
		return true;
	json_t *steps = probe_mailbox(process->conf, test.job, test.submission);
	log_info("tried the servers of mailbox %s", test.job->name);
	bool ok = mailbox_test_answer(db, &test, steps, error);
	json_decref(steps);
	mailbox_test_clear(&test);
	return ok;
}

static bool
work(const struct process *process, struct db **db, GError **error)
{
	bool is_found = true;

	if (*db == NULL) {
		*db = process_open_db(process);
		if (*db == NULL) /* asked to stop */
			return true;
		if (!db_listen(*db, "turno_test", error))
			return false;
	}
	while (is_found && !signal_stop_requested())
		if (!try_next(process, *db, &is_found, error))
			return false;
	int notified = db_take_notifications(*db);
	if (notified < 0)
		return error_set(error, ERROR_RETRY, "database: connection lost");
	if (notified == 0 && !signal_stop_requested())
		process_wait(db_fd(*db), FLOOR_MS);
	return true;
}

int
probe_process(const struct process *process, const void *data)
{
	struct db *db = NULL;
	unsigned failures = 0;

	(void)data;
	while (!signal_stop_requested()) {
		g_autoptr(GError) error = NULL;

		if (work(process, &db, &error)) {
			failures = 0;
			continue;
		}
		log_warning("%s", error->message);
		g_clear_pointer(&db, db_close);
		process_back_off(failures++, PROCESS_BACKOFF_MAX_MS);
	}
	db_close(db);
	return 0;
}
