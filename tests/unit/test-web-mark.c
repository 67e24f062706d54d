/* Light marks of posts (R21): what they become, and that nothing else becomes anything. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "web/mark.h"

#define REL "rel=\"noopener noreferrer nofollow\">"
#define A(url) "<a href=\"" url "\" target=\"_blank\" " REL
#define LINK(url) A(url) url "</a>"

static char *
render(const char *text)
{
	GString *out = g_string_new(NULL);

	mark_append(out, text);
	return g_string_free(out, FALSE);
}

static void
expect(const char *text, const char *wanted)
{
	g_autofree char *got = render(text);

	g_assert_cmpstr(got, ==, wanted);
}

/* One line: without the paragraph around it. */
static void
expect_line(const char *text, const char *wanted)
{
	g_autofree char *whole = g_strdup_printf("<p>%s</p>", wanted);

	expect(text, whole);
}

static void
test_paragraphs(void)
{
	expect("", "");
	expect("\n \r\n\t\n", "");
	expect("Buongiorno", "<p>Buongiorno</p>");
	expect("\n\nuno\r\ndue  \n\n\ntre\n", "<p>uno\ndue</p><p>tre</p>");
	expect("a    b\n  rientro", "<p>a    b\n  rientro</p>");
	expect("> citato\n> ancora", "<p>&gt; citato\n&gt; ancora</p>");
}

static void
test_lists(void)
{
	expect("- uno\n- due", "<ul><li>uno</li><li>due</li></ul>");
	expect("* uno\n  - due", "<ul><li>uno</li><li>due</li></ul>");
	expect("Serve:\n- la *CU*\n- il 730\nGrazie",
	    "<p>Serve:</p><ul><li>la <strong>CU</strong></li><li>il "
	    "730</li></ul><p>Grazie</p>");
	expect("1. uno\n2. due\n4. quattro",
	    "<ol><li value=\"1\">uno</li><li value=\"2\">due</li><li value=\"4\">quattro</li></"
	    "ol>");
	expect("- uno\n  segue\n\tancora\n\n- altro",
	    "<ul><li>uno\nsegue\nancora</li></ul><ul><li>altro</li></ul>");
	expect("- a\n1. b", "<ul><li>a</li></ul><ol><li value=\"1\">b</li></ol>");
}

static void
test_what_is_no_list(void)
{
	expect_line("-uno", "-uno");
	expect_line("--", "--");
	expect_line("-- \n", "--");
	expect_line("- ", "-");
	expect_line("1.000 euro", "1.000 euro");
	expect_line("12345. x", "12345. x");
	expect_line("2026. x", "2026. x");
	expect_line("1) x", "1) x");
	expect_line("1- x", "1- x");
	expect_line("-----Messaggio originale-----", "-----Messaggio originale-----");
}

static void
test_bold_and_italic(void)
{
	expect_line("*uno* e **due**", "<strong>uno</strong> e <strong>due</strong>");
	expect_line("_uno due_, tre", "<em>uno due</em>, tre");
	expect_line("(*a*) \xc2\xab*b*\xc2\xbb",
	    "(<strong>a</strong>) \xc2\xab<strong>b</strong>\xc2\xbb");
	expect_line("*a _b_ c*", "<strong>a <em>b</em> c</strong>");
	expect_line("*_a_*", "<strong><em>a</em></strong>");
	expect_line("**a *b* c**", "<strong>a <strong>b</strong> c</strong>");
	expect_line("*a* b*", "<strong>a</strong> b*");
	expect_line("*a\xc3\xa8*", "<strong>a\xc3\xa8</strong>");
	expect("*a\nb*", "<p>*a\nb*</p>");
}

static void
test_what_is_neither(void)
{
	static const char *const plain[] = {"2*3*4", "2 * 3 * 4", "a_b_c.pdf", "__init__",
	    "***", "*** ATTENZIONE ***", "*", "**", "_", "* *", "a*", "*a", "_a b", "**a*",
	    "*a**", "\xc3\xa8*a*", "*a*b", "5* hotel e 4*", "[x]", "[x](y)", "[x](http://)",
	    "[](http://x)", "[ ](http://x)", "[x] (http://", "[x](ftp://y.it)", "http://",
	    "https:// x", "mailto:", "xhttp", "ftp://x.it", "javascript:alert(1)",
	    "data:text/html,x"};

	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
		g_autofree char *got = render(plain[i]);
		g_test_message("%s", plain[i]);
		g_assert_null(strstr(got, "<strong"));
		g_assert_null(strstr(got, "<em"));
		if (i < G_N_ELEMENTS(plain) && strstr(plain[i], "(http://x") == NULL)
			g_assert_null(strstr(got, "<a"));
	}
	expect_line("*** ATTENZIONE ***", "*** ATTENZIONE ***");
	expect_line("[](http://x)", "[](" LINK("http://x") ")");
}

static void
test_addresses(void)
{
	expect_line("Vedi https://www.inps.it/a?b=1&c=2.",
	    "Vedi " A(
		"https://www.inps.it/a?b=1&amp;c=2") "https://www.inps.it/a?b=1&amp;c=2</a>.");
	expect_line("(http://x.it)", "(" LINK("http://x.it") ")");
	expect_line("https://x.it/Milano_(MI), poi", LINK("https://x.it/Milano_(MI)") ", poi");
	expect_line("*https://x.it/a_b_c*", "<strong>" LINK("https://x.it/a_b_c") "</strong>");
	expect_line("HTTPS://X.IT!", LINK("HTTPS://X.IT") "!");
	expect_line("mailto:info@demo.example",
	    "<a href=\"mailto:info@demo.example\" " REL "mailto:info@demo.example</a>");
	expect_line("xhttps://x.it", "xhttps://x.it");
	expect_line("<https://x.it>", "&lt;" LINK("https://x.it") "&gt;");
	expect_line("https://x.it/\xc3\xa8", LINK("https://x.it/\xc3\xa8"));
}

static void
test_links_say_where_they_lead(void)
{
	expect_line("[la guida](https://www.inps.it/a/b)",
	    A("https://www.inps.it/a/b") "la guida</a> (www.inps.it)");
	expect_line("[la *guida*](https://x.it)",
	    A("https://x.it") "la <strong>guida</strong></a> (x.it)");
	expect_line(
	    "*[a](https://x.it/b)*", "<strong>" A("https://x.it/b") "a</a> (x.it)</strong>");
	expect_line("[https://banca.it](https://evil.example/)",
	    A("https://evil.example/") "https://banca.it</a> (evil.example)");
	expect_line("[a](https://banca.it@evil.example/x)",
	    A("https://banca.it@evil.example/x") "a</a> (evil.example)");
	expect_line("[a](https://banca.it@b@evil.example?@x)",
	    A("https://banca.it@b@evil.example?@x") "a</a> (evil.example)");
	expect_line("[scrivi](mailto:a@b.it?subject=x)",
	    "<a href=\"mailto:a@b.it?subject=x\" " REL "scrivi</a> (a@b.it)");
	expect_line("[a](https://x.it/(b)) c", A("https://x.it/(b)") "a</a> (x.it) c");
	expect_line("[a [b](https://x.it)", "[a " A("https://x.it") "b</a> (x.it)");
}

static void
test_hostile_words_stay_words(void)
{
	expect_line(
	    "<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
	expect_line("&lt;b&gt;", "&amp;lt;b&amp;gt;");
	expect_line("https://x.it/\"onmouseover=\"alert(1)",
	    LINK("https://x.it/") "&quot;onmouseover=&quot;alert(1)");
	expect_line("https://x.it/'><svg/onload=1>",
	    LINK("https://x.it/") "&#39;&gt;&lt;svg/onload=1&gt;");
	expect_line("[x](javascript:alert(1))", "[x](javascript:alert(1))");
	expect_line("[x](https://x.it\" onclick=\"a)",
	    "[x](" LINK("https://x.it") "&quot; onclick=&quot;a)");
	expect_line(
	    "[<img src=x>](https://x.it)", A("https://x.it") "&lt;img src=x&gt;</a> (x.it)");
	expect_line("[x]( https://x.it)", "[x]( " LINK("https://x.it") ")");
	expect_line("[x](https:javascript:alert(1))", "[x](https:javascript:alert(1))");
	expect_line("[x](java\tscript:alert(1))", "[x](java\tscript:alert(1))");
	expect_line("*<b>*", "<strong>&lt;b&gt;</strong>");
	expect("- <li>", "<ul><li>&lt;li&gt;</li></ul>");
}

/* A quadratic reading of a megabyte would take hours. */
static void
test_r21_the_time_is_linear_in_the_size(void)
{
	static const char *const pieces[] = {"*a ", "**a ", "_a ", "*a _b **c ", "[", "[a](",
	    "[a](http://x", "xhttp://a", "http://a(", "*a* ", "*[_", "***", "h", "- a\n",
	    "1. a\n", " *a*b", "(", "\xc3", "_*", "https://x.....", "*a _a **a [a](https://x "};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		gint64 start_us = g_get_monotonic_time();

		while (text->len < (1 << 20))
			g_string_append(text, pieces[i]);
		g_autofree char *got = render(text->str);
		g_assert_cmpint(strlen(got), >=, text->len / 2);
		g_test_message(
		    "%s: %d ms", pieces[i], (int)((g_get_monotonic_time() - start_us) / 1000));
		g_assert_cmpint(g_get_monotonic_time() - start_us, <, 20 * G_USEC_PER_SEC);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/mark/paragraphs", test_paragraphs);
	g_test_add_func("/web/mark/lists", test_lists);
	g_test_add_func("/web/mark/no-list", test_what_is_no_list);
	g_test_add_func("/web/mark/styles", test_bold_and_italic);
	g_test_add_func("/web/mark/no-style", test_what_is_neither);
	g_test_add_func("/web/mark/addresses", test_addresses);
	g_test_add_func("/web/mark/links", test_links_say_where_they_lead);
	g_test_add_func("/web/mark/hostile", test_hostile_words_stay_words);
	g_test_add_func("/web/mark/linear", test_r21_the_time_is_linear_in_the_size);
	return g_test_run();
}
