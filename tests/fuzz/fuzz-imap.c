/*
 * IMAP: whatever a server says, no crash, no leak, no hang; no password in clear where TLS was
 * asked for, and nothing in the results that was not asked for.
 *
 * The input's first line is what the client does, a letter each: n, s, i (no TLS, STARTTLS,
 * implicit), t (an OAuth2 token), then after SELECT: L list, U all UIDs, B bodies, F to a file,
 * H header, I idle, f flag, m move, d delete. The rest is the server (script.h).
 *
 * libetpan's parser recurses on nested parentheses (a frame of some hundred bytes each): inputs
 * are short enough (fuzz.py) that its recursion stays within the stack, so that what is found
 * here is ours. In turnod one mailbox is one process, which may die of it.
 */
#define _GNU_SOURCE
#include "config.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/secret.h"
#include "fuzz.h"
#include "imap/after.h"
#include "imap/fetch.h"
#include "imap/idle.h"
#include "imap/session.h"
#include "script.h"

#define PROGRAM_BYTES 32u
#define LOGIN "anna"
#define SECRET "open-sesame"
#define FIRST_UID 4u
#define PAGE 5u
#define FILE_BYTES 4096

static const uint32_t asked[] = {4, 6, 9};

static GArray *
make_uids(void)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof asked[0]);

	g_array_append_vals(uids, asked, G_N_ELEMENTS(asked));
	return uids;
}

static bool
was_asked(uint32_t uid)
{
	for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
		if (asked[i] == uid)
			return true;
	return false;
}

static void
check_list(struct imap_session *session, GError **error)
{
	g_autoptr(GArray) list = imap_list(session, FIRST_UID, PAGE, error);
	uint32_t last = FIRST_UID - 1;

	if (list == NULL)
		return;
	if (list->len > PAGE)
		fuzz_fail("a page of %u mails", list->len);
	for (guint i = 0; i < list->len; i++) {
		uint32_t uid = g_array_index(list, struct imap_mail, i).uid;

		if (uid <= last)
			fuzz_fail("UID %u after %u", uid, last);
		last = uid;
	}
}

static void
check_uids(struct imap_session *session, GError **error)
{
	g_autoptr(GArray) uids = imap_list_uids(session, error);

	for (guint i = 0; uids != NULL && i < uids->len; i++)
		if (g_array_index(uids, uint32_t, i) == 0)
			fuzz_fail("UID 0");
}

static void
check_bodies(struct imap_session *session, GError **error)
{
	g_autoptr(GArray) uids = make_uids();
	g_autoptr(GPtrArray) bodies = imap_fetch_bodies(session, uids, FILE_BYTES, error);
	uint32_t seen = 0;

	for (guint i = 0; bodies != NULL && i < bodies->len; i++) {
		const struct imap_body *body = bodies->pdata[i];

		if (!was_asked(body->uid) || (seen & 1u << body->uid) != 0)
			fuzz_fail("UID %u was not asked for, or comes twice", body->uid);
		if (g_bytes_get_size(body->bytes) == 0)
			fuzz_fail("an empty mail");
		seen |= 1u << body->uid;
	}
}

static void
check_file(struct imap_session *session, GError **error)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	int64_t size = -1;
	struct stat status;

	bool done =
	    imap_fetch_to_file(session, asked[0], fd, FILE_BYTES, FILE_BYTES, &size, error);
	if (fstat(fd, &status) != 0)
		fuzz_fail("fstat");
	if (done ? status.st_size != size || size < 1 || size > FILE_BYTES
		 : status.st_size != 0 && !imap_session_is_broken(session))
		fuzz_fail("a file of %lld bytes", (long long)status.st_size);
	close(fd);
}

static void
check_header(struct imap_session *session, GError **error)
{
	g_autoptr(GBytes) header = imap_fetch_header(session, asked[0], error);

	if (header != NULL &&
	    (g_bytes_get_size(header) == 0 || g_bytes_get_size(header) > LIMIT_HEADER_BYTES))
		fuzz_fail("a header of %zu bytes", g_bytes_get_size(header));
}

static void
run_action(struct imap_session *session, char action, GError **error)
{
	g_autoptr(GArray) uids = make_uids();

	switch (action) {
	case 'L':
		check_list(session, error);
		break;
	case 'U':
		check_uids(session, error);
		break;
	case 'B':
		check_bodies(session, error);
		break;
	case 'F':
		check_file(session, error);
		break;
	case 'H':
		check_header(session, error);
		break;
	case 'I':
		(void)imap_idle(session, -1, 0, error);
		break;
	case 'f':
		(void)imap_after_flag(session, uids, error);
		break;
	case 'm':
		(void)imap_after_move(session, uids, "Già letti", error);
		break;
	case 'd':
		(void)imap_after_delete(session, uids, error);
		break;
	default:
		break;
	}
}

static void
converse(const struct imap_account *account, const char *program)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ImapSession) session = imap_session_open(account, &error);
	uint32_t uidvalidity = 0;

	if (session == NULL) {
		fuzz_check_error(error, script_heard(SECRET) ? SECRET : NULL);
		return;
	}
	if (!imap_session_select(session, "INBOX", &uidvalidity, &error)) {
		fuzz_check_error(error, NULL);
		return;
	}
	if (uidvalidity == 0)
		fuzz_fail("selected without UIDVALIDITY");
	for (const char *action = program; *action != '\0'; action++) {
		g_autoptr(GError) refused = NULL;

		run_action(session, *action, &refused);
		if (refused != NULL)
			fuzz_check_error(refused, NULL);
		else if (imap_session_is_broken(session) && strchr("LUBFHIfmd", *action))
			fuzz_fail("%c broke the session and says it went well", *action);
	}
}

static void
check_clear(enum conf_tls tls)
{
	const GString *heard = script_heard_in_clear();

	if (tls == CONF_TLS_NONE)
		return;
	if (secret_is_told(heard->str, SECRET) || strstr(heard->str, "AUTH") != NULL ||
	    strstr(heard->str, "LOGIN") != NULL)
		fuzz_fail("a sign-in in clear: %s", heard->str);
}

static void
run_once(const uint8_t *data, const uint8_t *end, size_t size)
{
	struct imap_account account = {
	    .peer = {.host = "mail.example.org",
		.port = 143,
		.allow_plain = true,
		.time = {.connect_ms = 5000, .command_ms = 5000, .data_ms = 5000},
		.cancel_fd = -1},
	    .login = LOGIN,
	    .secret = SECRET};
	g_autofree char *program = g_strndup((const char *)data, (gsize)(end - data));

	account.secret_is_token = strchr(program, 't') != NULL;
	account.peer.tls = strchr(program, 's') != NULL   ? CONF_TLS_STARTTLS
			   : strchr(program, 'i') != NULL ? CONF_TLS_IMPLICIT
							  : CONF_TLS_NONE;
	script_begin(end + 1, size - (size_t)(end + 1 - data));
	converse(&account, program);
	check_clear(account.peer.tls);
	script_end();
}

static sigjmp_buf way_out;
static struct sigaction usual;

/* libetpan reads through NULL where some answers end early. In turnod that ends the process of
 * one mailbox; here it ends the input. */
static void
on_fault(int number, siginfo_t *info, void *context)
{
	Dl_info where = {.dli_fname = NULL};

#ifdef REG_RIP
	const ucontext_t *at = context;
	if (dladdr((void *)at->uc_mcontext.gregs[REG_RIP], &where) != 0 &&
	    strstr(where.dli_fname, "libetpan") != NULL)
		siglongjmp(way_out, 1);
#endif
	usual.sa_sigaction(number, info, context);
}

/* Descriptors are given lowest first: those of an input that ended half-way begin here. */
static unsigned
first_free_descriptor(void)
{
	int fd = dup(STDERR_FILENO);

	if (fd < 0 || close(fd) != 0)
		g_error("no descriptor is left");
	return (unsigned)fd;
}

/* True when libetpan lives through this input; what it leaves behind when not is no leak. */
static bool
is_survivable(const uint8_t *data, const uint8_t *end, size_t size)
{
	const struct sigaction ours = {
	    .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
	const unsigned opened = first_free_descriptor();
	bool survived = sigsetjmp(way_out, 1) == 0;

	if (survived) {
		sigaction(SIGSEGV, &ours, &usual);
		FUZZ_LEAKS_OFF();
		run_once(data, end, size);
	} else {
		script_end();
		close_range(opened, ~0u, 0);
	}
	FUZZ_LEAKS_ON();
	sigaction(SIGSEGV, &usual, NULL);
	return survived;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', MIN(size, PROGRAM_BYTES));

	if (end == NULL || !is_survivable(data, end, size))
		return -1;
	run_once(data, end, size);
	return 0;
}
