/* What it trusts: its parent's requests. What it does not trust: a single byte of a mail. */
#define _GNU_SOURCE
#include "config.h"
#include "job/reader.h"

#include <glib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <signal.h>
#include <unistd.h>

#include "base/limit.h"
#include "job/reader_sandbox.h"
#include "mail/evidence.h"
#include "parse/cms.h"
#include "parse/parse.h"

#define SOCKET 0
#define RECYCLE_RSS_KB (128l << 10)
#define EXIT_PROTOCOL 3
#define EXIT_SANDBOX 4

/* Takes every path that loads something late (modules, type registrations, hash seeds) while
 * files can still be opened. */
static const char warm_up_mail[] =
    "From: =?iso-2022-jp?b?GyRCRnxLXBsoQg==?= <a@example.org>\r\n"
    "To: b@example.org\r\nDate: Thu, 1 Jan 2026 10:00:00 +0100\r\nSubject: perch\xe9 no\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    "--x\r\nContent-Type: text/html; charset=gb2312\r\n\r\n<p>\xc4\xe3&egrave;</p>\r\n"
    "--x\r\nContent-Type: text/plain; charset=x-none\r\n\r\nperch\xe9 \x80\r\n"
    "--x\r\nContent-Type: application/pdf; name*=utf-8''a%C3%A9.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    "--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@x\r\nStatus: 5.1.1\r\n\r\n"
    "--x--\r\n";

bool
reader_is_asked(int argc, char **argv)
{
	return argc == 2 && strcmp(argv[1], READER_ARGUMENT) == 0;
}

static bool
write_all(const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size > 0) {
		ssize_t written = write(SOCKET, at, size);

		if (written <= 0)
			return false;
		at += written;
		size -= (size_t)written;
	}
	return true;
}

static bool
answer(uint32_t flags, const char *json, size_t size)
{
	struct reader_answer head = {READER_MAGIC, flags, size};
	g_autofree char *whole = g_malloc(sizeof(head) + size);

	/* In one piece: each write wakes the parent. */
	memcpy(whole, &head, sizeof(head));
	memcpy(whole + sizeof(head), json, size);
	return write_all(whole, sizeof(head) + size);
}

/* 1 a request with its descriptor, 0 the parent has closed, -1 nonsense. */
static int
receive(struct reader_request *ret_request, int *ret_fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct iovec piece = {ret_request, sizeof(*ret_request)};
	struct msghdr message = {.msg_iov = &piece,
	    .msg_iovlen = 1,
	    .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes)};
	ssize_t size = recvmsg(SOCKET, &message, MSG_WAITALL | MSG_CMSG_CLOEXEC);

	if (size == 0)
		return 0;
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	if (size != sizeof(*ret_request) || ret_request->magic != READER_MAGIC ||
	    head == NULL || head->cmsg_type != SCM_RIGHTS ||
	    head->cmsg_len != CMSG_LEN(sizeof(int)))
		return -1;
	memcpy(ret_fd, CMSG_DATA(head), sizeof(int));
	return 1;
}

/* What ru_maxrss said when it started: the parent's peak counts in it, as execve() is called
 * from a process that shares the parent's memory (posix_spawn). */
static long first_maxrss_kb;

static uint32_t
recycle_flag(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) != 0)
		return READER_RECYCLE;
	return usage.ru_maxrss > MAX(RECYCLE_RSS_KB, first_maxrss_kb) ||
		       usage.ru_utime.tv_sec + usage.ru_stime.tv_sec >= LIMIT_READER_CPU_S / 2
		   ? READER_RECYCLE
		   : 0;
}

static bool
read_mail(const char *bytes, char *scratch, size_t size, uint32_t flags)
{
	g_autoptr(Evidence) evidence =
	    parse_mail_with(bytes, scratch, size, (flags & READER_WITH_MD5) != 0);
	size_t json_size = 0;
	g_autofree char *json = evidence_to_json(evidence, &json_size);

	return answer(recycle_flag(), json, json_size);
}

/* Two mappings of the mail: the parser needs a copy that it may change, and of a private
 * mapping only the pages that it does change are copied. */
static bool
serve(const struct reader_request *request, int fd)
{
	size_t size = (size_t)request->size;
	void *bytes = MAP_FAILED, *scratch = MAP_FAILED;
	char nothing[1] = "";

	if (size > 0) {
		bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
		scratch = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	if (size == 0)
		return read_mail("", nothing, 0, request->flags);
	if (bytes == MAP_FAILED || scratch == MAP_FAILED)
		return false;
	bool is_answered = read_mail(bytes, scratch, size, request->flags);
	munmap(scratch, size);
	munmap(bytes, size);
	return is_answered;
}

static void
load_authorities(void)
{
	const char *path = g_getenv(READER_CA_VARIABLE);
	g_autofree char *pem = NULL;
	size_t size = 0;

	if (path != NULL && *path != '\0' && g_file_get_contents(path, &pem, &size, NULL))
		(void)cms_set_authorities(pem, size);
}

static void
warm_up(void)
{
	size_t size = 0;

	parse_init();
	load_authorities();
	g_autoptr(Evidence) evidence = parse_mail(warm_up_mail, sizeof(warm_up_mail) - 1, true);
	g_free(evidence_to_json(evidence, &size));
}

int
reader_main(void)
{
	struct reader_request request;
	struct rusage usage = {0};
	int fd = -1, received = 0;

	(void)getrusage(RUSAGE_SELF, &usage);
	first_maxrss_kb = usage.ru_maxrss;
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)prctl(PR_SET_NAME, "turno-reader");
	if (close_range(3, ~0u, 0) != 0)
		_exit(EXIT_SANDBOX);
	warm_up();
	if (!reader_sandbox_enter(NULL))
		_exit(EXIT_SANDBOX);
	if (!answer(READER_READY, "", 0))
		_exit(EXIT_PROTOCOL);
	while ((received = receive(&request, &fd)) == 1)
		if (!serve(&request, fd))
			_exit(EXIT_PROTOCOL);
	/* No exit handlers: they may want calls that are closed by now. */
	_exit(received == 0 ? 0 : EXIT_PROTOCOL);
}
