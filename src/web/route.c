#include "config.h"
#include "web/route.h"

#include <string.h>

#include "web/api.h"
#include "web/asset.h"
#include "web/confirm.h"
#include "web/download.h"
#include "web/page.h"
#include "web/sign.h"

enum { TEXT_BYTES = 256 << 10, TOKEN_BYTES = 200 };

static const struct field list_fields[] = {
    {"tab", FIELD_WORD, 16}, {"after", FIELD_KEY, 64}, {"done", FIELD_WORD, 16}, {NULL, 0, 0}};
static const struct field done_fields[] = {{"done", FIELD_WORD, 16}, {NULL, 0, 0}};
static const struct field login_page_fields[] = {
    {"next", FIELD_LINE, 200}, {"done", FIELD_WORD, 16}, {NULL, 0, 0}};
static const struct field login_fields[] = {{"login", FIELD_LINE, 64},
    {"password", FIELD_SECRET, 1024}, {"next", FIELD_LINE, 200},
    {"text", FIELD_TEXT, TEXT_BYTES}, {NULL, 0, 0}};
static const struct field csrf_fields[] = {{"csrf", FIELD_KEY, 64}, {NULL, 0, 0}};
static const struct field link_fields[] = {{"new", FIELD_FLAG, 1}, {NULL, 0, 0}};
static const struct field message_fields[] = {{"csrf", FIELD_KEY, 64},
    {"form_key", FIELD_KEY, 64}, {"text", FIELD_TEXT, TEXT_BYTES}, {"pass_turn", FIELD_FLAG, 1},
    {"close", FIELD_FLAG, 1}, {"uploads", FIELD_NUMBERS, 20}, {NULL, 0, 0}};

static const struct route routes[] = {
    {METHOD_GET, "/", ROLE_ANYBODY, .handle = sign_home},
    {METHOD_GET, "/login", ROLE_ANYBODY, login_page_fields, .handle = sign_show},
    {METHOD_POST, "/login", ROLE_ANYBODY, login_fields, .handle = sign_in},
    {METHOD_POST, "/logout", ROLE_OPERATOR, csrf_fields, .handle = sign_out},
    {METHOD_GET, "/ticket", ROLE_OPERATOR, list_fields,
	.sql = "select turno.page_ticket_list($1::jsonb)", .page = "list"},
    {METHOD_GET, "/ticket/#ticket", ROLE_OPERATOR, done_fields,
	.sql = "select turno.page_ticket($1::jsonb)", .page = "ticket"},
    {METHOD_POST, "/ticket/#ticket/reply", ROLE_OPERATOR, message_fields,
	.sql = "select turno.act_reply($1::jsonb)", .page = "ticket",
	.page_sql = "select turno.page_ticket($1::jsonb)", .done = "/ticket/#ticket",
	.takes_files = true},
    {METHOD_GET, "/attachment/#attachment", ROLE_OPERATOR, .handle = download_send},

    {METHOD_GET, "/l/*token", ROLE_ANYBODY, .handle = sign_link_show},
    {METHOD_POST, "/l/*token", ROLE_ANYBODY, link_fields, .handle = sign_link_enter},
    {METHOD_GET, "/confirm/*token", ROLE_ANYBODY, .handle = confirm_show},
    {METHOD_POST, "/confirm/*token", ROLE_ANYBODY, .handle = confirm_submit},
    {METHOD_GET, "/t", ROLE_CONTACT, done_fields,
	.sql = "select turno.page_conversation($1::jsonb)", .page = "conversation"},
    {METHOD_GET, "/t/#ticket", ROLE_CONTACT, done_fields,
	.sql = "select turno.page_conversation($1::jsonb)", .page = "conversation"},
    {METHOD_POST, "/t/#ticket/answer", ROLE_CONTACT, message_fields,
	.sql = "select turno.act_answer($1::jsonb)", .page = "conversation",
	.page_sql = "select turno.page_conversation($1::jsonb)", .done = "/t/#ticket",
	.takes_files = true},
    {METHOD_GET, "/t/attachment/#attachment", ROLE_CONTACT, .handle = download_send},
    {METHOD_POST, "/t/leave", ROLE_CONTACT, csrf_fields, .handle = sign_out},

    {METHOD_POST, "/api/ticket", ROLE_ANYBODY, .handle = api_ticket},
    {METHOD_GET, "/api/ticket", ROLE_ANYBODY, .handle = api_refuse_method},

    {METHOD_GET, "/static/*name", ROLE_ANYBODY, .handle = asset_send},
};

/* One segment against one of the pattern; a parameter goes into params. */
static bool
match_segment(const char *pattern, const char *segment, json_t *params)
{
	guint64 number = 0;

	if (pattern[0] == '#') {
		if (!g_ascii_string_to_unsigned(
			segment, 10, 1, (guint64)1 << 53, &number, NULL))
			return false;
		json_object_set_new(params, pattern + 1, json_integer((json_int_t)number));
		return true;
	}
	if (pattern[0] != '*')
		return g_str_equal(pattern, segment);
	if (*segment == '\0' || strlen(segment) > TOKEN_BYTES)
		return false;
	json_object_set_new(params, pattern + 1, json_string(segment));
	return true;
}

static bool
match_path(const char *pattern, const char *path, json_t *params)
{
	g_auto(GStrv) wanted = g_strsplit(pattern, "/", 0);
	g_auto(GStrv) given = g_strsplit(path, "/", 16);

	if (g_strv_length(wanted) != g_strv_length(given))
		return false;
	for (size_t i = 0; wanted[i] != NULL; i++)
		if (!match_segment(wanted[i], given[i], params))
			return false;
	return true;
}

const struct route *
route_find(enum method method, const char *path, json_t *params, bool *ret_other)
{
	enum method wanted = method == METHOD_HEAD ? METHOD_GET : method;

	*ret_other = false;
	for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
		json_object_clear(params);
		if (!match_path(routes[i].pattern, path, params))
			continue;
		if (routes[i].method == wanted)
			return &routes[i];
		*ret_other = true;
	}
	json_object_clear(params);
	return NULL;
}

char *
route_path(const char *pattern, json_t *params)
{
	g_auto(GStrv) segments = g_strsplit(pattern, "/", 0);

	for (char **segment = segments; *segment != NULL; segment++) {
		if (**segment != '#' && **segment != '*')
			continue;
		const json_t *value = json_object_get(params, *segment + 1);
		char *text =
		    json_is_integer(value)
			? g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value))
			: g_uri_escape_string(
			      json_is_string(value) ? json_string_value(value) : "", NULL,
			      FALSE);
		g_free(*segment);
		*segment = text;
	}
	return g_strjoinv("/", segments);
}
