/* What the processes of turnod can still do once they have given up the rest, each tried in a
 * child. Where the kernel has no Landlock the tests of files are skipped. */
#define _GNU_SOURCE
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/harden.h"
#include "job/confine.h"
#include "job/read.h"
#include "job/reader.h"

static struct conf conf;
static char *home, *foreign; /* a folder of ours; a file that is nobody's business */

/* Runs attempt in a confined child: its exit status, or minus the signal that ended it. */
static int
run_confined(const struct confine *confine, int (*attempt)(void))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		harden_process(256, false);
		if (!confine_enter(confine, &conf, NULL))
			_exit(100);
		_exit(attempt());
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* errno of what was refused; 0 when it went well. */
static int
open_as(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	return fd >= 0 ? 0 : errno;
}

static int
read_foreign(void)
{
	return open_as(foreign, O_RDONLY);
}

static int
read_system(void)
{
	return open_as("/etc/passwd", O_RDONLY);
}

static int
read_secret(void)
{
	g_autofree char *path = g_build_filename(conf.secret_dir, "imap", NULL);

	return open_as(path, O_RDONLY);
}

static int
read_authority(void)
{
	return open_as(conf.tls_ca_file, O_RDONLY);
}

/* What a reader opens before its doors close, with the rights of deliver. */
static int
read_pec_authority(void)
{
	return open_as(conf.pec_ca_file, O_RDONLY);
}

static int
write_spool(void)
{
	g_autofree char *path = g_build_filename(conf.spool_dir, "mail", NULL);
	int failed = open_as(path, O_RDWR | O_CREAT | O_TRUNC);

	if (failed == 0)
		failed = unlink(path) == 0 ? 0 : errno;
	return failed != 0 ? failed : open_as(conf.spool_dir, O_TMPFILE | O_RDWR);
}

static int
write_null(void)
{
	return open_as("/dev/null", O_WRONLY);
}

static int
write_home(void)
{
	g_autofree char *path = g_build_filename(home, "new", NULL);

	return open_as(path, O_WRONLY | O_CREAT);
}

static int
write_secret(void)
{
	g_autofree char *path = g_build_filename(conf.secret_dir, "imap", NULL);

	return open_as(path, O_WRONLY);
}

static int
execute(void)
{
	char name[] = "/bin/true";
	char *argv[] = {name, NULL};

	(void)!execv(name, argv);
	return errno;
}

static int
make_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0 ? 0 : errno;
}

static void *
return_nothing(void *data)
{
	return data;
}

static int
make_thread(void)
{
	GThread *thread = g_thread_try_new("test", return_nothing, NULL, NULL);

	if (thread == NULL)
		return EAGAIN;
	g_thread_join(thread);
	return 0;
}

static int
trace(void)
{
	return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int
map_written_code(void)
{
	void *page = mmap(
	    NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return page == MAP_FAILED ? errno : 0;
}

static int
turn_into_code(void)
{
	void *page =
	    mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

static int
listen_for_others(void)
{
	const struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 ? 0 : errno;
}

static int
connect_somewhere(void)
{
	const struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return 0;
	return errno == ECONNREFUSED ? 0 : errno;
}

static int
signal_parent(void)
{
	return kill(getppid(), 0) == 0 ? 0 : errno;
}

static int
count_descriptors(void)
{
	int count = 0;

	while (dup(0) >= 0)
		count++;
	return MIN(count, 99);
}

/* A reader starts, with the program and all its libraries, and reads. */
static int
read_mail(void)
{
	struct read_result result = {0};
	bool ok = read_one("Subject: ciao\n\nciao\n", 20, 0, &result, NULL) &&
		  result.state == READ_OK;

	read_result_clear(&result);
	return ok ? 0 : 1;
}

#define FETCH &confine_fetch
#define DELIVER &confine_deliver
#define SUBMIT &confine_submit
#define TIDY &confine_tidy
#define CALL &confine_call

static const struct attempt {
	const char *path;
	const struct confine *confine;
	int (*run)(void);
	int expected; /* errno, or minus a signal */
	long abi;     /* of Landlock; 0: none is needed */
} attempts[] = {
    {"/job/confine/fetch/reads_no_foreign_file", FETCH, read_foreign, EACCES, 1},
    {"/job/confine/fetch/reads_the_system", FETCH, read_system, 0, 0},
    {"/job/confine/fetch/reads_secrets", FETCH, read_secret, 0, 0},
    {"/job/confine/fetch/reads_authorities", FETCH, read_authority, 0, 0},
    {"/job/confine/deliver/reads_pec_authorities", DELIVER, read_pec_authority, 0, 1},
    {"/job/confine/fetch/no_pec_authorities", FETCH, read_pec_authority, EACCES, 1},
    {"/job/confine/submit/no_pec_authorities", SUBMIT, read_pec_authority, EACCES, 1},
    {"/job/confine/fetch/writes_the_spool", FETCH, write_spool, 0, 0},
    {"/job/confine/fetch/writes_nothing_else", FETCH, write_home, EACCES, 1},
    {"/job/confine/fetch/writes_no_secret", FETCH, write_secret, EACCES, 1},
    {"/job/confine/fetch/executes_nothing", FETCH, execute, -SIGSYS, 0},
    {"/job/confine/fetch/makes_no_process", FETCH, make_process, EPERM, 0},
    {"/job/confine/fetch/makes_threads", FETCH, make_thread, 0, 0},
    {"/job/confine/fetch/traces_nobody", FETCH, trace, -SIGSYS, 0},
    {"/job/confine/fetch/maps_no_written_code", FETCH, map_written_code, EPERM, 0},
    {"/job/confine/fetch/makes_no_code", FETCH, turn_into_code, EPERM, 0},
    {"/job/confine/fetch/connects", FETCH, connect_somewhere, 0, 0},
    {"/job/confine/fetch/listens_to_nobody", FETCH, listen_for_others, EACCES, 4},
    {"/job/confine/fetch/signals_nobody_outside", FETCH, signal_parent, EPERM, 6},
    {"/job/confine/submit/reads_secrets", SUBMIT, read_secret, 0, 0},
    {"/job/confine/submit/writes_no_spool", SUBMIT, write_spool, EACCES, 1},
    {"/job/confine/submit/executes_nothing", SUBMIT, execute, -SIGSYS, 0},
    {"/job/confine/call/reads_secrets", CALL, read_secret, 0, 0},
    {"/job/confine/call/reads_no_foreign_file", CALL, read_foreign, EACCES, 1},
    {"/job/confine/call/no_pec_authorities", CALL, read_pec_authority, EACCES, 1},
    {"/job/confine/call/writes_no_spool", CALL, write_spool, EACCES, 1},
    {"/job/confine/call/executes_nothing", CALL, execute, -SIGSYS, 0},
    {"/job/confine/call/makes_threads", CALL, make_thread, 0, 0},
    {"/job/confine/call/connects", CALL, connect_somewhere, 0, 0},
    {"/job/confine/call/listens_to_nobody", CALL, listen_for_others, EACCES, 4},
    {"/job/confine/tidy/reads_no_secret", TIDY, read_secret, EACCES, 1},
    {"/job/confine/tidy/writes_nothing", TIDY, write_spool, EACCES, 1},
    {"/job/confine/tidy/executes_nothing", TIDY, execute, -SIGSYS, 0},
    {"/job/confine/deliver/reads_no_secret", DELIVER, read_secret, EACCES, 1},
    {"/job/confine/deliver/writes_nothing", DELIVER, write_spool, EACCES, 1},
    {"/job/confine/deliver/silences_readers", DELIVER, write_null, 0, 0},
    {"/job/confine/deliver/executes_no_other_program", DELIVER, execute, EACCES, 1},
    {"/job/confine/deliver/traces_nobody", DELIVER, trace, -SIGSYS, 0},
    {"/job/confine/deliver/starts_readers", DELIVER, read_mail, 0, 0},
};

static void
test_attempt(const void *data)
{
	const struct attempt *attempt = data;
	long abi =
	    syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	if (abi < attempt->abi) {
		g_test_skip("the Landlock of this kernel is too old");
		return;
	}
	conf.confine = true;
	g_assert_cmpint(run_confined(attempt->confine, attempt->run), ==, attempt->expected);
}

/* The way out for a machine with files in unusual places. */
static void
test_confine_false(void)
{
	conf.confine = false;
	g_assert_cmpint(run_confined(FETCH, read_foreign), ==, 0);
	g_assert_cmpint(run_confined(FETCH, count_descriptors), <, 64);
}

/* Kerberos keeps tickets in /tmp, for one. */
static void
test_confine_also_read(void)
{
	g_autofree char *none = conf.confine_also_read;

	conf.confine = true;
	conf.confine_also_read = g_strdup_printf("/nowhere:%s", home);
	g_assert_cmpint(run_confined(TIDY, read_foreign), ==, 0);
	g_assert_cmpint(run_confined(TIDY, write_home), !=, 0);
	g_free(conf.confine_also_read);
	conf.confine_also_read = g_steal_pointer(&none);
}

/* The default secret_dir lies below /etc: who need not look up names sees nothing of it. */
static int
read_hosts(void)
{
	return open_as("/etc/hosts", O_RDONLY);
}

static void
test_names(void)
{
	g_autofree char *local = conf.database_gateway;

	conf.confine = true;
	g_assert_cmpint(run_confined(FETCH, read_hosts), ==, 0);
	if (run_confined(TIDY, read_secret) == EACCES)
		g_assert_cmpint(run_confined(TIDY, read_hosts), ==, EACCES);
	conf.database_gateway = g_strdup("host=db.example.org");
	g_assert_cmpint(run_confined(TIDY, read_hosts), ==, 0);
	g_free(conf.database_gateway);
	conf.database_gateway = g_strdup("host=192.0.2.1,/run/postgresql");
	if (run_confined(TIDY, read_secret) == EACCES)
		g_assert_cmpint(run_confined(TIDY, read_hosts), ==, EACCES);
	g_free(conf.database_gateway);
	conf.database_gateway = g_steal_pointer(&local);
}

static void
test_descriptors(void)
{
	conf.confine = true;
	g_assert_cmpint(run_confined(TIDY, count_descriptors), <, 32);
	g_assert_cmpint(run_confined(FETCH, count_descriptors), <, 64);
	g_assert_cmpint(run_confined(DELIVER, count_descriptors), ==, 99);
}

static char *
make_place(const char *name)
{
	char *path = g_build_filename(home, name, NULL);

	g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
	return path;
}

static char *
make_file(const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, "x\n", -1, NULL));
	return path;
}

static void
set_up(void)
{
	home = g_dir_make_tmp("turno-XXXXXX", NULL);
	g_autofree char *authorities = make_place("authorities");

	foreign = make_file(home, "foreign");
	conf.secret_dir = make_place("secret");
	conf.spool_dir = make_place("spool");
	conf.tls_ca_file = make_file(authorities, "ca.pem");
	g_autofree char *pec = make_place("pec");
	conf.pec_ca_file = make_file(pec, "ca.pem");
	conf.template_dir = g_strdup("");
	conf.database_gateway = g_strdup("dbname=turno host=/run/postgresql");
	conf.confine_also_read = g_strdup("");
	conf.database_gateway_secret = g_strdup("");
	conf.limit_raw_mib = 1;
	g_free(make_file(conf.secret_dir, "imap"));
}

static void
tear_down(void)
{
	const char *names[] = {"secret/imap", "secret", "spool", "authorities/ca.pem",
	    "authorities", "pec/ca.pem", "pec", "foreign"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(home, names[i], NULL);

		g_assert_cmpint(g_remove(path), ==, 0);
	}
	g_assert_cmpint(g_rmdir(home), ==, 0);
	g_free(conf.secret_dir);
	g_free(conf.spool_dir);
	g_free(conf.tls_ca_file);
	g_free(conf.pec_ca_file);
	g_free(conf.template_dir);
	g_free(conf.database_gateway);
	g_free(conf.confine_also_read);
	g_free(conf.database_gateway_secret);
	g_free(foreign);
	g_free(home);
}

int
main(int argc, char **argv)
{
	if (reader_is_asked(argc, argv))
		return reader_main();
	g_test_init(&argc, &argv, NULL);
	set_up();
	for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_test_add_data_func(attempts[i].path, &attempts[i], test_attempt);
	g_test_add_func("/job/confine/false_lets_files_be", test_confine_false);
	g_test_add_func("/job/confine/also_read_adds_folders", test_confine_also_read);
	g_test_add_func("/job/confine/names_need_etc", test_names);
	g_test_add_func("/job/confine/descriptors_are_counted", test_descriptors);
	int status = g_test_run();
	tear_down();
	return status;
}
