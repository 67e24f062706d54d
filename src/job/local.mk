src_libturno_a_SOURCES += \
	src/job/notify.c src/job/notify.h \
	src/job/process.c src/job/process.h \
	src/job/table.c src/job/table.h
src_libturno_a_SOURCES += \
	src/job/read.c src/job/read.h \
	src/job/reader.c src/job/reader.h \
	src/job/reader_sandbox.c src/job/reader_sandbox.h
