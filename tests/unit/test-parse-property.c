/*
 * What must hold for the evidence of any bytes whatever. Twenty of our fixtures are cut at
 * every byte, all of them are changed at random and written with other line ends;
 * test-job-hostile.c does the like through the sandbox. The seed that GTest prints (--seed)
 * chooses which.
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "parse/parse.h"

#define CUT_FIXTURES 20u
#define CUT_BYTES_MAX 4096u /* of a fixture that is cut: larger ones only take longer */
#define CHANGED_MAILS 3000u

static GPtrArray *fixtures; /* GString */

static void
free_string(gpointer string)
{
	g_string_free(string, TRUE);
}

static void
load(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *bytes = NULL;
		gsize size = 0;

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			load(path);
		else if (g_str_has_suffix(name, ".eml") &&
			 g_file_get_contents(path, &bytes, &size, NULL))
			g_ptr_array_add(fixtures, g_string_new_len(bytes, (gssize)size));
	}
}

static bool
is_blank(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (!g_unichar_isspace(g_utf8_get_char(p)))
			return false;
	return true;
}

/* Reads a copy that ends where the mail ends, so that a byte behind it is an error of memory.
 * Caller frees. */
static struct evidence *
read_mail(const char *bytes, size_t size)
{
	g_autofree char *copy = g_memdup2(bytes, size > 0 ? size : 1);

	return parse_mail(copy, size, false);
}

static void
fail(const char *bytes, size_t size, const char *what)
{
	g_autofree char *base64 = g_base64_encode((const guchar *)bytes, size);

	g_error("%s: %s", what, base64);
}

/* The parent takes it, and nothing that could be read is lost (M9). */
static void
check(const char *bytes, size_t size)
{
	g_autoptr(Evidence) evidence = read_mail(bytes, size);
	g_autoptr(GError) error = NULL;
	size_t json_size = 0;
	g_autofree char *json = evidence_to_json(evidence, &json_size);

	if (!evidence_check(json, json_size, size, &error))
		fail(bytes, size, error->message);
	if (is_blank(evidence->reply_visible_text) && !is_blank(evidence->body_text))
		fail(bytes, size, "M9: there was text, and nothing of it is shown");
}

static const GString *
any_fixture(void)
{
	return fixtures->pdata[g_test_rand_int_range(0, (gint32)fixtures->len)];
}

static void
test_cut_m3(void)
{
	for (unsigned i = 0; i < CUT_FIXTURES; i++) {
		const GString *mail = any_fixture();

		while (mail->len > CUT_BYTES_MAX)
			mail = any_fixture();
		for (gsize size = 0; size <= mail->len; size++)
			check(mail->str, size);
	}
}

static void
change(GString *mail)
{
	static const char *const words[] = {"\n\n", "\r\n", "\r", "--", "=?", "?=", ";", "\"",
	    "=\n", "\xff", "\xc3", "Content-Type: ", "multipart/", "message/rfc822",
	    "boundary=", "(", "<", ">", ":", "*0*=", "charset=", "base64", "> ", "-- \n",
	    "begin 644 a\n"};
	gsize at = (gsize)g_test_rand_int_range(0, (gint32)mail->len + 1);
	gsize wanted = (gsize)g_test_rand_int_range(1, 40);
	gsize size = MIN(wanted, mail->len - at);
	g_autofree char *piece = g_strndup(mail->str + at, size);

	switch (g_test_rand_int_range(0, 5)) {
	case 0:
		if (at < mail->len)
			mail->str[at] = (char)g_test_rand_int_range(0, 256);
		break;
	case 1:
		g_string_erase(mail, (gssize)at, (gssize)size);
		break;
	case 2:
		for (int n = g_test_rand_int_range(1, 30); n > 0; n--)
			g_string_insert(mail, (gssize)at, piece);
		break;
	case 3:
		g_string_insert(
		    mail, (gssize)at, words[g_test_rand_int_range(0, G_N_ELEMENTS(words))]);
		break;
	default: {
		const GString *other = any_fixture();
		gsize from = (gsize)g_test_rand_int_range(0, (gint32)other->len + 1);
		g_string_insert_len(
		    mail, (gssize)at, other->str + from, (gssize)MIN(other->len - from, 400));
	}
	}
}

static void
test_changed_m3(void)
{
	for (unsigned i = 0; i < CHANGED_MAILS; i++) {
		const GString *from = any_fixture();
		g_autoptr(GString) mail = g_string_new_len(from->str, (gssize)from->len);

		for (int n = g_test_rand_int_range(1, 9); n > 0; n--)
			change(mail);
		check(mail->str, mail->len);
	}
}

/* The texts and flags of a mail as one string. Caller frees. */
static char *
summary(const struct evidence *e)
{
	const struct evidence_address *from = e->from->len > 0 ? e->from->pdata[0] : NULL;

	return g_strdup_printf("%s|%s|%s|%s|%s|%s|%s|%s|%u|%d%d", e->message_id, e->subject,
	    from != NULL ? from->name : "", from != NULL ? from->address : "", e->body_text,
	    e->reply_visible_text, e->quoted_text, e->signature_text, e->attachments->len,
	    e->is_bounce, (int)e->automatic);
}

/* CRLF as on the wire, LF as in a file. */
static void
test_line_ends_m6(void)
{
	for (guint i = 0; i < fixtures->len; i++) {
		const GString *mail = fixtures->pdata[i];
		g_autoptr(GString) lf = g_string_new_len(mail->str, (gssize)mail->len);

		g_string_replace(lf, "\r\n", "\n", 0);
		g_autoptr(GString) crlf = g_string_new_len(lf->str, (gssize)lf->len);
		g_string_replace(crlf, "\n", "\r\n", 0);
		if (memchr(lf->str, '\r', lf->len) != NULL ||
		    memchr(lf->str, 0, lf->len) != NULL)
			continue; /* it is about just that */
		g_autoptr(Evidence) of_lf = read_mail(lf->str, lf->len);
		g_autoptr(Evidence) of_crlf = read_mail(crlf->str, crlf->len);
		g_autofree char *first = summary(of_lf);
		g_autofree char *second = summary(of_crlf);
		g_assert_cmpstr(first, ==, second);
	}
}

/* The same bytes are the same evidence, whatever was read before. */
static void
test_no_memory(void)
{
	for (guint i = 0; i < fixtures->len; i++) {
		const GString *mail = fixtures->pdata[i], *other = any_fixture();
		size_t size = 0;
		g_autoptr(Evidence) first = read_mail(mail->str, mail->len);
		g_autoptr(Evidence) between = read_mail(other->str, other->len);
		g_autoptr(Evidence) second = read_mail(mail->str, mail->len);
		g_autofree char *first_json = evidence_to_json(first, &size);
		g_autofree char *second_json = evidence_to_json(second, &size);

		g_assert_nonnull(between);
		g_assert_cmpstr(first_json, ==, second_json);
	}
}

int
main(int argc, char **argv)
{
	const char *source = g_getenv("top_srcdir");
	g_autofree char *root =
	    g_build_filename(source != NULL ? source : ".", "tests", "mail", NULL);

	g_test_init(&argc, &argv, NULL);
	parse_init();
	fixtures = g_ptr_array_new_with_free_func(free_string);
	load(root);
	g_assert_cmpuint(fixtures->len, >=, CUT_FIXTURES);
	g_test_add_func("/parse/property/M3 M9 cut at every byte", test_cut_m3);
	g_test_add_func("/parse/property/M3 M9 changed at random", test_changed_m3);
	g_test_add_func("/parse/property/M6 line ends mean nothing", test_line_ends_m6);
	g_test_add_func("/parse/property/nothing is remembered", test_no_memory);
	int status = g_test_run();
	g_ptr_array_unref(fixtures);
	return status;
}
