/* list: the fields that an address of the ticket list may have; what the browser remembers of
 * the list has them too. */
#ifndef TURNO_WEB_ROUTE_LIST_H
#define TURNO_WEB_ROUTE_LIST_H

#include "web/form.h"

extern const struct field list_fields[];

#endif
