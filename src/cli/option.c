#include "config.h"
#include "cli/option.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "cli/print.h"

#define OPTION_PASSWORD_BYTES 1024

const struct option option_none[] = {{NULL, OPTION_TEXT, NULL}};

/* The first line of a file, "-" for stdin. Caller frees with secret_free(). */
static char *
read_password(const char *path, GError **error)
{
	char line[OPTION_PASSWORD_BYTES + 2];
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char *password = NULL;

	if (file != NULL && fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		password = *line != '\0' && strlen(line) <= OPTION_PASSWORD_BYTES
			       ? g_strdup(line)
			       : NULL;
	}
	explicit_bzero(line, sizeof line);
	if (file != NULL && file != stdin)
		fclose(file);
	if (password == NULL)
		error_set(error, ERROR_CONFIG,
		    "no password of 1 to %d bytes on the first line of %s",
		    OPTION_PASSWORD_BYTES, path);
	return password;
}

/* The database gets the derived key only: it keeps its digest and compares. */
static json_t *
derive_password(const char *path, GError **error)
{
	unsigned char salt[SECRET_SALT_BYTES], key[SECRET_PASSWORD_BYTES];
	char *password = read_password(path, error);

	if (password == NULL)
		return NULL;
	secret_random(salt, sizeof salt);
	bool derived = secret_derive_password(password, salt, key, error);
	secret_free(password);
	if (!derived)
		return NULL;
	g_autofree char *salt_hex = text_hex(salt, sizeof salt);
	char *key_hex = text_hex(key, sizeof key);
	json_t *value = json_pack("{s:s, s:s}", "salt", salt_hex, "key", key_hex);
	secret_free(key_hex);
	explicit_bzero(key, sizeof key);
	return value;
}

/* What a file holds, "-" for stdin. */
static json_t *
read_json(const char *path, GError **error)
{
	json_error_t problem;
	json_t *value = strcmp(path, "-") == 0
			    ? json_loadf(stdin, JSON_REJECT_DUPLICATES, &problem)
			    : json_load_file(path, JSON_REJECT_DUPLICATES, &problem);

	if (value == NULL)
		error_set(error, ERROR_CONFIG, "%s, line %d: %s", path, MAX(problem.line, 1),
		    problem.text);
	return value;
}

static json_t *
make_value(const struct option *option, const char *text, GError **error)
{
	guint64 number = 0;

	if (!g_utf8_validate(text, -1, NULL)) {
		error_set(error, ERROR_REJECT, "--%s: is not UTF-8", option->name);
		return NULL;
	}
	switch (option->type) {
	case OPTION_TEXT:
	case OPTION_LIST:
		return json_string(text);
	case OPTION_NUMBER:
		if (g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, &number, NULL))
			return json_integer((json_int_t)number);
		error_set(error, ERROR_REJECT, "--%s: \"%s\" is no number", option->name, text);
		return NULL;
	case OPTION_PASSWORD:
		return derive_password(text, error);
	case OPTION_JSON:
		return read_json(text, error);
	case OPTION_SWITCH:
		break;
	}
	g_assert_not_reached();
}

static const struct option *
find_option(const struct option *options, const char *name)
{
	for (; options->name != NULL; options++)
		if (strcmp(options->name, name) == 0)
			return options;
	return NULL;
}

static void
put_value(json_t *object, const struct option *option, json_t *value)
{
	if (option->type != OPTION_LIST) {
		json_object_set_new(object, option->member, value);
		return;
	}
	json_t *list = json_object_get(object, option->member);
	if (list == NULL) {
		list = json_array();
		json_object_set_new(object, option->member, list);
	}
	json_array_append_new(list, value);
}

/* Takes argv[*at] and, where it has one, its value. */
static bool
take_option(const struct option *options, int argc, char **argv, int *at, json_t *object,
    GError **error)
{
	const char *name = argv[*at] + 2;
	const struct option *option = find_option(options, name);
	const struct option *negated =
	    g_str_has_prefix(name, "no-") ? find_option(options, name + 3) : NULL;

	if (option == NULL && negated != NULL && negated->type == OPTION_SWITCH) {
		put_value(object, negated, json_false());
		return true;
	}
	if (option == NULL)
		return error_set(error, ERROR_REJECT, "unknown option --%s", name);
	if (option->type == OPTION_SWITCH) {
		put_value(object, option, json_true());
		return true;
	}
	if (*at + 1 >= argc)
		return error_set(error, ERROR_REJECT, "--%s needs a value", name);
	json_t *value = make_value(option, argv[++*at], error);
	if (value == NULL)
		return false;
	put_value(object, option, value);
	return true;
}

bool
option_parse(const struct option *options, int argc, char **argv, json_t *object,
    const char **ret_operand, GError **error)
{
	const char *operand = NULL;

	for (int i = 0; i < argc; i++) {
		if (g_str_has_prefix(argv[i], "--")) {
			if (!take_option(options, argc, argv, &i, object, error))
				return false;
		} else if (operand != NULL) {
			return error_set(
			    error, ERROR_REJECT, "one argument too many: %s", argv[i]);
		} else {
			operand = argv[i];
		}
	}
	*ret_operand = operand;
	return true;
}

bool
option_only(
    const struct option *options, int argc, char **argv, json_t *object, const char *usage)
{
	const char *operand = NULL;
	GError *error = NULL;

	if (!option_parse(options, argc, argv, object, &operand, &error))
		print_error(error);
	else if (operand != NULL)
		print_usage_error("%s", usage);
	else
		return true;
	return false;
}
