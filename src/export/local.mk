src_libturno_a_SOURCES += \
	src/export/bundle.c src/export/bundle.h \
	src/export/name.c src/export/name.h \
	src/export/sink.c src/export/sink.h \
	src/export/sink_folder.c \
	src/export/sink_zip.c \
	src/export/story.c src/export/story.h
