/*
 * A request as a browser may send it: CGI variables, query, cookies, and a body of either kind.
 * The input: lines "NAME=value", an empty line, the body.
 */
#include "config.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "fuzz.h"
#include "web/form.h"
#include "web/request.h"

#define BODY_MAX (1 << 20)
#define ENV_MAX 16

/* One of each kind. */
static const struct field fields[] = {
    {"line", FIELD_LINE, 100},
    {"text", FIELD_TEXT, 1000},
    {"secret", FIELD_SECRET, 100},
    {"flag", FIELD_FLAG, 10},
    {"number", FIELD_NUMBER, 20},
    {"numbers", FIELD_NUMBERS, 20},
    {"word", FIELD_WORD, 20},
    {"key", FIELD_KEY, 20},
    {NULL, FIELD_LINE, 0},
};

struct browser {
	char *env[ENV_MAX];
	unsigned env_count;
	const uint8_t *body;
	size_t left;
};

static const char *
get_env(void *context, const char *name)
{
	const struct browser *browser = context;
	size_t size = strlen(name);

	for (unsigned i = 0; i < browser->env_count; i++)
		if (strncmp(browser->env[i], name, size) == 0 && browser->env[i][size] == '=')
			return browser->env[i] + size + 1;
	return NULL;
}

static int
read_body(void *context, void *ret_bytes, size_t size_bytes)
{
	struct browser *browser = context;
	size_t size = MIN(MIN(size_bytes, browser->left), 100);

	memcpy(ret_bytes, browser->body, size);
	browser->body += size;
	browser->left -= size;
	return (int)size;
}

static bool
write_nothing(void *context, const void *bytes, size_t size_bytes)
{
	(void)context, (void)bytes, (void)size_bytes;
	return false;
}

static void
read_env(struct browser *browser, const uint8_t *data, size_t size)
{
	while (size > 0 && browser->env_count < ENV_MAX) {
		const uint8_t *end = memchr(data, '\n', size);
		size_t line = end != NULL ? (size_t)(end - data) : size;

		if (line == 0) {
			data++;
			size--;
			break;
		}
		browser->env[browser->env_count++] = g_strndup((const char *)data, line);
		data += MIN(line + 1, size);
		size -= MIN(line + 1, size);
	}
	browser->body = data;
	browser->left = size;
}

static void
check_text(const char *name, const json_t *value)
{
	const char *text = json_string_value(value);

	if (text == NULL || strlen(text) != json_string_length(value) ||
	    !g_utf8_validate(text, -1, NULL))
		if (!g_str_equal(name, "secret")) /* taken as it is; the page refuses a NUL */
			fuzz_fail("%s is no text", name);
	if (!g_str_equal(name, "text") && !g_str_equal(name, "secret") &&
	    !text_is_line_safe(text))
		fuzz_fail("%s has several lines: %s", name, text);
}

static void
check_number(const char *name, const json_t *value)
{
	if (!json_is_integer(value) || json_integer_value(value) < 1 ||
	    json_integer_value(value) > (json_int_t)1 << 53)
		fuzz_fail("%s is no number from 1 to 2^53", name);
}

static void
check_form(const struct form *form)
{
	const char *name;
	json_t *value;

	json_object_foreach(form->values, name, value)
	{
		if (g_str_equal(name, "flag")) {
			if (!json_is_true(value))
				fuzz_fail("a flag is not true");
		} else if (g_str_equal(name, "number")) {
			check_number(name, value);
		} else if (g_str_equal(name, "numbers")) {
			for (size_t i = 0; i < json_array_size(value); i++)
				check_number(name, json_array_get(value, i));
		} else
			check_text(name, value);
	}
}

static bool
begin_file(void *context, const struct form *form, const struct part *part, GError **error)
{
	unsigned *open = context;

	(void)form, (void)error;
	if (part->filename == NULL)
		fuzz_fail("a file without a name");
	return ++*open == 1;
}

static bool
take_file(void *context, const void *bytes, size_t size_bytes, GError **error)
{
	const unsigned *open = context;

	(void)bytes, (void)error;
	if (size_bytes == 0 || *open != 1)
		fuzz_fail("data of no file");
	return true;
}

static bool
end_file(void *context, GError **error)
{
	unsigned *open = context;

	(void)error;
	return --*open == 0;
}

static void
check_request(const struct request *request)
{
	const char *tokens[] = {request->operator_token, request->contact_token};

	if (request->path[0] != '/' && strlen(request->path) > REQUEST_PATH_BYTES)
		fuzz_fail("path %s", request->path);
	if (!text_is_line_safe(request->path) || !g_utf8_validate(request->path, -1, NULL) ||
	    !g_utf8_validate(request->address, -1, NULL) || strlen(request->address) > 64 ||
	    request->content_length < 0 || request->content_length > BODY_MAX)
		fuzz_fail("a request that should have been refused");
	for (size_t i = 0; i < G_N_ELEMENTS(tokens); i++)
		if (tokens[i] != NULL && !request_is_token(tokens[i]))
			fuzz_fail("no token: %s", tokens[i]);
}

static void
handle(const struct io *io)
{
	int status = -1;
	unsigned open = 0;
	g_autoptr(Request) request =
	    request_read(io, "https://desk.example.org/desk", BODY_MAX, &status);
	g_autoptr(Form) query = form_new();
	g_autoptr(Form) body = form_new();
	g_autoptr(GError) query_error = NULL;
	g_autoptr(GError) body_error = NULL;
	const struct form_files files = {&open, begin_file, take_file, end_file};

	if (request == NULL) {
		if (status < 400 || status > 499)
			fuzz_fail("refused with status %d", status);
		return;
	}
	check_request(request);
	if (!form_add_encoded(query, fields, request->query, &query_error))
		fuzz_check_error(query_error, NULL);
	check_form(query);
	if (request->method != METHOD_POST)
		return;
	if (!form_read_body(body, fields, request, io, &files, &body_error))
		fuzz_check_error(body_error, NULL);
	check_form(body);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct browser browser = {.env_count = 0};
	const struct io io = {&browser, get_env, read_body, write_nothing};

	read_env(&browser, data, size);
	handle(&io);
	for (unsigned i = 0; i < browser.env_count; i++)
		g_free(browser.env[i]);
	return 0;
}
