/* The own server of a mailbox: what was sealed for it opens for it alone, what goes wrong names
 * the mailbox and never the password, and trying it says step by step how it went. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/seal.h"
#include "base/secret.h"
#include "fake-pki.h"
#include "fake-server.h"
#include "job/account.h"
#include "job/probe.h"
#include "smtp/submission.h"
#include "store/mailbox.h"

#define PASSWORD "open sesame"
#define STEP(expect, answer)                                                                   \
	{                                                                                      \
		expect, answer, FAKE_GO_ON, 0                                                  \
	}
#define GREETING STEP(NULL, "220 ready\r\n")
#define EHLO STEP("EHLO", "250-mail.example\r\n250 AUTH PLAIN\r\n")
#define IN STEP("AUTH PLAIN AGFubmEAb3BlbiBzZXNhbWU=\r\n", "235 in\r\n")
#define WRONG STEP("AUTH PLAIN", "535 5.7.8 wrong\r\n")

static struct fake_pki *pki;
static char *folder, *public_key;
static struct conf conf = {.net_connect_seconds = 5,
    .net_command_seconds = 5,
    .net_data_seconds = 5,
    .tls_allow_plain_on_loopback = true};

/* As the database gives it; sealed for port. Caller frees. */
static struct conf_submission *
make_own(int port, int sealed_port, enum conf_tls tls)
{
	struct conf_submission *own = g_new0(struct conf_submission, 1);

	own->name = g_strdup("mailbox:support");
	own->mailbox = g_strdup("support");
	own->host = g_strdup("127.0.0.1");
	own->port = port;
	own->tls = tls;
	own->login = g_strdup("anna");
	own->secret = g_strdup("");
	own->sealed = seal_close(public_key, "127.0.0.1", sealed_port, "anna", PASSWORD, NULL);
	own->pin_sha256 = g_strdup("");
	return own;
}

static void
test_opens_what_was_sealed_for_it(void)
{
	static const struct fake_step script[] = {GREETING, EHLO, IN, {0}};
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	int port = fake_server_port(server);
	g_autoptr(ConfSubmission) own = make_own(port, port, CONF_TLS_NONE);
	smtp_session_close(account_open_submission(&conf, own, -1, &error));
	g_assert_no_error(error);
	g_free(fake_server_end(server));
}

static void
test_names_the_mailbox(void)
{
	static const struct fake_step script[] = {GREETING, EHLO, WRONG, {0}};
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	int port = fake_server_port(server);
	g_autoptr(ConfSubmission) own = make_own(port, port, CONF_TLS_NONE);
	g_assert_null(account_open_submission(&conf, own, -1, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==,
	    "mailbox support: 127.0.0.1 refuses the sign-in: 535 5.7.8 wrong");
	g_assert_false(secret_is_told(error->message, PASSWORD));
	g_free(fake_server_end(server));
}

/* Before anything is connected to. */
static void
test_carries_no_password_elsewhere(void)
{
	g_autoptr(ConfSubmission) other = make_own(1, 465, CONF_TLS_IMPLICIT);
	g_autoptr(ConfSubmission) none = make_own(1, 1, CONF_TLS_IMPLICIT);
	g_autoptr(GError) moved = NULL;
	g_autoptr(GError) missing = NULL;

	g_assert_null(account_open_submission(&conf, other, -1, &moved));
	g_assert_cmpstr(moved->message, ==,
	    "mailbox support: the password was given for another server or login: give it "
	    "again");
	*none->sealed = '\0';
	g_assert_null(account_open_submission(&conf, none, -1, &missing));
	g_assert_error(missing, TURNO_ERROR, ERROR_CONFIG);
	g_assert_cmpstr(
	    missing->message, ==, "mailbox support: no password was given for 127.0.0.1");
}

static void
test_compares(void)
{
	g_autoptr(ConfSubmission) a = make_own(1, 1, CONF_TLS_IMPLICIT);
	g_autoptr(ConfSubmission) again = make_own(1, 1, CONF_TLS_IMPLICIT);

	g_assert_true(mailbox_submission_equal(a, a));
	g_assert_false(mailbox_submission_equal(a, again)); /* sealed anew: typed anew */
	g_free(again->sealed);
	again->sealed = g_strdup(a->sealed);
	g_assert_true(mailbox_submission_equal(a, again));
	again->port = 2;
	g_assert_false(mailbox_submission_equal(a, again));
}

/* "step step! …", the last message in *ret_message. Caller frees both. */
static char *
probe(struct conf_submission *own, const char *group, char **ret_message)
{
	struct mailbox_job job = {.name = (char *)"support",
	    .address = (char *)"support@demo.example",
	    .imap_host = (char *)"",
	    .imap_secret = (char *)"",
	    .imap_sealed = (char *)"",
	    .imap_pin = (char *)""};
	const struct mailbox_test test = {.job = &job, .submission = (char *)group, .own = own};
	json_t *steps = probe_mailbox(&conf, &test);
	GString *words = g_string_new(NULL);

	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);

		g_string_append_printf(words, "%s%s%s", words->len > 0 ? " " : "",
		    json_string_value(json_object_get(step, "step")),
		    json_is_true(json_object_get(step, "is_ok")) ? "" : "!");
		g_free(*ret_message);
		*ret_message = g_strdup(json_string_value(json_object_get(step, "message")));
	}
	json_decref(steps);
	return g_string_free(words, FALSE);
}

struct trial {
	const struct fake_step *script;
	enum fake_certificate certificate;
	const char *steps, *message;
};

static void
test_tries_step_by_step(void)
{
	static const struct fake_step good[] = {GREETING, EHLO, IN,
	    STEP("MAIL FROM:<support@demo.example>\r\n", "250 ok\r\n"),
	    STEP("RSET\r\n", "250 ok\r\n"), STEP("QUIT\r\n", "221 bye\r\n"), {0}};
	static const struct fake_step wrong[] = {GREETING, EHLO, WRONG, {0}};
	static const struct fake_step sender[] = {GREETING, EHLO, IN,
	    STEP("MAIL FROM:<support@demo.example>", "553 5.1.8 not yours\r\n"), {0}};
	static const struct fake_step nothing[] = {GREETING, {0}};
	static const struct trial trials[] = {
	    {good, FAKE_GOOD, "send_resolve send_connect send_tls send_login send", ""},
	    {wrong, FAKE_GOOD, "send_resolve send_connect send_tls send_login!",
		"mailbox support: 127.0.0.1 refuses the sign-in: 535 5.7.8 wrong"},
	    {sender, FAKE_GOOD, "send_resolve send_connect send_tls send_login send!",
		"5.1.8 not yours"},
	    {nothing, FAKE_WRONG_HOST, "send_resolve send_connect send_tls!", NULL},
	    {nothing, FAKE_EXPIRED, "send_resolve send_connect send_tls!", NULL},
	};

	for (guint i = 0; i < G_N_ELEMENTS(trials); i++) {
		struct fake_server *server = fake_server_new(trials[i].script);
		g_autofree char *message = NULL;

		fake_server_use_tls(
		    server, pki->credentials[trials[i].certificate], true, NULL);
		fake_server_start(server);
		int port = fake_server_port(server);
		g_autoptr(ConfSubmission) own = make_own(port, port, CONF_TLS_IMPLICIT);
		g_autofree char *steps = probe(own, "default", &message);
		g_assert_cmpstr(steps, ==, trials[i].steps);
		if (trials[i].message != NULL)
			g_assert_cmpstr(message, ==, trials[i].message);
		g_autofree char *received = fake_server_end(server);
		g_assert_null(strstr(received, "RCPT"));
		g_assert_null(strstr(received, "DATA"));
	}
}

static void
test_tries_what_is_not_there(void)
{
	g_autoptr(ConfSubmission) own = make_own(1, 1, CONF_TLS_IMPLICIT);
	g_autofree char *message = NULL;

	g_autofree char *closed = probe(own, "default", &message);
	g_assert_cmpstr(closed, ==, "send_resolve send_connect!");
	g_free(own->host);
	own->host = g_strdup("nobody.invalid");
	g_autofree char *unknown = probe(own, "default", &message);
	g_assert_cmpstr(unknown, ==, "send_resolve!");
	g_autofree char *group = probe(NULL, "nowhere", &message);
	g_assert_cmpstr(group, ==, "send!");
	g_assert_nonnull(strstr(message, "no group \"nowhere\" in submission"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	pki = fake_pki_new();
	folder = g_dir_make_tmp("turno-account-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(folder, SEAL_FILE, NULL);
	char *key = seal_new_key();
	public_key = seal_public_key(key, NULL);
	g_assert_true(g_file_set_contents_full(
	    file, key, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
	secret_free(key);
	conf.path = (char *)"turno.conf";
	conf.secret_dir = folder;
	conf.tls_ca_file = pki->ca_file;
	conf.submissions = g_ptr_array_new();
	g_test_add_func("/account/own-server", test_opens_what_was_sealed_for_it);
	g_test_add_func("/account/names-the-mailbox", test_names_the_mailbox);
	g_test_add_func(
	    "/account/carries-no-password-elsewhere", test_carries_no_password_elsewhere);
	g_test_add_func("/account/compares", test_compares);
	g_test_add_func("/probe/step-by-step", test_tries_step_by_step);
	g_test_add_func("/probe/what-is-not-there", test_tries_what_is_not_there);
	int status = g_test_run();
	g_ptr_array_unref(conf.submissions);
	g_unlink(file);
	g_rmdir(folder);
	g_free(folder);
	g_free(public_key);
	fake_pki_free(pki);
	return status;
}
