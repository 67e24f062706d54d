#include "config.h"
#include "web/route.h"

#include "web/route/limit.h"

static const struct field find_fields[] = {{"text", FIELD_LINE, 200}, FIELD_END};

/* Choices while one types (turno.js): a piece of a page each, no whole one. */
const struct route find_routes[] = {
    {METHOD_GET, "/find/contact", ROLE_OPERATOR, find_fields,
	.sql = "select turno.page_contact_find($1::jsonb)", .page = "find_contact"},
    {METHOD_GET, "/find/customer", ROLE_OPERATOR, find_fields,
	.sql = "select turno.page_customer_list($1::jsonb)", .page = "find_customer"},
    {METHOD_GET, "/find/ticket", ROLE_OPERATOR, find_fields,
	.sql = "select turno.page_search(jsonb_build_object('q', $1::jsonb ->> 'text', "
	       "'language', $1::jsonb ->> 'language', 'limit', 8))",
	.page = "find_ticket"},
    {.pattern = NULL},
};
