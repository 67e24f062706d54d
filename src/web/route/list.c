#include "config.h"
#include "web/route/list.h"

#include "web/route.h"
#include "web/route/limit.h"

/* What a filter may narrow by, as turno.ticket_filter() reads it: ids as lines, because an
 * assignee may be "none". */
/* clang-format off */
#define FILTER_FIELDS \
	{"filters.text", FIELD_LINE, 200}, \
	{"filters.contact", FIELD_LINES, 20}, \
	{"filters.customer", FIELD_LINES, 20}, \
	{"filters.category", FIELD_LINES, 20}, \
	{"filters.status", FIELD_LINES, 20}, \
	{"filters.priority", FIELD_LINES, 20}, \
	{"filters.assignee", FIELD_LINES, 20}, \
	{"filters.opened_by", FIELD_LINES, 20}, \
	{"filters.turn", FIELD_LINES, 20}, \
	{"filters.level", FIELD_LINES, 20}, \
	{"filters.channel", FIELD_LINES, 20}, \
	{"filters.tag", FIELD_LINES, 160}, \
	{"filters.created_from", FIELD_LINE, 10}, \
	{"filters.created_to", FIELD_LINE, 10}, \
	{"filters.updated_from", FIELD_LINE, 10}, \
	{"filters.updated_to", FIELD_LINE, 10}, \
	{"filters.waiting", FIELD_LINE, 4}, \
	{"filters.draft", FIELD_WORD, 4}, \
	{"tab", FIELD_WORD, 16}
/* clang-format on */

/* A place holds what its row is sorted by, a subject perhaps: it is taken as it is. */
const struct field list_fields[] = {FILTER_FIELDS, {"sort", FIELD_WORD, 16},
    {"direction", FIELD_WORD, 4}, {"after", FIELD_SECRET, 400}, {"before", FIELD_SECRET, 400},
    {"people", FIELD_FLAG, 1}, FIELD_END};
static const struct field keep_fields[] = {FILTER_FIELDS, {"contact", FIELD_LINE, 200},
    {"contact_id", FIELD_NUMBER, 16}, {"name", FIELD_LINE, 240}, {"from", FIELD_LINE, 240},
    FIELD_END};
static const struct field remove_fields[] = {{"tab", FIELD_WORD, 16}, {"name", FIELD_LINE, 240},
    {"key", FIELD_WORD, 16}, {"value", FIELD_LINE, 200}, FIELD_END};
static const struct field search_fields[] = {
    {"q", FIELD_LINE, 200}, {"after", FIELD_NUMBER, 16}, FIELD_END};

#define BACK_TO_TAB "jsonb_build_object('tab', coalesce($1::jsonb ->> 'tab', 'handle'))"

/* The ticket list: what it shows, what an operator keeps of it, and what is searched for. */
const struct route list_routes[] = {
    {METHOD_GET, "/ticket", ROLE_OPERATOR, list_fields,
	.sql = "select turno.page_ticket_table($1::jsonb)", .page = "list", .is_list = true,
	.area = "ticket"},
    {METHOD_GET, "/ticket.csv", ROLE_OPERATOR, list_fields,
	.sql = "select turno.page_ticket_export($1::jsonb)", .csv = "tickets"},
    {METHOD_POST, "/ticket/filter", ROLE_OPERATOR, keep_fields,
	.sql = "select turno.act_filter_keep($1::jsonb) || " BACK_TO_TAB, .page = "list",
	.page_sql = "select turno.page_ticket_table(coalesce($1::jsonb -> 'values', '{}') || "
		    "$1::jsonb)",
	.done = "/ticket?tab=*tab", .area = "ticket"},
    {METHOD_POST, "/ticket/filter/remove", ROLE_OPERATOR, remove_fields,
	.sql = "select turno.act_filter_remove($1::jsonb) || " BACK_TO_TAB, .page = "list",
	.page_sql = "select turno.page_ticket_table($1::jsonb)", .done = "/ticket?tab=*tab",
	.area = "ticket"},
    {METHOD_GET, "/search", ROLE_OPERATOR, search_fields,
	.sql = "select turno.page_search($1::jsonb)", .page = "search", .area = "ticket"},
    {.pattern = NULL},
};
