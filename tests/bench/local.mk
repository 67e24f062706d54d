# make bench: each figure beside its floor, one JSON line each; BENCH names some of them. The programs are built only for it.
BENCH =
EXTRA_PROGRAMS += tests/bench/bench-read
tests_bench_bench_read_SOURCES = tests/bench/bench-read.c tests/bench/floor.c tests/bench/floor.h
tests_bench_bench_read_LDADD = $(TURNO_LIBS)
CLEANFILES += tests/bench/bench-read
EXTRA_DIST += tests/bench/bench.py tests/bench/desk.py tests/bench/fill.sql tests/bench/mkcorpus.py tests/bench/phrases.py

bench: all tests/bench/bench-read
	$(top_srcdir)/tests/bench/bench.py --build tests/bench $(BENCH)
.PHONY: bench
clean-local:
	rm -rf tests/bench/c2000 tests/bench/cna
