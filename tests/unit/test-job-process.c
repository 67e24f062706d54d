/* What processes have in common, with real children. */
#include "config.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/secret.h"
#include "base/signal.h"
#include "job/process.h"

#define DEADLINE_MS 20000

static char level[] = "error";
static const struct conf conf = {.log_level = level};
static const struct process process = {.conf = &conf, .role = "test", .owner = "o", .epoch = 7};

static int
return_epoch(const struct process *self, const void *data)
{
	(void)data;
	return (int)self->epoch;
}

/* Tells by a pipe that it runs, and again when it was asked to stop. */
static int
wait_for_stop(const struct process *self, const void *data)
{
	int fd = *(const int *)data;

	(void)self;
	if (write(fd, "r", 1) != 1)
		return 1;
	while (!signal_stop_requested())
		process_wait(-1, DEADLINE_MS);
	return write(fd, "s", 1) == 1 ? 0 : 1;
}

/* Forks a grandchild that waits, then dies without a word. */
static int
die_as_parent(const struct process *self, const void *data)
{
	int fd = *(const int *)data;
	pid_t pid = process_fork(self, -1, wait_for_stop, &fd);

	if (pid < 0)
		return 1;
	pause();
	return 0;
}

static char
read_word(int fd)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	char word = '\0';

	g_assert_cmpint(poll(&ready, 1, DEADLINE_MS), ==, 1);
	g_assert_cmpint(read(fd, &word, 1), ==, 1);
	return word;
}

static void
test_status(void)
{
	int status = 0;
	pid_t pid = process_fork(&process, -1, return_epoch, NULL);

	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 7);
}

static void
test_term_ends_wait(void)
{
	int pipes[2], status = 0;

	g_assert_cmpint(pipe(pipes), ==, 0);
	pid_t pid = process_fork(&process, -1, wait_for_stop, &pipes[1]);
	g_assert_cmpint(read_word(pipes[0]), ==, 'r');
	kill(pid, SIGTERM);
	g_assert_cmpint(read_word(pipes[0]), ==, 's');
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_cmpint(WEXITSTATUS(status), ==, 0);
	close(pipes[0]);
	close(pipes[1]);
}

static void
test_dies_with_parent(void)
{
	int pipes[2];

	g_assert_cmpint(pipe(pipes), ==, 0);
	pid_t pid = process_fork(&process, -1, die_as_parent, &pipes[1]);
	g_assert_cmpint(read_word(pipes[0]), ==, 'r');
	kill(pid, SIGKILL);
	g_assert_cmpint(waitpid(pid, NULL, 0), ==, pid);
	g_assert_cmpint(read_word(pipes[0]), ==, 's');
	close(pipes[0]);
	close(pipes[1]);
}

static int
close_is_seen(const struct process *self, const void *data)
{
	int fd = *(const int *)data;

	(void)self;
	return write(fd, "x", 1) == 1 ? 0 : errno;
}

static void
test_inherited_fd_is_closed(void)
{
	int pipes[2], status = 0;

	g_assert_cmpint(pipe(pipes), ==, 0);
	pid_t pid = process_fork(&process, pipes[1], close_is_seen, &pipes[1]);
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_cmpint(WEXITSTATUS(status), ==, EBADF);
	close(pipes[0]);
	close(pipes[1]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	secret_init();
	process_enter("test", &conf);
	g_test_add_func("/job/process/status-is-what-run-returns", test_status);
	g_test_add_func("/job/process/term-ends-a-wait", test_term_ends_wait);
	g_test_add_func(
	    "/job/process/child-stops-when-parent-is-killed", test_dies_with_parent);
	g_test_add_func("/job/process/parents-database-is-closed", test_inherited_fd_is_closed);
	return g_test_run();
}
