src_libturno_a_SOURCES += src/cli/cli.h
