/*
 * template: turno template list, show, set, remove and preview: the words of the mail that
 * turno sends. The database keeps the office's own and checks them; those that turno brings
 * are compiled in, so show and preview ask compose.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "compose/compose.h"
#include "compose/template.h"
#include "store/db.h"
#include "store/json.h"

#define TEMPLATE_FILE_BYTES (64 * 1024)
#define LIST_COLUMNS "name kind audience language status is_own"

static const struct option options[] = {
    {"language", OPTION_TEXT, "language"},
    {"status", OPTION_TEXT, "status"},
    {"kind", OPTION_TEXT, "kind"},
    {"file", OPTION_TEXT, "file"},
    {NULL, OPTION_TEXT, NULL},
};

/* Puts the words of the file that argument names, "-" for stdin, in the place of its name. */
static bool
read_words(json_t *argument, GError **error)
{
	const char *path = json_string_value(json_object_get(argument, "file"));

	if (path == NULL)
		return true;
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	if (file == NULL)
		return error_set(error, ERROR_CONFIG, "cannot read %s", path);
	g_autofree char *text = g_malloc(TEMPLATE_FILE_BYTES + 1);
	size_t length = fread(text, 1, TEMPLATE_FILE_BYTES + 1, file);
	bool is_read = ferror(file) == 0;
	if (file != stdin)
		fclose(file);
	if (!is_read || length > TEMPLATE_FILE_BYTES ||
	    !g_utf8_validate(text, (gssize)length, NULL))
		return error_set(error, ERROR_CONFIG,
		    "%s: is no UTF-8 text of at most %d bytes", path, TEMPLATE_FILE_BYTES);
	json_object_set_new(argument, "text", json_stringn(text, length));
	json_object_del(argument, "file");
	return true;
}

/* The words compiled in, where the office has none of its own. */
static bool
add_builtin(const struct cli *cli, json_t *value, GError **error)
{
	if (json_is_true(json_object_get(value, "is_own")))
		return true;
	g_autofree char *where = NULL;
	g_autofree char *name =
	    g_strjoin("/", json_string_value(json_object_get(value, "language")),
		json_string_value(json_object_get(value, "kind")), NULL);
	g_autofree char *text =
	    template_find_text(cli->conf->template_dir, name, &where, error);
	if (text == NULL)
		return false;
	char *body = strchr(text, '\n');
	g_assert_nonnull(body);
	*body++ = '\0';
	json_object_set_new(value, "subject",
	    json_string(
		g_str_has_prefix(text, "Subject: ") ? text + strlen("Subject: ") : text));
	json_object_set_new(value, "body", json_string(body));
	return true;
}

/* As a file that set takes. */
static void
print_words(const json_t *value)
{
	const char *subject = json_string_value(json_object_get(value, "subject"));
	const char *body = json_string_value(json_object_get(value, "body"));
	g_autofree char *text =
	    g_strconcat("Subject: ", subject, "\n", body != NULL ? body : "", NULL);
	g_autofree char *clean = text_clean(text, strlen(text));

	fputs(clean, stdout);
}

/* An envelope of the database becomes the subject and text that people would read. */
static bool
render(const struct cli *cli, json_t *value, GError **error)
{
	g_autofree char *subject = NULL;
	g_autofree char *body = NULL;
	g_autoptr(Compose) compose =
	    compose_new(cli->conf->web_base_url, cli->conf->template_dir, error);

	if (compose == NULL || !compose_text(compose, value, &subject, &body, error))
		return false;
	json_object_clear(value);
	json_object_set_new(value, "subject", json_string(subject));
	json_object_set_new(value, "body", json_string(body));
	return true;
}

static const struct verb {
	const char *name;
	const char *sql;
	bool (*finish)(const struct cli *cli, json_t *value, GError **error);
} verbs[] = {
    {"list", "select turno.template_list($1::jsonb)", NULL},
    {"show", "select turno.template_show($1::jsonb)", add_builtin},
    {"set", "select turno.template_set($1::jsonb)", NULL},
    {"remove", "select turno.template_remove($1::jsonb)", NULL},
    {"preview", "select turno.template_preview($1::jsonb)", render},
};

static void
print_result(const struct cli *cli, const struct verb *verb, const json_t *value)
{
	if (cli->json)
		print_json(value);
	else if (json_is_array(value))
		print_table(value, LIST_COLUMNS);
	else if (verb->finish != NULL)
		print_words(value);
	else
		print_record(value);
}

static int
run(const struct cli *cli, const struct verb *verb, json_t *argument)
{
	GError *error = NULL;
	g_autoptr(Json) value = NULL;
	g_autoptr(Db) db = NULL;

	if (!read_words(argument, &error))
		return print_error(error);
	db = connect_admin(cli, &error);
	if (db == NULL || !connect_call(db, verb->sql, argument, &value, &error) ||
	    (verb->finish != NULL && !verb->finish(cli, value, &error)))
		return print_error(error);
	print_result(cli, verb, value);
	return EX_OK;
}

int
cli_template(struct cli *cli, int argc, char **argv)
{
	const char *name = NULL;
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	const struct verb *verb = NULL;

	for (size_t i = 0; argc > 0 && i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(argv[0], verbs[i].name) == 0)
			verb = &verbs[i];
	if (verb == NULL)
		return print_usage_error(
		    "usage: turno template list|show|set|remove|preview …; see turno(1)");
	if (!option_parse(options, argc - 1, argv + 1, argument, &name, &error)) {
		bool is_usage = error_is(error, ERROR_REJECT);
		int status = print_error(error);
		return is_usage ? EX_USAGE : status;
	}
	if ((name == NULL) != (strcmp(verb->name, "list") == 0))
		return print_usage_error(
		    name == NULL ? "template %s needs the name" : "template %s takes no name",
		    verb->name);
	if (name != NULL && !g_utf8_validate(name, -1, NULL))
		return print_usage_error("the name is not UTF-8");
	if (name != NULL)
		json_object_set_new(argument, "name", json_string(name));
	return run(cli, verb, argument);
}
