/* store/migrate in a database of its own, made and dropped in the cluster that PG* name as a
 * superuser; skipped without. */
#include "config.h"
#include "store/migrate.h"

#include <string.h>

#include "base/error.h"
#include "store/db.h"
#include "store/sql.h"

#define DATABASE "turno_migrate_test"
#define WELL "turno_migrate_test_well"

struct fixture {
	struct db *admin, *db;
};

/* A database anew, as words of create database say. */
static void
begin_anew(struct fixture *fixture, const char *words)
{
	g_autofree char *create = g_strconcat("create database " DATABASE, words, NULL);

	g_assert_true(db_script(
	    fixture->admin, "drop database if exists " DATABASE " with (force)", NULL));
	g_assert_true(db_script(fixture->admin, create, NULL));
	fixture->db = db_open("dbname=" DATABASE, NULL, "test", NULL);
	g_assert_nonnull(fixture->db);
}

static void
set_up(struct fixture *fixture, const void *data)
{
	(void)data;
	fixture->admin = db_open("", NULL, "test", NULL);
	g_assert_nonnull(fixture->admin);
	begin_anew(fixture, "");
}

static void
tear_down(struct fixture *fixture, const void *data)
{
	(void)data;
	db_close(fixture->db);
	g_assert_true(
	    db_script(fixture->admin, "drop database " DATABASE " with (force)", NULL));
	db_close(fixture->admin);
}

/* The one value of a query. */
static char *
ask(struct fixture *fixture, const char *sql)
{
	char *text = NULL;
	g_autoptr(GError) error = NULL;

	db_call(fixture->db, sql, NULL, 0, &text, &error);
	g_assert_no_error(error);
	return text;
}

static void
assert_answer(struct fixture *fixture, const char *sql, const char *expected)
{
	g_autofree char *text = ask(fixture, sql);

	g_assert_cmpstr(text, ==, expected);
}

static void
migrate_well(struct fixture *fixture, guint schema_files)
{
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) applied = NULL;

	migrate(fixture->db, MIGRATE_CHECKED, &applied, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(g_strv_length(applied), ==, schema_files);
}

static void
assert_refused(struct fixture *fixture, const char *word)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(migrate(fixture->db, MIGRATE_CHECKED, NULL, &error));
	g_assert_nonnull(strstr(error->message, word));
}

static guint
count_schema_files(void)
{
	guint count = 0;

	for (size_t i = 0; i < sql_file_count; i++)
		count += g_str_has_prefix(sql_files[i].path, "sql/schema/");
	return count;
}

static void
test_empty_then_again(struct fixture *fixture, const void *data)
{
	bool current = true;

	(void)data;
	g_assert_true(migrate_is_current(fixture->db, &current, NULL));
	g_assert_false(current);
	migrate_well(fixture, count_schema_files());
	g_assert_true(migrate_is_current(fixture->db, &current, NULL));
	g_assert_true(current);
	g_autofree char *key = ask(fixture, "select md5(secret) from turno.signing_key");
	migrate_well(fixture, 0);
	assert_answer(fixture, "select md5(secret) from turno.signing_key", key);
	assert_answer(fixture, "select count(*) from turno.status", "3");
	g_assert_true(db_script(fixture->db,
	    "update turno.schema_version set sha256 = 'other' where name = 'all'", NULL));
	g_assert_true(migrate_is_current(fixture->db, &current, NULL));
	g_assert_false(current);
}

static void
test_what_the_office_chose_stays(struct fixture *fixture, const void *data)
{
	(void)data;
	migrate_well(fixture, count_schema_files());
	g_assert_true(db_script(fixture->db,
	    "update turno.status set name_it = 'Da fare' where turn = 'operator';"
	    "delete from turno.priority where rank = 10;"
	    "delete from turno.turn_rule where turn = 'none'",
	    NULL));
	migrate_well(fixture, 0);
	assert_answer(
	    fixture, "select name_it from turno.status where turn = 'operator'", "Da fare");
	assert_answer(fixture, "select count(*) from turno.priority", "3");
	assert_answer(fixture,
	    "select new_turn from turno.turn_rule where turn = 'none' and event = "
	    "'contact_message'",
	    "operator");
}

static void
test_stale_function_goes(struct fixture *fixture, const void *data)
{
	(void)data;
	migrate_well(fixture, count_schema_files());
	g_assert_true(db_script(fixture->db,
	    "create function turno.stale(p text) returns int language sql as 'select 1';"
	    "create function turno.viewer_required(p text) returns int language sql as 'select "
	    "1'",
	    NULL));
	migrate_well(fixture, 0);
	assert_answer(fixture,
	    "select count(*) from pg_proc where proname = 'stale' or"
	    " oid = to_regprocedure('turno.viewer_required(text)')",
	    "0");
	assert_answer(fixture, "select count(*) from turno.viewer()", "0");
}

/* A cascade would silently take the policy along, and with it the wall. */
static void
test_stale_function_in_a_policy_is_an_error(struct fixture *fixture, const void *data)
{
	(void)data;
	migrate_well(fixture, count_schema_files());
	g_assert_true(db_script(fixture->db,
	    "create function turno.stale() returns bool language sql as 'select true';"
	    "create policy stray on turno.ticket using ((select turno.stale()))",
	    NULL));
	assert_refused(fixture, "depend");
	assert_answer(
	    fixture, "select count(*) from pg_policies where policyname = 'stray'", "1");
}

static void
test_changed_file_is_refused(struct fixture *fixture, const void *data)
{
	(void)data;
	migrate_well(fixture, count_schema_files());
	g_assert_true(db_script(fixture->db,
	    "update turno.schema_version set sha256 = 'x' where name like '%0002%'", NULL));
	assert_refused(fixture, "sql/schema/0002_desk.sql was changed after it was applied");
}

static void
test_drift_is_refused_and_rolled_back(struct fixture *fixture, const void *data)
{
	static const char *const drifts[][2] = {
	    {"alter table turno.lease add column extra int", "column lease.extra"},
	    {"drop policy ticket_scope on turno.ticket", "policy ticket.ticket_scope"},
	    {"create policy stray on turno.ticket using (true)", "policy ticket.stray"},
	    {"alter table turno.post disable row level security", "table post"},
	    {"grant update on turno.event to turno_web", "grant event to turno_web"},
	    {"grant execute on function turno.post_add to turno_web", "grant post_add"},
	    {"alter view turno.operator_scope reset (security_invoker)", "view operator_scope"},
	    {"drop index turno.post_ticket_id", "index post."},
	    {"drop trigger event_append_only on turno.event", "trigger event."},
	    {"alter function turno.viewer() reset search_path", "function viewer()"},
	    {"create or replace function turno.event_refuse_change() returns trigger language "
	     "plpgsql"
	     " set search_path = turno, pg_temp as 'begin return new; end'",
		"body event_refuse_change()"},
	    {"grant update on sequence turno.ticket_id_seq to turno_web",
		"grant ticket_id_seq"},
	};

	(void)data;
	migrate_well(fixture, count_schema_files());
	db_close(fixture->db);
	g_assert_true(db_script(fixture->admin, "drop database if exists " WELL, NULL));
	g_assert_true(
	    db_script(fixture->admin, "alter database " DATABASE " rename to " WELL, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(drifts); i++) {
		g_autofree char *before = NULL, *after = NULL;

		begin_anew(fixture, " template " WELL);
		g_assert_true(db_begin(fixture->db, NULL));
		g_assert_true(db_script(fixture->db, drifts[i][0], NULL));
		g_assert_true(db_commit(fixture->db, NULL));
		g_assert_true(migrate_dump(fixture->db, &before, NULL));
		assert_refused(fixture, drifts[i][1]);
		g_assert_true(migrate_dump(fixture->db, &after, NULL));
		g_assert_cmpstr(before, ==, after);
		db_close(fixture->db);
	}
	g_assert_true(db_script(fixture->admin, "drop database " WELL, NULL));
	begin_anew(fixture, "");
}

/* As 0007 left it, with the signature of then. */
static void
make_old_database(struct fixture *fixture)
{
	g_assert_true(db_begin(fixture->db, NULL));
	g_assert_true(db_script(fixture->db, sql_text("sql/role.sql"), NULL));
	g_assert_true(db_script(fixture->db, sql_text("sql/query/migrate_start.sql"), NULL));
	for (size_t i = 0; i < sql_file_count; i++) {
		const struct sql_file *file = &sql_files[i];
		g_autofree char *digest = sql_file_digest(file);

		if (!g_str_has_prefix(file->path, "sql/schema/") ||
		    strcmp(file->path, "sql/schema/0008") > 0)
			continue;
		g_assert_true(db_script(fixture->db, file->text, NULL));
		g_assert_true(DB_CALL(fixture->db,
		    "insert into turno.schema_version (name, sha256) values ($1, $2)", NULL,
		    NULL, DB_T(file->path), DB_T(digest)));
	}
	g_assert_true(db_script(fixture->db,
	    "create function turno.mail_store(p_mailbox bigint, p_uidvalidity bigint,"
	    " p_uid bigint, p_received_at timestamptz, p_sha256 bytea, p_size bigint,"
	    " p_first_chunk bytea, p_owner text, p_epoch bigint) returns bigint"
	    " language sql as 'select 1::bigint'",
	    NULL));
	g_assert_true(db_commit(fixture->db, NULL));
}

static void
test_old_database_with_mail(struct fixture *fixture, const void *data)
{
	(void)data;
	make_old_database(fixture);
	g_assert_true(db_script(fixture->db,
	    "insert into turno.mailbox (name, address, submission) values ('a', 'a@x.example', "
	    "'one'), ('b', 'b@x.example', 'two');"
	    "insert into turno.operator (login, name) values ('o', 'O');"
	    "insert into turno.outbox (kind, mailbox_id, operator_id, recipient, language)"
	    " select k, b.id, o.id, 'o@x.example', 'it' from turno.operator o, turno.mailbox b,"
	    " unnest('{acknowledgement,reply}'::text[]) k;"
	    "insert into turno.outbox_job (outbox_id) select id from turno.outbox;"
	    "insert into turno.blob (sha256, size) values (sha256('x'), 1);"
	    "insert into turno.mail (mailbox_id, received_at, blob_id) select b.id, now(), l.id"
	    " from turno.mailbox b, turno.blob l;"
	    "insert into turno.mail_job (mail_id) select id from turno.mail",
	    NULL));
	migrate_well(fixture, count_schema_files() - 7);
	assert_answer(fixture,
	    "select string_agg(j.account || j.rank, ' ' order by j.account, j.rank) from "
	    "turno.outbox_job j",
	    "one1 one3 two1 two3");
	assert_answer(fixture,
	    "select count(*) from turno.mail_job j join turno.mail m on m.id = j.mail_id"
	    " where m.mailbox_id = j.mailbox_id and j.sender = ''",
	    "2");
	assert_answer(
	    fixture, "select count(*) from pg_proc where proname = 'mail_store'", "1");
}

#define ADD(path, test) g_test_add(path, struct fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (g_getenv("PGHOST") == NULL) {
		g_print("1..0 # SKIP no database server named by PGHOST\n");
		return 0;
	}
	ADD("/store/migrate/empty-then-again", test_empty_then_again);
	ADD("/store/migrate/what-the-office-chose-stays", test_what_the_office_chose_stays);
	ADD("/store/migrate/stale-function-goes", test_stale_function_goes);
	ADD("/store/migrate/stale-function-in-a-policy-is-an-error",
	    test_stale_function_in_a_policy_is_an_error);
	ADD("/store/migrate/old-database-with-mail", test_old_database_with_mail);
	ADD("/store/migrate/changed-file-is-refused", test_changed_file_is_refused);
	ADD("/store/migrate/drift-is-refused-and-rolled-back",
	    test_drift_is_refused_and_rolled_back);
	return g_test_run();
}
