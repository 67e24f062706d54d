/* calendar: an invitation (RFC 5545, RFC 5546) as lines that a person can read. */
#ifndef TURNO_PARSE_CALENDAR_H
#define TURNO_PARSE_CALENDAR_H

#include <stdbool.h>

/*
 * What, when, where, who, and what is asked, in Italian and English; times as they are written,
 * with their zone. text is UTF-8; with_description adds what the organizer wrote. At most
 * CALENDAR_EVENTS_MAX events. NULL when there is no event. Caller frees.
 */
#define CALENDAR_EVENTS_MAX 10u
char *calendar_to_text(const char *text, bool with_description);

#endif
