/*
 * report_sign: the signs that a mail system speaks, taken from header and subject alone. A
 * person who writes about a mail that came back shows none of them.
 */
#ifndef TURNO_PARSE_REPORT_SIGN_H
#define TURNO_PARSE_REPORT_SIGN_H

#include <stdbool.h>

struct evidence;
struct header;

enum report_sender {
	REPORT_SENDER_NOBODY,     /* nothing says so */
	REPORT_SENDER_ROBOT,      /* a program, by its address, by Auto-Submitted */
	REPORT_SENDER_NULL,       /* the null return path (RFC 5321 §4.5.5) */
	REPORT_SENDER_POSTMASTER, /* postmaster, a name that mail systems have */
	REPORT_SENDER_DAEMON,     /* MAILER-DAEMON, X-Failed-Recipients */
};

enum report_subject {
	REPORT_SUBJECT_NONE,
	REPORT_SUBJECT_WORDS, /* some word of a report somewhere */
	REPORT_SUBJECT_START, /* it begins as reports do, without Re: or Fwd: before that */
};

struct report_sign {
	enum report_sender sender;
	enum report_subject subject;
	bool is_delay;   /* the subject speaks of a delay */
	bool is_absence; /* the header says: an answering machine */
};

/* evidence: with from, subject, return_path and automatic. has_fields: a part holds the fields
 * of a report; without them nobody's subject is not even looked at. */
struct report_sign report_sign_read(
    const struct evidence *evidence, const struct header *header, bool has_fields);

/* True when text contains any of words (a list that ends with NULL). */
bool report_contains_any(const char *text, const char *const *words);

#endif
