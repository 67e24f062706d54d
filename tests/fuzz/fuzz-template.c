/*
 * The office's own words for a mail: any text is a template that can be rendered within bounds,
 * or an error that says where it is wrong. The view holds each kind of value.
 */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "compose/template.h"
#include "fuzz.h"

#define RENDERED_MAX (64 << 20)

static const char *const names[] = {"text", "empty", "yes", "no", "list", "name", "link", NULL};

static json_t *
make_view(void)
{
	return json_pack("{s:s, s:s, s:b, s:b, s:s, s:[{s:s}, {s:s}], s:s}", "text",
	    "{{name}} è\n", "empty", "", "yes", 1, "no", 0, "name", "outer", "list", "name",
	    "inner", "name", "{{#list}}", "link", "https://desk.example/l/A");
}

static void
check_rendered(char *rendered)
{
	gsize length = strlen(rendered);

	if (length > RENDERED_MAX)
		fuzz_fail("%zu bytes were rendered", length);
	if (!g_utf8_validate(rendered, (gssize)length, NULL))
		fuzz_fail("what was rendered is not UTF-8");
	g_free(rendered);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GError) error = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		return -1;
	g_autoptr(Template) template = template_parse("own", text, names, &error);
	if (template == NULL) {
		if (!error_is(error, ERROR_CONFIG) || !g_str_has_prefix(error->message, "own:"))
			fuzz_fail("the error does not say where: %s", error->message);
		return 0;
	}
	json_t *view = make_view();
	check_rendered(template_render_subject(template, view));
	check_rendered(template_render_body(template, view));
	json_decref(view);
	return 0;
}
