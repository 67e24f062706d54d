/*
 * report_status: the status (RFC 3463) that words of a mail system tell: as an enhanced code,
 * else by the reply code of SMTP (RFC 5321 §4.2), else by the reason in words.
 */
#ifndef TURNO_PARSE_REPORT_STATUS_H
#define TURNO_PARSE_REPORT_STATUS_H

#include <stdbool.h>
#include <stddef.h>

/* The status a Status field begins with ("5.1.1 (no such user)"), any class; NULL when it is
 * none. Caller frees. */
char *report_status_of_field(const char *field);

/* The first enhanced code of class 4 or 5 in text that is a word of its own (no piece of an
 * address of a host or of a version); NULL when there is none. Caller frees. */
char *report_status_find(const char *text, size_t size);

/* The first reply code 4xx or 5xx in text that is a word of its own; 0 when there is none. */
unsigned report_reply_code_find(const char *text, size_t size);

/*
 * What text tells by any means. is_delayed: the class where nothing else tells it is 4, not 5.
 * NULL when it tells nothing. Caller frees.
 */
char *report_status_derive(const char *text, size_t size, bool is_delayed);

/* True when lower (lower case) names one of the known reasons. */
bool report_names_reason(const char *lower);

#endif
