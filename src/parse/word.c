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
};

static void
decoder_flush(struct decoder *decoder)
{
	g_autofree char *text = charset_decode(
	    decoder->bytes->str, decoder->bytes->len, decoder->charset, &decoder->is_repaired);

	g_string_append(decoder->out, text);
	g_string_truncate(decoder->bytes, 0);
}

/* Bytes of one charset are gathered: a character may be cut between two words. */
static void
decoder_add(struct decoder *decoder, const char *charset, const char *bytes, size_t size)
{
	if (g_strcmp0(decoder->charset, charset) != 0) {
		decoder_flush(decoder);
		g_free(decoder->charset);
		decoder->charset = g_strdup(charset);
	}
	g_string_append_len(decoder->bytes, bytes, (gssize)size);
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
decode_b(const char *text, size_t size)
{
	gint state = 0;
	guint save = 0;
	GString *out = g_string_sized_new(size);
	g_autofree guchar *bytes = g_malloc(size / 4 * 3 + 6);
	size_t used = g_base64_decode_step(text, size, bytes, &state, &save);

	/* A last group without its padding. */
	if (state != 0)
		used += g_base64_decode_step("==", 2, bytes + used, &state, &save);
	g_string_append_len(out, (char *)bytes, (gssize)used);
	return out;
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
	const char *end = strstr(text, "?=");
	char encoding = g_ascii_tolower(charset_end[1]);
	if (end == NULL || (encoding != 'q' && encoding != 'b'))
		return 0;
	size_t charset_size = strcspn(charset, "*?");
	g_autofree char *name = g_ascii_strdown(charset, (gssize)charset_size);
	GString *bytes = encoding == 'q' ? decode_q(text, (size_t)(end - text))
					 : decode_b(text, (size_t)(end - text));
	decoder_add(decoder, name, bytes->str, bytes->len);
	g_string_free(bytes, TRUE);
	return (size_t)(end + 2 - at);
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
	struct decoder decoder = {g_string_new(NULL), g_string_new(NULL), NULL, false};
	bool has_end = strstr(bytes, "?=") != NULL;
	const char *at = bytes;

	while (*at != '\0') {
		size_t size = 0;

		if (has_end && at[0] == '=' && at[1] == '?')
			size = take_word(&decoder, at);
		if (size > 0) {
			at = skip_blanks_before_word(at + size);
			continue;
		}
		size = strcspn(at + 1, "=") + 1;
		decoder_add(&decoder, NULL, at, size);
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
