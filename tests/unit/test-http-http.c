/* POSTs against a real server with TLS: whom they believe, what they follow, how much they
 * take. */
#include "config.h"

#include <curl/curl.h>
#include <string.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "fake-pki.h"
#include "fake-server.h"
#include "http/http.h"

#define DEADLINE_MS 20000
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

static struct fake_pki *pki;

static struct conf
make_conf(void)
{
	return (struct conf){.http_ca_file = pki->ca_file,
	    .http_allow_private = true,
	    .http_connect_seconds = 5,
	    .http_total_seconds = 10};
}

/* Makes one call to url and gives what became of it. */
static struct http_result
post(const struct conf *conf, const char *url)
{
	static const char *const fields[] = {
	    "Turno-Id: 7", "Content-Type: application/json", NULL};
	const struct http_request request = {
	    .url = url, .fields = fields, .body = "{\"a\":1}", .body_size = 7};
	g_autoptr(GError) error = NULL;
	g_autoptr(Http) http = http_new(conf, &error);
	int64_t until_ms = clock_monotonic_ms() + DEADLINE_MS;
	struct http_result result = {0};
	int mine;

	g_assert_no_error(error);
	g_assert_true(http_start(http, &request, &mine, &error));
	g_assert_cmpuint(http_running(http), ==, 1);
	while (clock_left_ms(until_ms) > 0) {
		void *data = http_take(http, &result);
		if (data != NULL) {
			g_assert_true(data == &mine);
			g_assert_cmpuint(http_running(http), ==, 0);
			return result;
		}
		http_work(http, -1, -1, clock_left_ms(until_ms));
	}
	g_error("the call did not end");
}

/* The same to a server that follows script. ret_received (may be NULL): what it got. */
static struct http_result
post_to(const struct fake_step *script, enum fake_certificate certificate,
    const struct conf *conf, char **ret_received)
{
	struct fake_server *server = fake_server_new(script);

	fake_server_use_tls(server, pki->credentials[certificate], true, NULL);
	fake_server_start(server);
	g_autofree char *url =
	    g_strdup_printf("https://localhost:%d/in?k=1", fake_server_port(server));
	struct http_result result = post(conf, url);
	g_autofree char *received = fake_server_end(server);
	if (ret_received != NULL)
		*ret_received = g_steal_pointer(&received);
	return result;
}

static void
test_good(void)
{
	static const struct fake_step script[] = {
	    {"POST /in?k=1 HTTP/1.1", NULL, FAKE_REQUEST, 0}, {NULL, OK, FAKE_CLOSE, 0}, {0}};
	const struct conf conf = make_conf();
	g_autofree char *received = NULL;
	struct http_result result = post_to(script, FAKE_GOOD, &conf, &received);

	g_assert_cmpint(result.status, ==, 200);
	g_assert_cmpstr(result.text, ==, "ok");
	g_assert_null(result.problem);
	g_assert_nonnull(strstr(received, "\r\nTurno-Id: 7\r\n"));
	g_assert_nonnull(strstr(received, "\r\nContent-Type: application/json\r\n"));
	g_assert_nonnull(strstr(received, "\r\nUser-Agent: turno/"));
	g_assert_null(strstr(received, "Expect:"));
	g_assert_null(strstr(received, "Accept-Encoding:"));
	g_assert_true(g_str_has_suffix(received, "\r\n\r\n{\"a\":1}"));
	http_result_clear(&result);
}

/* The proxy of the environment, a netrc and a redirect lead somewhere else: none is followed.
 */
static void
test_follows_nothing(void)
{
	static const struct fake_step script[] = {
	    {"POST /in?k=1 HTTP/1.1", NULL, FAKE_REQUEST, 0},
	    {NULL,
		"HTTP/1.1 307 Elsewhere\r\nLocation: https://localhost:1/\r\nSet-Cookie: "
		"a=b\r\n"
		"Content-Length: 0\r\n\r\n",
		FAKE_CLOSE, 0},
	    {0}};
	const struct conf conf = make_conf();
	g_autofree char *received = NULL;

	g_setenv("https_proxy", "http://127.0.0.1:1", TRUE);
	g_setenv("ALL_PROXY", "http://127.0.0.1:1", TRUE);
	struct http_result result = post_to(script, FAKE_GOOD, &conf, &received);
	g_unsetenv("https_proxy");
	g_unsetenv("ALL_PROXY");
	g_assert_cmpint(result.status, ==, 307);
	g_assert_null(strstr(received, "Authorization:"));
	http_result_clear(&result);
}

static void
test_retry_after(void)
{
	static const struct fake_step script[] = {{"POST", NULL, FAKE_REQUEST, 0},
	    {NULL, "HTTP/1.1 503 Away\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n",
		FAKE_CLOSE, 0},
	    {0}};
	const struct conf conf = make_conf();
	struct http_result result = post_to(script, FAKE_GOOD, &conf, NULL);

	g_assert_cmpint(result.status, ==, 503);
	g_assert_cmpint(result.retry_after_s, ==, 120);
	http_result_clear(&result);
}

/* Bad certificates: no byte of the request leaves. */
static void
test_bad_certificate(const void *data)
{
	static const struct fake_step script[] = {{"nothing comes", NULL, FAKE_GO_ON, 0}, {0}};
	const struct conf conf = make_conf();
	g_autofree char *received = NULL;
	struct http_result result =
	    post_to(script, (enum fake_certificate)GPOINTER_TO_INT(data), &conf, &received);

	g_assert_cmpint(result.status, ==, 0);
	g_assert_cmpstr(result.problem, !=, "");
	g_assert_false(result.is_final);
	g_assert_cmpstr(received, ==, "");
	http_result_clear(&result);
}

static void
test_unknown_authority(void)
{
	static const struct fake_step script[] = {{"nothing comes", NULL, FAKE_GO_ON, 0}, {0}};
	struct conf conf = make_conf();
	char none[] = "";

	conf.http_ca_file = none;
	struct http_result result = post_to(script, FAKE_GOOD, &conf, NULL);
	g_assert_cmpint(result.status, ==, 0);
	http_result_clear(&result);
}

/* The answer goes on and on: a little is kept, and its status counts. */
static void
test_flood(void)
{
	static const struct fake_step script[] = {{"POST", NULL, FAKE_REQUEST, 0},
	    {NULL, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", FAKE_FLOOD, 0}, {0}};
	const struct conf conf = make_conf();
	struct http_result result = post_to(script, FAKE_GOOD, &conf, NULL);

	g_assert_cmpint(result.status, ==, 200);
	g_assert_cmpuint(strlen(result.text), <=, HTTP_KEPT_BYTES);
	http_result_clear(&result);
}

static void
test_silence(void)
{
	static const struct fake_step script[] = {
	    {"POST", NULL, FAKE_REQUEST, 0}, {NULL, NULL, FAKE_SILENCE, 0}, {0}};
	struct conf conf = make_conf();
	int64_t began_ms = clock_monotonic_ms();

	conf.http_total_seconds = 1;
	struct http_result result = post_to(script, FAKE_GOOD, &conf, NULL);
	g_assert_cmpint(result.status, ==, 0);
	g_assert_cmpint(clock_monotonic_ms() - began_ms, <, 5000);
	http_result_clear(&result);
}

static void
test_cut_off(void)
{
	static const struct fake_step script[] = {{"POST", NULL, FAKE_REQUEST, 0},
	    {NULL, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", FAKE_CLOSE, 0}, {0}};
	const struct conf conf = make_conf();
	struct http_result result = post_to(script, FAKE_GOOD, &conf, NULL);

	g_assert_cmpint(result.status, ==, 0);
	g_assert_false(result.is_final);
	http_result_clear(&result);
}

/* By address, by name, and as a number that only some readers take for one. */
static void
test_private(const void *data)
{
	struct conf conf = make_conf();
	struct fake_server *server = fake_server_new((const struct fake_step[]){{0}});

	conf.http_allow_private = false;
	fake_server_use_tls(server, pki->credentials[FAKE_GOOD], true, NULL);
	fake_server_start(server);
	g_autofree char *url =
	    g_strdup_printf("https://%s:%d/", (const char *)data, fake_server_port(server));
	struct http_result result = post(&conf, url);
	g_autofree char *received = fake_server_end(server);
	g_assert_cmpint(result.status, ==, 0);
	g_assert_true(result.is_final);
	g_assert_nonnull(strstr(result.problem, "http.allow_private"));
	g_assert_cmpstr(received, ==, "");
	http_result_clear(&result);
}

static void
test_refused_request(const void *data)
{
	static const char *const fields[] = {NULL};
	static const char *const broken[] = {"Key: a\r\nEvil: b", NULL};
	const struct conf conf = make_conf();
	g_autoptr(GError) error = NULL;
	g_autoptr(Http) http = http_new(&conf, NULL);
	struct http_request request = {
	    .url = data, .fields = fields, .body = "", .body_size = 0};

	g_assert_false(http_start(http, &request, NULL, &error));
	g_assert_true(error_is(error, ERROR_REJECT));
	g_clear_error(&error);
	request.url = "https://localhost/";
	request.fields = broken;
	g_assert_false(http_start(http, &request, NULL, &error));
	g_assert_true(error_is(error, ERROR_REJECT));
	g_assert_cmpuint(http_running(http), ==, 0);
}

/* What libcurl itself refuses of a URL ends at once. */
static void
test_user_in_url(void)
{
	const struct conf conf = make_conf();
	struct http_result result = post(&conf, "https://user:word@localhost:1/");

	g_assert_cmpint(result.status, ==, 0);
	http_result_clear(&result);
}

static void
test_no_ca_file(void)
{
	struct conf conf = make_conf();
	char missing[] = "/nonexistent/ca.pem";
	g_autoptr(GError) error = NULL;

	conf.http_ca_file = missing;
	g_assert_null(http_new(&conf, &error));
	g_assert_true(error_is(error, ERROR_CONFIG));
}

/* Freed while calls are under way. */
static void
test_drop(void)
{
	static const char *const fields[] = {NULL};
	const struct conf conf = make_conf();
	g_autoptr(Http) http = http_new(&conf, NULL);

	for (int i = 0; i < 3; i++) {
		const struct http_request request = {.url = "https://127.0.0.1:1/",
		    .fields = fields,
		    .body = "x",
		    .body_size = 1};
		g_assert_true(http_start(http, &request, NULL, NULL));
	}
	http_work(http, -1, -1, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	pki = fake_pki_new();
	g_test_add_func("/http/good", test_good);
	g_test_add_func("/http/follows-nothing", test_follows_nothing);
	g_test_add_func("/http/retry-after", test_retry_after);
	g_test_add_data_func(
	    "/http/wrong-host", GINT_TO_POINTER(FAKE_WRONG_HOST), test_bad_certificate);
	g_test_add_data_func(
	    "/http/expired", GINT_TO_POINTER(FAKE_EXPIRED), test_bad_certificate);
	g_test_add_data_func("/http/early", GINT_TO_POINTER(FAKE_EARLY), test_bad_certificate);
	g_test_add_data_func(
	    "/http/self-signed", GINT_TO_POINTER(FAKE_SELF_SIGNED), test_bad_certificate);
	g_test_add_func("/http/unknown-authority", test_unknown_authority);
	g_test_add_func("/http/flood", test_flood);
	g_test_add_func("/http/silence", test_silence);
	g_test_add_func("/http/cut-off", test_cut_off);
	g_test_add_data_func("/http/private/address", "127.0.0.1", test_private);
	g_test_add_data_func("/http/private/name", "localhost", test_private);
	g_test_add_data_func("/http/private/number", "2130706433", test_private);
	g_test_add_data_func("/http/private/mapped", "[::ffff:127.0.0.1]", test_private);
	g_test_add_data_func("/http/plain", "http://localhost/", test_refused_request);
	g_test_add_data_func("/http/file", "file:///etc/passwd", test_refused_request);
	g_test_add_data_func("/http/line", "https://localhost/\r\nX: y", test_refused_request);
	g_test_add_func("/http/user-in-url", test_user_in_url);
	g_test_add_func("/http/no-ca-file", test_no_ca_file);
	g_test_add_func("/http/drop", test_drop);
	int status = g_test_run();
	fake_pki_free(pki);
	curl_global_cleanup();
	return status;
}
