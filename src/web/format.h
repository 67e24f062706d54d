/* format: waiting times in words of the catalogue. */
#ifndef TURNO_WEB_FORMAT_H
#define TURNO_WEB_FORMAT_H

#include <stdint.h>

#include "web/message.h"

/* How long ago rfc3339 was, seen from now_s (seconds of the Unix epoch): "2 h 10 min", "3
 * days". Caller frees. */
char *format_since(enum language language, const char *rfc3339, int64_t now_s);

/* How long seconds are, in the same words. Caller frees. */
char *format_span(enum language language, int64_t seconds);

#endif
