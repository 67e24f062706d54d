/*
 * search: turno search, and turno stats: what a person finds and how the desk does, as the web
 * shows it to whom --as or --as-contact names, or all of it for the owner of the database.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

#define SEARCH_COLUMNS "number turn status contact subject category updated_at"
#define SEARCH_LIMIT 100

static const struct option search_options[] = {
    {"limit", OPTION_NUMBER, "limit"},
    {"as", OPTION_TEXT, "as"},
    {"as-contact", OPTION_TEXT, "as_contact"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option stats_options[] = {
    {"from", OPTION_TEXT, "from"},
    {"to", OPTION_TEXT, "to"},
    {"csv", OPTION_SWITCH, "csv"},
    {"as", OPTION_TEXT, "as"},
    {NULL, OPTION_TEXT, NULL},
};

int
cli_search(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) value = NULL;
	const char *words = NULL;

	json_object_set_new(argument, "limit", json_integer(SEARCH_LIMIT));
	if (!option_parse(search_options, argc, argv, argument, &words, &error)) {
		print_error(error);
		return EX_USAGE;
	}
	if (words == NULL || !g_utf8_validate(words, -1, NULL))
		return print_usage_error(
		    "usage: turno search WORDS [--limit N] [--as LOGIN | --as-contact ADDRESS];"
		    " several words are one argument");
	json_object_set_new(argument, "q", json_string(words));
	json_object_set_new(argument, "filters", json_pack("{s:s}", "text", words));
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_ask(db, "select turno.ticket_list($1::jsonb)",
			      "select turno.page_search($1::jsonb)",
			      "select turno.page_search($1::jsonb)", argument, &value, &error))
		return print_error(error);
	const json_t *tickets =
	    json_is_array(value) ? value : json_object_get(value, "tickets");
	if (cli->json)
		print_json(tickets);
	else
		print_table(tickets, SEARCH_COLUMNS);
	if (json_is_true(json_object_get(value, "is_more")))
		fputs("turno: there may be more: say more words\n", stderr);
	return EX_OK;
}

int
cli_stats(struct cli *cli, int argc, char **argv)
{
	static const char page_sql[] = "select turno.page_statistics($1::jsonb)";
	static const char file_sql[] = "select turno.page_statistics_export($1::jsonb)";
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) value = NULL;

	json_object_set_new(argument, "language", json_string("en"));
	if (!option_only(stats_options, argc, argv, argument, "turno stats takes options only"))
		return EX_USAGE;
	bool is_file = json_is_true(json_object_get(argument, "csv"));
	const char *sql = is_file ? file_sql : page_sql;
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_ask(db, sql, sql, sql, argument, &value, &error))
		return print_error(error);
	if (is_file)
		fputs(json_text(value, "csv"), stdout);
	else if (cli->json)
		print_json(value);
	else
		print_record(value);
	return EX_OK;
}
