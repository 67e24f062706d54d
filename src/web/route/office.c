#include "config.h"
#include "web/route.h"

#include "web/logo.h"
#include "web/office.h"
#include "web/route/limit.h"

static const struct field delivery_fields[] = {
    {"state", FIELD_WORD, 16}, {"before", FIELD_NUMBER, 20}, FIELD_END};
static const struct field call_fields[] = {
    {"state", FIELD_WORD, 16}, {"after", FIELD_NUMBER, 20}, FIELD_END};
static const struct field logo_fields[] = {{"uploads", FIELD_NUMBERS, 20}, FIELD_END};
static const struct field before_fields[] = {{"before", FIELD_NUMBER, 20}, FIELD_END};
static const struct field notice_fields[] = {{"rows", FIELD_LINES, 400},
    {"on", FIELD_LINES, 400}, {"templates", FIELD_LINES, 100}, FIELD_END};

/* A page whose place in the navigation is NAME. */
#define HERE(CALL, NAME) "select " CALL " || '{\"here\": {\"" NAME "\": true}}'"

/* The administration. To who is no administrator the database says that none of it is there. */
const struct route office_routes[] = {
    {METHOD_GET, "/office", ROLE_ADMIN, .sql = HERE("turno.page_office($1::jsonb)", "office"),
	.page = "office", .area = "office"},
    {METHOD_GET, "/office/delivery", ROLE_ADMIN, delivery_fields,
	.sql = HERE("turno.page_office_delivery($1::jsonb)", "delivery"),
	.page = "office_delivery", .area = "office"},
    {METHOD_POST, "/office/delivery/#outbox/*what", ROLE_ADMIN,
	.sql = "select turno.act_delivery($1::jsonb)", .page = "office_delivery",
	.page_sql = HERE("turno.page_office_delivery($1::jsonb)", "delivery"),
	.done = "/office/delivery", .area = "office"},
    {METHOD_GET, "/office/call", ROLE_ADMIN, call_fields,
	.sql = HERE("turno.page_hook_call_list($1::jsonb)", "call"), .page = "office_call",
	.area = "office"},
    {METHOD_POST, "/office/call/#call/retry", ROLE_ADMIN,
	.sql = "select turno.act_hook_retry($1::jsonb)", .page = "office_call",
	.page_sql = HERE("turno.page_hook_call_list($1::jsonb)", "call"),
	.done = "/office/call", .area = "office"},
    {METHOD_GET, "/office/receipt", ROLE_ADMIN, before_fields,
	.sql = HERE("turno.page_receipts($1::jsonb)", "receipt"), .page = "office_receipt",
	.area = "office"},
    {METHOD_GET, "/office/health", ROLE_ADMIN,
	.sql = HERE("turno.page_office_health($1::jsonb)", "health"), .page = "office_health",
	.area = "office"},
    {METHOD_GET, "/office/log", ROLE_ADMIN, before_fields,
	.sql = HERE("turno.page_office_log($1::jsonb)", "log"), .page = "office_log",
	.area = "office"},
    {METHOD_GET, "/office/notice", ROLE_ADMIN,
	.sql = HERE("turno.page_office_notice($1::jsonb)", "notice"), .page = "office_notice",
	.area = "office"},
    {METHOD_GET, "/office/notice/*event", ROLE_ADMIN,
	.sql = HERE("turno.page_office_notice($1::jsonb)", "notice"),
	.page = "office_notice_form", .area = "office"},
    {METHOD_POST, "/office/notice/*event", ROLE_ADMIN, notice_fields,
	.sql = "select turno.act_office_notice($1::jsonb)", .page = "office_notice_form",
	.page_sql = HERE("turno.page_office_notice($1::jsonb)", "notice"),
	.done = "/office/notice", .area = "office"},
    {METHOD_GET, "/office/template", ROLE_ADMIN,
	.sql = HERE("turno.page_admin($1::jsonb || '{\"noun\": \"template\"}')", "template"),
	.page = "office_template", .area = "office"},
    {METHOD_GET, "/office/template/*name", ROLE_ADMIN, .handle = office_template_ask,
	.area = "office"},
    {METHOD_POST, "/office/template/*name", ROLE_ADMIN, .handle = office_template_submit,
	.area = "office"},
    {METHOD_GET, "/logo", ROLE_ANYBODY, .handle = logo_send},
    {METHOD_GET, "/office/logo", ROLE_ADMIN,
	.sql = HERE("turno.page_office_logo($1::jsonb)", "setting"), .page = "office_logo",
	.area = "office"},
    {METHOD_POST, "/office/logo", ROLE_ADMIN, logo_fields,
	.sql = "select turno.act_office_logo($1::jsonb)", .page = "office_logo",
	.page_sql = HERE("turno.page_office_logo($1::jsonb)", "setting"),
	.done = "/office/logo", .area = "office", .takes_files = true},
    {METHOD_POST, "/office/logo/remove", ROLE_ADMIN,
	.sql = "select turno.act_office_logo($1::jsonb)", .page = "office_logo",
	.page_sql = HERE("turno.page_office_logo($1::jsonb)", "setting"),
	.done = "/office/logo", .area = "office"},
    {METHOD_GET, "/office/setting/*group", ROLE_ADMIN, .handle = office_setting_ask,
	.area = "office"},
    {METHOD_POST, "/office/setting/*group", ROLE_ADMIN, .handle = office_setting_submit,
	.area = "office"},
    {METHOD_GET, "/office/*noun", ROLE_ADMIN, .handle = office_list, .area = "office"},
    {METHOD_GET, "/office/*noun/*verb", ROLE_ADMIN, .handle = office_ask, .area = "office"},
    {METHOD_POST, "/office/*noun/*verb", ROLE_ADMIN, .handle = office_submit, .area = "office"},
    {.pattern = NULL},
};
