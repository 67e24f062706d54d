#include "config.h"
#include "web/route.h"

#include "web/api.h"
#include "web/asset.h"
#include "web/confirm.h"
#include "web/password.h"
#include "web/route/limit.h"
#include "web/sign.h"

#define PROFILE "select turno.page_profile($1::jsonb) || turno.page_mutes($1::jsonb)"
#define NEXT_BYTES (REQUEST_PATH_BYTES + REQUEST_QUERY_BYTES)

static const struct field login_page_fields[] = {{"next", FIELD_LINE, NEXT_BYTES}, FIELD_END};
static const struct field login_fields[] = {{"login", FIELD_LINE, 254},
    {"password", FIELD_SECRET, PASSWORD_BYTES}, {"next", FIELD_LINE, NEXT_BYTES},
    {"text", FIELD_TEXT, TEXT_BYTES}, {"form", FIELD_TEXT, FORM_BYTES},
    {"form_path", FIELD_LINE, 200}, FIELD_END};
static const struct field ask_fields[] = {{"login", FIELD_LINE, 254}, FIELD_END};
static const struct field reset_fields[] = {{"login", FIELD_LINE, 254},
    {"code", FIELD_LINE, 64}, {"password", FIELD_SECRET, PASSWORD_BYTES},
    {"again", FIELD_SECRET, PASSWORD_BYTES}, FIELD_END};
static const struct field change_fields[] = {{"old_password", FIELD_SECRET, PASSWORD_BYTES},
    {"password", FIELD_SECRET, PASSWORD_BYTES}, {"again", FIELD_SECRET, PASSWORD_BYTES},
    FIELD_END};
static const struct field profile_fields[] = {{"language", FIELD_WORD, 2},
    {"signature", FIELD_TEXT, 8000}, {"wants_mail", FIELD_WORD, 5}, FIELD_END};
static const struct field mute_fields[] = {{"event", FIELD_WORD, 40},
    {"category", FIELD_NUMBER, 20}, {"is_muted", FIELD_FLAG, 1}, FIELD_END};
static const struct field link_fields[] = {{"new", FIELD_FLAG, 1}, FIELD_END};

/* Who comes in and goes out, and what anybody may fetch. */
const struct route sign_routes[] = {
    {METHOD_GET, "/", ROLE_ANYBODY, .handle = sign_home},
    {METHOD_GET, "/login", ROLE_ANYBODY, login_page_fields, .handle = sign_show},
    {METHOD_POST, "/login", ROLE_ANYBODY, login_fields, .handle = sign_in},
    {METHOD_POST, "/logout", ROLE_OPERATOR, .handle = sign_out},
    {METHOD_GET, "/password", ROLE_ANYBODY, .handle = password_show},
    {METHOD_POST, "/password", ROLE_ANYBODY, ask_fields, .handle = password_ask},
    {METHOD_GET, "/password/code", ROLE_ANYBODY, .handle = password_code_show},
    {METHOD_POST, "/password/code", ROLE_ANYBODY, reset_fields, .handle = password_reset},
    {METHOD_GET, "/profile", ROLE_OPERATOR, .sql = PROFILE, .page = "profile",
	.area = "profile"},
    {METHOD_POST, "/profile", ROLE_OPERATOR, profile_fields,
	.sql = "select turno.act_profile($1::jsonb)", .page = "profile", .page_sql = PROFILE,
	.done = "/profile", .area = "profile"},
    {METHOD_POST, "/profile/mute", ROLE_OPERATOR, mute_fields,
	.sql = "select turno.act_mute($1::jsonb)", .page = "profile", .page_sql = PROFILE,
	.done = "/profile", .area = "profile"},
    {METHOD_POST, "/profile/password", ROLE_OPERATOR, change_fields, .handle = password_change,
	.page = "profile", .page_sql = PROFILE, .done = "/profile", .area = "profile"},
    {METHOD_GET, "/l/*token", ROLE_ANYBODY, .handle = sign_link_show},
    {METHOD_POST, "/l/*token", ROLE_ANYBODY, link_fields, .handle = sign_link_enter},
    {METHOD_POST, "/t/leave", ROLE_CONTACT, .handle = sign_out},
    {METHOD_GET, "/confirm/*token", ROLE_ANYBODY, .handle = confirm_show},
    {METHOD_POST, "/confirm/*token", ROLE_ANYBODY, .handle = confirm_submit},

    {METHOD_POST, "/api/ticket", ROLE_ANYBODY, .handle = api_ticket},
    {METHOD_GET, "/api/ticket", ROLE_ANYBODY, .handle = api_refuse_method},

    {METHOD_GET, "/static/*name", ROLE_ANYBODY, .handle = asset_send},
    {.pattern = NULL},
};
