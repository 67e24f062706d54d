#include "config.h"
#include "web/route.h"

#include "web/contact.h"
#include "web/bundle.h"
#include "web/download.h"
#include "web/password.h"
#include "web/route/limit.h"

#define CATEGORIES "select turno.page_contact_categories($1::jsonb)"
#define ASK CATEGORIES " || turno.office_front()"
#define PROFILE "select turno.page_profile($1::jsonb)"

static const struct field answer_fields[] = {
    {"text", FIELD_TEXT, TEXT_BYTES}, {"uploads", FIELD_NUMBERS, 20}, FIELD_END};
static const struct field list_of_mine_fields[] = {{"text", FIELD_LINE, 200},
    {"turn", FIELD_WORD, 16}, {"after", FIELD_NUMBER, 16}, FIELD_END};
static const struct field open_fields[] = {{"subject", FIELD_LINE, 1000},
    {"text", FIELD_TEXT, TEXT_BYTES}, {"address", FIELD_LINE, 1000},
    {"latitude", FIELD_LINE, 20}, {"longitude", FIELD_LINE, 20}, {"privacy", FIELD_LINE, 60},
    {"uploads", FIELD_NUMBERS, 20}, FIELD_END};
static const struct field ask_fields[] = {{"name", FIELD_LINE, 360},
    {"surname", FIELD_LINE, 360}, {"tax_code", FIELD_LINE, 40}, {"email", FIELD_LINE, 254},
    {"subject", FIELD_LINE, 1000}, {"text", FIELD_TEXT, TEXT_BYTES},
    {"address", FIELD_LINE, 1000}, {"latitude", FIELD_LINE, 20}, {"longitude", FIELD_LINE, 20},
    {"privacy", FIELD_LINE, 60}, FIELD_END};
static const struct field documents_fields[] = {{"kind", FIELD_WORD, 16},
    {"name", FIELD_LINE, 200}, {"after", FIELD_NUMBER, 16}, FIELD_END};
static const struct field profile_fields[] = {
    {"language", FIELD_WORD, 2}, {"phone", FIELD_LINE, 60}, FIELD_END};
static const struct field change_fields[] = {{"old_password", FIELD_SECRET, PASSWORD_BYTES},
    {"password", FIELD_SECRET, PASSWORD_BYTES}, {"again", FIELD_SECRET, PASSWORD_BYTES},
    FIELD_END};

/* The contact's side: by link one ticket, with a password all that is his (R3, R24). */
const struct route contact_routes[] = {
    {METHOD_GET, "/t", ROLE_CONTACT, .handle = contact_home},
    {METHOD_GET, "/t/#ticket", ROLE_CONTACT, .sql = "select turno.page_conversation($1::jsonb)",
	.page = "conversation", .area = "mine"},
    {METHOD_POST, "/t/#ticket/answer", ROLE_CONTACT, answer_fields,
	.sql = "select turno.act_answer($1::jsonb)", .page = "conversation",
	.page_sql = "select turno.page_conversation($1::jsonb)", .done = "/t/#ticket",
	.takes_files = true, .area = "mine"},
    {METHOD_GET, "/t/attachment/#attachment", ROLE_CONTACT, .handle = download_send},
    {METHOD_GET, "/t/export", ROLE_CONTACT, .handle = bundle_send},

    {METHOD_GET, "/t/list", ROLE_CONTACT, list_of_mine_fields,
	.sql = "select turno.page_mine($1::jsonb)", .page = "mine", .area = "mine"},
    {METHOD_GET, "/t/new", ROLE_CONTACT, .sql = CATEGORIES, .page = "contact_open",
	.area = "open"},
    {METHOD_GET, "/t/new/#category", ROLE_CONTACT, .sql = CATEGORIES, .page = "contact_open",
	.area = "open"},
    {METHOD_POST, "/t/new/#category", ROLE_CONTACT, open_fields,
	.sql = "select turno.act_contact_open($1::jsonb)", .page = "contact_open",
	.page_sql = CATEGORIES, .done = "/t/#ticket", .takes_files = true, .area = "open"},
    {METHOD_GET, "/t/documents", ROLE_CONTACT, documents_fields,
	.sql = "select turno.page_documents($1::jsonb)"
	       " || '{\"kinds\": [\"delivered\", \"sent\", \"practice\"]}'",
	.page = "contact_documents", .area = "documents"},
    {METHOD_GET, "/t/profile", ROLE_CONTACT, .sql = PROFILE, .page = "contact_profile",
	.area = "self"},
    {METHOD_POST, "/t/profile", ROLE_CONTACT, profile_fields,
	.sql = "select turno.act_profile($1::jsonb)", .page = "contact_profile",
	.page_sql = PROFILE, .done = "/t/profile", .area = "self"},
    {METHOD_POST, "/t/profile/password", ROLE_CONTACT, change_fields, .handle = password_change,
	.page = "contact_profile", .page_sql = PROFILE, .done = "/t/profile", .area = "self"},

    /* Without credentials, where web.open is anyone. */
    {METHOD_GET, "/ask", ROLE_ANYBODY, .sql = ASK, .page = "contact_ask"},
    {METHOD_GET, "/ask/#category", ROLE_ANYBODY, .sql = ASK, .page = "contact_ask"},
    {METHOD_POST, "/ask/#category", ROLE_ANYBODY, ask_fields, .handle = contact_ask,
	.page = "contact_ask", .page_sql = ASK},
    {METHOD_GET, "/privacy", ROLE_ANYBODY,
	.sql = "select turno.privacy_notice($1::jsonb ->> 'language')"
	       " || turno.office_front()",
	.page = "privacy"},
    {.pattern = NULL},
};
