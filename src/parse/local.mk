src_libturno_a_SOURCES += \
	src/parse/address.c src/parse/address.h \
	src/parse/authres.c src/parse/authres.h \
	src/parse/automatic.c src/parse/automatic.h \
	src/parse/body.c src/parse/body.h \
	src/parse/charset.c src/parse/charset.h \
	src/parse/cue.c src/parse/cue.h \
	src/parse/date.c src/parse/date.h \
	src/parse/entity.c src/parse/entity.h \
	src/parse/filename.c src/parse/filename.h \
	src/parse/flowed.c src/parse/flowed.h \
	src/parse/guard.c src/parse/guard.h \
	src/parse/header.c src/parse/header.h \
	src/parse/html.c src/parse/html.h \
	src/parse/html_layout.c src/parse/html_layout.h \
	src/parse/language.c src/parse/language.h \
	src/parse/language_east.c src/parse/language_script.c src/parse/language_west.c src/parse/language_table.h \
	src/parse/language_word.c src/parse/language_word.h \
	src/parse/mime.c src/parse/mime.h \
	src/parse/parameter.c src/parse/parameter.h \
	src/parse/parse.c src/parse/parse.h \
	src/parse/quote.c src/parse/quote.h \
	src/parse/quote_line.c src/parse/quote_line.h \
	src/parse/reference.c src/parse/reference.h \
	src/parse/report.c src/parse/report.h \
	src/parse/report_text.c src/parse/report_text.h \
	src/parse/sender.c src/parse/sender.h \
	src/parse/word.c src/parse/word.h
