src_libturno_a_SOURCES += \
	src/http/address.c src/http/address.h \
	src/http/http.c src/http/http.h
