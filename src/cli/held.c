/* held: turno held list, and what operators decide about mails that wait on a ticket (act.c).
 */
#include "config.h"

#include <string.h>

#include "cli/act.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"

#define LIST_COLUMNS "id mailbox received_at ticket from subject reason"

static const struct option list_options[] = {
    {"ticket", OPTION_NUMBER, "ticket"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

int
cli_held(struct cli *cli, int argc, char **argv)
{
	if (argc > 0 && strcmp(argv[0], "list") == 0)
		return connect_list(cli, list_options,
		    "select turno.mail_list($1::jsonb || '{\"outcome\": \"held\"}')",
		    LIST_COLUMNS, argc - 1, argv + 1);
	if (argc > 0 && act_is_verb(cli, argv[0]))
		return act_run(cli, argc, argv);
	return print_usage_error("usage: turno held list|accept|add|split|discard|send|drop "
				 "MAIL --as LOGIN; see turno(1)");
}
