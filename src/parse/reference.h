/*
 * reference: what in a mail could tell its ticket (M16): our signed reply address, our signed
 * Message-ID, our subject token, our loop mark. Found and split here, proved by the database.
 */
#ifndef TURNO_PARSE_REFERENCE_H
#define TURNO_PARSE_REFERENCE_H

#include <glib.h>
#include <stdbool.h>

struct evidence;

/* Adds the message ids of an unfolded field ("<a@b> <c@d>", or "a@b" when there are no
 * brackets) to list as char *, without <> and blanks, in order, none twice, up to
 * LIMIT_REFERENCES. False when the limit was met. */
bool reference_add_ids(const char *field, GPtrArray *list);

/* local+ROLE.TICKET.RECIPIENT.KEY.MAC@domain (RFC 5233 detail); adds to tokens_address. */
bool reference_find_in_address(struct evidence *evidence, const char *address);

/* m.TICKET.OUTBOX.KEY.MAC@domain; adds to tokens_message. */
bool reference_find_in_message_id(struct evidence *evidence, const char *message_id);

/* Every "[#TICKET.KEY.MAC]" of a decoded subject; adds to tokens_subject. */
void reference_find_in_subject(struct evidence *evidence, const char *subject);

/* MAILBOX.KEY.MAC of X-Turno-Loop; adds to tokens_loop. */
void reference_find_in_loop(struct evidence *evidence, const char *field);

#endif
