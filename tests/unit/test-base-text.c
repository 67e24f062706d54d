/* text, error and clock. */
#include "config.h"

#include <glib.h>
#include <limits.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"

static void
test_clean(void)
{
	static const struct {
		const char *bytes;
		size_t size;
		const char *text, *line;
	} cases[] = {
	    {"a\r\nb\rc\nd", 8, "a\nb\nc\nd", "a b c d"},
	    {"a\0b", 3,
		"a\xef\xbf\xbd"
		"b",
		"a\xef\xbf\xbd"
		"b"},
	    {"a\x1b[31mb\x7f", 8, "a[31mb", "a[31mb"},
	    {"\xc2\x85x\xc2\x9b", 5, "x", "x"},
	    {"caf\xe9", 4, "caf\xef\xbf\xbd", "caf\xef\xbf\xbd"},
	    {"e\xcc\x80", 3, "\xc3\xa8", "\xc3\xa8"},
	    {"  a \t b  ", 9, "  a \t b  ", "a b"},
	    {"a\xe2\x80\xa8"
	     "b",
		5,
		"a\xe2\x80\xa8"
		"b",
		"a b"},
	    {"", 0, "", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = text_clean(cases[i].bytes, cases[i].size);
		g_autofree char *line = text_clean_line(cases[i].bytes, cases[i].size);
		g_assert_cmpstr(text, ==, cases[i].text);
		g_assert_cmpstr(line, ==, cases[i].line);
	}
}

/* Normalising sorts a run of marks: only a bound on runs keeps that from costing its square. */
static void
test_many_marks(void)
{
	GString *text = g_string_new("a");
	size_t marks = 0, longest = 0;

	for (unsigned i = 0; i < 500; i++)
		g_string_append(text, i % 2 ? "\xcc\x81\x01" : "\xcc\x96"); /* and controls */
	g_autofree char *clean = text_clean(text->str, text->len);
	g_string_free(text, TRUE);
	for (const char *p = clean; *p != '\0'; p = g_utf8_next_char(p)) {
		marks = g_unichar_combining_class(g_utf8_get_char(p)) != 0 ? marks + 1 : 0;
		longest = MAX(longest, marks);
	}
	g_assert_cmpuint(longest, ==, 30);
	g_autofree char *again = text_clean(clean, strlen(clean));
	g_assert_cmpstr(again, ==, clean);
}

/* Normalised in parts is normalised as a whole. */
static void
test_parts_are_the_whole(void)
{
	static const gunichar letters[] = {'a', 'e', ' ', '\n', 0xe8, 0x301, 0x316, 0x1100,
	    0x1161, 0x11a8, 0xac00, 0xac01, 0x3b1, 0x1fb7, 0x9c7, 0x9be, 0x9d7, 0xf71, 0xf72,
	    0x344, 0x212b, 0x4e00, 0x11131, 0x11127, 0x1d15e, 0xa0, 0x2ff, 0x438, 0x306, 0x2019,
	    0x20ac, 0x2000, 0x37e};
	guint32 seed = g_random_int();
	GRand *rand = g_rand_new_with_seed(seed);

	g_test_message("seed %u", seed);
	for (unsigned round = 0; round < 200; round++) {
		GString *text = g_string_new(NULL);

		for (unsigned i = 0; i < 2000; i++)
			g_string_append_unichar(
			    text, letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))]);
		g_autofree char *whole = g_utf8_normalize(text->str, -1, G_NORMALIZE_NFC);
		g_autofree char *clean = text_clean(text->str, text->len);
		g_assert_cmpstr(clean, ==, whole);
		g_string_free(text, TRUE);
	}
	g_rand_free(rand);
}

/* What is copied as it stands must be what NFC leaves alone, whatever mark follows. */
static void
test_each_letter(void)
{
	static const gunichar marks[] = {
	    0x300, 0x301, 0x306, 0x308, 0x30f, 0x327, 0x338, 0x345};

	for (gunichar c = 0xa0; c <= 0x2fff; c++) {
		GString *text = g_string_new(NULL);

		for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
			g_string_append_unichar(text, c);
			g_string_append_unichar(text, marks[i]);
			g_string_append_unichar(text, c);
			g_string_append_c(text, 'o');
		}
		g_autofree char *whole = g_utf8_normalize(text->str, -1, G_NORMALIZE_NFC);
		g_autofree char *clean = text_clean(text->str, text->len);
		g_assert_cmpstr(clean, ==, whole);
		g_string_free(text, TRUE);
	}
}

/* Each letter, alone and in a word. */
static void
test_lower(void)
{
	for (gunichar c = 1; c <= 0x1ffff; c++) {
		if (!g_unichar_validate(c))
			continue;
		GString *text = g_string_new("Ab");

		g_string_append_unichar(text, c);
		g_string_append(text, "\xc3\x88Z ");
		g_string_append_unichar(text, c);
		g_autofree char *expected = g_utf8_strdown(text->str, -1);
		g_autofree char *whole = text_lower(text->str, -1);
		g_autofree char *part = text_lower(text->str, 2);
		g_assert_cmpstr(whole, ==, expected);
		g_assert_cmpstr(part, ==, "ab");
		g_string_free(text, TRUE);
	}
}

static void
test_truncate(void)
{
	char whole[] = "abc", cut[] = "ab\xc3\xa8", none[] = "\xe2\x82\xac";

	text_truncate(whole, 3);
	text_truncate(cut, 3);
	text_truncate(none, 2);
	g_assert_cmpstr(whole, ==, "abc");
	g_assert_cmpstr(cut, ==, "ab");
	g_assert_cmpstr(none, ==, "");
}

static void
test_mail_address(void)
{
	static const char *const good[] = {"a@b", "a+c.1.2@b.example", "è@b.example"};
	static const char *const bad[] = {
	    "", "a", "@b", "a@", "a b@c", "a@b\r\n", "<a@b>", "a@b\tc", "a\x7f@b", "\xe8@b"};
	g_autofree char *longest = g_strnfill(254, 'a');
	g_autofree char *too_long = g_strnfill(255, 'a');

	for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
		g_assert_true(text_is_mail_address(good[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(text_is_mail_address(bad[i]));
	longest[10] = too_long[10] = '@';
	g_assert_true(text_is_mail_address(longest));
	g_assert_false(text_is_mail_address(too_long));
	g_assert_false(text_is_line_safe("a\tb"));
	g_assert_true(text_is_line_safe("a b"));
}

static void
test_hex(void)
{
	unsigned char bytes[3] = {0}, kept[2] = {7, 7};
	g_autofree char *hex = text_hex("\x00\xab\xff", 3);

	g_assert_cmpstr(hex, ==, "00abff");
	g_assert_true(text_unhex("00ABff", bytes, 3));
	g_assert_cmpmem(bytes, 3, "\x00\xab\xff", 3);
	g_assert_false(text_unhex("00a", kept, 2));
	g_assert_false(text_unhex("00ag", kept, 2));
	g_assert_false(text_unhex("00aaaa", kept, 2));
	g_assert_cmpmem(kept, 2, "\x07\x07", 2);
}

static void
test_error_codes(void)
{
	static const struct {
		enum error_code code;
		int status;
	} cases[] = {{ERROR_RETRY, EX_TEMPFAIL}, {ERROR_REJECT, EX_DATAERR},
	    {ERROR_CONFIG, EX_CONFIG}, {ERROR_CONFLICT, EX_TEMPFAIL},
	    {ERROR_UNKNOWN, EX_TEMPFAIL}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_false(error_set(&error, cases[i].code, "number %d", 5));
		g_assert_cmpstr(error->message, ==, "number 5");
		g_assert_true(error_is(error, cases[i].code));
		g_assert_cmpint(error_exit_status(error), ==, cases[i].status);
	}
	g_autoptr(GError) foreign = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
	g_assert_cmpint(error_exit_status(foreign), ==, EX_SOFTWARE);
	g_assert_false(error_is(foreign, ERROR_RETRY));
	g_assert_false(error_set(NULL, ERROR_RETRY, "nobody listens"));
}

static void
test_backoff(void)
{
	for (unsigned attempt = 0; attempt < 100; attempt++) {
		int64_t full = attempt < 10 ? (int64_t)1000 << attempt : 600000;
		int64_t wait = clock_backoff_ms(attempt, 1000, 600000);
		full = MIN(full, 600000);
		g_assert_cmpint(wait, >=, full / 2);
		g_assert_cmpint(wait, <=, full);
	}
	int64_t huge = clock_backoff_ms(60, INT32_MAX, INT32_MAX);
	g_assert_cmpint(huge, >=, INT32_MAX / 2);
	g_assert_cmpint(huge, <=, INT32_MAX);
}

static void
test_deadline(void)
{
	int64_t now = clock_monotonic_ms();

	g_assert_cmpint(clock_left_ms(now - 5), ==, 0);
	g_assert_cmpint(clock_left_ms(now + 1000000), >, 0);
	g_assert_cmpint(clock_left_ms(INT64_MAX), ==, INT_MAX);
	g_assert_cmpint(clock_monotonic_ms(), >=, now);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/text/clean", test_clean);
	g_test_add_func("/base/text/a run of marks is bounded", test_many_marks);
	g_test_add_func("/base/text/parts are the whole", test_parts_are_the_whole);
	g_test_add_func("/base/text/each letter", test_each_letter);
	g_test_add_func("/base/text/lower", test_lower);
	g_test_add_func("/base/text/truncate never cuts a character", test_truncate);
	g_test_add_func("/base/text/mail addresses", test_mail_address);
	g_test_add_func("/base/text/hex", test_hex);
	g_test_add_func("/base/error/codes and exit statuses", test_error_codes);
	g_test_add_func("/base/clock/back-off doubles up to its bound", test_backoff);
	g_test_add_func("/base/clock/deadlines fit poll", test_deadline);
	return g_test_run();
}
