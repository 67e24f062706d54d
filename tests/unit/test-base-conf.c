/* turno.conf: what is accepted, and that every mistake names its place. */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/conf.h"
#include "base/error.h"

#define WEB "web = { base_url = \"https://desk.example\"; };\n"
#define SUBMISSION "submission = { default = { host = \"h\"; }; };\n"

static char *folder;

static char *
write_conf(const char *text)
{
	char *path = g_build_filename(folder, "turno.conf", NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static const struct mistake {
	const char *title, *text, *message; /* message after the path */
} mistakes[] = {
    {"unknown key", "\nreders = 2;\n" WEB SUBMISSION,
	":2: reders: unknown key (see turno.conf(5))"},
    {"unknown key of a group", WEB "tls = { cafile = \"x\"; };\n" SUBMISSION,
	":2: cafile: unknown key (see turno.conf(5))"},
    {"unknown key of a submission", WEB "submission = { a = { host = \"h\";\n prt = 1; }; };\n",
	":3: prt: unknown key (see turno.conf(5))"},
    {"number out of range", "readers = 33;\n" WEB SUBMISSION,
	":1: readers: must be a number between 1 and 32"},
    {"no time for the server", "net = {\ncommand_seconds = 0;\n};\n" WEB SUBMISSION,
	":2: command_seconds: must be a number between 1 and 3600"},
    {"number as text", "readers = \"2\";\n" WEB SUBMISSION,
	":1: readers: must be a number between 1 and 32"},
    {"text as number", "secret_dir = 5;\n" WEB SUBMISSION,
	":1: secret_dir: must be a text in quotes"},
    {"truth as text", "tls = { allow_plain_on_loopback = \"yes\"; };\n" WEB SUBMISSION,
	":1: allow_plain_on_loopback: must be true or false"},
    {"unknown tls", WEB "submission = { a = { host = \"h\"; tls = \"ssl\"; }; };\n",
	":2: tls: must be \"implicit\", \"starttls\" or \"none\""},
    {"pin too short", WEB "submission = { a = { host = \"h\";\n pin_sha256 = \"ab12\"; }; };\n",
	":3: pin_sha256: must be the SHA-256 of the public key of the server, 64 hex digits in "
	"quotes"},
    {"group as number", "tls = 5;\n" WEB SUBMISSION, ":1: tls: must be a group { … }"},
    {"missing base_url", "web = { };\n" SUBMISSION, ": key base_url is missing in group web"},
    {"missing host", WEB "submission = { a = { port = 25; }; };\n",
	": key host is missing in group a"},
    {"no submission", WEB,
	": group submission is missing or empty: say where mail is handed in"},
    {"submission is no group", WEB "submission = { a = 5; };\n",
	":2: a: must be a group { host = …; }"},
    {"unknown level", "log_level = \"loud\";\n" WEB SUBMISSION,
	":1: log_level: must be error, warning, info or debug"},
    {"plain http", "web = { base_url = \"http://desk.example\"; };\n" SUBMISSION,
	":1: web.base_url: must start with https://"},
    {"syntax", WEB "readers = ;\n", ":2: syntax error"},
};

static void
test_mistake(gconstpointer data)
{
	const struct mistake *mistake = data;
	g_autofree char *path = write_conf(mistake->text);
	g_autofree char *expected = g_strconcat(path, mistake->message, NULL);
	g_autoptr(GError) error = NULL;

	g_assert_null(conf_read(path, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==, expected);
}

static void
test_defaults(void)
{
	g_autofree char *path = write_conf(WEB SUBMISSION);
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = conf_read(path, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(conf->path, ==, path);
	g_assert_cmpstr(conf->secret_dir, ==, SYSCONFDIR "/secret");
	g_assert_cmpstr(conf->template_dir, ==, "");
	g_assert_cmpint(conf->readers, ==, 2);
	g_assert_cmpint(conf->limit_raw_mib, ==, 100);
	g_assert_cmpint(conf->net_connect_seconds, ==, 15);
	g_assert_cmpint(conf->net_command_seconds, ==, 60);
	g_assert_cmpint(conf->net_data_seconds, ==, 600);
	g_assert_false(conf->tls_allow_plain_on_loopback);
	g_assert_cmpstr(conf->pec_ca_file, ==, "");
	g_assert_cmpstr(conf->http_ca_file, ==, "");
	g_assert_false(conf->http_allow_private);
	g_assert_cmpint(conf->http_connect_seconds, ==, 10);
	g_assert_cmpint(conf->http_total_seconds, ==, 30);
	const struct conf_submission *submission =
	    conf_find_submission(conf, "default", &error);
	g_assert_cmpint(submission->port, ==, 465);
	g_assert_cmpint(submission->tls, ==, CONF_TLS_IMPLICIT);
	g_assert_cmpstr(submission->login, ==, "");
	g_assert_null(conf_find_submission(conf, "other", &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
}

static void
test_places(void)
{
	g_autofree char *path = write_conf("\n" WEB "submission = {\n a = { host = \"h\";\n"
					   "  port = 25; }; };\n");
	g_autofree char *base_url = g_strconcat(path, ":2", NULL);
	g_autofree char *a = g_strconcat(path, ":4", NULL);
	g_autofree char *port = g_strconcat(path, ":5", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = conf_read(path, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(conf_place(conf, "web.base_url"), ==, base_url);
	g_assert_cmpstr(conf_place(conf, "web.upload_mib"), ==, base_url);
	g_assert_cmpstr(conf_place(conf, "submission.a.port"), ==, port);
	g_assert_cmpstr(conf_place(conf, "submission.a.login"), ==, a);
	g_assert_cmpstr(conf_place(conf, "pec.ca_file"), ==, path);
}

static void
test_values(void)
{
	g_autofree char *path = write_conf(
	    "template_dir = \"mine\"; spool_dir = \"/spool\";\n"
	    "tls = { ca_file = \"ca.pem\"; allow_plain_on_loopback = true; };\n"
	    "pec = { ca_file = \"pec/ca.pem\"; };\n"
	    "http = { ca_file = \"ca.pem\"; allow_private = true; total_seconds = 120; };\n"
	    "web = { base_url = \"https://desk.example/turno/\"; upload_mib = 7; };\n"
	    "submission = { a = { host = \"h\"; tls = \"starttls\"; port = 587; login = \"l\"; "
	    "}; };\n");
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = conf_read(path, &error);
	g_autofree char *mine = g_build_filename(folder, "mine", NULL);
	g_autofree char *ca = g_build_filename(folder, "ca.pem", NULL);

	g_assert_no_error(error);
	g_assert_cmpstr(conf->template_dir, ==, mine);
	g_autofree char *pec_ca = g_build_filename(folder, "pec", "ca.pem", NULL);
	g_assert_cmpstr(conf->tls_ca_file, ==, ca);
	g_assert_cmpstr(conf->pec_ca_file, ==, pec_ca);
	g_assert_cmpstr(conf->http_ca_file, ==, ca);
	g_assert_true(conf->http_allow_private);
	g_assert_cmpint(conf->http_total_seconds, ==, 120);
	g_assert_cmpstr(conf->spool_dir, ==, "/spool");
	g_assert_cmpstr(conf->web_base_url, ==, "https://desk.example/turno");
	g_assert_cmpint(conf->web_upload_mib, ==, 7);
	g_assert_true(conf->tls_allow_plain_on_loopback);
	g_assert_cmpint(conf_find_submission(conf, "a", NULL)->tls, ==, CONF_TLS_STARTTLS);
}

static void
test_absent_file(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(conf_read("/nonexistent/turno.conf", &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==,
	    "cannot read the configuration /nonexistent/turno.conf: No such file or directory");
}

/* The example that is installed reads as it stands, and once more with every key given. */
static void
test_example(void)
{
	const char *top = g_getenv("top_srcdir");
	g_autofree char *path =
	    g_build_filename(top != NULL ? top : ".", "conf", "turno.conf.example", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) as_it_is = conf_read(path, &error);

	g_assert_no_error(error);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_autoptr(GRegex) commented =
	    g_regex_new("^(\\t*)#(?=[a-z_]+ = )", G_REGEX_MULTILINE, 0, NULL);
	g_autofree char *given = g_regex_replace(commented, text, -1, 0, "\\1", 0, NULL);
	g_assert_cmpstr(given, !=, text);
	g_autofree char *copy = write_conf(given);
	g_autoptr(Conf) with_all = conf_read(copy, &error);
	g_assert_no_error(error);
	g_assert_cmpint(with_all->readers, ==, as_it_is->readers);
	g_assert_cmpint(with_all->poll_seconds, ==, as_it_is->poll_seconds);
	g_assert_cmpint(with_all->lease_seconds, ==, as_it_is->lease_seconds);
	g_assert_cmpint(with_all->web_upload_mib, ==, as_it_is->web_upload_mib);
	g_assert_cmpint(with_all->net_connect_seconds, ==, as_it_is->net_connect_seconds);
	g_assert_cmpint(with_all->net_command_seconds, ==, as_it_is->net_command_seconds);
	g_assert_cmpint(with_all->net_data_seconds, ==, as_it_is->net_data_seconds);
	g_assert_cmpstr(with_all->database_admin, ==, as_it_is->database_admin);
	g_assert_cmpstr(with_all->spool_dir, ==, as_it_is->spool_dir);
	g_assert_cmpstr(with_all->log_level, ==, as_it_is->log_level);
	g_assert_cmpint(conf_find_submission(with_all, "default", NULL)->port, ==, 465);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("turno-XXXXXX", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
		g_autofree char *path =
		    g_strconcat("/base/conf/mistake/", mistakes[i].title, NULL);
		g_test_add_data_func(path, &mistakes[i], test_mistake);
	}
	g_test_add_func("/base/conf/absent keys have their defaults", test_defaults);
	g_test_add_func("/base/conf/given values", test_values);
	g_test_add_func("/base/conf/a key has its place", test_places);
	g_test_add_func("/base/conf/absent file", test_absent_file);
	g_test_add_func(
	    "/base/conf/the example is complete and shows the defaults", test_example);
	int status = g_test_run();
	g_autofree char *path = g_build_filename(folder, "turno.conf", NULL);
	g_unlink(path);
	g_rmdir(folder);
	g_free(folder);
	return status;
}
