/* mail: turno mail list, show, raw and retry: the ledger of incoming mail, and whose is
 * filtered. What operators do with a mail is in act.c. */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "cli/act.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"
#include "store/mail.h"

#define LIST_COLUMNS "id mailbox received_at outcome ticket from subject reason"
#define BLOCKED_COLUMNS "sender reason operator at"

static const struct option list_options[] = {
    {"outcome", OPTION_TEXT, "outcome"},
    {"mailbox", OPTION_TEXT, "mailbox"},
    {"ticket", OPTION_NUMBER, "ticket"},
    {"before", OPTION_NUMBER, "before"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

/* The raw bytes on stdout, as they came. */
static int
print_raw(struct db *db, int64_t mail)
{
	GError *error = NULL;

	for (int seq = 0;; seq++) {
		g_autoptr(GBytes) chunk = NULL;

		if (!mail_chunk(db, mail, seq, &chunk, &error))
			return print_error(error);
		if (chunk == NULL && seq == 0) {
			error_set(
			    &error, ERROR_REJECT, "there is no mail %" G_GINT64_FORMAT, mail);
			return print_error(error);
		}
		if (chunk == NULL)
			return EX_OK;
		size_t size = g_bytes_get_size(chunk);
		if (fwrite(g_bytes_get_data(chunk, NULL), 1, size, stdout) != size)
			return EX_IOERR;
	}
}

int
cli_mail(struct cli *cli, int argc, char **argv)
{
	static const char usage[] =
	    "usage: turno mail list|show ID|raw ID|retry ID|open ID|attach ID|discard "
	    "ID|block|unblock|blocked; see turno(1)";
	const char *verb = argc > 0 ? argv[0] : "";
	GError *error = NULL;
	int64_t mail = 0;

	if (strcmp(verb, "list") == 0)
		return connect_list(cli, list_options, "select turno.mail_list($1::jsonb)",
		    LIST_COLUMNS, argc - 1, argv + 1);
	if (strcmp(verb, "blocked") == 0)
		return connect_list(cli, option_none,
		    "select turno.sender_blocked_list($1::jsonb)", BLOCKED_COLUMNS, argc - 1,
		    argv + 1);
	if (act_is_verb(cli, verb) && (strcmp(verb, "retry") != 0 || argc > 2))
		return act_run(cli, argc, argv);
	if (argc != 2 || !connect_number(argv[1], &mail))
		return print_usage_error(usage);
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL)
		return print_error(error);
	if (strcmp(verb, "raw") == 0)
		return print_raw(db, mail);
	if (strcmp(verb, "show") == 0)
		return connect_show(cli, db, "select turno.mail_show($1)", mail);
	if (strcmp(verb, "retry") == 0)
		return connect_show(cli, db, "select turno.mail_retry($1)", mail);
	return print_usage_error(usage);
}
