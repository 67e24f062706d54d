/*
 * list: the ticket list looked at last: a cookie of the browser holds its query, so that it
 * stands beside a ticket whatever is done there.
 */
#ifndef TURNO_WEB_LIST_H
#define TURNO_WEB_LIST_H

#include <jansson.h>

struct exchange;

/* Has the browser remember the query of x. */
void list_remember(struct exchange *x);

/* Adds the list looked at last to p as "list", an object as the list's own argument; nothing
 * when none was. */
void list_add(const struct exchange *x, json_t *p);

#endif
