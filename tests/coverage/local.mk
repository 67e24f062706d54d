# make coverage: a build with gcov below coverage, and what the parsers' own tests run of src/parse.
EXTRA_DIST += tests/coverage/coverage.py

coverage:
	$(top_srcdir)/tests/coverage/coverage.py --build coverage
.PHONY: coverage
