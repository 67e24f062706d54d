#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/decode.h"
#include "base/text.h"
#include "web/download.h"
#include "web/range.h"

static char *
decode(const char *encoding, const char *bytes, size_t size, size_t step)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	GString *all = g_string_new(NULL);
	struct decoder decoder;

	decoder_init(&decoder, encoding);
	for (size_t at = 0; at < size; at += step) {
		decoder_push(&decoder, bytes + at, MIN(step, size - at), out);
		g_string_append_len(all, (const char *)out->data, out->len);
	}
	decoder_finish(&decoder, out);
	g_string_append_len(all, (const char *)out->data, out->len);
	return g_string_free(all, FALSE);
}

static void
expect(const char *encoding, const char *bytes, const char *wanted)
{
	for (size_t step = 1; step <= 9; step += 2) {
		g_autofree char *got = decode(encoding, bytes, strlen(bytes), step);
		g_assert_cmpstr(got, ==, wanted);
	}
}

static void
test_decoders(void)
{
	expect("base64", "UGVy\r\nY2jD\r\nqQ==\r\n", "Perch\xc3\xa9");
	expect("BASE64", "UGVyY2jDqQ", "Perch\xc3\xa9"); /* without padding */
	expect("base64", "UGVyY2jDq", "Perch\xc3");      /* cut: what is whole comes out */
	expect("base64", "UGVyY2jDqQ==\r\n-- \r\nfooter of a list", "Perch\xc3\xa9");
	expect("base64",
	    "U=GV yY\xff"
	    "2jDqQ==",
	    "Perch\xc3\xa9");
	expect("base64", "", "");
	expect("quoted-printable", "Perch=C3=A9 =\r\nno=\nw =3D=3d", "Perch\xc3\xa9 now ==");
	expect("quoted-printable", "a=ZZ b= c=", "a=ZZ b= c=");
	/* what is no escape may be the start of one; blanks grow before line ends */
	expect("quoted-printable", "=ZZ==44=A=42=\r=43", "=ZZ=D=AB=\rC");
	expect("quoted-printable", "a= \t\r\nb= \nc= d=         \n", "abc= d=         \n");
	expect("8bit", "a=C3\r\n", "a=C3\r\n");
	expect("binary", "\x01\xff", "\x01\xff");
}

static void
test_uuencode(void)
{
	expect("uuencode", "%4&5R8V@`\n`\nend\n", "Perch");
	expect("uuencode", "%4&5R8V@ \r\n \r\nend", "Perch");
	expect("uuencode", "%4&5R8V@\n", "Perch");           /* the blank was lost */
	expect("uuencode", "#0V%T\n#0V%T\nend\n", "CatCat"); /* no empty line */
	expect("uuencode", "#0V%TX\n", "Cat");               /* a check letter */
	expect("uuencode", "#0V%T\n`\n#0V%T\n", "Cat");
	expect("uuencode",
	    "#\xe9"
	    "0V%T",
	    "Cat");
}

/* A document inside of another: base64 of "..Perch.." and so on. */
static void
test_steps(void)
{
	struct decoder decoder;

	expect("base64/2+5", "Li5QZXJjaC4u", "Perch");
	expect("base64/2+50", "Li5QZXJjaC4u", "Perch..");
	expect("base64/20+5", "Li5QZXJjaC4u", "");
	expect("8bit/2+8/base64", "..UGVyY2g=..", "Perch");
	expect("quoted-printable/6+9/uuencode", "begin=\r\n=0A%4&5R8V@=60=0Aend", "Perch");
	expect("base64/base64/1+2", "VUdWeVkyZz0=", "er");
	static const char *const unknown[] = {"", "gzip", "base64/", "/base64", "base64/1",
	    "base64/1+", "base64/+1", "base64/1+2x", "base64/12345678901234567+1",
	    "base64//8bit", "7bit/7bit/7bit/7bit/7bit/7bit/7bit/7bit/7bit",
	    ("1234567890123456+1234567890123456/1234567890123456+1234567890123456/"
	     "1234567890123456+1234567890123456/1234567890123456+1234567890123456")};
	for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
		g_assert_false(decoder_init(&decoder, unknown[i]));
	g_assert_true(decoder_init(&decoder, "7bit/7bit/7bit/7bit/7bit/7bit/7bit/7bit"));
	expect("gzip", "a=C3", "a=C3");
}

/* From every byte of the document: what is left comes out, whatever need not be read. */
static void
check_seek(const char *encoding, const char *encoded, unsigned chars, unsigned line_bytes)
{
	g_autofree char *whole = decode(encoding, encoded, strlen(encoded), 5);
	g_autoptr(GByteArray) out = g_byte_array_new();

	for (size_t place = 0; place < strlen(whole); place++) {
		g_autoptr(GString) all = g_string_new(NULL);
		struct decoder decoder;
		guint64 drop = 77;

		g_assert_true(decoder_init(&decoder, encoding));
		guint64 skip = decoder_seek(&decoder, place, chars, line_bytes, &drop);
		g_assert_cmpuint(skip, <=, strlen(encoded));
		decoder_push(&decoder, encoded + skip, strlen(encoded) - skip, out);
		g_string_append_len(all, (const char *)out->data, out->len);
		decoder_finish(&decoder, out);
		g_string_append_len(all, (const char *)out->data, out->len);
		g_assert_cmpuint(drop, <=, all->len);
		g_assert_cmpstr(all->str + drop, ==, whole + place);
		g_assert_true(chars == 0 || skip >= decode_place(place, chars, line_bytes));
	}
}

static void
test_seek(void)
{
	check_seek("8bit", "Perch\xc3\xa9 no", 0, 0);
	check_seek("quoted-printable", "Perch=C3=A9 no", 0, 0);
	check_seek("uuencode", "%4&5R8V@`\n`\n", 0, 0);
	check_seek("base64", "QUJDREVG\nR0hJSktM\nTU4=\n", 8, 9);
	check_seek("base64", "QUJDREVG\nR0hJSktM\nTU4=\n", 0, 0);
	check_seek("base64/2+9", "QUJDREVG\nR0hJSktM\nTU4=\n", 8, 9);
	check_seek("base64/2+90", "QUJDREVG\nR0hJSktM\nTU4=\n", 8, 9);
	check_seek("base64/2+9", "QUJDREVG\nR0hJSktM\nTU4=\n", 0, 0);
	check_seek("8bit/2+5", "..Perch..", 0, 0);
	check_seek("8bit/2+8/base64", "..UGVyY2g=..", 0, 0);
}

/* For every byte: decoding from the place of its group gives the rest of the document. */
static void
check_places(const char *encoded, const char *wanted, unsigned wanted_chars)
{
	unsigned chars = 0, line_bytes = 0;
	size_t size = strlen(encoded);

	g_assert_true(decode_find_lines(encoded, size, &chars, &line_bytes));
	g_assert_cmpuint(chars, ==, wanted_chars);
	for (size_t place = 0; place < strlen(wanted); place++) {
		guint64 at = decode_place(place, chars, line_bytes);
		g_assert_cmpuint(at, <, size);
		g_autofree char *rest = decode("base64", encoded + at, size - at, 7);
		g_assert_cmpstr(rest + place % 3, ==, wanted + place);
	}
}

static void
test_places(void)
{
	static const char *const crooked[] = {"", "\r\n", "QUJD\r\nQUJDREVG\r\n",
	    "QUJDREVG\r\nQUJD\r\nQUJDREVG", "QUI=\r\nQUJD", "QUJD\r\nQUJD\nQUJD\r\n", "QUJ",
	    "QUJD QUJD", "QU=D", "QUJD\r\n\r\nQUJD", "Q===", "QUJD\r\n-- \r\n"};
	unsigned chars = 0, line_bytes = 0;

	check_places("QUJDREVG\r\nR0hJSktM\r\nTU5P\r\n", "ABCDEFGHIJKLMNO", 8);
	check_places("QUJDREVG\nR0hJSktM\nTU4=\n\n", "ABCDEFGHIJKLMN", 8);
	check_places("QUJDREVGR0hJSktMTU5P", "ABCDEFGHIJKLMNO", 20);
	check_places("QUJDREVGR0hJSktMTU5P\r\n", "ABCDEFGHIJKLMNO", 20);
	check_places("QQ==", "A", 4);
	for (size_t i = 0; i < G_N_ELEMENTS(crooked); i++)
		g_assert_false(
		    decode_find_lines(crooked[i], strlen(crooked[i]), &chars, &line_bytes));
}

/* RFC 9110 §14.1.2, §14.2, §13.1.5: a document of 10 bytes, and an empty one. */
static void
test_ranges(void)
{
	static const struct {
		const char *range, *if_range;
		uint64_t size;
		enum range_kind kind;
		uint64_t first, last;
	} cases[] = {
	    {"", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=0-", "", 10, RANGE_PART, 0, 9},
	    {"bytes=3-5", "", 10, RANGE_PART, 3, 5},
	    {"Bytes=9-9", "", 10, RANGE_PART, 9, 9},
	    {"bytes= 3-5 ", "", 10, RANGE_PART, 3, 5},
	    {"bytes=3-99999999999999999999999999", "", 10, RANGE_PART, 3, 9},
	    {"bytes=-4", "", 10, RANGE_PART, 6, 9},
	    {"bytes=-40", "", 10, RANGE_PART, 0, 9},
	    {"bytes=10-", "", 10, RANGE_UNSATISFIABLE, 0, 9},
	    {"bytes=99999999999999999999999999-", "", 10, RANGE_UNSATISFIABLE, 0, 9},
	    {"bytes=-0", "", 10, RANGE_UNSATISFIABLE, 0, 9},
	    {"bytes=0-", "", 0, RANGE_UNSATISFIABLE, 0, 0},
	    {"bytes=-5", "", 0, RANGE_UNSATISFIABLE, 0, 0},
	    {"", "", 0, RANGE_WHOLE, 0, 0},
	    {"bytes=5-3", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=0-1,3-4", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=a-b", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=-", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=+1-2", "", 10, RANGE_WHOLE, 0, 9},
	    {"lines=1-2", "", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=3-5", "\"x\"", 10, RANGE_PART, 3, 5},
	    {"bytes=3-5", "\"y\"", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=3-5", "W/\"x\"", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=3-5", "Mon, 02 Nov 2026 10:00:00 GMT", 10, RANGE_WHOLE, 0, 9},
	    {"bytes=99-", "\"y\"", 10, RANGE_WHOLE, 0, 9},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		uint64_t first = 77, last = 77;

		g_test_message("%s if %s", cases[i].range, cases[i].if_range);
		g_assert_cmpint(range_find(cases[i].range, cases[i].if_range, "\"x\"",
				    cases[i].size, &first, &last),
		    ==, cases[i].kind);
		g_assert_cmpuint(first, ==, cases[i].first);
		g_assert_cmpuint(last, ==, cases[i].last);
	}
}

static void
expect_disposition(const char *name, const char *wanted)
{
	g_autofree char *got = download_disposition(name, false);

	g_assert_cmpstr(got, ==, wanted);
	g_assert_true(text_is_line_safe(got));
}

static void
test_names(void)
{
	expect_disposition(
	    "cu.pdf", "attachment; filename=\"cu.pdf\"; filename*=UTF-8''cu.pdf");
	expect_disposition("perch\xc3\xa9 \"x\".pdf",
	    "attachment; filename=\"perch__ _x_.pdf\"; "
	    "filename*=UTF-8''perch%C3%A9%20%22x%22.pdf");
	expect_disposition("a\r\nSet-Cookie: x",
	    "attachment; filename=\"a Set-Cookie: x\"; filename*=UTF-8''a%20Set-Cookie%3A%20x");
	expect_disposition("../../etc/passwd",
	    "attachment; filename=\".._.._etc_passwd\"; filename*=UTF-8''.._.._etc_passwd");
	expect_disposition("gpj\xe2\x80\xae.exe", /* right-to-left override */
	    "attachment; filename=\"gpj.exe\"; filename*=UTF-8''gpj.exe");
	expect_disposition("", "attachment; filename=\"document\"; filename*=UTF-8''document");
}

static void
test_long_name(void)
{
	g_autofree char *name = g_strnfill(10000, 'a');
	g_autofree char *got = download_disposition(name, true);

	g_assert_cmpuint(strlen(got), <, 600);
	g_assert_true(g_str_has_prefix(got, "inline; "));
}

static void
test_only_plain_images_are_shown(void)
{
	g_assert_true(download_is_safe_image("image/png"));
	g_assert_true(download_is_safe_image("image/JPEG"));
	g_assert_false(download_is_safe_image("image/svg+xml"));
	g_assert_false(download_is_safe_image("text/html"));
	g_assert_false(download_is_safe_image("image/png; charset=x"));
	g_assert_false(download_is_safe_image(""));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/download/decoders", test_decoders);
	g_test_add_func("/web/download/uuencode", test_uuencode);
	g_test_add_func("/web/download/steps", test_steps);
	g_test_add_func("/web/download/seek", test_seek);
	g_test_add_func("/web/download/places", test_places);
	g_test_add_func("/web/download/ranges", test_ranges);
	g_test_add_func("/web/download/names", test_names);
	g_test_add_func("/web/download/long-name", test_long_name);
	g_test_add_func(
	    "/web/download/only-plain-images-are-shown", test_only_plain_images_are_shown);
	return g_test_run();
}
