/*
 * retention: turno retention. What is due is erased step by step, each in a transaction of its
 * own, until nothing is left; turnod does the same while it runs.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/error.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

static const struct option retention_options[] = {
    {"dry-run", OPTION_SWITCH, "dry_run"},
    {NULL, OPTION_TEXT, NULL},
};

static const char *const counts[] = {
    "tickets", "posts", "events", "documents", "mails", "blobs", "bytes"};

static bool
erase_all(struct db *db, json_t *total, GError **error)
{
	bool is_more = true;

	while (is_more) {
		g_autoptr(Json) step = NULL;

		if (!connect_call(db, "select turno.retention_run()", NULL, &step, error))
			return false;
		for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
			json_object_set_new(total, counts[i],
			    json_integer(
				json_number(total, counts[i]) + json_number(step, counts[i])));
		is_more = json_is_true(json_object_get(step, "more"));
	}
	return true;
}

static int
show_due(const struct cli *cli, struct db *db, const json_t *argument)
{
	GError *error = NULL;
	g_autoptr(Json) due = NULL;

	if (!connect_call(
		db, "select turno.retention_report($1::jsonb)", argument, &due, &error))
		return print_error(error);
	if (cli->json)
		print_json(due);
	else if (json_array_size(due) == 0)
		puts("nothing is due");
	else
		print_table(due, "category why days tickets posts documents bytes oldest");
	return EX_OK;
}

int
cli_retention(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) total = json_object();

	if (!option_only(
		retention_options, argc, argv, argument, "usage: turno retention [--dry-run]"))
		return EX_USAGE;
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL)
		return print_error(error);
	if (json_is_true(json_object_get(argument, "dry_run")))
		return show_due(cli, db, argument);
	if (!erase_all(db, total, &error))
		return print_error(error);
	if (cli->json)
		print_json(total);
	else
		print_record(total);
	return EX_OK;
}
