#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "web/form.h"

static const struct field fields[] = {{"line", FIELD_LINE, 10}, {"text", FIELD_TEXT, 100},
    {"secret", FIELD_SECRET, 100}, {"flag", FIELD_FLAG, 1}, {"number", FIELD_NUMBER, 20},
    {"numbers", FIELD_NUMBERS, 20}, {"word", FIELD_WORD, 10}, {"key", FIELD_KEY, 10},
    {"lines", FIELD_LINES, 10}, {"box.line", FIELD_LINE, 10},
    {"box.numbers", FIELD_NUMBERS, 10}, {"own.*", FIELD_LINE, 10}, {NULL, 0, 0}};

static char *
dump(json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
	char *copy = g_strdup(text);

	free(text);
	return copy;
}

static void
expect(const char *encoded, const char *values, const char *errors)
{
	g_autoptr(Form) form = form_new();
	g_autoptr(GError) error = NULL;

	g_assert_true(form_add_encoded(form, fields, encoded, &error));
	g_autofree char *got_values = dump(form->values);
	g_autofree char *got_errors = dump(form->errors);
	g_assert_cmpstr(got_values, ==, values);
	g_assert_cmpstr(got_errors, ==, errors);
}

static void
test_kinds(void)
{
	expect("line=+a++b%0A&text=a%0D%0Ab&secret=+p+",
	    "{\"line\":\"a b\",\"secret\":\" p \",\"text\":\"a\\nb\"}", "{}");
	expect("flag=1&number=42&word=open&key=A-1_z.",
	    "{\"flag\":true,\"key\":\"A-1_z.\",\"number\":42,\"word\":\"open\"}", "{}");
	expect("numbers=1&numbers=2", "{\"numbers\":[1,2]}", "{}");
	expect("line=one&line=two", "{\"line\":\"one\"}", "{}");
	expect("lines=a&lines=+b+", "{\"lines\":[\"a\",\"b\"]}", "{}");
	expect("box.line=a&box.numbers=1&box.numbers=2",
	    "{\"box\":{\"line\":\"a\",\"numbers\":[1,2]}}", "{}");
	expect("box.numbers=x", "{\"box\":{}}", "{\"numbers\":\"form\"}");
	expect("own.a1_b=x&own.c=+y&own.=1&own.A=1&own.a.b=1&own.\xc3\xa8=1&own=1",
	    "{\"own\":{\"a1_b\":\"x\",\"c\":\"y\"}}", "{}");
	expect("own.a=12345678901", "{\"own\":{\"a\":\"12345678901\"}}", "{\"a\":\"long\"}");
	expect("other=1&ticket=2&language=en", "{}", "{}");
	expect("csrf=a&form_key=b&done=c", "{\"csrf\":\"a\",\"done\":\"c\",\"form_key\":\"b\"}",
	    "{}");
	expect("number=&numbers=&word=&key=&lines=&line=&csrf=", "{\"line\":\"\"}", "{}");
	expect("", "{}", "{}");
}

static void
test_wrong_values_are_errors_beside_their_field(void)
{
	expect("number=0", "{}", "{\"number\":\"form\"}");
	expect("number=-3", "{}", "{\"number\":\"form\"}");
	expect("number=1e9", "{}", "{\"number\":\"form\"}");
	expect("number=99999999999999999999", "{}", "{\"number\":\"form\"}");
	expect("word=Open%27--", "{}", "{\"word\":\"form\"}");
	expect("key=a%20b", "{}", "{\"key\":\"form\"}");
	expect("line=12345678901", "{\"line\":\"12345678901\"}", "{\"line\":\"long\"}");
}

static void
test_malformed_bodies_are_refused(void)
{
	static const char *const bad[] = {"line=%zz", "line=%00", "line=%ff", "line=%"};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(Form) form = form_new();
		g_autoptr(GError) error = NULL;
		g_assert_false(form_add_encoded(form, fields, bad[i], &error));
		g_assert_true(error_is(error, ERROR_REJECT));
	}
}

static void
test_too_many_fields(void)
{
	g_autoptr(Form) form = form_new();
	g_autoptr(GString) body = g_string_new(NULL);

	for (unsigned i = 0; i <= FORM_FIELDS; i++)
		g_string_append(body, "x=1&");
	g_assert_false(form_add_encoded(form, fields, body->str, NULL));
}

/* A body in memory. */
struct body {
	const char *bytes;
	size_t left;
};

static int
body_read(void *context, void *ret_bytes, size_t size_bytes)
{
	struct body *body = context;
	size_t size = MIN(size_bytes, MIN(body->left, 5));

	memcpy(ret_bytes, body->bytes, size);
	body->bytes += size;
	body->left -= size;
	return (int)size;
}

static bool
read_body(
    struct form *form, const char *type, const char *bytes, size_t announced, GError **error)
{
	struct body body = {bytes, strlen(bytes)};
	const struct io io = {.context = &body, .read = body_read};
	const struct request request = {
	    .content_type = (char *)type, .content_length = (int64_t)announced};

	return form_read_body(form, fields, &request, &io, NULL, error);
}

#define MULTI "multipart/form-data; boundary=B"

static void
test_bodies(void)
{
	static const char multi[] =
	    "--B\r\nContent-Disposition: form-data; name=\"line\"\r\n\r\nhi\r\n--B\r\n"
	    "Content-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--B--";
	static const char file[] = "--B\r\nContent-Disposition: form-data; name=\"f\"; "
				   "filename=\"a\"\r\n\r\nx\r\n--B--";
	g_autoptr(Form) form = form_new();
	g_autoptr(GError) error = NULL;

	g_assert_true(read_body(
	    form, "application/x-www-form-urlencoded; charset=utf-8", "word=a", 6, &error));
	g_assert_true(read_body(form, MULTI, multi, strlen(multi), &error));
	g_autofree char *values = dump(form->values);
	g_assert_cmpstr(values, ==, "{\"line\":\"hi\",\"word\":\"a\"}");

	g_assert_false(read_body(form, MULTI, file, strlen(file), &error));
	g_assert_true(error_is(error, ERROR_REJECT)); /* no files wanted */
	g_clear_error(&error);
	g_assert_false(read_body(form, MULTI, multi, strlen(multi) + 10, &error));
	g_assert_true(error_is(error, ERROR_RETRY)); /* the browser stopped sending */
	g_clear_error(&error);
	g_assert_false(read_body(form, "application/json", "{}", 2, &error));
	g_assert_true(error_is(error, ERROR_REJECT));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/form/kinds", test_kinds);
	g_test_add_func("/web/form/wrong-values-are-errors-beside-their-field",
	    test_wrong_values_are_errors_beside_their_field);
	g_test_add_func(
	    "/web/form/malformed-bodies-are-refused", test_malformed_bodies_are_refused);
	g_test_add_func("/web/form/too-many-fields", test_too_many_fields);
	g_test_add_func("/web/form/bodies", test_bodies);
	return g_test_run();
}
