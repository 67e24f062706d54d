/* store/db against a real server: PGHOST and friends name an empty database; what needs it is
 * left out without. */
#include "config.h"
#include "store/db.h"

#include <string.h>

#include "base/conf.h"
#include "base/error.h"

static void
test_values_travel(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Db) db = db_open("", NULL, "test", &error);
	g_assert_no_error(error);
	g_autofree char *text = NULL, *number = NULL, *null = NULL;
	g_autoptr(GBytes) bytes = NULL;

	g_assert_true(
	    DB_CALL(db, "select $1::text || $2::int", &text, &error, DB_T("a'\"\\"), DB_I(7)));
	g_assert_cmpstr(text, ==, "a'\"\\7");
	g_assert_true(
	    DB_CALL(db, "select octet_length($1::bytea)", &number, &error, DB_B("\0\1\2", 3)));
	g_assert_cmpstr(number, ==, "3");
	g_assert_true(DB_CALL(db, "select $1::text", &null, &error, DB_N));
	g_assert_null(null);
	g_assert_true(db_call_bytes(db, "select '\\x0001'::bytea", NULL, 0, &bytes, &error));
	g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "\0\1", 2);
}

static void
test_rows_travel(void)
{
	static const char *const wanted[] = {"a", "", "2", NULL};
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);
	g_auto(GStrv) texts = NULL, none = NULL;

	g_assert_true(
	    db_call_row(db, DB_ALONE, "select 'a', null, 1 + 1", NULL, 0, &texts, NULL));
	g_assert_cmpstrv(texts, wanted);
	g_assert_true(db_call_row(db, DB_ALONE, "select 1 where false", NULL, 0, &none, NULL));
	g_assert_null(none);
	g_assert_false(db_call_row(db, DB_ALONE, "select 1 / 0", NULL, 0, &none, NULL));
}

/* One call with frame around it; "": it failed. */
static char *
framed(Db *db, unsigned frame, const char *sql)
{
	g_auto(GStrv) texts = NULL;
	bool ok = db_call_row(db, frame, sql, NULL, 0, &texts, NULL);

	return g_strdup(!ok ? "" : texts != NULL ? texts[0] : "none");
}

static void
test_frames(void)
{
	static const struct {
		unsigned frame;
		const char *sql, *wanted;
	} steps[] = {
	    {DB_BEGIN, "select set_config('turno.x', 'a', true)", "a"},
	    {DB_ALONE, "select current_setting('turno.x')", "a"},
	    {DB_COMMIT, "select current_setting('turno.x')", "a"},
	    {DB_ALONE, "select coalesce(current_setting('turno.x', true), '')", ""},
	    {DB_BEGIN | DB_COMMIT, "select set_config('turno.x', 'b', true)", "b"},
	    {DB_ALONE, "select coalesce(current_setting('turno.x', true), '')", ""},
	    {DB_BEGIN, "create temporary table framed (n integer)", "none"},
	    {DB_COMMIT, "insert into framed values (7)", "none"},
	    {DB_BEGIN | DB_COMMIT, "select n from framed", "7"},
	    {DB_BEGIN | DB_COMMIT, "insert into framed select 1 / 0", ""},
	};
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) texts = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autofree char *said = framed(db, steps[i].frame, steps[i].sql);

		g_assert_cmpstr(said, ==, steps[i].wanted);
	}
	g_assert_cmpstr(db_sqlstate(db), ==, "22012");
	g_assert_true(db_is_alive(db));
	db_rollback(db);
	g_autofree char *count = framed(db, DB_ALONE, "select count(*) from framed");
	g_assert_cmpstr(count, ==, "1");
	/* A transaction that had failed is not committed, whatever its last call says. */
	g_assert_true(db_begin(db, NULL));
	g_assert_false(db_call_row(db, DB_ALONE, "select 1 / 0", NULL, 0, &texts, NULL));
	g_assert_false(db_call_row(db, DB_COMMIT, "select 1", NULL, 0, &texts, &error));
	g_assert_true(error_is(error, ERROR_REJECT));
	db_rollback(db);
}

static void
test_lost_in_a_frame(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);
	g_auto(GStrv) texts = NULL;

	g_assert_false(db_call_row(db, DB_BEGIN | DB_COMMIT,
	    "select pg_terminate_backend(pg_backend_pid())", NULL, 0, &texts, &error));
	g_assert_true(error_is(error, ERROR_RETRY));
	g_assert_false(db_is_alive(db));
}

/* A server's own choice costs half a second for a list (see db_open). */
static void
test_nothing_is_compiled(void)
{
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);
	g_autofree char *jit = NULL;

	g_assert_nonnull(db);
	g_assert_true(db_call(db,
	    "select setting || ' by ' || source from pg_settings where name = 'jit'", NULL, 0,
	    &jit, NULL));
	g_assert_cmpstr(jit, ==, "off by client");
}

static void
test_error_codes(void)
{
	static const struct {
		const char *sqlstate;
		enum error_code code;
	} cases[] = {
	    {"TU001", ERROR_CONFLICT},
	    {"TU003", ERROR_REJECT},
	    {"40001", ERROR_CONFLICT},
	    {"53100", ERROR_RETRY},
	    {"57P01", ERROR_RETRY},
	    {"22012", ERROR_REJECT},
	};
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *script = g_strdup_printf(
		    "do $$ begin raise exception 'refused' using errcode = '%s'; end $$",
		    cases[i].sqlstate);

		g_assert_true(db_begin(db, NULL));
		g_assert_false(db_script(db, script, &error));
		g_assert_true(error_is(error, cases[i].code));
		g_assert_cmpstr(db_sqlstate(db), ==, cases[i].sqlstate);
		g_assert_cmpint(
		    db_refusal(db) != NULL, ==, strcmp(cases[i].sqlstate, "TU003") == 0);
		db_rollback(db);
	}
}

static void
test_lost_connection(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);
	g_autoptr(Db) other = db_open("", NULL, "test", NULL);
	g_autofree char *pid = NULL;

	g_assert_true(DB_CALL(db, "select pg_backend_pid()", &pid, NULL, DB_N) == false);
	g_assert_true(db_call(db, "select pg_backend_pid()", NULL, 0, &pid, NULL));
	g_assert_true(db_begin(db, NULL));
	g_assert_true(
	    DB_CALL(other, "select pg_terminate_backend($1::int)", NULL, NULL, DB_T(pid)));
	g_assert_false(db_commit(db, &error));
	g_assert_true(error_is(error, ERROR_UNKNOWN));
	g_assert_false(db_is_alive(db));
}

static void
test_notifications(void)
{
	g_autoptr(Db) db = db_open("", NULL, "test", NULL);

	g_assert_true(db_listen(db, "turno_mail", NULL));
	g_assert_cmpint(db_take_notifications(db), ==, 0);
	g_assert_true(db_script(db, "notify turno_mail", NULL));
	g_assert_cmpint(db_take_notifications(db), ==, 1);
	g_assert_cmpint(db_take_notifications(db), ==, 0);
}

/* libpq would say: missing "=" after "s3cret" in connection info string. */
static void
test_errors_hide_passwords(void)
{
	static const char *const malformed[] = {"dbname=turno password=my s3cret",
	    "password='s3cret", "postgresql://turno:s3cret@[h/db", "pass s3cret = word",
	    "password=s3cret host=/nowhere wrong=s3cret"};

	for (size_t i = 0; i < G_N_ELEMENTS(malformed); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(db_open(malformed[i], NULL, "test", &error));
		g_assert_true(error_is(error, ERROR_CONFIG));
		g_assert_null(strstr(error->message, "s3cret"));
		g_assert_nonnull(strstr(error->message, "turno.conf"));
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(db_open("host=/nowhere password=s3cret", "s3cret", "test", &error));
	g_assert_true(error_is(error, ERROR_RETRY));
	g_assert_null(strstr(error->message, "s3cret"));
}

/* A secret that cannot be read is the error, not a connection without it. */
static void
test_secret_file(void)
{
	char empty[] = "", folder[] = "/nowhere", name[] = "db", gateway[] = "host=/nowhere";
	const struct conf conf = {.secret_dir = folder,
	    .database_gateway = gateway,
	    .database_gateway_secret = name,
	    .database_web = gateway,
	    .database_web_secret = empty};
	g_autoptr(GError) no_secret = NULL;
	g_autoptr(GError) no_server = NULL;

	g_assert_null(db_open_as(&conf, DB_GATEWAY, "test", &no_secret));
	g_assert_true(error_is(no_secret, ERROR_CONFIG));
	g_assert_nonnull(strstr(no_secret->message, "/nowhere/db"));
	g_assert_null(db_open_as(&conf, DB_WEB, "test", &no_server));
	g_assert_true(error_is(no_server, ERROR_RETRY));
}

static void
test_names_to_look_up(void)
{
	g_autofree char *usual = g_strdup(g_getenv("PGHOST"));

	g_unsetenv("PGHOST");
	g_assert_true(db_is_nameless("dbname=turno"));
	g_assert_true(db_is_nameless("host=/run/postgresql,192.0.2.1,::1"));
	g_assert_true(db_is_nameless("host=db.example hostaddr=192.0.2.1"));
	g_assert_true(db_is_nameless("host=@turno"));
	g_assert_false(db_is_nameless("host=db.example"));
	g_assert_false(db_is_nameless("host=/run/postgresql,db.example"));
	g_assert_false(db_is_nameless("service=turno"));
	g_assert_true(g_setenv("PGHOST", "db.example", TRUE));
	g_assert_false(db_is_nameless("dbname=turno"));
	g_unsetenv("PGHOST");
	if (usual != NULL)
		g_assert_true(g_setenv("PGHOST", usual, TRUE));
}

static void
test_folders_of_certificates(void)
{
	g_auto(GStrv) files =
	    db_files("hostaddr=192.0.2.1 passfile=/a/pass sslrootcert=/b/ca.pem sslkey=/c/key");
	const char *const *list = (const char *const *)files;

	g_assert_true(g_strv_contains(list, "/a/pass"));
	g_assert_true(g_strv_contains(list, "/b"));
	g_assert_true(g_strv_contains(list, "/c"));
	g_assert_false(g_strv_contains(list, "/b/ca.pem"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/store/db/errors-hide-passwords", test_errors_hide_passwords);
	g_test_add_func("/store/db/folders-of-certificates", test_folders_of_certificates);
	g_test_add_func("/store/db/secret-file", test_secret_file);
	g_test_add_func("/store/db/names-to-look-up", test_names_to_look_up);
	if (g_getenv("PGHOST") == NULL)
		return g_test_run();
	g_test_add_func("/store/db/values-travel", test_values_travel);
	g_test_add_func("/store/db/rows-travel", test_rows_travel);
	g_test_add_func("/store/db/frames", test_frames);
	g_test_add_func("/store/db/lost-in-a-frame", test_lost_in_a_frame);
	g_test_add_func("/store/db/nothing-is-compiled", test_nothing_is_compiled);
	g_test_add_func("/store/db/error-codes", test_error_codes);
	g_test_add_func("/store/db/lost-connection", test_lost_connection);
	g_test_add_func("/store/db/notifications", test_notifications);
	return g_test_run();
}
