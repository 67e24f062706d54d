#include "config.h"

#include <glib.h>
#include <string.h>

#include "web/message.h"
#include "web/request.h"
#include "web/route.h"

#define TOKEN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define BASE "https://desk.example:8443/turno"

static const char *
table_env(void *context, const char *name)
{
	const char *const *pair = context;

	for (; *pair != NULL; pair += 2)
		if (g_str_equal(pair[0], name))
			return pair[1];
	return NULL;
}

static struct request *
read_request(const char *const *pairs, const char *base_url, int *ret_status)
{
	const struct io io = {.context = (void *)pairs, .env = table_env};

	return request_read(&io, base_url, 1000, ret_status);
}

#define ENV(...) ((const char *const[]){__VA_ARGS__, NULL})

static int
status_of(const char *const *pairs)
{
	int status = 0;
	g_autoptr(Request) request = read_request(pairs, BASE, &status);

	g_assert_true((request == NULL) == (status != 0));
	return status;
}

static void
expect_path(const char *script, const char *info, const char *wanted)
{
	int status = 0;
	g_autoptr(Request) request =
	    read_request(ENV("REQUEST_METHOD", "GET", "SCRIPT_NAME", script, "PATH_INFO", info),
		BASE, &status);

	g_assert_nonnull(request);
	g_assert_cmpstr(request->path, ==, wanted);
}

static void
test_path(void)
{
	expect_path("/turno", "/ticket/1", "/ticket/1");
	expect_path("", "/turno/ticket/1", "/ticket/1");
	expect_path("/turno/ticket/1", "", "/ticket/1");
	expect_path("", "", "/");
	expect_path("/turno", "", "/");
	expect_path("", "/turnover", "/turnover");
}

static void
test_refusals(void)
{
	g_autofree char *far = g_strnfill(REQUEST_PATH_BYTES + 1, 'a');

	g_assert_cmpint(status_of(ENV("REQUEST_METHOD", "GET", "PATH_INFO", "/")), ==, 0);
	g_assert_cmpint(status_of(ENV("REQUEST_METHOD", "PUT", "PATH_INFO", "/")), ==, 405);
	g_assert_cmpint(status_of(ENV("PATH_INFO", "/")), ==, 405);
	g_assert_cmpint(status_of(ENV("REQUEST_METHOD", "GET", "PATH_INFO", far)), ==, 414);
	g_assert_cmpint(status_of(ENV("REQUEST_METHOD", "GET", "PATH_INFO", "/a\nb")), ==, 400);
	g_assert_cmpint(status_of(ENV("REQUEST_METHOD", "GET", "PATH_INFO", "/\xff")), ==, 400);
}

static int
status_of_length(const char *length)
{
	return status_of(
	    ENV("REQUEST_METHOD", "POST", "PATH_INFO", "/", "CONTENT_LENGTH", length));
}

static void
test_content_length(void)
{
	g_assert_cmpint(status_of_length("0"), ==, 0);
	g_assert_cmpint(status_of_length("1000"), ==, 0);
	g_assert_cmpint(status_of_length("1001"), ==, 413);
	g_assert_cmpint(status_of_length("99999999999999999999999999"), ==, 413);
	g_assert_cmpint(status_of_length("-1"), ==, 400);
	g_assert_cmpint(status_of_length("1e3"), ==, 400);
	g_assert_cmpint(status_of_length("0x10"), ==, 400);
	g_assert_cmpint(status_of_length(""), ==, 411);
}

static void
test_cookies(void)
{
	int status = 0;
	g_autofree char *found =
	    request_find_cookie("a=1; __Host-turno=x; b=2", COOKIE_OPERATOR);
	g_autofree char *later =
	    request_find_cookie("x__Host-turno=n;__Host-turno=y", COOKIE_OPERATOR);
	g_autofree char *empty = request_find_cookie("__Host-turno=", COOKIE_OPERATOR);
	g_autoptr(Request) request =
	    read_request(ENV("REQUEST_METHOD", "GET", "HTTP_COOKIE",
			     COOKIE_OPERATOR "=" TOKEN "; " COOKIE_CONTACT "=short"),
		BASE, &status);

	g_assert_cmpstr(found, ==, "x");
	g_assert_cmpstr(later, ==, "y");
	g_assert_cmpstr(empty, ==, "");
	g_assert_null(request_find_cookie("__Host-turno-contact=z", COOKIE_OPERATOR));
	g_assert_cmpstr(request->operator_token, ==, TOKEN);
	g_assert_null(request->list);
	g_autoptr(Request) again =
	    read_request(ENV("REQUEST_METHOD", "GET", "HTTP_COOKIE",
			     COOKIE_LIST "=tab=open&sort=subject; " COOKIE_OPERATOR "=" TOKEN),
		BASE, &status);
	g_assert_cmpstr(again->list, ==, "tab=open&sort=subject");
	g_assert_cmpstr(again->operator_token, ==, TOKEN);
	g_assert_null(request->contact_token);
	g_assert_false(request_is_token("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'"));
	g_assert_false(request_is_token(TOKEN "A"));
}

static bool
same_origin(const char *name, const char *value)
{
	int status = 0;
	g_autoptr(Request) request =
	    read_request(ENV("REQUEST_METHOD", "GET", name, value, "HTTP_HOST", "evil.example"),
		BASE, &status);

	return request->is_same_origin;
}

static void
test_other_sites_are_told_apart(void)
{
	g_assert_true(same_origin("HTTP_SEC_FETCH_SITE", "same-origin"));
	g_assert_true(same_origin("HTTP_SEC_FETCH_SITE", "none"));
	g_assert_false(same_origin("HTTP_SEC_FETCH_SITE", "same-site"));
	g_assert_false(same_origin("HTTP_SEC_FETCH_SITE", "cross-site"));
	g_assert_true(same_origin("HTTP_ORIGIN", "https://desk.example:8443"));
	g_assert_true(same_origin("HTTP_ORIGIN", "null"));
	g_assert_false(same_origin("HTTP_ORIGIN", "https://evil.example"));
	g_assert_false(same_origin("HTTP_ORIGIN", "https://desk.example"));
	g_assert_false(same_origin("HTTP_ORIGIN", "https://desk.example:8443.evil.example"));
	g_assert_false(same_origin("HTTP_ORIGIN", "http://desk.example:8443"));
}

static void
test_language(void)
{
	g_assert_cmpint(language_negotiate(NULL), ==, LANGUAGE_IT);
	g_assert_cmpint(language_negotiate("en-GB,en;q=0.9,it;q=0.8"), ==, LANGUAGE_EN);
	g_assert_cmpint(language_negotiate("it-IT,it;q=0.9,en;q=0.8"), ==, LANGUAGE_IT);
	g_assert_cmpint(language_negotiate("de,en;q=0.5"), ==, LANGUAGE_EN);
	g_assert_cmpint(language_negotiate("it ; q=0.2, en; q=0.9"), ==, LANGUAGE_EN);
	g_assert_cmpint(language_negotiate("fr"), ==, LANGUAGE_IT);
	g_assert_cmpint(language_negotiate("enx,;;;q=,"), ==, LANGUAGE_IT);
}

static void
expect_route(enum method method, const char *path, const char *pattern)
{
	bool other = false;
	json_t *params = json_object();
	const struct route *route = route_find(method, path, params, &other);

	g_assert_cmpstr(route != NULL ? route->pattern : NULL, ==, pattern);
	if (route == NULL)
		g_assert_cmpint((int)json_object_size(params), ==, 0);
	json_decref(params);
}

static void
test_routes(void)
{
	expect_route(METHOD_GET, "/ticket/142", "/ticket/#ticket");
	expect_route(METHOD_HEAD, "/ticket/142", "/ticket/#ticket");
	expect_route(METHOD_POST, "/ticket/142/reply", "/ticket/#ticket/reply");
	expect_route(METHOD_GET, "/ticket/142/reply", NULL);
	expect_route(METHOD_GET, "/ticket/0", NULL);
	expect_route(METHOD_GET, "/ticket/-1", NULL);
	expect_route(METHOD_GET, "/ticket/1x", NULL);
	expect_route(METHOD_GET, "/ticket/99999999999999999999", NULL);
	expect_route(METHOD_GET, "/ticket/", NULL);
	expect_route(METHOD_GET, "/l/" TOKEN, "/l/*token");
	expect_route(METHOD_GET, "/l/", NULL);
	expect_route(METHOD_GET, "/static/../turno.conf", NULL);
	expect_route(METHOD_GET, "", NULL);
}

/* A row is whole: answered by a handler or by a call with its page. What a form calls is an
 * act: those keep their form, see tests/sql/t/form.sql. */
static void
test_every_row_is_whole(void)
{
	size_t count = 0;

	for (const struct route *route = route_next(NULL); route != NULL;
	     route = route_next(route), count++) {
		g_test_message("%s", route->pattern);
		g_assert_cmpint(route->pattern[0], ==, '/');
		g_assert_true((route->handle != NULL) != (route->sql != NULL));
		g_assert_true(route->sql == NULL || route->page != NULL || route->csv != NULL);
		if (route->sql != NULL && route->method == METHOD_POST) {
			g_assert_cmpint((int)route->role, !=, (int)ROLE_ANYBODY);
			g_assert_nonnull(route->page_sql);
			g_assert_nonnull(route->done);
			g_assert_nonnull(strstr(route->sql, "turno.act_"));
		}
	}
	g_assert_cmpint((int)count, >, 15);
}

static void
test_route_path(void)
{
	json_t *params = json_pack("{s:i, s:s}", "ticket", 7, "token", "a/b");
	g_autofree char *number = route_path("/ticket/#ticket", params);
	g_autofree char *text = route_path("/l/*token", params);
	g_autofree char *query = route_path("/ticket?tab=*token&n=#ticket", params);

	g_assert_cmpstr(number, ==, "/ticket/7");
	g_assert_cmpstr(text, ==, "/l/a%2Fb");
	g_assert_cmpstr(query, ==, "/ticket?tab=a%2Fb&n=7");
	json_decref(params);
}

/* Fields of the API: absent is empty, what is long is cut. */
static void
test_api_fields(void)
{
	int status = 0;
	g_autofree char *long_field = g_strnfill(10000, 'x');
	g_autoptr(Request) none =
	    read_request(ENV("REQUEST_METHOD", "GET", "PATH_INFO", "/"), BASE, &status);
	g_autoptr(Request) some =
	    read_request(ENV("REQUEST_METHOD", "GET", "PATH_INFO", "/", "HTTP_AUTHORIZATION",
			     "Bearer k", "HTTP_IDEMPOTENCY_KEY", " one\ttwo "),
		BASE, &status);
	g_autoptr(Request) big =
	    read_request(ENV("REQUEST_METHOD", "GET", "PATH_INFO", "/", "HTTP_AUTHORIZATION",
			     long_field, "HTTP_IDEMPOTENCY_KEY", long_field),
		BASE, &status);

	g_assert_cmpstr(none->authorization, ==, "");
	g_assert_cmpstr(none->idempotency_key, ==, "");
	g_assert_cmpstr(some->authorization, ==, "Bearer k");
	g_assert_cmpstr(some->idempotency_key, ==, "one two");
	g_assert_cmpuint(strlen(big->authorization), ==, REQUEST_FIELD_BYTES);
	g_assert_cmpuint(strlen(big->idempotency_key), ==, REQUEST_FIELD_BYTES);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/request/path", test_path);
	g_test_add_func("/web/request/refusals", test_refusals);
	g_test_add_func("/web/request/content-length", test_content_length);
	g_test_add_func("/web/request/cookies", test_cookies);
	g_test_add_func(
	    "/web/request/other-sites-are-told-apart", test_other_sites_are_told_apart);
	g_test_add_func("/web/request/language", test_language);
	g_test_add_func("/web/route/routes", test_routes);
	g_test_add_func(
	    "/web/route/every-form-of-a-session-is-guarded", test_every_row_is_whole);
	g_test_add_func("/web/route/path", test_route_path);
	g_test_add_func("/web/request/api_fields", test_api_fields);
	return g_test_run();
}
