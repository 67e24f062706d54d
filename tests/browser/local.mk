check_PROGRAMS += tests/browser/routes
tests_browser_routes_SOURCES = tests/browser/routes.c
tests_browser_routes_LDADD = $(UNIT_LIBS)
EXTRA_DIST += tests/browser/conftest.py tests/browser/shot tests/browser/test_axe.py tests/browser/test_crawl.py tests/browser/test_day.py tests/browser/test_harness.py tests/browser/test_list.py tests/browser/test_ticket.py tests/browser/test_wild_forms.py
