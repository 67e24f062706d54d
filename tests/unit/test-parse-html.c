/* html: what a person reads of HTML (M7), and what its mark-up tells of quotes (M9). */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "parse/cue.h"
#include "parse/cue_match.h"
#include "parse/entity.h"
#include "parse/html.h"
#include "parse/html_link.h"
#include "parse/html_meta.h"

struct pair {
	const char *in, *out;
};

static void
check_table(const struct pair *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *text = html_to_text(table[i].in, NULL);

		if (strcmp(text, table[i].out) != 0)
			g_test_message("from: %s", table[i].in);
		g_assert_cmpstr(text, ==, table[i].out);
	}
}

static void
test_blanks(void)
{
	static const struct pair table[] = {
	    {" a \n b\t<b> c</b> ", "a b c"},
	    {"a&nbsp;&nbsp;b&nbsp;", "a  b"},
	    {"<p>&nbsp;&nbsp;a</p>", "  a"},
	    {"<p>a</p>\n\n<p>b</p>", "a\n\nb"},
	    {"a<br><br><br><br>b", "a\n\nb"},
	    {"a<br></div>b", "a\nb"},
	    {"<div>a</div><div><br></div><div>b</div>", "a\n\nb"},
	    {"<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
	     "<p class=MsoNormal>b</p><p class=MsoNormal>c",
		"a\n\nb\nc"},
	    {"<p style='margin:0cm 5pt .0001pt'>a</p><p "
	     "style=margin-top:0;margin-bottom:0>b</p>",
		"a\nb"},
	    {"<p style='margin:0 0 1em'>a</p><p>b", "a\n\nb"},
	    {"Preise&shy;liste &#8203;x&#65279;y&zwnj;z&#x2062;&#xfffc;", "Preiseliste xyz"},
	    {"<p>a</p><p>&#x2800;&zwnj;&#x2800;</p><p>b&#x3164;c</p>", "a\n\nb c"},
	    {"&#1605;&zwnj;&#1740;", "\u0645\u200c\u06cc"},
	    {"a&emsp;b&ensp;", "a b"},
	    {"<pre>\n a\n\n\n\tb</pre>c", " a\n\n\tb\nc"},
	    {"<div style='white-space: pre-wrap'>a\n  b<p style=white-space:normal>c\nd</div>",
		"a\n  b\n\nc d"},
	    {"<textarea>\na\nb</textarea>", "a\nb"},
	    {"a<div style=display:inline>b</div><span style=display:block>c</span>d",
		"ab\nc\nd"},
	    {"a<hr>b", "a\n----------\nb"},
	    {"<q>a</q>", "\"a\""},
	    {"<h1>a</h2>b", "a\n\nb"},
	    {"</p>a</p>b</br>c", "a\n\nb\nc"},
	    {"a\r\nb\fc\001d&#7;<pre>\r\ne\r\nf\f</pre>", "a b cd\ne\nf"},
	    {"<tr>a</tr><p>&nbsp;</p><p>b", "a\n\nb"},
	    {"<p style='margin:'>a</p><p style='margin: 0 ; x'>b</p><p style=margin:5px>c",
		"a\n\nb\n\nc"},
	};

	check_table(table, G_N_ELEMENTS(table));
}

static void
test_lists(void)
{
	static const struct pair table[] = {
	    {"<ul><li>a<li>b<ol><li>c<li>d</ol><li>e</ul>f",
		"- a\n- b\n  1. c\n  2. d\n- e\nf"},
	    {"<ol start=9><li>a</li><li value=20>b<br>c</ol>", "9. a\n20. b\n    c"},
	    {"<ol type=a><li>x<li>y</ol><ol type=I><li>x<li>y<li>z<li>w</ol>",
		"a. x\nb. y\nI. x\nII. y\nIII. z\nIV. w"},
	    {"<ol type=A start=27><li>x</ol><ol type=i start=101><li>y</ol>", "27. x\n101. y"},
	    {"<ul><li><p>a</p><p>b</p></li><li></li><li>c</ul>", "- a\n\n  b\n\n- c"},
	    {"<li>a<li>b", "- a\n- b"},
	    {"<dl><dt>t<dd>d<dd>e</dl>f", "t\n  d\n  e\nf"},
	    {"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
	     "<span style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp; "
	     "</span></span><![endif]>a</p>"
	     "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"
	     "<span style='mso-list:Ignore'>1)<span>&nbsp; </span></span>b</p>c",
		"- a\n  1) b\nc"},
	};

	check_table(table, G_N_ELEMENTS(table));
}

static void
test_tables(void)
{
	static const struct pair table[] = {
	    {"<table><tr><td>a<td>b<tr><td>c</td></tr></table>d", "a\tb\nc\nd"},
	    {"<table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td>c</table>", "a\tb\nc"},
	    /* a table of data keeps the places of empty cells, one for looks does not */
	    {"<table border=1><tr><td>a<td><td>c<tr><td><td>b</table>", "a\t\tc\n\tb"},
	    {"<table><tr><th>a<th>b<tr><td colspan=2>c<td>d</table>", "a\tb\nc\t\td"},
	    {"<table><tr><td>a<td><td>&nbsp;<td>c<tr><td><td>b</table>", "a\tc\nb"},
	    {"<table><tr><td>a<td>b<br>c<td>d</table>", "a\tb\nc\nd"},
	    {"<table><tr><td>a<td><table><tr><td>b<td>c</table></table>d", "a\nb\tc\nd"},
	    {"<table><caption>x</caption><thead><tr><th>a<tbody><tr><td>b</table>", "x\na\nb"},
	    {"<table border=1><tr><td>a<td>b<br>c<td>d</table>", "a\tb\nc\td"},
	    {"<td>a<td>b", "a b"},
	    {"<table><tr><td>"
	     "01234567890123456789012345678901234567890123456789012345678901234567890123456789"
	     "01234567890123456789012345678901234567890123456789012345678901234567890123456789"
	     "0<td>b</table>",
		"012345678901234567890123456789012345678901234567890123456789012345678901234567"
		"89"
		"012345678901234567890123456789012345678901234567890123456789012345678901234567"
		"89"
		"0\nb"},
	    {"<table><tr><td><ul><li>a</ul><td>b</table>", "- a\tb"},
	};

	check_table(table, G_N_ELEMENTS(table));
}

static void
test_hidden(void)
{
	static const struct pair table[] = {
	    {"<div style=display:none>no<div>no</div></div>a", "a"},
	    {"<p hidden>no</p>a<b style='opacity:0'>no</b>", "a"},
	    {"<b style='visibility:hidden'>no<i style='visibility: visible'>a</i></b>", "a"},
	    {"<td style=font-size:0px>no<span style='font-size:12px'>a</span></td>", "a"},
	    {"<span style='font-size:0'>no<b style=font-size:50%>no</b></span>a", "a"},
	    {"<span style='font: 0/0 a'>no</span><span style='font:bold 12px x'>a</span>", "a"},
	    {"<span style='font-size:0'><font size=2>a</font></span>", "a"},
	    {"<div style='max-height:0;overflow:hidden'>no</div>a", "a"},
	    {"<div style='height:0'>a</div>", "a"},
	    {"<font color=white>no</font>a", "a"},
	    {"<div bgcolor='#000000'><font color=#fff>a</font></div>", "a"},
	    {"<div style='background:url(x)'><font color=white>a</font></div>", "a"},
	    {"<b style='color:rgb(255, 255,255)'>no</b><b style='color:rgb(1,2)'>a</b>", "a"},
	    {"<b style='color:#ffffff'>no<a href=x>a</a><i style='color:red'>b</i></b>", "ab"},
	    /* a button: what is behind it may come from elsewhere */
	    {"<a href=x style=color:white>a<b style=color:white>b</b></a>"
	     "<a href=x style='color:white;background:#fff'>no</a>",
		"ab"},
	    {"<style>.x{background:#000}</style><b style=color:white>a</b>", "a"},
	    /* only Outlook hides it: everybody else shows it */
	    {"<a style='mso-hide:all'>a</a>", "a"},
	    {"<img alt=no width=1 height=1><img alt=no style='display:none'>"
	     "<img alt='Logo CAF'><img alt=image001.png><img>",
		"Logo CAF"},
	    {"<p style=font-size:0>no<img alt=a></p>", "a"},
	    {"<p style=display:none>no<p>a", "a"},
	    {"<style>@import 'x';\n<!-- .a{color:red} td.no , .ne{display:none!important}\n"
	     "@media screen {.b{display:none} .c{display:none}} /* .d{display:none} */\n"
	     ".e p{display:none} .f:hover{display:none} #g{display:none} "
	     ".h{display:none}.h{display:block} .i{display:none --></style>"
	     "<p class='x no'>no</p><p class=ne style=display:block>a</p><img class=no alt=no>"
	     "<b class=b>b</b><b class=c>c</b><b class=d>d</b><b class=e>e</b><b class=f>f</b>"
	     "<b class=h>h</b><b class=i>i</b><b class=''>j</b>",
		"a\n\nbcdefhij"},
	    {"<style>.a{display:none}/* mai chiuso</style><b class=a>no</b>b", "b"},
	    {"<style>--> . {display:none} .a{x-display:none} @media {</style><b class=a>a</b>",
		"a"},
	    {"<b style='color:#12345;background:#12345'>a</b><b style='color:#xyz'>b</b>",
		"ab"},
	    {"<b style='color:rgb(x)'>a</b><b style='display: none ;'>no</b><b "
	     "style=opacity:0.5>b",
		"ab"},
	    {"<div style='display:none'>mai chiuso", "mai chiuso"},
	    {"<b style=display:none>no<br>no<hr><q>no</q><img alt=no></b>a", "a"},
	};

	check_table(table, G_N_ELEMENTS(table));
}

static void
test_links(void)
{
	static const struct pair table[] = {
	    {"<a href=https://x.it/a>qui</a>.", "qui <https://x.it/a>."},
	    {"<a href='http://www.x.it/'>X.it</a>", "X.it"},
	    {"<a href='https://x.it/a'><div>qui</div></a>dopo", "qui <https://x.it/a>\ndopo"},
	    {"<a href=https://x.it/a>uno<a href=https://x.it/b>due</a>",
		"uno <https://x.it/a>due <https://x.it/b>"},
	    {"<a href=https://x.it/a>mai chiuso", "mai chiuso <https://x.it/a>"},
	    {"<a href=https://x.it/a><img src=x></a>a", "a"},
	    {"<a href=https://x.it/a><img alt=Logo></a>", "Logo <https://x.it/a>"},
	    {"<a href='mailto:a%40b.it?subject=c'>scrivi</a>", "scrivi <a@b.it>"},
	    {"<a href=mailto:a@b.it>Mario (a@b.it)</a>", "Mario (a@b.it)"},
	    {"<a href='tel:+39 06 1234567'>06/1234567</a>", "06/1234567"},
	    {"<a href=tel:+39061234567>chiama</a>", "chiama <+39061234567>"},
	    {"<a href=#a>a</a><a name=x>b</a><a href='ftp://x'>c</a><a href='mailto:x'>d</a>",
		"abcd"},
	    {"<a href=tel:>a</a><a href=tel:abc>b</a><a href='https://x.it/a b'>c</a>", "abc"},
	    {"<b style=display:none><a href=https://x.it/a>no</a></b>a", "a"},
	    {"<mario@example.org> <https://example.org/a> </mario@example.org>",
		"<mario@example.org> <https://example.org/a> </mario@example.org>"},
	};

	check_table(table, G_N_ELEMENTS(table));
}

static void
test_link_unwrapped(void)
{
	static const struct pair table[] = {
	    {"https://eur01.safelinks.protection.outlook.com/"
	     "?url=https%3A%2F%2Fwww.example.it%2Fa%3Fb%3D1&data=05%7C01",
		"https://www.example.it/a?b=1"},
	    {"https://www.google.com/url?sa=D&q=https%3A%2F%2Fexample.it%2F&ust=1",
		"https://example.it/"},
	    {"https://www.google.com/search?q=https%3A%2F%2Fexample.it%2F",
		"https://www.google.com/search?q=https%3A%2F%2Fexample.it%2F"},
	    {"https://urldefense.com/v3/__https://example.it/a__;!!x", "https://example.it/a"},
	    {"https://urldefense.com/v3/x", "https://urldefense.com/v3/x"},
	    {"https://urldefense.proofpoint.com/v2/url?u=https-3A__example.it_a&d=x",
		"https://example.it/a"},
	    {"https://urldefense.proofpoint.com/v2/x",
		"https://urldefense.proofpoint.com/v2/x"},
	    {"https://l.facebook.com/l.php?h=1&u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D"
	     "https%253A%252F%252Fexample.it",
		"https://example.it"},
	    /* what is wrapped is no web address, or not all of it is there */
	    {"https://x.safelinks.protection.outlook.com/?url=javascript%3A1",
		"https://x.safelinks.protection.outlook.com/?url=javascript%3A1"},
	    {"https://x.safelinks.protection.outlook.com/?a=1",
		"https://x.safelinks.protection.outlook.com/?a=1"},
	    {"https://evilwww.google.com/url?q=https%3A%2F%2Fexample.it",
		"https://evilwww.google.com/url?q=https%3A%2F%2Fexample.it"},
	    {" HTTPS://X.it ", "HTTPS://X.it"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *target = html_link_target(table[i].in);
		g_assert_cmpstr(target, ==, table[i].out);
	}
	g_autofree char *query = g_strnfill(1000, 'a');
	g_autofree char *url = g_strconcat("https://x.it/", query, NULL);
	g_assert_null(html_link_target(url));
	g_assert_null(html_link_target("javascript:alert(1)"));
	g_assert_null(html_link_target("https://x.it/\001"));
	g_assert_null(html_link_target("https://x.it/\u202egpj.exe"));
	g_assert_null(html_link_target("mailto:a@b.it%0d%0aBcc:c@d.it"));
	g_assert_null(html_link_target("mailto:a@b.it%ff"));
	g_assert_false(html_link_is_shown("+1", "no"));
}

static void
test_malformed(void)
{
	static const struct pair table[] = {
	    {"<!-->a<!--->b<!-- - -- --!>c<!--[if mso]><p>no</p><![endif]-->d", "abcd"},
	    {"<!--[if !mso]><!-->a<!--<![endif]--><![if !vml]>b<![endif]>", "ab"},
	    {"<!-- mai chiuso <b>a</b>", "a"},
	    {"<!-- mai chiuso", " mai chiuso"},
	    {"a <!doctype html><?xml version=1?></>b", "a b"},
	    {"<p title=\"a>b\" x='c>d' y = e>a", "a"},
	    {"<p title=\"mai chiuso>a</p><b>b</b>", "a\n\nb"},
	    {"a <b", "a"},
	    {"a <b c=\"d", "a"},
	    {"a <3 < b <zz", "a <3 < b <zz"},
	    {"<script>no</script ><STYLE>no</style><title>no</title><xml>no</xml>a", "a"},
	    {"<script>mai chiuso<script>", "mai chiuso"},
	    {"<script/>a</style>b", "ab"},
	    {"<script></script", ""},
	    {"<b><div>a</b>b</div>c", "ab\nc"},
	    {"<table><tr><td><div>a</table></div>b", "a\nb"},
	    {"a</body></html>b<body>c", "ab\nc"},
	    {"<select><option>a<option>b</select>", "a\nb"},
	    {"Testo semplice\n\n  con <mario@example.org> &amp; co.\n",
		"Testo semplice\n\n  con "
		"<mario@example.org> & co."},
	    {"<unknown x=1>a</unknown><o:p>b</o:p>", "ab"},
	};

	check_table(table, G_N_ELEMENTS(table));
}

static void
test_cue_match_m9(void)
{
	static const struct {
		const char *html, *text, *cues;
	} table[] = {
	    {"Va bene.<div class=gmail_quote>Ufficio, 2 nov 2026:<div>Serve il "
	     "modello.</div></div>",
		"Va bene.\n\n*Ufficio*, 2 nov\n2026:\nServe il modello.\n", "2"},
	    {"Va bene.<div class=gmail_quote>Ufficio, 2 nov 2026:<div>Serve il "
	     "modello.</div></div>"
	     "<div id=Signature>Anna</div>",
		"Va bene.\nUfficio, 2 nov 2026:\nServe il modello.\n", "1"},
	    /* the answer begins like the quote */
	    {"Gentile signora Bianchi,<br>sì.<blockquote type=cite>Gentile signora "
	     "Bianchi,<br>viene?",
		"Gentile signora Bianchi,\nsì.\nGentile signora Bianchi,\nviene?", "2"},
	    /* below the quote something was written */
	    {"<blockquote type=cite>Serve il modello AP70.</blockquote>Lo porto.",
		"Serve il modello AP70.\nLo porto.", ""},
	    {"Va bene.<blockquote type=cite>Serve il modello AP70.<br>&gt;</blockquote><br>",
		"Va bene.\nServe un altro modello.\n\n   \n", ""},
	    {"Va bene.<blockquote type=cite>Sì.</blockquote>", "Va bene.\nSì.", ""},
	    {"Va bene.<blockquote>Serve il modello AP70.</blockquote>",
		"Va bene.\nServe il modello AP70.", ""},
	    {"Va bene.<div class=gmail_quote>Ufficio Tributi <a@b.it> ha scritto</div>",
		"Va bene.\nUfficio "
		"-------------------------------------------------------------"
		"------------------------------------------------- Tributi\nUfficio Tributi: b",
		"2"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GArray) html_cues = cue_list_new();
		g_autoptr(GArray) cues = cue_list_new();
		g_autofree char *text = html_to_text(table[i].html, html_cues);

		cue_match(text, html_cues, table[i].text, cues);
		g_autofree char *found =
		    cues->len > 0
			? g_strdup_printf("%u", g_array_index(cues, struct cue, 0).begin)
			: g_strdup("");
		g_assert_cmpstr(found, ==, table[i].cues);
	}
}

static void
test_cue_match_words_m7(void)
{
	g_assert_true(
	    cue_match_words("Logo\n  Gentile *cliente*, la Sua", "Gentile cliente, la"));
	g_assert_false(cue_match_words("Logo\nGentile cliente, la Sua", "Serve un programma"));
	g_assert_true(cue_match_words("Logo", "Va bene."));
}

static void
test_document_m7(void)
{
	g_assert_true(html_is_document("\xef\xbb\xbf \n<!DOCTYPE HTML PUBLIC>"));
	g_assert_true(html_is_document("<HTML><body>"));
	g_assert_false(html_is_document("<htmlx>"));
	g_assert_false(html_is_document("a <html>"));
}

static void
test_meta(void)
{
	static const struct pair table[] = {
	    {"<html><head><META content='text/html; charset=ISO-8859-7'>", "iso-8859-7"},
	    {"<!-- x --><meta name=a><meta charset = \"Windows-1251\" >", "windows-1251"},
	    {"<meta charset=utf-16le>", NULL}, {"<meta charset>", NULL},
	    {"<meta charset=>", NULL}, {"<p charset=x><meta", NULL}, {"<meta charset=x", NULL},
	    {"<meta xharset=a b=charset>", NULL}, {"", NULL}};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *charset = html_meta_charset(table[i].in, strlen(table[i].in));

		g_assert_cmpstr(charset, ==, table[i].out);
	}
}

static void
test_deep(void)
{
	g_autoptr(GString) html = g_string_new(NULL);

	for (unsigned i = 0; i < 600; i++)
		g_string_append(html, "<span><b>");
	g_string_append(html, "<p>a<i style=display:none>b</i></p>");
	for (unsigned i = 0; i < 600; i++)
		g_string_append(html, "</b></span>");
	g_string_append(html, "<i style=display:none>c</i>d");
	g_autofree char *text = html_to_text(html->str, NULL);
	/* What is deeper than the stack is shown; the elements above it still end right. */
	g_assert_cmpstr(text, ==, "ab\nd");
}

/* A picture inside the HTML does not push the text out; text without end is cut. */
static void
test_long_m5(void)
{
	g_autofree char *picture = g_strnfill(6u << 20, 'A');
	g_autofree char *html = g_strdup_printf(
	    "<p>a</p><img src=\"data:image/png;base64,%s\" alt=b><p>c</p>", picture);
	g_autofree char *text = html_to_text(html, NULL);
	g_autofree char *long_text = html_to_text(picture, NULL);
	g_autoptr(GString) items = g_string_new(NULL);

	g_assert_cmpstr(text, ==, "a\n\nb\n\nc");
	g_assert_cmpuint(strlen(long_text), ==, 6u << 20);
	while (items->len < (6u << 20))
		g_string_append(items, "<li>a");
	g_autofree char *cut = html_to_text(items->str, NULL);
	g_assert_cmpuint(strlen(cut), >, 4 * LIMIT_TEXT_BYTES);
	g_assert_cmpuint(strlen(cut), <, 4 * LIMIT_TEXT_BYTES + 100);
}

static void
test_entities(void)
{
	static const struct {
		const char *in;
		bool is_in_attribute;
		size_t size;
		gunichar first, second;
	} table[] = {{"&egrave;", false, 8, 0xe8, 0}, {"&egravexx", false, 7, 0xe8, 0},
	    {"&notit;", false, 4, 0xac, 0}, {"&notin;", false, 7, 0x2209, 0},
	    {"&copy=1", true, 0, 0, 0}, {"&copy2", true, 0, 0, 0}, {"&copy ", true, 5, 0xa9, 0},
	    {"&NotEqualTilde;", false, 15, 0x2242, 0x338},
	    {"&CounterClockwiseContourIntegral;", false, 33, 0x2233, 0},
	    {"&CounterClockwiseContourIntegralx;", false, 0, 0, 0}, {"&hellip", false, 0, 0, 0},
	    {"&#150;", false, 6, 0x2013, 0}, {"&#x80", false, 5, 0x20ac, 0},
	    {"&#0;", false, 4, 0xfffd, 0}, {"&#xD800;", false, 8, 0xfffd, 0},
	    {"&#x110000;", false, 10, 0xfffd, 0},
	    {"&#00000000000000000000065;", false, 26, 'A', 0},
	    {"&#99999999999999999999;", false, 23, 0xfffd, 0}, {"&#;", false, 0, 0, 0},
	    {"&#x;", false, 0, 0, 0}, {"&;", false, 0, 0, 0}, {"&a", false, 0, 0, 0}};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		gunichar character[2] = {0, 0};
		size_t size = entity_take(table[i].in, table[i].is_in_attribute, character);

		g_assert_cmpuint(size, ==, table[i].size);
		if (size > 0) {
			g_assert_cmphex(character[0], ==, table[i].first);
			g_assert_cmphex(character[1], ==, table[i].second);
		}
	}
	g_autofree char *text = html_to_text("&NotEqualTilde;<img alt='&nLt;'>", NULL);
	g_assert_cmpstr(text, ==, "\u2242\u0338\u226a\u20d2");
}

/* "kind begin end", strong ones in capitals, divided by commas. */
static char *
cues_of(const char *html)
{
	static const char *const names[] = {
	    [CUE_ATTRIBUTION] = "a", [CUE_QUOTE] = "q", [CUE_SIGNATURE] = "s"};
	g_autoptr(GArray) cues = cue_list_new();
	GString *out = g_string_new(NULL);

	g_free(html_to_text(html, cues));
	for (guint i = 0; i < cues->len; i++) {
		const struct cue *cue = &g_array_index(cues, struct cue, i);
		g_autofree char *name = cue->is_strong ? g_ascii_strup(names[cue->kind], -1)
						       : g_strdup(names[cue->kind]);

		g_string_append_printf(out, "%s%s %u", i > 0 ? "," : "", name, cue->begin);
		if (cue->end != CUE_TO_END)
			g_string_append_printf(out, " %u", cue->end);
	}
	return g_string_free(out, FALSE);
}

static void
test_cues_m9(void)
{
	static const struct pair table[] = {
	    {"a<blockquote type=cite>b</blockquote>", "Q 1 2"},
	    {"a<blockquote>b</blockquote>", "q 1 2"},
	    {"a<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>b</blockquote>",
		""},
	    {"a<blockquote style='border:none;border-left:solid blue 1.5pt'>b</blockquote>",
		"Q 1 2"},
	    {"a<div style='padding-top: 5px; border-top-color: rgb(229, 229, 229); "
	     "border-top-width: 1px; border-top-style: solid;'>Da: X</div>b",
		"Q 1"},
	    {"a<div name=quote>Gesendet: X</div>", "Q 1 2"},
	    {"a<p class=airmail_on>X ha scritto:</p><blockquote type=cite>b</blockquote>",
		"A 1 3,Q 3 5"},
	    {"a<div class=gmail_quote><div class=gmail_attr>X ha scritto:</div><blockquote "
	     "class=gmail_quote>b</blockquote>c<blockquote "
	     "class=gmail_quote>d</blockquote>e</div>",
		"A 1 2,A 1 2,Q 2 3,Q 4 5"},
	    {"a<div class='gmail_quote x'>X ha scritto:<blockquote>b</blockquote></div>",
		"A 1 2,Q 2 3"},
	    {"a<div class=gmail_quote>---------- Forwarded message ---------<br>b</div>c",
		"Q 1 3"},
	    {"a<div class=moz-cite-prefix>X ha scritto:<br></div><blockquote type=cite>b"
	     "</blockquote><pre class=moz-signature>-- \nX</pre>",
		"A 1 2,Q 2 3,S 3 5"},
	    {"a<div id=appendonsend></div><hr><div id=divRplyFwdMsg>Da: X</div>b", "q 1,Q 1"},
	    {"a<hr>b<div id=x_divRplyFwdMsg>c</div><div id=divRplyFwdMsg>Da: X</div>b", "Q 4"},
	    {"a<div><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm "
	     "0cm "
	     "0cm'><p class=MsoNormal>Da: X</p></div></div>b<div id=divRplyFwdMsg>c</div>",
		"Q 1"},
	    {"a<div style='border-top:solid windowtext 1.0pt;padding:1.0pt 0cm'>b</div>", ""},
	    {"a<span id=OLK_SRC_BODY_SECTION><div id=Signature>b</div></span>c", "Q 1 2"},
	    {"a<div id=ms-outlook-mobile-signature>X</div>", "S 1 2"},
	    {"a<hr id=zwchr data-marker=__DIVIDER__><div data-marker=__HEADERS__>Da: X</div>b",
		"Q 1"},
	    {"a<div id=yahoo_quoted_123>b</div><div class=ydp1yahoo_quoted>c</div>",
		"Q 1 2,Q 2 3"},
	    {"a<div class=protonmail_signature_block-user>X</div>", "S 1 2"},
	    {"a<div data-smartmail=gmail_signature>X<div class=gmail_signature>Y</div></div>",
		"S 1 3"},
	    {"a<signature id=x>X</signature>b", "S 1 2"},
	    {"a<hr id=stopSpelling>Da: X", "Q 1"},
	    {"a<hr id=stopSpelling style='display:none'>Da: X", ""},
	    {"<blockquote type=cite></blockquote>a<div id=Signature></div>", ""},
	    {"a<div name=messageReplySection>X:<blockquote "
	     "type=cite>b<blockquote>c</blockquote>"
	     "</blockquote></div>",
		"A 1 2,Q 2 4"},
	    {"a<blockquote type=cite>mai chiuso", "Q 1 2"},
	    {"<hr><div class=gmail_quote><div id=divRplyFwdMsg>b", "Q 1 2,Q 1"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *cues = cues_of(table[i].in);

		if (strcmp(cues, table[i].out) != 0)
			g_test_message("from: %s", table[i].in);
		g_assert_cmpstr(cues, ==, table[i].out);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	g_test_add_func("/html/blanks-M7", test_blanks);
	g_test_add_func("/html/lists-M7", test_lists);
	g_test_add_func("/html/tables-M7", test_tables);
	g_test_add_func("/html/hidden-M7", test_hidden);
	g_test_add_func("/html/links-M7", test_links);
	g_test_add_func("/html/link-unwrapped-M7", test_link_unwrapped);
	g_test_add_func("/html/malformed-M7", test_malformed);
	g_test_add_func("/html/meta-M8", test_meta);
	g_test_add_func("/html/document-M7", test_document_m7);
	g_test_add_func("/html/cue-match-M9", test_cue_match_m9);
	g_test_add_func("/html/cue-match-words-M7", test_cue_match_words_m7);
	g_test_add_func("/html/deep", test_deep);
	g_test_add_func("/html/long-M5", test_long_m5);
	g_test_add_func("/html/entities-M7", test_entities);
	g_test_add_func("/html/cues-M9", test_cues_m9);
	return g_test_run();
}
