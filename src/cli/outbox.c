/* outbox: turno outbox list, retry, accounts and resume: the mail that turno sends. */
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

#define LIST_COLUMNS "id ticket kind to state delivery waits until attempts last_reply sent_at"
#define ACCOUNT_COLUMNS "name state until waiting per_minute per_day failing_since reason"

static const struct option list_options[] = {
    {"state", OPTION_TEXT, "state"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

static int
retry(const struct cli *cli, int64_t outbox)
{
	GError *error = NULL;
	g_autoptr(Db) db = connect_admin(cli, &error);

	if (db == NULL)
		return print_error(error);
	return connect_show(cli, db, "select turno.outbox_retry($1)", outbox);
}

static int
resume(const struct cli *cli, const char *account)
{
	GError *error = NULL;
	g_autoptr(Json) argument = json_pack("{s:s}", "name", account);
	g_autoptr(Json) value = NULL;
	g_autoptr(Db) db = connect_admin(cli, &error);

	if (db == NULL || !connect_call(db, "select turno.account_resume($1::jsonb)", argument,
			      &value, &error))
		return print_error(error);
	if (cli->json)
		print_json(value);
	else
		print_record(value);
	return EX_OK;
}

int
cli_outbox(struct cli *cli, int argc, char **argv)
{
	const char *verb = argc > 0 ? argv[0] : "";
	int64_t outbox = 0;

	if (strcmp(verb, "list") == 0)
		return connect_list(cli, list_options, "select turno.outbox_list($1::jsonb)",
		    LIST_COLUMNS, argc - 1, argv + 1);
	if (strcmp(verb, "accounts") == 0)
		return connect_list(cli, option_none, "select turno.account_list($1::jsonb)",
		    ACCOUNT_COLUMNS, argc - 1, argv + 1);
	if (strcmp(verb, "retry") == 0 && argc == 2 && connect_number(argv[1], &outbox))
		return retry(cli, outbox);
	if (strcmp(verb, "resume") == 0 && argc == 2)
		return resume(cli, argv[1]);
	return print_usage_error(
	    "usage: turno outbox list | retry ID | accounts | resume NAME; see turno(1)");
}
