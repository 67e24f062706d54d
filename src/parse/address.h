/*
 * address: mailboxes of an address field (RFC 5322 §3.4), read in one pass without recursion.
 * Only what stands between angle brackets, or a bare addr-spec, is an address; a display name
 * that looks like one stays a name (M22).
 */
#ifndef TURNO_PARSE_ADDRESS_H
#define TURNO_PARSE_ADDRESS_H

#include <glib.h>
#include <stdbool.h>

/*
 * Adds the mailboxes of an unfolded field to list (of struct evidence_address), up to
 * LIMIT_ADDRESSES in it. Group names are left out, their members kept. An entry without an
 * address that could be used (too long, not there) has address "". False when the limit was
 * met.
 */
bool address_parse(const char *field, GPtrArray *list);

/* An addr-spec as evidence keeps it: blanks, "mailto:" and route gone, domain lower-cased,
 * valid UTF-8; "" when it is none or too long. Caller frees. */
char *address_normalise(const char *spec);

#endif
