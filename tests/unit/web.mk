WEB_UNITS = tests/unit/test-web-download.t tests/unit/test-web-form.t tests/unit/test-web-mark.t tests/unit/test-web-multipart.t \
	tests/unit/test-web-request.t tests/unit/test-web-template.t
check_PROGRAMS += $(WEB_UNITS)
TESTS += $(WEB_UNITS) tests/unit/test-web-catalogue.t
EXTRA_DIST += tests/unit/test-web-catalogue.t
tests_unit_test_web_download_t_SOURCES = tests/unit/test-web-download.c
tests_unit_test_web_download_t_LDADD = $(UNIT_LIBS)
tests_unit_test_web_form_t_SOURCES = tests/unit/test-web-form.c
tests_unit_test_web_form_t_LDADD = $(UNIT_LIBS)
tests_unit_test_web_mark_t_SOURCES = tests/unit/test-web-mark.c
tests_unit_test_web_mark_t_LDADD = $(UNIT_LIBS)
tests_unit_test_web_multipart_t_SOURCES = tests/unit/test-web-multipart.c
tests_unit_test_web_multipart_t_LDADD = $(UNIT_LIBS)
tests_unit_test_web_request_t_SOURCES = tests/unit/test-web-request.c
tests_unit_test_web_request_t_LDADD = $(UNIT_LIBS)
tests_unit_test_web_template_t_SOURCES = tests/unit/test-web-template.c
tests_unit_test_web_template_t_LDADD = $(UNIT_LIBS)
