#include "config.h"
#include "web/request.h"

#include <string.h>

#include "base/secret.h"
#include "base/text.h"

static const char *
env(const struct io *io, const char *name)
{
	const char *value = io->env(io->context, name);

	return value != NULL ? value : "";
}

bool
request_is_token(const char *text)
{
	return strlen(text) == REQUEST_TOKEN_CHARS &&
	       strspn(
		   text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
		   REQUEST_TOKEN_CHARS;
}

char *
request_find_cookie(const char *cookies, const char *name)
{
	size_t size = strlen(name);

	for (const char *p = cookies; *p != '\0';) {
		p += strspn(p, "; \t");
		size_t pair = strcspn(p, ";");

		if (pair > size && strncmp(p, name, size) == 0 && p[size] == '=')
			return g_strndup(p + size + 1, pair - size - 1);
		p += pair;
	}
	return NULL;
}

static char *
find_token(const char *cookies, const char *name)
{
	g_autofree char *value = request_find_cookie(cookies, name);

	return value != NULL && request_is_token(value) ? g_steal_pointer(&value) : NULL;
}

static bool
parse_method(const char *word, enum method *ret_method)
{
	static const struct {
		const char *word;
		enum method method;
	} known[] = {{"GET", METHOD_GET}, {"HEAD", METHOD_HEAD}, {"POST", METHOD_POST}};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (!g_str_equal(known[i].word, word))
			continue;
		*ret_method = known[i].method;
		return true;
	}
	return false;
}

const char *
request_base_path(const char *base_url)
{
	const char *host = strstr(base_url, "://");
	const char *slash = host != NULL ? strchr(host + 3, '/') : NULL;

	return slash != NULL ? slash : "";
}

/* SCRIPT_NAME and PATH_INFO together are the address's path, however the server cuts it. */
static int
read_path(struct request *request, const struct io *io, const char *base_url)
{
	g_autofree char *whole =
	    g_strconcat(env(io, "SCRIPT_NAME"), env(io, "PATH_INFO"), NULL);
	const char *base = request_base_path(base_url);
	const char *path = whole;

	if (strlen(whole) > REQUEST_PATH_BYTES ||
	    strlen(env(io, "QUERY_STRING")) > REQUEST_QUERY_BYTES)
		return 414;
	if (g_str_has_prefix(path, base) &&
	    (path[strlen(base)] == '/' || path[strlen(base)] == 0))
		path += strlen(base);
	if (!text_is_line_safe(whole) || !g_utf8_validate(whole, -1, NULL))
		return 400;
	request->path = g_strdup(*path != '\0' ? path : "/");
	request->query = g_strdup(env(io, "QUERY_STRING"));
	return 0;
}

static int
read_body_length(struct request *request, const struct io *io, int64_t limit_body)
{
	const char *text = env(io, "CONTENT_LENGTH");
	guint64 length = 0;

	if (request->method != METHOD_POST)
		return 0;
	if (*text == '\0')
		return 411;
	if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, &length, NULL))
		return strspn(text, "0123456789") == strlen(text) ? 413 : 400;
	if ((int64_t)length > limit_body)
		return 413;
	request->content_length = (int64_t)length;
	return 0;
}

/* True unless the browser says otherwise (Fetch Metadata; RFC 6454 §7). "null" is what browsers
 * write under our own Referrer-Policy, so it tells nothing. */
static bool
is_same_origin(const struct io *io, const char *base_url)
{
	const char *site = env(io, "HTTP_SEC_FETCH_SITE");
	const char *origin = env(io, "HTTP_ORIGIN");
	size_t host_size = strlen(base_url) - strlen(request_base_path(base_url));

	if (*site != '\0')
		return g_str_equal(site, "same-origin") || g_str_equal(site, "none");
	if (*origin == '\0' || g_str_equal(origin, "null"))
		return true;
	return strlen(origin) == host_size &&
	       g_ascii_strncasecmp(origin, base_url, host_size) == 0;
}

struct request *
request_read(const struct io *io, const char *base_url, int64_t limit_body, int *ret_status)
{
	g_autoptr(Request) request = g_new0(struct request, 1);
	const char *cookies = env(io, "HTTP_COOKIE");

	*ret_status = parse_method(env(io, "REQUEST_METHOD"), &request->method) ? 0 : 405;
	if (*ret_status == 0)
		*ret_status = read_path(request, io, base_url);
	if (*ret_status == 0)
		*ret_status = read_body_length(request, io, limit_body);
	if (*ret_status != 0)
		return NULL;
	request->content_type = g_strdup(env(io, "CONTENT_TYPE"));
	request->authorization = g_strndup(env(io, "HTTP_AUTHORIZATION"), REQUEST_FIELD_BYTES);
	request->idempotency_key = text_clean_line(
	    env(io, "HTTP_IDEMPOTENCY_KEY"), strlen(env(io, "HTTP_IDEMPOTENCY_KEY")));
	text_truncate(request->idempotency_key, REQUEST_FIELD_BYTES);
	request->range = g_strdup(env(io, "HTTP_RANGE"));
	request->if_range = g_strdup(env(io, "HTTP_IF_RANGE"));
	request->address =
	    text_clean_line(env(io, "REMOTE_ADDR"), strlen(env(io, "REMOTE_ADDR")));
	text_truncate(request->address, 64);
	request->operator_token = find_token(cookies, COOKIE_OPERATOR);
	request->contact_token = find_token(cookies, COOKIE_CONTACT);
	request->list = request_find_cookie(cookies, COOKIE_LIST);
	request->is_same_origin = is_same_origin(io, base_url);
	request->language = language_negotiate(env(io, "HTTP_ACCEPT_LANGUAGE"));
	return g_steal_pointer(&request);
}

void
request_free(struct request *request)
{
	if (request == NULL)
		return;
	g_free(request->path);
	g_free(request->query);
	g_free(request->content_type);
	g_clear_pointer(&request->authorization, secret_free);
	g_free(request->idempotency_key);
	g_free(request->range);
	g_free(request->if_range);
	g_free(request->address);
	g_free(request->operator_token);
	g_free(request->contact_token);
	g_free(request->list);
	g_free(request);
}
