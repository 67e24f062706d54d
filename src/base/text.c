#include "config.h"
#include "base/text.h"

#include <string.h>

#include "base/limit.h"

#define MARKS_MAX 30u           /* Unicode UAX #15 §13: Stream-Safe Text */
#define PART_BYTES 256u         /* GLib moves all that follows for each letter it composes */
#define GRAPHEME_JOINER 0x034fu /* shows nothing, and ends a run of marks */

static bool
is_control(gunichar c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

/* True when c never joins what stands before it: then the text may be normalised in two parts.
 * Letters that do join are marks, and vowels and finals of Hangul. */
static bool
begins_anew(gunichar c)
{
	return c < 0x80 || (g_unichar_combining_class(c) == 0 && !g_unichar_ismark(c) &&
			       (c < 0x1160 || c > 0x11ff));
}

/* Moves the part to the end of out, in NFC. */
static void
add_normalised(GString *out, GString *part)
{
	g_autofree char *composed =
	    g_utf8_normalize(part->str, (gssize)part->len, G_NORMALIZE_NFC);

	g_string_append(out, composed);
	g_string_truncate(part, 0);
}

char *
text_clean(const char *bytes, size_t size_bytes)
{
	g_autofree char *valid = g_utf8_make_valid(bytes, (gssize)size_bytes);
	GString *out = g_string_sized_new(size_bytes);
	g_autoptr(GString) part = g_string_sized_new(2 * PART_BYTES);
	unsigned marks = 0; /* in a row: normalising costs the square of their number */

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\r' && p[1] != '\n')
			c = '\n';
		if (is_control(c))
			continue;
		marks = g_unichar_combining_class(c) != 0 ? marks + 1 : 0;
		if (marks > MARKS_MAX) {
			g_string_append_unichar(part, GRAPHEME_JOINER);
			marks = 1;
		}
		if (part->len >= PART_BYTES && begins_anew(c))
			add_normalised(out, part);
		g_string_append_unichar(part, c);
	}
	add_normalised(out, part);
	return g_string_free(out, FALSE);
}

char *
text_clean_line(const char *bytes, size_t size_bytes)
{
	g_autofree char *clean = text_clean(bytes, size_bytes);
	GString *out = g_string_new(NULL);
	bool blank = false;

	for (const char *p = clean; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isspace(c)) {
			blank = out->len > 0;
			continue;
		}
		if (blank)
			g_string_append_c(out, ' ');
		blank = false;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

void
text_truncate(char *text, size_t limit_bytes)
{
	if (strlen(text) <= limit_bytes)
		return;
	char *end = text + limit_bytes;
	while (end > text && ((unsigned char)*end & 0xc0) == 0x80)
		end--;
	*end = '\0';
}

bool
text_is_line_safe(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return false;
	return true;
}

bool
text_is_mail_address(const char *address)
{
	const char *at = strrchr(address, '@');

	return at != NULL && at != address && at[1] != '\0' &&
	       strlen(address) <= LIMIT_ADDRESS_BYTES && text_is_line_safe(address) &&
	       strpbrk(address, "<> ") == NULL && g_utf8_validate(address, -1, NULL);
}

char *
text_hex(const void *bytes, size_t size_bytes)
{
	static const char digit[] = "0123456789abcdef";
	const unsigned char *in = bytes;
	char *hex = g_malloc(2 * size_bytes + 1);

	for (size_t i = 0; i < size_bytes; i++) {
		hex[2 * i] = digit[in[i] >> 4];
		hex[2 * i + 1] = digit[in[i] & 15];
	}
	hex[2 * size_bytes] = '\0';
	return hex;
}

bool
text_unhex(const char *hex, void *ret_bytes, size_t size_bytes)
{
	g_autofree unsigned char *out = g_malloc(size_bytes + 1);

	if (strlen(hex) != 2 * size_bytes)
		return false;
	for (size_t i = 0; i < size_bytes; i++) {
		if (!g_ascii_isxdigit(hex[2 * i]) || !g_ascii_isxdigit(hex[2 * i + 1]))
			return false;
		out[i] = (unsigned char)(g_ascii_xdigit_value(hex[2 * i]) << 4 |
					 g_ascii_xdigit_value(hex[2 * i + 1]));
	}
	memcpy(ret_bytes, out, size_bytes);
	return true;
}
