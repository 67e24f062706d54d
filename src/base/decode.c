/* decode: the streaming decoders of download.h. */
#include "config.h"
#include "web/download.h"

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

static void
push_base64(struct decoder *d, const char *bytes, size_t size, GByteArray *out)
{
	g_byte_array_set_size(out, (guint)(size / 4 * 3 + 3));
	gsize got = g_base64_decode_step(bytes, size, out->data, &d->state, &d->save);
	g_byte_array_set_size(out, (guint)got);
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
	for (size_t i = 0; i < size; i++) {
		if (d->held_size > 0)
			push_escape(d, bytes[i], out);
		else if (bytes[i] == '=')
			d->held[d->held_size++] = '=';
		else
			append(out, &bytes[i], 1);
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
	g_byte_array_set_size(out, 0);
	release_held(decoder, out);
}
