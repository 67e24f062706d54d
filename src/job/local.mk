src_libturno_a_SOURCES += \
	src/job/notify.c src/job/notify.h \
	src/job/process.c src/job/process.h \
	src/job/table.c src/job/table.h
