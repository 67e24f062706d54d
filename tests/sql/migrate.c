/*
 * migrate [--dump]: brings the empty database that PG* name to the schema of this tree, without
 * comparing; with --dump prints its catalogue. For make update-schema and tests/sql/run.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "store/db.h"
#include "store/migrate.h"

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Db) db = db_open("", NULL, "migrate", &error);
	g_autofree char *dump = NULL;
	bool wants_dump = argc > 1 && strcmp(argv[1], "--dump") == 0;

	if (db != NULL && migrate(db, MIGRATE_UNCHECKED, NULL, &error) &&
	    (!wants_dump || migrate_dump(db, &dump, &error))) {
		if (dump != NULL)
			fputs(dump, stdout);
		return 0;
	}
	fprintf(stderr, "migrate: %s\n", error->message);
	return error_exit_status(error);
}
