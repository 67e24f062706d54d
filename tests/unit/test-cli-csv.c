/* CSV as spreadsheets write it: delimiters, quotes, encodings, lines, limits. */
#include "config.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "cli/csv.h"

/* "LINE:field|field" per row, rows joined by "\n", or "!" and the sentence. Caller frees. */
static char *
dump(const char *bytes, size_t size)
{
	g_autoptr(GError) error = NULL;
	json_t *rows = csv_read(bytes, size, &error);
	GString *text = g_string_new(NULL);

	if (rows == NULL) {
		g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
		g_string_printf(text, "!%s", error->message);
	}
	for (size_t i = 0; i < json_array_size(rows); i++) {
		json_t *row = json_array_get(rows, i), *fields = json_object_get(row, "fields");
		g_string_append_printf(text, "%s%d:", i > 0 ? "\n" : "",
		    (int)json_integer_value(json_object_get(row, "line")));
		for (size_t f = 0; f < json_array_size(fields); f++)
			g_string_append_printf(text, "%s%s", f > 0 ? "|" : "",
			    json_string_value(json_array_get(fields, f)));
	}
	json_decref(rows);
	return g_string_free(text, FALSE);
}

static void
test_tables(void)
{
	static const struct {
		const char *bytes, *rows;
	} cases[] = {
	    {"a,b\n1,2\n", "1:a|b\n2:1|2"},
	    {"a;b\r\n1;2\r\n", "1:a|b\n2:1|2"},
	    {"a\tb\r1\t2", "1:a|b\n2:1|2"},
	    {"a;\"b,c\"\n1;2,3", "1:a|b,c\n2:1|2,3"},
	    {"\"a,b,c\";d\n1;2", "1:a,b,c|d\n2:1|2"},
	    {"\xef\xbb\xbf"
	     "nome;e-mail\nZo\xc3\xa8;z@x.it",
		"1:nome|e-mail\n2:Zo\xc3\xa8|z@x.it"},
	    {"nome;e-mail\nZo\xe8 \x80;z@x.it",
		"1:nome|e-mail\n2:Zo\xc3\xa8 \xe2\x82\xac|z@x.it"},
	    {"a,b\n\n\n1,\"two\nlines\"\n,\n3, \"said \"\"so\"\" \"\n",
		"1:a|b\n4:1|two\nlines\n7:3|said \"so\" "},
	    {"a\n b \n", "1:a\n2:b"},
	    {"a,b\n1\n1,2,3\n", "1:a|b\n2:1\n3:1|2|3"},
	    {"", "!the file holds no row of headings"},
	    {"\n \n,,\n", "!the file holds no row of headings"},
	    {"a,b\n1,2\n3,\"4\n5,6\n", "!line 3: a quote is opened and never closed"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *rows = dump(cases[i].bytes, strlen(cases[i].bytes));
		g_assert_cmpstr(rows, ==, cases[i].rows);
	}
}

static void
test_what_is_no_text(void)
{
	g_autofree char *rows = dump("a\0b\0,\0c\0", 8);

	g_assert_cmpstr(rows, ==, "!the file is no text: save it as CSV, in UTF-8 or Latin-1");
}

static void
test_limits(void)
{
	g_autofree char *large = g_malloc(LIMIT_CSV_BYTES + 1);
	g_autofree char *wide = g_strnfill(LIMIT_CSV_FIELDS + 1, ',');
	g_autofree char *long_field = g_strnfill(LIMIT_CSV_FIELD_BYTES + 1, 'x');
	g_autofree char *most = g_strnfill(LIMIT_CSV_FIELD_BYTES, 'x');
	GString *rows = g_string_new(NULL);

	memset(large, 'x', LIMIT_CSV_BYTES + 1);
	for (unsigned i = 0; i <= LIMIT_CSV_ROWS; i++)
		g_string_append(rows, "x\n");
	g_autofree char *too_large = dump(large, LIMIT_CSV_BYTES + 1);
	g_assert_cmpstr(too_large, ==, "!the file is larger than 20 MiB");
	g_autofree char *too_wide = dump(wide, strlen(wide));
	g_assert_true(g_str_has_prefix(too_wide, "!line 1: more than"));
	g_autofree char *too_long = dump(long_field, strlen(long_field));
	g_assert_true(g_str_has_prefix(too_long, "!line 1: more than"));
	g_autofree char *too_many = dump(rows->str, rows->len);
	g_assert_true(g_str_has_prefix(too_many, "!line 100001: more than"));
	g_autofree char *just = dump(most, strlen(most));
	g_assert_cmpuint(strlen(just), ==, strlen(most) + 2);
	g_string_free(rows, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cli/csv/tables", test_tables);
	g_test_add_func("/cli/csv/what is no text", test_what_is_no_text);
	g_test_add_func("/cli/csv/limits", test_limits);
	return g_test_run();
}
