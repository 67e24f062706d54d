/* The words of mail clients: every row of the tables is found in the shapes clients write it.
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "parse/language.h"
#include "parse/language_table.h"

static const struct {
	const struct language_row *rows;
	const size_t *count;
} tables[] = {
    {language_west, &language_west_count},
    {language_east, &language_east_count},
    {language_script, &language_script_count},
};

static unsigned
header_of(const char *line)
{
	return language_find_header(line, strlen(line), NULL);
}

static enum language_mark
mark_of(const char *line)
{
	return language_find_mark(line, strlen(line), NULL);
}

static void
check_header_word(const char *word, unsigned kind)
{
	static const char *const shapes[] = {
	    "%s: x", "%s : x", "*%s:* x", "**%s**: x", "%s:", "\xc2\xa0\t%s\xc2\xa0: x", NULL};

	for (size_t i = 0; shapes[i] != NULL; i++) {
		g_auto(GStrv) halves = g_strsplit(shapes[i], "%s", 2);
		g_autofree char *line = g_strconcat(halves[0], word, halves[1], NULL);
		g_autofree char *upper = g_utf8_strup(line, -1);
		g_autofree char *lower = g_utf8_strdown(line, -1);

		if (header_of(line) != kind)
			g_error("%s is %u, not %u", line, header_of(line), kind);
		/* Turkish dots and a German sharp s change their number of letters. */
		if (strstr(lower, "i\xcc\x87") == NULL)
			g_assert_cmpuint(header_of(lower), ==, kind);
		if (strstr(line, "\xc3\x9f") == NULL && strstr(line, "\xc4\xb1") == NULL &&
		    strstr(line, "\xce\x90") == NULL &&
		    g_utf8_strlen(upper, -1) == g_utf8_strlen(line, -1))
			g_assert_cmpuint(header_of(upper), ==, kind);
	}
}

static void
check_mark_word(const char *word, enum language_mark kind)
{
	static const char *const shapes[] = {"-----%s-----", "---------- %s ---------",
	    "--- %s", "*-------- %s --------*",
	    "\xe2\x80\x94\xe2\x80\x94 %s:", "====== %s ======", "%s:", "*%s:*",
	    "%s\xef\xbc\x9a", NULL};

	for (size_t i = 0; shapes[i] != NULL; i++) {
		g_auto(GStrv) halves = g_strsplit(shapes[i], "%s", 2);
		g_autofree char *line = g_strconcat(halves[0], word, halves[1], NULL);

		if (mark_of(line) != kind)
			g_error("%s is %d, not %d", line, (int)mark_of(line), (int)kind);
	}
	g_assert_cmpuint(mark_of(word), ==, LANGUAGE_MARK_NONE);
}

static void
check_prefix_word(const char *word, unsigned kind)
{
	static const char *const shapes[] = {"%s: x", "%s : x", "[EXT] %s: x",
	    "***SPAM*** %s: x", "%s[2]: x", "%s\xef\xbc\x9ax", NULL};

	for (size_t i = 0; shapes[i] != NULL; i++) {
		g_auto(GStrv) halves = g_strsplit(shapes[i], "%s", 2);
		g_autofree char *line = g_strconcat(halves[0], word, halves[1], NULL);
		size_t end = 0;

		if ((language_find_prefix(line, &end) & kind) != kind)
			g_error("%s is no prefix", line);
		g_assert_cmpstr(line + end, ==, "x");
	}
}

static void
check_row(const struct language_row *row, const char *word)
{
	static const unsigned headers[] = {[USE_FROM] = LANGUAGE_FROM,
	    [USE_DATE] = LANGUAGE_DATE,
	    [USE_TO] = LANGUAGE_TO,
	    [USE_SUBJECT] = LANGUAGE_SUBJECT,
	    [USE_CC] = LANGUAGE_CC,
	    [USE_BCC] = LANGUAGE_BCC,
	    [USE_REPLY_TO] = LANGUAGE_REPLY_TO,
	    [USE_OTHER] = LANGUAGE_OTHER};

	if (row->use <= USE_OTHER)
		check_header_word(word, headers[row->use]);
	else if (row->use == USE_FORWARD)
		check_mark_word(word, LANGUAGE_MARK_FORWARD);
	else if (row->use == USE_ORIGINAL)
		check_mark_word(word, LANGUAGE_MARK_ORIGINAL);
	else if (row->use == USE_FORWARD_END)
		check_mark_word(word, LANGUAGE_MARK_END);
	else if (row->use == USE_REPLY_PREFIX)
		check_prefix_word(word, LANGUAGE_PREFIX_REPLY);
	else if (row->use == USE_FORWARD_PREFIX)
		check_prefix_word(word, LANGUAGE_PREFIX_FORWARD);
	else {
		g_autofree char *line =
		    g_strdup_printf("----- %s Anna Verdi/Ufficio 12/3/2021 10:20 -----", word);

		g_assert_cmpint(mark_of(line), ==, LANGUAGE_MARK_FORWARD);
		g_assert_cmpint(mark_of(line + 6), ==, LANGUAGE_MARK_NONE);
	}
}

static void
test_rows(void)
{
	g_autoptr(GHashTable) languages = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t t = 0; t < G_N_ELEMENTS(tables); t++)
		for (size_t i = 0; i < *tables[t].count; i++) {
			const struct language_row *row = &tables[t].rows[i];
			g_auto(GStrv) words = g_strsplit(row->words, "|", -1);

			g_hash_table_add(languages, (void *)row->language);
			for (size_t k = 0; words[k] != NULL; k++)
				check_row(row, words[k]);
		}
	g_assert_cmpuint(g_hash_table_size(languages), >=, 25);
}

static void
check_value(const char *line, unsigned kind, const char *value)
{
	size_t at = 0;

	g_assert_cmpuint(language_find_header(line, strlen(line), &at), ==, kind);
	g_assert_cmpstr(line + at, ==, value);
}

static void
test_values(void)
{
	check_value("Da: Anna <a@example.it>", LANGUAGE_FROM, "Anna <a@example.it>");
	check_value("*From:* Anna", LANGUAGE_FROM, "Anna");
	check_value("Betreff: \t***neu*** x", LANGUAGE_SUBJECT, "***neu*** x");
	check_value("De\xc2\xa0: Luc", LANGUAGE_FROM, "Luc");
	check_value("\xe5\x8f\x91\xe4\xbb\xb6\xe4\xba\xba\xef\xbc\x9a Li", LANGUAGE_FROM, "Li");
	check_value("\xe2\x80\x8f\xd7\x9e\xd7\x90\xd7\xaa: x", LANGUAGE_FROM, "x");
	check_value("Kopie (CC): x", LANGUAGE_CC, "x");
	check_value("Allegati:", LANGUAGE_OTHER, "");
	check_value("Cc:  \t ", LANGUAGE_CC, "");
}

/* A sentence with a colon is no header, however it begins. */
static void
test_no_header(void)
{
	static const char *const lines[] = {"", ":", " : x", "A volte: no", "Da domani: chiuso",
	    "http://example.it", "Fromage: brie", "Data", "* : x", "To be or not to be: that",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaa"
	    "aaaaaaaaaa: x",
	    "\xd0\xb0\xd0\xb0\xd0\xb0: x", NULL};

	for (size_t i = 0; lines[i] != NULL; i++)
		g_assert_cmpuint(header_of(lines[i]), ==, 0);
}

static void
test_marks(void)
{
	static const char yahoo[] =
	    "  ----- Forwarded Message ----- From: A <a@b.it>To: c@d.it";
	static const char *const none[] = {"", "-----", "-- ", "----------------",
	    "Messaggio inoltrato",
	    "Ti inoltro il messaggio inoltrato:", "Forwarded by hand -----",
	    "--- Forwarded messages are bad ---", "-Original Message-",
	    "-----BEGIN PGP SIGNED MESSAGE-----", "---:---", "Original thoughts:", NULL};
	size_t end = 0;

	g_assert_cmpint(
	    language_find_mark(yahoo, strlen(yahoo), &end), ==, LANGUAGE_MARK_FORWARD);
	g_assert_cmpstr(yahoo + end, ==, "From: A <a@b.it>To: c@d.it");
	g_assert_cmpint(
	    mark_of("===8<======Original message text======"), ==, LANGUAGE_MARK_ORIGINAL);
	g_assert_cmpint(mark_of("----- Forwarded message from Anna <a@b.it> -----"), ==,
	    LANGUAGE_MARK_FORWARD);
	for (size_t i = 0; none[i] != NULL; i++)
		if (mark_of(none[i]) != LANGUAGE_MARK_NONE)
			g_error("%s is a mark", none[i]);
}

static void
test_prefixes(void)
{
	static const struct {
		const char *subject;
		unsigned kind;
		const char *rest;
	} cases[] = {
	    {"R: fattura", LANGUAGE_PREFIX_REPLY, "fattura"},
	    {"RIF: fattura", LANGUAGE_PREFIX_REPLY, "fattura"},
	    {"I: fattura", LANGUAGE_PREFIX_FORWARD, "fattura"},
	    {"I: R: fattura", LANGUAGE_PREFIX_FORWARD, "R: fattura"},
	    {"R: I: fattura", LANGUAGE_PREFIX_REPLY, "I: fattura"},
	    {"VS: sak", LANGUAGE_PREFIX_REPLY | LANGUAGE_PREFIX_FORWARD, "sak"},
	    {"Re^3: x", LANGUAGE_PREFIX_REPLY, "x"},
	    {"[lista] [x] Fwd: y", LANGUAGE_PREFIX_FORWARD, "y"},
	    {"[Fwd: conto]", LANGUAGE_PREFIX_FORWARD, "conto]"},
	    {"[fw: conto]", LANGUAGE_PREFIX_FORWARD, "conto]"},
	    {"(Fwd) conto", LANGUAGE_PREFIX_FORWARD, "conto"},
	    {"conto (fwd)", LANGUAGE_PREFIX_FORWARD, "conto (fwd)"},
	    {"\xc4\xb0LT: fatura", LANGUAGE_PREFIX_FORWARD, "fatura"},
	};
	static const char *const none[] = {"", "fattura", "Importante: leggere", "[x] y", "[x",
	    "Io: io", "*** x", "[a] [b] [c] [d] Re: x", ":", "2: x", NULL};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t end = 0;

		g_assert_cmpuint(
		    language_find_prefix(cases[i].subject, &end), ==, cases[i].kind);
		g_assert_cmpstr(cases[i].subject + end, ==, cases[i].rest);
	}
	for (size_t i = 0; none[i] != NULL; i++)
		g_assert_cmpuint(language_find_prefix(none[i], NULL), ==, 0);
}

/* Yahoo's fields that share one line. */
static void
test_inside(void)
{
	static const char line[] =
	    "De la: A <a@b.ro>C\xc4\x83tre: \"c@d.ro\" <c@d.ro>Trimis: 2 "
	    "noiembrie 2021, 10:15:20 EETSubiect: Auto: re";
	static const struct {
		unsigned kind;
		const char *value;
	} fields[] = {{LANGUAGE_FROM, "A "}, {LANGUAGE_TO, "\"c@d.ro\""},
	    {LANGUAGE_DATE, "2 noiembrie"}, {LANGUAGE_SUBJECT, "Auto: re"}};
	size_t from = 0, word = 0, value = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_assert_cmpuint(
		    language_find_header_inside(line, strlen(line), from, &word, &value), ==,
		    fields[i].kind);
		g_assert_true(g_str_has_prefix(line + value, fields[i].value));
		from = value;
	}
	g_assert_cmpuint(
	    language_find_header_inside(line, strlen(line), from, &word, &value), ==, 0);
}

static void
test_vs(void)
{
	g_assert_true(language_answers_with_vs("L\xc3\xa4hett\xc3\xa4j\xc3\xa4: x", 19));
	g_assert_false(language_answers_with_vs("Fra: x", 6));
	g_assert_false(language_answers_with_vs("x", 1));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/language/M10/every row is found", test_rows);
	g_test_add_func("/language/M10/values of header words", test_values);
	g_test_add_func("/language/M10/sentences are no header", test_no_header);
	g_test_add_func("/language/M10/lines above an embedded mail", test_marks);
	g_test_add_func("/language/M10/R and RIF answer, I forwards", test_prefixes);
	g_test_add_func("/language/M10/fields that share a line", test_inside);
	g_test_add_func("/language/M10/VS answers in Finnish", test_vs);
	return g_test_run();
}
