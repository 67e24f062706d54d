/* The fields of a header: addresses, Message-IDs, dates, encoded words, parameters, charsets.
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/charset.h"
#include "parse/date.h"
#include "parse/parameter.h"
#include "parse/parse.h"
#include "parse/reference.h"
#include "parse/word.h"

struct pair {
	const char *in, *out;
};

static void
test_address(void)
{
	static const struct {
		const char *field, *name, *address;
	} table[] = {
	    {"a@B.Example", "", "a@b.example"},
	    {"Mario Rossi <m@x.it>", "Mario Rossi", "m@x.it"},
	    {"\"Rossi, Mario\" <m@x.it>", "Rossi, Mario", "m@x.it"},
	    {"Rossi, Mario <m@x.it>", "Rossi, Mario", "m@x.it"},
	    {"m@x.it (Mario Rossi)", "Mario Rossi", "m@x.it"},
	    {"Mario Rossi m@x.it", "Mario Rossi", "m@x.it"},
	    {"'Mario' <m@x.it>", "Mario", "m@x.it"},
	    {"=?utf-8?q?Niccol=C3=B2?= <n@x.it>", "Niccolò", "n@x.it"},
	    {"\"=?utf-8?q?Niccol=C3=B2?=\" <n@x.it>", "Niccolò", "n@x.it"},
	    {"=?utf-8?q?a,b@c?= <n@x.it>", "a,b@c", "n@x.it"},
	    {"\"boss@x.it\" <evil@y.it>", "boss@x.it", "evil@y.it"},
	    {"<@a,@b:m@x.it>", "", "m@x.it"},
	    {"<mailto:m@x.it>", "", "m@x.it"},
	    {"<c@(la (mia) casa)x.it>", "", "c@x.it"},
	    {"\"a b\"@x.it", "", "\"a b\"@x.it"},
	    {"Ufficio: m@x.it;", "", "m@x.it"},
	    {"=?utf-8?q?m=40x=2Eit?=", "m@x.it", ""},
	    /* missing, doubled and forgotten brackets */
	    {"Mario Rossi <m@x.it", "Mario Rossi", "m@x.it"},
	    {"Mario Rossi m@x.it>", "Mario Rossi", "m@x.it"},
	    {"Mario <<m@x.it>>", "Mario", "m@x.it"},
	    {"m@x.it Mario Rossi", "", "m@x.it"},
	    {"\"Rossi, Mario\" m@x.it", "Rossi, Mario", "m@x.it"},
	    {"\"boss@x.it\" m@x.it", "boss@x.it", "m@x.it"},
	    {"Mario [mailto:m@x.it]", "Mario", "m@x.it"},
	    {"Mario Rossi (m@x.it)", "Mario Rossi", "m@x.it"},
	    {"m @ x.it", "", "m@x.it"},
	    {"< m . r @ x . it >", "", "m.r@x.it"},
	    {"m@[192.0.2.1]", "", "m@[192.0.2.1]"},
	    {"'m@x.it'", "", "m@x.it"},
	    {"'m@x.it' via Lista <lista@x.it>", "'m@x.it' via Lista", "lista@x.it"},
	    {"=?utf-8?q?Niccol=C3=B2_<n@x.it>?=", "Niccolò", "n@x.it"},
	    {"\"m@x.it\"", "", "m@x.it"},
	    {"\"m@x.it\" <>", "m@x.it", ""},
	    {"MAILER-DAEMON (Mail Delivery System)", "MAILER-DAEMON", ""},
	    {"root", "root", ""},
	    {"[??????]", "[??????]", ""},
	    {"Pete(un \\) bravo) <pete(suo conto)@silly.test(casa sua)>", "Pete",
		"pete@silly.test"},
	    {"Gruppo Uno: \"x, y\" <m@x.it>;", "x, y", "m@x.it"},
	    {"Gruppo: (nessuno) m@x.it ; ", "nessuno", "m@x.it"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Evidence) evidence = evidence_new();

		g_assert_true(address_parse(table[i].field, evidence->from));
		g_assert_cmpuint(evidence->from->len, ==, 1);
		const struct evidence_address *first = evidence->from->pdata[0];
		g_assert_cmpstr(first->name, ==, table[i].name);
		g_assert_cmpstr(first->address, ==, table[i].address);
	}
}

/* Several in a field, however they are separated. */
static void
test_address_lists(void)
{
	static const struct {
		const char *field, *addresses;
	} table[] = {
	    {"a@x.it, b@x.it", "a@x.it b@x.it"},
	    {"a@x.it; b@x.it;", "a@x.it b@x.it"},
	    {"a@x.it b@x.it", "a@x.it b@x.it"},
	    {"Anna a@x.it Luca b@x.it", "a@x.it b@x.it"},
	    {"Anna <a@x.it> Luca <b@x.it>", "a@x.it b@x.it"},
	    {"Anna <a@x.it, Luca <b@x.it>", "a@x.it b@x.it"},
	    {"Anna <a@x.it Luca <b@x.it>", "a@x.it b@x.it"},
	    {"<@c,@d:a@x.it>, b@x.it", "a@x.it b@x.it"},
	    {",, a@x.it,, ,b@x.it,", "a@x.it b@x.it"},
	    {"Uno: a@x.it, b@x.it;, Due: c@x.it;", "a@x.it b@x.it c@x.it"},
	    {"Nessuno:;, a@x.it", "a@x.it"},
	    {"undisclosed-recipients:;", ""},
	    {"Rossi; Mario <a@x.it>", "a@x.it"},
	    {"(solo) (commenti)", ""},
	    {"", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Evidence) evidence = evidence_new();
		g_autoptr(GString) all = g_string_new(NULL);

		g_assert_true(address_parse(table[i].field, evidence->from));
		for (guint k = 0; k < evidence->from->len; k++) {
			const struct evidence_address *entry = evidence->from->pdata[k];
			g_string_append_printf(all, "%s%s", k > 0 ? " " : "", entry->address);
		}
		g_assert_cmpstr(all->str, ==, table[i].addresses);
	}
}

static void
test_message_ids(void)
{
	static const struct pair table[] = {
	    {"<a@x> <b@x>", "a@x b@x"},
	    {"<a@x>,<b@x>\t<a@x>", "a@x b@x"},
	    {"a@x, b@x; c", "a@x b@x"},
	    {"Your message of \"Mon 2 Nov\" <a@x> (fine)", "a@x"},
	    {"<lungo. piegato@x>", "lungo.piegato@x"},
	    {"<a@x <b@x>", "a@x b@x"},
	    {"<<a@x>>", "a@x"},
	    {"<>", ""},
	    {"\"a@x\"", ""},
	    {"=?utf-8?q?=3Ca=40x=3E?=", "a@x"},
	    {"a@x> b@x", "a@x b@x"},
	    {"nulla", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);

		g_assert_true(reference_add_ids(table[i].in, list));
		g_ptr_array_add(list, NULL);
		g_autofree char *all = g_strjoinv(" ", (char **)list->pdata);
		g_assert_cmpstr(all, ==, table[i].out);
	}
}

static void
test_address_limits_m5(void)
{
	g_autoptr(Evidence) evidence = evidence_new();
	g_autoptr(GString) field = g_string_new("a@b");
	g_autofree char *longest = g_strnfill(300, 'a');
	g_autofree char *address = g_strdup_printf("%s@b", longest);
	g_autofree char *normal = address_normalise(address);

	for (int i = 0; i < 5000; i++)
		g_string_append(field, ", a@b");
	g_assert_false(address_parse(field->str, evidence->from));
	g_assert_cmpuint(evidence->from->len, ==, LIMIT_ADDRESSES);
	g_assert_cmpstr(normal, ==, "");
}

static void
test_date(void)
{
	static const struct pair table[] = {
	    {"Mon, 2 Nov 2026 09:15:00 +0100", "2026-11-02T09:15:00+01:00"},
	    {"2 Nov 2026 09:15 +0100 (CET)", "2026-11-02T09:15:00+01:00"},
	    {"Mon, 02-Nov-26 09:15:00 GMT", "2026-11-02T09:15:00+00:00"},
	    {"Mon Nov  2 09:15:00 2026", "2026-11-02T09:15:00Z"},
	    {"2 Nov 99 23:59:60 -0530", "1999-11-02T23:59:59-05:30"},
	    {"lun, 2 nov 2026 09:15:00 +0100", "2026-11-02T09:15:00+01:00"},
	    {"mar, 3 nov 2026 09:15:00 +0100", "2026-11-03T09:15:00+01:00"},
	    {"Mar 3 09:15:00 2026", "2026-03-03T09:15:00Z"},
	    {"3 giugno 2026 09:15", "2026-06-03T09:15:00Z"},
	    {"3 d\xc3\xa9"
	     "c. 2026 09:15 GMT",
		"2026-12-03T09:15:00+00:00"},
	    {"2026-11-02T09:15:00.123+01:00", "2026-11-02T09:15:00+01:00"},
	    {"2026-11-02 09:15:00 -0530", "2026-11-02T09:15:00-05:30"},
	    {"2026-11-02T09:15:00Z", "2026-11-02T09:15:00+00:00"},
	    {"2026-13-02T09:15:00Z", NULL},
	    {"Mon, 2 Nov 2026 09:15:00 GMT+0100", "2026-11-02T09:15:00+01:00"},
	    {"Mon, 2 Nov 2026 09:15:00 UTC-01:00", "2026-11-02T09:15:00-01:00"},
	    {"Mon (un (giorno)), 2 Nov 2026 (di) 09:15:00 +0100", "2026-11-02T09:15:00+01:00"},
	    {"Nov 2, 2026 09:15:00 PM", "2026-11-02T21:15:00Z"},
	    {"Nov 2, 2026 12:05:00 am", "2026-11-02T00:05:00Z"},
	    {"Nov 2, 2026 14:05:00 PM", "2026-11-02T14:05:00Z"},
	    {"31 Feb 2026 09:15:00 +0100", NULL},
	    {"2 Nov 2026 25:15:00 +0100", NULL},
	    {"domani", NULL},
	    {"", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *date = date_parse(table[i].in);
		g_assert_cmpstr(date, ==, table[i].out);
	}
}

static void
test_word(void)
{
	static const struct pair table[] = {
	    {"plain", "plain"},
	    {"=?UTF-8?Q?a_b=21?=", "a b!"},
	    {"=?utf-8*it?q?citt=C3=A0?=", "città"},
	    {"=?utf-8?B?w6g=?= =?utf-8?B?w6k=?= x", "èé x"},
	    {"=?utf-8?B?w6g?=", "è"},
	    {"=?iso-8859-1?q?=80=E8?=", "€è"},
	    {"=?ISO-2022-CN-EXT?q?abc?=", "abc"},
	    {"=?broken", "=?broken"},
	    {"a =?utf-8?q?b?= c", "a b c"},
	    {"=?utf-8?q?con spazi?=", "con spazi"},
	    {"riga\x01\x02 x", "riga x"},
	    /* a group of letters cut between two words; what follows padding begins anew */
	    {"=?utf-8?B?UGVyY?= =?utf-8?B?2jDqQ==?=", "Perché"},
	    {"=?utf-8?B?UGVyY2g=?= =?utf-8?B?w6k=?=", "Perché"},
	    {"=?utf-8?B?UGVyY2jDqQ?= no", "Perché no"},
	    {"=?utf-8?B?UGVyY?= =?utf-8?Q?=C3=A8?=", "Perè"},
	    /* cut off */
	    {"=?utf-8?Q?Perch=C3=A9", "Perché"},
	    {"=?utf-8?B?UGVyY2jDqQ==?", "Perché"},
	    {"=?utf-8?Q?Perch=C3=A9?= =?utf-8?Q?no", "Perchéno"},
	    {"=?utf-8?Q?Perch e no", "=?utf-8?Q?Perch e no"},
	    {"=?utf-8?Q?", "=?utf-8?Q?"},
	    /* a question mark that was not encoded */
	    {"=?utf-8?Q?Quando?=20Dove?=", "Quando? Dove"},
	    {"=?utf-8?Q?Quando?=20x =?utf-8?Q?Dove?=", "Quando20x Dove"},
	    {"=?utf-8?Q?\?=", ""},
	    {"=?x?Q?a", "a"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *text = word_decode(table[i].in, NULL);
		g_assert_cmpstr(text, ==, table[i].out);
	}
}

static void
test_charset_names_f1(void)
{
	static const struct pair table[] = {
	    {"ISO-8859-1", "WINDOWS-1252"},
	    {"us-ascii", "WINDOWS-1252"},
	    {"\"utf8\"", "UTF-8"},
	    {"UTF_8", "UTF-8"},
	    {"cp1251", "WINDOWS-1251"},
	    {"x-sjis", "CP932"},
	    {"8859-15", "ISO-8859-15"},
	    {"ISO-2022-CN-EXT", NULL},
	    {"iso2022cnext", NULL},
	    {"us-ascii (Plain text)", "WINDOWS-1252"},
	    {"EUC-JP", "EUC-JP-MS"},
	    {"cp50221", "ISO-2022-JP"},
	    {"ISO-2022-CN-EXT//TRANSLIT", NULL},
	    {"UTF-8//IGNORE", NULL},
	    {"IBM1390", NULL},
	    {"", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpstr(
		    charset_find(table[i].in, strlen(table[i].in)), ==, table[i].out);
}

/* M6: the rows of vendors, kana, the second kanji set, and undeclared as most of it comes. */
static void
test_japanese(void)
{
	static const struct {
		const char *bytes, *charset, *text;
		bool is_repaired;
	} table[] = {
	    {"\033$B-!\033(B1", "iso-2022-jp", "①1", false},
	    {"\033$@F|K\\\033(J", "ISO-2022-JP", "日本", false},
	    {"\033(IF\033(B\033$(D+.\033(B", "iso-2022-jp", "ﾆç", false},
	    {"\033$BF|K\\\nabc", "iso-2022-jp", "日本\nabc", false},
	    {"\033$BF|K\\\033(B", NULL, "日本", true},
	    {"\033$BF|K\\\033(B", "utf-8", "日本", true},
	    {"\033$BF", "iso-2022-jp", "F", false},
	    {"\033[1mabc", NULL, "\033[1mabc", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		bool is_repaired = false;
		g_autofree char *text = charset_decode(
		    table[i].bytes, strlen(table[i].bytes), table[i].charset, &is_repaired);
		g_assert_cmpstr(text, ==, table[i].text);
		g_assert_true(is_repaired == table[i].is_repaired);
	}
}

static void
test_parameter(void)
{
	static const struct pair table[] = {
	    {"a/b; name=x.pdf", "x.pdf"},
	    {"a/b; name=\"x y.pdf\"", "x y.pdf"},
	    {"a/b; name=x y.pdf; q=1", "x y.pdf"},
	    {"a/b; name=\"C:\\temp\\x.pdf\"", "C:\\temp\\x.pdf"},
	    {"a/b; name*=utf-8''%C3%A8.pdf", "è.pdf"},
	    {"a/b; name*=utf-8''%C3%A8.pdf; name=old.pdf", "è.pdf"},
	    {"a/b; name*1*=%C3%A8; name*0*=utf-8''a", "aè"},
	    {"a/b; name*0=\"=?utf-8?q?\"; name*1=\"=C3=A8?=\"", "è"},
	    {"a/b; name*=utf-8%C3%A8.pdf", "utf-8è.pdf"},
	    {"a/b; name==?utf-8?q?a;b?=", "a;b"},
	    {"a/b; name", ""},
	    {"a/b", NULL},
	    /* quotes that are not closed or not opened, single ones, a separator forgotten */
	    {"a/b; name=\"x y.pdf; q=1", "x y.pdf"},
	    {"a/b; name=x y.pdf\"; q=1", "x y.pdf"},
	    {"a/b; name='x.pdf'", "x.pdf"},
	    {"a/b name=x.pdf; q=1", "x.pdf"},
	    {"a/b ; name = x.pdf", "x.pdf"},
	    {"a/b (a comment; name=y.pdf); name=x.pdf", "y.pdf)"},
	    /* the star forgotten */
	    {"a/b; name=\"perch%C3%A9.pdf\"", "perché.pdf"},
	    {"a/b; name=\"100%25.pdf\"", "100%25.pdf"},
	    {"a/b; name=\"%E9.pdf\"", "%E9.pdf"},
	    {"a/b; name*=\"utf-8''%C3%A8.pdf\"", "è.pdf"},
	    {"a/b; name*=utf-8''=?utf-8?q?=C3=A8.pdf?=", "è.pdf"},
	    {"a/b; name*0=x; name*1=y; name*3=z", "xy"},
	    {"a/b; name*1=x; name*2=y", "xy"},
	    {"a/b; name*0*=iso-8859-1'it'perch%E9; name*1=.pdf", "perché.pdf"},
	    {"a/b; name=perch\xe9.pdf", "perché.pdf"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Parameter) parameter = parameter_new(table[i].in);
		g_autofree char *name = parameter_get(parameter, "name");

		g_assert_cmpstr(parameter_value(parameter), ==, "a/b");
		g_assert_cmpstr(name, ==, table[i].out);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	parse_init();
	g_test_add_func("/parse/address", test_address);
	g_test_add_func("/parse/address_lists", test_address_lists);
	g_test_add_func("/parse/message_ids", test_message_ids);
	g_test_add_func("/parse/address_limits-M5", test_address_limits_m5);
	g_test_add_func("/parse/date", test_date);
	g_test_add_func("/parse/word-M6", test_word);
	g_test_add_func("/parse/charset_names-F1", test_charset_names_f1);
	g_test_add_func("/parse/japanese", test_japanese);
	g_test_add_func("/parse/parameter-M6", test_parameter);
	return g_test_run();
}
