/* The small parsers, each as a table: what goes in, what comes out. */
#include "config.h"

#include <string.h>

#include "base/limit.h"
#include "mail/evidence.h"
#include "parse/automatic.h"
#include "parse/cue.h"
#include "parse/digest.h"
#include "parse/filename.h"
#include "parse/flowed.h"
#include "parse/guard.h"
#include "parse/header.h"
#include "parse/html.h"
#include "parse/mime.h"
#include "parse/parse.h"
#include "parse/quote.h"
#include "parse/reference.h"

struct pair {
	const char *in, *out;
};

static void
test_filename(void)
{
	static const struct pair table[] = {
	    {"../../etc/passwd", "passwd"},
	    {"C:\\dir\\a.pdf", "a.pdf"},
	    {"a\nb\r\tc.pdf", "a b c.pdf"},
	    {"fat\u202efdp.exe", "fatfdp.exe"},
	    {"..", ""},
	    {" .nascosto. ", "nascosto"},
	    {"/", ""},
	    {"e\u0300.txt", "è.txt"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *name = filename_clean(table[i].in);
		g_assert_cmpstr(name, ==, table[i].out);
	}
	g_autofree char *fill = g_strnfill(500, 'a');
	g_autofree char *longest = g_strdup_printf("%s.pdf", fill);
	g_autofree char *cut = filename_clean(longest);
	g_assert_cmpuint(strlen(cut), ==, LIMIT_NAME_BYTES);
	g_assert_true(g_str_has_suffix(cut, ".pdf"));
}

static void
test_flowed(void)
{
	static const struct pair table[] = {
	    {"a \nb\n", "a b\n"},
	    {"a\nb", "a\nb"},
	    {"> a \n> b\nc", "> a b\nc"},
	    {"> a \nb", "> a \nb"},
	    {"-- \nx", "-- \nx"},
	    {" da\n", "da\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *text = flowed_unwrap(table[i].in, false);
		g_assert_cmpstr(text, ==, table[i].out);
	}
	g_autofree char *joined = flowed_unwrap("par \nola", true);
	g_assert_cmpstr(joined, ==, "parola");
}

static void
test_html(void)
{
	static const struct pair table[] = {
	    {"a &amp; b&nbsp;c &#8364; &#x80; &copy &nope;", "a & b c € € © &nope;"},
	    {"<p>uno<p>due", "uno\n\ndue"},
	    {"uno<br>due<br/><br>tre", "uno\ndue\n\ntre"},
	    {"<ol><li>a<li>b</ol>", "1. a\n2. b"},
	    {"<blockquote>a<br>b<blockquote>c</blockquote></blockquote>d", "> a\n> b\n>> c\nd"},
	    {"<a href='https://x.it/a'>qui</a>", "qui <https://x.it/a>"},
	    {"<a href=https://x.it/>x.it</a>", "x.it"},
	    {"<a href='javascript:alert(1)'>qui</a>", "qui"},
	    {"<script>if (a < b) x</script>c", "c"},
	    {"<!-- <p>no --><b>s</b>ì", "sì"},
	    {"a < b > c", "a < b > c"},
	    {"<div style=\"DISPLAY : none\">no<div>no</div></div>sì", "sì"},
	    {"<pre>a\n  b</pre>", "a\n  b"},
	    {"<img alt=\"due parole\" src=x>", "due parole"},
	    {"<p title=\"a>b\">c</p>", "c"},
	    {"<div style='display:none'>mai chiuso", "mai chiuso"},
	    {"<script>mai chiuso", "mai chiuso"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *text = html_to_text(table[i].in, NULL);
		g_assert_cmpstr(text, ==, table[i].out);
	}
}

static void
test_html_cues_m9(void)
{
	g_autoptr(GArray) cues = cue_list_new();
	g_autofree char *text = html_to_text(
	    "Sì.<blockquote type=CITE>a<br>b<blockquote>c</blockquote></blockquote>"
	    "d<blockquote>e</blockquote>",
	    cues);
	struct cue *cue = (struct cue *)(void *)cues->data;
	char *visible, *quoted, *signature;

	g_assert_cmpstr(text, ==, "Sì.\n> a\n> b\n>> c\nd\n> e");
	g_assert_cmpuint(cues->len, ==, 2);
	g_assert_true(cue[0].kind == CUE_QUOTE && cue[0].is_strong);
	g_assert_true(cue[0].begin == 1 && cue[0].end == 4);
	g_assert_true(cue[1].kind == CUE_QUOTE && !cue[1].is_strong);
	g_assert_true(cue[1].begin == 5 && cue[1].end == 6);
	g_array_set_size(cues, 1);
	cue[0].end = CUE_TO_END;
	quote_split("uno\ndue\n\ntre", cues, NULL, &visible, &quoted, &signature);
	g_assert_cmpstr(visible, ==, "uno");
	g_assert_cmpstr(quoted, ==, "due\n\ntre");
	g_free(visible);
	g_free(quoted);
	g_free(signature);
}

/* Input made to be slow: it would take minutes if anything were quadratic (attack 32). */
static void
test_hostile_is_linear(void)
{
	static const char *const pieces[] = {"<a \"", "<!--", "<script>", "&",
	    "<div style=", "</", "<p title='", "> a\n", "On 1\n", "From: a\n", "-- \n",
	    "Il 1 \n", "a <b@c>\n"};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < (1u << 20))
			g_string_append(text, pieces[i]);
		g_autofree char *plain = html_to_text(text->str, NULL);
		char *visible, *quoted, *signature;
		quote_split(text->str, NULL, NULL, &visible, &quoted, &signature);
		g_assert_nonnull(plain);
		g_assert_cmpuint(strlen(visible), >, 0);
		g_free(visible);
		g_free(quoted);
		g_free(signature);
	}
}

static void
test_quote_never_empty_m9(void)
{
	static const char *const texts[] = {"> solo citazione", "-- \nsolo firma",
	    "Il giorno 2 nov 2026 X ha scritto:\n> a", "-----Messaggio originale-----\nDa: x",
	    "Inviato da iPhone"};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		char *visible, *quoted, *signature;

		quote_split(texts[i], NULL, NULL, &visible, &quoted, &signature);
		g_assert_cmpstr(visible, ==, texts[i]);
		g_assert_cmpstr(quoted, ==, "");
		g_assert_cmpstr(signature, ==, "");
		g_free(visible);
		g_free(quoted);
		g_free(signature);
	}
}

static void
test_reference_m16_m17(void)
{
	static const struct {
		const char *address;
		bool is_found;
	} table[] = {
	    {"s+c.1.2.3.abcdefghijklmnop@x", true},
	    {"s+a+C.1.2.3.ABCDEFGHIJKLMNOP@x", true},
	    {"s+q.1.2.3.abcdefghijklmnop@x", false},
	    {"s+c.1.2.3.abcdefghijklmno@x", false},
	    {"s+c.1.2.3.abcdefghijklmnopq@x", false},
	    {"s+c.1.2.3.abcdefghijklmno1@x", false},
	    {"s+c.1.2.abcdefghijklmnop@x", false},
	    {"s+c.-1.2.3.abcdefghijklmnop@x", false},
	    {"s+c.99999999999999999.2.3.abcdefghijklmnop@x", false},
	    {"+c.1.2.3.abcdefghijklmnop@x", false},
	    {"s+c.1.2.3.abcdefghijklmnop", false},
	    {"s+c@x", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Evidence) evidence = evidence_new();

		g_assert_true(
		    reference_find_in_address(evidence, table[i].address) == table[i].is_found);
		g_assert_cmpuint(evidence->tokens_address->len, ==, table[i].is_found);
	}
}

static void
test_header_limits_m5(void)
{
	g_autoptr(GString) mail = g_string_new(NULL);

	for (unsigned i = 0; i < LIMIT_HEADER_COUNT + 10; i++)
		g_string_append(mail, "X-A: b\n");
	g_string_append(mail, "\nbody");
	g_autoptr(Header) many = header_new(mail->str, mail->len);
	g_assert_true(header_is_over_limit(many));
	g_assert_cmpuint(header_count(many, "x-a"), ==, LIMIT_HEADER_COUNT);
	g_assert_cmpstr(mail->str + header_body_offset(many), ==, "body");

	static const char folded[] = "Subject : a\r\n b\r\nbroken line\r\nX: y\r\n\r\n";
	g_autoptr(Header) few = header_new(folded, sizeof(folded) - 1);
	g_autofree char *subject = header_text(few, "subject", 0);
	g_assert_cmpstr(subject, ==, "a b");
	g_assert_false(header_is_over_limit(few));
	g_assert_cmpuint(header_count(few, "X"), ==, 0);
}

static void
test_guard_f1_f2(void)
{
	static const char mail[] =
	    "From: a:a:a\nContent-Type: message/rfc822; name*=ISO-2022-CN-EXT''x;\n"
	    " name*0*=b''c; boundary=\"=?x\"; q==?ISO-2022-CN-EXT?B?eA==?=\n\nReply-To : a:\n"
	    "Fromage: b\n";
	g_autofree char *copy = g_strdup(mail);

	g_assert_cmpuint(guard_apply(copy, sizeof(mail) - 1), ==, sizeof(mail) - 1);
	g_assert_null(strstr(copy, "*="));
	g_assert_null(strstr(copy, "message/rfc822"));
	g_assert_null(strstr(copy, "=?ISO"));
	g_assert_nonnull(strstr(copy, "boundary=\"=?x\""));
	g_assert_true(g_str_has_prefix(copy, "Xrom"));
	g_assert_nonnull(strstr(copy, "\nXeply-To"));
	g_assert_nonnull(strstr(copy, "\nFromage"));
}

static struct mime_tree *
tree_of(const GString *mail)
{
	g_autofree char *scratch = g_strndup(mail->str, mail->len);

	return mime_tree_new(mail->str, scratch, mail->len);
}

static void
test_structure_limits_m5(void)
{
	g_autoptr(GString) deep = g_string_new(NULL), wide = g_string_new(NULL);

	for (int i = 0; i < 3000; i++)
		g_string_append_printf(
		    deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	g_autoptr(MimeTree) tree = tree_of(deep);
	g_assert_true(tree->is_over_depth);
	g_assert_cmpuint(tree->parts->len, <=, LIMIT_DEPTH + 1);

	g_string_append(wide, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 300000; i++)
		g_string_append(wide, "--b\n\nx\n");
	g_autoptr(MimeTree) many = tree_of(wide);
	g_assert_true(many->is_over_parts);
	g_assert_cmpuint(many->parts->len, ==, LIMIT_PARTS); /* and those are kept */
}

/* Six forms in HTML that show nothing: together no more of them is read than of one. */
static void
test_text_budget_m5(void)
{
	g_autoptr(GString) mail =
	    g_string_new("From: a@b.it\nReferences: <a@b.it>\nContent-Type: multipart/mixed; "
			 "boundary=o\n\n");
	g_autoptr(GString) hidden = g_string_new(NULL);

	while (hidden->len < LIMIT_FORM_BYTES / 4)
		g_string_append(hidden, "<p hidden>nulla\n");
	for (int i = 0; i < 6; i++)
		g_string_append_printf(mail,
		    "--o\nContent-Type: multipart/alternative; boundary=i%d\n\n"
		    "--i%d\n\ntesto %d\n--i%d\nContent-Type: text/html\n\n%s<p>testo "
		    "%d\n--i%d--\n",
		    i, i, i, i, hidden->str, i, i);
	g_string_append(mail, "--o--\n");
	g_autoptr(Evidence) evidence = parse_mail(mail->str, mail->len, false);
	g_assert_nonnull(strstr(evidence->body_text, "testo 0"));
	g_assert_nonnull(strstr(evidence->body_text, "testo 2"));
	g_assert_null(strstr(evidence->body_text, "testo 5"));
	g_assert_true(evidence->text_truncated);
	g_assert_true(
	    g_ptr_array_find_with_equal_func(evidence->notices, "text", g_str_equal, NULL));
}

static void
test_automatic_m11(void)
{
	static const struct {
		const char *header, *subject;
		enum evidence_automatic expected;
	} table[] = {
	    {"X-A: b\n", "ciao", EVIDENCE_AUTOMATIC_NO},
	    {"Auto-Submitted: auto-replied (vacation)\n", "x", EVIDENCE_AUTOMATIC_RESPONSE},
	    {"Auto-Submitted: auto-generated\n", "x", EVIDENCE_AUTOMATIC_GENERATED},
	    {"Auto-Submitted: no\nPrecedence: junk\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"Precedence: list\n", "x", EVIDENCE_AUTOMATIC_LIST},
	    {"Precedence: junk\n", "x", EVIDENCE_AUTOMATIC_GENERATED},
	    {"From: <noreply@x.it>\n", "x", EVIDENCE_AUTOMATIC_GENERATED},
	    {"From: Noreplyer <noreplyer@x.it>\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"X-Auto-Response-Suppress: All\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"X-Auto-Response-Suppress: All\n", "Risposta automatica: x",
		EVIDENCE_AUTOMATIC_RESPONSE},
	    {"X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: a@b\n", "x",
		EVIDENCE_AUTOMATIC_RESPONSE},
	    {"In-Reply-To: <a@b>\n", "Abwesenheitsnotiz", EVIDENCE_AUTOMATIC_RESPONSE},
	    {"X-A: b\n", "Abwesenheitsnotiz", EVIDENCE_AUTOMATIC_NO},
	    {"In-Reply-To: <a@b>\n", "Abwesenheitsnotizen pflegen", EVIDENCE_AUTOMATIC_NO},
	    {"In-Reply-To: <a@b>\n", "AUTO: Rossi (retour 3/1)", EVIDENCE_AUTOMATIC_RESPONSE},
	    {"In-Reply-To: <a@b>\n", "AUTO: Rossi", EVIDENCE_AUTOMATIC_NO},
	    {"Return-Path: <>\n", "Fuori sede oggi", EVIDENCE_AUTOMATIC_RESPONSE},
	    {"Return-Path: <>\nAuto-Submitted: no\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"Return-Path: <>\n", "x", EVIDENCE_AUTOMATIC_GENERATED},
	    {"Return-Path: <a@b>\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"Feedback-ID: x\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"Feedback-ID: x\nList-Unsubscribe: <y>\n", "x", EVIDENCE_AUTOMATIC_GENERATED},
	    {"Feedback-ID: x\nList-Unsubscribe: <y>\nIn-Reply-To: <z>\n", "x",
		EVIDENCE_AUTOMATIC_LIST},
	    {"X-Autorespond: no\n", "x", EVIDENCE_AUTOMATIC_NO},
	    {"X-Autorespond: nobody\n", "x", EVIDENCE_AUTOMATIC_RESPONSE},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Header) header = header_new(table[i].header, strlen(table[i].header));
		g_assert_cmpint(
		    automatic_judge(header, table[i].subject), ==, table[i].expected);
	}
}

/* RFC 6234 and RFC 1321, whole and in pieces. */
static void
test_digest(void)
{
	static const char sha256[] =
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	g_autofree char *pieces = NULL, *md5 = NULL, *without = NULL;
	g_autoptr(Digest) with_md5 = digest_new(true);
	g_autoptr(Digest) plain = digest_new(false);

	digest_push(with_md5, "a", 1);
	digest_push(with_md5, "", 0);
	digest_push(with_md5, "bc", 2);
	digest_finish(with_md5, &pieces, &md5);
	g_assert_cmpstr(pieces, ==, sha256);
	g_assert_cmpstr(md5, ==, "900150983cd24fb0d6963f7d28e17f72");
	digest_push(plain, "abc", 3);
	digest_finish(plain, &without, NULL);
	g_assert_cmpstr(without, ==, sha256);
}

static char *
body_digest(const char *mail)
{
	g_autoptr(Evidence) evidence = parse_mail(mail, strlen(mail), false);

	return g_steal_pointer(&evidence->body_sha256);
}

/* The digest by which a second delivery is known does not hang on how the mail was encoded on
 * its way, and does on what it says and carries. */
static void
test_body_digest_m4(void)
{
#define DOCUMENT(encoding, bytes)                                                              \
	"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nperch\xc3\xa9\n--b\n"             \
	"Content-Disposition: attachment; filename=a.bin\n"                                    \
	"Content-Transfer-Encoding: " encoding "\n\n" bytes "\n--b--\n"
	g_autofree char *plain = body_digest(DOCUMENT("7bit", "ciao"));
	g_autofree char *encoded = body_digest("X-Via: b\n" DOCUMENT("base64", "Y2lhbw=="));
	g_autofree char *other = body_digest(DOCUMENT("base64", "Y2lhYQ=="));
	g_autofree char *text = body_digest("\nperch\xc3\xa9\n");
	g_autofree char *quoted =
	    body_digest("Content-Type: text/plain; charset=iso-8859-1\n"
			"Content-Transfer-Encoding: quoted-printable\n\nperch=E9\n");

	g_assert_cmpstr(plain, ==, encoded);
	g_assert_cmpstr(plain, !=, other);
	g_assert_cmpstr(plain, !=, text);
	g_assert_cmpstr(text, ==, quoted);
#undef DOCUMENT
}

/* What is measured is what will be downloaded: the bytes as they came, bare CRs and all. */
static void
test_document_of_bare_cr(void)
{
	static const char mail[] = "From: a@b.it\rContent-Type: multipart/mixed; boundary=b\r\r"
				   "--b\r\rciao\r--b\rContent-Disposition: attachment\r\r"
				   "uno\rdue\r--b--\r";
	g_autoptr(Evidence) evidence = parse_mail(mail, sizeof mail - 1, false);
	g_autofree char *expected =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "uno\rdue", -1);

	g_assert_cmpstr(evidence->body_text, ==, "ciao");
	g_assert_cmpuint(evidence->attachments->len, ==, 1);
	const struct evidence_attachment *document = evidence->attachments->pdata[0];
	g_assert_cmpstr(document->sha256, ==, expected);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	parse_init();
	g_test_add_func("/parse/automatic-M11", test_automatic_m11);
	g_test_add_func("/parse/filename-row19", test_filename);
	g_test_add_func("/parse/flowed-M6", test_flowed);
	g_test_add_func("/parse/guard-F1-F2", test_guard_f1_f2);
	g_test_add_func("/parse/header_limits-M5", test_header_limits_m5);
	g_test_add_func("/parse/hostile_is_linear-row32", test_hostile_is_linear);
	g_test_add_func("/parse/html-M7", test_html);
	g_test_add_func("/parse/html-cues-M9", test_html_cues_m9);
	g_test_add_func("/parse/quote_never_empty-M9", test_quote_never_empty_m9);
	g_test_add_func("/parse/reference-M16-M17", test_reference_m16_m17);
	g_test_add_func("/parse/structure_limits-M5-row25-row26", test_structure_limits_m5);
	g_test_add_func("/parse/text_budget-M5", test_text_budget_m5);
	g_test_add_func("/parse/digest", test_digest);
	g_test_add_func("/parse/body_digest-M4", test_body_digest_m4);
	g_test_add_func("/parse/document_of_bare_cr", test_document_of_bare_cr);
	return g_test_run();
}
