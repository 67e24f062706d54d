/*
 * One connection, statements prepared on first use. Talks to nothing but libpq; trusts nothing
 * that comes from users, because everything travels as a parameter.
 */
#include "config.h"
#include "store/db.h"

#include <libpq-fe.h>
#include <string.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"

#define PARAMETERS_MAX 16

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PGresult, PQclear)

struct db {
	PGconn *conn;
	GHashTable *prepared; /* statement text → its server-side name */
	bool lost;
	char sqlstate[6];
	char *refusal;
};

/* A notice is either our own RAISE NOTICE or noise about "already exists": neither concerns the
 * log. */
static void
ignore_notice(void *data, const PGresult *result)
{
	(void)data;
	(void)result;
}

/* libpq's own words repeat the part that it does not understand, perhaps of a password. To it a
 * string without "=" that is no URI is the name of a database. */
static bool
check_conninfo(const char *conninfo, GError **error)
{
	bool is_name = strchr(conninfo, '=') == NULL && strstr(conninfo, "://") == NULL;
	PQconninfoOption *options = is_name ? NULL : PQconninfoParse(conninfo, NULL);

	if (options == NULL && !is_name)
		return error_set(error, ERROR_CONFIG,
		    "database: the connection string in turno.conf is malformed; values with "
		    "blanks stand in single quotes");
	PQconninfoFree(options);
	return true;
}

struct db *
db_open(const char *conninfo, const char *password, const char *name, GError **error)
{
	g_autofree char *application = g_strdup_printf("turno %s", name);
	/* Our statements are short and come again and again: to compile one to machine code
	 * takes longer than to run it a thousand times. What the connection string or PGOPTIONS
	 * say comes later and counts. */
	g_autofree char *options = g_strconcat("-c jit=off ", g_getenv("PGOPTIONS"), NULL);
	/* a later value goes before an earlier one; without a value a key is none */
	const char *const keys[] = {"options", "dbname", "fallback_application_name",
	    "client_encoding", "connect_timeout", "keepalives_idle", "keepalives_interval",
	    "keepalives_count", "tcp_user_timeout", "password", NULL};
	const char *const values[] = {options, conninfo, application, "UTF8", "10", "30", "10",
	    "3", "60000", password, NULL};

	if (!check_conninfo(conninfo, error))
		return NULL;
	PGconn *conn = PQconnectdbParams(keys, values, 1);
	if (PQstatus(conn) != CONNECTION_OK) {
		g_autofree char *reason =
		    g_strdelimit(g_strdup(PQerrorMessage(conn)), "\n\t", ' ');
		error_set(error, ERROR_RETRY, "database: %s", g_strstrip(reason));
		PQfinish(conn);
		return NULL;
	}
	PQsetNoticeReceiver(conn, ignore_notice, NULL);
	struct db *db = g_new0(struct db, 1);
	db->conn = conn;
	db->prepared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return db;
}

struct db *
db_open_as(const struct conf *conf, enum db_role role, const char *name, GError **error)
{
	const char *const conninfo[] = {
	    conf->database_gateway, conf->database_web, conf->database_admin};
	const char *const secrets[] = {conf->database_gateway_secret, conf->database_web_secret,
	    conf->database_admin_secret};
	char *password = NULL;

	if (*secrets[role] != '\0') {
		password = secret_read(conf->secret_dir, secrets[role], error);
		if (password == NULL)
			return NULL;
	}
	struct db *db = db_open(conninfo[role], password, name, error);
	secret_free(password);
	return db;
}

static void
add_files_of(GPtrArray *files, const PQconninfoOption *options)
{
	static const char *const as_named[] = {"passfile", "sslcrldir", NULL};
	static const char *const renewed[] = {
	    "sslcert", "sslkey", "sslrootcert", "sslcrl", NULL};

	for (const PQconninfoOption *o = options; o != NULL && o->keyword != NULL; o++) {
		if (o->val == NULL || *o->val != '/')
			continue;
		if (g_strv_contains(as_named, o->keyword))
			g_ptr_array_add(files, g_strdup(o->val));
		else if (g_strv_contains(renewed, o->keyword))
			g_ptr_array_add(files, g_path_get_dirname(o->val));
	}
}

/* The value that counts for keyword: what is given, else what the environment says; borrowed.
 */
static const char *
find_option(const PQconninfoOption *given, const PQconninfoOption *usual, const char *keyword)
{
	const PQconninfoOption *lists[] = {given, usual};

	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		for (const PQconninfoOption *o = lists[i]; o != NULL && o->keyword != NULL; o++)
			if (strcmp(o->keyword, keyword) == 0 && o->val != NULL &&
			    *o->val != '\0')
				return o->val;
	return NULL;
}

bool
db_is_nameless(const char *conninfo)
{
	PQconninfoOption *given = PQconninfoParse(conninfo, NULL);
	PQconninfoOption *usual = PQconndefaults();
	const char *host = find_option(given, usual, "host");
	g_auto(GStrv) hosts = g_strsplit(host != NULL ? host : "", ",", -1);
	bool is_nameless = find_option(given, usual, "service") == NULL;

	if (find_option(given, usual, "hostaddr") == NULL)
		for (char **one = hosts; *one != NULL; one++)
			is_nameless &=
			    **one == '/' || **one == '@' || g_hostname_is_ip_address(*one);
	PQconninfoFree(given);
	PQconninfoFree(usual);
	return is_nameless;
}

char **
db_files(const char *conninfo)
{
	static const char *const at_home[] = {".pgpass", ".postgresql", ".pg_service.conf"};
	GPtrArray *files = g_ptr_array_new();
	PQconninfoOption *given = PQconninfoParse(conninfo, NULL);
	PQconninfoOption *usual = PQconndefaults(); /* PGPASSFILE and the like */

	add_files_of(files, given);
	add_files_of(files, usual);
	PQconninfoFree(given);
	PQconninfoFree(usual);
	for (size_t i = 0; i < G_N_ELEMENTS(at_home); i++)
		g_ptr_array_add(files, g_build_filename(g_get_home_dir(), at_home[i], NULL));
	if (g_getenv("PGSERVICEFILE") != NULL)
		g_ptr_array_add(files, g_strdup(g_getenv("PGSERVICEFILE")));
	g_ptr_array_add(files, NULL);
	return (char **)g_ptr_array_free(files, FALSE);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	PQfinish(db->conn);
	g_hash_table_unref(db->prepared);
	g_free(db->refusal);
	g_free(db);
}

bool
db_is_alive(const struct db *db)
{
	return !db->lost && PQstatus(db->conn) == CONNECTION_OK;
}

static enum error_code
code_of_sqlstate(const char *sqlstate)
{
	static const struct {
		const char *prefix;
		enum error_code code;
	} rules[] = {
	    {"TU001", ERROR_CONFLICT},
	    {"40", ERROR_CONFLICT},
	    {"08", ERROR_RETRY},
	    {"53", ERROR_RETRY},
	    {"55", ERROR_RETRY},
	    {"57", ERROR_RETRY},
	    {"58", ERROR_RETRY},
	    {"XX", ERROR_RETRY},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
		if (g_str_has_prefix(sqlstate, rules[i].prefix))
			return rules[i].code;
	return ERROR_REJECT;
}

/* Remembers SQLSTATE and refusal, sets error; false always. */
static bool
fail_result(struct db *db, const PGresult *result, GError **error)
{
	const char *sqlstate =
	    result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *message =
	    result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

	/* An error without SQLSTATE is libpq's own: the status may still be good when only the
	 * write failed and the end of the stream was not read yet. */
	db->lost |= PQstatus(db->conn) != CONNECTION_OK || sqlstate == NULL;
	g_strlcpy(db->sqlstate, sqlstate != NULL ? sqlstate : "08006", sizeof db->sqlstate);
	g_clear_pointer(&db->refusal, g_free);
	if (strcmp(db->sqlstate, "TU002") == 0 || strcmp(db->sqlstate, "TU003") == 0)
		db->refusal = g_strdup(message);
	g_autofree char *reason =
	    g_strdup(message != NULL ? message : PQerrorMessage(db->conn));
	return error_set(error, db->lost ? ERROR_RETRY : code_of_sqlstate(db->sqlstate),
	    "database: %s (%s)", g_strstrip(g_strdelimit(reason, "\n\t", ' ')), db->sqlstate);
}

static bool
run(struct db *db, const char *statement, GError **error)
{
	g_autoptr(PGresult) result = PQexec(db->conn, statement);
	ExecStatusType status = PQresultStatus(result);

	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
		return true;
	return fail_result(db, result, error);
}

bool
db_begin(struct db *db, GError **error)
{
	return run(db, "begin", error);
}

/* Judges the answer to a commit. */
static bool
is_committed(struct db *db, const PGresult *result, GError **error)
{
	if (PQresultStatus(result) == PGRES_COMMAND_OK) {
		if (strcmp(PQcmdStatus((PGresult *)result), "COMMIT") == 0)
			return true;
		return error_set(error, ERROR_REJECT,
		    "database: the transaction had failed and was rolled back");
	}
	fail_result(db, result, error);
	if (db->lost && error != NULL && *error != NULL)
		(*error)->code = ERROR_UNKNOWN;
	return false;
}

bool
db_commit(struct db *db, GError **error)
{
	g_autoptr(PGresult) result = PQexec(db->conn, "commit");

	return is_committed(db, result, error);
}

void
db_rollback(struct db *db)
{
	if (db_is_alive(db) && PQtransactionStatus(db->conn) != PQTRANS_IDLE)
		run(db, "rollback", NULL);
}

/* The server-side name of sql, prepared now if it is new; NULL on error. */
static const char *
prepare(struct db *db, const char *sql, GError **error)
{
	const char *known = g_hash_table_lookup(db->prepared, sql);

	if (known != NULL)
		return known;
	g_autofree char *name = g_strdup_printf("s%u", g_hash_table_size(db->prepared));
	g_autoptr(PGresult) result = PQprepare(db->conn, name, sql, 0, NULL);
	if (PQresultStatus(result) != PGRES_COMMAND_OK) {
		fail_result(db, result, error);
		return NULL;
	}
	char *kept = g_steal_pointer(&name);
	g_hash_table_insert(db->prepared, g_strdup(sql), kept);
	return kept;
}

/* Parameters as libpq takes them. */
struct parameters {
	int count;
	const char *texts[PARAMETERS_MAX];
	int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
	char numbers[PARAMETERS_MAX][24];
};

static void
fill_parameters(struct parameters *p, const struct db_value *values, int count)
{
	g_assert(count <= PARAMETERS_MAX);
	p->count = count;
	for (int i = 0; i < count; i++) {
		p->texts[i] = NULL;
		p->lengths[i] = p->formats[i] = 0;
		if (values[i].type == DB_TEXT) {
			p->texts[i] = values[i].text;
		} else if (values[i].type == DB_INT) {
			g_snprintf(p->numbers[i], sizeof p->numbers[i], "%" G_GINT64_FORMAT,
			    values[i].integer);
			p->texts[i] = p->numbers[i];
		} else if (values[i].type == DB_BYTES) {
			p->texts[i] = values[i].bytes != NULL ? values[i].bytes : "";
			p->lengths[i] = (int)values[i].size;
			p->formats[i] = 1;
		}
	}
}

static bool
is_good(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* The result of the next statement of a pipeline, whose end a NULL tells. */
static PGresult *
take_next(struct db *db)
{
	PGresult *result = PQgetResult(db->conn);

	PQclear(result != NULL ? PQgetResult(db->conn) : NULL);
	return result;
}

/* A statement without parameters of a pipeline; nothing when it is not wanted. */
static bool
send_word(struct db *db, bool is_wanted, const char *word)
{
	return !is_wanted ||
	       PQsendQueryParams(db->conn, word, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

/* Runs a prepared statement between begin and commit, as frame wants them, in one pipeline: of
 * what fails, the server skips the rest. Gives its result, or that of the begin that failed. */
static PGresult *
run_framed(struct db *db, unsigned frame, const char *name, const struct parameters *p,
    PGresult **ret_committed)
{
	PQenterPipelineMode(db->conn);
	bool is_sent = send_word(db, frame & DB_BEGIN, "begin") &&
		       PQsendQueryPrepared(db->conn, name, p->count, p->texts, p->lengths,
			   p->formats, 0) == 1 &&
		       send_word(db, frame & DB_COMMIT, "commit") &&
		       PQpipelineSync(db->conn) == 1;
	PGresult *begun = is_sent && frame & DB_BEGIN ? take_next(db) : NULL;
	PGresult *result = is_sent ? take_next(db) : NULL;
	*ret_committed = is_sent && frame & DB_COMMIT ? take_next(db) : NULL;
	PQclear(is_sent ? PQgetResult(db->conn) : NULL);
	PQexitPipelineMode(db->conn);
	if (begun != NULL && !is_good(begun)) {
		PQclear(result);
		return begun;
	}
	PQclear(begun);
	return result;
}

static PGresult *
execute(struct db *db, unsigned frame, const char *sql, const struct db_value *values,
    int count, int result_format, GError **error)
{
	g_autoptr(PGresult) committed = NULL;
	struct parameters p;

	db->sqlstate[0] = '\0';
	const char *name = prepare(db, sql, error);
	if (name == NULL)
		return NULL;
	fill_parameters(&p, values, count);
	g_autoptr(PGresult) result = frame == DB_ALONE
					 ? PQexecPrepared(db->conn, name, count, p.texts,
					       p.lengths, p.formats, result_format)
					 : run_framed(db, frame, name, &p, &committed);
	if (!is_good(result))
		fail_result(db, result, error);
	else if (!(frame & DB_COMMIT) || is_committed(db, committed, error))
		return g_steal_pointer(&result);
	return NULL;
}

bool
db_call(struct db *db, const char *sql, const struct db_value *values, int count,
    char **ret_text, GError **error)
{
	g_autoptr(PGresult) result = execute(db, DB_ALONE, sql, values, count, 0, error);

	if (result == NULL)
		return false;
	if (ret_text != NULL)
		*ret_text = PQntuples(result) > 0 && !PQgetisnull(result, 0, 0)
				? g_strdup(PQgetvalue(result, 0, 0))
				: NULL;
	return true;
}

bool
db_call_row(struct db *db, unsigned frame, const char *sql, const struct db_value *values,
    int count, char ***ret_texts, GError **error)
{
	g_autoptr(PGresult) result = execute(db, frame, sql, values, count, 0, error);

	if (result == NULL)
		return false;
	*ret_texts = PQntuples(result) > 0 ? g_new0(char *, PQnfields(result) + 1) : NULL;
	for (int i = 0; *ret_texts != NULL && i < PQnfields(result); i++)
		(*ret_texts)[i] = g_strdup(PQgetvalue(result, 0, i));
	return true;
}

bool
db_call_bytes(struct db *db, const char *sql, const struct db_value *values, int count,
    GBytes **ret_bytes, GError **error)
{
	g_autoptr(PGresult) result = execute(db, DB_ALONE, sql, values, count, 1, error);

	if (result == NULL)
		return false;
	*ret_bytes = NULL;
	if (PQntuples(result) > 0 && !PQgetisnull(result, 0, 0))
		*ret_bytes =
		    g_bytes_new(PQgetvalue(result, 0, 0), (gsize)PQgetlength(result, 0, 0));
	return true;
}

bool
db_script(struct db *db, const char *sql, GError **error)
{
	return run(db, sql, error);
}

bool
db_listen(struct db *db, const char *channel, GError **error)
{
	g_autofree char *statement = g_strdup_printf("listen %s", channel);

	return run(db, statement, error);
}

int
db_fd(const struct db *db)
{
	return db_is_alive(db) ? PQsocket(db->conn) : -1;
}

int
db_take_notifications(struct db *db)
{
	int found = 0;

	if (PQconsumeInput(db->conn) != 1 || PQstatus(db->conn) != CONNECTION_OK) {
		db->lost = true;
		return -1;
	}
	for (PGnotify *n = PQnotifies(db->conn); n != NULL; n = PQnotifies(db->conn)) {
		found = 1;
		PQfreemem(n);
	}
	return found;
}

const char *
db_refusal(const struct db *db)
{
	return db->refusal;
}

const char *
db_sqlstate(const struct db *db)
{
	return db->sqlstate;
}
