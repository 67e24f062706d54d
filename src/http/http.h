/*
 * http: POSTs to servers of other people, several at a time (libcurl). https only, certificates
 * verified, no redirect followed, no proxy, netrc, cookie or compression; the addresses of this
 * machine and of private networks are refused once the name was looked up, unless turno.conf
 * allows them (http.allow_private). Times are http.* of turno.conf. Of an answer a few KiB are
 * kept.
 */
#ifndef TURNO_HTTP_HTTP_H
#define TURNO_HTTP_HTTP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct conf;
struct http;

#define HTTP_KEPT_BYTES (4u << 10)  /* of an answer's body */
#define HTTP_READ_BYTES (64u << 10) /* then the connection is closed */

struct http_request {
	const char *url;
	const char *const
	    *fields; /* "Name: value", NULL ends; wiped after use, may hold secrets */
	const char *body;
	size_t body_size;
};

struct http_result {
	int status;        /* of HTTP; 0 when there was no whole answer */
	int retry_after_s; /* Retry-After (RFC 9110 §10.2.3); 0 when absent */
	bool is_final;     /* there must be no second try: the address is refused */
	char *text;        /* begin of the body: one line of UTF-8 */
	char *problem;     /* a sentence when status is 0, else NULL */
};

/* Frees what result holds, not result itself. */
void http_result_clear(struct http_result *result);

/* conf is borrowed. CONFIG when http.ca_file cannot be read. Caller frees; what still runs is
 * dropped. */
struct http *http_new(const struct conf *conf, GError **error);
void http_free(struct http *http);
typedef struct http Http; /* only for g_autoptr(Http) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Http, http_free)

/* Begins a POST; request is copied. data comes back from http_take(). REJECT for what is no
 * https URL. */
bool http_start(
    struct http *http, const struct http_request *request, void *data, GError **error);

/* How many have begun and were not taken. */
unsigned http_running(const struct http *http);

/* Works until something ended, one of two descriptors (-1 none) is readable, or timeout_ms
 * passed. */
void http_work(struct http *http, int fd, int other_fd, int timeout_ms);

/* Takes one that ended: its data, and ret_result (to be cleared). NULL when none has. */
void *http_take(struct http *http, struct http_result *ret_result);

#endif
