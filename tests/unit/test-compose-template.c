/* The template language: what it writes, and what it refuses when it is loaded. */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "compose/template.h"

static const char *const names[] = {"a", "b", "list", "name", NULL};

static const struct render_case {
	const char *title, *template, *view, *expected;
} render_cases[] = {
    {"value", "x{{a}}y\n", "{\"a\":\"1\"}", "x1y\n"},
    {"blanks in the braces", "{{ a }}\n", "{\"a\":\"1\"}", "1\n"},
    {"absent value writes nothing", "x{{b}}y\n", "{\"a\":\"1\"}", "xy\n"},
    {"nothing is escaped", "{{a}}\n", "{\"a\":\"<&>\"}", "<&>\n"},
    {"a value with braces is not a template", "{{a}}\n", "{\"a\":\"{{b}}\",\"b\":\"no\"}",
	"{{b}}\n"},
    {"section of a text", "{{#a}}[{{a}}]{{/a}}\n", "{\"a\":\"1\"}", "[1]\n"},
    {"section of an empty text", "{{#a}}no{{/a}}\n", "{\"a\":\"\"}", "\n"},
    {"inverted section", "{{^a}}none{{/a}}\n", "{}", "none\n"},
    {"inverted section of something", "{{^a}}none{{/a}}\n", "{\"a\":true}", "\n"},
    {"list", "{{#list}}{{name}};{{/list}}\n", "{\"list\":[{\"name\":\"x\"},{\"name\":\"y\"}]}",
	"x;y;\n"},
    {"element hides outer name", "{{name}}{{#list}}{{name}}{{a}}{{/list}}{{name}}\n",
	"{\"name\":\"o\",\"a\":\"!\",\"list\":[{\"name\":\"i\"}]}", "oi!o\n"},
    {"section alone on its line takes the line away", "1\n{{#a}}\n2\n{{/a}}\n3\n",
	"{\"a\":true}", "1\n2\n3\n"},
    {"so does an indented one", "1\n  {{#a}} \n2\n\t{{/a}}\n3\n", "{\"a\":false}", "1\n3\n"},
    {"section at the very end", "1\n{{#a}}\n2\n{{/a}}", "{\"a\":true}", "1\n2\n"},
    {"sections beside each other", "{{#a}}1{{/a}}{{^a}}2{{/a}}\n", "{}", "2\n"},
};

static void
test_render(gconstpointer data)
{
	const struct render_case *c = data;
	g_autofree char *text = g_strconcat("Subject: s\n", c->template, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Template) template = template_parse("t", text, names, &error);
	json_t *view = json_loads(c->view, 0, NULL);

	g_assert_no_error(error);
	g_assert_nonnull(view);
	g_autofree char *body = template_render_body(template, view);
	g_assert_cmpstr(body, ==, c->expected);
	json_decref(view);
}

static void
test_subject(void)
{
	g_autoptr(Template) template =
	    template_parse("t", "Subject: Re: {{a}}!\nbody\n", names, NULL);
	json_t *view = json_pack("{s:s}", "a", "hello");
	g_autofree char *subject = template_render_subject(template, view);
	g_autofree char *body = template_render_body(template, view);

	g_assert_cmpstr(subject, ==, "Re: hello!");
	g_assert_cmpstr(body, ==, "body\n");
	json_decref(view);
}

static const struct refuse_case {
	const char *text, *message;
} refuse_cases[] = {
    {"Subject: s\n\nx {{c}}\n", "t:3: unknown placeholder {{c}}"},
    {"Subject: {{c}}\nx\n", "t:1: unknown placeholder {{c}}"},
    {"Subject: s\n{{#a}}\n\n", "t:2: section is not closed: {{a}}"},
    {"Subject: s\n{{#a}}\n{{/b}}\n", "t:3: closes nothing: {{b}}"},
    {"Subject: s\n{{/a}}\n", "t:2: closes nothing: {{a}}"},
    {"Subject: s\n{{a\n}}\n", "t:2: tag is not closed: {{a}}"},
    {"Subject: s\n{{}}\n", "t:2: unknown placeholder {{}}"},
    {"Subject: s\n{{a\n", "t:2: tag is not closed: {{a}}"},
    {"Hello\n", "t:1: must begin with a line \"Subject: …\""},
    {"Subject: s", "t:1: must begin with a line \"Subject: …\""},
};

static void
test_refuse(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refuse_cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(template_parse("t", refuse_cases[i].text, names, &error));
		g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
		g_assert_cmpstr(error->message, ==, refuse_cases[i].message);
	}
}

static void
test_refuse_deep(void)
{
	g_autoptr(GError) error = NULL;
	GString *text = g_string_new("Subject: s\n");

	for (int i = 0; i < 20; i++)
		g_string_append(text, "{{#a}}");
	for (int i = 0; i < 20; i++)
		g_string_append(text, "{{/a}}");
	g_assert_null(template_parse("t", text->str, names, &error));
	g_assert_cmpstr(error->message, ==, "t:2: too deep: {{a}}");
	g_string_free(text, TRUE);
}

static void
write_file(const char *path, const char *text)
{
	g_autoptr(GError) error = NULL;

	g_file_set_contents(path, text, -1, &error);
	g_assert_no_error(error);
}

static void
test_override(void)
{
	g_autofree char *directory = g_dir_make_tmp("turno-XXXXXX", NULL);
	g_autofree char *folder = g_build_filename(directory, "it", NULL);
	g_autofree char *path = g_build_filename(folder, "reply.txt", NULL);
	g_autofree char *own_where = NULL, *built_in_where = NULL, *none_where = NULL;
	g_autoptr(GError) error = NULL;

	g_mkdir(folder, 0700);
	write_file(path, "Subject: ours\r\nbody\r\n");
	g_autofree char *own = template_find_text(directory, "it/reply", &own_where, NULL);
	g_autofree char *built_in =
	    template_find_text(directory, "en/reply", &built_in_where, NULL);
	g_assert_cmpstr(own, ==, "Subject: ours\nbody\n");
	g_assert_cmpstr(own_where, ==, path);
	g_assert_cmpstr(built_in_where, ==, "en/reply.txt");
	g_assert_true(g_str_has_prefix(built_in, "Subject: "));

	write_file(path, "Subject: \xe8\n");
	g_assert_null(template_find_text(directory, "it/reply", &none_where, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_nonnull(strstr(error->message, "is not UTF-8"));
	g_clear_error(&error);
	g_assert_null(template_find_text("", "fr/reply", &none_where, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_unlink(path);
	g_rmdir(folder);
	g_rmdir(directory);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(render_cases); i++) {
		g_autofree char *path =
		    g_strconcat("/compose/template/render/", render_cases[i].title, NULL);
		g_test_add_data_func(path, &render_cases[i], test_render);
	}
	g_test_add_func("/compose/template/subject line is rendered apart", test_subject);
	g_test_add_func("/compose/template/mistakes name file and line", test_refuse);
	g_test_add_func("/compose/template/nesting is bounded", test_refuse_deep);
	g_test_add_func("/compose/template/a file of the office comes first", test_override);
	return g_test_run();
}
