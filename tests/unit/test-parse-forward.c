/* Forwarded mails (M10) piece by piece: people and dates of a typed header, the header itself,
 * the text below it. Whole mails are in tests/mail/forward. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "mail/evidence.h"
#include "mail/evidence_forward.h"
#include "parse/forward_block.h"
#include "parse/forward_date.h"
#include "parse/forward_people.h"
#include "parse/parse.h"

/* "name <address>|name <address>" */
static char *
people_text(const GPtrArray *list)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_address *person = list->pdata[i];

		g_string_append_printf(
		    out, "%s%s <%s>", i > 0 ? "|" : "", person->name, person->address);
	}
	return g_string_free(out, FALSE);
}

static void
test_people(void)
{
	static const struct {
		const char *value, *people;
	} cases[] = {
	    {"Anna Verdi <a@b.it>", "Anna Verdi <a@b.it>"},
	    {"\"Verdi, Anna\" <a@B.it>; c@d.it", "Verdi, Anna <a@b.it>| <c@d.it>"},
	    {"Verdi, Anna <a@b.it>, Neri, Ugo<u@b.it>",
		"Verdi, Anna <a@b.it>|Neri, Ugo <u@b.it>"},
	    {"Anna [mailto:a@b.it]", "Anna <a@b.it>"},
	    {"Anna <a@b.it<mailto:a@b.it>>, <c@d.it<mailto:c@d.it>>",
		"Anna <a@b.it>| <c@d.it>"},
	    {"a@b.it [mailto:a@b.it] On Behalf Of Ugo", " <a@b.it>"},
	    {"a@b.it <a@b.it>", " <a@b.it>"},
	    {"capo@banca.it <truffa@x.it>", "capo@banca.it <truffa@x.it>"},
	    {"'a@b.it' <a@b.it>, \"'c@d.it'\" <c@d.it>", " <a@b.it>| <c@d.it>"},
	    {"Anna <a@b.it> <c@d.it>", "Anna <a@b.it>| <c@d.it>"},
	    {"*Anna* <a@b.it>", "Anna <a@b.it>"},
	    {"\"Anna \\\"Nina\\\" Verdi\" <a@b.it>", "Anna \"Nina\" Verdi <a@b.it>"},
	    {"Rossi Mario </O=ACME/CN=ROSSI>", "Rossi Mario <>"},
	    {"Rossi Mario; Verdi Anna", "Rossi Mario; Verdi Anna <>"},
	    {"x <a@[192.0.2.1]>", "x <a@[192.0.2.1]>"},
	    {"a@[192.0.2.1", "a@ <>"},
	    {"@ @@ a@ @b", "@ @@ a@ @b <>"},
	    {"Anna <anna@localhost.>", "Anna <anna@localhost>"},
	    {"\xe2\x80\xaa"
	     "David\xe2\x80\xac <\xe2\x80\xaa"
	     "d@x.il\xe2\x80\xac>",
		"David <d@x.il>"},
	    {"Anna\xc2\xa0"
	     "a@b.it",
		"Anna <a@b.it>"},
	    {"", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list = evidence_addresses_new();

		forward_people_read(cases[i].value, list);
		g_autofree char *found = people_text(list);
		g_assert_cmpstr(found, ==, cases[i].people);
	}
}

static void
test_people_limit(void)
{
	g_autoptr(GString) value = g_string_new(NULL);
	g_autoptr(GPtrArray) list = evidence_addresses_new();

	for (unsigned i = 0; i < LIMIT_ADDRESSES + 5; i++)
		g_string_append_printf(value, "u%u@x.it, ", i);
	forward_people_read(value->str, list);
	forward_people_read("z@x.it", list);
	forward_people_read("Zoe", list);
	g_assert_cmpuint(list->len, ==, LIMIT_ADDRESSES);
}

static void
test_attributions(void)
{
	static const struct {
		const char *line, *people;
	} cases[] = {
	    {"Il giorno 3/3/26, 09:14 \"Anna Verdi\" <a@b.it> ha scritto:",
		"Anna Verdi <a@b.it>"},
	    {"On Wed, Oct 27, 2021 at 9:31 AM Anna Verdi <a@b.it> wrote:",
		"Anna Verdi <a@b.it>"},
	    {"Op 28/10/2021 12:46 heeft Jan van der Berg <j@b.nl> geschreven:",
		"Jan van der Berg <j@b.nl>"},
	    {"Pekka Salo <p@b.fi> kirjoitti 28/10/2021 12.46:", "Pekka Salo <p@b.fi>"},
	    {"28/10/2021 12:46 id\xc5\x91pontban Nagy P\xc3\xa9ter (n@b.hu) ezt \xc3\xadrta:",
		"Nagy P\xc3\xa9ter <n@b.hu>"},
	    {"Am 28.10.2021 schrieb von Anna <a@b.de>:", "Anna <a@b.de>"},
	    {"26.10.2021, 14:25, a@b.ru:", " <a@b.ru>"},
	    {"Il 3 maggio ha scritto:", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list = evidence_addresses_new();

		forward_people_read_attribution(cases[i].line, list);
		g_autofree char *found = people_text(list);
		g_assert_cmpstr(found, ==, cases[i].people);
	}
}

static void
test_dates(void)
{
	static const struct {
		const char *text;
		bool is_english;
		const char *date;
	} cases[] = {
	    {"lunedì 2 marzo 2026 09:14", false, "2026-03-02T09:14:00Z"},
	    {"mar 10 feb 2026 alle ore 09:14", false, "2026-02-10T09:14:00Z"},
	    {"mar. 3 mars 2026 à 9h14", false, "2026-03-03T09:14:00Z"},
	    {"Mon, 2 Mar 2026 09:14:60 +0530", true, "2026-03-02T09:14:59+05:30"},
	    {"March 2nd, 2026 at 12:05 AM", true, "2026-03-02T00:05:00Z"},
	    {"2 de marzo de 2026, 2:05 p. m.", false, "2026-03-02T14:05:00Z"},
	    {"am 2. März 2026 um 12:05 Uhr", false, "2026-03-02T12:05:00Z"},
	    {"02.03.2026 9.14", false, "2026-03-02T09:14:00Z"},
	    {"2. 3. 2026 9:14:01 SEČ", false, "2026-03-02T09:14:01+01:00"},
	    {"02/03/26 09:14 (GMT-01:30)", false, "2026-03-02T09:14:00-01:30"},
	    {"2-3-2026 9:14 UTC+1", false, "2026-03-02T09:14:00+01:00"},
	    {"2026-03-02 09:14", true, "2026-03-02T09:14:00Z"},
	    {"2026. márc. 2., H, 9:14", false, "2026-03-02T09:14:00Z"},
	    {"2026年3月2日(星期一) 下午3:05", false, "2026-03-02T15:05:00Z"},
	    {"26年3月2日 9:05", false, "2026-03-02T09:05:00Z"},
	    {"2026년 3월 2일 월요일 오전 12:14", false, "2026-03-02T00:14:00Z"},
	    {"Δευτέρα, 2 Μαρτίου 2026 9:14 μ.μ.", false, "2026-03-02T21:14:00Z"},
	    {"3/2/2026 9:14 PM", true, "2026-03-02T21:14:00Z"},
	    {"13/2/2026 9:14", true, "2026-02-13T09:14:00Z"},
	    {"2/13/2026 9:14", true, "2026-02-13T09:14:00Z"},
	    {"3/3/2026 9:14", true, "2026-03-03T09:14:00Z"},
	    /* in doubt */
	    {"3/2/2026 9:14", true, NULL},
	    {"2 listopada 2021, 09:26", false, NULL},
	    {"2.3 2026 9:14", false, NULL},
	    /* none */
	    {"", false, NULL},
	    {"2 marzo 2026", false, NULL},
	    {"31 feb 2026 9:14", false, NULL},
	    {"2 marzo 2026 25:14", false, NULL},
	    {"2 marzo 2026 9:75", false, NULL},
	    {"2 marzo 1926 9:14", false, NULL},
	    {"14/14/2026 9:14", false, NULL},
	    {"2 marzo 123456 9:14", false, NULL},
	    {"2 marzo 2026 9:14 +99999 +2500 +0199", false, "2026-03-02T09:14:00Z"},
	    {"quando vuoi", false, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *date = forward_date_parse(cases[i].text, cases[i].is_english);

		if (g_strcmp0(date, cases[i].date) != 0)
			g_error("%s: %s, not %s", cases[i].text, date, cases[i].date);
	}
}

static char *
body_of(const char *text)
{
	g_autoptr(ForwardBlock) block = forward_block_find(text, false);

	return block != NULL ? forward_block_body(text, block) : g_strdup("(none)");
}

static void
test_bodies(void)
{
	static const char head[] = "Da: a@b.it\nInviato: 2 marzo 2026 9:14\nOggetto: x\n";
	static const struct {
		const char *rest, *body;
	} cases[] = {
	    {"", ""},
	    {"\n\n", ""},
	    {"subito\n", "subito"},
	    {"\n  uno\n    due\n", "uno\n  due"},
	    {"\n> uno\n> > due\n>\n> tre\n", "uno\n> due\n\ntre"},
	    {"\n> uno\ndue\n", "> uno\ndue"},
	    {"-----\nuno\n", "uno"},
	    {"\nuno\n--- End forwarded message ---\ndue\n", "uno"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strconcat(head, cases[i].rest, NULL);
		g_autofree char *body = body_of(text);

		g_assert_cmpstr(body, ==, cases[i].body);
	}
}

static void
check_block(
    const char *text, const char *from, const char *to, const char *cc, const char *subject)
{
	g_autoptr(ForwardBlock) block = forward_block_find(text, false);

	if (from == NULL) {
		g_assert_null(block);
		return;
	}
	g_assert_nonnull(block);
	g_assert_cmpstr(block->from->str, ==, from);
	g_assert_cmpstr(block->to->str, ==, to);
	g_assert_cmpstr(block->cc->str, ==, cc);
	g_assert_cmpstr(block->subject->str, ==, subject);
}

static void
test_headers(void)
{
	/* values on the line below their words, each behind a blank line or not */
	check_block(
	    "Da:\na@b.it\nInviato:\n2 marzo 2026 9:14\nA:\nc@d.it\nOggetto:\nprova\n\ntesto",
	    "a@b.it", "c@d.it", "", "prova");
	/* a field that no table knows, and one of those that say nothing */
	check_block(
	    "From: a@b.it\nX-Mailer: y\nDate: 2 Mar 2026 9:14\nMailed-By: z\nTo: c@d.it\n"
	    "Subject: s\n",
	    "a@b.it", "c@d.it", "", "s");
	/* the last list, wrapped behind a comma */
	check_block("Da: a@b.it\nOggetto: s\nInviato: x\nA: c@d.it,\ne@f.it\n\ntesto", "a@b.it",
	    "c@d.it, e@f.it", "", "s");
	check_block("Da: a@b.it\nOggetto: s\nA: c@d.it,\nciao\n", "a@b.it", "c@d.it,", "", "s");
	/* a second field of a kind is no longer the header */
	check_block(
	    "Da: a@b.it\nA: c@d.it\nOggetto: s\nDa: e@f.it\n", "a@b.it", "c@d.it", "", "s");
	/* a header that ends where the quote ends */
	check_block("> Da: a@b.it\n> A: c@d.it\nOggetto: s\n", NULL, NULL, NULL, NULL);
	/* too little */
	check_block("Da: a@b.it\nOggetto: s\n", NULL, NULL, NULL, NULL);
	check_block("Da:\n\nA: c@d.it\n\nOggetto: s\nInviato: x\n", NULL, NULL, NULL, NULL);
	check_block("A: c@d.it\nOggetto: s\nInviato: x\n", NULL, NULL, NULL, NULL);
	check_block("---- Messaggio inoltrato ----\n", NULL, NULL, NULL, NULL);
	check_block("---- Messaggio inoltrato ----\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nDa: a@b.it\nA: "
		    "c@d.it\n",
	    NULL, NULL, NULL, NULL);
	check_block(
	    "---- Messaggio inoltrato ---- ciao a tutti: pronti\n", NULL, NULL, NULL, NULL);
	check_block("---- Messaggio inoltrato ---- Da: a@b.it\n", NULL, NULL, NULL, NULL);
	check_block("---- Messaggio inoltrato ----\nciao a tutti\n", NULL, NULL, NULL, NULL);
	/* several fields on one line; Yahoo's Polish has no colon behind Dw */
	check_block(
	    "----- Przekazana wiadomość ----- Od: A <a@b.pl>Do: \"c\" <c@d.pl>Dw E <e@f.pl>"
	    "Wysłano: wtorekTemat: s: t\ntekst",
	    "A <a@b.pl>", "\"c\" <c@d.pl>", "E <e@f.pl>", "s: t");
}

/* A value longer than a field may be is left out, the header stays. */
static void
test_long_value(void)
{
	g_autofree char *list = g_strnfill(70000, 'x');
	g_autofree char *text =
	    g_strconcat("Da: a@b.it\nA: ", list, "\nOggetto: s\nInviato: x\n\ntesto", NULL);

	check_block(text, "a@b.it", "", "", "s");
}

/* M10, M12: what came back was not forwarded, whatever its text looks like. */
static void
test_report(void)
{
	static const char mail[] =
	    "From: MAILER-DAEMON@x.it\nSubject: Fwd: Undelivered Mail\nContent-Type: "
	    "multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: "
	    "text/plain\n\n---- Forwarded message ----\nFrom: a@b.it\nTo: c@d.it\nSubject: "
	    "x\n\n"
	    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;x\n\n"
	    "Final-Recipient: rfc822;c@d.it\nAction: failed\nStatus: "
	    "5.1.1\n\n--b\nContent-Type: "
	    "message/rfc822\n\nFrom: a@b.it\nSubject: x\n\ny\n--b--\n";
	g_autoptr(Evidence) evidence = parse_mail(mail, sizeof mail - 1, false);

	g_assert_true(evidence->is_bounce);
	g_assert_false(evidence->forward->is_forwarded);
	g_assert_cmpstr(evidence->forward->from_address, ==, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	parse_init();
	g_test_add_func("/forward/M10/people of a typed header", test_people);
	g_test_add_func("/forward/M5/at most so many people", test_people_limit);
	g_test_add_func("/forward/M10/who is introduced", test_attributions);
	g_test_add_func("/forward/M10/dates for people", test_dates);
	g_test_add_func("/forward/M10/the text below the header", test_bodies);
	g_test_add_func("/forward/M10/the header itself", test_headers);
	g_test_add_func("/forward/M5/a value without end", test_long_value);
	g_test_add_func("/forward/M10/a report forwards nothing", test_report);
	return g_test_run();
}
