src_libturno_a_SOURCES += \
	src/cli/admin.c src/cli/cli.h \
	src/cli/act.c src/cli/act.h \
	src/cli/check.c src/cli/check.h \
	src/cli/check_conf.c \
	src/cli/check_servers.c \
	src/cli/connect.c src/cli/connect.h \
	src/cli/csv.c src/cli/csv.h \
	src/cli/option.c src/cli/option.h \
	src/cli/practice.c \
	src/cli/print.c src/cli/print.h \
	src/cli/explain.c \
	src/cli/export.c \
	src/cli/held.c \
	src/cli/health.c \
	src/cli/hook.c \
	src/cli/import.c \
	src/cli/ingest.c \
	src/cli/mail.c \
	src/cli/migrate.c \
	src/cli/outbox.c src/cli/receipt.c \
	src/cli/seal.c \
	src/cli/search.c \
	src/cli/template.c \
	src/cli/replay.c \
	src/cli/retention.c \
	src/cli/ticket.c \
	src/cli/verify.c \
	src/cli/version.c
src_libturno_a_SOURCES += src/cli/parse.c
