/* The multipart splitter: any body gives the same parts, or the same refusal, however the
 * network cuts it. The input's first line is the Content-Type. */
#include "config.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"
#include "fuzz.h"
#include "web/multipart.h"

/* What came out: "(name|filename|type)data" for each part. */
struct parts {
	GString *text;
	bool is_open;
};

static void
check_line(const char *what, const char *text, size_t limit)
{
	if (!g_utf8_validate(text, -1, NULL) || !text_is_line_safe(text) ||
	    strlen(text) > limit)
		fuzz_fail("%s is not a short line of UTF-8: %s", what, text);
}

static bool
begin(void *context, const struct part *part, GError **error)
{
	struct parts *parts = context;

	(void)error;
	if (parts->is_open)
		fuzz_fail("a part begins inside another");
	parts->is_open = true;
	check_line("a name", part->name, 64);
	if (part->filename != NULL) {
		check_line("a file name", part->filename, LIMIT_NAME_BYTES);
		if (strpbrk(part->filename, "/\\") != NULL || g_str_equal(part->filename, ".."))
			fuzz_fail("a path: %s", part->filename);
	}
	if (!text_is_line_safe(part->type))
		fuzz_fail("a type of several lines");
	g_string_append_printf(parts->text, "(%s|%s|%s)", part->name,
	    part->filename != NULL ? part->filename : "-", part->type);
	return true;
}

static bool
take(void *context, const void *bytes, size_t size_bytes, GError **error)
{
	struct parts *parts = context;

	(void)error;
	if (!parts->is_open)
		fuzz_fail("data outside of a part");
	g_string_append_len(parts->text, bytes, (gssize)size_bytes);
	return true;
}

static bool
end(void *context, GError **error)
{
	struct parts *parts = context;

	(void)error;
	if (!parts->is_open)
		fuzz_fail("a part ends that was not begun");
	parts->is_open = false;
	return true;
}

/* The parts, then the refusal if there was one. Caller frees. */
static GString *
split(const char *type, const uint8_t *body, size_t size, size_t step)
{
	struct parts parts = {.text = g_string_new(NULL)};
	const struct part_sink sink = {&parts, begin, take, end};
	g_autoptr(GError) error = NULL;
	g_autoptr(Multipart) m = multipart_new(type, &sink, &error);
	bool ok = m != NULL;

	for (size_t at = 0; ok && at < size; at += step)
		ok = multipart_push(m, body + at, MIN(step, size - at), &error);
	ok = ok && multipart_finish(m, &error);
	if (ok && parts.is_open)
		fuzz_fail("the body ended inside a part");
	if (!ok) {
		fuzz_check_error(error, NULL);
		g_string_append_printf(parts.text, "!%s", error->message);
	}
	return parts.text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *line_end = memchr(data, '\n', size);

	if (line_end == NULL)
		return -1;
	g_autofree char *type = g_strndup((const char *)data, (gsize)(line_end - data));
	const uint8_t *body = line_end + 1;
	size_t body_size = size - (size_t)(body - data);
	const size_t steps[] = {1, 7, 64};
	GString *whole = split(type, body, body_size, MAX(body_size, 1));
	bool is_refused = strchr(whole->str, '!') != NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		GString *cut = split(type, body, body_size, steps[i]);

		/* a refusal may come before or after the data that stand before it */
		if (!is_refused && !g_string_equal(whole, cut))
			fuzz_fail("in pieces of %zu:\n%s\nas one:\n%s", steps[i], cut->str,
			    whole->str);
		g_string_free(cut, TRUE);
	}
	g_string_free(whole, TRUE);
	return 0;
}
