/* Options of turno's commands: what becomes JSON, and what is refused before it reaches SQL. */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "cli/option.h"
#include "cli/print.h"

static const struct option options[] = {
    {"name", OPTION_TEXT, "name"},
    {"port", OPTION_NUMBER, "imap_port"},
    {"active", OPTION_SWITCH, "is_active"},
    {"address", OPTION_LIST, "addresses"},
    {"password-file", OPTION_PASSWORD, "password"},
    {"file", OPTION_JSON, "definition"},
    {NULL, OPTION_TEXT, NULL},
};

/* words: arguments with a blank between. The caller frees. */
static char *
parse_words(const char *words, const char **ret_operand, GError **error)
{
	static GStrv argv;
	json_t *object = json_object();
	char *dump = NULL;

	g_strfreev(argv);
	argv = g_strsplit(words, " ", -1);
	if (option_parse(options, *words != '\0' ? (int)g_strv_length(argv) : 0, argv, object,
		ret_operand, error)) {
		char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
		dump = g_strdup(text);
		free(text);
	}
	json_decref(object);
	return dump;
}

static void
test_accept(void)
{
	static const struct {
		const char *words, *json, *operand;
	} cases[] = {
	    {"", "{}", NULL},
	    {"anna", "{}", "anna"},
	    {"anna --name Anna", "{\"name\":\"Anna\"}", "anna"},
	    {"--name Anna anna", "{\"name\":\"Anna\"}", "anna"},
	    {"--name --active", "{\"name\":\"--active\"}", NULL},
	    {"--port 993", "{\"imap_port\":993}", NULL},
	    {"--active", "{\"is_active\":true}", NULL},
	    {"--no-active", "{\"is_active\":false}", NULL},
	    {"--address a@b --address c@d", "{\"addresses\":[\"a@b\",\"c@d\"]}", NULL},
	    {"--name a --name b", "{\"name\":\"b\"}", NULL},
	    {"-", "{}", "-"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		const char *operand = NULL;
		g_autofree char *json = parse_words(cases[i].words, &operand, &error);
		g_assert_no_error(error);
		g_assert_cmpstr(json, ==, cases[i].json);
		g_assert_cmpstr(operand, ==, cases[i].operand);
	}
}

static void
test_refuse(void)
{
	static const struct {
		const char *words, *message;
	} cases[] = {
	    {"--bogus", "unknown option --bogus"},
	    {"--no-name", "unknown option --no-name"},
	    {"--", "unknown option --"},
	    {"--name", "--name needs a value"},
	    {"--port x", "--port: \"x\" is no number"},
	    {"--port -1", "--port: \"-1\" is no number"},
	    {"--port 99999999999", "--port: \"99999999999\" is no number"},
	    {"--name \xe8", "--name: is not UTF-8"},
	    {"anna marco", "one argument too many: marco"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		const char *operand = NULL;
		g_assert_null(parse_words(cases[i].words, &operand, &error));
		g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
		g_assert_cmpstr(error->message, ==, cases[i].message);
	}
}

static void
test_password(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "password", NULL);
	char *argv[] = {g_strdup("--password-file"), path, NULL};
	json_t *object = json_object();
	const char *operand = NULL, *salt = NULL, *key = NULL;
	unsigned char salt_bytes[SECRET_SALT_BYTES], expected[SECRET_PASSWORD_BYTES];
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(path, "segreto\r\nsecond line\n", -1, NULL));
	g_assert_true(option_parse(options, 2, argv, object, &operand, NULL));
	g_assert_cmpint(
	    json_unpack(object, "{s:{s:s, s:s}}", "password", "salt", &salt, "key", &key), ==,
	    0);
	g_assert_true(text_unhex(salt, salt_bytes, sizeof salt_bytes));
	g_assert_true(secret_derive_password("segreto", salt_bytes, expected, NULL));
	g_autofree char *expected_hex = text_hex(expected, sizeof expected);
	g_assert_cmpstr(key, ==, expected_hex);
	json_decref(object);

	object = json_object();
	g_assert_true(g_file_set_contents(path, "\n", -1, NULL));
	g_assert_false(option_parse(options, 2, argv, object, &operand, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	json_decref(object);
	g_free(argv[0]);
	g_unlink(path);
	g_rmdir(folder);
}

static void
test_json(void)
{
	static const struct {
		const char *text, *json; /* NULL: refused */
	} cases[] = {
	    {"{\"checks\": [\"a\"]}", "{\"definition\":{\"checks\":[\"a\"]}}"},
	    {"[]", "{\"definition\":[]}"},
	    {"{\"checks\": [", NULL},
	    {"{\"a\": 1, \"a\": 2}", NULL},
	    {"{\"a\": \"\xe8\"}", NULL},
	    {"", NULL},
	};
	g_autofree char *folder = g_dir_make_tmp("turno-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "model.json", NULL);
	g_autofree char *words = g_strdup_printf("--file %s", path);
	const char *operand = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
		g_autofree char *json = parse_words(words, &operand, &error);
		g_assert_cmpstr(json, ==, cases[i].json);
		if (cases[i].json == NULL)
			g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	}
	g_unlink(path);
	g_rmdir(folder);
	g_autoptr(GError) error = NULL;
	g_assert_null(parse_words(words, &operand, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_nonnull(strstr(error->message, path));
}

/* Whether a command that takes options only takes these; what it takes. */
static bool
takes(const char *words, const char *expected)
{
	g_auto(GStrv) argv = g_strsplit(words, " ", 0);
	json_t *object = json_object();
	bool ok = option_only(options, *words != '\0' ? (int)g_strv_length(argv) : 0, argv,
	    object, "usage: turno thing [--active]");
	g_autofree char *text = json_dumps(object, JSON_COMPACT);

	g_assert_true(!ok || g_str_equal(text, expected));
	json_decref(object);
	return ok;
}

static void
test_nothing_but_options(void)
{
	g_assert_true(takes("", "{}"));
	g_assert_true(takes("--active", "{\"is_active\":true}"));
	g_assert_false(takes("thing", ""));
	g_assert_false(takes("--active thing", ""));
	g_assert_false(takes("--unknown", ""));
}

static void
test_values_for_the_eye(void)
{
	static const struct {
		const char *json, *text;
	} cases[] = {
	    {"\"a\\u001b[31mb\\nc\"", "a[31mb c"},
	    {"5", "5"},
	    {"true", "yes"},
	    {"false", ""},
	    {"null", ""},
	    {"[\"a\",\"b\"]", "a, b"},
	    {"{\"name\":\"Mario\",\"address\":\"m@x.example\"}", "Mario <m@x.example>"},
	    {"{\"level\":\"base\",\"category\":\"CAF\"}", "base CAF"},
	    {"{\"step\":\"new\",\"rule\":3,\"by\":null,\"fits\":true}",
		"step=new rule=3 fits=yes"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_t *value = json_loads(cases[i].json, JSON_DECODE_ANY, NULL);
		g_autofree char *text = print_value(value);
		g_assert_cmpstr(text, ==, cases[i].text);
		json_decref(value);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	secret_init();
	g_test_add_func("/cli/option/nothing but options", test_nothing_but_options);
	g_test_add_func("/cli/option/accepted", test_accept);
	g_test_add_func("/cli/option/refused in words", test_refuse);
	g_test_add_func("/cli/option/a password leaves as its derived key", test_password);
	g_test_add_func("/cli/option/a file of JSON is its value", test_json);
	g_test_add_func("/cli/print/nothing drives a terminal", test_values_for_the_eye);
	return g_test_run();
}
