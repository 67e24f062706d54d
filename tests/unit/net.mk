FAKE_SOURCES = tests/unit/fake-pki.c tests/unit/fake-pki.h tests/unit/fake-server.c tests/unit/fake-server.h

check_PROGRAMS += tests/unit/test-net-stream.t
TESTS += tests/unit/test-net-stream.t
tests_unit_test_net_stream_t_SOURCES = tests/unit/test-net-stream.c $(FAKE_SOURCES)
tests_unit_test_net_stream_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit
tests_unit_test_net_stream_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-net-resolve.t
TESTS += tests/unit/test-net-resolve.t
tests_unit_test_net_resolve_t_SOURCES = tests/unit/test-net-resolve.c
tests_unit_test_net_resolve_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-imap-guard.t
TESTS += tests/unit/test-imap-guard.t
tests_unit_test_imap_guard_t_SOURCES = tests/unit/test-imap-guard.c
tests_unit_test_imap_guard_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-imap-session.t
TESTS += tests/unit/test-imap-session.t
tests_unit_test_imap_session_t_SOURCES = tests/unit/test-imap-session.c tests/unit/imap-script.h $(FAKE_SOURCES)
tests_unit_test_imap_session_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit
tests_unit_test_imap_session_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-imap-fetch.t
TESTS += tests/unit/test-imap-fetch.t
tests_unit_test_imap_fetch_t_SOURCES = tests/unit/test-imap-fetch.c tests/unit/imap-script.h $(FAKE_SOURCES)
tests_unit_test_imap_fetch_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit
tests_unit_test_imap_fetch_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-http-address.t
TESTS += tests/unit/test-http-address.t
tests_unit_test_http_address_t_SOURCES = tests/unit/test-http-address.c
tests_unit_test_http_address_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-http-http.t
TESTS += tests/unit/test-http-http.t
tests_unit_test_http_http_t_SOURCES = tests/unit/test-http-http.c $(FAKE_SOURCES)
tests_unit_test_http_http_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit
tests_unit_test_http_http_t_LDADD = $(UNIT_LIBS)

check_PROGRAMS += tests/unit/test-smtp-submission.t
TESTS += tests/unit/test-smtp-submission.t
tests_unit_test_smtp_submission_t_SOURCES = tests/unit/test-smtp-submission.c $(FAKE_SOURCES)
tests_unit_test_smtp_submission_t_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit
tests_unit_test_smtp_submission_t_LDADD = $(UNIT_LIBS)
