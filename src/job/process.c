#include "config.h"
#include "job/process.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/signal.h"
#include "job/confine.h"
#include "store/db.h"

static enum log_level
level_of(const char *word)
{
	static const char *const words[] = {"error", "warning", "info", "debug"};

	for (int i = 0; i < (int)G_N_ELEMENTS(words); i++)
		if (g_strcmp0(word, words[i]) == 0)
			return (enum log_level)i;
	return LOG_LEVEL_INFO;
}

void
process_enter(const char *role, const struct conf *conf)
{
	signal_init();
	prctl(PR_SET_NAME, role);
	log_init(role, level_of(conf->log_level));
}

pid_t
process_fork(const struct process *process, int inherited_fd,
    int (*run)(const struct process *process, const void *data), const void *data)
{
	g_autoptr(GError) error = NULL;
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it died before prctl(2) */
		_exit(0);
	if (inherited_fd >= 0)
		close(inherited_fd);
	process_enter(process->role, process->conf);
	g_random_set_seed((guint32)getpid() ^ (guint32)g_get_monotonic_time());
	if (process->confine != NULL &&
	    !confine_enter(process->confine, process->conf, &error)) {
		log_error("%s", error->message);
		_exit(EX_OSERR);
	}
	_exit(run(process, data));
}

bool
process_wait(int fd, int64_t timeout_ms)
{
	struct pollfd fds[2] = {
	    {.fd = signal_fd(), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
	int timeout = timeout_ms < 0 ? -1 : (int)MIN(timeout_ms, G_MAXINT);

	return poll(fds, fd >= 0 ? 2 : 1, timeout) > 0 && fds[1].revents != 0;
}

void
process_back_off(unsigned attempt, int64_t max_ms)
{
	int64_t until_ms =
	    clock_monotonic_ms() + clock_backoff_ms(attempt, PROCESS_BACKOFF_BASE_MS, max_ms);

	while (!signal_stop_requested() && clock_left_ms(until_ms) > 0)
		process_wait(-1, clock_left_ms(until_ms));
}

struct db *
process_open_db(const struct process *process)
{
	for (unsigned attempt = 0; !signal_stop_requested(); attempt++) {
		g_autoptr(GError) error = NULL;
		struct db *db = db_open_as(process->conf, DB_GATEWAY, process->role, &error);

		if (db != NULL) {
			if (attempt > 0)
				log_info("the database is back");
			return db;
		}
		if (attempt == 0)
			log_warning("%s; trying again", error->message);
		process_back_off(attempt, PROCESS_BACKOFF_MAX_MS);
	}
	return NULL;
}
