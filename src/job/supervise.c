#include "config.h"
#include "job/supervise.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/signal.h"
#include "job/call.h"
#include "job/confine.h"
#include "job/deliver.h"
#include "job/fetch.h"
#include "job/heir.h"
#include "job/notify.h"
#include "job/probe.h"
#include "job/process.h"
#include "job/submit.h"
#include "job/table.h"
#include "job/tidy.h"
#include "store/db.h"
#include "store/hook.h"
#include "store/lease.h"
#include "store/mailbox.h"
#include "store/migrate.h"
#include "store/outbox.h"

#define LEASE_WRITER "writer"
#define STOP_GRACE_MS 25000    /* a submission under way may end; systemd waits longer */
#define TAKE_MAX_MS 2000       /* between tries to take a lease that somebody else holds */
#define MAILBOXES_MAX_MS 60000 /* the floor under the notifications of turno_conf */

struct supervisor {
	const struct conf *conf;
	char *owner; /* host:pid:random */
	struct db *db;
	struct table *table;
	struct heir *heir;
	GHashTable *jobs;  /* process name → struct mailbox_job of the wanted fetches */
	GHashTable *ways;  /* likewise struct conf_submission of the mailboxes' own servers */
	unsigned attempt;  /* failed connections since the last good one */
	bool version_said; /* that the database has another version */
	bool ready;        /* the service manager was told */
	int64_t connect_at_ms, renew_at_ms, take_at_ms, mailboxes_at_ms;
	int64_t leases_end_ms; /* when the leases run out unless renewed */
};

static char *
submitter_name(const struct conf_submission *submission, int number)
{
	return g_strdup_printf("submit %s %d", submission->name, number);
}

/* In whose name the calls of a turnod are claimed. */
static char *
caller_name(const char *owner)
{
	return g_strconcat(owner, ":call", NULL);
}

/* By which submission a process sends, borrowed until the mailboxes are read again; NULL: it is
 * no submitter. */
static const struct conf_submission *
find_submission(const struct supervisor *supervisor, const char *process)
{
	const GPtrArray *submissions = supervisor->conf->submissions;

	for (guint s = 0; s < submissions->len; s++)
		for (int i = 1; i <= supervisor->conf->submitters; i++) {
			g_autofree char *name = submitter_name(submissions->pdata[s], i);

			if (strcmp(process, name) == 0)
				return submissions->pdata[s];
		}
	return g_hash_table_lookup(supervisor->ways, process);
}

static pid_t
start_child(void *data, const char *name, int64_t epoch)
{
	struct supervisor *supervisor = data;
	const struct mailbox_job *job = g_hash_table_lookup(supervisor->jobs, name);
	g_autofree char *role = g_strdup(name);
	g_autofree char *owner = g_strdup(supervisor->owner);
	const struct conf_submission *submission = find_submission(supervisor, name);
	const void *data_of_run = job != NULL ? (const void *)job : submission;
	int (*run)(const struct process *, const void *) = tidy_process;
	const struct confine *confine = &confine_tidy;
	int inherited_fd = supervisor->db != NULL ? db_fd(supervisor->db) : -1;

	if (job != NULL) {
		run = fetch_process;
		confine = &confine_fetch;
		g_free(role);
		role = g_strdup_printf("fetch %s", job->name);
	} else if (strcmp(name, "deliver") == 0) {
		run = deliver_process;
		confine = &confine_deliver;
	} else if (strcmp(name, "call") == 0) {
		run = call_process;
		confine = &confine_call;
		g_free(owner);
		owner = caller_name(supervisor->owner);
	} else if (strcmp(name, "probe") == 0) {
		run = probe_process;
		confine = &confine_fetch;
	} else if (submission != NULL) {
		run = submit_process;
		confine = &confine_submit;
		g_free(owner);
		owner = g_strdup_printf("%s:%s", supervisor->owner, name);
	}
	const struct process process = {.conf = supervisor->conf,
	    .role = role,
	    .owner = owner,
	    .epoch = epoch,
	    .confine = confine};
	pid_t pid = process_fork(&process, inherited_fd, run, data_of_run);
	if (pid < 0)
		log_error("%s: fork: %s", role, g_strerror(errno));
	return pid;
}

static void
stop_child(void *data, pid_t pid, bool hard)
{
	(void)data;
	kill(pid, hard ? SIGKILL : SIGTERM);
}

static char *
new_owner(void)
{
	g_autofree char *random = secret_new_token();

	return g_strdup_printf("%s:%d:%.11s", g_get_host_name(), (int)getpid(), random);
}

/* In the log, and as the problem of the mailbox that it fetched. */
static void
tell_end(struct supervisor *supervisor, const char *name, const char *how, int number)
{
	const struct mailbox_job *job = g_hash_table_lookup(supervisor->jobs, name);

	log_warning("%s %s %d", name, how, number);
	if (job == NULL || supervisor->db == NULL)
		return;
	g_autofree char *problem =
	    g_strdup_printf("the process that fetches it %s %d", how, number);
	if (!mailbox_report(supervisor->db, job->id, problem, false, NULL))
		log_debug("%s: its end could not be noted in the database", name);
}

static void
reap_children(struct supervisor *supervisor)
{
	int status;

	for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0;
	     pid = waitpid(-1, &status, WNOHANG)) {
		const char *name = table_ended(supervisor->table, pid, clock_monotonic_ms());

		if (name == NULL)
			continue;
		if (WIFSIGNALED(status))
			tell_end(supervisor, name, "ended by signal", WTERMSIG(status));
		else if (WEXITSTATUS(status) != 0)
			tell_end(supervisor, name, "ended with status", WEXITSTATUS(status));
	}
}

static void
lose_database(struct supervisor *supervisor, const GError *error)
{
	if (supervisor->attempt == 0)
		log_warning("%s; trying again", error->message);
	g_clear_pointer(&supervisor->db, db_close);
	supervisor->connect_at_ms =
	    clock_monotonic_ms() + clock_backoff_ms(supervisor->attempt++,
				       PROCESS_BACKOFF_BASE_MS, PROCESS_BACKOFF_MAX_MS);
}

/* True when the database was migrated to what this program was built for; else says so once. */
static bool
schema_fits(struct supervisor *supervisor)
{
	g_autoptr(GError) error = NULL;
	bool current = false;

	if (migrate_is_current(supervisor->db, &current, &error) && current) {
		supervisor->version_said = false;
		return true;
	}
	if (!supervisor->version_said)
		log_warning("%s: waiting for turno migrate",
		    error != NULL ? error->message : "the database has another version");
	supervisor->version_said = true;
	return false;
}

static void
connect_database(struct supervisor *supervisor)
{
	g_autoptr(GError) error = NULL;

	supervisor->db = db_open_as(supervisor->conf, DB_GATEWAY, "supervise", &error);
	if (supervisor->db == NULL || !db_listen(supervisor->db, "turno_conf", &error)) {
		lose_database(supervisor, error);
		return;
	}
	if (!schema_fits(supervisor)) {
		g_clear_pointer(&supervisor->db, db_close);
		supervisor->connect_at_ms = clock_monotonic_ms() + TAKE_MAX_MS;
		return;
	}
	if (supervisor->attempt > 0)
		log_info("the database is back");
	supervisor->attempt = 0;
	supervisor->mailboxes_at_ms = supervisor->renew_at_ms = supervisor->take_at_ms = 0;
}

/* What of the database has a process each. */
struct kind {
	char *(*process)(const void *row);
	char *(*lease)(const void *row);                /* NULL: it needs none */
	bool (*is_equal)(const void *a, const void *b); /* NULL: it looks itself */
};

static char *
fetch_process_name(const void *row)
{
	return g_strdup_printf(
	    "fetch %" G_GINT64_FORMAT, ((const struct mailbox_job *)row)->id);
}

static char *
fetch_lease(const void *row)
{
	return g_strdup_printf(
	    "mailbox:%" G_GINT64_FORMAT, ((const struct mailbox_job *)row)->id);
}

static bool
is_equal_fetch(const void *a, const void *b)
{
	return mailbox_job_equal(a, b);
}

/* One for each: a mailbox has not so much mail, and providers count connections. */
static char *
way_process_name(const void *row)
{
	return submitter_name(row, 1);
}

static const struct kind fetches = {fetch_process_name, fetch_lease, is_equal_fetch};
static const struct kind ways = {way_process_name, NULL, NULL};

static void
unwant_gone(struct supervisor *supervisor, GHashTable *known, GHashTable *wanted)
{
	GHashTableIter iter;
	const char *name;

	g_hash_table_iter_init(&iter, known);
	while (g_hash_table_iter_next(&iter, (void **)&name, NULL)) {
		if (g_hash_table_contains(wanted, name))
			continue;
		table_unwant(supervisor->table, name);
		g_hash_table_iter_remove(&iter);
	}
}

/* Wants a process for each of rows, which known takes over, and none for others. */
static void
want_rows(
    struct supervisor *supervisor, const struct kind *kind, GHashTable *known, GPtrArray *rows)
{
	g_autoptr(GHashTable) wanted =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	g_ptr_array_set_free_func(rows, NULL);
	for (guint i = 0; i < rows->len; i++) {
		char *name = kind->process(rows->pdata[i]);
		g_autofree char *lease =
		    kind->lease != NULL ? kind->lease(rows->pdata[i]) : NULL;
		const void *before = g_hash_table_lookup(known, name);

		if (before != NULL && kind->is_equal != NULL &&
		    !kind->is_equal(before, rows->pdata[i]))
			table_restart(supervisor->table, name);
		table_want(supervisor->table, name, lease);
		g_hash_table_replace(known, g_strdup(name), rows->pdata[i]);
		g_hash_table_add(wanted, name);
	}
	unwant_gone(supervisor, known, wanted);
}

static bool
read_mailboxes(struct supervisor *supervisor, GError **error)
{
	g_autoptr(GPtrArray) jobs = NULL;
	g_autoptr(GPtrArray) submissions = NULL;

	if (!mailbox_jobs(supervisor->db, &jobs, error) ||
	    !mailbox_submissions(supervisor->db, NULL, &submissions, error))
		return false;
	want_rows(supervisor, &fetches, supervisor->jobs, jobs);
	want_rows(supervisor, &ways, supervisor->ways, submissions);
	return true;
}

/* One statement renews all leases; what it does not name is lost. */
static bool
renew_leases(struct supervisor *supervisor, GError **error)
{
	int seconds = supervisor->conf->lease_seconds;
	int64_t began_ms = clock_monotonic_ms();
	g_auto(GStrv) names = NULL;

	if (!lease_renew(supervisor->db, supervisor->owner, seconds, &names, error) ||
	    !outbox_renew(supervisor->db, supervisor->owner,
		submit_claim_seconds(supervisor->conf), error))
		return false;
	supervisor->leases_end_ms = began_ms + seconds * INT64_C(1000);
	supervisor->renew_at_ms = began_ms + seconds * INT64_C(1000) / 3;
	table_lease_keep(supervisor->table, names);
	for (char **name = names; *name != NULL; name++)
		if (!table_needs_lease(supervisor->table, *name) &&
		    !lease_drop(supervisor->db, supervisor->owner, *name, error))
			return false;
	return true;
}

/* Gives back the leases of a turnod whose processes have all ended, and what its submitters
 * and its caller had claimed. */
static bool
give_back(struct supervisor *supervisor, const char *owner, GError **error)
{
	GHashTableIter iter;
	const char *own;

	for (guint s = 0; s < supervisor->conf->submissions->len; s++)
		for (int i = 1; i <= supervisor->conf->submitters; i++) {
			g_autofree char *name =
			    submitter_name(supervisor->conf->submissions->pdata[s], i);
			g_autofree char *submitter = g_strdup_printf("%s:%s", owner, name);

			if (!outbox_release(supervisor->db, submitter, error))
				return false;
		}
	g_hash_table_iter_init(&iter, supervisor->ways);
	while (g_hash_table_iter_next(&iter, (void **)&own, NULL)) {
		g_autofree char *submitter = g_strdup_printf("%s:%s", owner, own);

		if (!outbox_release(supervisor->db, submitter, error))
			return false;
	}
	g_autofree char *caller = caller_name(owner);
	return hook_release(supervisor->db, caller, error) &&
	       lease_drop(supervisor->db, owner, NULL, error);
}

/* Gives back what a turnod of this host held that died, children and all. */
static bool
inherit(struct supervisor *supervisor, GError **error)
{
	g_autofree char *former = NULL;

	if (!heir_claim(supervisor->heir, &former))
		return true;
	if (former != NULL) {
		log_info("taking over from %s", former);
		if (!give_back(supervisor, former, error))
			return false;
	}
	heir_enter(supervisor->heir, supervisor->owner);
	return true;
}

static bool
take_leases(struct supervisor *supervisor, GError **error)
{
	int seconds = supervisor->conf->lease_seconds;
	g_autoptr(GPtrArray) missing = table_leases_missing(supervisor->table);

	supervisor->take_at_ms =
	    clock_monotonic_ms() + MIN(seconds * INT64_C(1000) / 3, TAKE_MAX_MS);
	if (!inherit(supervisor, error))
		return false;
	for (guint i = 0; i < missing->len; i++) {
		const char *lease = missing->pdata[i];
		int64_t epoch = 0;
		int taken = lease_take(
		    supervisor->db, lease, supervisor->owner, seconds, &epoch, error);

		if (taken < 0)
			return false;
		if (taken > 0)
			table_lease(supervisor->table, lease, epoch);
	}
	return true;
}

static bool
work_with_database(struct supervisor *supervisor, GError **error)
{
	int64_t now_ms = clock_monotonic_ms();
	int notified = db_take_notifications(supervisor->db);

	if (notified < 0)
		return error_set(error, ERROR_RETRY, "database: connection lost");
	if (now_ms >= supervisor->renew_at_ms && !renew_leases(supervisor, error))
		return false;
	if (notified > 0 || signal_reload_requested() ||
	    now_ms >= supervisor->mailboxes_at_ms) {
		if (!read_mailboxes(supervisor, error))
			return false;
		supervisor->mailboxes_at_ms = now_ms + MAILBOXES_MAX_MS;
		supervisor->take_at_ms = 0;
	}
	if (now_ms >= supervisor->take_at_ms && !take_leases(supervisor, error))
		return false;
	if (!supervisor->ready) {
		supervisor->ready = true;
		log_info("ready as %s", supervisor->owner);
		notify_send("READY=1");
	}
	return true;
}

/* They ran out unrenewed: somebody else may hold them by now. */
static void
lose_leases(struct supervisor *supervisor)
{
	table_lease_keep(supervisor->table, NULL);
	supervisor->leases_end_ms = INT64_MAX;
}

static int64_t
step(struct supervisor *supervisor)
{
	g_autoptr(GError) error = NULL;

	if (supervisor->db == NULL && clock_monotonic_ms() >= supervisor->connect_at_ms)
		connect_database(supervisor);
	if (supervisor->db != NULL && !work_with_database(supervisor, &error))
		lose_database(supervisor, error);
	if (clock_monotonic_ms() >= supervisor->leases_end_ms)
		lose_leases(supervisor);
	reap_children(supervisor);
	int64_t next_ms = table_step(supervisor->table, clock_monotonic_ms());
	next_ms = MIN(next_ms, supervisor->leases_end_ms);
	if (supervisor->db == NULL)
		return MIN(next_ms, supervisor->connect_at_ms);
	next_ms = MIN(next_ms, MIN(supervisor->renew_at_ms, supervisor->take_at_ms));
	return MIN(next_ms, supervisor->mailboxes_at_ms);
}

static void
stop_children(struct supervisor *supervisor)
{
	int64_t deadline_ms = clock_monotonic_ms() + STOP_GRACE_MS;
	bool hard = false;

	notify_send("STOPPING=1");
	table_stop_all(supervisor->table, false);
	while (table_running(supervisor->table) > 0) {
		signal_stop_requested(); /* takes what came, so that the wait below can wait */
		reap_children(supervisor);
		if (!hard && clock_left_ms(deadline_ms) == 0) {
			log_warning("children did not stop in time: killing them");
			hard = true;
			table_stop_all(supervisor->table, true);
		}
		if (table_running(supervisor->table) > 0)
			process_wait(-1, hard ? 1000 : clock_left_ms(deadline_ms));
	}
}

static void
give_back_all(struct supervisor *supervisor)
{
	g_autoptr(GError) error = NULL;

	if (supervisor->db == NULL)
		return;
	if (give_back(supervisor, supervisor->owner, &error))
		heir_resign(supervisor->heir);
	else
		log_warning("%s", error->message);
}

static void
want_workers(struct supervisor *supervisor)
{
	table_want(supervisor->table, "deliver", LEASE_WRITER);
	table_want(supervisor->table, "tidy", NULL);
	table_want(supervisor->table, "call", NULL);
	table_want(supervisor->table, "probe", NULL);
	for (guint s = 0; s < supervisor->conf->submissions->len; s++)
		for (int i = 1; i <= supervisor->conf->submitters; i++) {
			g_autofree char *name =
			    submitter_name(supervisor->conf->submissions->pdata[s], i);

			table_want(supervisor->table, name, NULL);
		}
}

int
supervise(const struct conf *conf)
{
	static const struct table_ops ops = {.start = start_child, .stop = stop_child};
	struct supervisor supervisor = {
	    .conf = conf, .owner = new_owner(), .leases_end_ms = INT64_MAX};
	int64_t watchdog_ms = notify_watchdog_ms();

	supervisor.table = table_new(&ops, &supervisor);
	supervisor.heir = heir_new(conf->spool_dir, conf->path);
	supervisor.jobs = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, (GDestroyNotify)mailbox_job_free);
	supervisor.ways = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, (GDestroyNotify)conf_submission_free);
	want_workers(&supervisor);
	while (!signal_stop_requested()) {
		int64_t next_ms = step(&supervisor);
		int64_t wait_ms = clock_left_ms(next_ms);

		if (watchdog_ms > 0) {
			notify_send("WATCHDOG=1");
			wait_ms = MIN(wait_ms, watchdog_ms);
		}
		process_wait(supervisor.db != NULL ? db_fd(supervisor.db) : -1, wait_ms);
	}
	log_info("stopping");
	stop_children(&supervisor);
	give_back_all(&supervisor);
	db_close(supervisor.db);
	table_free(supervisor.table);
	heir_free(supervisor.heir);
	g_hash_table_unref(supervisor.jobs);
	g_hash_table_unref(supervisor.ways);
	g_free(supervisor.owner);
	return 0;
}
