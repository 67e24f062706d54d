check_PROGRAMS += tests/unit/test-store-db
tests_unit_test_store_db_SOURCES = tests/unit/test-store-db.c
tests_unit_test_store_db_LDADD = $(UNIT_LIBS)
TESTS += tests/unit/test-store-db
