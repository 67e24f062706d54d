/* result: what became of one message, in the words that the outbox keeps. */
#ifndef TURNO_SMTP_RESULT_H
#define TURNO_SMTP_RESULT_H

#include <glib.h>

#define SMTP_REPLY_BYTES 512

enum smtp_class {
	SMTP_SENT,      /* the server took it over */
	SMTP_DEFERRED,  /* not taken over; the same message may be tried again later */
	SMTP_FAILED,    /* not taken over; trying it again cannot help */
	SMTP_UNCERTAIN, /* the final dot was sent and no answer came (M31): never repeat blindly
			 */
};

struct smtp_result {
	enum smtp_class class;
	int code; /* 200..599; 0 when no reply was read */
	/* One line of clean UTF-8 that begins with an enhanced status code (RFC 3463):
	 * "5.1.1 no such user". X.0.0 where the server gave none, X.4.2 and the like when the
	 * words are ours. */
	char reply[SMTP_REPLY_BYTES];
};

/* "sent", "deferred", "failed", "uncertain": what turno.outbox_settle() takes. */
const char *smtp_class_name(enum smtp_class class);

/* Fills *ret_result with words of ours; status like "4.4.2". */
void smtp_result_set(struct smtp_result *ret_result, enum smtp_class class, const char *status,
    const char *format, ...) G_GNUC_PRINTF(4, 5);

/*
 * Fills *ret_result from a reply. 2xx: sent; 4xx: deferred; 5xx: failed, but 530, 534, 535 and
 * 538 (the server wants a sign-in or TLS: no fault of the message) are deferred.
 * code: 200..599. text: the reply's lines without codes, joined by \n; any bytes.
 * Source: RFC 5321 §4.2, RFC 2034 §4, RFC 4954 §6
 */
void smtp_result_from_reply(struct smtp_result *ret_result, int code, const char *text);

#endif
