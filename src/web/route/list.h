/* list: the fields that an address of the ticket list may have; a ticket opened from the list
 * carries them too, so that the list is beside it. */
#ifndef TURNO_WEB_ROUTE_LIST_H
#define TURNO_WEB_ROUTE_LIST_H

#include "web/form.h"

extern const struct field list_fields[];

#endif
