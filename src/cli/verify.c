#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

static void
print_report(const json_t *report)
{
	const json_t *findings = json_object_get(report, "findings");

	if (json_array_size(findings) > 0) {
		print_table(findings, "ticket seq problem");
		return;
	}
	printf("%" G_GINT64_FORMAT " events of %" G_GINT64_FORMAT
	       " tickets are as they were written\n",
	    json_number(report, "events"), json_number(report, "tickets"));
}

int
cli_verify(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) report = NULL;
	guint64 ticket = 0;

	if (argc > 1 || (argc == 1 && !g_ascii_string_to_unsigned(
					  argv[0], 10, 1, G_MAXINT64, &ticket, NULL)))
		return print_usage_error("usage: turno verify [NUMBER]");
	if (argc == 1)
		json_object_set_new(argument, "ticket", json_integer((json_int_t)ticket));
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_call(db, "select turno.verify_report($1::jsonb)", argument,
			      &report, &error))
		return print_error(error);
	if (cli->json)
		print_json(report);
	else
		print_report(report);
	return json_array_size(json_object_get(report, "findings")) > 0 ? EX_DATAERR : EX_OK;
}
