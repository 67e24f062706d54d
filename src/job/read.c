/* Trusts nothing a reader says: its answers go through answer_parse() and evidence_check(). */
#define _GNU_SOURCE
#include "config.h"
#include "job/read.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/sanitizer.h"
#include "job/answer.h"
#include "job/reader.h"
#include "mail/evidence_check.h"

#define START_WALL_MS 30000
#define START_FAILURES_MAX 3u

struct job {
	int memfd;
	size_t size;
	bool is_running, is_done;
	struct read_result result;
};

struct reader {
	pid_t pid; /* 0: none */
	int fd;
	bool is_ready;
	int64_t deadline_ms;
	struct job *job; /* what it works on; NULL idle */
	GByteArray *answer;
	unsigned mails;
};

struct read_pool {
	struct reader *readers;
	unsigned count, flags;
	GQueue jobs;             /* struct job, in order of submission */
	unsigned start_failures; /* in a row */
};

static char *ca_file;

void
read_set_ca_file(const char *path)
{
	g_free(ca_file);
	ca_file = g_strdup(path);
}

void
read_result_clear(struct read_result *result)
{
	g_free(result->json);
	g_free(result->reason);
	memset(result, 0, sizeof(*result));
}

static void
job_free(gpointer data)
{
	struct job *job = data;

	close(job->memfd);
	read_result_clear(&job->result);
	g_free(job);
}

struct read_pool *
read_pool_new(unsigned readers, unsigned flags)
{
	struct read_pool *pool = g_new0(struct read_pool, 1);

	pool->count = MAX(readers, 1);
	pool->flags = flags;
	pool->readers = g_new0(struct reader, pool->count);
	g_queue_init(&pool->jobs);
	for (unsigned i = 0; i < pool->count; i++)
		pool->readers[i].answer = g_byte_array_new();
	return pool;
}

/* Ends the process for good and tells how it had ended. Caller frees the sentence. */
static char *
reader_end(struct reader *reader)
{
	int status = 0;
	pid_t ended = 0;

	close(reader->fd);
	kill(reader->pid, SIGKILL);
	do
		ended = waitpid(reader->pid, &status, 0);
	while (ended < 0 && errno == EINTR);
	reader->pid = 0;
	reader->job = NULL;
	g_byte_array_set_size(reader->answer, 0);
	if (ended < 0)
		return g_strdup("the reader is gone");
	if (WIFSIGNALED(status))
		return g_strdup_printf("the reader was ended by signal %d", WTERMSIG(status));
	return g_strdup_printf("the reader ended with status %d", WEXITSTATUS(status));
}

void
read_pool_free(struct read_pool *pool)
{
	if (pool == NULL)
		return;
	for (unsigned i = 0; i < pool->count; i++) {
		if (pool->readers[i].pid != 0)
			g_free(reader_end(&pool->readers[i]));
		g_byte_array_unref(pool->readers[i].answer);
	}
	g_queue_clear_full(&pool->jobs, job_free);
	g_free(pool->readers);
	g_free(pool);
}

/* A child that has the socket as descriptor 0, nothing else of ours, and default signals. */
static int
spawn(int socket, pid_t *ret_pid)
{
	char name[] = "turno-reader", argument[] = READER_ARGUMENT, locale[] = "LC_ALL=C.UTF-8";
	char *argv[] = {name, argument, NULL};
	const char *options = g_getenv("ASAN_OPTIONS");
	g_autofree char *asan = g_strdup_printf("ASAN_OPTIONS=%s", options ? options : "");
	g_autofree char *authorities =
	    g_strdup_printf(READER_CA_VARIABLE "=%s", ca_file != NULL ? ca_file : "");
	char *environment[] = {locale, asan, authorities, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_adddup2(&actions, socket, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
#if !SANITIZER_ADDRESS
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
#endif
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	int failed =
	    posix_spawn(ret_pid, "/proc/self/exe", &actions, &attributes, argv, environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return failed;
}

static bool
reader_start(struct reader *reader, GError **error)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return error_set(
		    error, ERROR_RETRY, "no socket for a reader: %s", g_strerror(errno));
	int failed = spawn(pair[1], &reader->pid);
	close(pair[1]);
	if (failed != 0) {
		close(pair[0]);
		reader->pid = 0;
		return error_set(
		    error, ERROR_RETRY, "a reader cannot be started: %s", g_strerror(failed));
	}
	reader->fd = pair[0];
	reader->is_ready = false;
	reader->job = NULL;
	reader->mails = 0;
	reader->deadline_ms = clock_monotonic_ms() + START_WALL_MS;
	g_byte_array_set_size(reader->answer, 0);
	return true;
}

/* Hands over a job. False when the reader is not there any more; the job is not to blame. */
static bool
reader_send(struct reader *reader, struct job *job, unsigned flags)
{
	struct reader_request request = {
	    READER_MAGIC, (flags & READ_WITH_MD5) != 0 ? READER_WITH_MD5 : 0, job->size};
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {.bytes = {0}};
	struct iovec piece = {&request, sizeof(request)};
	struct msghdr message = {.msg_iov = &piece,
	    .msg_iovlen = 1,
	    .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes)};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &job->memfd, sizeof(int));
	if (sendmsg(reader->fd, &message, MSG_NOSIGNAL) != sizeof(request))
		return false;
	job->is_running = true;
	reader->job = job;
	reader->mails++;
	reader->deadline_ms = clock_monotonic_ms() + LIMIT_READER_WALL_MS;
	return true;
}

static struct job *
next_waiting(struct read_pool *pool)
{
	for (GList *link = pool->jobs.head; link != NULL; link = link->next) {
		struct job *job = link->data;

		if (!job->is_running && !job->is_done)
			return job;
	}
	return NULL;
}

static bool
note_start_failure(struct read_pool *pool, const char *reason, GError **error)
{
	if (++pool->start_failures < START_FAILURES_MAX)
		return true;
	pool->start_failures = 0;
	return error_set(error, ERROR_RETRY, "readers do not start: %s", reason);
}

/* Gives every waiting job to an idle reader, starting readers where there is more work. */
static bool
assign(struct read_pool *pool, GError **error)
{
	unsigned waiting = 0;

	for (GList *link = pool->jobs.head; link != NULL; link = link->next) {
		const struct job *job = link->data;
		waiting += !job->is_running && !job->is_done;
	}
	for (unsigned i = 0; i < pool->count && waiting > 0; i++) {
		struct reader *reader = &pool->readers[i];

		if (reader->pid == 0 && !reader_start(reader, error))
			return false;
		if (reader->job != NULL)
			continue;
		waiting--;
		if (!reader->is_ready || reader_send(reader, next_waiting(pool), pool->flags))
			continue;
		g_autofree char *reason = reader_end(reader);
		if (!note_start_failure(pool, reason, error))
			return false;
	}
	return true;
}

static void
job_finish(struct job *job, enum read_state state, char *reason)
{
	job->is_running = false;
	job->is_done = true;
	job->result.state = state;
	job->result.reason = reason;
}

/* The reader ended, or was ended, before it answered. */
static bool
reader_lost(struct read_pool *pool, struct reader *reader, bool is_late, GError **error)
{
	struct job *job = reader->job;
	g_autofree char *reason = reader_end(reader);

	if (job == NULL)
		return note_start_failure(pool, is_late ? "they take too long" : reason, error);
	if (is_late) {
		g_free(reason);
		reason = g_strdup("the reader took too long");
	}
	job_finish(job, is_late ? READ_TIMEOUT : READ_DIED, g_steal_pointer(&reason));
	return true;
}

static void
take_evidence(struct job *job, const char *json, size_t size)
{
	g_autoptr(GError) wrong = NULL;

	if (!evidence_check(json, size, job->size, &wrong)) {
		job_finish(job, READ_DIED, g_strdup(wrong->message));
		return;
	}
	job->result.json = g_strndup(json, size);
	job->result.json_size = size;
	job_finish(job, READ_OK, NULL);
}

/* Looks at what has come. False: nonsense. */
static bool
take_answer(struct read_pool *pool, struct reader *reader)
{
	struct job *job = reader->job;
	const struct answer answer = answer_parse(
	    reader->answer->data, reader->answer->len, reader->is_ready, job != NULL);

	switch (answer.kind) {
	case ANSWER_MORE:
		return true;
	case ANSWER_NONSENSE:
		return false;
	case ANSWER_HELLO:
		reader->is_ready = true;
		pool->start_failures = 0;
		break;
	case ANSWER_EVIDENCE:
		take_evidence(job, answer.json, answer.json_size);
		reader->job = NULL;
		if (job->result.state != READ_OK || answer.recycle ||
		    reader->mails >= LIMIT_READER_MAILS)
			g_free(reader_end(reader));
		break;
	}
	g_byte_array_set_size(reader->answer, 0);
	return true;
}

/* Takes what the socket has. False when the reader is lost and cannot be replaced. */
static bool
reader_receive(struct read_pool *pool, struct reader *reader, GError **error)
{
	char buffer[65536];
	ssize_t size = recv(reader->fd, buffer, sizeof(buffer), MSG_DONTWAIT);

	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (size <= 0)
		return reader_lost(pool, reader, false, error);
	g_byte_array_append(reader->answer, (guint8 *)buffer, (guint)size);
	if (take_answer(pool, reader))
		return true;
	struct job *job = reader->job;
	g_free(reader_end(reader));
	if (job == NULL)
		return note_start_failure(pool, "they speak nonsense", error);
	job_finish(job, READ_DIED, g_strdup("the reader answered nonsense"));
	return true;
}

/* One wait for whatever comes first: an answer, a death, a deadline. */
static bool
wait_once(struct read_pool *pool, GError **error)
{
	g_autofree struct pollfd *polls = g_new0(struct pollfd, pool->count);
	int64_t first_ms = INT64_MAX;

	for (unsigned i = 0; i < pool->count; i++) {
		const struct reader *reader = &pool->readers[i];
		bool is_awaited =
		    reader->pid != 0 && (reader->job != NULL || !reader->is_ready);

		polls[i].fd = is_awaited ? reader->fd : -1;
		polls[i].events = POLLIN;
		if (is_awaited)
			first_ms = MIN(first_ms, reader->deadline_ms);
	}
	if (poll(polls, pool->count, first_ms == INT64_MAX ? 0 : clock_left_ms(first_ms)) < 0 &&
	    errno != EINTR)
		return error_set(error, ERROR_RETRY, "poll: %s", g_strerror(errno));
	for (unsigned i = 0; i < pool->count; i++) {
		struct reader *reader = &pool->readers[i];
		bool ok = true;

		if (polls[i].fd < 0)
			continue;
		if (polls[i].revents != 0)
			ok = reader_receive(pool, reader, error);
		else if (clock_left_ms(reader->deadline_ms) == 0)
			ok = reader_lost(pool, reader, true, error);
		if (!ok)
			return false;
	}
	return true;
}

void
read_submit(struct read_pool *pool, uint64_t id, int memfd)
{
	struct job *job = g_new0(struct job, 1);
	struct stat status;

	job->memfd = memfd;
	job->size = fstat(memfd, &status) == 0 ? (size_t)status.st_size : 0;
	job->result.id = id;
	g_queue_push_tail(&pool->jobs, job);
	/* A reader that cannot start is told by read_next(). */
	(void)assign(pool, NULL);
}

unsigned
read_pending(const struct read_pool *pool)
{
	return g_queue_get_length((GQueue *)&pool->jobs);
}

bool
read_next(struct read_pool *pool, struct read_result *ret_result, GError **error)
{
	struct job *job = g_queue_peek_head(&pool->jobs);

	while (!job->is_done)
		if (!assign(pool, error) || !wait_once(pool, error))
			return false;
	g_queue_pop_head(&pool->jobs);
	*ret_result = job->result;
	memset(&job->result, 0, sizeof(job->result));
	job_free(job);
	return true;
}

bool
read_one(const char *bytes, size_t size_bytes, unsigned flags, struct read_result *ret_result,
    GError **error)
{
	g_autoptr(ReadPool) pool = read_pool_new(1, flags);
	int memfd = read_memfd_new(error);

	if (memfd < 0)
		return false;
	if (!read_memfd_append(memfd, bytes, size_bytes, error) ||
	    !read_memfd_seal(memfd, error)) {
		close(memfd);
		return false;
	}
	read_submit(pool, 0, memfd);
	return read_next(pool, ret_result, error);
}

int
read_memfd_new(GError **error)
{
	int memfd = memfd_create("turno-mail", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (memfd < 0)
		error_set(error, ERROR_RETRY, "no memory for a mail: %s", g_strerror(errno));
	return memfd;
}

bool
read_memfd_append(int memfd, const char *bytes, size_t size_bytes, GError **error)
{
	while (size_bytes > 0) {
		ssize_t written = write(memfd, bytes, size_bytes);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return error_set(
			    error, ERROR_RETRY, "no memory for a mail: %s", g_strerror(errno));
		bytes += written;
		size_bytes -= (size_t)written;
	}
	return true;
}

bool
read_memfd_seal(int memfd, GError **error)
{
	if (fcntl(memfd, F_ADD_SEALS,
		F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
		return error_set(
		    error, ERROR_RETRY, "a mail cannot be sealed: %s", g_strerror(errno));
	return true;
}
