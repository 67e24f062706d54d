# pgTAP against a real server: tests/sql/run starts one of its own, or takes the empty database that PG* name.
check_PROGRAMS += tests/sql/migrate
tests_sql_migrate_SOURCES = tests/sql/migrate.c
tests_sql_migrate_LDADD = $(UNIT_LIBS)
EXTRA_DIST += \
	tests/sql/run \
	tests/sql/one \
	tests/sql/mutate.py \
	tests/sql/fixture.sql \
	tests/sql/t \
	tests/sql/call.psql \
	tests/sql/call-sentence.psql \
	tests/sql/cost.psql \
	tests/sql/counted.psql \
	tests/sql/inside.psql \
	tests/sql/office.psql \
	tests/sql/pec.psql \
	tests/sql/two.psql \
	tests/sql/two-acts.psql \
	tests/sql/constraint.psql \
	tests/sql/anonymous.list \
	tests/sql/constraint.list \
	tests/sql/definer.list \
	tests/sql/mutation.list

# Takes away each policy, constraint, trigger and rule in turn and names those that no test misses; WALL narrows by name;
# OPENED=--opened opens policies instead.
WALL =
OPENED =
mutate: tests/sql/migrate
	BUILD=$(abs_builddir) $(srcdir)/tests/sql/run --with tests/sql/mutate.py --write $(OPENED) --only "$(WALL)"
.PHONY: mutate
