/* Handing in a message: every answer and every loss of the connection has one meaning (M31),
 * and nothing but the intended commands reaches the server. */
#include "config.h"

#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "fake-pki.h"
#include "fake-server.h"
#include "smtp/submission.h"

#define STEP(expect, answer)                                                                   \
	{                                                                                      \
		expect, answer, FAKE_GO_ON, 0                                                  \
	}
#define LAST(expect, answer, then)                                                             \
	{                                                                                      \
		expect, answer, then, 0                                                        \
	}
#define GREETING STEP(NULL, "220-mail.example\r\n220 ready\r\n")
#define EHLO(lines) STEP("EHLO [127.0.0.1]\r\n", "250-mail.example\r\n" lines "250 HELP\r\n")
#define READY GREETING, EHLO("250-8BITMIME\r\n")
#define MAIL STEP("MAIL FROM:<office@demo.example>", "250 2.1.0 ok\r\n")
#define RCPT STEP("RCPT TO:<mario@client.example>", "250 2.1.5 ok\r\n")
#define DATA LAST("DATA\r\n", "354 go\r\n", FAKE_BODY)
#define TAKEN STEP(NULL, "250 2.0.0 queued\r\n")

static struct fake_pki *pki;

static const struct smtp_message message = {
    .from = "office@demo.example",
    .to = "mario@client.example",
    .envelope_id = "",
    .bytes = "Subject: x\n\n.one\r\n..\rthree\n.\nfour",
    .size_bytes = 33,
};

static struct smtp_account
make_account(const struct fake_server *server)
{
	return (struct smtp_account){.peer = {.host = "127.0.0.1",
					 .port = fake_server_port(server),
					 .tls = CONF_TLS_NONE,
					 .ca_file = pki->ca_file,
					 .allow_plain = true,
					 .time = {15000, 60000, 600000},
					 .cancel_fd = -1},
	    .login = "",
	    .secret = ""};
}

static struct smtp_session *
open_session(const struct fake_step *script, struct fake_server **ret_server)
{
	g_autoptr(GError) error = NULL;

	*ret_server = fake_server_new(script);
	fake_server_start(*ret_server);
	struct smtp_account account = make_account(*ret_server);
	struct smtp_session *session = smtp_session_open(&account, &error);
	g_assert_no_error(error);
	return session;
}

/* Both steps; smtp_data() only after true. */
static struct smtp_result
submit(struct smtp_session *session, const struct smtp_message *with)
{
	struct smtp_result result = {.class = SMTP_UNCERTAIN, .code = -1};

	if (smtp_envelope(session, with, &result)) {
		g_assert_cmpint(result.code, ==, -1); /* untouched */
		smtp_data(session, &result);
	}
	return result;
}

/* Two messages on one connection; the wire has CRLF only and doubled dots (attack 23). */
static void
test_sent(void)
{
	static const struct fake_step script[] = {READY, MAIL, RCPT, DATA, TAKEN, MAIL, RCPT,
	    DATA, TAKEN, STEP("QUIT\r\n", "221 bye\r\n"), {0}};
	struct fake_server *server;
	struct smtp_session *session = open_session(script, &server);

	for (int i = 0; i < 2; i++) {
		struct smtp_result result = submit(session, &message);

		g_assert_cmpint(result.class, ==, SMTP_SENT);
		g_assert_cmpint(result.code, ==, 250);
		g_assert_cmpstr(result.reply, ==, "2.0.0 queued");
		g_assert_true(smtp_session_is_usable(session));
	}
	smtp_session_close(session);
	g_autofree char *received = fake_server_end(server);
	g_assert_nonnull(strstr(received,
	    "DATA\r\nSubject: x\r\n\r\n..one\r\n...\r\nthree\r\n..\r\nfour\r\n.\r\nMAIL"));
	g_assert_true(g_str_has_suffix(received, "QUIT\r\n"));
}

struct outcome {
	const struct fake_step *script;
	enum smtp_class class;
	int code;
	const char *reply;
	bool is_usable;
};

static void
test_outcomes(void)
{
	static const struct fake_step grey[] = {
	    READY, MAIL, STEP("RCPT", "451 4.7.1 greylisted\r\n"), {0}};
	static const struct fake_step nobody[] = {READY, MAIL,
	    STEP("RCPT", "550-5.1.1 no such\r\n550-5.1.1 user\there\r\n550 5.1.1 \xe0\r\n"),
	    {0}};
	static const struct fake_step bare[] = {
	    READY, MAIL, STEP("RCPT", "550 no such user\r\n"), {0}};
	static const struct fake_step sender[] = {
	    READY, STEP("MAIL", "553 5.1.8 not yours\r\n"), {0}};
	static const struct fake_step sign_in[] = {
	    READY, STEP("MAIL", "530 5.7.0 sign in first\r\n"), {0}};
	static const struct fake_step closing[] = {
	    READY, MAIL, STEP("RCPT", "421 4.3.2 shutting down\r\n"), {0}};
	static const struct fake_step no_data[] = {
	    READY, MAIL, RCPT, STEP("DATA", "554 5.5.1 no valid recipients\r\n"), {0}};
	static const struct fake_step full[] = {
	    READY, MAIL, RCPT, DATA, STEP(NULL, "452 4.3.1 full\r\n"), {0}};
	static const struct fake_step spam[] = {
	    READY, MAIL, RCPT, DATA, STEP(NULL, "554 5.7.1 spam\r\n"), {0}};
	static const struct fake_step odd[] = {READY, STEP("MAIL", "354 what\r\n"), {0}};
	static const struct outcome outcomes[] = {
	    {grey, SMTP_DEFERRED, 451, "4.7.1 greylisted", true},
	    {nobody, SMTP_FAILED, 550, "5.1.1 no such user here \xef\xbf\xbd", true},
	    {bare, SMTP_FAILED, 550, "5.0.0 no such user", true},
	    {sender, SMTP_FAILED, 553, "5.1.8 not yours", true},
	    {sign_in, SMTP_DEFERRED, 530, "5.7.0 sign in first", true},
	    {closing, SMTP_DEFERRED, 421, "4.3.2 shutting down", false},
	    {no_data, SMTP_FAILED, 554, "5.5.1 no valid recipients", true},
	    {full, SMTP_DEFERRED, 452, "4.3.1 full", true},
	    {spam, SMTP_FAILED, 554, "5.7.1 spam", true},
	    {odd, SMTP_DEFERRED, 0, "4.5.0 unexpected reply 354 of the server", true},
	};

	for (guint i = 0; i < G_N_ELEMENTS(outcomes); i++) {
		struct fake_server *server;
		struct smtp_session *session = open_session(outcomes[i].script, &server);
		struct smtp_result result = submit(session, &message);

		g_assert_cmpint(result.class, ==, outcomes[i].class);
		g_assert_cmpint(result.code, ==, outcomes[i].code);
		g_assert_cmpstr(result.reply, ==, outcomes[i].reply);
		g_assert_cmpint(smtp_session_is_usable(session), ==, outcomes[i].is_usable);
		smtp_session_close(session);
		g_free(fake_server_end(server));
	}
}

/* Before the dot nothing was handed over; after it nobody knows (M31). */
static void
test_lost(void)
{
	static const struct fake_step at_mail[] = {READY, LAST("MAIL", NULL, FAKE_CLOSE), {0}};
	static const struct fake_step at_rcpt[] = {
	    READY, MAIL, LAST("RCPT", NULL, FAKE_CLOSE), {0}};
	static const struct fake_step at_data[] = {
	    READY, MAIL, RCPT, LAST("DATA", NULL, FAKE_CLOSE), {0}};
	static const struct fake_step at_dot[] = {
	    READY, MAIL, RCPT, DATA, LAST(NULL, NULL, FAKE_CLOSE), {0}};
	static const struct fake_step half_reply[] = {
	    READY, MAIL, RCPT, DATA, LAST(NULL, "250-2.0.0 que", FAKE_CLOSE), {0}};
	static const struct fake_step garbage[] = {
	    READY, MAIL, RCPT, DATA, LAST(NULL, "* OK done\r\n", FAKE_GO_ON), {0}};
	static const struct fake_step other_code[] = {
	    READY, MAIL, RCPT, DATA, LAST(NULL, "250-ok\r\n550 no\r\n", FAKE_GO_ON), {0}};
	static const struct fake_step three[] = {
	    READY, MAIL, RCPT, DATA, LAST(NULL, "354 more\r\n", FAKE_GO_ON), {0}};
	static const struct outcome outcomes[] = {
	    {at_mail, SMTP_DEFERRED, 0, "4.4.2 ", false},
	    {at_rcpt, SMTP_DEFERRED, 0, "4.4.2 ", false},
	    {at_data, SMTP_DEFERRED, 0, "4.4.2 ", false},
	    {at_dot, SMTP_UNCERTAIN, 0, "4.4.2 ", false},
	    {half_reply, SMTP_UNCERTAIN, 0, "4.4.2 ", false},
	    {garbage, SMTP_UNCERTAIN, 0, "4.4.2 ", false},
	    {other_code, SMTP_UNCERTAIN, 0, "4.4.2 ", false},
	    {three, SMTP_UNCERTAIN, 0, "4.5.0 ", false},
	};

	for (guint i = 0; i < G_N_ELEMENTS(outcomes); i++) {
		struct fake_server *server;
		struct smtp_session *session = open_session(outcomes[i].script, &server);
		struct smtp_result result = submit(session, &message);

		g_assert_cmpint(result.class, ==, outcomes[i].class);
		g_assert_cmpint(result.code, ==, 0);
		g_assert_true(g_str_has_prefix(result.reply, outcomes[i].reply));
		g_assert_false(smtp_session_is_usable(session));
		/* and stays so: no command of a next message goes out */
		result = submit(session, &message);
		g_assert_cmpint(result.class, ==, SMTP_DEFERRED);
		smtp_session_close(session);
		g_free(fake_server_end(server));
	}
}

/* The server leaves in the middle of 8 MiB, before it can have seen the dot. */
static void
test_lost_in_body(void)
{
	static const struct fake_step script[] = {
	    READY, MAIL, RCPT, LAST("DATA\r\n", "354 go\r\n", FAKE_HANG_UP_IN_BODY), {0}};
	g_autofree char *bytes = g_strnfill(8 << 20, 'x');
	struct smtp_message large = message;
	struct fake_server *server;
	struct smtp_session *session = open_session(script, &server);

	large.bytes = bytes;
	large.size_bytes = 8 << 20;
	struct smtp_result result = submit(session, &large);
	g_assert_cmpint(result.class, ==, SMTP_DEFERRED);
	smtp_session_close(session);
	g_autofree char *received = fake_server_end(server);
	g_assert_null(strstr(received, "\r\n.\r\n"));
}

/* What follows a refused or forgotten message on the same connection. */
static void
test_reset(void)
{
	static const struct fake_step script[] = {READY, MAIL, STEP("RCPT", "550 5.1.1 no\r\n"),
	    STEP("RSET\r\n", "250 ok\r\n"), MAIL, RCPT, STEP("RSET\r\n", "250 ok\r\n"), MAIL,
	    RCPT, DATA, TAKEN, {0}};
	struct fake_server *server;
	struct smtp_session *session = open_session(script, &server);
	struct smtp_result result;

	g_assert_false(smtp_envelope(session, &message, &result));
	g_assert_true(smtp_envelope(session, &message, &result)); /* and no smtp_data() */
	result = submit(session, &message);
	g_assert_cmpint(result.class, ==, SMTP_SENT);
	smtp_session_close(session);
	g_free(fake_server_end(server));
}

/* Trying a sender leaves no transaction, whatever the server says of it. */
static void
test_try_sender(void)
{
	static const struct fake_step script[] = {READY, MAIL, STEP("RSET\r\n", "250 ok\r\n"),
	    STEP("MAIL FROM:<other@demo.example>\r\n", "553 5.1.8 not yours\r\n"), MAIL, RCPT,
	    DATA, TAKEN, {0}};
	struct fake_server *server;
	struct smtp_session *session = open_session(script, &server);
	struct smtp_result result = {.code = -1};

	g_assert_true(smtp_try_sender(session, "office@demo.example", &result));
	g_assert_cmpint(result.code, ==, -1);
	g_assert_false(smtp_try_sender(session, "other@demo.example", &result));
	g_assert_cmpint(result.class, ==, SMTP_FAILED);
	g_assert_cmpstr(result.reply, ==, "5.1.8 not yours");
	g_assert_false(smtp_try_sender(session, "a@b\r\nRCPT TO:<c@d>", &result));
	g_assert_cmpint(submit(session, &message).class, ==, SMTP_SENT);
	smtp_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_not_usable_after_goodbye(void)
{
	static const struct fake_step script[] = {
	    READY, MAIL, RCPT, DATA, STEP(NULL, "250 ok\r\n421 idle too long\r\n"), {0}};
	struct fake_server *server;
	struct smtp_session *session = open_session(script, &server);
	struct smtp_result result = submit(session, &message);

	g_assert_cmpint(result.class, ==, SMTP_SENT);
	g_assert_false(smtp_session_is_usable(session));
	smtp_session_close(session);
	g_free(fake_server_end(server));
}

/* Safety rows 20 and 21: no address makes a second command. */
static void
test_injection(void)
{
	static const char *const bad[] = {"a@b.example>\r\nRCPT TO:<evil@x.example",
	    "a@b.example\nDATA", "<a@b.example>", "a b@c.example", "nobody", "",
	    "a@b.example> NOTIFY=NEVER", "a\001@b.example"};
	static const struct fake_step script[] = {READY, {0}};

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct smtp_message to = message;
		struct smtp_message from = message;
		struct fake_server *server;
		struct smtp_session *session = open_session(script, &server);

		to.to = bad[i];
		struct smtp_result result = submit(session, &to);
		g_assert_cmpint(result.class, ==, SMTP_FAILED);
		g_assert_true(g_str_has_prefix(result.reply, "5.1.3 "));
		from.from = bad[i];
		if (bad[i][0] != '\0') {
			result = submit(session, &from);
			g_assert_cmpint(result.class, ==, SMTP_FAILED);
			g_assert_true(g_str_has_prefix(result.reply, "5.1.7 "));
		}
		smtp_session_close(session);
		g_autofree char *received = fake_server_end(server);
		g_assert_cmpstr(received, ==, "EHLO [127.0.0.1]\r\nQUIT\r\n");
	}
}

/* M32: what is offered is used, what is not offered is not. */
static void
test_extensions(void)
{
	static const struct fake_step all[] = {GREETING,
	    EHLO("250-SIZE 1000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n"),
	    STEP("MAIL FROM:<office@demo.example> SIZE=17 BODY=8BITMIME RET=HDRS "
		 "ENVID=a+3Db+2B+20c\r\n",
		"250 ok\r\n"),
	    STEP("RCPT TO:<mario+2B@xn--caff-epa.example> NOTIFY=FAILURE,DELAY "
		 "ORCPT=rfc822;mario+2B2B@xn--caff-epa.example\r\n",
		"250 ok\r\n"),
	    DATA, TAKEN,
	    STEP("MAIL FROM:<> SIZE=17 BODY=8BITMIME SMTPUTF8 RET=HDRS\r\n", "250 ok\r\n"),
	    STEP("RCPT TO:<perch\xc3\xa9@client.example> NOTIFY=NEVER\r\n", "250 ok\r\n"), DATA,
	    TAKEN, {0}};
	static const struct fake_step none[] = {GREETING, EHLO(""),
	    STEP("MAIL FROM:<office@demo.example>\r\n", "250 ok\r\n"),
	    STEP("RCPT TO:<mario@xn--caff-epa.example>\r\n", "250 ok\r\n"), DATA, TAKEN, {0}};
	/* M29: certified mail asks for no report */
	static const struct fake_step certified[] = {GREETING, EHLO("250-DSN\r\n"),
	    STEP("MAIL FROM:<office@demo.example>\r\n", "250 ok\r\n"),
	    STEP("RCPT TO:<mario@client.example>\r\n", "250 ok\r\n"), DATA, TAKEN, {0}};
	const struct smtp_message pec = {.from = message.from,
	    .to = message.to,
	    .envelope_id = "turno=17",
	    .is_certified = true,
	    .bytes = message.bytes,
	    .size_bytes = message.size_bytes};
	struct smtp_message eight = {.from = "office@demo.example",
	    .to = "mario+2B@caff\xc3\xa9.example",
	    .envelope_id = "a=b+ c",
	    .bytes = "A: b\r\n\r\nciao \xc3\xa8",
	    .size_bytes = 15};
	struct fake_server *server;
	struct smtp_session *session = open_session(all, &server);

	g_assert_cmpint(submit(session, &eight).class, ==, SMTP_SENT);
	eight.from = "";
	eight.envelope_id = NULL;
	eight.to = "perch\xc3\xa9@client.example";
	g_assert_cmpint(submit(session, &eight).class, ==, SMTP_SENT);
	smtp_session_close(session);
	g_free(fake_server_end(server));

	session = open_session(certified, &server);
	g_assert_cmpint(submit(session, &pec).class, ==, SMTP_SENT);
	smtp_session_close(session);
	g_free(fake_server_end(server));

	session = open_session(none, &server);
	struct smtp_result result = submit(session, &eight);
	g_assert_cmpint(result.class, ==, SMTP_FAILED);
	g_assert_true(g_str_has_prefix(result.reply, "5.6.7 "));
	eight.from = "office@demo.example";
	eight.to = "mario@caff\xc3\xa9.example";
	g_assert_cmpint(submit(session, &eight).class, ==, SMTP_SENT);
	smtp_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_too_large(void)
{
	static const struct fake_step script[] = {GREETING, EHLO("250-SIZE 10\r\n"), {0}};
	struct fake_server *server;
	struct smtp_session *session = open_session(script, &server);
	struct smtp_result result = submit(session, &message);

	g_assert_cmpint(result.class, ==, SMTP_FAILED);
	g_assert_true(g_str_has_prefix(result.reply, "5.3.4 "));
	smtp_session_close(session);
	g_free(fake_server_end(server));
}

#define AUTH(words) EHLO("250-AUTH " words "\r\n")

static void
test_sign_in(void)
{
	static const struct fake_step plain[] = {GREETING, AUTH("LOGIN PLAIN"),
	    STEP("AUTH PLAIN AGFubmEAb3BlbiBzZXNhbWU=\r\n", "235 2.7.0 in\r\n"), {0}};
	static const struct fake_step login[] = {GREETING, AUTH("LOGIN XOAUTH2"),
	    STEP("AUTH LOGIN\r\n", "334 VXNlcm5hbWU6\r\n"),
	    STEP("YW5uYQ==\r\n", "334 UGFzc3dvcmQ6\r\n"),
	    STEP("b3BlbiBzZXNhbWU=\r\n", "235 in\r\n"), {0}};
	static const struct fake_step token[] = {GREETING, AUTH("PLAIN XOAUTH2"),
	    STEP("AUTH XOAUTH2 dXNlcj1hbm5hAWF1dGg9QmVhcmVyIG9wZW4gc2VzYW1lAQE=\r\n",
		"235 in\r\n"),
	    {0}};
	static const struct {
		const struct fake_step *script;
		bool is_token;
	} cases[] = {{plain, false}, {login, false}, {token, true}};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_new(cases[i].script);
		g_autoptr(GError) error = NULL;

		fake_server_start(server);
		struct smtp_account account = make_account(server);
		account.login = "anna";
		account.secret = "open sesame";
		account.secret_is_token = cases[i].is_token;
		smtp_session_close(smtp_session_open(&account, &error));
		g_assert_no_error(error);
		g_free(fake_server_end(server));
	}
}

struct refusal {
	const struct fake_step *script;
	bool is_starttls, is_token;
	int code;
	const char *secret;
};

static void
test_open_refused(void)
{
	static const struct fake_step busy[] = {STEP(NULL, "421 4.3.2 busy\r\n"), {0}};
	static const struct fake_step no_ehlo[] = {
	    GREETING, STEP("EHLO", "502 5.5.1 what\r\n"), {0}};
	static const struct fake_step wrong[] = {
	    GREETING, AUTH("PLAIN"), STEP("AUTH PLAIN", "535 5.7.8 wrong\r\n"), {0}};
	static const struct fake_step later[] = {
	    GREETING, AUTH("PLAIN"), STEP("AUTH PLAIN", "454 4.7.0 later\r\n"), {0}};
	static const struct fake_step expired[] = {GREETING, AUTH("XOAUTH2"),
	    STEP("AUTH XOAUTH2", "334 eyJzdGF0dXMiOiI0MDEifQ==\r\n"),
	    STEP("\r\n", "535 5.7.8 expired\r\n"), {0}};
	static const struct fake_step echo[] = {GREETING, AUTH("PLAIN"),
	    STEP("AUTH PLAIN", "535-5.7.8 no such\r\n535 5.7.8 password: sesame\r\n"), {0}};
	static const struct fake_step echo_base64[] = {
	    GREETING, AUTH("PLAIN"), STEP("AUTH PLAIN", "535 5.7.8 AGFubmEAc2VzYW1l\r\n"), {0}};
	static const struct fake_step unknown[] = {GREETING, AUTH("CRAM-MD5"), {0}};
	static const struct fake_step unsafe[] = {GREETING, {0}};
	static const struct fake_step stripped[] = {GREETING, AUTH("PLAIN"), {0}};
	static const struct fake_step declined[] = {GREETING, EHLO("250-STARTTLS\r\n"),
	    STEP("STARTTLS\r\n", "454 4.7.0 not now\r\n"), {0}};
	static const struct fake_step injected[] = {GREETING, EHLO("250-STARTTLS\r\n"),
	    STEP("STARTTLS\r\n", "220 go\r\n250-x\r\n250 AUTH PLAIN\r\n"), {0}};
	static const struct fake_step endless[] = {LAST(NULL, "220-", FAKE_FLOOD), {0}};
	static const struct refusal refusals[] = {
	    {busy, false, false, ERROR_RETRY, "sesame"},
	    {no_ehlo, false, false, ERROR_RETRY, "sesame"},
	    {wrong, false, false, ERROR_CONFIG, "sesame"},
	    {later, false, false, ERROR_RETRY, "sesame"},
	    {expired, false, true, ERROR_CONFIG, "sesame"},
	    {echo, false, false, ERROR_CONFIG, "sesame"},
	    {echo_base64, false, false, ERROR_CONFIG, "sesame"},
	    {unknown, false, false, ERROR_CONFIG, "sesame"},
	    {unsafe, false, false, ERROR_CONFIG, "ses\r\name"},
	    {stripped, true, false, ERROR_REJECT, "sesame"},
	    {declined, true, false, ERROR_RETRY, "sesame"},
	    {injected, true, false, ERROR_REJECT, "sesame"},
	    {endless, false, false, ERROR_RETRY, "sesame"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
		struct fake_server *server = fake_server_new(refusals[i].script);
		g_autoptr(GError) error = NULL;

		fake_server_start(server);
		struct smtp_account account = make_account(server);
		account.peer.tls = refusals[i].is_starttls ? CONF_TLS_STARTTLS : CONF_TLS_NONE;
		account.login = "anna";
		account.secret = refusals[i].secret;
		account.secret_is_token = refusals[i].is_token;
		g_assert_null(smtp_session_open(&account, &error));
		g_assert_error(error, TURNO_ERROR, refusals[i].code);
		g_assert_false(secret_is_told(error->message, refusals[i].secret));
		g_autofree char *received = fake_server_end(server);
		if (refusals[i].is_starttls)
			g_assert_null(strstr(received, "AUTH"));
	}
}

static void
test_starttls(void)
{
	static const struct fake_step script[] = {GREETING,
	    EHLO("250-STARTTLS\r\n250-SIZE 5\r\n"),
	    LAST("STARTTLS\r\n", "220 go\r\n", FAKE_TLS), AUTH("PLAIN"),
	    STEP("AUTH PLAIN", "235 in\r\n"), MAIL, RCPT, DATA, TAKEN, {0}};
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(server, pki->credentials[FAKE_GOOD], false, NULL);
	fake_server_start(server);
	struct smtp_account account = make_account(server);
	account.peer.tls = CONF_TLS_STARTTLS;
	account.login = "anna";
	account.secret = "open sesame";
	struct smtp_session *session = smtp_session_open(&account, &error);
	g_assert_no_error(error);
	/* the limit of 5 bytes was said before TLS, by anybody */
	g_assert_cmpint(submit(session, &message).class, ==, SMTP_SENT);
	smtp_session_close(session);
	g_free(fake_server_end(server));
}

static void
test_names(void)
{
	g_assert_cmpstr(smtp_class_name(SMTP_SENT), ==, "sent");
	g_assert_cmpstr(smtp_class_name(SMTP_DEFERRED), ==, "deferred");
	g_assert_cmpstr(smtp_class_name(SMTP_FAILED), ==, "failed");
	g_assert_cmpstr(smtp_class_name(SMTP_UNCERTAIN), ==, "uncertain");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	pki = fake_pki_new();
	g_test_add_func("/smtp/sent-twice-on-one-connection", test_sent);
	g_test_add_func("/smtp/answers", test_outcomes);
	g_test_add_func("/smtp/M31-lost-connection", test_lost);
	g_test_add_func("/smtp/M31-lost-inside-the-body", test_lost_in_body);
	g_test_add_func("/smtp/reset-between-messages", test_reset);
	g_test_add_func("/smtp/try-sender", test_try_sender);
	g_test_add_func("/smtp/server-said-goodbye", test_not_usable_after_goodbye);
	g_test_add_func("/smtp/M32-addresses-inject-nothing", test_injection);
	g_test_add_func("/smtp/M32-extensions", test_extensions);
	g_test_add_func("/smtp/too-large", test_too_large);
	g_test_add_func("/smtp/sign-in", test_sign_in);
	g_test_add_func("/smtp/refused-at-the-start", test_open_refused);
	g_test_add_func("/smtp/starttls", test_starttls);
	g_test_add_func("/smtp/class-names", test_names);
	int status = g_test_run();
	fake_pki_free(pki);
	return status;
}
