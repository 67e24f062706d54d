src_libturno_a_SOURCES += src/store/db.h
