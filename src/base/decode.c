#include "config.h"
#include "base/decode.h"

#include <string.h>

void
decoder_init(struct decoder *decoder, const char *encoding)
{
	*decoder = (struct decoder){.kind = DECODE_NOTHING};
	if (g_ascii_strcasecmp(encoding, "base64") == 0)
		decoder->kind = DECODE_BASE64;
	else if (g_ascii_strcasecmp(encoding, "quoted-printable") == 0)
		decoder->kind = DECODE_QUOTED_PRINTABLE;
}

static void
append(GByteArray *out, const void *bytes, size_t size)
{
	g_byte_array_append(out, bytes, (guint)size);
}

/* The value of a letter of RFC 2045 table 1, -1 for what is none. */
static int
letter_value(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Letters only, at most two "=" at the end: how many of those, -1 when anything else is there.
 */
static int
count_padding(const char *line, size_t size)
{
	int padding = 0;

	for (size_t i = 0; i < size; i++) {
		if (line[i] == '=')
			padding++;
		else if (padding > 0 || letter_value((unsigned char)line[i]) < 0)
			return -1;
	}
	return padding <= 2 ? padding : -1;
}

static bool
is_line_ends(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != '\r' && bytes[i] != '\n')
			return false;
	return true;
}

bool
decode_find_lines(
    const char *bytes, size_t size_bytes, unsigned *ret_chars, unsigned *ret_line_bytes)
{
	size_t chars = 0, line_bytes = 0;
	bool is_last = false;

	for (size_t at = 0; at < size_bytes;) {
		const char *newline = memchr(bytes + at, '\n', size_bytes - at);
		size_t end = newline != NULL ? (size_t)(newline - bytes) : size_bytes;
		size_t next = newline != NULL ? end + 1 : end;

		if (newline != NULL && end > at && bytes[end - 1] == '\r')
			end--;
		if (end == at || is_last) {
			if (!is_line_ends(bytes + at, size_bytes - at))
				return false;
			break;
		}
		int padding = count_padding(bytes + at, end - at);
		if (chars == 0) {
			chars = end - at;
			line_bytes = newline != NULL ? next - at : chars + 2;
		}
		if (padding < 0 || end - at > chars || (end - at) % 4 != 0 ||
		    chars > G_MAXINT32)
			return false;
		is_last = padding > 0 || end - at < chars || newline == NULL;
		if (!is_last && next - at != line_bytes)
			return false;
		at = next;
	}
	*ret_chars = (unsigned)chars;
	*ret_line_bytes = (unsigned)line_bytes;
	return chars > 0;
}

guint64
decode_place(guint64 place, unsigned chars, unsigned line_bytes)
{
	guint64 letters = place / 3 * 4;

	return letters / chars * line_bytes + letters % chars;
}

/* The bytes that a group cut short still holds: two letters make one, three make two. */
static size_t
end_group(struct decoder *d, guint8 *out)
{
	size_t used = 0;

	if (d->letters >= 2)
		out[used++] = (guint8)(d->bits >> (6 * d->letters - 8));
	if (d->letters == 3)
		out[used++] = (guint8)(d->bits >> 2);
	d->letters = 0;
	d->bits = 0;
	return used;
}

static void
push_base64(struct decoder *d, const unsigned char *bytes, size_t size, GByteArray *out)
{
	size_t used = 0;

	g_byte_array_set_size(out, (guint)(size / 4 * 3 + 6));
	for (size_t i = 0; i < size && !d->is_over; i++) {
		int value = letter_value(bytes[i]);

		/* One letter is no byte yet: a "=" there is rubbish, not the end. */
		if (bytes[i] == '=' && d->letters >= 2) {
			used += end_group(d, out->data + used);
			d->is_over = true;
		}
		if (value < 0)
			continue;
		d->bits = d->bits << 6 | (guint32)value;
		if (++d->letters < 4)
			continue;
		out->data[used++] = (guint8)(d->bits >> 16);
		out->data[used++] = (guint8)(d->bits >> 8);
		out->data[used++] = (guint8)d->bits;
		d->letters = 0;
		d->bits = 0;
	}
	g_byte_array_set_size(out, (guint)used);
}

static void
release_held(struct decoder *d, GByteArray *out)
{
	append(out, d->held, d->held_size);
	d->held_size = 0;
}

/* "=" held, then up to two more: =XY is a byte, = CRLF and = LF a soft line break. */
static void
push_escape(struct decoder *d, char c, GByteArray *out)
{
	d->held[d->held_size++] = c;
	if (d->held_size == 2) {
		if (c == '\n')
			d->held_size = 0;
		else if (c != '\r' && !g_ascii_isxdigit(c))
			release_held(d, out);
		return;
	}
	if (d->held[1] == '\r' && c == '\n') {
		d->held_size = 0;
	} else if (g_ascii_isxdigit(d->held[1]) && g_ascii_isxdigit(c)) {
		guint8 byte =
		    (guint8)(g_ascii_xdigit_value(d->held[1]) << 4 | g_ascii_xdigit_value(c));

		append(out, &byte, 1);
		d->held_size = 0;
	} else {
		release_held(d, out);
	}
}

static void
push_quoted(struct decoder *d, const char *bytes, size_t size, GByteArray *out)
{
	const char *end = bytes + size;

	for (const char *at = bytes; at < end;) {
		if (d->held_size > 0) {
			push_escape(d, *at++, out);
			continue;
		}
		const char *escape = memchr(at, '=', (size_t)(end - at));
		if (escape != at) {
			append(out, at, (size_t)((escape != NULL ? escape : end) - at));
			at = escape != NULL ? escape : end;
		} else {
			d->held[d->held_size++] = *at++;
		}
	}
}

void
decoder_push(struct decoder *decoder, const void *bytes, size_t size_bytes, GByteArray *out)
{
	g_byte_array_set_size(out, 0);
	if (decoder->kind == DECODE_BASE64)
		push_base64(decoder, bytes, size_bytes, out);
	else if (decoder->kind == DECODE_QUOTED_PRINTABLE)
		push_quoted(decoder, bytes, size_bytes, out);
	else
		append(out, bytes, size_bytes);
}

void
decoder_finish(struct decoder *decoder, GByteArray *out)
{
	guint8 rest[3];

	g_byte_array_set_size(out, 0);
	release_held(decoder, out);
	if (decoder->kind == DECODE_BASE64)
		append(out, rest, end_group(decoder, rest));
}
