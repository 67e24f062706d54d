#include "config.h"
#include "compose/header.h"

#include <stdbool.h>
#include <string.h>

#define LINE_BYTES 76 /* RFC 2047 §2: at most this with an encoded word in it */
#define WORD_BYTES 64 /* longer words are encoded, because they could not be folded */
#define ENCODED_BYTES                                                                          \
	45 /* of UTF-8 in one encoded word: 60 characters of base64, 72 in all                 \
	    */

/* A header field that is being written: value so far and the column of its last line. */
struct line {
	GString *value;
	gsize column;
};

/* Appends a word after a blank or, where the line would become too long, a fold. */
static void
line_add(struct line *line, const char *word, gsize length)
{
	bool is_first = line->value->len == 0;

	if (!is_first && line->column + 1 + length > LINE_BYTES) {
		g_string_append_c(line->value, '\n');
		line->column = 0;
	}
	if (!is_first) {
		g_string_append_c(line->value, ' ');
		line->column++;
	}
	g_string_append_len(line->value, word, (gssize)length);
	line->column += length;
}

/* Appends text as encoded words, cut between characters. */
static void
line_add_encoded(struct line *line, const char *text, gsize length)
{
	const char *end = text + length;

	while (text < end) {
		const char *cut = text;
		while (cut < end && g_utf8_next_char(cut) - text <= ENCODED_BYTES)
			cut = g_utf8_next_char(cut);
		g_autofree char *base64 =
		    g_base64_encode((const guchar *)text, (gsize)(cut - text));
		g_autofree char *word = g_strconcat("=?utf-8?B?", base64, "?=", NULL);
		line_add(line, word, strlen(word));
		text = cut;
	}
}

static struct line
line_begin(const char *name)
{
	return (struct line){g_string_new(NULL), strlen(name) + strlen(": ")};
}

/* True for a word that may stand in a header field as it is. */
static bool
is_plain(const char *word, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isgraph(word[i]) ||
		    (word[i] == '=' && i + 1 < length && word[i + 1] == '?'))
			return false;
	return length <= WORD_BYTES;
}

/* Where the word at p ends: a blank or the end of the text. */
static gsize
word_length(const char *p)
{
	return strcspn(p, " ");
}

/* From the first word that is not plain to the end of the last one. False: all are plain. */
static bool
find_run(const char *text, gsize *ret_start, gsize *ret_end)
{
	bool found = false;

	for (const char *p = text; *p != '\0';) {
		gsize length = word_length(p);

		if (length > 0 && !is_plain(p, length)) {
			if (!found)
				*ret_start = (gsize)(p - text);
			*ret_end = (gsize)(p - text) + length;
			found = true;
		}
		p += length;
		p += *p == ' ' ? 1 : 0;
	}
	return found;
}

static void
line_add_plain(struct line *line, const char *text, gsize length)
{
	const char *end = text + length;

	while (text < end) {
		gsize word = MIN(word_length(text), (gsize)(end - text));
		if (word > 0)
			line_add(line, text, word);
		text += word + 1;
	}
}

char *
header_encode_text(const char *name, const char *text)
{
	struct line line = line_begin(name);
	gsize start = strlen(text), end = start;

	find_run(text, &start, &end);
	line_add_plain(&line, text, start);
	line_add_encoded(&line, text + start, end - start);
	line_add_plain(&line, text + end, strlen(text + end));
	return g_string_free(line.value, FALSE);
}

static char *
quote(const char *display)
{
	GString *quoted = g_string_new("\"");

	for (const char *p = display; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *p);
	}
	g_string_append_c(quoted, '"');
	return g_string_free(quoted, FALSE);
}

char *
header_encode_mailbox(const char *name, const char *display, const char *address)
{
	g_autofree char *bracketed = g_strconcat("<", address, ">", NULL);
	gsize start = 0, end = 0;

	if (*display == '\0')
		return g_strdup(address);
	struct line line = line_begin(name);
	if (find_run(display, &start, &end)) {
		line_add_encoded(&line, display, strlen(display));
	} else {
		g_autofree char *quoted = quote(display);
		line_add_plain(&line, quoted, strlen(quoted));
	}
	line_add(&line, bracketed, strlen(bracketed));
	return g_string_free(line.value, FALSE);
}
