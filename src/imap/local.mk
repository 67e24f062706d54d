src_libturno_a_SOURCES +=
