#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"
#include "store/migrate.h"

int
cli_migrate(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_auto(GStrv) applied = NULL;

	(void)argv;
	if (argc > 0)
		return print_usage_error("usage: turno migrate");
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !migrate(db, MIGRATE_CHECKED, &applied, &error))
		return print_error(error);
	g_autoptr(Json) list = json_array();
	for (char **path = applied; *path != NULL; path++)
		json_array_append_new(list, json_string(*path));
	if (cli->json) {
		print_json(list);
		return EX_OK;
	}
	for (char **path = applied; *path != NULL; path++)
		printf("applied %s\n", *path);
	puts("the database is at version " PACKAGE_VERSION);
	return EX_OK;
}
