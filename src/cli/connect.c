#include "config.h"
#include "cli/connect.h"

#include <jansson.h>
#include <stdlib.h>
#include <sysexits.h>
#include <string.h>

#include "base/conf.h"
#include "base/error.h"
#include "cli/cli.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

struct db *
connect_admin(const struct cli *cli, GError **error)
{
	return db_open_as(cli->conf, DB_ADMIN, "cli", error);
}

void
connect_explain(struct db *db, GError **error)
{
	const char *sentence = db_refusal(db);

	if (sentence == NULL || error == NULL || *error == NULL)
		return;
	GError *plain = g_error_new_literal((*error)->domain, (*error)->code, sentence);
	g_clear_error(error);
	*error = plain;
}

bool
connect_call(
    struct db *db, const char *sql, const json_t *argument, json_t **ret_value, GError **error)
{
	g_autoptr(Json) value = NULL;
	char *text = argument != NULL ? json_dumps(argument, JSON_COMPACT) : NULL;
	struct db_value parameter = DB_T(text);
	bool ok = db_begin(db, error);

	if (ok && !db_call_json(db, sql, &parameter, text != NULL ? 1 : 0, &value, error)) {
		connect_explain(db, error);
		db_rollback(db);
		ok = false;
	}
	free(text);
	if (!ok || !db_commit(db, error))
		return false;
	*ret_value = g_steal_pointer(&value);
	return true;
}

bool
connect_enter(struct db *db, const json_t *person, GError **error)
{
	g_autofree char *token = NULL;
	const char *login = json_string_value(json_object_get(person, "as"));
	const char *address = json_string_value(json_object_get(person, "as_contact"));

	return DB_CALL(db, "select turno.session_for($1, $2)", &token, error, DB_T(login),
		   DB_T(address)) &&
	       DB_CALL(db, "select set_config('turno.session', $1, true)", NULL, error,
		   DB_T(token)) &&
	       DB_CALL(
		   db, "select set_config('role', $1, true)", NULL, error, DB_T("turno_web"));
}

/* As connect_call(), as the person that argument names. */
static bool
call_as(
    struct db *db, const char *sql, const json_t *argument, json_t **ret_value, GError **error)
{
	char *text = json_dumps(argument, JSON_COMPACT);
	bool ok = db_begin(db, error) && connect_enter(db, argument, error) &&
		  DB_CALL_JSON(db, sql, ret_value, error, DB_T(text));

	free(text);
	if (!ok)
		connect_explain(db, error);
	db_rollback(db);
	return ok;
}

bool
connect_ask(struct db *db, const char *admin_sql, const char *operator_sql,
    const char *contact_sql, const json_t *argument, json_t **ret_value, GError **error)
{
	if (json_object_get(argument, "as_contact") != NULL)
		return call_as(db, contact_sql, argument, ret_value, error);
	if (json_object_get(argument, "as") != NULL)
		return call_as(db, operator_sql, argument, ret_value, error);
	return connect_call(db, admin_sql, argument, ret_value, error);
}

bool
connect_number(const char *word, int64_t *ret_number)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(word, 10, 1, G_MAXINT64, &number, NULL))
		return false;
	*ret_number = (int64_t)number;
	return true;
}

int
connect_show(const struct cli *cli, struct db *db, const char *sql, int64_t number)
{
	GError *error = NULL;
	g_autoptr(Json) value = NULL;

	if (!DB_CALL_JSON(db, sql, &value, &error, DB_I(number))) {
		connect_explain(db, &error);
		return print_error(error);
	}
	if (cli->json)
		print_json(value);
	else
		print_record(value);
	return EX_OK;
}

int
connect_list(const struct cli *cli, const struct option *options, const char *sql,
    const char *columns, int argc, char **argv)
{
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) rows = NULL;
	GError *error = NULL;
	g_autofree char *usage =
	    g_strdup_printf("turno %s list takes options only", cli->command);

	if (!option_only(options, argc, argv, argument, usage))
		return EX_USAGE;
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_call(db, sql, argument, &rows, &error))
		return print_error(error);
	if (cli->json)
		print_json(rows);
	else
		print_table(rows, columns);
	return EX_OK;
}
