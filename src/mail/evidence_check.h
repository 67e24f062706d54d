/*
 * evidence_check: the wall between the reader and the rest. The reader works on hostile bytes
 * and may have been taken over: its answer is believed only as far as this file looks.
 */
#ifndef TURNO_MAIL_EVIDENCE_CHECK_H
#define TURNO_MAIL_EVIDENCE_CHECK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * True when bytes (size_bytes long, need not end in NUL) are one JSON object of at most
 * LIMIT_EVIDENCE_BYTES, valid UTF-8 without NUL, with every key of evidence.h, each of its
 * type, no other key and no key twice, lists and strings within their limits, numbers in
 * 0..2^53, digests and dates in their form, attachments inside mail_size_bytes.
 * Errors: REJECT with the key that failed.
 */
bool evidence_check(
    const char *bytes, size_t size_bytes, size_t mail_size_bytes, GError **error);

#endif
