src_libturno_a_SOURCES += \
	src/smtp/command.c src/smtp/command.h \
	src/smtp/login.c src/smtp/login.h \
	src/smtp/result.c src/smtp/result.h \
	src/smtp/submission.c src/smtp/submission.h \
	src/smtp/wire.c src/smtp/wire.h
