/*
 * api: POST /api/ticket, for other programs (R36). JSON in, JSON out; no cookie and no CSRF
 * token has a meaning here: who calls presents a key. Source: doc/turno-api.7.
 */
#ifndef TURNO_WEB_API_H
#define TURNO_WEB_API_H

#include <stdbool.h>

#include "web/io.h"

struct exchange;

#define API_BYTES (8u << 20) /* of a request's body, files in base64 among it */

/* Takes a request that opens a ticket or adds to one, and answers it. */
void api_ticket(struct exchange *x);

/* Answers what is no POST. */
void api_refuse_method(struct exchange *x);

/* True when the path asked for is one of the API: its refusals are JSON. */
bool api_is_asked(const struct io *io);

/* Answers with status and a sentence (English, of the catalogue). */
void api_refuse(struct exchange *x, int status, const char *sentence);

#endif
