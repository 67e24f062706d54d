src_libturno_a_SOURCES += \
	src/imap/after.c src/imap/after.h \
	src/imap/command.c src/imap/command.h \
	src/imap/fetch.c src/imap/fetch.h \
	src/imap/folder.c src/imap/folder.h \
	src/imap/guard.c src/imap/guard.h \
	src/imap/idle.c src/imap/idle.h \
	src/imap/login.c src/imap/login.h \
	src/imap/session.c src/imap/session.h
