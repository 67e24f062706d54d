PARSE_TESTS = \
	tests/unit/test-job-read.t \
	tests/unit/test-job-sandbox.t \
	tests/unit/test-mail-evidence.t \
	tests/unit/test-parse-forward.t \
	tests/unit/test-parse-html.t \
	tests/unit/test-parse-language.t \
	tests/unit/test-parse-field.t \
	tests/unit/test-parse-mail.t \
	tests/unit/test-parse-part.t \
	tests/unit/test-parse-cms.t tests/unit/test-parse-pec.t \
	tests/unit/test-parse-property.t \
	tests/unit/test-parse-quote.t \
	tests/unit/test-parse-units.t
check_PROGRAMS += $(PARSE_TESTS) tests/unit/test-job-hostile.t
TESTS += $(PARSE_TESTS)
EXTRA_DIST += tests/mail
tests_unit_test_job_hostile_t_SOURCES = tests/unit/test-job-hostile.c
tests_unit_test_job_hostile_t_LDADD = $(UNIT_LIBS)
tests_unit_test_job_read_t_SOURCES = tests/unit/test-job-read.c
tests_unit_test_job_read_t_LDADD = $(UNIT_LIBS)
tests_unit_test_job_sandbox_t_SOURCES = tests/unit/test-job-sandbox.c
tests_unit_test_job_sandbox_t_LDADD = $(UNIT_LIBS)
tests_unit_test_mail_evidence_t_SOURCES = tests/unit/test-mail-evidence.c
tests_unit_test_mail_evidence_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_forward_t_SOURCES = tests/unit/test-parse-forward.c
tests_unit_test_parse_forward_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_html_t_SOURCES = tests/unit/test-parse-html.c
tests_unit_test_parse_html_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_language_t_SOURCES = tests/unit/test-parse-language.c
tests_unit_test_parse_language_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_field_t_SOURCES = tests/unit/test-parse-field.c
tests_unit_test_parse_field_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_mail_t_SOURCES = tests/unit/test-parse-mail.c
tests_unit_test_parse_mail_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_property_t_SOURCES = tests/unit/test-parse-property.c
tests_unit_test_parse_property_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_quote_t_SOURCES = tests/unit/test-parse-quote.c
tests_unit_test_parse_quote_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_part_t_SOURCES = tests/unit/test-parse-part.c
tests_unit_test_parse_part_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_units_t_SOURCES = tests/unit/test-parse-units.c
tests_unit_test_parse_units_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_pec_t_SOURCES = tests/unit/test-parse-pec.c
tests_unit_test_parse_pec_t_LDADD = $(UNIT_LIBS)
tests_unit_test_parse_cms_t_SOURCES = tests/unit/test-parse-cms.c
tests_unit_test_parse_cms_t_LDADD = $(UNIT_LIBS)
PARSE_TESTS += tests/unit/test-parse-report.t
tests_unit_test_parse_report_t_SOURCES = tests/unit/test-parse-report.c
tests_unit_test_parse_report_t_LDADD = $(UNIT_LIBS)
