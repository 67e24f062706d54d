# pgTAP against a real server: tests/sql/run starts one of its own, or takes the empty database that PG* name.
check_PROGRAMS += tests/sql/migrate
tests_sql_migrate_SOURCES = tests/sql/migrate.c
tests_sql_migrate_LDADD = $(UNIT_LIBS)
EXTRA_DIST += tests/sql/run tests/sql/one tests/sql/fixture.sql tests/sql/office.psql tests/sql/anonymous.list tests/sql/definer.list tests/sql/constraint.list tests/sql/constraint.psql tests/sql/two.psql tests/sql/two-acts.psql tests/sql/mutate.py tests/sql/mutation.list \
	tests/sql/t/act.sql \
	tests/sql/t/act-race.sql \
	tests/sql/t/act-random.sql \
	tests/sql/t/act-web.sql \
	tests/sql/t/admin.sql \
	tests/sql/t/api.sql \
	tests/sql/t/automation.sql \
	tests/sql/t/catalogue.sql \
	tests/sql/t/command.sql \
	tests/sql/t/command-race.sql \
	tests/sql/t/command-random.sql \
	tests/sql/t/concurrent.sql \
	tests/sql/t/constraint.sql \
	tests/sql/t/deliver-automatic.sql \
	tests/sql/t/deliver-closed.sql \
	tests/sql/t/deliver-contact.sql \
	tests/sql/t/deliver-error.sql \
	tests/sql/t/deliver-operator.sql \
	tests/sql/t/desk.sql \
	tests/sql/t/documents.sql \
	tests/sql/t/event.sql \
	tests/sql/t/hook-page.sql \
	tests/sql/t/hook.sql \
	tests/sql/t/lease.sql \
	tests/sql/t/list.sql \
	tests/sql/t/ledger.sql \
	tests/sql/t/nobody.sql \
	tests/sql/t/oracle.sql \
	tests/sql/t/outbox.sql \
	tests/sql/t/picture.sql \
	tests/sql/t/poison.sql \
	tests/sql/t/privacy-concurrent.sql \
	tests/sql/t/privacy-erase.sql \
	tests/sql/t/privacy.sql \
	tests/sql/t/plan.sql \
	tests/sql/t/practice-model.sql \
	tests/sql/t/practice-oracle.sql \
	tests/sql/t/practice-plan.sql \
	tests/sql/t/practice-race.sql \
	tests/sql/t/practice-rule.sql \
	tests/sql/t/practice.sql \
	tests/sql/t/pressure-in.sql \
	tests/sql/t/pressure-notice.sql \
	tests/sql/t/pressure-out.sql \
	tests/sql/t/read.sql \
	tests/sql/t/read-race.sql \
	tests/sql/t/rule.sql \
	tests/sql/t/search.sql \
	tests/sql/t/session.sql \
	tests/sql/t/stats.sql \
	tests/sql/t/tell.sql \
	tests/sql/t/tell-concurrent.sql \
	tests/sql/t/tell-rule.sql \
	tests/sql/t/tell-template.sql \
	tests/sql/t/token.sql \
	tests/sql/t/verify.sql \
	tests/sql/t/trust.sql \
	tests/sql/t/trust-confirm.sql \
	tests/sql/t/trust-race.sql \
	tests/sql/t/visibility.sql \
	tests/sql/t/wall.sql \
	tests/sql/t/wall-race.sql \
	tests/sql/t/web-act.sql \
	tests/sql/t/web-page.sql \
	tests/sql/t/web-sign-in.sql

# Takes away each policy, constraint, trigger and rule in turn and names those that no test misses; WALL narrows by name.
WALL =
mutate: tests/sql/migrate
	BUILD=$(abs_builddir) $(srcdir)/tests/sql/run --with tests/sql/mutate.py --write --only "$(WALL)"
.PHONY: mutate
