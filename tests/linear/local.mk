# What reading hostile mail costs (test_growth.py, test_limit.py): contrib/check runs them on the build without sanitizers.
EXTRA_PROGRAMS += tests/linear/parse-files
tests_linear_parse_files_SOURCES = tests/linear/parse-files.c
tests_linear_parse_files_LDADD = $(TURNO_LIBS)
CLEANFILES += tests/linear/parse-files
EXTRA_DIST += tests/linear/count.py tests/linear/test_growth.py tests/linear/test_limit.py
