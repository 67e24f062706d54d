# pgTAP against a real server: tests/sql/run starts one of its own, or takes the empty database that PG* name.
check_PROGRAMS += tests/sql/migrate
tests_sql_migrate_SOURCES = tests/sql/migrate.c
tests_sql_migrate_LDADD = $(UNIT_LIBS)
