/* The pool of readers against mails that behave and mails that do not. */
#include "config.h"

#include <jansson.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limit.h"
#include "job/read.h"
#include "job/reader.h"

static int
mail_fd(const char *bytes, size_t size)
{
	g_autoptr(GError) error = NULL;
	int fd = read_memfd_new(&error);

	g_assert_no_error(error);
	g_assert_true(read_memfd_append(fd, bytes, size, &error));
	g_assert_true(read_memfd_seal(fd, &error));
	return fd;
}

static char *
subject_of(const struct read_result *result)
{
	json_t *root = json_loadb(result->json, result->json_size, 0, NULL);
	char *subject = g_strdup(json_string_value(json_object_get(root, "subject")));

	json_decref(root);
	return subject;
}

static void
test_results_in_order(void)
{
	g_autoptr(ReadPool) pool = read_pool_new(2, 0);
	g_autoptr(GError) error = NULL;

	for (unsigned i = 0; i < 20; i++) {
		g_autofree char *mail = g_strdup_printf("From: a@b.it\nSubject: %u\n\nx\n", i);
		read_submit(pool, 100 + i, mail_fd(mail, strlen(mail)));
	}
	g_assert_cmpuint(read_pending(pool), ==, 20);
	for (unsigned i = 0; i < 20; i++) {
		struct read_result result = {0};
		g_autofree char *expected = g_strdup_printf("%u", i);

		g_assert_true(read_next(pool, &result, &error));
		g_assert_cmpuint(result.id, ==, 100 + i);
		g_assert_cmpint(result.state, ==, READ_OK);
		g_autofree char *subject = subject_of(&result);
		g_assert_cmpstr(subject, ==, expected);
		read_result_clear(&result);
	}
	g_assert_cmpuint(read_pending(pool), ==, 0);
}

static void
test_one(void)
{
	struct read_result result = {0};
	g_autoptr(GError) error = NULL;

	g_assert_true(read_one("Subject: uno\n\nx", 15, READ_WITH_MD5, &result, &error));
	g_assert_cmpint(result.state, ==, READ_OK);
	g_autofree char *subject = subject_of(&result);
	g_assert_cmpstr(subject, ==, "uno");
	read_result_clear(&result);
}

/* What the reader says of the signature of a certified mail. Caller frees. */
static char *
signature_of(const char *mail, size_t size, const char *ca_file)
{
	struct read_result result = {0};
	g_autoptr(GError) error = NULL;

	read_set_ca_file(ca_file);
	g_assert_true(read_one(mail, size, 0, &result, &error));
	g_assert_cmpint(result.state, ==, READ_OK);
	json_t *root = json_loads(result.json, 0, NULL);
	const json_t *signature = json_object_get(root, "signature");
	char *text =
	    g_strdup_printf("%s %s", json_string_value(json_object_get(signature, "state")),
		json_string_value(json_object_get(signature, "reason")));
	json_decref(root);
	read_result_clear(&result);
	return text;
}

/* With every door closed: the authorities came in before. */
static void
test_signature_m30(void)
{
	const char *source = g_getenv("top_srcdir");
	g_autofree char *folder =
	    g_build_filename(source != NULL ? source : ".", "tests/mail/pec", NULL);
	g_autofree char *ca_file = g_build_filename(folder, "ca.pem", NULL);
	g_autofree char *path = g_build_filename(folder, "busta.eml", NULL);
	g_autofree char *mail = NULL;
	size_t size = 0;

	g_assert_true(g_file_get_contents(path, &mail, &size, NULL));
	g_autofree char *checked = signature_of(mail, size, ca_file);
	g_autofree char *absent = signature_of(mail, size, "/nonexistent/ca.pem");
	g_autofree char *none = signature_of(mail, size, NULL);
	*strstr(mail, "Forl") = 'P';
	g_autofree char *changed = signature_of(mail, size, ca_file);
	g_assert_cmpstr(checked, ==, "valid ");
	g_assert_cmpstr(absent, ==, "unchecked authority");
	g_assert_cmpstr(none, ==, "unchecked authority");
	g_assert_cmpstr(changed, ==, "invalid changed");
	read_set_ca_file(NULL);
}

static void
test_empty_mail_is_read(void)
{
	struct read_result result = {0};
	g_autoptr(GError) error = NULL;

	g_assert_true(read_one("", 0, 0, &result, &error));
	g_assert_cmpint(result.state, ==, READ_OK);
	read_result_clear(&result);
}

/* What a reader that died on a mail looks like: this program, asked to be a reader, dies or
 * stalls on mails that say so. The doors are not closed then; test-job-sandbox.c is about them.
 */
static void
misbehave(void)
{
	struct reader_answer ready = {READER_MAGIC, READER_READY, 0};
	struct reader_request request;

	if (write(0, &ready, sizeof(ready)) != sizeof(ready))
		_exit(1);
	for (;;) {
		char control[CMSG_SPACE(sizeof(int))];
		struct iovec piece = {&request, sizeof(request)};
		struct msghdr message = {.msg_iov = &piece,
		    .msg_iovlen = 1,
		    .msg_control = control,
		    .msg_controllen = sizeof(control)};
		int fd = -1;
		char mail[64] = {0};

		if (recvmsg(0, &message, 0) != sizeof(request))
			_exit(0);
		memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
		if (pread(fd, mail, sizeof(mail) - 1, 0) < 0)
			_exit(1);
		close(fd);
		if (strcmp(mail, "die") == 0)
			raise(SIGKILL);
		if (strcmp(mail, "leave") == 0)
			_exit(7);
		while (strcmp(mail, "stall") == 0)
			pause();
		struct reader_answer head = {READER_MAGIC, 0, 2};
		if (strcmp(mail, "magic") == 0)
			head.magic++;
		if (strcmp(mail, "huge") == 0)
			head.size = UINT64_MAX;
		if (write(0, &head, sizeof(head)) != sizeof(head) || write(0, "{}", 2) != 2)
			_exit(1);
	}
}

/* Submits what, then a mail that is read well, and checks both. */
static void
check_loss(const char *what, enum read_state state, const char *reason)
{
	g_autoptr(ReadPool) pool = read_pool_new(1, 0);
	g_autoptr(GError) error = NULL;
	struct read_result result = {0};

	g_setenv("ASAN_OPTIONS", "turno_misbehave=1:detect_leaks=0", TRUE);
	read_submit(pool, 1, mail_fd(what, strlen(what)));
	g_assert_true(read_next(pool, &result, &error));
	g_assert_cmpint(result.state, ==, state);
	g_assert_null(result.json);
	g_assert_nonnull(strstr(result.reason, reason));
	read_result_clear(&result);
	g_setenv("ASAN_OPTIONS", "detect_leaks=1", TRUE);
	for (unsigned i = 0; i < 2; i++) {
		read_submit(pool, 2, mail_fd("Subject: dopo\n\nx", 16));
		g_assert_true(read_next(pool, &result, &error));
		g_assert_cmpuint(result.id, ==, 2);
		g_assert_cmpint(result.state, ==, READ_OK);
		read_result_clear(&result);
	}
}

static void
test_death_m3(void)
{
	check_loss("die", READ_DIED, "signal 9");
	check_loss("leave", READ_DIED, "status 7");
}

static void
test_stall_m3(void)
{
	check_loss("stall", READ_TIMEOUT, "too long");
}

static void
test_lies(void)
{
	check_loss("shape", READ_DIED, "the reader's answer is wrong at");
	check_loss("magic", READ_DIED, "nonsense");
	check_loss("huge", READ_DIED, "nonsense");
}

/* F1: a charset whose converter makes GMime abort the process. */
static char *
charset_mail(void)
{
	g_autofree guchar *random = g_malloc(300);
	GRand *rand = g_rand_new_with_seed(1);

	for (int i = 0; i < 300; i++)
		random[i] = (guchar)g_rand_int_range(rand, 128, 256);
	g_rand_free(rand);
	g_autofree char *base64 = g_base64_encode(random, 300);
	return g_strdup_printf("Subject: =?ISO-2022-CN-EXT?B?%s?=\n"
			       "From: =?iso-2022-cn-ext?B?%s?= <a@b.it>\n"
			       "Content-Type: text/plain; charset=ISO-2022-CN-EXT;\n"
			       " name*=ISO-2022-CN-EXT''%%ff%%fe%%80\n"
			       "Content-Transfer-Encoding: base64\n\n%s\n",
	    base64, base64, base64);
}

/* F2: nested groups that overflow the stack of GMime's address parser. */
static char *
group_mail(const char *before)
{
	GString *mail = g_string_new(before);

	g_string_append(mail, "From: ");
	for (int i = 0; i < 100000; i++)
		g_string_append(mail, "a:");
	g_string_append(mail, "\nCc: ");
	for (int i = 0; i < 100000; i++)
		g_string_append(mail, "a:");
	g_string_append(mail, "\nSubject: gruppi\n\nx\n");
	return g_string_free(mail, FALSE);
}

static void
test_poison_is_read(void)
{
	char *mails[] = {charset_mail(), group_mail(""),
	    group_mail("Content-Type: multipart/mixed; boundary=b\n\n--b\n"
		       "Content-Type: message/rfc822\n\n"),
	    group_mail("Content-Type: multipart/digest; boundary=b\n\n--b\n\n")};
	g_autoptr(ReadPool) pool = read_pool_new(1, 0);
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++)
		read_submit(pool, i, mail_fd(mails[i], strlen(mails[i])));
	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		struct read_result result = {0};

		g_assert_true(read_next(pool, &result, &error));
		g_assert_cmpstr(result.reason, ==, NULL);
		g_assert_cmpint(result.state, ==, READ_OK);
		read_result_clear(&result);
		g_free(mails[i]);
	}
}

/* Every charset that iconv may know, declared in a mail: the reader must neither die (F1) nor
 * want a file (F10). */
static void
test_all_charsets_live(void)
{
	static const char *const names[] = {"ISO-2022-CN-EXT", "ISO-2022-CN", "IBM1390",
	    "IBM1399", "EBCDIC-US", "UTF-7", "UCS-4", "GB2312", "HZ-GB-2312", "ISO-IR-111",
	    "TSCII", "BIG5-HKSCS", "EUC-TW", "x-gbk", "ks_c_5601-1987", "ISO-8859-8-I",
	    "unicode", "ARMSCII-8", "cp1251", "win1251", "latin1", "MIK", "INIS-8", "T.61",
	    "JOHAB", "ISO-2022-KR", "SHIFT_JISX0213", "EUC-JISX0213", "UTF-16", "utf-32",
	    "../../x", "%n"};
	g_autoptr(ReadPool) pool = read_pool_new(1, 0);
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct read_result result = {0};
		g_autofree char *mail = g_strdup_printf(
		    "Subject: =?%s?Q?=A4=A2=80=FF?=\nContent-Type: multipart/mixed; "
		    "boundary=b\n"
		    "\n--b\nContent-Type: text/plain; charset=%s\n\n\xa4\xa2\x80\xff\x1b$B\n"
		    "--b\nContent-Type: application/x; name*=%s''%%a4%%a2\n\nx\n--b--\n",
		    names[i], names[i], names[i]);

		read_submit(pool, i, mail_fd(mail, strlen(mail)));
		g_assert_true(read_next(pool, &result, &error));
		g_assert_cmpstr(result.reason, ==, NULL);
		read_result_clear(&result);
	}
}

int
main(int argc, char **argv)
{
	if (reader_is_asked(argc, argv)) {
		const char *options = g_getenv("ASAN_OPTIONS");

		if (options != NULL && strstr(options, "turno_misbehave") != NULL)
			misbehave();
		return reader_main();
	}
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/job/read/results_in_order", test_results_in_order);
	g_test_add_func("/job/read/one", test_one);
	g_test_add_func("/job/read/empty_mail", test_empty_mail_is_read);
	g_test_add_func("/job/read/signature-M30", test_signature_m30);
	g_test_add_func("/job/read/death_costs_one_mail_M3", test_death_m3);
	g_test_add_func("/job/read/stall_costs_one_mail_M3", test_stall_m3);
	g_test_add_func("/job/read/lies_are_refused", test_lies);
	g_test_add_func("/job/read/poison_F1_F2_is_read", test_poison_is_read);
	g_test_add_func("/job/read/charsets_F1_F10", test_all_charsets_live);
	return g_test_run();
}
