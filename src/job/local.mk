src_libturno_a_SOURCES += \
	src/job/answer.c src/job/answer.h \
	src/job/confine.c src/job/confine.h \
	src/job/deliver.c src/job/deliver.h \
	src/job/fetch.c src/job/fetch.h \
	src/job/heir.c src/job/heir.h \
	src/job/intake.c src/job/intake.h \
	src/job/landlock.c src/job/landlock.h \
	src/job/notify.c src/job/notify.h \
	src/job/plan.c src/job/plan.h \
	src/job/process.c src/job/process.h \
	src/job/read.c src/job/read.h \
	src/job/reader.c src/job/reader.h \
	src/job/reader_sandbox.c src/job/reader_sandbox.h \
	src/job/submit.c src/job/submit.h \
	src/job/supervise.c src/job/supervise.h \
	src/job/table.c src/job/table.h \
	src/job/tidy.c src/job/tidy.h
