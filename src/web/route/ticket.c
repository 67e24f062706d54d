#include "config.h"
#include "web/route.h"

#include "web/download.h"
#include "web/route/limit.h"

static const struct field reply_fields[] = {{"text", FIELD_TEXT, TEXT_BYTES},
    {"pass_turn", FIELD_FLAG, 1}, {"close", FIELD_FLAG, 1}, {"uploads", FIELD_NUMBERS, 20},
    FIELD_END};

/* The operator's desk. */
const struct route ticket_routes[] = {
    {METHOD_GET, "/ticket/#ticket", ROLE_OPERATOR, .sql = "select turno.page_ticket($1::jsonb)",
	.page = "ticket", .area = "ticket"},
    {METHOD_POST, "/ticket/#ticket/reply", ROLE_OPERATOR, reply_fields,
	.sql = "select turno.act_reply($1::jsonb)", .page = "ticket",
	.page_sql = "select turno.page_ticket($1::jsonb)", .done = "/ticket/#ticket",
	.takes_files = true, .area = "ticket"},
    {METHOD_GET, "/mail/#mail/original", ROLE_OPERATOR, .handle = download_mail},
    {METHOD_GET, "/attachment/#attachment", ROLE_OPERATOR, .handle = download_send},
    {.pattern = NULL},
};
