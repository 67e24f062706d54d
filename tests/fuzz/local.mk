# make fuzz: libFuzzer (clang) over our own parsers, seeded with the fixtures. FUZZ_SECONDS each.
FUZZ_SECONDS = 60
FUZZ_CC = clang
FUZZ_FLAGS = -std=gnu11 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
FUZZ_FILES = $(top_srcdir)/src/parse/*.c $(top_srcdir)/src/mail/*.c $(top_srcdir)/src/base/text.c \
	$(top_srcdir)/src/base/error.c
FUZZ_LINK = $(GMIME_LIBS) $(GLIB_LIBS) $(JANSSON_LIBS) $(UCHARDET_LIBS)

fuzz:
	rm -rf fuzz-seeds && mkdir -p tests/fuzz fuzz-seeds
	for mail in $(top_srcdir)/tests/mail/*/*.eml; do \
		cp $$mail fuzz-seeds/`echo $$mail | sed 's|.*/tests/mail/||; s|/|-|'`; \
	done
	for target in mail text; do \
		$(FUZZ_CC) $(FUZZ_FLAGS) $(DEFS) -I. $(AM_CPPFLAGS) -o tests/fuzz/fuzz-$$target \
			$(top_srcdir)/tests/fuzz/fuzz-$$target.c $(FUZZ_FILES) $(FUZZ_LINK) && \
		tests/fuzz/fuzz-$$target -max_len=8192 -timeout=10 -max_total_time=$(FUZZ_SECONDS) \
			-print_final_stats=1 fuzz-seeds || exit 1; \
	done
.PHONY: fuzz
EXTRA_DIST += tests/fuzz/fuzz-mail.c tests/fuzz/fuzz-text.c
