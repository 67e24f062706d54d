#include "config.h"
#include "base/signal.h"

#include <glib.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static int fd = -1;
static bool stop, reload;

static void
watched_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
	sigaddset(set, SIGCHLD);
}

void
signal_init(void)
{
	sigset_t set;

	watched_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (fd >= 0)
		close(fd); /* a signalfd inherited over fork reports the parent's signals to
			      nobody's joy */
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		g_error("signalfd: no descriptor left");
	stop = reload = false;
}

int
signal_fd(void)
{
	return fd;
}

static void
drain(void)
{
	struct signalfd_siginfo info;

	while (fd >= 0 && read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT)
			stop = true;
		else if (info.ssi_signo == SIGHUP)
			reload = true;
	}
}

bool
signal_stop_requested(void)
{
	drain();
	return stop;
}

bool
signal_reload_requested(void)
{
	drain();
	bool requested = reload;
	reload = false;
	return requested;
}

void
signal_restore(void)
{
	sigset_t set;

	watched_signals(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	signal(SIGPIPE, SIG_DFL);
}
