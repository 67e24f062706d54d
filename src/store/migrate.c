/*
 * Statements come from the compiled-in files only. Nothing is committed before the catalogue
 * was compared, so a half-done migration cannot be seen by anybody.
 */
#include "config.h"
#include "store/migrate.h"

#include <string.h>

#include "base/error.h"
#include "store/db.h"
#include "store/sql.h"

#define LOCK_MIGRATION "select pg_advisory_xact_lock(hashtextextended('turno.migrate', 0))"
#define VERSION_OF "select sha256 from turno.schema_version where name = $1"
#define VERSION_KEEP                                                                           \
	"insert into turno.schema_version (name, sha256) values ($1, $2)"                      \
	" on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()"       \
	" where schema_version.sha256 <> excluded.sha256"
#define HAS_VERSIONS "select (to_regclass('turno.schema_version') is not null)::text"
#define NO_MORE_CREATE "revoke create on schema turno from turno_act, turno_gateway"
#define WHOLE_TREE "all"

static bool
apply(struct db *db, const struct sql_file *file, GError **error)
{
	if (db_script(db, file->text, error))
		return true;
	g_prefix_error(error, "%s: ", file->path);
	return false;
}

static bool
apply_folder(struct db *db, const char *folder, GError **error)
{
	for (size_t i = 0; i < sql_file_count; i++)
		if (g_str_has_prefix(sql_files[i].path, folder) &&
		    !apply(db, &sql_files[i], error))
			return false;
	return true;
}

/* Applies one file of sql/schema unless it was applied before; then it must be the same. */
static bool
apply_schema_file(
    struct db *db, const struct sql_file *file, GPtrArray *applied, GError **error)
{
	g_autofree char *digest = sql_file_digest(file), *known = NULL;

	if (!DB_CALL(db, VERSION_OF, &known, error, DB_T(file->path)))
		return false;
	if (known != NULL && strcmp(known, digest) == 0)
		return true;
	if (known != NULL)
		return error_set(error, ERROR_CONFIG,
		    "%s was changed after it was applied: changes of structure need a new file",
		    file->path);
	if (!apply(db, file, error) ||
	    !DB_CALL(db, VERSION_KEEP, NULL, error, DB_T(file->path), DB_T(digest)))
		return false;
	g_ptr_array_add(applied, g_strdup(file->path));
	return true;
}

static bool
apply_schema(struct db *db, GPtrArray *applied, GError **error)
{
	for (size_t i = 0; i < sql_file_count; i++)
		if (g_str_has_prefix(sql_files[i].path, "sql/schema/") &&
		    !apply_schema_file(db, &sql_files[i], applied, error))
			return false;
	return true;
}

/* Functions whose file is gone would live on, callable and untested. */
static bool
drop_stale_functions(struct db *db, GError **error)
{
	g_autoptr(GString) schema = g_string_new(NULL);
	g_autofree char *drops = NULL;

	for (size_t i = 0; i < sql_file_count; i++)
		if (g_str_has_prefix(sql_files[i].path, "sql/schema/"))
			g_string_append(schema, sql_files[i].text);
	if (!DB_CALL(db, sql_text("sql/query/stale_functions.sql"), &drops, error,
		DB_T(schema->str)))
		return false;
	return drops == NULL || db_script(db, drops, error);
}

/* The first line of one that the other lacks, both sorted; "" when there is none. */
static char *
first_line_missing(const char *lines, const char *other)
{
	g_auto(GStrv) wanted = g_strsplit(lines, "\n", -1), there = g_strsplit(other, "\n", -1);
	g_autoptr(GHashTable) set = g_hash_table_new(g_str_hash, g_str_equal);

	for (char **line = there; *line != NULL; line++)
		g_hash_table_add(set, *line);
	for (char **line = wanted; *line != NULL; line++)
		if (!g_hash_table_contains(set, *line))
			return g_strdup(*line);
	return g_strdup("");
}

static bool
compare_catalogue(struct db *db, GError **error)
{
	const char *expected = sql_text("sql/schema.expected");
	g_autofree char *dump = NULL;

	if (!migrate_dump(db, &dump, error))
		return false;
	if (strcmp(dump, expected) == 0)
		return true;
	g_autofree char *missing = first_line_missing(expected, dump);
	g_autofree char *extra = first_line_missing(dump, expected);
	return error_set(error, ERROR_CONFIG,
	    "the catalogue is not as expected and nothing was changed (who changes sql/ runs "
	    "make update-schema); missing: \"%s\"; too much: \"%s\"",
	    missing, extra);
}

static bool
migrate_inside(struct db *db, enum migrate_check check, GPtrArray *applied, GError **error)
{
	g_autofree char *digest = sql_tree_digest();

	return db_call(db, LOCK_MIGRATION, NULL, 0, NULL, error) &&
	       apply_folder(db, "sql/role.sql", error) &&
	       apply_folder(db, "sql/query/migrate_start.sql", error) &&
	       apply_schema(db, applied, error) && apply_folder(db, "sql/view/", error) &&
	       apply_folder(db, "sql/function/", error) && drop_stale_functions(db, error) &&
	       db_script(db, NO_MORE_CREATE, error) && apply_folder(db, "sql/data/", error) &&
	       (check == MIGRATE_UNCHECKED || compare_catalogue(db, error)) &&
	       DB_CALL(db, VERSION_KEEP, NULL, error, DB_T(WHOLE_TREE), DB_T(digest));
}

bool
migrate(struct db *db, enum migrate_check check, char ***ret_applied, GError **error)
{
	g_autoptr(GPtrArray) applied = g_ptr_array_new_with_free_func(g_free);

	if (!db_begin(db, error))
		return false;
	if (!migrate_inside(db, check, applied, error) || !db_commit(db, error)) {
		db_rollback(db);
		return false;
	}
	g_ptr_array_add(applied, NULL);
	if (ret_applied != NULL)
		*ret_applied = (char **)g_ptr_array_free(g_steal_pointer(&applied), FALSE);
	return true;
}

bool
migrate_dump(struct db *db, char **ret_dump, GError **error)
{
	return db_call(db, sql_text("sql/query/catalogue.sql"), NULL, 0, ret_dump, error);
}

bool
migrate_is_current(struct db *db, bool *ret_current, GError **error)
{
	g_autofree char *exists = NULL, *known = NULL, *digest = sql_tree_digest();

	if (!db_call(db, HAS_VERSIONS, NULL, 0, &exists, error))
		return false;
	if (strcmp(exists, "true") == 0 &&
	    !DB_CALL(db, VERSION_OF, &known, error, DB_T(WHOLE_TREE)))
		return false;
	*ret_current = g_strcmp0(known, digest) == 0;
	return true;
}
