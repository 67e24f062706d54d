/*
 * health: turno health shows how each mailbox does, what came of its mail in the last 24 hours,
 * and what waits: the numbers of the nightly summary.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

/* The rest of the report, without the table above it. */
static void
print_rest(const json_t *report)
{
	g_autoptr(Json) rest = json_copy((json_t *)report);

	json_object_del(rest, "mailboxes");
	putchar('\n');
	print_record(rest);
}

int
cli_health(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) report = NULL;
	g_autoptr(Json) nothing = json_object();

	(void)argv;
	if (argc > 0)
		return print_usage_error("usage: turno health");
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL ||
	    !connect_call(db, "select turno.health($1::jsonb)", nothing, &report, &error))
		return print_error(error);
	if (cli->json) {
		print_json(report);
		return EX_OK;
	}
	print_table(json_object_get(report, "mailboxes"),
	    "name state fetched_at arrived accounted waiting on_server missing missing_uids "
	    "error");
	print_rest(report);
	return EX_OK;
}
