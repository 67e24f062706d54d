/* forward_date: dates as clients write them for people, in the words and the order of their
 * language: "lunedì 2 marzo 2026 alle ore 09:14", "02.03.2026 9.14", "2026年3月2日 下午3:05".
 */
#ifndef TURNO_PARSE_FORWARD_DATE_H
#define TURNO_PARSE_FORWARD_DATE_H

#include <stdbool.h>

/*
 * The date and time of text (UTF-8) as RFC 3339, with the zone that it names, "Z" when it names
 * none. is_english: whether day or month comes first in "02/03/2026" cannot be known, unless
 * the time has AM or PM (month first); elsewhere the day comes first. NULL when it is no date,
 * or not sure, or has no time of day. At most 200 bytes are looked at. Caller frees.
 */
char *forward_date_parse(const char *text, bool is_english);

#endif
