/* Signing in, selecting, waiting and closing, against servers that refuse, lie and inject. */
#include "config.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "base/error.h"
#include "fake-pki.h"
#include "imap-script.h"
#include "imap/fetch.h"
#include "imap/folder.h"
#include "imap/idle.h"

static struct fake_pki *pki;

/* Opens a session that must fail with code; returns what the server got. */
static char *
expect_refusal(const struct fake_step *script, const struct imap_account *with, int code,
    const char *reason)
{
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(server, pki->credentials[FAKE_GOOD], false, NULL);
	fake_server_start(server);
	struct imap_account account = make_account(server);
	account.login = with->login != NULL ? with->login : account.login;
	account.secret = with->secret != NULL ? with->secret : account.secret;
	account.secret_is_token = with->secret_is_token;
	account.peer.ca_file = pki->ca_file;
	if (with->peer.tls == CONF_TLS_STARTTLS)
		account.peer.tls = CONF_TLS_STARTTLS;
	g_assert_null(imap_session_open(&account, &error));
	g_assert_error(error, TURNO_ERROR, code);
	g_assert_nonnull(strstr(error->message, reason));
	g_assert_null(strstr(error->message, account.secret));
	return fake_server_end(server);
}

static const struct imap_account anna = {.peer.tls = CONF_TLS_NONE};
static const struct imap_account anna_starttls = {.peer.tls = CONF_TLS_STARTTLS};

static void
test_login(void)
{
	static const struct fake_step script[] = {
	    IMAP_SIGNED_IN("IDLE"), STEP(" LOGOUT\r\n", "* BYE\r\nTAG OK bye\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_session(script, &server);

	g_assert_true(imap_session_has_idle(session));
	g_assert_false(imap_session_is_broken(session));
	imap_session_close(session);
	g_autofree char *received = fake_server_end(server);
	g_assert_true(g_str_has_suffix(received, " LOGOUT\r\n"));
}

static void
test_login_is_quoted(void)
{
	static const struct fake_step script[] = {IMAP_GREETING, IMAP_CAPABILITY("IDLE"),
	    STEP(" LOGIN \"an\\\"na\" \"a\\\\b {3}\"\r\n", "TAG OK in\r\n"),
	    IMAP_CAPABILITY("IDLE"), {0}};
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	struct imap_account account = make_account(server);
	account.login = "an\"na";
	account.secret = "a\\b {3}";
	struct imap_session *session = imap_session_open(&account, &error);
	g_assert_no_error(error);
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_line_ends_are_refused(void)
{
	static const struct fake_step script[] = {IMAP_GREETING, {0}};
	static const struct imap_account bad[] = {
	    {.login = "anna\r\nA1 LOGOUT"},
	    {.secret = "open\nA1 DELETE INBOX"},
	    {.secret = "open\rsesame"},
	    {.login = "anna\001auth=x", .secret_is_token = true},
	};

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *received =
		    expect_refusal(script, &bad[i], ERROR_CONFIG, "control characters");
		g_assert_cmpstr(received, ==, "");
	}
}

static void
test_login_refused(void)
{
	static const struct fake_step no[] = {IMAP_GREETING, IMAP_CAPABILITY("IDLE"),
	    STEP(" LOGIN", "TAG NO [AUTHENTICATIONFAILED] wrong\r\n"), {0}};
	static const struct fake_step busy[] = {IMAP_GREETING, IMAP_CAPABILITY("IDLE"),
	    STEP(" LOGIN", "TAG NO [UNAVAILABLE] later\r\n"), {0}};
	static const struct fake_step disabled[] = {
	    IMAP_GREETING, IMAP_CAPABILITY("LOGINDISABLED"), {0}};

	g_free(expect_refusal(no, &anna, ERROR_CONFIG, "wrong"));
	g_free(expect_refusal(busy, &anna, ERROR_RETRY, "later"));
	g_autofree char *received =
	    expect_refusal(disabled, &anna, ERROR_CONFIG, "LOGINDISABLED");
	g_assert_null(strstr(received, "sesame"));
}

/* Some servers quote the command that they refuse: the error goes to log and mailbox health. */
static void
test_login_refusal_hides_the_password(void)
{
	static const struct fake_step echo[] = {IMAP_GREETING, IMAP_CAPABILITY("IDLE"),
	    STEP(" LOGIN", "TAG NO LOGIN anna \"open sesame\" is wrong\r\n"), {0}};
	static const struct fake_step echo_token[] = {IMAP_GREETING,
	    IMAP_CAPABILITY("AUTH=XOAUTH2 SASL-IR"),
	    STEP(" AUTHENTICATE",
		"TAG NO dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHlhMjkuYTBBZgEB is wrong\r\n"),
	    {0}};
	static const struct imap_account token = {
	    .secret = "ya29.a0Af", .secret_is_token = true, .peer.tls = CONF_TLS_NONE};

	g_free(expect_refusal(echo, &anna, ERROR_CONFIG, "repeats the password"));
	g_free(expect_refusal(echo_token, &token, ERROR_CONFIG, "repeats the password"));
}

static void
test_authenticate_plain(void)
{
	/* base64 of NUL anna NUL open sesame */
	static const struct fake_step script[] = {IMAP_GREETING,
	    IMAP_CAPABILITY("LOGINDISABLED AUTH=PLAIN SASL-IR"),
	    STEP(" AUTHENTICATE PLAIN AGFubmEAb3BlbiBzZXNhbWU=\r\n", "TAG OK in\r\n"),
	    IMAP_CAPABILITY("IDLE"), IMAP_SELECT, {0}};
	struct fake_server *server;

	imap_session_close(open_inbox(script, &server));
	g_free(fake_server_end(server));
}

static void
test_xoauth2(void)
{
	/* user=anna ^A auth=Bearer token ^A ^A */
	static const struct fake_step good[] = {IMAP_GREETING, IMAP_CAPABILITY("AUTH=XOAUTH2"),
	    STEP(" AUTHENTICATE XOAUTH2 dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHRva2VuAQE=\r\n",
		"TAG OK in\r\n"),
	    IMAP_CAPABILITY("IDLE"), {0}};
	static const struct fake_step bad[] = {IMAP_GREETING, IMAP_CAPABILITY("AUTH=XOAUTH2"),
	    STEP(" AUTHENTICATE XOAUTH2", "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n"),
	    STEP("\r\n", "2 NO expired\r\n"), {0}};
	static const struct imap_account expired = {.secret = "token", .secret_is_token = true};
	struct fake_server *server = fake_server_new(good);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	struct imap_account account = make_account(server);
	account.secret = "token";
	account.secret_is_token = true;
	imap_session_close(imap_session_open(&account, &error));
	g_assert_no_error(error);
	g_free(fake_server_end(server));
	g_free(expect_refusal(bad, &expired, ERROR_CONFIG, "expired"));
}

static void
test_starttls(void)
{
	static const struct fake_step script[] = {IMAP_GREETING,
	    LAST(" STARTTLS\r\n", "TAG OK go\r\n", FAKE_TLS), IMAP_CAPABILITY("IDLE"),
	    IMAP_LOGIN, IMAP_CAPABILITY("IDLE"), {0}};
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(server, pki->credentials[FAKE_GOOD], false, NULL);
	fake_server_start(server);
	struct imap_account account = make_account(server);
	account.peer.tls = CONF_TLS_STARTTLS;
	account.peer.ca_file = pki->ca_file;
	imap_session_close(imap_session_open(&account, &error));
	g_assert_no_error(error);
	g_free(fake_server_end(server));
}

static void
test_starttls_failures(void)
{
	static const struct fake_step no[] = {
	    IMAP_GREETING, STEP(" STARTTLS", "TAG NO not today\r\n"), {0}};
	static const struct fake_step bad[] = {
	    IMAP_GREETING, STEP(" STARTTLS", "TAG BAD what\r\n"), {0}};
	static const struct fake_step preauth[] = {STEP(NULL, "* PREAUTH welcome\r\n"), {0}};
	static const struct fake_step injected[] = {IMAP_GREETING,
	    STEP(" STARTTLS", "TAG OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"), {0}};
	static const struct {
		const struct fake_step *script;
		int code;
		const char *reason;
	} cases[] = {
	    {no, ERROR_REJECT, "not today"},
	    {bad, ERROR_RETRY, "STARTTLS"},
	    {preauth, ERROR_REJECT, "PREAUTH"},
	    {injected, ERROR_REJECT, "STARTTLS"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *received = expect_refusal(
		    cases[i].script, &anna_starttls, cases[i].code, cases[i].reason);
		g_assert_null(strstr(received, "LOGIN"));
		g_assert_null(strstr(received, "LOGOUT"));
	}
}

static void
test_starttls_wrong_certificate(void)
{
	static const struct fake_step script[] = {
	    IMAP_GREETING, LAST(" STARTTLS\r\n", "TAG OK go\r\n", FAKE_TLS), {0}};
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(server, pki->credentials[FAKE_WRONG_HOST], false, NULL);
	fake_server_start(server);
	struct imap_account account = make_account(server);
	account.peer.tls = CONF_TLS_STARTTLS;
	account.peer.ca_file = pki->ca_file;
	g_assert_null(imap_session_open(&account, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_autofree char *received = fake_server_end(server);
	g_assert_true(g_str_has_suffix(received, " STARTTLS\r\n"));
}

static void
ignore_leaks(bool ignore)
{
#ifdef __SANITIZE_ADDRESS__
	if (ignore)
		__lsan_disable();
	else
		__lsan_enable();
#else
	(void)ignore;
#endif
}

static void
test_bad_greetings(void)
{
	static const struct fake_step bye[] = {STEP(NULL, "* BYE too busy\r\n"), {0}};
	static const struct fake_step http[] = {STEP(NULL, "HTTP/1.1 400 what\r\n"), {0}};
	static const struct fake_step gone[] = {LAST(NULL, NULL, FAKE_CLOSE), {0}};
	static const struct fake_step endless[] = {LAST(NULL, NULL, FAKE_FLOOD), {0}};

	g_free(expect_refusal(http, &anna, ERROR_RETRY, "greeting"));
	g_free(expect_refusal(gone, &anna, ERROR_RETRY, "closed the connection"));
	g_free(expect_refusal(endless, &anna, ERROR_RETRY, "too much"));
	ignore_leaks(true); /* libetpan loses 49 bytes with each BYE */
	g_free(expect_refusal(bye, &anna, ERROR_RETRY, "127.0.0.1"));
	ignore_leaks(false);
}

static void
test_capability_without_data(void)
{
	static const struct fake_step script[] = {IMAP_GREETING,
	    STEP(" CAPABILITY", "TAG OK nothing\r\n"), IMAP_LOGIN,
	    STEP(" CAPABILITY", "TAG OK x\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_session(script, &server);

	g_assert_false(imap_session_has_idle(session));
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_select_missing(void)
{
	static const struct fake_step script[] = {IMAP_SIGNED_IN("IDLE"),
	    STEP(" SELECT \"Gi&AOA-/a&-b\"\r\n", "TAG NO [NONEXISTENT] no such\r\n"),
	    IMAP_SELECT, {0}};
	struct fake_server *server;
	struct imap_session *session = open_session(script, &server);
	g_autoptr(GError) error = NULL;
	uint32_t uidvalidity = 5;

	g_assert_false(imap_session_select(session, "Già/a&b", &uidvalidity, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_cmpuint(uidvalidity, ==, 5);
	g_clear_error(&error);
	g_assert_cmpint(imap_idle(session, -1, 0, &error), ==, -1); /* nothing is selected */
	g_clear_error(&error);
	g_assert_false(imap_session_select(session, "INBOX\r\nA LOGOUT", &uidvalidity, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_clear_error(&error);
	/* a NO does not end the session */
	g_assert_true(imap_session_select(session, "INBOX", &uidvalidity, &error));
	g_assert_cmpuint(uidvalidity, ==, 77);
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_select_without_uidvalidity(void)
{
	static const struct fake_step script[] = {
	    IMAP_SIGNED_IN("IDLE"), STEP(" SELECT INBOX", "* 3 EXISTS\r\nTAG OK yes\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_session(script, &server);
	g_autoptr(GError) error = NULL;
	uint32_t uidvalidity = 5;

	g_assert_false(imap_session_select(session, "INBOX", &uidvalidity, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_idle_news(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" IDLE\r\n", "+ waiting\r\n* 4 EXISTS\r\n"), STEP("DONE\r\n", "5 OK done\r\n"),
	    {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(imap_idle(session, -1, 10000, &error), ==, 1);
	g_assert_no_error(error);
	imap_session_close(session);
	g_free(fake_server_end(server));
}

/* M1: what was announced while a body was fetched will not be announced again. */
static void
test_idle_after_news(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" UID SEARCH UID 1:*\r\n", "* SEARCH 9\r\nTAG OK x\r\n"),
	    STEP(" UID FETCH 9",
		"* 1 FETCH (UID 9 BODY[] {1}\r\nx)\r\n* 4 EXISTS\r\nTAG OK x\r\n"),
	    STEP(" NOOP\r\n", "TAG OK x\r\n"),
	    STEP(" UID SEARCH UID 1:*\r\n", "* SEARCH 9 10\r\nTAG OK x\r\n"),
	    STEP(" IDLE\r\n", "+ waiting\r\n"), STEP("DONE\r\n", "9 OK done\r\n"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) first = imap_list_uids(session, &error);

	g_assert_no_error(error);
	g_autoptr(GPtrArray) bodies = imap_fetch_bodies(session, first, 1, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(bodies->len, ==, 1);
	g_assert_cmpint(imap_idle(session, -1, 10000, &error), ==, 1);
	g_autoptr(GArray) second = imap_list_uids(session, &error);
	g_assert_cmpuint(second->len, ==, 2);
	g_assert_cmpint(imap_idle(session, -1, 20, &error), ==, 0);
	g_assert_no_error(error);
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_idle_woken(void)
{
	static const struct fake_step script[] = {IMAP_READY("IDLE"),
	    STEP(" IDLE\r\n", "+ waiting\r\n"), STEP("DONE\r\n", "5 OK done\r\n"),
	    STEP(" IDLE\r\n", "+ waiting\r\n"), STEP("DONE\r\n", "6 OK done\r\n"), {0}};
	const uint64_t one = 1;
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;
	int wake_fd = eventfd(0, EFD_CLOEXEC);

	g_assert_cmpint(imap_idle(session, wake_fd, 20, &error), ==, 0);
	g_assert_cmpint(write(wake_fd, &one, sizeof one), ==, sizeof one);
	g_assert_cmpint(imap_idle(session, wake_fd, 10000, &error), ==, 2);
	g_assert_no_error(error);
	close(wake_fd);
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_idle_lost(void)
{
	static const struct fake_step script[] = {
	    IMAP_READY("IDLE"), LAST(" IDLE\r\n", "+ waiting\r\n", FAKE_CLOSE), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(imap_idle(session, -1, 10000, &error), ==, -1);
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	g_assert_true(imap_session_is_broken(session));
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_idle_not_offered(void)
{
	static const struct fake_step script[] = {IMAP_READY("UIDPLUS"), {0}};
	struct fake_server *server;
	struct imap_session *session = open_inbox(script, &server);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(imap_idle(session, -1, 10000, &error), ==, -1);
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_false(imap_session_is_broken(session));
	imap_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_folder_names(void)
{
	static const struct {
		const char *name;
		const char *encoded;
	} cases[] = {
	    {"INBOX", "INBOX"},
	    {"Posta & altro", "Posta &- altro"},
	    {"Entwürfe", "Entw&APw-rfe"},
	    {"~peter/mail/台北/日本語",
		"~peter/mail/&U,BTFw-/&ZeVnLIqe-"}, /* RFC 3501 §5.1.3 */
	    {"\xf0\x9f\x93\xa5", "&2D3c5Q-"},
	    {"", ""},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *encoded = imap_folder_encode(cases[i].name);
		g_assert_cmpstr(encoded, ==, cases[i].encoded);
	}
}

static void
test_uid_sets(void)
{
	g_autoptr(GArray) uids = make_uids((uint32_t[]){9, 4, 6, 5, 5, G_MAXUINT32, 0});
	const uint32_t zero = 0;

	g_array_append_val(uids, zero);
	g_autoptr(GPtrArray) sets = imap_set_format(uids);
	g_assert_cmpuint(sets->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(sets, 0), ==, "4:6,9,4294967295");

	g_autoptr(GArray) sparse = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (uint32_t uid = 1; uid <= 401; uid += 2)
		g_array_append_val(sparse, uid);
	g_autoptr(GPtrArray) many = imap_set_format(sparse);
	g_assert_cmpuint(many->len, ==, 3);
	g_assert_cmpstr(g_ptr_array_index(many, 2), ==, "401");

	g_array_set_size(uids, 0);
	g_autoptr(GPtrArray) none = imap_set_format(uids);
	g_assert_cmpuint(none->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	pki = fake_pki_new();
	g_test_add_func("/imap/login/good", test_login);
	g_test_add_func("/imap/login/special-characters-are-quoted", test_login_is_quoted);
	g_test_add_func("/imap/login/line-ends-never-pass", test_line_ends_are_refused);
	g_test_add_func("/imap/login/refused", test_login_refused);
	g_test_add_func(
	    "/imap/login/a-refusal-hides-the-password", test_login_refusal_hides_the_password);
	g_test_add_func("/imap/login/authenticate-plain", test_authenticate_plain);
	g_test_add_func("/imap/login/xoauth2", test_xoauth2);
	g_test_add_func("/imap/starttls/good", test_starttls);
	g_test_add_func("/imap/starttls/any-failure-is-fatal", test_starttls_failures);
	g_test_add_func("/imap/starttls/wrong-certificate", test_starttls_wrong_certificate);
	g_test_add_func("/imap/greeting/bad", test_bad_greetings);
	g_test_add_func("/imap/capability/without-data", test_capability_without_data);
	g_test_add_func("/imap/select/missing-folder", test_select_missing);
	g_test_add_func("/imap/select/without-uidvalidity", test_select_without_uidvalidity);
	g_test_add_func("/imap/idle/news", test_idle_news);
	g_test_add_func("/imap/idle/M1-announced-before", test_idle_after_news);
	g_test_add_func("/imap/idle/time-and-wake", test_idle_woken);
	g_test_add_func("/imap/idle/connection-lost", test_idle_lost);
	g_test_add_func("/imap/idle/not-offered", test_idle_not_offered);
	g_test_add_func("/imap/folder/modified-utf-7", test_folder_names);
	g_test_add_func("/imap/folder/uid-sets", test_uid_sets);
	int status = g_test_run();
	fake_pki_free(pki);
	return status;
}
