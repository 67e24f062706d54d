src_libturno_a_SOURCES += \
	src/base/clock.c src/base/clock.h \
	src/base/conf.c src/base/conf.h \
	src/base/decode.c src/base/decode.h \
	src/base/decode_cms.c src/base/decode_cms.h \
	src/base/error.c src/base/error.h \
	src/base/format.c src/base/format.h \
	src/base/harden.c src/base/harden.h \
	src/base/limit.h \
	src/base/log.c src/base/log.h \
	src/base/sanitizer.h \
	src/base/seal.c src/base/seal.h \
	src/base/secret.c src/base/secret.h \
	src/base/signal.c src/base/signal.h \
	src/base/text.c src/base/text.h
