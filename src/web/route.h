/*
 * route: the one table of what turno-cgi answers, in parts: web/route/PART.c. A page is one row
 * there, one SQL call, one template; a form likewise. The call gives an object, and may be made
 * of several functions: select turno.page_a($1::jsonb) || turno.page_b($1::jsonb).
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
	ROLE_ADMIN,    /* the same, of an administrator; to others the page is not there */
	ROLE_CONTACT,  /* session of the contacts' cookie */
};

struct route {
	enum method method; /* GET serves HEAD too */
	/* Segments: plain text, "#name" a number from 1, "*name" any text. */
	const char *pattern;
	enum role role;
	/* Of the query (GET) or the body (POST), beside those that every form has; NULL: none.
	 */
	const struct field *fields;
	/* Answers instead of the general way (page_show, page_submit). */
	void (*handle)(struct exchange *x);
	const char *sql; /* one call: $1 is the parameters as jsonb */
	const char
	    *page; /* template; of a form: of the page that shows it again with its errors */
	const char
	    *csv; /* instead of a page a file of this name and the day, .csv: see sheet.h */
	const char *page_sql; /* a form: the call that fills that page */
	/* A form: where to go then, "/ticket/#ticket" or "/ticket?tab=*tab": of the path, or of
	 * what the call gave. */
	const char *done;
	/* The same when the call answered seen: false: who acted does not see the row any more.
	 */
	const char *gone;
	bool takes_files;
	bool is_list;     /* the browser remembers its query: list_remember */
	bool has_list;    /* its call is told the list that is remembered: list_add */
	const char *area; /* the tab of the top bar that the page belongs to: frame.area.NAME */
};

/* The parts of the table; each ends with a row without a pattern. */
extern const struct route sign_routes[];
extern const struct route list_routes[];
extern const struct route statistics_routes[];
extern const struct route mail_routes[];
extern const struct route open_routes[];
extern const struct route ticket_routes[];
extern const struct route find_routes[];
extern const struct route contact_routes[];
extern const struct route people_routes[];
extern const struct route office_routes[];
extern const struct route practice_routes[];

/*
 * The route of method and path; its parameters are put into params (an object). NULL when there
 * is none; then *ret_other tells whether another method would have found one.
 */
const struct route *route_find(
    enum method method, const char *path, json_t *params, bool *ret_other);

/* The row after route in the table, of any part; NULL asks for the first, and comes after the
 * last. */
const struct route *route_next(const struct route *route);

/* The path of pattern with its #name and *name (segments, or values of its query) taken from
 * params. Caller frees. */
char *route_path(const char *pattern, json_t *params);

#endif
