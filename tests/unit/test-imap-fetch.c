/* What is believed of a FETCH: only whole bodies, of mails asked for, ended by OK. And what
 * happens in the folder afterwards (M1, M2). */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "imap-script.h"
#include "imap/after.h"
#include "imap/fetch.h"

static void
close_all(struct imap_session *session, struct fake_server *server)
{
	imap_session_close(session);
	g_free(fake_server_end(server));
}

/* n:* finds the last mail although it is below n; the answers come unordered and twice. */
static void
test_list(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID SEARCH UID 10:*\r\n",
		"* SEARCH 30 10 9\r\n* SEARCH 20 40\r\nTAG OK x\r\n"),
	    STEP(" UID FETCH 10:30 (UID RFC822.SIZE INTERNALDATE)\r\n",
		"* 3 FETCH (UID 20 RFC822.SIZE 2000 INTERNALDATE \" 2-Jan-2024 03:04:05 "
		"+0130\")\r\n"
		"* 1 FETCH (UID 9 RFC822.SIZE 900)\r\n"
		"* 2 FETCH (UID 10 FLAGS (\\Seen) RFC822.SIZE 1000)\r\n"
		"* 3 FETCH (UID 20 RFC822.SIZE 7)\r\n"
		"* 7 FETCH (FLAGS (\\Seen))\r\n"
		"TAG OK x\r\n"),
	    {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) list = imap_list(session, 10, 3, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(list->len, ==, 2); /* 30 has gone meanwhile */
	const struct imap_mail *first = &g_array_index(list, struct imap_mail, 0);
	const struct imap_mail *second = &g_array_index(list, struct imap_mail, 1);
	g_assert_cmpuint(first->uid, ==, 10);
	g_assert_cmpuint(first->size_bytes, ==, 1000);
	g_assert_cmpint(first->received_unix, ==, -1);
	g_assert_cmpuint(second->uid, ==, 20);
	g_assert_cmpint(second->received_unix, ==, 1704159245); /* 2024-01-02T01:34:05Z */
	close_all(session, server);
}

static void
test_list_nothing_new(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID SEARCH UID 10:*\r\n", "* SEARCH 9\r\nTAG OK x\r\n"),
	    STEP(" NOOP\r\n", "* 4 EXISTS\r\nTAG OK x\r\n"),
	    STEP(" UID SEARCH UID 10:*\r\n", "TAG OK x\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);

	for (int i = 0; i < 2; i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GArray) list = imap_list(session, 10, 100, &error);

		g_assert_no_error(error);
		g_assert_cmpuint(list->len, ==, 0);
	}
	close_all(session, server);
}

static void
test_list_uids(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID SEARCH UID 1:*\r\n", "* SEARCH 9 2 4294967295\r\nTAG OK x\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) uids = imap_list_uids(session, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(uids->len, ==, 3);
	g_assert_cmpuint(g_array_index(uids, uint32_t, 0), ==, 2);
	g_assert_cmpuint(g_array_index(uids, uint32_t, 1), ==, 9);
	g_assert_cmpuint(g_array_index(uids, uint32_t, 2), ==, G_MAXUINT32);
	close_all(session, server);
}

/* One answer may name 600,000 UIDs at most (imap/guard.h): larger folders come piece by piece.
 */
static void
test_list_uids_of_a_huge_folder(void)
{
	static const struct fake_step script[] = {IMAP_SIGNED_IN("IDLE"),
	    STEP(" SELECT INBOX\r\n",
		"* 1200000 EXISTS\r\n* OK [UIDVALIDITY 77] v\r\n* OK [UIDNEXT 1500001] n\r\n"
		"TAG OK [READ-WRITE] selected\r\n"),
	    STEP(" UID SEARCH UID 1:500000\r\n", "* SEARCH 7 5\r\nTAG OK x\r\n"),
	    STEP(" UID SEARCH UID 500001:1000000\r\n", "* SEARCH\r\nTAG OK x\r\n"),
	    STEP(" UID SEARCH UID 1000001:*\r\n", "* SEARCH 1500001\r\nTAG OK x\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) uids = imap_list_uids(session, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(uids->len, ==, 3);
	g_assert_cmpuint(g_array_index(uids, uint32_t, 0), ==, 5);
	g_assert_cmpuint(g_array_index(uids, uint32_t, 2), ==, 1500001);
	close_all(session, server);
}

/* A page asks for no more than it needs, in longer steps where UIDs are rare. */
static void
test_list_page(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID SEARCH UID 1:2\r\n", "* SEARCH\r\nTAG OK x\r\n"),
	    STEP(" UID SEARCH UID 3:*\r\n", "* SEARCH 6 4 3\r\nTAG OK x\r\n"),
	    STEP(" UID FETCH 3:4 ", "TAG OK x\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) list = imap_list(session, 1, 2, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(list->len, ==, 0);
	close_all(session, server);
}

/* Without a folder no command leaves: UIDs of another one could be meant. */
static void
test_not_selected(void)
{
	static const struct fake_step script[] = {IMAP_SIGNED_IN("UIDPLUS MOVE"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_session(script, &server);
	g_autoptr(GArray) uids = make_uids((uint32_t[]){4, 0});
	int64_t size;

	g_assert_null(imap_list(session, 1, 10, NULL));
	g_assert_null(imap_list_uids(session, NULL));
	g_assert_null(imap_fetch_bodies(session, uids, 1, NULL));
	g_assert_null(imap_fetch_header(session, 4, NULL));
	g_assert_false(imap_fetch_to_file(session, 4, -1, 10, 10, &size, NULL));
	g_assert_false(imap_after_flag(session, uids, NULL));
	g_assert_false(imap_after_move(session, uids, "Archive", NULL));
	g_assert_false(imap_after_delete(session, uids, NULL));
	g_assert_false(imap_session_is_broken(session));
	imap_session_close(session);
	g_autofree char *received = fake_server_end(server);
	g_assert_null(strstr(received, "UID"));
}

static const char *
body_of(const GPtrArray *bodies, uint32_t uid, gsize *ret_size)
{
	for (guint i = 0; i < bodies->len; i++) {
		const struct imap_body *body = g_ptr_array_index(bodies, i);

		if (body->uid == uid)
			return g_bytes_get_data(body->bytes, ret_size);
	}
	return NULL;
}

static void
test_bodies(void)
{
	static const char answer[] =
	    "* 1 FETCH (UID 4 BODY[] {9}\r\nab\0cd\r\n\r\n)\r\n" /* NUL is kept */
	    "* 2 FETCH (UID 5 BODY[] NIL)\r\n"                   /* expunged meanwhile */
	    "* 3 FETCH (BODY[] \"quoted\" UID 6)\r\n"
	    "* 4 FETCH (UID 99 BODY[] {3}\r\nbad)\r\n" /* not asked for */
	    "* 5 FETCH (BODY[] {3}\r\nbad)\r\n"        /* whose? */
	    "* 6 FETCH (UID 7 BODY[] \"\")\r\n"
	    "* 7 FETCH (UID 8 BODY[1] {3}\r\nbad)\r\n"         /* a part of it */
	    "* 8 FETCH (UID 8 BODY[]<100> {3}\r\nbad)\r\n"     /* not from the start */
	    "* 9 FETCH (UID 4 BODY[] {6}\r\nsecond)\r\n"       /* once more */
	    "* 2 EXPUNGE\r\n* 9 FETCH (FLAGS (\\Deleted))\r\n" /* nobody asked */
	    "5 OK done\r\n";
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    {" UID FETCH 4:8 (UID BODY.PEEK[])\r\n", answer, FAKE_GO_ON, sizeof answer - 1},
	    {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GArray) uids = make_uids((uint32_t[]){8, 7, 6, 5, 4, 0});
	g_autoptr(GError) error = NULL;
	gsize size = 0;
	g_autoptr(GPtrArray) bodies = imap_fetch_bodies(session, uids, 100, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(bodies->len, ==, 2);
	const char *four = body_of(bodies, 4, &size);
	g_assert_cmpmem(four, size, "ab\0cd\r\n\r\n", 9);
	const char *six = body_of(bodies, 6, &size);
	g_assert_cmpmem(six, size, "quoted", 6);
	close_all(session, server);
}

/* libetpan alone calls this a success. */
static void
test_no_after_data(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID FETCH 4 (UID BODY.PEEK[])\r\n",
		"* 1 FETCH (UID 4 BODY[] {3}\r\ncut)\r\nTAG NO [SERVERBUG] disk error\r\n"),
	    STEP(" UID FETCH 4 (UID BODY.PEEK[])\r\n",
		"* 1 FETCH (UID 4 BODY[] {5}\r\nwhole)\r\nTAG OK x\r\n"),
	    {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GArray) uids = make_uids((uint32_t[]){4, 0});
	g_autoptr(GError) error = NULL;
	gsize size = 0;

	g_assert_null(imap_fetch_bodies(session, uids, 3, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, "disk error"));
	g_assert_false(imap_session_is_broken(session));
	g_clear_error(&error);
	g_autoptr(GPtrArray) bodies = imap_fetch_bodies(session, uids, 3, &error);
	g_assert_no_error(error);
	const char *four = body_of(bodies, 4, &size);
	g_assert_cmpmem(four, size, "whole", 5);
	close_all(session, server);
}

/* Each answer breaks the session: the rest of it would be taken for the next one. */
static void
test_hostile_answers(void)
{
	static const struct fake_step answers[] = {
	    LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] {1000}\r\nonly this", FAKE_CLOSE),
	    LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] {4294967290}\r\nx", FAKE_CLOSE),
	    LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] {99999999999999999999}\r\nx",
		FAKE_CLOSE),
	    LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] \"", FAKE_FLOOD),
	    LAST(" UID FETCH", "* 1 FETCH (UID 4 XYZZY (foo \"bar\") BODY[] {3}\r\nabc)\r\n",
		FAKE_GO_ON),
	    LAST(" UID FETCH", "zzz OK done\r\n", FAKE_GO_ON),
	    LAST(" UID FETCH", "TAG BAD what\r\n", FAKE_GO_ON),
	    LAST(" UID FETCH", "* BYE going down\r\n", FAKE_CLOSE),
	    LAST(" UID FETCH", NULL, FAKE_CLOSE),
	};

	for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
		const struct fake_step script[] = {IMAP_READY("IDLE"), answers[i], {0}};
		struct fake_server *server;
		struct imap_session *session = open_inbox(script, &server);
		g_autoptr(GArray) uids = make_uids((uint32_t[]){4, 0});
		g_autoptr(GError) error = NULL;

		g_assert_null(imap_fetch_bodies(session, uids, 3, &error));
		g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
		g_assert_true(imap_session_is_broken(session));
		g_clear_error(&error);
		g_assert_null(imap_list(session, 1, 10, &error));
		g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
		close_all(session, server);
	}
}

struct stream_case {
	struct fake_step answer;
	int code; /* -1: it works */
	bool is_broken;
};

static void
test_to_file(void)
{
	static const struct stream_case cases[] = {
	    {LAST(" UID FETCH 4 (UID BODY.PEEK[])\r\n",
		 "* 1 FETCH (UID 4 BODY[] {5}\r\nwhole)\r\nTAG OK x\r\n", FAKE_GO_ON),
		-1, false},
	    {LAST(" UID FETCH", "* 1 FETCH (BODY[] {5}\r\nwhole UID 4)\r\nTAG OK x\r\n",
		 FAKE_GO_ON),
		-1, false},
	    {LAST(" UID FETCH", "* 1 FETCH (UID 5 BODY[] {5}\r\nwrong)\r\nTAG OK x\r\n",
		 FAKE_GO_ON),
		ERROR_CONFLICT, false},
	    {LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] NIL)\r\nTAG OK x\r\n", FAKE_GO_ON),
		ERROR_CONFLICT, false},
	    {LAST(" UID FETCH", "TAG OK nothing\r\n", FAKE_GO_ON), ERROR_CONFLICT, false},
	    {LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] {3}\r\ncut)\r\nTAG NO x\r\n",
		 FAKE_GO_ON),
		ERROR_REJECT, false},
	    {LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] {9}\r\ncut", FAKE_CLOSE), ERROR_RETRY,
		true},
	    {LAST(" UID FETCH", "* 1 FETCH (UID 4 BODY[] {2000}\r\n", FAKE_FLOOD), ERROR_REJECT,
		true},
	    {LAST(" UID FETCH",
		 "* 1 FETCH (UID 4 BODY[] {1}\r\na BODY[] {1}\r\nb)\r\nTAG OK x\r\n",
		 FAKE_GO_ON),
		ERROR_RETRY, true},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct fake_step script[] = {IMAP_READY("IDLE"), cases[i].answer, {0}};
		struct fake_server *server;
		struct imap_session *session = open_inbox(script, &server);
		int fd = memfd_create("spool", MFD_CLOEXEC);
		int64_t size = -1;
		char bytes[16] = "";
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(write(fd, "of an earlier mail", 18), ==, 18);
		bool done = imap_fetch_to_file(session, 4, fd, 1000, 1000, &size, &error);
		g_assert_cmpint(imap_session_is_broken(session), ==, cases[i].is_broken);
		ssize_t got = pread(fd, bytes, sizeof bytes, 0);
		if (cases[i].code < 0) {
			g_assert_no_error(error);
			g_assert_true(done);
			g_assert_cmpint(size, ==, 5);
			g_assert_cmpmem(bytes, (gsize)got, "whole", 5);
		} else {
			g_assert_error(error, TURNO_ERROR, cases[i].code);
			g_assert_cmpint(size, ==, -1);
			g_assert_cmpint(got, ==, 0); /* the partial mail is gone */
		}
		close(fd);
		close_all(session, server);
	}
}

/* The disk is full, or the file is not one that can be written: the mail stays on the server.
 */
static void
test_spool_fails(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID FETCH 4 ", "* 1 FETCH (UID 4 BODY[] {5}\r\nwhole)\r\nTAG OK x\r\n"),
	    {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	int fd = memfd_create("spool", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int64_t size = -1;
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW), ==, 0);
	g_assert_false(imap_fetch_to_file(session, 4, fd, 1000, 1000, &size, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	g_assert_nonnull(strstr(error->message, "spool"));
	g_assert_true(imap_session_is_broken(session));
	g_assert_cmpint(size, ==, -1);
	close(fd);
	close_all(session, server);
}

static void
test_header(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID FETCH 4 (UID BODY.PEEK[HEADER]<0.1048576>)\r\n",
		"* 1 FETCH (UID 4 BODY[HEADER]<0> {8}\r\nA: b\r\n\r\n)\r\nTAG OK x\r\n"),
	    STEP(" UID FETCH 5 ", "TAG OK x\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) header = imap_fetch_header(session, 4, &error);

	g_assert_no_error(error);
	g_assert_cmpmem(
	    g_bytes_get_data(header, NULL), g_bytes_get_size(header), "A: b\r\n\r\n", 8);
	g_assert_null(imap_fetch_header(session, 5, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFLICT);
	close_all(session, server);
}

enum after { AFTER_FLAG, AFTER_MOVE, AFTER_DELETE };

static bool
do_after(struct imap_session *session, enum after after, GError **error)
{
	g_autoptr(GArray) uids = make_uids((uint32_t[]){4, 5, 9, 0});

	switch (after) {
	case AFTER_FLAG:
		return imap_after_flag(session, uids, error);
	case AFTER_MOVE:
		return imap_after_move(session, uids, "Da \"turno\"", error);
	case AFTER_DELETE:
		return imap_after_delete(session, uids, error);
	}
	return false;
}

static void
expect_after(const struct fake_step *script, enum after after, int code)
{
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	bool done = do_after(session, after, &error);

	if (code < 0) {
		g_assert_no_error(error);
		g_assert_true(done);
	} else {
		g_assert_error(error, TURNO_ERROR, code);
	}
	imap_session_close(session);
	g_autofree char *received = fake_server_end(server);
	g_assert_null(strstr(received, " EXPUNGE\r\n")); /* never a plain one */
}

#define SELECT_WITH(flags)                                                                     \
	STEP(" SELECT INBOX\r\n",                                                              \
	    "* 3 EXISTS\r\n* OK [PERMANENTFLAGS (" flags ")] p\r\n"                            \
	    "* OK [UIDVALIDITY 77] v\r\nTAG OK [READ-WRITE] selected\r\n")
#define STORE(flag) STEP(" UID STORE 4:5,9 +FLAGS.SILENT (" flag ")\r\n", "TAG OK x\r\n")
#define GONE STEP(" UID SEARCH UID 4:5,9\r\n", "* SEARCH\r\nTAG OK x\r\n")
#define MOVE " UID MOVE 4:5,9 \"Da \\\"turno\\\"\"\r\n"
#define COPY " UID COPY 4:5,9 \"Da \\\"turno\\\"\"\r\n"
#define UID_EXPUNGE STEP(" UID EXPUNGE 4:5,9\r\n", "* 1 EXPUNGE\r\nTAG OK x\r\n")

static void
test_flag(void)
{
	static const struct fake_step any[] = {
	    IMAP_SIGNED_IN("UIDPLUS"), SELECT_WITH("\\Seen \\*"), STORE("$Turno"), {0}};
	static const struct fake_step known[] = {
	    IMAP_SIGNED_IN("UIDPLUS"), SELECT_WITH("\\Seen $turno"), STORE("$Turno"), {0}};
	static const struct fake_step none[] = {IMAP_SIGNED_IN("UIDPLUS"),
	    SELECT_WITH("\\Seen \\Flagged"), STORE("\\Flagged"), {0}};
	static const struct fake_step untold[] = {IMAP_READY("UIDPLUS"), STORE("$Turno"), {0}};
	static const struct fake_step no[] = {
	    IMAP_READY("UIDPLUS"), STEP(" UID STORE", "TAG NO read-only\r\n"), {0}};

	expect_after(any, AFTER_FLAG, -1);
	expect_after(known, AFTER_FLAG, -1);
	expect_after(none, AFTER_FLAG, -1);
	expect_after(untold, AFTER_FLAG, -1);
	expect_after(no, AFTER_FLAG, ERROR_REJECT);
}

static void
test_move(void)
{
	static const struct fake_step good[] = {IMAP_READY("UIDPLUS MOVE"),
	    STEP(MOVE, "* OK [COPYUID 78 4:5,9 1:3] moved\r\n* 1 EXPUNGE\r\nTAG OK x\r\n"),
	    GONE, {0}};
	static const struct fake_step stayed[] = {IMAP_READY("UIDPLUS MOVE"),
	    STEP(MOVE, "TAG OK No messages found\r\n"),
	    STEP(" UID SEARCH UID 4:5,9\r\n", "* SEARCH 9\r\nTAG OK x\r\n"), {0}};
	static const struct fake_step missing[] = {IMAP_READY("UIDPLUS MOVE"),
	    STEP(MOVE, "TAG NO [TRYCREATE] no such folder\r\n"), {0}};
	static const struct fake_step copied[] = {IMAP_READY("UIDPLUS"),
	    STEP(COPY, "TAG OK x\r\n"), STORE("\\Deleted"), UID_EXPUNGE, GONE, {0}};
	static const struct fake_step full[] = {
	    IMAP_READY("UIDPLUS"), STEP(COPY, "TAG NO [OVERQUOTA] full\r\n"), {0}};
	static const struct fake_step unable[] = {IMAP_READY("IDLE"), {0}};

	expect_after(good, AFTER_MOVE, -1);
	expect_after(stayed, AFTER_MOVE, ERROR_REJECT);
	expect_after(missing, AFTER_MOVE, ERROR_CONFIG);
	expect_after(copied, AFTER_MOVE, -1);
	expect_after(full, AFTER_MOVE, ERROR_REJECT); /* and nothing is marked \Deleted */
	expect_after(unable, AFTER_MOVE, ERROR_CONFIG);
}

static void
test_delete(void)
{
	static const struct fake_step good[] = {
	    IMAP_READY("UIDPLUS"), STORE("\\Deleted"), UID_EXPUNGE, GONE, {0}};
	static const struct fake_step unable[] = {IMAP_READY("MOVE"), {0}};

	expect_after(good, AFTER_DELETE, -1);
	expect_after(unable, AFTER_DELETE, ERROR_CONFIG); /* not even \Deleted */
}

static void
test_move_line_ends(void)
{
	static const struct fake_step script[] = {IMAP_READY("UIDPLUS MOVE"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GArray) uids = make_uids((uint32_t[]){4, 0});
	g_autoptr(GError) error = NULL;

	g_assert_false(imap_after_move(session, uids, "a\r\nA1 DELETE INBOX", &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	imap_session_close(session);
	g_autofree char *received = fake_server_end(server);
	g_assert_null(strstr(received, "DELETE"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/imap/list/M1-last-mail-below-n-is-not-new", test_list);
	g_test_add_func("/imap/list/nothing-new", test_list_nothing_new);
	g_test_add_func("/imap/bodies/only-what-was-asked", test_bodies);
	g_test_add_func("/imap/bodies/no-after-data-is-a-failure", test_no_after_data);
	g_test_add_func("/imap/bodies/hostile-answers-break-the-session", test_hostile_answers);
	g_test_add_func("/imap/file/whole-or-empty", test_to_file);
	g_test_add_func("/imap/list/all-uids", test_list_uids);
	g_test_add_func(
	    "/imap/fetch/list-uids-of-a-huge-folder", test_list_uids_of_a_huge_folder);
	g_test_add_func("/imap/fetch/list-page", test_list_page);
	g_test_add_func("/imap/no-folder-no-command", test_not_selected);
	g_test_add_func("/imap/file/spool-fails", test_spool_fails);
	g_test_add_func("/imap/header", test_header);
	g_test_add_func("/imap/after/M2-flag", test_flag);
	g_test_add_func("/imap/after/M2-move", test_move);
	g_test_add_func("/imap/after/M2-delete", test_delete);
	g_test_add_func("/imap/after/line-ends-never-pass", test_move_line_ends);
	return g_test_run();
}
