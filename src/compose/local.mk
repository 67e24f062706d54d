src_libturno_a_SOURCES += \
	src/compose/certify.c src/compose/certify.h \
	src/compose/compose.c src/compose/compose.h \
	src/compose/header.c src/compose/header.h \
	src/compose/link.c src/compose/link.h \
	src/compose/summary.c src/compose/summary.h \
	src/compose/template.c src/compose/template.h \
	src/compose/value.c src/compose/value.h \
	src/compose/view.c src/compose/view.h
