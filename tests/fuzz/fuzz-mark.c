/*
 * The light marks of posts (R21): whatever is written, the HTML has no elements but those that
 * the marks make, well nested, links lead to http, https and mailto only, and the words are all
 * there and escaped.
 */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "web/mark.h"

static const char *const tags[] = {"p", "ul", "ol", "li", "strong", "em", "a"};
static const char *const schemes[] = {"http://", "https://", "mailto:"};
static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

static size_t
prefix_of(const char *text, const char *const *list, size_t n, bool is_caseless)
{
	for (size_t i = 0; i < n; i++) {
		size_t size = strlen(list[i]);

		if (is_caseless ? g_ascii_strncasecmp(text, list[i], size) == 0
				: strncmp(text, list[i], size) == 0)
			return size;
	}
	return 0;
}

static void
check_attributes(const char *name, const char *rest, const char *end)
{
	if (g_str_equal(name, "li") && *rest == ' ') {
		rest += strlen(" value=\"");
		rest += strspn(rest, "0123456789");
		rest += *rest == '"';
	}
	if (g_str_equal(name, "a")) {
		rest += strlen(" href=\"");
		if (prefix_of(rest, schemes, G_N_ELEMENTS(schemes), true) == 0)
			fuzz_fail("a link leads to %.20s", rest);
		rest += strcspn(rest, "\"> \n") + 1;
		rest += g_str_has_prefix(rest, " target=\"_blank\"") ? 16 : 0;
		if (g_str_has_prefix(rest, " rel=\"noopener noreferrer nofollow\">"))
			rest = end;
	}
	if (rest != end)
		fuzz_fail("<%s has attributes of its own: %.40s", name, rest);
}

/* at stands behind "<"; open holds the names of the elements around. Returns what is behind. */
static const char *
check_tag(const char *at, GPtrArray *open)
{
	bool is_end = *at == '/';
	const char *end = strchr(at, '>');

	at += is_end;
	g_autofree char *name = g_strndup(at, strspn(at, "abcdefghijklmnopqrstuvwxyz"));
	if (end == NULL || prefix_of(name, tags, G_N_ELEMENTS(tags), false) != strlen(name))
		fuzz_fail("an element <%.20s", at);
	if (is_end) {
		if (open->len == 0 || !g_str_equal(open->pdata[open->len - 1], name))
			fuzz_fail("</%s> closes what is not open", name);
		g_ptr_array_set_size(open, (int)open->len - 1);
	} else {
		check_attributes(name, at + strlen(name), end);
		g_ptr_array_add(open, g_strdup(name));
	}
	return end + 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);

	mark_append(out, text);
	if (g_utf8_validate(text, -1, NULL) &&
	    !g_utf8_validate(out->str, (gssize)out->len, NULL))
		fuzz_fail("what was rendered is not UTF-8");
	for (const char *p = out->str; *p != '\0';) {
		if (*p == '<') {
			p = check_tag(p + 1, open);
			continue;
		}
		if (*p == '&' && prefix_of(p, entities, G_N_ELEMENTS(entities), false) == 0)
			fuzz_fail("an entity %.10s", p);
		if (strchr(">\"'", *p) != NULL)
			fuzz_fail("%c is not escaped", *p);
		p++;
	}
	if (open->len > 0)
		fuzz_fail("<%s> is not closed", (const char *)open->pdata[open->len - 1]);
	return 0;
}
