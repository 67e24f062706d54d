#include "config.h"
#include "web/route.h"

#include "web/download.h"
#include "web/route/limit.h"

static const struct field answer_fields[] = {
    {"text", FIELD_TEXT, TEXT_BYTES}, {"uploads", FIELD_NUMBERS, 20}, FIELD_END};

/* The contact's side. */
const struct route contact_routes[] = {
    {METHOD_GET, "/t", ROLE_CONTACT, .sql = "select turno.page_conversation($1::jsonb)",
	.page = "conversation"},
    {METHOD_GET, "/t/#ticket", ROLE_CONTACT, .sql = "select turno.page_conversation($1::jsonb)",
	.page = "conversation"},
    {METHOD_POST, "/t/#ticket/answer", ROLE_CONTACT, answer_fields,
	.sql = "select turno.act_answer($1::jsonb)", .page = "conversation",
	.page_sql = "select turno.page_conversation($1::jsonb)", .done = "/t/#ticket",
	.takes_files = true},
    {METHOD_GET, "/t/attachment/#attachment", ROLE_CONTACT, .handle = download_send},
    {.pattern = NULL},
};
