/* The pool of readers against mails that behave and mails that do not. */
#include "config.h"

#include <jansson.h>
#include <string.h>
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

static void
test_empty_mail_is_read(void)
{
	struct read_result result = {0};
	g_autoptr(GError) error = NULL;

	g_assert_true(read_one("", 0, 0, &result, &error));
	g_assert_cmpint(result.state, ==, READ_OK);
	read_result_clear(&result);
}

/* A request that announces more bytes than the memory has faults the reader: a death like that
 * of a parser. The pool takes the size from the descriptor, so the test cuts it by giving a
 * file without size. */
static void
test_reader_death_costs_one_mail_m3(void)
{
	g_autoptr(ReadPool) pool = read_pool_new(1, 0);
	g_autoptr(GError) error = NULL;
	struct read_result result = {0};
	int pipes[2];

	/* Not memory at all: mmap fails inside, the reader leaves. */
	g_assert_cmpint(pipe(pipes), ==, 0);
	close(pipes[1]);
	int bad = g_mkdir_with_parents(".", 0700) == 0 ? dup(pipes[0]) : -1;
	close(pipes[0]);
	read_submit(pool, 1, mail_fd("Subject: a\n\n", 12));
	read_submit(pool, 2, bad);
	read_submit(pool, 3, mail_fd("Subject: c\n\n", 12));
	for (unsigned i = 1; i <= 3; i++) {
		g_assert_true(read_next(pool, &result, &error));
		g_assert_cmpuint(result.id, ==, i);
		read_result_clear(&result);
	}
}

int
main(int argc, char **argv)
{
	if (reader_is_asked(argc, argv))
		return reader_main();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/job/read/results_in_order", test_results_in_order);
	g_test_add_func("/job/read/one", test_one);
	g_test_add_func("/job/read/empty_mail", test_empty_mail_is_read);
	g_test_add_func(
	    "/job/read/death_costs_one_mail_M3", test_reader_death_costs_one_mail_m3);
	return g_test_run();
}
