/* Signed mail: what lies in a block, what is signed, and who is believed. Whole mails stand in
 * tests/mail/pec. */
#include "config.h"

#include <string.h>

#include "base/decode.h"
#include "base/limit.h"
#include "mail/evidence.h"
#include "mail/evidence_pec.h"
#include "mail/evidence_signature.h"
#include "parse/cms.h"
#include "parse/cms_signed.h"
#include "parse/parse.h"

/* Decoded by the step "cms", so many bytes at a time. Caller frees. */
static char *
open_cms(const guint8 *bytes, size_t size, size_t step)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	GString *all = g_string_new(NULL);
	struct decoder decoder;

	g_assert_true(decoder_init(&decoder, "cms"));
	for (size_t at = 0; at < size; at += step) {
		decoder_push(&decoder, bytes + at, MIN(step, size - at), out);
		g_string_append_len(all, (const char *)out->data, out->len);
	}
	decoder_finish(&decoder, out);
	g_string_append_len(all, (const char *)out->data, out->len);
	return g_string_free(all, FALSE);
}

#define HEAD_BER "\x30\x80\x06\x01\x01\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x01\x02"

static void
test_blocks(void)
{
	static const struct {
		const char *name;
		const char *bytes;
		size_t size;
		const char *expected;
	} table[] = {
#define ROW(name, bytes, expected) {name, bytes, sizeof(bytes) - 1, expected}
	    ROW("in one piece",
		HEAD_BER "\xa0\x80\x04\x04"
			 "ciao\x00\x00\x31\x00",
		"ciao"),
	    ROW("in pieces",
		HEAD_BER "\xa0\x80\x24\x80\x04\x02"
			 "ci\x04\x00\x04\x02"
			 "ao\x00\x00",
		"ciao"),
	    ROW("a long form of the length",
		HEAD_BER "\xa0\x80\x04\x83\x00\x00\x04"
			 "ciao",
		"ciao"),
	    ROW("definite lengths",
		"\x30\x1a\x06\x01\x01\xa0\x15\x30\x13\x02\x01\x01\x31\x00\x30"
		"\x0b\x06\x01\x02\xa0\x06\x04\x04"
		"ciao\x31\x00",
		"ciao"),
	    ROW("pieces in pieces",
		HEAD_BER "\xa0\x80\x24\x80\x24\x80\x04\x02"
			 "ci",
		""),
	    ROW("a piece without end",
		HEAD_BER "\xa0\x80\x24\x80\x04\x80"
			 "ci",
		""),
	    ROW("cut within",
		HEAD_BER "\xa0\x80\x04\x10"
			 "ciao",
		"ciao"),
	    ROW("cut in a head", HEAD_BER "\xa0\x80\x04\x82\x01", ""),
	    ROW("a length of seven bytes",
		HEAD_BER "\xa0\x80\x04\x87\x00\x00\x00\x00\x00\x00\x04"
			 "ciao",
		""),
	    ROW("detached", HEAD_BER "\x31\x00", ""),
	    ROW("an element to skip without end", "\x30\x80\x06\x80\x01\xa0\x80", ""),
	    ROW("encrypted",
		"\x30\x80\x06\x01\x01\xa0\x80\x30\x80\x02\x01\x00\x31\x02\x30\x00\x30"
		"\x80\x06\x01\x02\x30\x04zzzz\x80\x04"
		"ciao",
		""),
	    ROW("no CMS", "Content-Type: text/plain\r\n\r\nciao", ""),
	    ROW("nothing", "", ""),
#undef ROW
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *whole =
		    open_cms((const guint8 *)table[i].bytes, table[i].size, 4096);
		g_autofree char *slow =
		    open_cms((const guint8 *)table[i].bytes, table[i].size, 1);

		g_test_message("%s", table[i].name);
		g_assert_cmpstr(whole, ==, table[i].expected);
		g_assert_cmpstr(slow, ==, table[i].expected);
	}
}

#define PART_SIGNATURE "Content-Type: application/pkcs7-signature\r\n\r\nMIAA\r\n"
#define SIGNED(boundary, body)                                                                 \
	"Content-Type: multipart/signed; boundary=\"" boundary "\"\r\n\r\n" body

/* Which bytes are signed: seen by what GnuTLS is asked, so by state and reason alone. */
static void
test_what_is_signed(void)
{
	static const struct {
		const char *mail, *state, *form;
	} table[] = {
	    {SIGNED("b", "--b\r\n\r\nciao\r\n--b\r\n" PART_SIGNATURE "--b--\r\n"), "unchecked",
		"detached"},
	    {SIGNED("b", "--b \t\r\n\r\nciao\r\n--b--"), "absent", ""},
	    {SIGNED("b", "--b\r\n\r\nciao\r\n--b\r\n" PART_SIGNATURE), "unchecked", "detached"},
	    {SIGNED("b", "--bb\r\n--b\r\n\r\n--b x\r\n--b\r\n" PART_SIGNATURE), "unchecked",
		"detached"},
	    {SIGNED(
		 "b", "--b\r\n\r\nciao\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--"),
		"absent", ""},
	    {SIGNED("b", "--b\r\n\r\nciao\r\n--b\r\nContent-Type: application/octet-stream; "
			 "name=SMIME.P7S\r\n\r\nx\r\n--b--"),
		"unchecked", "detached"},
	    {SIGNED("b", "ciao"), "absent", ""},
	    {SIGNED("", "----\r\n\r\nciao"), "absent", ""},
	    {"Content-Type: multipart/signed\r\n\r\nciao", "absent", ""},
	    {"Content-Type: application/pkcs7-mime\r\n\r\nMIAA\r\n", "absent", ""},
	    {"Content-Type: multipart/mixed; "
	     "boundary=b\r\n\r\n--b\r\n\r\nciao\r\n--b\r\n" PART_SIGNATURE "--b--\r\n",
		"absent", ""},
	};

	g_assert_cmpuint(cms_set_authorities("", 0), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Evidence) evidence =
		    parse_mail(table[i].mail, strlen(table[i].mail), false);

		g_test_message("%s", table[i].mail);
		g_assert_cmpstr(evidence->signature->state, ==, table[i].state);
		g_assert_cmpstr(evidence->signature->form, ==, table[i].form);
		g_assert_cmpstr(evidence->signature->reason, ==,
		    strcmp(table[i].state, "absent") == 0 ? "" : "authority");
	}
}

static char *
read_file(const char *first, const char *second, const char *third, size_t *ret_size)
{
	g_autofree char *path = g_build_filename(first, second, third, NULL);
	char *bytes = NULL;

	g_assert_true(g_file_get_contents(path, &bytes, ret_size, NULL));
	return bytes;
}

/* A hostile signature: no GnuTLS error is taken for a good one. */
static void
test_hostile_signatures_m30(void)
{
	static const char *const table[] = {"", "MIAA", "MAA=",
	    /* signedData: nobody signed; one signer without a name; a certificate that is none
	     */
	    "MBgGCSqGSIb3DQEHAqALMAkCAQExADAAMQA=",
	    "MCMGCSqGSIb3DQEHAqAWMBQCAQExADALBgkqhkiG9w0BBwGgADEA",
	    "MCUGCSqGSIb3DQEHAqAYMBYCAQExADALBgkqhkiG9w0BBwGgAjAAMQA="};
	const char *source = g_getenv("top_srcdir");
	g_autofree char *folder =
	    g_build_filename(source != NULL ? source : ".", "tests/mail/pec", NULL);
	size_t size = 0;
	g_autofree char *pem = read_file(folder, "ca.pem", NULL, &size);

	g_assert_cmpuint(cms_set_authorities(pem, size), ==, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *mail = g_strdup_printf(
		    "Date: Thu, 12 Mar 2026 10:15:03 +0100\r\nFrom: a@x.it\r\n" SIGNED("b",
			"--b\r\n\r\nciao\r\n--b\r\nContent-Transfer-Encoding: base64\r\n"
			"Content-Type: application/pkcs7-signature\r\n\r\n%s\r\n--b--"),
		    table[i]);
		g_autoptr(Evidence) evidence = parse_mail(mail, strlen(mail), false);

		g_test_message("%s", table[i]);
		g_assert_cmpstr(evidence->signature->state, ==, "invalid");
		g_assert_cmpstr(evidence->signature->reason, ==, "malformed");
	}
	g_assert_cmpuint(cms_set_authorities("", 0), ==, 0);
}

static void
test_canonical(void)
{
	static const struct {
		const char *in, *out;
	} table[] = {{"", ""}, {"a", "a"}, {"a\n", "a\r\n"}, {"a\r\n", "a\r\n"},
	    {"\n\n", "\r\n\r\n"}, {"a\rb\nc", "a\rb\r\nc"}};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GString) out = cms_canonical(table[i].in, strlen(table[i].in));

		g_assert_cmpstr(out->str, ==, table[i].out);
	}
}

/* The last file that was given counts; rubbish is as if none was (M30). */
static void
test_authorities_m30(void)
{
	const char *source = g_getenv("top_srcdir");
	g_autofree char *folder =
	    g_build_filename(source != NULL ? source : ".", "tests/mail/pec", NULL);
	size_t pem_size = 0, mail_size = 0;
	g_autofree char *pem = read_file(folder, "ca.pem", NULL, &pem_size);
	g_autofree char *mail = read_file(folder, "busta.eml", NULL, &mail_size);
	g_autofree char *twice = g_strdup_printf("%s\n%s", pem, pem);

	g_assert_cmpuint(cms_set_authorities(pem, pem_size), ==, 1);
	g_autoptr(Evidence) checked = parse_mail(mail, mail_size, false);
	g_assert_cmpstr(checked->signature->state, ==, "valid");
	g_assert_cmpuint(cms_set_authorities(twice, strlen(twice)), >=, 1);
	g_assert_cmpuint(cms_count_expired(pem, pem_size), ==, 0);
	g_assert_cmpuint(cms_count_expired("no certificate", 14), ==, 0);
	g_assert_cmpuint(cms_set_authorities("no certificate", 14), ==, 0);
	g_autoptr(Evidence) unchecked = parse_mail(mail, mail_size, false);
	g_assert_cmpstr(unchecked->signature->state, ==, "unchecked");
	g_assert_cmpstr(unchecked->signature->reason, ==, "authority");
}

/* Each byte of what a provider signed, changed: no such mail is valid. */
static void
test_every_byte_counts_m30(void)
{
	const char *source = g_getenv("top_srcdir");
	g_autofree char *folder =
	    g_build_filename(source != NULL ? source : ".", "tests/mail/pec", NULL);
	size_t pem_size = 0, size = 0;
	g_autofree char *pem = read_file(folder, "ca.pem", NULL, &pem_size);
	g_autofree char *mail = read_file(folder, "consegna_sintetica.eml", NULL, &size);
	const char *begin = strstr(mail, "\r\n------F1RM4T0\r\n") + 17;
	const char *end = strstr(begin, "\r\n------F1RM4T0\r\n");

	g_assert_cmpuint(cms_set_authorities(pem, pem_size), ==, 1);
	for (size_t at = (size_t)(begin - mail); at < (size_t)(end - mail); at++) {
		char kept = mail[at];

		mail[at] = (char)(kept ^ 1);
		g_autoptr(Evidence) evidence = parse_mail(mail, size, false);
		if (strcmp(evidence->signature->state, "valid") == 0)
			g_error("byte %zu is not signed", at);
		mail[at] = kept;
	}
	g_assert_cmpuint(cms_set_authorities("", 0), ==, 0);
}

/* Mails of another maker, where they are at hand: all but the forged one are valid (M30). */
static void
test_corpus_m30(void)
{
	const char *source = g_getenv("top_srcdir");
	const char *given = g_getenv("TURNO_CORPUS");
	g_autofree char *beside =
	    g_build_filename(source != NULL ? source : ".", "../shared/corpus", NULL);
	g_autofree char *folder =
	    g_build_filename(given != NULL ? given : beside, "pec_synthetic", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	unsigned valid = 0, absent = 0;
	size_t size = 0;

	if (dir == NULL) {
		g_test_skip("the corpus of mails is not here (TURNO_CORPUS)");
		return;
	}
	g_autofree char *pem = read_file(folder, "prov.crt", NULL, &size);
	g_assert_cmpuint(cms_set_authorities(pem, size), ==, 1);
	for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
		if (!g_str_has_suffix(name, ".eml"))
			continue;
		g_autofree char *mail = read_file(folder, name, NULL, &size);
		g_autoptr(Evidence) evidence = parse_mail(mail, size, false);

		g_assert_cmpstr(evidence->pec->kind, !=, "");
		valid += strcmp(evidence->signature->state, "valid") == 0;
		absent += strcmp(evidence->signature->state, "absent") == 0;
	}
	g_assert_cmpuint(valid, ==, 10);
	g_assert_cmpuint(absent, ==, 1);
	g_assert_cmpuint(cms_set_authorities("", 0), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	parse_init();
	g_test_add_func("/parse/cms/authorities-M30", test_authorities_m30);
	g_test_add_func("/parse/cms/blocks", test_blocks);
	g_test_add_func("/parse/cms/canonical", test_canonical);
	g_test_add_func("/parse/cms/corpus-M30", test_corpus_m30);
	g_test_add_func("/parse/cms/every_byte_counts-M30", test_every_byte_counts_m30);
	g_test_add_func("/parse/cms/hostile_signatures-M30", test_hostile_signatures_m30);
	g_test_add_func("/parse/cms/what_is_signed", test_what_is_signed);
	return g_test_run();
}
