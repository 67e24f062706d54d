/*
 * migrate: brings a database to what this program was built for, in one transaction under an
 * advisory lock: roles, missing files of sql/schema, all views, functions and data afresh;
 * functions that the tree no longer has are dropped. At the end the catalogue must equal
 * sql/schema.expected, or everything rolls back.
 */
#ifndef TURNO_STORE_MIGRATE_H
#define TURNO_STORE_MIGRATE_H

#include <glib.h>
#include <stdbool.h>

struct db;

enum migrate_check {
	MIGRATE_CHECKED,   /* the catalogue must equal sql/schema.expected */
	MIGRATE_UNCHECKED, /* for making a new sql/schema.expected */
};

/*
 * Migrates the database that db is connected to: as turno_owner, or the first time as a
 * superuser or a role with CREATEROLE that may create in the database. ret_applied (may be
 * NULL): paths of the schema files that were missing, NULL-terminated; empty when only
 * functions were refreshed; caller frees with g_strfreev. Errors: CONFIG when an applied file
 * differs from this program's, or the catalogue from the expected one (the message quotes the
 * first line that differs); else as db_script().
 */
bool migrate(struct db *db, enum migrate_check check, char ***ret_applied, GError **error);

/* The catalogue of the database in the form of sql/schema.expected. Caller frees. */
bool migrate_dump(struct db *db, char **ret_dump, GError **error);

/* Whether the database was migrated by a program with the same SQL as this one. False for a
 * database that was never migrated. */
bool migrate_is_current(struct db *db, bool *ret_current, GError **error);

#endif
