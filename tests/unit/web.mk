WEB_UNITS = tests/unit/test-web-download tests/unit/test-web-form tests/unit/test-web-multipart \
	tests/unit/test-web-request tests/unit/test-web-template
check_PROGRAMS += $(WEB_UNITS)
TESTS += $(WEB_UNITS) tests/unit/test-web-catalogue.t
EXTRA_DIST += tests/unit/test-web-catalogue.t
tests_unit_test_web_download_SOURCES = tests/unit/test-web-download.c
tests_unit_test_web_download_LDADD = $(UNIT_LIBS)
tests_unit_test_web_form_SOURCES = tests/unit/test-web-form.c
tests_unit_test_web_form_LDADD = $(UNIT_LIBS)
tests_unit_test_web_multipart_SOURCES = tests/unit/test-web-multipart.c
tests_unit_test_web_multipart_LDADD = $(UNIT_LIBS)
tests_unit_test_web_request_SOURCES = tests/unit/test-web-request.c
tests_unit_test_web_request_LDADD = $(UNIT_LIBS)
tests_unit_test_web_template_SOURCES = tests/unit/test-web-template.c
tests_unit_test_web_template_LDADD = $(UNIT_LIBS)
