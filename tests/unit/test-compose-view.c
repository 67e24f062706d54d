/* What people read: quoted lines, links; and what a contact must never read. */
#include "config.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "compose/link.h"
#include "compose/template.h"
#include "compose/view.h"

#define TOKEN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-"

static void
test_links(void)
{
	static const char *const bad_paths[] = {
	    "", "ticket/1", "//evil.example", "/a?b", "/a\r\nb", "/../x", "/a@b", "/é"};
	static const char *const bad_tokens[] = {
	    "", "short", (TOKEN "\r\nX: y"), (TOKEN "/"), (TOKEN "?"), ("é" TOKEN)};
	g_autofree char *link = link_for_contact("https://desk.example", TOKEN, NULL);
	g_autofree char *page = link_for_page("https://desk.example/t", "/ticket/142", NULL);

	g_assert_cmpstr(link, ==, "https://desk.example/l/" TOKEN);
	g_assert_cmpstr(page, ==, "https://desk.example/t/ticket/142");
	for (size_t i = 0; i < G_N_ELEMENTS(bad_paths); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(link_for_page("https://desk.example", bad_paths[i], &error));
		g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(bad_tokens); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(link_for_contact("https://desk.example", bad_tokens[i], &error));
		g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
	}
}

static json_t *
make_envelope(const char *kind)
{
	return json_pack(
	    "{s:s, s:s, s:s, s:s, s:s, s:{s:i, s:s, s:s, s:s}, s:{s:s, s:s}, s:[{s:s, "
	    "s:s}]}",
	    "kind", kind, "language", "it", "reply_to", "support+r.1.2.3.m@demo.example",
	    "url_path", "/ticket/142", "link", TOKEN, "ticket", "number", 142, "reference",
	    "142", "subject", "Modello 730", "category", "CAF", "post", "author", "Mario",
	    "text", "one\r\n\r\ntwo\a\n\n", "history", "author", "Anna", "text", "a\n\nb");
}

/* Each kind × what its view holds. */
static void
test_r24_contact_has_no_internal_names(void)
{
	static const char *const contact_kinds[] = {
	    "acknowledgement", "reply", "new_link", "rejected", "status", "reminder"};
	static const char *const internal[] = {"category", "page", "history", "quote", "level",
	    "answers_note", "is_note", "assignee"};

	for (size_t k = 0; k < G_N_ELEMENTS(contact_kinds); k++) {
		json_t *envelope = make_envelope(contact_kinds[k]);
		json_t *view = view_make(envelope, "https://desk.example", NULL);

		g_assert_nonnull(view);
		for (size_t i = 0; i < G_N_ELEMENTS(internal); i++) {
			g_assert_null(json_object_get(view, internal[i]));
			g_assert_false(
			    g_strv_contains(view_names(contact_kinds[k]), internal[i]));
		}
		g_assert_cmpstr(json_string_value(json_object_get(view, "link")), ==,
		    "https://desk.example/l/" TOKEN);
		json_decref(view);
		json_decref(envelope);
	}
}

static void
test_operator_has_no_magic_link(void)
{
	json_t *envelope = make_envelope("notification");
	json_t *view = view_make(envelope, "https://desk.example", NULL);
	json_t *earlier = json_array_get(json_object_get(view, "history"), 0);

	g_assert_null(json_object_get(view, "link"));
	g_assert_cmpstr(json_string_value(json_object_get(view, "page")), ==,
	    "https://desk.example/ticket/142");
	g_assert_cmpstr(json_string_value(json_object_get(view, "text")), ==, "one\n\ntwo");
	g_assert_cmpstr(
	    json_string_value(json_object_get(earlier, "quote")), ==, "> a\n>\n> b");
	g_assert_true(json_is_false(json_object_get(view, "answers_note")));
	json_decref(view);

	json_object_set_new(
	    envelope, "reply_to", json_string("support+n.1.2.3.m@demo.example"));
	view = view_make(envelope, "https://desk.example", NULL);
	g_assert_true(json_is_true(json_object_get(view, "answers_note")));
	json_decref(view);
	json_decref(envelope);
}

/* A view may hold only names that templates of its kind may use. */
static void
test_names_are_complete(void)
{
	static const char *const kinds[] = {"acknowledgement", "reply", "notification",
	    "parked", "new_link", "password_code", "confirm", "rejected", "quarantine",
	    "status", "reminder", "morning", "alert", "transcript", "summary"};
	const char *name;
	json_t *value;

	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		json_t *envelope = make_envelope(kinds[k]);
		json_t *view = view_make(envelope, "https://desk.example", NULL);

		json_object_foreach(view, name, value)
		{
			g_assert_true(g_strv_contains(view_names(kinds[k]), name));
		}
		json_decref(view);
		json_decref(envelope);
	}
	g_assert_null(view_names("invoice"));
}

static char *
read_source(const char *path)
{
	const char *top = g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : ".";
	g_autofree char *full = g_build_filename(top, path, NULL);
	char *text = NULL;

	g_assert_true(g_file_get_contents(full, &text, NULL, NULL));
	return text;
}

/* The database checks the office's own words by a table: it must name what a view provides. */
static void
test_r34_names_are_those_of_the_database(void)
{
	g_autofree char *text = read_source("sql/data/template_field.sql");
	g_autoptr(GRegex) row = g_regex_new("\\('(\\w+)', '\\{([^}]*)\\}'\\)", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	unsigned kinds = 0;

	for (g_regex_match(row, text, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL)) {
		g_autofree char *kind = g_match_info_fetch(match, 1);
		g_autofree char *list = g_match_info_fetch(match, 2);
		g_auto(GStrv) fields = g_strsplit(list, ",", -1);
		const char *const *names = view_names(kind);

		kinds++;
		g_assert_nonnull(names);
		for (char **field = fields; *field != NULL; field++)
			if (!g_strv_contains(names, *field))
				g_error("view.c has no %s in %s", *field, kind);
		for (; *names != NULL; names++)
			if (!g_strv_contains((const char *const *)fields, *names))
				g_error("the database has no %s in %s", *names, kind);
	}
	g_assert_cmpuint(kinds, ==, 15);
}

/* What the database takes, compose can render; tests/sql/t/tell-template.sql asks the same of
 * the database. What it takes and the database does not is the link of R35. */
static void
test_r34_templates_as_the_database(void)
{
	g_autofree char *text = read_source("tests/unit/compose/templates.json");
	json_t *cases = json_loads(text, 0, NULL);

	g_assert_cmpuint(json_array_size(cases), >, 20);
	for (size_t i = 0; i < json_array_size(cases); i++) {
		const json_t *c = json_array_get(cases, i);
		const char *kind = json_string_value(json_object_get(c, "kind"));
		const char *words = json_string_value(json_object_get(c, "text"));
		g_autoptr(Template) template =
		    template_parse(kind, words, view_names(kind), NULL);

		if ((template != NULL) != json_is_true(json_object_get(c, "ok")))
			g_error("compose reads otherwise: %s", words);
	}
	json_decref(cases);
}

static void
test_signature(void)
{
	static const struct {
		const char *text, *own, *signature;
	} cases[] = {
	    {"A presto.", "", "Marco Villa"},
	    {"A presto,\r\nmarco villa\n\n", "", NULL},
	    {"Marco Villa\nA presto.", "", "Marco Villa"},
	    {"", "", "Marco Villa"},
	    {"A presto.", "M. Villa\r\nCAF, tel. 5\r\n", "M. Villa\nCAF, tel. 5"},
	    {"A presto,\nM. Villa\nCAF, tel. 5\n", "M. Villa\r\nCAF, tel. 5\r\n", NULL},
	    {"A presto,\nMarco Villa", "M. Villa\nCAF, tel. 5", NULL},
	    {"A presto.", " \n", "Marco Villa"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_t *envelope =
		    json_pack("{s:s, s:{s:s, s:s, s:s}}", "kind", "reply", "post", "author",
			"Marco Villa", "signature", cases[i].own, "text", cases[i].text);
		json_t *view = view_make(envelope, "https://desk.example", NULL);

		g_assert_cmpstr(json_string_value(json_object_get(view, "signature")), ==,
		    cases[i].signature);
		json_decref(view);
		json_decref(envelope);
	}
}

static void
test_refuse_kind(void)
{
	g_autoptr(GError) error = NULL;
	json_t *envelope = make_envelope("invoice");

	g_assert_null(view_make(envelope, "https://desk.example", &error));
	g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
	json_decref(envelope);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/compose/view/M33 links lead only to our pages", test_links);
	g_test_add_func("/compose/view/R24 a contact's mail has no internal name",
	    test_r24_contact_has_no_internal_names);
	g_test_add_func("/compose/view/an operator's mail has page, quote and no magic link",
	    test_operator_has_no_magic_link);
	g_test_add_func("/compose/view/names are complete", test_names_are_complete);
	g_test_add_func("/compose/view/R34 names are those of the database",
	    test_r34_names_are_those_of_the_database);
	g_test_add_func("/compose/view/R34 templates as the database takes them",
	    test_r34_templates_as_the_database);
	g_test_add_func(
	    "/compose/view/a name under the text is not written twice", test_signature);
	g_test_add_func("/compose/view/an unknown kind is refused", test_refuse_kind);
	return g_test_run();
}
