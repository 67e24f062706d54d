/* page: the general way of a route: a page shows what its SQL function gives; a form is
 * checked, carried out once, and shown again with its errors and all that was typed. */
#ifndef TURNO_WEB_PAGE_H
#define TURNO_WEB_PAGE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

struct exchange;

/* GET: reads the query and calls the route's function. False when the answer is written already
 * (malformed, nobody signed in, failed); else the caller owns its argument and its result. */
bool page_load(struct exchange *x, json_t **ret_argument, json_t **ret_result);

/* GET: calls the route's function and fills its page. */
void page_show(struct exchange *x);

/* POST: reads the form, calls the route's function; then the page that comes after it. */
void page_submit(struct exchange *x);

/* What page_submit() begins with: the form is read, of this session and without errors, and its
 * person signed in; a transaction has begun. False when the answer is written already. */
bool page_admit(struct exchange *x);

/* The answer to a form whose call failed: a refusal stands above it, with what was typed; what
 * is not there for this person is not there. */
void page_refuse(struct exchange *x, const GError *error);

/* Reads the form of a POST into x->form, files into uploads of the session, and looks at its
 * CSRF token where there is a session. False when the answer is written already. */
bool page_read_form(struct exchange *x);

/* The same for the form of somebody who may have no session, of which no token can be asked: it
 * must have been sent from a page of ours. */
bool page_read_open_form(struct exchange *x);

/* Shows the page called page, filled by sql, with the form of x as it was typed and its errors.
 * The call gets {values, errors} too, for lists of its own that have fields in them.
 * refusal (may be NULL): a sentence of the catalogue that stands above. */
void page_show_again(
    struct exchange *x, int status, const char *page, const char *sql, const char *refusal);

#endif
