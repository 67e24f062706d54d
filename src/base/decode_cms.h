/*
 * decode_cms: the message within a signed CMS message (RFC 5652 §5), for the step "cms" of
 * decode.h. BER as senders write it: lengths may be indefinite, the message may come in pieces.
 *
 *	ContentInfo ::= SEQUENCE { OID, [0] SEQUENCE { version INTEGER, digestAlgorithms SET,
 *	    encapContentInfo SEQUENCE { OID, [0] OCTET STRING }, … } }
 */
#ifndef TURNO_BASE_DECODE_CMS_H
#define TURNO_BASE_DECODE_CMS_H

#include <glib.h>
#include <stddef.h>

struct decode_step;

/* Appends to out what the next bytes hold of the message; nothing when they are something else.
 */
void decode_cms_push(
    struct decode_step *step, const guint8 *bytes, size_t size_bytes, GByteArray *out);

#endif
