/* receipt: turno receipt list: what providers of certified mail (PEC) told of our mail. */
#include "config.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"

#define LIST_COLUMNS "mail at kind recipient state ticket outbox error note refused subject"

static const struct option list_options[] = {
    {"orphan", OPTION_SWITCH, "orphan"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {"outbox", OPTION_NUMBER, "outbox"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

int
cli_receipt(struct cli *cli, int argc, char **argv)
{
	if (argc > 0 && strcmp(argv[0], "list") == 0)
		return connect_list(cli, list_options, "select turno.receipt_list($1::jsonb)",
		    LIST_COLUMNS, argc - 1, argv + 1);
	return print_usage_error("usage: turno receipt list; see turno(1)");
}
