#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "web/embed.h"
#include "web/format.h"
#include "web/template.h"

static char *
render(const char *text, const char *json, enum language language)
{
	GString *out = g_string_new(NULL);
	json_t *data = json_loads(json, 0, NULL);
	g_autoptr(GError) error = NULL;

	g_assert_nonnull(data);
	g_assert_true(template_render_text(out, text, data, language, &error));
	g_assert_no_error(error);
	json_decref(data);
	return g_string_free(out, FALSE);
}

static void
expect(const char *text, const char *json, const char *wanted)
{
	g_autofree char *got = render(text, json, LANGUAGE_EN);

	g_assert_cmpstr(got, ==, wanted);
}

static void
test_values(void)
{
	expect("{{a}} {{b.c}} {{none}}.", "{\"a\":\"x\",\"b\":{\"c\":7}}", "x 7 .");
	expect("{{#list}}{{n}}{{.}};{{/list}}", "{\"n\":\"q\",\"list\":[1,2]}", "q1;q2;");
	expect("{{#o}}{{in}}{{out}}{{/o}}", "{\"out\":\"O\",\"o\":{\"in\":\"I\"}}", "IO");
	expect("{{^x}}no{{/x}}{{#x}}yes{{/x}}", "{\"x\":[]}", "no");
	expect("{{^x}}no{{/x}}{{#x}}yes{{/x}}", "{\"x\":true}", "yes");
	expect("{{#x}}a{{#x}}b{{/x}}c{{/x}}d", "{\"x\":true}", "abcd");
	expect("{{#l}}{{.}}{{#equal:. v}}!{{/equal:. v}}{{^equal:. v}}?{{/equal:. v}}{{/l}}",
	    "{\"l\":[1,2],\"v\":\"2\"}", "1?2!");
	expect("{{#equal:a b}}in{{/equal:a b}}", "{\"a\":7,\"b\":[\"5\",7]}", "in");
	expect("{{#equal:a b}}empty{{/equal:a b}}", "{\"a\":\"\",\"b\":\"\"}", "");
	expect("{{#o}}{{n}}{{/o}}", "{\"n\":\"outer\",\"o\":{\"n\":null}}", "");
}

/* Strings that are known to run somewhere when they are not escaped (safety.md 16, 17). */
static const char *const hostile[] = {"<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "{{7*7}}",
    "{{>head}}", "{{#a}}", "}}<script>", "&lt;script&gt;", "javascript:alert(1)",
    "\xc2\xbcscript\xc2\xbe", "<a href=\"javascript:alert(1)\">x</a>",
    "<style>@import'//x'</style>", "`onload=alert(1)",
    "<iframe srcdoc='<script>alert(1)</script>'>", "\" autofocus onfocus=\"alert(1)"};

static void
test_hostile_values_in_text_and_attributes(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		json_t *data = json_pack("{s:s}", "v", hostile[i]);

		g_assert_true(template_render_text(out, "{{v}}", data, LANGUAGE_IT, NULL));
		g_assert_null(strpbrk(out->str, "<>\"'"));
		for (const char *p = out->str; (p = strchr(p, '&')) != NULL; p++)
			g_assert_true(
			    g_str_has_prefix(p, "&amp;") || g_str_has_prefix(p, "&lt;") ||
			    g_str_has_prefix(p, "&gt;") || g_str_has_prefix(p, "&quot;") ||
			    g_str_has_prefix(p, "&#39;"));
		json_decref(data);
	}
}

static void
test_every_filter_escapes(void)
{
	static const char *const tags[] = {"{{v}}", "{{url:v}}", "{{word:turn/v}}",
	    "{{date:v}}", "{{day:v}}", "{{since:v}}", "{{span:v}}", "{{query:v}}", "{{size:v}}",
	    "{{count:v|%d a|%d b}}", "{{most:v}}"};

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		for (size_t t = 0; t < G_N_ELEMENTS(tags); t++) {
			g_autoptr(GString) out = g_string_new(NULL);
			json_t *data = json_pack("{s:s}", "v", hostile[i]);

			g_assert_true(
			    template_render_text(out, tags[t], data, LANGUAGE_IT, NULL));
			g_assert_null(strpbrk(out->str, "<>\"'"));
			json_decref(data);
		}
	}
}

static void
test_marks(void)
{
	expect("<div>{{marks:v}}</div>", "{\"v\":\"*a* <b>\"}",
	    "<div><p><strong>a</strong> &lt;b&gt;</p></div>");
	expect("{{marks:none}}{{marks:n}}", "{\"n\":7}", "<p>7</p>");
}

static void
test_addresses_are_percent_encoded(void)
{
	expect("/t/{{url:v}}", "{\"v\":\"a/b?c=d&e#f:g\"}", "/t/a%2Fb%3Fc%3Dd%26e%23f%3Ag");
	expect("{{url:v}}", "{\"v\":\"javascript:x\"}", "javascript%3Ax");
	expect("{{url:n}}", "{\"n\":142}", "142");
	expect("{{span:a}}, {{span:b}}, {{span:c}}", "{\"a\":59,\"b\":7800,\"c\":259200}",
	    "0 min, 2 h 10 min, 3 days");
	expect("/t?{{query:q}}", "{\"q\":\"a=1&b=x%20y\"}", "/t?a=1&amp;b=x%20y");
	expect("{{query:q}}", "{\"q\":\"a#b?c/d\\\"<:\"}", "a%23b%3Fc%2Fd%22%3C%3A");
}

static void
test_formats(void)
{
	g_autofree char *it = render("{{size:a}} {{size:b}} {{size:c}}",
	    "{\"a\":88000,\"b\":3100000,\"c\":12}", LANGUAGE_IT);
	g_autofree char *minutes =
	    format_since(LANGUAGE_IT, "2026-11-22T10:00:00Z", 1795347000);

	g_assert_cmpstr(it, ==, "88 KB 3,1 MB 12 byte");
	expect("{{size:b}}", "{\"b\":3100000}", "3.1 MB");
	expect("{{most:a}} {{most:b}} {{most:c}}", "{\"a\":7,\"b\":1000,\"c\":1001}",
	    "7 1000 1000+");
	expect("{{count:n|%d message|%d messages}}", "{\"n\":1}", "1 message");
	expect("{{count:n|%d message|%d messages}}", "{\"n\":4}", "4 messages");
	g_autofree char *many =
	    render("{{count:n|%d message|%d messages}}", "{\"n\":4}", LANGUAGE_IT);
	g_assert_cmpstr(many, ==, "4 messaggi");
	g_autofree char *turn = render("{{word:turn/t}}", "{\"t\":\"operator\"}", LANGUAGE_IT);
	g_assert_cmpstr(turn, ==, "Turno operatore");
	g_assert_cmpstr(minutes, ==, "1 h 30 min");
	g_autofree char *days = format_since(LANGUAGE_IT, "2026-11-19T10:00:00Z", 1795347000);
	g_assert_cmpstr(days, ==, "3 giorni");
}

static void
test_malformed_templates_are_errors(void)
{
	static const char *const bad[] = {"{{#a}}", "{{a", "{{{a}}}", "{{& a}}",
	    "{{word:turn}}", "{{count:n|one}}", "{{>nowhere}}", "{{A}}", "{{raw:a}}"};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		json_t *data = json_pack("{s:b}", "a", 1);

		g_assert_false(template_render_text(out, bad[i], data, LANGUAGE_EN, &error));
		g_assert_true(error_is(error, ERROR_REJECT));
		json_decref(data);
	}
}

/* Each page file, filled with nothing at all, still renders; every attribute that holds a tag
 * is quoted; addresses hold {{url:…}}, {{query:…}} and {{frame.root}} only, and one calls the
 * office; no script in the page, no style attribute.
 */
static void
test_page_files(void)
{
	g_autoptr(GRegex) unquoted = g_regex_new("\\s[a-z-]+=\\s*\\{\\{", 0, 0, NULL);
	g_autoptr(GRegex) address = g_regex_new("(?:href|src|action)=\"([^\"]*)\"", 0, 0, NULL);
	g_autoptr(GRegex) allowed =
	    g_regex_new("^(?:#[a-z]+|tel:\\{\\{url:phone\\}\\}|(?:\\{\\{frame\\.root\\}\\}|"
			"https://www\\.openstreetmap\\.org)[a-z/"
			".?=_&;]*(?:\\{\\{(?:(?:url|query):[a-z_.]+|[#^/]equal:[a-z "
			"]+)\\}\\}[a-z/.?=_&;]*)*"
			"(?:#[a-z]+)?)$",
		0, 0, NULL);
	g_autoptr(GRegex) active = g_regex_new("<script(?! src=\"[^\"]*\" defer></script>)|"
					       "\\son[a-z]+=|\\sstyle=",
	    G_REGEX_CASELESS, 0, NULL);

	for (const struct embedded *page = page_files; page->name != NULL; page++) {
		g_autofree char *name =
		    g_strndup(page->name, strlen(page->name) - strlen(".html"));
		g_autoptr(GString) out = g_string_new(NULL);
		json_t *data = json_object();
		g_autoptr(GMatchInfo) match = NULL;

		g_assert_true(template_render(out, name, data, LANGUAGE_IT, NULL));
		g_assert_false(g_regex_match(unquoted, page->text, 0, NULL));
		g_assert_false(g_regex_match(active, page->text, 0, NULL));
		g_regex_match(address, page->text, 0, &match);
		for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
			g_autofree char *value = g_match_info_fetch(match, 1);
			if (!g_regex_match(allowed, value, 0, NULL))
				g_error("%s: address %s", page->name, value);
		}
		json_decref(data);
	}
}

static void
expect_wrong(const char *text, const char *wanted)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(template_check("x.html", text, strlen(text), &error));
	g_assert_cmpstr(error->message, ==, wanted);
	g_assert_true(error_is(error, ERROR_CONFIG));
}

static void
test_check(void)
{
	g_autoptr(GError) error = NULL;

	for (const struct embedded *page = page_files; page->name != NULL; page++) {
		template_check(page->name, page->text, strlen(page->text), &error);
		g_assert_no_error(error);
	}
	expect_wrong("a\nb {{#x}}\n", "x.html:3: {{#x}} is never closed");
	expect_wrong("{{#x}}{{#y}}{{/x}}{{/y}}",
	    "x.html:1: {{/x}} does not close the section that is open");
	expect_wrong("{{/x}}", "x.html:1: {{/x}} does not close the section that is open");
	expect_wrong("\n\n{{x", "x.html:3: a tag is not closed");
	expect_wrong("{{x y}}", "x.html:1: {{x y}} is not known");
	expect_wrong("{{}}", "x.html:1: {{}} is not known");
	expect_wrong("{{{x}}}", "x.html:1: {{{x}} is not known");
	expect_wrong("{{raw:x}}", "x.html:1: {{raw:x}} is not known");
	expect_wrong("{{word:x}}", "x.html:1: {{word:x}} is not known");
	expect_wrong("{{date:x/y}}", "x.html:1: {{date:x/y}} is not known");
	expect_wrong("{{count:x|one}}", "x.html:1: {{count:x|one}} is not known");
	expect_wrong("{{>nowhere}}", "x.html:1: {{>nowhere}} is not known");
	expect_wrong("{{#equal:a}}{{/equal:a}}", "x.html:1: {{#equal:a}} is no section");
	expect_wrong("\nx\xff", "x.html:2: is no text in UTF-8");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/template/values", test_values);
	g_test_add_func("/web/template/hostile-values-in-text-and-attributes",
	    test_hostile_values_in_text_and_attributes);
	g_test_add_func("/web/template/every-filter-escapes", test_every_filter_escapes);
	g_test_add_func(
	    "/web/template/addresses-are-percent-encoded", test_addresses_are_percent_encoded);
	g_test_add_func("/web/template/marks", test_marks);
	g_test_add_func("/web/template/formats", test_formats);
	g_test_add_func("/web/template/malformed-templates-are-errors",
	    test_malformed_templates_are_errors);
	g_test_add_func("/web/template/page-files", test_page_files);
	g_test_add_func("/web/template/check", test_check);
	return g_test_run();
}
