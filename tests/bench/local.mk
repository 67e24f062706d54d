# make bench: each figure beside its floor, one JSON line each; BENCH names some of them. The programs are built only for it.
BENCH =
EXTRA_PROGRAMS += tests/bench/bench-read tests/bench/bench-page
tests_bench_bench_read_SOURCES = tests/bench/bench-read.c tests/bench/floor.c tests/bench/floor.h
tests_bench_bench_read_LDADD = $(TURNO_LIBS)
tests_bench_bench_page_SOURCES = tests/bench/bench-page.c
tests_bench_bench_page_LDADD = $(TURNO_LIBS) $(FCGI_LIBS)
CLEANFILES += tests/bench/bench-read tests/bench/bench-page
EXTRA_DIST += tests/bench/bench.py tests/bench/desk.py tests/bench/fcgi.py tests/bench/fill.sql tests/bench/mkcorpus.py tests/bench/page.py \
	tests/bench/phrases.py

bench: all tests/bench/bench-read tests/bench/bench-page tests/sql/migrate
	$(top_srcdir)/tests/bench/bench.py --build tests/bench $(BENCH)
.PHONY: bench
clean-local:
	rm -rf tests/bench/c2000 tests/bench/cna

# What the desk costs at each of SIZES tickets, in one run with the empty one: fills a database of its own, which takes its time.
SIZES = 0 100000
bench-desk: tests/sql/migrate
	BUILD=$(abs_builddir) TURNO_SQL_OPTIONS="-c fsync=on -c shared_buffers=2GB -c max_wal_size=8GB" \
		$(top_srcdir)/tests/sql/run --with tests/bench/desk.py --sizes $(SIZES)
.PHONY: bench-desk
