#include "config.h"
#include "web/route.h"

#include "web/bundle.h"
#include "web/route/limit.h"

static const struct field find_fields[] = {
    {"text", FIELD_LINE, 400}, {"after", FIELD_NUMBER, 20}, FIELD_END};
static const struct field card_fields[] = {{"after", FIELD_LINE, 400}, FIELD_END};
static const struct field document_fields[] = {{"kind", FIELD_WORD, 16},
    {"name", FIELD_LINE, 400}, {"after", FIELD_NUMBER, 20}, FIELD_END};
static const struct field new_fields[] = {{"customer", FIELD_NUMBER, 20}, FIELD_END};
static const struct field contact_fields[] = {{"name", FIELD_LINE, 800},
    {"mail", FIELD_LINE, 400}, {"is_pec", FIELD_FLAG, 1}, {"customer", FIELD_LINE, 800},
    {"contact_language", FIELD_WORD, 2}, {"tax_code", FIELD_LINE, 64},
    {"vat_number", FIELD_LINE, 64}, {"phone", FIELD_LINE, 64}, {"notes", FIELD_TEXT, 20000},
    {"wants_acknowledgement", FIELD_FLAG, 1}, FIELD_END};
static const struct field address_fields[] = {{"action", FIELD_WORD, 16},
    {"mail", FIELD_LINE, 400}, {"is_pec", FIELD_FLAG, 1}, FIELD_END};
static const struct field merge_fields[] = {{"into", FIELD_NUMBER, 20}, FIELD_END};
static const struct field erase_fields[] = {
    {"reason", FIELD_LINE, 400}, {"sure", FIELD_FLAG, 1}, FIELD_END};
static const struct field customer_fields[] = {{"name", FIELD_LINE, 800},
    {"kind", FIELD_WORD, 16}, {"tax_code", FIELD_LINE, 64}, {"vat_number", FIELD_LINE, 64},
    {"phone", FIELD_LINE, 64}, FIELD_END};

#define CONTACT_SQL "select turno.page_contact($1::jsonb)"
/* Of administrators: to others page_contact_form is not there. */
#define MERGE_SQL "select turno.page_contact($1::jsonb) || turno.page_contact_form($1::jsonb)"
#define CONTACT_FORM_SQL "select turno.page_contact_form($1::jsonb)"
#define CUSTOMER_FORM_SQL "select turno.page_customer_form($1::jsonb)"
#define CUSTOMER_SQL "select turno.page_customer($1::jsonb)"
#define ERASE_SQL "select turno.page_contact_erase($1::jsonb)"

/* Contacts and customers: operators read them, administrators change them. */
const struct route people_routes[] = {
    {METHOD_GET, "/contact", ROLE_OPERATOR, find_fields,
	.sql = "select turno.page_contact_list($1::jsonb)", .page = "contact_list",
	.area = "contact"},
    {METHOD_GET, "/contact/new", ROLE_ADMIN, new_fields, .sql = CONTACT_FORM_SQL,
	.page = "contact_form", .area = "contact"},
    {METHOD_POST, "/contact/new", ROLE_ADMIN, contact_fields,
	.sql = "select turno.act_contact_save($1::jsonb)", .page = "contact_form",
	.page_sql = CONTACT_FORM_SQL, .done = "/contact/#contact", .area = "contact"},
    {METHOD_GET, "/contact/#contact", ROLE_OPERATOR, card_fields, .sql = CONTACT_SQL,
	.page = "contact", .area = "contact"},
    {METHOD_GET, "/contact/#contact/document", ROLE_OPERATOR, document_fields,
	.sql = "select turno.page_documents($1::jsonb)", .page = "documents",
	.area = "contact"},
    {METHOD_GET, "/contact/#contact/export", ROLE_ADMIN, .handle = bundle_send},
    {METHOD_GET, "/contact/#contact/edit", ROLE_ADMIN, .sql = CONTACT_FORM_SQL,
	.page = "contact_form", .area = "contact"},
    {METHOD_POST, "/contact/#contact/edit", ROLE_ADMIN, contact_fields,
	.sql = "select turno.act_contact_save($1::jsonb)", .page = "contact_form",
	.page_sql = CONTACT_FORM_SQL, .done = "/contact/#contact", .area = "contact"},
    {METHOD_POST, "/contact/#contact/address", ROLE_ADMIN, address_fields,
	.sql = "select turno.act_contact_address($1::jsonb)", .page = "contact",
	.page_sql = CONTACT_SQL, .done = "/contact/#contact", .area = "contact"},
    {METHOD_GET, "/contact/#contact/merge", ROLE_ADMIN, .sql = MERGE_SQL,
	.page = "contact_merge", .area = "contact"},
    {METHOD_POST, "/contact/#contact/merge", ROLE_ADMIN, merge_fields,
	.sql = "select turno.act_contact_merge($1::jsonb)", .page = "contact_merge",
	.page_sql = MERGE_SQL, .done = "/contact/#into", .area = "contact"},
    {METHOD_GET, "/contact/#contact/erase", ROLE_ADMIN, .sql = ERASE_SQL,
	.page = "contact_erase", .area = "contact"},
    {METHOD_POST, "/contact/#contact/erase", ROLE_ADMIN, erase_fields,
	.sql = "select case when $1::jsonb ? 'sure' then turno.act_contact_erase($1::jsonb) || "
	       "'{\"done\": \"erased_contact\"}' else '{\"ok\": false, \"errors\": {\"sure\": "
	       "\"sure\"}}' end",
	.page = "contact_erase", .page_sql = ERASE_SQL, .done = "/contact/#contact",
	.area = "contact"},
    {METHOD_POST, "/contact/#contact/remove", ROLE_ADMIN,
	.sql = "select turno.act_contact_remove($1::jsonb)", .page = "contact",
	.page_sql = CONTACT_SQL, .done = "/contact", .area = "contact"},
    {METHOD_POST, "/contact/#contact/code", ROLE_OPERATOR,
	.sql = "select turno.act_contact_code($1::jsonb)", .page = "contact",
	.page_sql = CONTACT_SQL, .done = "/contact/#contact", .area = "contact"},
    {METHOD_POST, "/contact/#contact/lock", ROLE_ADMIN,
	.sql = "select turno.act_contact_lock($1::jsonb)", .page = "contact",
	.page_sql = CONTACT_SQL, .done = "/contact/#contact", .area = "contact"},

    {METHOD_GET, "/customer", ROLE_OPERATOR, find_fields,
	.sql = "select turno.page_customer_list($1::jsonb)", .page = "customer_list",
	.area = "contact"},
    {METHOD_GET, "/customer/new", ROLE_ADMIN, .sql = CUSTOMER_FORM_SQL, .page = "customer_form",
	.area = "contact"},
    {METHOD_POST, "/customer/new", ROLE_ADMIN, customer_fields,
	.sql = "select turno.act_customer_save($1::jsonb)", .page = "customer_form",
	.page_sql = CUSTOMER_FORM_SQL, .done = "/customer/#customer", .area = "contact"},
    {METHOD_GET, "/customer/#customer", ROLE_OPERATOR, card_fields, .sql = CUSTOMER_SQL,
	.page = "customer", .area = "contact"},
    {METHOD_GET, "/customer/#customer/document", ROLE_OPERATOR, document_fields,
	.sql = "select turno.page_documents($1::jsonb)", .page = "documents",
	.area = "contact"},
    {METHOD_GET, "/customer/#customer/edit", ROLE_ADMIN, .sql = CUSTOMER_FORM_SQL,
	.page = "customer_form", .area = "contact"},
    {METHOD_POST, "/customer/#customer/edit", ROLE_ADMIN, customer_fields,
	.sql = "select turno.act_customer_save($1::jsonb)", .page = "customer_form",
	.page_sql = CUSTOMER_FORM_SQL, .done = "/customer/#customer", .area = "contact"},
    {METHOD_POST, "/customer/#customer/remove", ROLE_ADMIN,
	.sql = "select turno.act_customer_remove($1::jsonb)", .page = "customer",
	.page_sql = CUSTOMER_SQL, .done = "/customer", .area = "contact"},
    {.pattern = NULL},
};
