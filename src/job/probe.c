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
#include "smtp/submission.h"
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

/* What a step is called on the way in, and on the way out. */
struct names {
	const char *resolve, *connect, *tls, *login;
};
static const struct names reading = {"resolve", "connect", "tls", "login"};
static const struct names sending = {"send_resolve", "send_connect", "send_tls", "send_login"};

static bool
try_name(
    json_t *steps, const struct names *names, const struct net_peer *peer, char **ret_ascii)
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
	return add_step(steps, names->resolve, error);
}

static bool
try_connect(
    json_t *steps, const struct names *names, const struct net_peer *peer, const char *ascii)
{
	g_autoptr(GError) error = NULL;
	int64_t deadline_ms = clock_monotonic_ms() + peer->time.connect_ms;
	int fd = net_connect(ascii, peer->port, deadline_ms, peer->cancel_fd, &error);

	if (fd >= 0)
		close(fd);
	return add_step(steps, names->connect, error);
}

/* With STARTTLS that is a part of signing in. */
static bool
try_tls(json_t *steps, const struct names *names, const struct net_peer *peer)
{
	g_autoptr(GError) error = NULL;

	if (peer->tls != CONF_TLS_IMPLICIT)
		return true;
	net_stream_free(net_stream_open(peer, &error));
	return add_step(steps, names->tls, error);
}

/* Up to what the protocol must say. */
static bool
try_peer(json_t *steps, const struct names *names, const struct net_peer *peer)
{
	g_autofree char *ascii = NULL;

	return try_name(steps, names, peer, &ascii) && try_connect(steps, names, peer, ascii) &&
	       try_tls(steps, names, peer);
}

static void
try_session(json_t *steps, const struct conf *conf, const struct mailbox_job *job)
{
	g_autoptr(GError) refused = NULL;
	g_autoptr(GError) missing = NULL;
	uint32_t uidvalidity = 0;
	g_autoptr(ImapSession) session = account_open_session(conf, job, signal_fd(), &refused);

	if (!add_step(steps, reading.login, refused))
		return;
	imap_session_select(session, job->folder, &uidvalidity, &missing);
	add_step(steps, "folder", missing);
}

static void
try_reading(json_t *steps, const struct conf *conf, const struct mailbox_job *job)
{
	const struct net_peer peer = account_peer(conf, job, signal_fd());

	if (*job->imap_host != '\0' && try_peer(steps, &reading, &peer))
		try_session(steps, conf, job);
}

/* Whether the server takes mail from the mailbox; none is sent. */
static void
try_sender(json_t *steps, struct smtp_session *session, const char *address)
{
	struct smtp_result result;
	g_autoptr(GError) error = NULL;

	if (!smtp_try_sender(session, address, &result))
		error_set(&error, ERROR_REJECT, "%s", result.reply);
	add_step(steps, "send", error);
}

static void
try_sending(json_t *steps, const struct conf *conf, const struct conf_submission *submission,
    const char *address)
{
	g_autoptr(GError) refused = NULL;
	const struct net_peer peer = account_submission_peer(conf, submission, signal_fd());

	if (!try_peer(steps, &sending, &peer))
		return;
	g_autoptr(SmtpSession) session =
	    account_open_submission(conf, submission, signal_fd(), &refused);
	if (add_step(steps, sending.login, refused))
		try_sender(steps, session, address);
}

json_t *
probe_mailbox(const struct conf *conf, const struct mailbox_test *test)
{
	g_autoptr(GError) error = NULL;
	json_t *steps = json_array();
	const struct conf_submission *submission =
	    test->own != NULL ? test->own
			      : conf_find_submission(conf, test->submission, &error);

	try_reading(steps, conf, test->job);
	if (submission != NULL)
		try_sending(steps, conf, submission, test->job->address);
	else
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
	json_t *steps = probe_mailbox(process->conf, &test);
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
