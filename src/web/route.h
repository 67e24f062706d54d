/*
 * route: the one table of what turno-cgi answers. A page is one row here, one SQL function, one
 * template; a form likewise. Start reading at the table in route.c.
 */
#ifndef TURNO_WEB_ROUTE_H
#define TURNO_WEB_ROUTE_H

#include <jansson.h>
#include <stdbool.h>

#include "web/form.h"
#include "web/request.h"

struct exchange;

enum role {
	ROLE_ANYBODY,
	ROLE_OPERATOR, /* session of the operators' cookie */
	ROLE_CONTACT,  /* session of the contacts' cookie */
};

struct route {
	enum method method; /* GET serves HEAD too */
	/* Segments: plain text, "#name" a number from 1, "*name" any text. */
	const char *pattern;
	enum role role;
	const struct field *fields; /* of the query (GET) or the body (POST); NULL: none */
	/* Answers instead of the general way (page_show, page_submit). */
	void (*handle)(struct exchange *x);
	const char *sql; /* one call: $1 is the parameters as jsonb */
	const char
	    *page; /* template; of a form: of the page that shows it again with its errors */
	const char *page_sql; /* a form: the call that fills that page */
	const char *done;     /* a form: where to go then, "/ticket/#ticket" */
	bool takes_files;
};

/*
 * The route of method and path; its parameters are put into params (an object). NULL when there
 * is none; then *ret_other tells whether another method would have found one.
 */
const struct route *route_find(
    enum method method, const char *path, json_t *params, bool *ret_other);

/* The path of pattern with its #name and *name taken from params. Caller frees. */
char *route_path(const char *pattern, json_t *params);

#endif
