/*
 * evidence_forward: a mail in a mail, forwarded with it, or quoted with its header by an answer
 * (M10). Made up by whoever sent the mail, if he likes: a proposal, never a proof.
 */
#ifndef TURNO_MAIL_EVIDENCE_FORWARD_H
#define TURNO_MAIL_EVIDENCE_FORWARD_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Strings are never NULL unless stated; "" when unknown. */
struct evidence_forward {
	bool is_forwarded; /* false: an answer quotes it, or there is none */
	char *from_name, *from_address;
	GPtrArray *to, *cc; /* char *: addresses; people without one are left out */
	char *subject;
	char *date;          /* RFC 3339, or NULL when it could not be read */
	char *date_text;     /* as the client wrote it */
	char *message;       /* what the forwarder wrote above */
	char *body_text;     /* of what was forwarded, without quote marks */
	char *embedded_text; /* the same with its header, as it stands in the text; "" when it
				was attached */
};

/* Everything empty. Caller frees with evidence_forward_free(). */
struct evidence_forward *evidence_forward_new(void);
void evidence_forward_free(struct evidence_forward *forward);

/* One object, the keys as in turno.1. */
json_t *evidence_forward_json(const struct evidence_forward *forward);

#endif
