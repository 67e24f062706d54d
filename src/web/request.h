/*
 * request: what a browser asks for, read from the CGI variables (RFC 3875) and checked. Not
 * believed, and not even read: Host, HTTP_PROXY, X-Forwarded-*; our own address comes from the
 * configuration.
 */
#ifndef TURNO_WEB_REQUEST_H
#define TURNO_WEB_REQUEST_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "web/io.h"
#include "web/message.h"

#define REQUEST_PATH_BYTES 1024u
#define REQUEST_QUERY_BYTES 4096u
#define REQUEST_FIELD_BYTES 400u /* of a header field that is kept */
#define REQUEST_TOKEN_CHARS 43u  /* 256 bits in base64url */

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST };

struct request {
	enum method method;
	char *path;             /* decoded by the web server, below base_url; begins with "/" */
	char *query;            /* raw, without "?"; "" when there is none */
	char *content_type;     /* "" when there is none */
	int64_t content_length; /* of a POST; 0 otherwise */
	char *address;          /* of the browser's machine, for the throttle */
	char *operator_token;   /* session of the __Host-turno cookie, NULL when absent or
				   malformed */
	char *contact_token;    /* session of the __Host-turno-contact cookie, likewise */
	char *list;             /* query of the ticket list looked at last; NULL: none was */
	char *authorization;    /* Authorization and Idempotency-Key, for the API; "" absent */
	char *idempotency_key;
	char *range; /* Range and If-Range (RFC 9110 §14.2, §13.1.5); "" absent */
	char *if_range;
	bool is_same_origin;    /* false when the browser says that another site sent it */
	enum language language; /* by Accept-Language */
};

/*
 * Reads a request. base_url is the configured address of turno, without a slash at its end. On
 * refusal NULL, and *ret_status is the HTTP status that says why: 400 malformed, 405 method,
 * 411 length missing, 413 body over limit_body bytes, 414 address too long. Caller frees.
 */
struct request *request_read(
    const struct io *io, const char *base_url, int64_t limit_body, int *ret_status);

void request_free(struct request *request);
typedef struct request Request; /* only for g_autoptr(Request) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Request, request_free)

/* True for 43 characters of base64url: the shape of every session and link token. */
bool request_is_token(const char *text);

/* The value of the cookie called name in a Cookie field (RFC 6265 §4.2.1), NULL when absent.
 * Caller frees. */
char *request_find_cookie(const char *cookies, const char *name);

/* The part of turno's address from its path on: "https://a.example/desk" → "/desk", "" when
 * there is none. Borrowed. */
const char *request_base_path(const char *base_url);

#define COOKIE_OPERATOR "__Host-turno"
#define COOKIE_CONTACT "__Host-turno-contact"
#define COOKIE_LIST "__Host-turno-list"

#endif
