#include "config.h"
#include "web/route.h"

#include "web/api.h"
#include "web/asset.h"
#include "web/confirm.h"
#include "web/route/limit.h"
#include "web/sign.h"

static const struct field login_page_fields[] = {{"next", FIELD_LINE, 200}, FIELD_END};
static const struct field login_fields[] = {{"login", FIELD_LINE, 64},
    {"password", FIELD_SECRET, 1024}, {"next", FIELD_LINE, 200},
    {"text", FIELD_TEXT, TEXT_BYTES}, FIELD_END};
static const struct field link_fields[] = {{"new", FIELD_FLAG, 1}, FIELD_END};

/* Who comes in and goes out, and what anybody may fetch. */
const struct route sign_routes[] = {
    {METHOD_GET, "/", ROLE_ANYBODY, .handle = sign_home},
    {METHOD_GET, "/login", ROLE_ANYBODY, login_page_fields, .handle = sign_show},
    {METHOD_POST, "/login", ROLE_ANYBODY, login_fields, .handle = sign_in},
    {METHOD_POST, "/logout", ROLE_OPERATOR, .handle = sign_out},
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
