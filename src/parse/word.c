#include "config.h"
#include "parse/word.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "parse/charset.h"

struct decoder {
	GString *out;   /* finished text */
	GString *bytes; /* decoded bytes that still share one charset */
	char *charset;  /* of bytes; NULL for what was not encoded */
	bool is_repaired;
	gint state; /* of base64: a group of letters may be cut between two words */
	guint save;
	const char *last_end; /* the last "?=" of the field, NULL none: searched once */
	const char *tail;     /* from here on nothing separates words */
};

/* A last group of base64 without its padding. */
static void
decoder_pad(struct decoder *decoder)
{
	guchar rest[6];

	if (decoder->state != 0)
		g_string_append_len(decoder->bytes, (char *)rest,
		    (gssize)g_base64_decode_step(
			"==", 2, rest, &decoder->state, &decoder->save));
	decoder->state = 0;
	decoder->save = 0;
}

static void
decoder_flush(struct decoder *decoder)
{
	decoder_pad(decoder);
	g_autofree char *text = charset_decode(
	    decoder->bytes->str, decoder->bytes->len, decoder->charset, &decoder->is_repaired);

	g_string_append(decoder->out, text);
	g_string_truncate(decoder->bytes, 0);
}

/* Bytes of one charset are gathered: a character may be cut between two words. */
static void
decoder_begin(struct decoder *decoder, const char *charset, bool is_base64)
{
	if (!is_base64)
		decoder_pad(decoder);
	if (g_strcmp0(decoder->charset, charset) == 0)
		return;
	decoder_flush(decoder);
	g_free(decoder->charset);
	decoder->charset = g_strdup(charset);
}

static GString *
decode_q(const char *text, size_t size)
{
	GString *out = g_string_sized_new(size);

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '_') {
			g_string_append_c(out, ' ');
		} else if (text[i] == '=' && i + 2 < size && g_ascii_isxdigit(text[i + 1]) &&
			   g_ascii_isxdigit(text[i + 2])) {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(text[i + 1]) << 4 |
						      g_ascii_xdigit_value(text[i + 2])));
			i += 2;
		} else {
			g_string_append_c(out, text[i]);
		}
	}
	return out;
}

static GString *
decode_b(struct decoder *decoder, const char *text, size_t size)
{
	GString *out = g_string_sized_new(size);
	g_autofree guchar *bytes = g_malloc(size / 4 * 3 + 6);
	size_t used = g_base64_decode_step(text, size, bytes, &decoder->state, &decoder->save);

	if (size > 0 && text[size - 1] == '=')
		decoder->state = 0,
		decoder->save = 0; /* padding ends it, whatever its number */
	g_string_append_len(out, (char *)bytes, (gssize)used);
	return out;
}

/*
 * Where the text of a word ends: at "?=". In Q "?=20" is a question mark and a blank when
 * another
 * "?=" follows. A word that was cut off has all that is left, when nothing of it is a blank.
 * NULL: this is no word.
 */
static const char *
find_end(const struct decoder *decoder, const char *text, char encoding)
{
	if (decoder->last_end == NULL || text > decoder->last_end)
		return text >= decoder->tail && *text != '\0' ? text + strlen(text) : NULL;
	const char *end = strstr(text, "?=");
	while (encoding == 'q' && end < decoder->last_end && g_ascii_isxdigit(end[2]) &&
	       g_ascii_isxdigit(end[3])) {
		const char *next = strstr(end + 2, "?=");

		if (memmem(end + 2, (size_t)(next - end), "=?", 2) != NULL)
			break;
		end = next;
	}
	return end;
}

/*
 * encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="
 * Returns its length and adds its bytes, or 0 when there is none at `at`.
 */
static size_t
take_word(struct decoder *decoder, const char *at)
{
	const char *charset = at + 2;
	const char *charset_end = strchr(charset, '?');

	if (charset_end == NULL || charset_end - charset > 60 || charset_end[1] == '\0' ||
	    charset_end[2] != '?')
		return 0;
	const char *text = charset_end + 3;
	char encoding = g_ascii_tolower(charset_end[1]);
	if (encoding != 'q' && encoding != 'b')
		return 0;
	const char *end = find_end(decoder, text, encoding);
	if (end == NULL)
		return 0;
	size_t charset_size = strcspn(charset, "*?");
	g_autofree char *name = g_ascii_strdown(charset, (gssize)charset_size);
	size_t size = (size_t)(end - text);
	if (*end == '\0' && size > 0 && end[-1] == '?')
		size--;
	decoder_begin(decoder, name, encoding == 'b');
	GString *bytes = encoding == 'q' ? decode_q(text, size) : decode_b(decoder, text, size);
	g_string_append_len(decoder->bytes, bytes->str, (gssize)bytes->len);
	g_string_free(bytes, TRUE);
	return (size_t)(end - at) + (*end != '\0' ? 2 : 0);
}

/* RFC 2047 §6.2: blanks between two encoded words are not text. */
static const char *
skip_blanks_before_word(const char *at)
{
	const char *next = at + strspn(at, " \t");

	return strncmp(next, "=?", 2) == 0 ? next : at;
}

char *
word_decode(const char *bytes, bool *ret_repaired)
{
	struct decoder decoder = {
	    .out = g_string_new(NULL), .bytes = g_string_new(NULL), .tail = bytes};
	const char *at = bytes;

	for (const char *p = bytes; *p != '\0'; p++) {
		if (p[0] == '?' && p[1] == '=')
			decoder.last_end = p;
		if (strchr(" \t\"<>,", *p) != NULL)
			decoder.tail = p + 1;
	}

	while (*at != '\0') {
		size_t size = 0;

		if (at[0] == '=' && at[1] == '?')
			size = take_word(&decoder, at);
		if (size > 0) {
			at = skip_blanks_before_word(at + size);
			continue;
		}
		size = strcspn(at + 1, "=") + 1;
		decoder_begin(&decoder, NULL, false);
		g_string_append_len(decoder.bytes, at, (gssize)size);
		at += size;
	}
	decoder_flush(&decoder);
	char *line = text_clean_line(decoder.out->str, decoder.out->len);
	if (decoder.is_repaired && ret_repaired != NULL)
		*ret_repaired = true;
	g_string_free(decoder.out, TRUE);
	g_string_free(decoder.bytes, TRUE);
	g_free(decoder.charset);
	return line;
}
