/*
 * response: status, fields and body of an answer, with the safety fields of doc on every one of
 * them: no response leaves without them.
 */
#ifndef TURNO_WEB_RESPONSE_H
#define TURNO_WEB_RESPONSE_H

#include <glib.h>
#include <stdbool.h>

#include "web/io.h"

struct response {
	int status;
	const char *type; /* media type, static */
	GString *fields;  /* further header fields, each ended by CRLF */
	GString *body;
	bool is_public;    /* style sheet, script, icon: may be cached */
	bool is_sandboxed; /* a document of a stranger: nothing in it may run */
	bool is_head;      /* send no body */
};

/* A page with status 200 and an empty body. Caller frees. */
struct response *response_new(void);
void response_free(struct response *response);
typedef struct response Response; /* only for g_autoptr(Response) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Response, response_free)

/* Adds a header field. A value that is not line safe is a bug of ours and drops the field. */
void response_add_field(struct response *response, const char *name, const char *value);

/* Turns it into a redirect (303: fetch that with GET) to an absolute URL. */
void response_redirect(struct response *response, const char *url);

/* Sets a session cookie: Secure, HttpOnly, SameSite=Lax, for this host only. NULL removes
 * it. */
void response_set_cookie(struct response *response, const char *name, const char *token);

/* Sends status and fields; the caller then writes a body of its own. False: browser gone. */
bool response_send_head(const struct response *response, const struct io *io);

/* Sends all of it. */
bool response_send(const struct response *response, const struct io *io);

#endif
