check_PROGRAMS += tests/unit/test-job-table.t tests/unit/test-job-notify.t
TESTS += tests/unit/test-job-table.t tests/unit/test-job-notify.t
tests_unit_test_job_table_t_SOURCES = tests/unit/test-job-table.c
tests_unit_test_job_table_t_LDADD = $(UNIT_LIBS)
tests_unit_test_job_notify_t_SOURCES = tests/unit/test-job-notify.c
tests_unit_test_job_notify_t_LDADD = $(UNIT_LIBS)
