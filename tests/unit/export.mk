check_PROGRAMS += tests/unit/test-export-name.t
TESTS += tests/unit/test-export-name.t
tests_unit_test_export_name_t_SOURCES = tests/unit/test-export-name.c
tests_unit_test_export_name_t_LDADD = $(UNIT_LIBS)
