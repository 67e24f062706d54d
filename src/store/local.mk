src_libturno_a_SOURCES += \
	src/store/db.c src/store/db.h \
	src/store/hook.c src/store/hook.h \
	src/store/json.c src/store/json.h \
	src/store/lease.c src/store/lease.h \
	src/store/mail.c src/store/mail.h \
	src/store/mailbox.c src/store/mailbox.h \
	src/store/migrate.c src/store/migrate.h \
	src/store/outbox.c src/store/outbox.h \
	src/store/raw.c src/store/raw.h \
	src/store/sql.c src/store/sql.h
