COMPOSE_TESTS = tests/unit/test-compose-compose.t tests/unit/test-compose-parse.t \
	tests/unit/test-compose-template.t tests/unit/test-compose-view.t
check_PROGRAMS += $(COMPOSE_TESTS)
TESTS += $(COMPOSE_TESTS)
tests_unit_test_compose_compose_t_SOURCES = tests/unit/test-compose-compose.c
tests_unit_test_compose_compose_t_LDADD = $(UNIT_LIBS)
tests_unit_test_compose_parse_t_SOURCES = tests/unit/test-compose-parse.c
tests_unit_test_compose_parse_t_LDADD = $(UNIT_LIBS)
tests_unit_test_compose_template_t_SOURCES = tests/unit/test-compose-template.c
tests_unit_test_compose_template_t_LDADD = $(UNIT_LIBS)
tests_unit_test_compose_view_t_SOURCES = tests/unit/test-compose-view.c
tests_unit_test_compose_view_t_LDADD = $(UNIT_LIBS)
EXTRA_DIST += \
	tests/unit/compose/acknowledgement.json tests/unit/compose/it-acknowledgement.eml tests/unit/compose/en-acknowledgement.eml \
	tests/unit/compose/new_link.json tests/unit/compose/it-new_link.eml tests/unit/compose/en-new_link.eml \
	tests/unit/compose/notification.json tests/unit/compose/it-notification.eml tests/unit/compose/en-notification.eml \
	tests/unit/compose/password_code.json tests/unit/compose/it-password_code.eml tests/unit/compose/en-password_code.eml \
	tests/unit/compose/confirm.json tests/unit/compose/it-confirm.eml tests/unit/compose/en-confirm.eml \
	tests/unit/compose/parked.json tests/unit/compose/it-parked.eml tests/unit/compose/en-parked.eml \
	tests/unit/compose/quarantine.json tests/unit/compose/it-quarantine.eml tests/unit/compose/en-quarantine.eml \
	tests/unit/compose/rejected.json tests/unit/compose/it-rejected.eml tests/unit/compose/en-rejected.eml \
	tests/unit/compose/reply.json tests/unit/compose/it-reply.eml tests/unit/compose/en-reply.eml \
	tests/unit/compose/status.json tests/unit/compose/it-status.eml tests/unit/compose/en-status.eml \
	tests/unit/compose/reminder.json tests/unit/compose/it-reminder.eml tests/unit/compose/en-reminder.eml \
	tests/unit/compose/morning.json tests/unit/compose/it-morning.eml tests/unit/compose/en-morning.eml \
	tests/unit/compose/summary.json tests/unit/compose/it-summary.eml tests/unit/compose/en-summary.eml \
	tests/unit/compose/alert.json tests/unit/compose/it-alert.eml tests/unit/compose/en-alert.eml \
	tests/unit/compose/transcript.json tests/unit/compose/it-transcript.eml tests/unit/compose/en-transcript.eml \
	tests/unit/compose/templates.json

check_PROGRAMS += tests/unit/test-cli-option.t
TESTS += tests/unit/test-cli-option.t
tests_unit_test_cli_option_t_SOURCES = tests/unit/test-cli-option.c
tests_unit_test_cli_option_t_LDADD = $(UNIT_LIBS)
check_PROGRAMS += tests/unit/test-cli-csv.t
TESTS += tests/unit/test-cli-csv.t
tests_unit_test_cli_csv_t_SOURCES = tests/unit/test-cli-csv.c
tests_unit_test_cli_csv_t_LDADD = $(UNIT_LIBS)
