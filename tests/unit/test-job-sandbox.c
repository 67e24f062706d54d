/* What the reader must not do, tried in a child that has closed its doors: each attempt ends it
 * by the kernel's hand (SIGSYS). Safety F9, section 4. */
#define _GNU_SOURCE
#include "config.h"

#include <fcntl.h>
#include <glib.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job/reader_sandbox.h"

static void
try_open(void)
{
	(void)!open("/etc/passwd", O_RDONLY);
}

static void
try_create(void)
{
	(void)!open("/tmp/turno-sandbox", O_WRONLY | O_CREAT, 0600);
}

static void
try_socket(void)
{
	(void)!socket(AF_INET, SOCK_STREAM, 0);
}

static void
try_fork(void)
{
	(void)!syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
}

static void
try_exec(void)
{
	char name[] = "/bin/true";
	char *argv[] = {name, NULL};

	(void)!execv(name, argv);
}

static void
try_ptrace(void)
{
	(void)!ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static void
try_mprotect(void)
{
	void *page =
	    mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)!mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static void
try_mmap(void)
{
	(void)!mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
try_kill(void)
{
	(void)!kill(1, 0);
}

static void
try_raise_limit(void)
{
	struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};

	(void)!setrlimit(RLIMIT_FSIZE, &limit);
}

static void
try_nothing(void)
{
	char *memory = malloc(1 << 20);

	if (memory == NULL || mprotect(NULL, 0, PROT_READ) != 0)
		_exit(1);
	free(memory);
}

static const struct attempt {
	const char *path;
	void (*run)(void);
	int signal; /* 0: it lives and leaves with 42 */
} attempts[] = {
    {"/job/sandbox/open_is_killed", try_open, SIGSYS},
    {"/job/sandbox/create_is_killed", try_create, SIGSYS},
    {"/job/sandbox/socket_is_killed", try_socket, SIGSYS},
    {"/job/sandbox/fork_is_killed", try_fork, SIGSYS},
    {"/job/sandbox/exec_is_killed", try_exec, SIGSYS},
    {"/job/sandbox/ptrace_is_killed", try_ptrace, SIGSYS},
    {"/job/sandbox/mprotect_x_is_killed", try_mprotect, SIGSYS},
    {"/job/sandbox/mmap_x_is_killed", try_mmap, SIGSYS},
    {"/job/sandbox/kill_is_killed", try_kill, SIGSYS},
    {"/job/sandbox/limits_stay", try_raise_limit, SIGSYS},
    {"/job/sandbox/memory_is_allowed", try_nothing, 0},
};

static void
test_attempt(const void *data)
{
	const struct attempt *attempt = data;
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (!reader_sandbox_enter(NULL))
			_exit(1);
		attempt->run();
		_exit(42);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (attempt->signal == 0) {
		g_assert_true(WIFEXITED(status));
		g_assert_cmpint(WEXITSTATUS(status), ==, 42);
	} else {
		g_assert_true(WIFSIGNALED(status));
		g_assert_cmpint(WTERMSIG(status), ==, attempt->signal);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_test_add_data_func(attempts[i].path, &attempts[i], test_attempt);
	return g_test_run();
}
