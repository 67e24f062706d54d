#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/decode.h"
#include "base/text.h"
#include "web/download.h"

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
	expect("8bit", "a=C3\r\n", "a=C3\r\n");
	expect("binary", "\x01\xff", "\x01\xff");
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
	g_test_add_func("/web/download/names", test_names);
	g_test_add_func("/web/download/long-name", test_long_name);
	g_test_add_func(
	    "/web/download/only-plain-images-are-shown", test_only_plain_images_are_shown);
	return g_test_run();
}
