check_PROGRAMS += tests/unit/test-job-read
tests_unit_test_job_read_SOURCES = tests/unit/test-job-read.c
tests_unit_test_job_read_LDADD = $(UNIT_LIBS)
