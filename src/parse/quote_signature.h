/*
 * quote_signature: what stands under a text and is no part of it: the signature, marked ("-- ",
 * RFC 3676 §4.3) or recognised by what it consists of, the line of a device ("Sent from my
 * iPhone"), legal notices, footers of lists. Conservative: a text folded away that was meant to
 * be read is worse than a signature that is shown.
 */
#ifndef TURNO_PARSE_QUOTE_SIGNATURE_H
#define TURNO_PARSE_QUOTE_SIGNATURE_H

#include <glib.h>

struct evidence_address;

/*
 * Lines [from, to) of lines (of struct quote_line) are text of the sender, none of it quoted,
 * with a line that is not blank in it. Returns where the signature begins; `to` when there is
 * none. sender may be NULL. Only the last 60 lines are looked at.
 */
guint quote_signature_find(
    const GArray *lines, guint from, guint to, const struct evidence_address *sender);

#endif
