# make check feeds each target its seeds (seed.c). make fuzz: libFuzzer (clang) on all targets, or those in FUZZ,
# FUZZ_SECONDS each; what it learns is kept in FUZZ_CORPUS.
FUZZ =
FUZZ_SECONDS = 60
FUZZ_CC = clang
FUZZ_CORPUS = fuzz/corpus
FUZZ_ENVIRONMENT = FUZZ_CC='$(FUZZ_CC)' TURNO_CPPFLAGS='$(DEFS) -I. $(AM_CPPFLAGS)' TURNO_BUILDDIR=. \
	TURNO_FUZZ_LIBS='$(GMIME_LIBS) $(GLIB_LIBS) $(PQ_LIBS) $(CONFIG_LIBS) $(SODIUM_LIBS) $(JANSSON_LIBS) $(UCHARDET_LIBS) \
	$(SECCOMP_LIBS) $(ETPAN_LIBS) $(GNUTLS_LIBS) $(CSV_LIBS)'

fuzz: all
	$(FUZZ_ENVIRONMENT) $(top_srcdir)/tests/fuzz/fuzz.py --build fuzz --corpus $(FUZZ_CORPUS) --seconds $(FUZZ_SECONDS) $(FUZZ)
.PHONY: fuzz

FUZZ_TESTS = tests/fuzz/fuzz-answer.t tests/fuzz/fuzz-conf.t tests/fuzz/fuzz-field.t tests/fuzz/fuzz-form.t tests/fuzz/fuzz-forward.t tests/fuzz/fuzz-html.t \
	tests/fuzz/fuzz-imap.t tests/fuzz/fuzz-mail.t tests/fuzz/fuzz-multipart.t tests/fuzz/fuzz-quote.t tests/fuzz/fuzz-smtp.t \
	tests/fuzz/fuzz-text.t
FUZZ_TESTS += tests/fuzz/fuzz-part.t tests/fuzz/fuzz-reference.t
FUZZ_TESTS += tests/fuzz/fuzz-authres.t tests/fuzz/fuzz-cms.t tests/fuzz/fuzz-daticert.t
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)
EXTRA_DIST += tests/fuzz/fuzz.py tests/fuzz/test_fuzz.py tests/fuzz/seed tests/fuzz/dict
FUZZ_SHARED = tests/fuzz/seed.c tests/fuzz/fuzz.c tests/fuzz/fuzz.h
FUZZ_SCRIPT = tests/fuzz/script.c tests/fuzz/script.h
tests_fuzz_fuzz_answer_t_SOURCES = tests/fuzz/fuzz-answer.c $(FUZZ_SHARED)
tests_fuzz_fuzz_answer_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_daticert_t_SOURCES = tests/fuzz/fuzz-daticert.c $(FUZZ_SHARED)
tests_fuzz_fuzz_daticert_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_cms_t_SOURCES = tests/fuzz/fuzz-cms.c $(FUZZ_SHARED)
tests_fuzz_fuzz_cms_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_authres_t_SOURCES = tests/fuzz/fuzz-authres.c $(FUZZ_SHARED)
tests_fuzz_fuzz_authres_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_conf_t_SOURCES = tests/fuzz/fuzz-conf.c $(FUZZ_SHARED)
tests_fuzz_fuzz_conf_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_field_t_SOURCES = tests/fuzz/fuzz-field.c $(FUZZ_SHARED)
tests_fuzz_fuzz_field_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_form_t_SOURCES = tests/fuzz/fuzz-form.c $(FUZZ_SHARED)
tests_fuzz_fuzz_form_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_html_t_SOURCES = tests/fuzz/fuzz-html.c $(FUZZ_SHARED)
tests_fuzz_fuzz_html_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_forward_t_SOURCES = tests/fuzz/fuzz-forward.c $(FUZZ_SHARED)
tests_fuzz_fuzz_forward_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_imap_t_SOURCES = tests/fuzz/fuzz-imap.c $(FUZZ_SHARED) $(FUZZ_SCRIPT)
tests_fuzz_fuzz_imap_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_mail_t_SOURCES = tests/fuzz/fuzz-mail.c $(FUZZ_SHARED)
tests_fuzz_fuzz_mail_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_multipart_t_SOURCES = tests/fuzz/fuzz-multipart.c $(FUZZ_SHARED)
tests_fuzz_fuzz_multipart_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_quote_t_SOURCES = tests/fuzz/fuzz-quote.c $(FUZZ_SHARED)
tests_fuzz_fuzz_quote_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_part_t_SOURCES = tests/fuzz/fuzz-part.c $(FUZZ_SHARED)
tests_fuzz_fuzz_part_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_reference_t_SOURCES = tests/fuzz/fuzz-reference.c $(FUZZ_SHARED)
tests_fuzz_fuzz_reference_t_LDADD = $(UNIT_LIBS)
FUZZ_TESTS += tests/fuzz/fuzz-report.t tests/fuzz/fuzz-template.t
tests_fuzz_fuzz_template_t_SOURCES = tests/fuzz/fuzz-template.c $(FUZZ_SHARED)
tests_fuzz_fuzz_template_t_LDADD = $(UNIT_LIBS)
FUZZ_TESTS += tests/fuzz/fuzz-csv.t
tests_fuzz_fuzz_csv_t_SOURCES = tests/fuzz/fuzz-csv.c $(FUZZ_SHARED)
tests_fuzz_fuzz_csv_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_report_t_SOURCES = tests/fuzz/fuzz-report.c $(FUZZ_SHARED)
tests_fuzz_fuzz_report_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_smtp_t_SOURCES = tests/fuzz/fuzz-smtp.c $(FUZZ_SHARED) $(FUZZ_SCRIPT)
tests_fuzz_fuzz_smtp_t_LDADD = $(UNIT_LIBS)
tests_fuzz_fuzz_text_t_SOURCES = tests/fuzz/fuzz-text.c $(FUZZ_SHARED)
tests_fuzz_fuzz_text_t_LDADD = $(UNIT_LIBS)
FUZZ_TESTS += tests/fuzz/fuzz-mark.t
tests_fuzz_fuzz_mark_t_SOURCES = tests/fuzz/fuzz-mark.c $(FUZZ_SHARED)
tests_fuzz_fuzz_mark_t_LDADD = $(UNIT_LIBS)
