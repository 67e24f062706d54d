/*
 * exchange: one request with its answer, and what both need: the connection, the person, the
 * parameters of the SQL call. A transaction begins with the session's token and nothing else;
 * it ends with the request, whatever happens.
 */
#ifndef TURNO_WEB_EXCHANGE_H
#define TURNO_WEB_EXCHANGE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "web/form.h"
#include "web/io.h"
#include "web/request.h"
#include "web/response.h"
#include "web/route.h"

struct conf;
struct db;

struct exchange {
	const struct conf *conf;
	struct db **db; /* of the process; *db is NULL while there is no connection */
	const struct io *io;
	struct request *request;
	const struct route *route;
	struct response *response;
	json_t *params;    /* of the path */
	struct form *form; /* of the query or the body */
	char *token;       /* session token by the route's role, NULL when there is none */
	json_t *viewer;    /* session_look(): NULL while nobody is signed in */
	json_t *language;  /* of whom the token of a link names; NULL while nobody is named */
	bool is_sent;      /* the handler has sent its answer itself */
};

/* The language to answer in: the person's who is signed in or whom a link names, else the
 * browser's. */
enum language exchange_language(const struct exchange *x);

/* Begins a transaction as the holder of x->token (reconnecting if need be) and fills x->viewer.
 * RETRY when the database is away. */
bool exchange_begin(struct exchange *x, GError **error);

/* Calls sql with p as jsonb. ret (may be NULL) takes the result; caller owns it. Several
 * columns are objects that are united, the later ones first: what is long is not copied by the
 * database to put it beside the rest. */
bool exchange_call(
    struct exchange *x, const char *sql, json_t *p, json_t **ret_result, GError **error);

/* exchange_call() and exchange_commit() in one way to the server and back. */
bool exchange_finish(
    struct exchange *x, const char *sql, json_t *p, json_t **ret_result, GError **error);

/* Ends the transaction for good. */
bool exchange_commit(struct exchange *x, GError **error);

/* A new object with params and form values of x, the reader's language (unless the form has a
 * field of this name) and machine (the browser's address): the argument of the SQL call. */
json_t *exchange_argument(const struct exchange *x);

/* True when the viewer is one whom the route is for. */
bool exchange_may(const struct exchange *x);

/* exchange_begin() for whom the route is for. False when the answer is written already: it
 * failed, or somebody has to sign in. */
bool exchange_enter(struct exchange *x);

/* Puts page, filled from data (which may be NULL), into the response with status. */
void exchange_render(struct exchange *x, int status, const char *page, json_t *data);

/* Puts name and logo of the office into data, for a page that stands before signing in. While
 * the database is away data stays as it is: a door without the office's sign. */
void exchange_add_door(struct exchange *x, json_t *data);

/* A page that says what went wrong in one sentence (English, of the catalogue) with status. */
void exchange_refuse(struct exchange *x, int status, const char *sentence);

/* 403: the form is of another site, or of a page that was shown to another session. */
void exchange_refuse_forged(struct exchange *x);

/* The answer to a failed call: 400, 404, 409, 503 or 500 by its SQLSTATE, or the way to sign in
 * again. Logs what the pages themselves would not send. */
void exchange_fail(struct exchange *x, const GError *error);

/* Redirects (303) to a path of ours, with done=word in its query when word is not NULL. */
void exchange_redirect(struct exchange *x, const char *path, const char *done);

/* Nobody (or the wrong person) is signed in: sign-in page or the contact's farewell. What was
 * typed is kept in it. Whom signing in would not help, an operator who is no administrator, is
 * told that nothing is here. */
void exchange_ask_sign_in(struct exchange *x);

/* The CSRF token of the session, NULL without one. Caller frees. */
char *exchange_csrf(const struct exchange *x);

/* True when the form carries it. */
bool exchange_csrf_fits(const struct exchange *x, const struct form *form);

#endif
