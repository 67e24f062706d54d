/*
 * language_table: the data of language.h. A row: one language, one use, its words divided by
 * "|", written as people read them (any case; they are folded when they are loaded). A language
 * is added here and nowhere else.
 */
#ifndef TURNO_PARSE_LANGUAGE_TABLE_H
#define TURNO_PARSE_LANGUAGE_TABLE_H

#include <stddef.h>

enum language_use {
	USE_FROM,
	USE_DATE,
	USE_TO,
	USE_SUBJECT,
	USE_CC,
	USE_BCC,
	USE_REPLY_TO,
	USE_OTHER,
	USE_FORWARD,        /* core of the line above a forwarded mail */
	USE_FORWARD_BY,     /* the same with a name behind: "Forwarded by X on 3.4.2021" */
	USE_ORIGINAL,       /* core of a line that answers and forwards have */
	USE_FORWARD_END,    /* core of the line below a forwarded mail */
	USE_REPLY_PREFIX,   /* without the colon */
	USE_FORWARD_PREFIX, /* without the colon */
	USE_MONTH,          /* twelve words */
	USE_MORNING,        /* "AM" */
	USE_AFTERNOON,      /* "PM" */
};

struct language_row {
	const char *language; /* ISO 639-1 */
	enum language_use use;
	const char *words;
};

extern const struct language_row language_west[];   /* western and northern Europe */
extern const struct language_row language_east[];   /* all others in Latin script */
extern const struct language_row language_script[]; /* all other scripts */
extern const struct language_row language_month[];  /* words of dates, all languages */
extern const size_t language_west_count, language_east_count, language_script_count,
    language_month_count;

#endif
