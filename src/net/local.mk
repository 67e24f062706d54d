src_libturno_a_SOURCES += \
	src/net/connect.c src/net/connect.h \
	src/net/host.c src/net/host.h \
	src/net/resolve.c src/net/resolve.h \
	src/net/stream.c src/net/stream.h \
	src/net/tls.c src/net/tls.h
