#include "config.h"
#include "parse/rtf.h"

#include <glib.h>
#include <string.h>

#include "parse/charset.h"

#define DICTIONARY_BYTES 4096u
#define HEADER_BYTES 16u
#define MAGIC_COMPRESSED 0x75465a4cu
#define MAGIC_PLAIN 0x414c454du
#define DEPTH_MAX 200u
#define WORD_BYTES 32u

/* MS-OXRTFCP §2.1.2.1: what the dictionary begins with. */
static const char preset[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
    "\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes "
    "New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain"
    "\\f0\\fs20\\b\\i\\u\\tab\\tx";

static guint32
little_endian(const unsigned char *bytes)
{
	return bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16 |
	       (guint32)bytes[3] << 24;
}

struct window {
	char bytes[DICTIONARY_BYTES];
	unsigned at;
};

static void
put(struct window *window, GString *out, char c)
{
	window->bytes[window->at] = c;
	window->at = (window->at + 1) % DICTIONARY_BYTES;
	g_string_append_c(out, c);
}

/* §3.1.3: eight tokens behind each control byte; a one is a reference of offset and length. */
static void
inflate(const unsigned char *at, const unsigned char *end, size_t limit, GString *out)
{
	g_autofree struct window *window = g_new0(struct window, 1);

	memcpy(window->bytes, preset, sizeof(preset) - 1);
	window->at = sizeof(preset) - 1;
	while (at < end) {
		unsigned control = *at++;
		for (unsigned bit = 0; bit < 8 && at < end && out->len < limit; bit++) {
			if ((control >> bit & 1) == 0) {
				put(window, out, (char)*at++);
				continue;
			}
			if (end - at < 2)
				return;
			unsigned token = (unsigned)at[0] << 8 | at[1];
			unsigned offset = token >> 4;
			at += 2;
			if (offset == window->at)
				return; /* the end */
			for (unsigned i = 0; i < (token & 15) + 2; i++)
				put(window, out,
				    window->bytes[(offset + i) % DICTIONARY_BYTES]);
		}
		if (out->len >= limit)
			return;
	}
}

char *
rtf_decompress(const char *bytes, size_t size_bytes, size_t limit_bytes, size_t *ret_size)
{
	const unsigned char *at = (const unsigned char *)bytes;
	GString *out = g_string_new(NULL);

	if (size_bytes >= HEADER_BYTES && little_endian(at + 8) == MAGIC_PLAIN)
		g_string_append_len(out, bytes + HEADER_BYTES,
		    (gssize)MIN(size_bytes - HEADER_BYTES, little_endian(at + 4)));
	else if (size_bytes >= HEADER_BYTES && little_endian(at + 8) == MAGIC_COMPRESSED)
		inflate(at + HEADER_BYTES, at + size_bytes, limit_bytes, out);
	if (out->len > limit_bytes)
		g_string_truncate(out, limit_bytes);
	*ret_size = out->len;
	return g_string_free(out, out->len == 0);
}

/* What holds within braces. */
struct group {
	bool is_skipped; /* nothing of it is text: fonts, pictures */
	bool is_markup;  /* \htmlrtf: made for who reads Rich Text, not in the HTML */
	bool is_tag;     /* \*\htmltag: HTML as it was */
	unsigned after;  /* \ucN: letters behind \u for who cannot read it */
};

struct reader {
	const char *at, *end;
	GString *out;   /* UTF-8 */
	GString *bytes; /* in the code page, not yet converted */
	char charset[12];
	struct group group;
	GArray *outer; /* of struct group */
	unsigned too_deep;
	unsigned ignore; /* letters that \u has already said */
	bool is_html;
	bool is_destination; /* "\*" was read */
};

static void
flush(struct reader *reader)
{
	if (reader->bytes->len == 0)
		return;
	g_autofree char *text =
	    charset_decode(reader->bytes->str, reader->bytes->len, reader->charset, NULL);
	g_string_append(reader->out, text);
	g_string_truncate(reader->bytes, 0);
}

static bool
is_shown(const struct reader *reader)
{
	return !reader->group.is_skipped && !(reader->is_html && reader->group.is_markup);
}

/* One letter of the text, in the code page. */
static void
put_byte(struct reader *reader, char c)
{
	if (reader->ignore > 0)
		reader->ignore--;
	else if (is_shown(reader))
		g_string_append_c(reader->bytes, c);
}

static void
put_text(struct reader *reader, const char *text)
{
	if (!is_shown(reader))
		return;
	flush(reader);
	g_string_append(reader->out, text);
}

static const struct {
	const char *word, *text;
} signs[] = {{"par", "\n"}, {"line", "\n"}, {"row", "\n"}, {"sect", "\n"}, {"page", "\n"},
    {"tab", "\t"}, {"cell", "\t"}, {"emdash", "\xe2\x80\x94"}, {"endash", "\xe2\x80\x93"},
    {"lquote", "\xe2\x80\x98"}, {"rquote", "\xe2\x80\x99"}, {"ldblquote", "\xe2\x80\x9c"},
    {"rdblquote", "\xe2\x80\x9d"}, {"bullet", "\xe2\x80\xa2"}, {"emspace", " "},
    {"enspace", " "}};

static const char *const skipped[] = {"fonttbl", "colortbl", "stylesheet", "info", "pict",
    "header", "headerl", "headerr", "footer", "footerl", "footerr", "object", "listtable",
    "listoverridetable", "themedata", "datastore", "generator", "xmlnstbl", "fldinst", "pntext",
    NULL};

/* \uN: a UTF-16 unit, signed; halves of a pair come one after the other. */
static void
put_unicode(struct reader *reader, long number, bool has_number)
{
	gunichar c = (gunichar)(number & 0xffff);
	char utf8[8] = "";

	reader->ignore = reader->group.after;
	if (!has_number || !is_shown(reader))
		return;
	if (c >= 0xd800 && c < 0xdc00) { /* kept as three bytes until its other half is here */
		flush(reader);
		utf8[0] = (char)0xed;
		utf8[1] = (char)(0x80 | (c >> 6 & 0x3f));
		utf8[2] = (char)(0x80 | (c & 0x3f));
		g_string_append_len(reader->out, utf8, 3);
		return;
	}
	flush(reader);
	if (c >= 0xdc00 && c < 0xe000) {
		const unsigned char *tail =
		    (const unsigned char *)reader->out->str + reader->out->len;
		if (reader->out->len < 3 || tail[-3] != 0xed || tail[-2] < 0xa0)
			return;
		gunichar high =
		    0xd000 | (gunichar)(tail[-2] & 0x3f) << 6 | (gunichar)(tail[-1] & 0x3f);
		g_string_truncate(reader->out, reader->out->len - 3);
		c = 0x10000 + ((high & 0x3ff) << 10) + (c & 0x3ff);
	}
	g_string_append_len(reader->out, utf8, g_unichar_to_utf8(c, utf8));
}

static void
apply_word(struct reader *reader, const char *word, bool has_number, long number)
{
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (strcmp(word, signs[i].word) == 0) {
			put_text(reader, signs[i].text);
			return;
		}
	if (g_strv_contains(skipped, word)) {
		reader->group.is_skipped = true;
	} else if (strcmp(word, "htmltag") == 0) {
		reader->group.is_tag = true;
		reader->group.is_skipped = !reader->is_html;
	} else if (reader->is_destination) {
		reader->group.is_skipped =
		    true; /* one that we do not know: \* says leave it out */
	} else if (strcmp(word, "fromhtml") == 0) {
		reader->is_html = true;
	} else if (strcmp(word, "htmlrtf") == 0) {
		reader->group.is_markup = !has_number || number != 0;
	} else if (strcmp(word, "uc") == 0) {
		reader->group.after =
		    has_number && number >= 0 && number < 16 ? (unsigned)number : 1;
	} else if (strcmp(word, "u") == 0) {
		put_unicode(reader, number, has_number);
	} else if (strcmp(word, "ansicpg") == 0 && has_number && number > 0 && number < 65000) {
		flush(reader);
		g_snprintf(reader->charset, sizeof(reader->charset), "cp%ld", number);
	} else if (strcmp(word, "bin") == 0 && number > 0) {
		reader->at += MIN(number, reader->end - reader->at);
	}
}

/* "\word-12 ": letters, a number, one blank. */
static void
take_word(struct reader *reader)
{
	char word[WORD_BYTES];
	size_t size = 0;
	long number = 0;

	while (reader->at < reader->end && g_ascii_isalpha(*reader->at)) {
		if (size + 1 < sizeof(word))
			word[size++] = *reader->at;
		reader->at++;
	}
	word[size] = '\0';
	bool is_negative = reader->at < reader->end && *reader->at == '-';
	reader->at += is_negative;
	bool has_number = reader->at < reader->end && g_ascii_isdigit(*reader->at);
	for (; reader->at < reader->end && g_ascii_isdigit(*reader->at); reader->at++)
		number = number < 100000000 ? number * 10 + (*reader->at - '0') : number;
	if (reader->at < reader->end && *reader->at == ' ')
		reader->at++;
	apply_word(reader, word, has_number, is_negative ? -number : number);
	reader->is_destination = false;
}

static void
take_sign(struct reader *reader)
{
	char c = *reader->at;

	if (g_ascii_isalpha(c)) {
		take_word(reader);
		return;
	}
	reader->at++;
	if (c == '\'' && reader->end - reader->at >= 2) {
		int high = g_ascii_xdigit_value(reader->at[0]);
		int low = g_ascii_xdigit_value(reader->at[1]);
		reader->at += 2;
		if (high >= 0 && low >= 0)
			put_byte(reader, (char)(high << 4 | low));
	} else if (c == '*') {
		reader->is_destination = true;
	} else if (c == '~') {
		put_text(reader, " ");
	} else if (c == '_') {
		put_text(reader, "-");
	} else if (c == '\n' || c == '\r') {
		put_text(reader, "\n");
	} else if (c == '\\' || c == '{' || c == '}') {
		put_byte(reader, c);
	}
}

static void
open_group(struct reader *reader)
{
	if (reader->outer->len >= DEPTH_MAX) {
		reader->too_deep++;
		return;
	}
	g_array_append_val(reader->outer, reader->group);
	reader->is_destination = false;
}

static void
close_group(struct reader *reader)
{
	if (reader->too_deep > 0) {
		reader->too_deep--;
		return;
	}
	if (reader->outer->len == 0)
		return;
	flush(reader);
	reader->group = g_array_index(reader->outer, struct group, reader->outer->len - 1);
	g_array_set_size(reader->outer, reader->outer->len - 1);
	reader->ignore = 0;
}

char *
rtf_to_text(const char *rtf, size_t size_bytes, bool *ret_is_html)
{
	struct reader reader = {.at = rtf,
	    .end = rtf + size_bytes,
	    .out = g_string_new(NULL),
	    .bytes = g_string_new(NULL),
	    .charset = "cp1252",
	    .group = {.after = 1},
	    .outer = g_array_new(FALSE, FALSE, sizeof(struct group))};

	while (reader.at < reader.end) {
		char c = *reader.at++;

		if (c == '{')
			open_group(&reader);
		else if (c == '}')
			close_group(&reader);
		else if (c == '\\' && reader.at == reader.end)
			break; /* cut */
		else if (c == '\\')
			take_sign(&reader);
		else if (c != '\r' && c != '\n' && c != '\0')
			put_byte(&reader, c);
	}
	flush(&reader);
	*ret_is_html = reader.is_html;
	char *text = g_utf8_make_valid(reader.out->str, (gssize)reader.out->len);
	g_string_free(reader.out, TRUE);
	g_string_free(reader.bytes, TRUE);
	g_array_free(reader.outer, TRUE);
	return text;
}
