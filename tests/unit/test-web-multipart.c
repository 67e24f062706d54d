#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "web/multipart.h"

/* Writes each part down as "name|filename|type|data\n". */
struct notes {
	GString *text;
	size_t largest; /* piece of data */
};

static bool
note_begin(void *context, const struct part *part, GError **error)
{
	struct notes *notes = context;

	(void)error;
	g_string_append_printf(notes->text, "%s|%s|%s|", part->name,
	    part->filename != NULL ? part->filename : "-", part->type);
	return true;
}

static bool
note_data(void *context, const void *bytes, size_t size_bytes, GError **error)
{
	struct notes *notes = context;

	(void)error;
	notes->largest = MAX(notes->largest, size_bytes);
	g_string_append_len(notes->text, bytes, (gssize)size_bytes);
	return true;
}

static bool
note_end(void *context, GError **error)
{
	struct notes *notes = context;

	(void)error;
	g_string_append_c(notes->text, '\n');
	return true;
}

#define TYPE "multipart/form-data; boundary=AaB"

/* Splits body in pieces of step bytes; the notes, or NULL when it is refused. */
static char *
split(const char *type, const char *body, size_t size, size_t step)
{
	g_autoptr(GError) error = NULL;
	struct notes notes = {.text = g_string_new(NULL)};
	const struct part_sink sink = {&notes, note_begin, note_data, note_end};
	g_autoptr(Multipart) m = multipart_new(type, &sink, &error);
	bool ok = m != NULL;

	for (size_t at = 0; ok && at < size; at += step)
		ok = multipart_push(m, body + at, MIN(step, size - at), &error);
	ok = ok && multipart_finish(m, &error);
	g_assert_true(ok == (error == NULL));
	if (!ok)
		g_assert_true(error_is(error, ERROR_REJECT));
	return g_string_free(notes.text, !ok);
}

static void
expect(const char *body, const char *wanted)
{
	static const size_t steps[] = {1, 2, 3, 7, 64, 4096};

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autofree char *got = split(TYPE, body, strlen(body), steps[i]);
		g_assert_cmpstr(got, ==, wanted);
	}
}

#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"

static void
test_fields_and_files(void)
{
	expect("--AaB\r\n" FIELD("a") "1\r\n--AaB\r\n" FIELD("b") "\r\n--AaB--\r\n",
	    "a|-||1\nb|-||\n");
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.pdf\"\r\n"
	       "Content-Type: application/pdf\r\n\r\n%PDF\r\n--AaB--\r\n",
	    "f|x.pdf|application/pdf|%PDF\n");
	expect("preamble\r\n--AaB  \r\n", NULL);
	expect("preamble\r\n--AaB\r\n" FIELD("a") "1\r\n--AaB--\r\nepilogue\r\n--AaB\r\n",
	    "a|-||1\n");
}

static void
test_data_that_looks_like_a_delimiter(void)
{
	expect("--AaB\r\n" FIELD("a") "x\r\n--Aa\r\n--A\r\r\n--Aab\r\n--AaB--",
	    "a|-||x\r\n--Aa\r\n--A\r\r\n--Aab\n");
	expect("--AaB\r\n" FIELD("a") "--AaB\r\n--AaB--", "a|-||--AaB\n");
	expect("--AaB\r\n" FIELD("a") "\n--AaB\n\r\n--AaB--", "a|-||\n--AaB\n\n");
}

static void
test_names_are_made_harmless(void)
{
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; "
	       "filename=\"../../etc/pass%22wd\"\r\n\r\n\r\n--AaB--",
	    "f|pass\"wd||\n");
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; "
	       "filename=\"C:\\Users\\me\\a.txt\"\r\n\r\n\r\n--AaB--",
	    "f|a.txt||\n");
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; "
	       "filename=\"..\"\r\n\r\n\r\n--AaB--",
	    "f|file||\n");
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; "
	       "filename=\"a%0D%0Ab\x01\"\r\n\r\n\r\n--AaB--",
	    "f|a b||\n");
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; "
	       "filename=\"\"\r\n\r\n\r\n--AaB--",
	    "f|||\n");
	expect("--AaB\r\nContent-Disposition: form-data; name=\"f\"; "
	       "filename=\"perch\xc3\xa9.pdf\"\r\n\r\n\r\n--AaB--",
	    "f|perch\xc3\xa9.pdf||\n");
}

static void
test_malformed_bodies_are_refused(void)
{
	static const char *const bad[] = {"", "--AaB", "--AaB\r\n", "--AaB\r\n" FIELD("a") "1",
	    "--AaB\r\n" FIELD("a") "1\r\n--AaB\r\n", "--AaBx\r\n" FIELD("a") "1\r\n--AaB--",
	    "--AaB\r\nContent-Type: text/plain\r\n\r\n1\r\n--AaB--",
	    "--AaB\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--AaB--",
	    "--AaB\r\nContent-Disposition: form-data; nam=\"a\"\r\n\r\n1\r\n--AaB--",
	    ("--AaB\r\nContent-Disposition: form-data; name=\"a\"\r\n"
	     "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--AaB--")};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		expect(bad[i], NULL);
	expect("--AaB\r\n" FIELD("a") "1\r\n--AaB--", "a|-||1\n"); /* the control */
}

static void
test_types_that_are_none(void)
{
	static const char *const types[] = {"", "text/plain", "multipart/form-data",
	    "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
	    ("multipart/form-data; "
	     "boundary="
	     "1234567890123456789012345678901234567890123456789012345678901234567890x"),
	    "multipart/form-data; notboundary=x"};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		g_assert_null(split(types[i], "--x--", 5, 5));
	g_autofree char *quoted = split("multipart/form-data; charset=x; boundary=\"A b\"",
	    "--A b\r\n" FIELD("a") "1\r\n--A b--",
	    strlen("--A b\r\n" FIELD("a") "1\r\n--A b--"), 5);
	g_assert_cmpstr(quoted, ==, "a|-||1\n");
}

static void
test_limits(void)
{
	g_autoptr(GString) header = g_string_new("--AaB\r\nX: ");
	g_autoptr(GString) parts = g_string_new(NULL);
	g_autofree char *filler = g_strnfill(MULTIPART_HEADER_BYTES, 'x');

	g_string_append_printf(header, "%s\r\n" FIELD("a") "1\r\n--AaB--", filler);
	g_assert_null(split(TYPE, header->str, header->len, 1000));
	for (unsigned i = 0; i <= MULTIPART_PARTS; i++)
		g_string_append(parts, "--AaB\r\n" FIELD("a") "\r\n");
	g_string_append(parts, "--AaB--");
	g_assert_null(split(TYPE, parts->str, parts->len, 4096));
}

/* A megabyte of bytes that hold false delimiters comes through unchanged, in whatever pieces.
 */
static void
test_random_bytes(void)
{
	guint32 seed = g_test_rand_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GString) data = g_string_new(NULL);
	g_autoptr(GString) body = g_string_new("--AaB\r\n" FIELD("a"));

	g_test_message("seed %u", seed);
	while (data->len < (1u << 20)) {
		g_string_append_c(data, (char)g_rand_int_range(rand, 0, 256));
		if (g_rand_int_range(rand, 0, 50) == 0)
			g_string_append(data, "\r\n--Aax");
	}
	g_assert_null(memmem(data->str, data->len, "\r\n--AaB", 7));
	g_string_append_len(body, data->str, (gssize)data->len);
	g_string_append(body, "\r\n--AaB--");

	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	struct notes notes = {.text = text};
	const struct part_sink sink = {&notes, note_begin, note_data, note_end};
	g_autoptr(Multipart) m = multipart_new(TYPE, &sink, &error);
	for (size_t at = 0; at < body->len;) {
		size_t step = MIN((size_t)g_rand_int_range(rand, 1, 5000), body->len - at);
		g_assert_true(multipart_push(m, body->str + at, step, &error));
		at += step;
	}
	g_assert_true(multipart_finish(m, &error));
	g_assert_cmpmem(text->str + 5, text->len - 6, data->str, data->len);
	g_assert_cmpuint(notes.largest, <, 10000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/multipart/fields-and-files", test_fields_and_files);
	g_test_add_func("/web/multipart/data-that-looks-like-a-delimiter",
	    test_data_that_looks_like_a_delimiter);
	g_test_add_func("/web/multipart/names-are-made-harmless", test_names_are_made_harmless);
	g_test_add_func(
	    "/web/multipart/malformed-bodies-are-refused", test_malformed_bodies_are_refused);
	g_test_add_func("/web/multipart/types-that-are-none", test_types_that_are_none);
	g_test_add_func("/web/multipart/limits", test_limits);
	g_test_add_func("/web/multipart/random-bytes", test_random_bytes);
	return g_test_run();
}
