/* What the reader must not do, tried in a child that has closed its doors: each attempt ends it
 * by the kernel's hand (SIGSYS), on a kernel with Landlock and on one without; and what
 * Landlock refuses by itself. Safety F9, section 4. */
#define _GNU_SOURCE
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limit.h"
#include "job/landlock.h"
#include "job/reader_sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN true
#elif defined(__has_feature)
#define HAS_ASAN __has_feature(address_sanitizer)
#else
#define HAS_ASAN false
#endif

static int inherited_fd; /* a file that was open before */

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
try_mmap_x_of_file(void)
{
	(void)!mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, inherited_fd, 0);
}

static void
try_kill(void)
{
	(void)!kill(1, 0);
}

static void
try_kill_parent(void)
{
	(void)!syscall(SYS_kill, getppid(), SIGKILL);
}

static void
try_tgkill_parent(void)
{
	(void)!syscall(SYS_tgkill, 1, 1, SIGKILL);
}

static void
try_openat(void)
{
	(void)!syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY);
}

static void
try_openat2(void)
{
	uint64_t how[3] = {O_RDONLY, 0, 0};

	(void)!syscall(SYS_openat2, AT_FDCWD, "/dev/null", how, sizeof how);
}

static void
try_creat(void)
{
	(void)!syscall(SYS_creat, "/tmp/turno-sandbox", 0600);
}

static void
try_unlink(void)
{
	(void)!unlink("/tmp/turno-sandbox");
}

static void
try_connect(void)
{
	const struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(25)};

	(void)!connect(inherited_fd, (const struct sockaddr *)&address, sizeof address);
}

static void
try_socketpair(void)
{
	int pair[2];

	(void)!socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

static void
try_clone3(void)
{
	char arguments[88] = {0};

	(void)!syscall(SYS_clone3, arguments, sizeof arguments);
}

static void
try_vfork(void)
{
	(void)!syscall(SYS_vfork);
}

static void
try_execveat(void)
{
	(void)!syscall(SYS_execveat, inherited_fd, "", NULL, NULL, AT_EMPTY_PATH);
}

static void
try_write_memory_of_parent(void)
{
	char byte = 0;
	struct iovec piece = {&byte, 1};

	(void)!syscall(SYS_process_vm_writev, getppid(), &piece, 1, &piece, 1, 0);
}

static void
try_undo_by_prctl(void)
{
	(void)!prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static void
try_undo_by_seccomp(void)
{
	(void)!syscall(SYS_seccomp, 0, 0, NULL);
}

static void
try_dup(void)
{
	(void)!dup(0);
}

static void
try_io_uring(void)
{
	char parameters[120] = {0};

	(void)!syscall(SYS_io_uring_setup, 1, parameters);
}

static void
try_memfd(void)
{
	(void)!memfd_create("x", 0);
}

/* No file of its own can grow: a write to one that was open before is ended by SIGXFSZ. */
static void
try_write_to_inherited_file(void)
{
	if (write(inherited_fd, "x", 1) == 1)
		_exit(1);
}

/* The descriptor with which it was born is the only one that a request can bring it. */
static void
try_many_descriptors(void)
{
	struct rlimit limit;

	if (syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, NULL, &limit) == 0)
		_exit(1);
}

/* Address space runs out (not under ASan, which needs all of it). */
static void
try_memory_over_limit(void)
{
	if (HAS_ASAN)
		_exit(42);
	for (size_t taken = 0; taken <= LIMIT_READER_MEMORY_BYTES; taken += 32u << 20)
		if (mmap(NULL, 32u << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			-1, 0) == MAP_FAILED)
			_exit(42);
	_exit(1);
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
    {"/job/sandbox/mmap_x_of_file_is_killed", try_mmap_x_of_file, SIGSYS},
    {"/job/sandbox/kill_of_parent_is_killed", try_kill_parent, SIGSYS},
    {"/job/sandbox/tgkill_is_killed", try_tgkill_parent, SIGSYS},
    {"/job/sandbox/openat_is_killed", try_openat, SIGSYS},
    {"/job/sandbox/openat2_is_killed", try_openat2, SIGSYS},
    {"/job/sandbox/creat_is_killed", try_creat, SIGSYS},
    {"/job/sandbox/unlink_is_killed", try_unlink, SIGSYS},
    {"/job/sandbox/connect_is_killed", try_connect, SIGSYS},
    {"/job/sandbox/socketpair_is_killed", try_socketpair, SIGSYS},
    {"/job/sandbox/clone3_is_killed", try_clone3, SIGSYS},
    {"/job/sandbox/vfork_is_killed", try_vfork, SIGSYS},
    {"/job/sandbox/execveat_is_killed", try_execveat, SIGSYS},
    {"/job/sandbox/process_vm_writev_is_killed", try_write_memory_of_parent, SIGSYS},
    {"/job/sandbox/prctl_cannot_undo_it", try_undo_by_prctl, SIGSYS},
    {"/job/sandbox/seccomp_cannot_undo_it", try_undo_by_seccomp, SIGSYS},
    {"/job/sandbox/dup_is_killed", try_dup, SIGSYS},
    {"/job/sandbox/io_uring_is_killed", try_io_uring, SIGSYS},
    {"/job/sandbox/memfd_is_killed", try_memfd, SIGSYS},
    {"/job/sandbox/limits_cannot_be_read", try_many_descriptors, SIGSYS},
    {"/job/sandbox/inherited_file_cannot_grow", try_write_to_inherited_file, SIGXFSZ},
    {"/job/sandbox/memory_ends", try_memory_over_limit, 0},
    {"/job/sandbox/memory_is_allowed", try_nothing, 0},
};

/* As on a kernel without Landlock: its calls do not exist. */
static bool
hide_landlock(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	return seccomp_rule_add(
		   filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0) == 0 &&
	       seccomp_load(filter) == 0;
}

static void
run_attempt(const struct attempt *attempt, bool with_landlock)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (!with_landlock && !hide_landlock())
			_exit(1);
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

static void
test_attempt(const void *data)
{
	run_attempt(data, true);
	run_attempt(data, false);
}

/* It computes for ever: the kernel ends it when its CPU time is used up. */
static void
test_cpu_over_limit(void)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct rlimit second = {1, 1}; /* the sandbox never raises a limit */

		if (setrlimit(RLIMIT_CPU, &second) != 0 || !reader_sandbox_enter(NULL))
			_exit(1);
		for (volatile unsigned i = 0;; i++)
			;
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status));
	g_assert_true(WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGXCPU);
}

/* Landlock by itself, without the filter in front of it: exit status is a mask of what was
 * possible. */
static void
test_landlock_alone(void)
{
	long abi =
	    syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	int status = 0;
	pid_t child = fork();

	if (abi < 1) {
		g_test_skip("this kernel has no Landlock");
		return;
	}
	if (child == 0) {
		const struct sockaddr_in address = {.sin_family = AF_INET,
		    .sin_port = htons(9),
		    .sin_addr = {htonl(INADDR_LOOPBACK)}};
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		    !landlock_enter(NULL, 0, false))
			_exit(128);
		bool reads = open("/etc/passwd", O_RDONLY) >= 0 || errno != EACCES;
		bool makes = open("/tmp/turno-sandbox", O_WRONLY | O_CREAT, 0600) >= 0 ||
			     errno != EACCES;
		(void)!connect(fd, (const struct sockaddr *)&address, sizeof address);
		bool connects = abi >= 4 && errno != EACCES;
		(void)!kill(getppid(), 0);
		bool kills = abi >= 6 && errno != EPERM;
		_exit(reads | makes << 1 | connects << 2 | kills << 3);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

int
main(int argc, char **argv)
{
	g_autofree char *path = NULL;

	g_test_init(&argc, &argv, NULL);
	inherited_fd = g_file_open_tmp("turno-XXXXXX", &path, NULL);
	g_assert_cmpint(inherited_fd, >=, 0);
	g_assert_cmpint(unlink(path), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_test_add_data_func(attempts[i].path, &attempts[i], test_attempt);
	g_test_add_func("/job/sandbox/cpu_ends", test_cpu_over_limit);
	g_test_add_func("/job/sandbox/landlock_alone_refuses_too", test_landlock_alone);
	return g_test_run();
}
