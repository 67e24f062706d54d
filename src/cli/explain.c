/* explain: turno explain: why a mail went where it went. */
#include "config.h"

#include <sysexits.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/print.h"
#include "store/db.h"

int
cli_explain(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	int64_t mail = 0;

	if (argc != 1 || !connect_number(argv[0], &mail))
		return print_usage_error("usage: turno explain MAIL_ID; see turno(1)");
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL)
		return print_error(error);
	return connect_show(cli, db, "select turno.mail_explain($1)", mail);
}
