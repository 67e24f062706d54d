/* hook: turno hook: the programs that are called, and the calls. */
#include "config.h"

#include <jansson.h>
#include <string.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

#define CALL_COLUMNS "id hook ticket event state until attempts last_status last_error sent_at"

static const struct option call_options[] = {
    {"state", OPTION_TEXT, "state"},
    {"hook", OPTION_TEXT, "hook"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

static int
retry(const struct cli *cli, int64_t call)
{
	GError *error = NULL;
	g_autoptr(Db) db = connect_admin(cli, &error);

	if (db == NULL)
		return print_error(error);
	return connect_show(cli, db, "select turno.hook_retry($1)", call);
}

int
cli_hook(struct cli *cli, int argc, char **argv)
{
	const char *verb = argc > 0 ? argv[0] : "";
	int64_t call = 0;

	if (strcmp(verb, "calls") == 0)
		return connect_list(cli, call_options, "select turno.hook_calls($1::jsonb)",
		    CALL_COLUMNS, argc - 1, argv + 1);
	if (strcmp(verb, "retry") != 0)
		return cli_admin(cli, argc, argv);
	if (argc != 2 || !connect_number(argv[1], &call))
		return print_usage_error(
		    "usage: turno hook retry ID, the number of a call; see turno(1)");
	return retry(cli, call);
}
