/* Who vouches for a mail: Authentication-Results and daticert.xml, each form as a row. Whole
 * mails stand in tests/mail/auth and tests/mail/pec. */
#include "config.h"

#include <string.h>

#include "base/limit.h"
#include "mail/evidence.h"
#include "mail/evidence_auth.h"
#include "mail/evidence_pec.h"
#include "parse/authres.h"
#include "parse/daticert.h"
#include "parse/parse.h"

/* "id|method=result (reason) name=value …|…" */
static char *
as_text(const struct evidence_authentication *field)
{
	GString *out = g_string_new(field->authserv_id);

	for (guint i = 0; i < field->results->len; i++) {
		const struct evidence_result *result = field->results->pdata[i];

		g_string_append_printf(out, "|%s=%s", result->method, result->result);
		if (result->reason[0] != '\0')
			g_string_append_printf(out, " (%s)", result->reason);
		for (guint k = 0; k < result->properties->len; k++) {
			const struct evidence_property *property = result->properties->pdata[k];

			g_string_append_printf(out, " %s=%s", property->name, property->value);
		}
	}
	return g_string_free(out, FALSE);
}

static void
test_authres_m15(void)
{
	static const struct {
		const char *field, *expected;
	} table[] = {
	    /* RFC 8601 appendix B, its forms with other words */
	    {"mx.example.it 1; none", "mx.example.it"},
	    {"mx.example.it; none", "mx.example.it"},
	    {"mx.example.it", "mx.example.it"},
	    {"MX.Example.IT; SPF=Pass SMTP.MailFrom=Mario@Example.IT",
		"mx.example.it|spf=pass smtp.mailfrom=Mario@Example.IT"},
	    {"mx.example.it 1; dkim=fail reason=\"chiave; ritirata\" header.d=x.it",
		"mx.example.it|dkim=fail (chiave; ritirata) header.d=x.it"},
	    {"mx.example.it; dkim=pass (bella; firma (1024)) header.i=@x.it; dmarc=pass",
		"mx.example.it|dkim=pass header.i=@x.it|dmarc=pass"},
	    {"foo.example.net (foobar) 1 (baz); dkim (Because) / 1 (One) = (yes) fail (no) "
	     "policy (dot) . (dot) expired (word) = (1362471462) \"1362471462\"",
		"foo.example.net|dkim=fail policy.expired=1362471462"},
	    {"\"mx; uno\" ; iprev=pass policy.iprev=192.0.2.1", "mx; uno|iprev=pass "
								"policy.iprev=192.0.2.1"},
	    {"a.it; arc=pass (i=2 spf=fail) smtp.remote-ip=192.0.2.1; auth=pass smtp.auth=m",
		"a.it|arc=pass smtp.remote-ip=192.0.2.1|auth=pass smtp.auth=m"},
	    {"a.it;dmarc=pass(p=NONE dis=NONE) header.from=x.it;",
		"a.it|dmarc=pass header.from=x.it"},
	    {"a.it; spf=none smtp.mailfrom=\"mario; dmarc=pass\"@x.it",
		"a.it|spf=none smtp.mailfrom=mario; dmarc=pass@x.it"},
	    {"a.it; dkim=pass header.b=\"a/b+c==\" header.s=s1",
		"a.it|dkim=pass header.b=a/b+c== "
		"header.s=s1"},
	    /* Exchange leaves out its name */
	    {"spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.it; dkim=none (message not "
	     "signed) header.d=none;dmarc=bestguesspass action=none header.from=x.it;compauth="
	     "pass reason=109",
		"|spf=pass smtp.mailfrom=x.it|dkim=none header.d=none|dmarc=bestguesspass "
		"action=none header.from=x.it|compauth=pass (109)"},
	    /* what is no result adds none */
	    {"a.it; spf; dkim=; =pass; dmarc=pass", "a.it|dmarc=pass"},
	    {"a.it; d{m}arc=pass; dmarc=p{a}ss x.y=z; spf=pass {x}=y . / word z.w=1",
		"a.it|spf=pass z.w=1"},
	    {"a.it; (dmarc=pass; spf=pass", "a.it"},
	    {"a.it; spf=fail (never closed \\) ; dmarc=pass", "a.it|spf=fail"},
	    {"a.it; spf=fail x.y=\"never closed; dmarc=pass",
		"a.it|spf=fail x.y=never closed; dmarc=pass"},
	    {"a.it junk; spf=pass", "a.it|spf=pass"},
	    {"", ""},
	    {";;;", ""},
	    {"a.it; perch\xe9=pass", "a.it"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct evidence_authentication *field = authres_parse(table[i].field);
		g_autofree char *found = as_text(field);

		g_assert_cmpstr(found, ==, table[i].expected);
		evidence_authentication_free(field);
	}
}

static void
test_authres_limits_m5(void)
{
	g_autoptr(GString) many = g_string_new("a.it");
	g_autoptr(GString) long_one = g_string_new("a.it; spf=pass");
	g_autofree char *value = g_strnfill(5000, 'v');

	for (unsigned i = 0; i < 10 * LIMIT_AUTHRES_RESULTS; i++)
		g_string_append(many, "; spf=pass");
	for (unsigned i = 0; i < 10 * LIMIT_AUTHRES_PROPERTIES; i++)
		g_string_append(long_one, " x.y=z");
	struct evidence_authentication *field = authres_parse(many->str);
	g_assert_cmpuint(field->results->len, ==, LIMIT_AUTHRES_RESULTS);
	evidence_authentication_free(field);

	g_string_append_printf(long_one, "; dkim=pass header.b=%s reason=%s", value, value);
	field = authres_parse(long_one->str);
	const struct evidence_result *spf = field->results->pdata[0];
	const struct evidence_result *dkim = field->results->pdata[1];
	const struct evidence_property *b = dkim->properties->pdata[0];
	g_assert_cmpuint(spf->properties->len, ==, LIMIT_AUTHRES_PROPERTIES);
	g_assert_cmpuint(strlen(b->value), ==, 512);
	g_assert_cmpuint(strlen(dkim->reason), ==, 512);
	evidence_authentication_free(field);
}

static void
test_authres_fields_m5(void)
{
	g_autoptr(GString) mail = g_string_new("Received: by mx\n");

	for (unsigned i = 0; i < LIMIT_AUTHRES_FIELDS + 5; i++)
		g_string_append_printf(mail, "Authentication-Results: mx%u; none\n", i);
	g_string_append(mail, "\ntesto\n");
	g_autoptr(Evidence) evidence = parse_mail(mail->str, mail->len, false);
	const struct evidence_authentication *first = evidence->authentication->pdata[0];
	g_assert_cmpuint(evidence->authentication->len, ==, LIMIT_AUTHRES_FIELDS);
	g_assert_cmpstr(first->authserv_id, ==, "mx0");
	g_assert_cmpuint(first->received_above, ==, 1);
}

#define INTESTAZIONE(inside) "<postacert><intestazione>" inside "</intestazione></postacert>"
#define DATI(inside) "<postacert><dati>" inside "</dati></postacert>"
#define DATA(zone, day, time)                                                                  \
	DATI("<data zona=\"" zone "\"><giorno>" day "</giorno><ora>" time "</ora></data>")

/* What is refused as a whole (M29). */
static void
test_daticert_refused_m29(void)
{
	static const char *const table[] = {"", "daticert", "<", "<html/>", "<postacert>",
	    "<postacert/><postacert>", "<postacert></dati>", "<!DOCTYPE postacert><postacert/>",
	    "<!doctype postacert [<!ENTITY x \"y\">]><postacert/>",
	    DATI("<errore-esteso>&x;</errore-esteso>"), "<a><postacert/></a>",
	    "<postacert><a><b><c><d><e><f/></e></d></c></b></a></postacert>", "<!-- only -->",
	    "<postacert tipo='a' tipo=>"};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct evidence_pec *pec = evidence_pec_new();
		bool is_cut = false;

		g_test_message("%s", table[i]);
		g_assert_false(daticert_read(table[i], strlen(table[i]), pec, &is_cut));
		evidence_pec_free(pec);
	}
}

static void
test_daticert_values_m29(void)
{
	static const struct {
		const char *document;
		size_t member;
		const char *expected;
	} table[] = {
	    {"<postacert/>", offsetof(struct evidence_pec, sender), ""},
	    {"\xef\xbb\xbf \n<postacert tipo='x'/>", offsetof(struct evidence_pec, data_kind),
		"x"},
	    {"<postacert errore='altro' ignoto='x'/>", offsetof(struct evidence_pec, error),
		"altro"},
	    {INTESTAZIONE("<mittente> A@Pec.IT\n</mittente>"),
		offsetof(struct evidence_pec, sender), "A@pec.it"},
	    {INTESTAZIONE("<oggetto>a &#x26; b\n c<!-- no --></oggetto>"),
		offsetof(struct evidence_pec, original_subject), "a & b c"},
	    {DATI("<oggetto>elsewhere</oggetto>"),
		offsetof(struct evidence_pec, original_subject), ""},
	    {DATI("<identificativo>&lt;a@b&gt;</identificativo>"),
		offsetof(struct evidence_pec, identifier), "a@b"},
	    {DATI("<msgid>&lt;a@b</msgid>"), offsetof(struct evidence_pec, ref_message_id),
		"<a@b"},
	    {DATI("<ricevuta tipo='breve'/>"), offsetof(struct evidence_pec, receipt_type),
		"breve"},
	    {"<?xml version='1.0' encoding=\"windows-1252\"?>" DATI(
		 "<errore-esteso>\x80 \xe8</errore-esteso>"),
		offsetof(struct evidence_pec, error_ext), "€ è"},
	    {"<?xml version='1.0' encoding=?>" DATI("<errore-esteso>è</errore-esteso>"),
		offsetof(struct evidence_pec, error_ext), "è"},
	    {DATA("+0100", "31/12/2026", "23:59:59"), offsetof(struct evidence_pec, date),
		"2026-12-31T23:59:59+01:00"},
	    {DATA("-0330", "29/02/2028", "00:00:00"), offsetof(struct evidence_pec, date),
		"2028-02-29T00:00:00-03:30"},
	    {DATA("+0100", "29/02/2026", "00:00:00"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01/00/2026", "00:00:00"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01/13/2026", "00:00:00"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01-12-2026", "00:00:00"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01/12/2026", "24:00:00"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01/12/2026", "23:60:00"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01/12/2026", "23:59:60"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0100", "01/12/2026", "23:59"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+1500", "01/12/2026", "23:59:59"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+0160", "01/12/2026", "23:59:59"), offsetof(struct evidence_pec, date), ""},
	    {DATA("0100", "01/12/2026", "23:59:59"), offsetof(struct evidence_pec, date), ""},
	    {DATA("+01000", "01/12/2026", "23:59:59"), offsetof(struct evidence_pec, date), ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct evidence_pec *pec = evidence_pec_new();
		bool is_cut = false;

		g_test_message("%s", table[i].document);
		g_assert_true(
		    daticert_read(table[i].document, strlen(table[i].document), pec, &is_cut));
		g_assert_cmpstr(
		    *(char **)((char *)pec + table[i].member), ==, table[i].expected);
		g_assert_false(is_cut);
		evidence_pec_free(pec);
	}
}

static void
test_daticert_limits_m5(void)
{
	g_autoptr(GString) document = g_string_new("<postacert><intestazione>");
	struct evidence_pec *pec = evidence_pec_new();
	bool is_cut = false;

	for (unsigned i = 0; i < LIMIT_ADDRESSES + 5; i++)
		g_string_append(document, "<destinatari tipo='esterno'>a@b.it</destinatari>");
	g_string_append(document, "<destinatari/></intestazione></postacert>");
	g_assert_true(daticert_read(document->str, document->len, pec, &is_cut));
	g_assert_true(is_cut);
	g_assert_cmpuint(pec->recipients->len, ==, LIMIT_ADDRESSES);
	g_assert_cmpuint(pec->recipient_types->len, ==, LIMIT_ADDRESSES);
	evidence_pec_free(pec);

	pec = evidence_pec_new();
	g_string_set_size(document, 0);
	g_string_append(document, "<postacert/>");
	while (document->len < LIMIT_DATICERT_BYTES)
		g_string_append_c(document, ' ');
	g_assert_true(daticert_read(document->str, document->len, pec, &is_cut));
	g_string_append_c(document, ' ');
	g_assert_false(daticert_read(document->str, document->len, pec, &is_cut));
	evidence_pec_free(pec);
}

/* An envelope in an envelope in an envelope …: read so deep, and no deeper. */
static void
test_envelopes_in_envelopes_m5(void)
{
	g_autofree char *mail = g_strdup("Subject: dentro\n\nin fondo\n");

	for (unsigned i = 0; i <= LIMIT_CONTAINERS; i++) {
		char *outer = g_strdup_printf(
		    "X-Trasporto: errore\nSubject: %u\n"
		    "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n\n"
		    "testo %u\n--b%u\nContent-Type: message/rfc822\n\n%s\n--b%u--\n",
		    i, i, i, i, i, mail, i);
		g_free(mail);
		mail = outer;
	}
	g_autoptr(Evidence) evidence = parse_mail(mail, strlen(mail), false);
	g_assert_cmpstr(evidence->body_text, ==, "testo 0");
	g_assert_cmpuint(evidence->attachments->len, ==, LIMIT_CONTAINERS + 1);
}

static bool
has_notice(const struct evidence *evidence, const char *name)
{
	for (guint i = 0; i < evidence->notices->len; i++)
		if (strcmp(evidence->notices->pdata[i], name) == 0)
			return true;
	return false;
}

#define ENVELOPE(encoding)                                                                     \
	"X-Trasporto: errore\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"              \
	"Content-Type: message/rfc822\nContent-Transfer-Encoding: " encoding "\n\n"

/* The limits that the mail inside met are told of the whole, and the whole has limits too. */
static void
test_limits_inside_m5(void)
{
	g_autoptr(GString) mail = g_string_new(ENVELOPE("7bit") "To: a@b.it");

	for (unsigned i = 0; i < LIMIT_ADDRESSES; i++)
		g_string_append(mail, ", a@b.it");
	g_string_append(mail, "\nContent-Type: multipart/mixed; boundary=c\n");
	for (unsigned i = 0; i < LIMIT_PARTS - 1; i++)
		g_string_append(mail, "\n--c\nContent-Type: image/png\n\nx");
	g_string_append(mail, "\n--c--\n\n--b--\n");
	g_autoptr(Evidence) evidence = parse_mail(mail->str, mail->len, false);
	g_assert_true(has_notice(evidence, "addresses"));
	g_assert_cmpuint(evidence->attachments->len, ==, LIMIT_PARTS);
	g_assert_false(has_notice(evidence, "parts"));
	g_string_truncate(mail, mail->len - strlen("\n--c--\n\n--b--\n"));
	g_string_append(mail, "\n--c--\n\n--b\nContent-Type: image/png\n\nx\n--b--\n");
	g_autoptr(Evidence) larger = parse_mail(mail->str, mail->len, false);
	g_assert_cmpuint(larger->attachments->len, ==, LIMIT_PARTS);
	g_assert_true(has_notice(larger, "parts"));
}

/* A document that would need more steps than a decoder takes is left out, and that is told. */
static void
test_steps_inside_m5(void)
{
	static const char text[] = "ciao\n\nbegin 644 a.txt\n#8V%T\n`\nend\n";
	g_autofree char *text64 = g_base64_encode((const guchar *)text, strlen(text));
	g_autofree char *mail =
	    g_strdup_printf("Content-Transfer-Encoding: base64\n\n%s\n", text64);

	for (unsigned i = 0; i < LIMIT_CONTAINERS; i++) {
		g_autofree char *base64 = g_base64_encode((const guchar *)mail, strlen(mail));
		char *outer = g_strdup_printf(ENVELOPE("base64") "%s\n--b--\n", base64);

		g_free(mail);
		mail = outer;
	}
	g_autoptr(Evidence) evidence = parse_mail(mail, strlen(mail), false);
	g_assert_true(g_str_has_prefix(evidence->body_text, "ciao\n"));
	g_assert_true(has_notice(evidence, "depth"));
	g_assert_cmpuint(evidence->attachments->len, ==, LIMIT_CONTAINERS);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	parse_init();
	g_test_add_func("/parse/authres-M15", test_authres_m15);
	g_test_add_func("/parse/authres_fields-M5", test_authres_fields_m5);
	g_test_add_func("/parse/authres_limits-M5", test_authres_limits_m5);
	g_test_add_func("/parse/daticert_limits-M5", test_daticert_limits_m5);
	g_test_add_func("/parse/daticert_refused-M29", test_daticert_refused_m29);
	g_test_add_func("/parse/daticert_values-M29", test_daticert_values_m29);
	g_test_add_func("/parse/envelopes_in_envelopes-M5", test_envelopes_in_envelopes_m5);
	g_test_add_func("/parse/limits_inside-M5", test_limits_inside_m5);
	g_test_add_func("/parse/steps_inside-M5", test_steps_inside_m5);
	return g_test_run();
}
