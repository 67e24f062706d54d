/* What has a form of its own within a mail: Rich Text, winmail.dat, Mac files, uuencode,
 * invitations. Whole mails of each are in tests/mail; here is what they seldom hold. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "parse/applefile.h"
#include "parse/calendar.h"
#include "parse/clearsign.h"
#include "parse/enriched.h"
#include "parse/parse.h"
#include "parse/rtf.h"
#include "parse/tnef.h"
#include "parse/uuencode.h"

static void
test_rtf(void)
{
	static const struct {
		const char *rtf, *text;
		bool is_html;
	} table[] = {
	    {"{\\rtf1 a\\par b\\line\tc\\tab d}", "a\nb\n\tc\td", false},
	    {"{\\rtf1\\ansicpg1251 \\'cf\\'f0}", "\xd0\x9f\xd1\x80", false},
	    {"{\\rtf1 \\u-10179?\\u-8704?!}", "\xf0\x9f\x98\x80!", false}, /* a pair */
	    {"{\\rtf1 a\\u-10179?b\\u-8704?c}",
		"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
		"bc",
		false},
	    {"{\\rtf1\\uc2 \\u8364 xxa\\uc0\\u8364 b}",
		"\xe2\x82\xac"
		"a\xe2\x82\xac"
		"b",
		false},
	    {"{\\rtf1\\uc99 \\u8364?a\\u}",
		"\xe2\x82\xac"
		"a",
		false},
	    {"{\\rtf1 a\\~b\\_c\\-d\\\\\\{\\}\\\ne}", "a b-cd\\{}\ne", false},
	    {"{\\rtf1 a\\bin3 {{{b}", "ab", false},
	    {"{\\rtf1 a\\bin99 b}", "a", false},
	    {"{\\rtf1 a{\\*\\nessuno b{c}}d{\\pict e}f{\\*\\htmltag64 <p>}}", "adf", false},
	    {"{\\rtf1 a}}}b", "ab", false},
	    {"{\\rtf1 \\'e", "e", false},
	    {"{\\rtf1 \\'zz\\", "", false},
	    {"{\\rtf1\\fromhtml1{\\*\\htmltag64 <b>}\\htmlrtf {\\b\\htmlrtf0 a\\htmlrtf "
	     "}\\htmlrtf0 &}",
		"<b>a&", true},
	    {"", "", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		bool is_html = true;
		g_autofree char *text =
		    rtf_to_text(table[i].rtf, strlen(table[i].rtf), &is_html);

		g_assert_cmpstr(text, ==, table[i].text);
		g_assert_true(is_html == table[i].is_html);
	}
}

/* Groups without end cost their letters, and no more. */
static void
test_rtf_depth_m5(void)
{
	g_autofree char *open = g_strnfill(100000, '{');
	g_autofree char *close = g_strnfill(100000, '}');
	g_autofree char *rtf = g_strconcat(open, "a", close, "b", NULL);
	bool is_html = true;
	g_autofree char *text = rtf_to_text(rtf, strlen(rtf), &is_html);

	g_assert_cmpstr(text, ==, "ab");
}

/* A header of 16 bytes: sizes, the magic word, a checksum that nobody asks for. */
static char *
decompress(const char *magic, const char *bytes, size_t size, size_t limit, size_t *ret_size)
{
	char packed[200] = "\0\0\0\0\x05\0\0\0";

	memcpy(packed + 8, magic, 4);
	memcpy(packed + 16, bytes, size);
	return rtf_decompress(packed, 16 + size, limit, ret_size);
}

static void
test_rtf_compressed(void)
{
	static const struct {
		const char *magic, *bytes;
		size_t size, limit;
		const char *text;
	} table[] = {
	    {"MELA", "abcdefgh", 8, 100, "abcde"}, /* as long as it says */
	    {"MELA", "abc", 3, 2, "ab"},
	    {"LZFu",
		"\x00"
		"abcdefgh\x00ij",
		12, 100, "abcdefghij"},
	    {"LZFu",
		"\x0a"
		"a\x00\x03"
		"b\x0d\x60zzz",
		10, 100, "a{\\rtfb"},
	    {"LZFu",
		"\x02"
		"a\x0c\xfa",
		4, 100, "aaaaaaaaaaaaa"}, /* out of what it writes */
	    {"LZFu",
		"\x02"
		"a\x0c",
		3, 100, "a"}, /* cut */
	    {"LZFu",
		"\x00"
		"abcdefgh",
		9, 3, "abc"},
	    {"LZFu", "", 0, 100, NULL},
	    {"????", "abc", 3, 100, NULL},
	};
	size_t size = 77;

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *text = decompress(
		    table[i].magic, table[i].bytes, table[i].size, table[i].limit, &size);
		g_assert_cmpstr(text, ==, table[i].text);
		g_assert_cmpuint(size, ==, text != NULL ? strlen(text) : 0);
	}
	g_assert_null(rtf_decompress("LZFu", 4, 100, &size));
}

static void
append_le(GByteArray *out, guint32 number, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		guint8 byte = (guint8)(number >> (8 * i));
		g_byte_array_append(out, &byte, 1);
	}
}

static void
append_attribute(GByteArray *out, guint32 id, const void *bytes, size_t size)
{
	append_le(out, 2, 1);
	append_le(out, id, 4);
	append_le(out, (guint32)size, 4);
	g_byte_array_append(out, bytes, (guint)size);
	append_le(out, 0, 2);
}

static GByteArray *
tnef_begin(void)
{
	GByteArray *out = g_byte_array_new();

	append_le(out, 0x223e9f78, 4);
	append_le(out, 0, 2);
	return out;
}

/* Properties: a body in UTF-16, a value given twice, a named one, one of a type that nobody
 * knows. */
static void
test_tnef_properties(void)
{
	static const char properties[] =
	    "\x05\0\0\0"
	    "\x1f\0\0\x10\x01\0\0\0\x06\0\0\0\xe8\0!\0\0\0\0\0"
	    "\x1f\x10\x04\x37\x02\0\0\0\x02\0\0\0x\0\0\0\x02\0\0\0y\0\0\0"
	    "\x03\0\x01\x80GGGGGGGGGGGGGGGG\0\0\0\0\x07\0\0\0\x2a\0\0\0"
	    "\x77\x07\x01\x01\x01\0\0\0\x01\0\0\0z\0\0\0"
	    "\x1f\0\x13\x10\x01\0\0\0\x04\0\0\0<\0b\0";
	g_autoptr(GByteArray) file = tnef_begin();
	append_attribute(file, 0x00069003, properties, sizeof(properties) - 1);
	g_autoptr(Tnef) tnef = tnef_read((const char *)file->data, file->len);
	g_assert_nonnull(tnef);
	g_assert_false(tnef->is_cut);
	g_assert_cmpstr(tnef->charset, ==, "utf-16le");
	g_assert_cmpuint(tnef->text.length, ==, 4);
	g_assert_cmpint(file->data[tnef->text.offset], ==, 0xe8);
	g_assert_cmpstr(tnef->html_charset, ==, "utf-16le");
	g_assert_cmpuint(tnef->html.length, ==, 4);
}

/* A short name, a longer one that wins, a member without data, and no member to belong to. */
static void
test_tnef_members(void)
{
	static const char names[] = "\x03\0\0\0"
				    "\x1e\0\x01\x30\x01\0\0\0\x02\0\0\0d\0\0\0"
				    "\x1e\0\x04\x37\x01\0\0\0\x02\0\0\0s\0\0\0"
				    "\x1e\0\x07\x37\x01\0\0\0\x05\0\0\0lungo\0\0\0";
	g_autoptr(GByteArray) file = tnef_begin();
	append_attribute(file, 0x0006800f, "di nessuno", 10);
	append_attribute(file, 0x00069002, "", 0);
	append_attribute(file, 0x0006800f, "uno", 3);
	append_attribute(file, 0x00069005, names, sizeof(names) - 1);
	append_attribute(file, 0x00018010, "t", 1);
	append_attribute(file, 0x00069002, "", 0);
	append_attribute(file, 0x00018010, "senza dati", 10);
	g_autoptr(Tnef) tnef = tnef_read((const char *)file->data, file->len);
	g_assert_cmpuint(tnef->members->len, ==, 1);
	const struct tnef_member *member = tnef->members->pdata[0];
	g_assert_cmpstr(member->name, ==, "lungo");
	g_assert_cmpmem(file->data + member->data.offset, member->data.length, "uno", 3);
	for (size_t size = 0; size < file->len; size++) {
		g_autoptr(Tnef) cut = tnef_read((const char *)file->data, size);
		g_assert_true(size < 4 ? cut == NULL : cut != NULL);
	}
}

static void
test_tnef_limits_m5(void)
{
	g_autoptr(GByteArray) file = tnef_begin();

	for (unsigned i = 0; i < LIMIT_PARTS + 5; i++) {
		append_attribute(file, 0x00069002, "", 0);
		append_attribute(file, 0x0006800f, "x", 1);
	}
	g_autoptr(Tnef) tnef = tnef_read((const char *)file->data, file->len);
	g_assert_cmpuint(tnef->members->len, ==, LIMIT_PARTS);
	g_assert_true(tnef->is_cut);
}

static void
test_applefile(void)
{
	static const char outside[] = "\0\x05\x16\0\0\x02\0\0"
				      "1234567890123456"
				      "\0\x02"
				      "\0\0\0\x01\0\0\0\x63\0\0\0\x01"
				      "\0\0\0\x03\0\0\0\x02\0\0\0\xff";
	struct applefile file;

	g_assert_false(applefile_read("\0\x05\x16\0", 4, &file));
	g_assert_false(applefile_read("\0\x05\x16\x09xxxxxxxxxxxxxxxxxxxxxxxx", 28, &file));
	g_assert_true(applefile_read(outside, sizeof(outside) - 1, &file));
	g_assert_true(file.is_single && file.length == 0 && file.name == NULL);
	g_assert_true(applefile_read(outside, 30, &file));
	g_assert_true(file.is_single && file.length == 0 && file.name == NULL);
}

static void
test_uuencode(void)
{
	static const struct {
		const char *text;
		size_t begin, offset, length, end; /* all 0: there is none */
	} table[] = {
	    {"begin 644 a\n#0V%T\n`\nend\nx", 0, 12, 8, 24},
	    {"x\nbegin 0644 a b\r\n#0V%T\r\n \r\nend", 2, 18, 10, 31},
	    {"begin 644 a\n#0V%T\n\nend\n", 0, 12, 7, 23}, /* the last blank was lost */
	    {"begin 644 a\n#0V%T\nTesto normale.\n", 0, 12, 6, 18},
	    {"xbegin 644 a\n#0V%T\nend\n", 0, 0, 0, 0},
	    {"begin 64 a\n#0V%T\nend\n", 0, 0, 0, 0},
	    {"begin 944 a\n#0V%T\nend\n", 0, 0, 0, 0},
	    {"begin 644 \n#0V%T\nend\n", 0, 0, 0, 0},
	    {"begin 644 a\nend\n", 0, 0, 0, 0},
	    {"begin 644 a\n#0V%T0V%T0V%T\nend\n", 0, 0, 0, 0},
	    {"begin 644 a", 0, 0, 0, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct uuencode_file file = {0};
		bool is_found = uuencode_find(table[i].text, strlen(table[i].text), 0, &file);

		g_assert_true(is_found == (table[i].end > 0));
		g_assert_cmpuint(file.begin, ==, table[i].begin);
		g_assert_cmpuint(file.offset, ==, table[i].offset);
		g_assert_cmpuint(file.length, ==, table[i].length);
		g_assert_cmpuint(file.end, ==, table[i].end);
		g_free(file.name);
	}
}

static void
test_calendar(void)
{
	static const struct {
		const char *text, *lines;
	} table[] = {
	    {"", NULL},
	    {"BEGIN:VEVENT\nEND:VEVENT\nEND:VEVENT\n", "Evento / Event: -\n"},
	    {"BEGIN:VTODO\nSUMMARY:x\nDUE:20261112T150000Z\nEND:VTODO\n",
		"Evento / Event: x\n"},
	    {"BEGIN:VEVENT\nDTSTART:20261399T990000\nEND:VEVENT\n", "Evento / Event: -\n"},
	    {"BEGIN:VEVENT\nDTSTART:2026\nDTSTART:20261112T15\nnessuna riga\n:x\nEND:VEVENT\n",
		"Evento / Event: -\n"},
	    {"BEGIN:VEVENT\nDTSTART:20261112T150000\nDURATION:PXH\nEND:VEVENT\n",
		"Evento / Event: -\nQuando / When: 2026-11-12 15:00\n"},
	    {"BEGIN:VEVENT\nDTSTART:20261112T150000\nDURATION:+P1W\nEND:VEVENT\n",
		"Evento / Event: -\nQuando / When: 2026-11-12 15:00 \xe2\x80\x93 2026-11-19 "
		"15:00\n"},
	    {"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261112\nDURATION:P1D\nEND:VEVENT\n",
		"Evento / Event: -\nQuando / When: 2026-11-12\n"},
	    {"BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VEVENT\nATTENDEE;CN=a@x;PARTSTAT=NO:"
	     "mailto:a@x\n"
	     "SUMMARY:uno\\ndue\\\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:tre\n",
		"Controproposta / Counter-proposal: uno due\\\nPartecipanti / Attendees: "
		"a@x\n\n"
		"Controproposta / Counter-proposal: tre\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *lines = calendar_to_text(table[i].text, true);
		g_assert_cmpstr(lines, ==, table[i].lines);
	}
}

/* Many events, many people, components in each other: named bounds. */
static void
test_calendar_limits_m5(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 30; i++)
		g_string_append(text, "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n");
	g_autofree char *events = calendar_to_text(text->str, false);
	g_auto(GStrv) titles = g_strsplit(events, "Evento", -1);
	g_assert_cmpuint(g_strv_length(titles), ==, CALENDAR_EVENTS_MAX + 1);
	g_string_assign(text, "BEGIN:VEVENT\n");
	for (int i = 0; i < 30; i++)
		g_string_append_printf(text, "ATTENDEE:mailto:a%d@x\n", i);
	g_autofree char *people = calendar_to_text(text->str, false);
	g_assert_true(g_str_has_suffix(people, "a19@x, +10\n"));
	g_string_truncate(text, 0);
	for (int i = 0; i < 1000; i++)
		g_string_append(text, "BEGIN:X\n");
	g_string_append(text, "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n");
	g_autofree char *deep = calendar_to_text(text->str, false);
	g_assert_cmpstr(deep, ==, "Evento / Event: -\n");
}

static void
test_clearsign_and_enriched(void)
{
	g_autofree char *headless =
	    clearsign_strip("-----BEGIN PGP SIGNED MESSAGE-----\nnessuna\nintestazione\n");
	g_autofree char *none = clearsign_strip("x -----BEGIN PGP SIGNED MESSAGE-----x\n");
	g_autofree char *only = clearsign_strip("-----BEGIN PGP SIGNED MESSAGE-----\nHash: x");
	g_autofree char *odd =
	    enriched_to_text("</excerpt></x>a<center>b</center>\n\n\nc", false);

	g_assert_cmpstr(headless, ==, "nessuna\nintestazione\n");
	g_assert_null(none);
	g_assert_cmpstr(only, ==, "Hash: x");
	g_assert_cmpstr(odd, ==, "a\nb\n\n\nc");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	parse_init();
	g_test_add_func("/parse/part/rtf", test_rtf);
	g_test_add_func("/parse/part/rtf_depth-M5", test_rtf_depth_m5);
	g_test_add_func("/parse/part/rtf_compressed", test_rtf_compressed);
	g_test_add_func("/parse/part/tnef_properties", test_tnef_properties);
	g_test_add_func("/parse/part/tnef_members", test_tnef_members);
	g_test_add_func("/parse/part/tnef_limits-M5", test_tnef_limits_m5);
	g_test_add_func("/parse/part/applefile", test_applefile);
	g_test_add_func("/parse/part/uuencode", test_uuencode);
	g_test_add_func("/parse/part/calendar", test_calendar);
	g_test_add_func("/parse/part/calendar_limits-M5", test_calendar_limits_m5);
	g_test_add_func("/parse/part/clearsign_and_enriched", test_clearsign_and_enriched);
	return g_test_run();
}
