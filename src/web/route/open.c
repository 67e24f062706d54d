#include "config.h"
#include "web/route.h"

#include "web/route/limit.h"

static const struct field begin_fields[] = {{"contact", FIELD_NUMBER, 20},
    {"customer", FIELD_NUMBER, 20}, {"draft", FIELD_NUMBER, 20}, FIELD_END};
/* The request's own address is p.address, so that of the place is place. */
static const struct field open_fields[] = {{"what", FIELD_WORD, 8}, {"draft", FIELD_NUMBER, 20},
    {"contact", FIELD_NUMBER, 20}, {"found", FIELD_KEY, 32}, {"contact_text", FIELD_LINE, 400},
    {"new_name", FIELD_LINE, 800}, {"new_mail", FIELD_LINE, 400},
    {"new_customer", FIELD_LINE, 800}, {"new_customer_id", FIELD_NUMBER, 20},
    {"category", FIELD_NUMBER, 20}, {"channel", FIELD_WORD, 8}, {"priority", FIELD_NUMBER, 20},
    {"subject", FIELD_LINE, 1000}, {"text", FIELD_TEXT, TEXT_BYTES},
    {"note", FIELD_TEXT, TEXT_BYTES}, {"reference", FIELD_LINE, 256},
    {"due_on", FIELD_LINE, 16}, {"place", FIELD_LINE, 1200}, {"latitude", FIELD_LINE, 32},
    {"longitude", FIELD_LINE, 32}, {"pass_turn", FIELD_FLAG, 1}, {"close", FIELD_FLAG, 1},
    {"uploads", FIELD_NUMBERS, 20}, {"remove", FIELD_NUMBERS, 20}, FIELD_END};

/* A new ticket of an operator, and drafts of one. */
const struct route open_routes[] = {
    {METHOD_GET, "/ticket/new", ROLE_OPERATOR, begin_fields,
	.sql = "select turno.page_open($1::jsonb)", .page = "open", .area = "open"},
    {METHOD_POST, "/ticket/new", ROLE_OPERATOR, open_fields,
	.sql = "select turno.act_open_form($1::jsonb)", .page = "open",
	.page_sql = "select turno.page_open($1::jsonb)", .done = "/ticket/#ticket",
	.takes_files = true, .area = "open"},
    {.pattern = NULL},
};
