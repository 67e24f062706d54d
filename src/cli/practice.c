/*
 * practice: turno practice and turno documents. A row of the table says what a verb takes,
 * which SQL function answers and how its answer is printed.
 */
#include "config.h"

#include <jansson.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

#define PRACTICE_COLUMNS                                                                       \
	"reference state subject customer contact.name category assignee due_on"
#define DOCUMENT_COLUMNS                                                                       \
	"id at kind name size uploader ticket.number practice.reference is_shared"

static const struct option list_options[] = {
    {"state", OPTION_TEXT, "state"},
    {"closed", OPTION_SWITCH, "is_closed"},
    {"model", OPTION_TEXT, "model"},
    {"category", OPTION_TEXT, "category"},
    {"assignee", OPTION_TEXT, "assignee"},
    {"contact", OPTION_TEXT, "contact"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {"due-before", OPTION_TEXT, "due_before"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option add_options[] = {
    {"ticket", OPTION_NUMBER, "ticket"},
    {"contact", OPTION_TEXT, "contact"},
    {"category", OPTION_TEXT, "category"},
    {"level", OPTION_TEXT, "level"},
    {"subject", OPTION_TEXT, "subject"},
    {"description", OPTION_TEXT, "description"},
    {"model", OPTION_TEXT, "model"},
    {"assignee", OPTION_TEXT, "assignee"},
    {"due", OPTION_TEXT, "due_on"},
    {"field", OPTION_LIST, "fields"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option set_options[] = {
    {"subject", OPTION_TEXT, "subject"},
    {"description", OPTION_TEXT, "description"},
    {"reference", OPTION_TEXT, "reference"},
    {"state", OPTION_TEXT, "state"},
    {"assignee", OPTION_TEXT, "assignee"},
    {"due", OPTION_TEXT, "due_on"},
    {"category", OPTION_TEXT, "category"},
    {"level", OPTION_TEXT, "level"},
    {"field", OPTION_LIST, "fields"},
    {"check", OPTION_LIST, "check"},
    {"uncheck", OPTION_LIST, "uncheck"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option document_options[] = {
    {"kind", OPTION_TEXT, "kind"},
    {"name", OPTION_TEXT, "name"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct verb {
	const char *name;
	const char *operand; /* the member that holds it; NULL: takes none */
	const struct option *options;
	const char *sql;
	const char *columns; /* of a list; NULL: one object */
} verbs[] = {
    {"practice list", NULL, list_options, "select turno.practice_list($1::jsonb)",
	PRACTICE_COLUMNS},
    {"practice show", "practice", option_none, "select turno.practice_show($1::jsonb)", NULL},
    {"practice add", NULL, add_options, "select turno.practice_add($1::jsonb)", NULL},
    {"practice set", "practice", set_options, "select turno.practice_set($1::jsonb)", NULL},
    {"documents", "contact", document_options, "select turno.document_list($1::jsonb)",
	DOCUMENT_COLUMNS},
};

static const struct verb *
find_verb(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* Puts the options and the operand of one call together. */
static json_t *
make_argument(const struct verb *verb, int argc, char **argv, GError **error)
{
	const char *operand = NULL;
	g_autoptr(Json) argument = json_object();

	if (!option_parse(verb->options, argc, argv, argument, &operand, error))
		return NULL;
	if ((operand != NULL) != (verb->operand != NULL)) {
		error_set(error, ERROR_REJECT,
		    operand == NULL ? "turno %s needs the %s" : "turno %s takes options only",
		    verb->name, verb->operand);
		return NULL;
	}
	if (operand != NULL && !g_utf8_validate(operand, -1, NULL)) {
		error_set(error, ERROR_REJECT, "the %s is not UTF-8", verb->operand);
		return NULL;
	}
	if (operand != NULL)
		json_object_set_new(argument, verb->operand, json_string(operand));
	return g_steal_pointer(&argument);
}

static int
run_verb(const struct cli *cli, const struct verb *verb, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) value = NULL;
	g_autoptr(Json) argument = make_argument(verb, argc, argv, &error);

	if (argument == NULL) {
		print_error(error);
		return EX_USAGE;
	}
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_call(db, verb->sql, argument, &value, &error))
		return print_error(error);
	if (cli->json)
		print_json(value);
	else if (verb->columns != NULL)
		print_table(value, verb->columns);
	else
		print_record(value);
	return EX_OK;
}

int
cli_practice(struct cli *cli, int argc, char **argv)
{
	g_autofree char *name = g_strdup_printf("practice %s", argc > 0 ? argv[0] : "");
	const struct verb *verb = find_verb(name);

	if (verb == NULL)
		return print_usage_error(
		    "usage: turno practice list|show|add|set …; see turno(1)");
	return run_verb(cli, verb, argc - 1, argv + 1);
}

int
cli_documents(struct cli *cli, int argc, char **argv)
{
	return run_verb(cli, find_verb("documents"), argc, argv);
}
