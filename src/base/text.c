#include "config.h"
#include "base/text.h"

#include <string.h>

#include "base/limit.h"

#define MARKS_MAX 30u           /* Unicode UAX #15 §13: Stream-Safe Text */
#define PART_BYTES 256u         /* GLib moves all that follows for each letter it composes */
#define CAPITAL_I_DOT 0x130u    /* the letter that becomes two */
#define CAPITAL_SIGMA 0x3a3u    /* and the one that looks at its neighbours */
#define GRAPHEME_JOINER 0x034fu /* shows nothing, and ends a run of marks */
#define FILE_NAME_BYTES 200u

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

/* Length of the character at p when NFC leaves it alone and it joins nothing before it, as
 * nearly all that people write in Latin and Cyrillic letters does; 0 for all others, and for
 * what text_clean() changes. */
static size_t
stable_size(const unsigned char *p)
{
	if (p[0] < 0x80)
		return (p[0] >= 0x20 && p[0] != 0x7f) || p[0] == '\n' || p[0] == '\t' ? 1 : 0;
	if ((p[0] == 0xc2 && p[1] >= 0xa0) || (p[0] > 0xc2 && p[0] <= 0xcb) || p[0] == 0xd0 ||
	    p[0] == 0xd1)
		return 2; /* U+00A0 to U+02FF, U+0400 to U+047F */
	if (p[0] == 0xe2 &&
	    ((p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xa7) || (p[1] == 0x82 && p[2] >= 0xa0)))
		return 3; /* dashes and quotation marks; currencies */
	return 0;
}

/* Bytes from p on that can be taken as they stand. The last character is not among them when a
 * mark behind it may join it. */
static size_t
stable_run(const char *p)
{
	const unsigned char *begin = (const unsigned char *)p, *at = begin, *last = begin;

	for (size_t size; (size = stable_size(at)) > 0; at += size)
		last = at;
	return (size_t)((*at < 0x80 ? at : last) - begin);
}

char *
text_clean(const char *bytes, size_t size_bytes)
{
	g_autofree char *valid = g_utf8_make_valid(bytes, (gssize)size_bytes);
	GString *out = g_string_sized_new(size_bytes);
	g_autoptr(GString) part = g_string_sized_new(2 * PART_BYTES);
	unsigned marks = 0; /* in a row: normalising costs the square of their number */

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		size_t run = stable_run(p);

		if (run > 0) {
			if (part->len > 0)
				add_normalised(out, part);
			g_string_append_len(out, p, (gssize)run);
			marks = 0;
			p += run;
			if (*p == '\0')
				break;
		}
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
	char *clean = text_clean(bytes, size_bytes);
	char *out = clean;
	bool blank = false;

	for (const char *p = clean, *next; *p != '\0'; p = next) {
		next = g_utf8_next_char(p);
		if (g_unichar_isspace(g_utf8_get_char(p))) {
			blank = out > clean;
			continue;
		}
		/* Never longer than what was read: a blank stands for at least one. */
		if (blank)
			*out++ = ' ';
		blank = false;
		memmove(out, p, (size_t)(next - p));
		out += next - p;
	}
	*out = '\0';
	return clean;
}

char *
text_lower(const char *text, gssize size_bytes)
{
	size_t size = size_bytes < 0 ? strlen(text) : (size_t)size_bytes;
	GString *out = g_string_sized_new(size);

	for (const char *p = text, *end = text + size; p < end;) {
		const char *begin = p;

		while (p < end && (*p & 0x80) == 0)
			p++;
		g_string_append_len(out, begin, p - begin);
		for (gsize i = out->len - (gsize)(p - begin); i < out->len; i++)
			out->str[i] = g_ascii_tolower(out->str[i]);
		for (; p < end && (*p & 0x80) != 0; p = g_utf8_next_char(p)) {
			gunichar c = g_utf8_get_char(p);

			if (c == CAPITAL_I_DOT || c == CAPITAL_SIGMA) {
				g_string_free(out, TRUE);
				return g_utf8_strdown(text, (gssize)size);
			}
			g_string_append_unichar(out, g_unichar_tolower(c));
		}
	}
	return g_string_free(out, FALSE);
}

bool
text_starts_with_any(const char *text, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (words[i][0] == text[0] && g_str_has_prefix(text, words[i]))
			return true;
	return false;
}

char *
text_file_name(const char *name)
{
	g_autofree char *line = text_clean_line(name, strlen(name));
	GString *out = g_string_new(NULL);

	for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		g_string_append_unichar(out, c == '/' || c == '\\' ? '_' : c);
	}
	char *result = g_string_free(out, FALSE);
	text_truncate(result, FILE_NAME_BYTES);
	return result;
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
