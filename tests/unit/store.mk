check_PROGRAMS += tests/unit/test-store-db
tests_unit_test_store_db_SOURCES = tests/unit/test-store-db.c
tests_unit_test_store_db_LDADD = $(UNIT_LIBS)
TESTS += tests/unit/test-store-db
check_PROGRAMS += tests/unit/test-store-migrate
tests_unit_test_store_migrate_SOURCES = tests/unit/test-store-migrate.c
tests_unit_test_store_migrate_LDADD = $(UNIT_LIBS)
TESTS += tests/unit/test-store-migrate
