/*
 * certify: what certified mail (PEC) of ours must be (M29). Its receipt certifies the bytes
 * that were sent, and documents travel by a link: so its text names each with its SHA-256.
 */
#ifndef TURNO_COMPOSE_CERTIFY_H
#define TURNO_COMPOSE_CERTIFY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct json_t;

/* body, the text of an envelope's mail, with its documents named above the signature, in its
 * language; the same where it is no certified mail or has none. The office's own words cannot
 * leave them out. Caller frees. */
char *certify_body(const struct json_t *envelope, const char *body);

/* True for ordinary mail, and where MAIL FROM is the address of From and size_bytes are no more
 * than a provider takes. False: REJECT. */
bool certify_check(const struct json_t *envelope, size_t size_bytes, GError **error);

#endif
