/* date: the Date field (RFC 5322 §3.3 and its obsolete forms) without locale and time zone
 * files, which the sandbox could not open. */
#ifndef TURNO_PARSE_DATE_H
#define TURNO_PARSE_DATE_H

/* The date as RFC 3339 ("2026-11-22T08:30:00+01:00"), in the sender's own offset ("Z" when it
 * gave none); NULL when it is no date. Caller frees. */
char *date_parse(const char *field);

#endif
