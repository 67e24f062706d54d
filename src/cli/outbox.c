/* outbox: turno outbox list and retry: the mail that turno sends. */
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

#define LIST_COLUMNS "id ticket kind to state attempts last_reply sent_at"

static const struct option list_options[] = {
    {"state", OPTION_TEXT, "state"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

int
cli_outbox(struct cli *cli, int argc, char **argv)
{
	const char *verb = argc > 0 ? argv[0] : "";
	GError *error = NULL;
	int64_t outbox = 0;

	if (strcmp(verb, "list") == 0)
		return connect_list(cli, list_options, "select turno.outbox_list($1::jsonb)",
		    LIST_COLUMNS, argc - 1, argv + 1);
	if (strcmp(verb, "retry") != 0 || argc != 2 || !connect_number(argv[1], &outbox))
		return print_usage_error("usage: turno outbox list|retry ID; see turno(1)");
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL)
		return print_error(error);
	return connect_show(cli, db, "select turno.outbox_retry($1)", outbox);
}
