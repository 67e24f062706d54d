check_PROGRAMS += tests/unit/test-job-read tests/unit/test-job-sandbox tests/unit/test-parse-mail \
	tests/unit/test-parse-units tests/unit/test-mail-evidence
tests_unit_test_job_read_SOURCES = tests/unit/test-job-read.c
tests_unit_test_job_read_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_mail_SOURCES = tests/unit/test-parse-mail.c
tests_unit_test_parse_mail_LDADD = $(UNIT_LIBS)
EXTRA_DIST += tests/mail
tests_unit_test_job_sandbox_SOURCES = tests/unit/test-job-sandbox.c
tests_unit_test_job_sandbox_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_units_SOURCES = tests/unit/test-parse-units.c
tests_unit_test_parse_units_LDADD = $(UNIT_LIBS)
tests_unit_test_mail_evidence_SOURCES = tests/unit/test-mail-evidence.c
tests_unit_test_mail_evidence_LDADD = $(UNIT_LIBS)
