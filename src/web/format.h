/* format: times and sizes as people of a language write them. */
#ifndef TURNO_WEB_FORMAT_H
#define TURNO_WEB_FORMAT_H

#include <stdint.h>

#include "web/message.h"

/* An RFC 3339 time as "22/11/2026 10:42" (Italian) or "22 Nov 2026, 10:42", in the zone of the
 * machine; "" when it is none. Caller frees. */
char *format_date_time(enum language language, const char *rfc3339);

/* The same without the hour. */
char *format_day(enum language language, const char *rfc3339);

/* How long ago rfc3339 was, seen from now_s (seconds of the Unix epoch): "2 h 10 min", "3
 * days". Caller frees. */
char *format_since(enum language language, const char *rfc3339, int64_t now_s);

/* "88 KB", "3,1 MB" (Italian) or "3.1 MB"; decimal units as shops and file managers show them.
 * Caller frees. */
char *format_size(enum language language, int64_t size_bytes);

#endif
