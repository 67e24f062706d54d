#include "config.h"
#include "parse/iso2022jp.h"

#include <string.h>

enum set { SET_ASCII, SET_KANJI, SET_KANJI_MORE, SET_KANA };

/* RFC 1468, RFC 1554, and what is written instead of it. */
static const struct {
	const char *escape;
	enum set set;
} sets[] = {{"\033(B", SET_ASCII}, {"\033(J", SET_ASCII}, {"\033(H", SET_ASCII},
    {"\033$B", SET_KANJI}, {"\033$@", SET_KANJI}, {"\033$(B", SET_KANJI},
    {"\033$(@", SET_KANJI}, {"\033$(D", SET_KANJI_MORE}, {"\033(I", SET_KANA}};

bool
iso2022jp_is_met(const char *bytes, size_t size_bytes)
{
	const char *at = bytes, *end = bytes + size_bytes;

	while (at < end && (at = memchr(at, '\033', (size_t)(end - at))) != NULL) {
		if (end - at > 2 && at[1] == '$' && (at[2] == 'B' || at[2] == '@'))
			return true;
		at++;
	}
	return false;
}

/* Length of the escape sequence at `at`, 0 when it is none of sets[]. */
static size_t
take_escape(const char *at, size_t size, enum set *ret_set)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
		size_t length = strlen(sets[i].escape);

		if (size >= length && memcmp(at, sets[i].escape, length) == 0) {
			*ret_set = sets[i].set;
			return length;
		}
	}
	return 0;
}

static bool
is_graphic(char c)
{
	return c > ' ' && c < 127;
}

GString *
iso2022jp_to_euc(const char *bytes, size_t size_bytes)
{
	GString *out = g_string_sized_new(size_bytes);
	enum set set = SET_ASCII;

	for (size_t i = 0; i < size_bytes; i++) {
		char c = bytes[i];
		size_t escape = c == '\033' ? take_escape(bytes + i, size_bytes - i, &set) : 0;

		if (escape > 0) {
			i += escape - 1;
			continue;
		}
		if (c == '\n')
			set = SET_ASCII;
		bool is_pair = (set == SET_KANJI || set == SET_KANJI_MORE) && is_graphic(c) &&
			       i + 1 < size_bytes && is_graphic(bytes[i + 1]);
		if (set == SET_KANA && is_graphic(c))
			g_string_append_c(out, (char)0x8e);
		else if (is_pair && set == SET_KANJI_MORE)
			g_string_append_c(out, (char)0x8f);
		bool is_high = is_pair || (set == SET_KANA && is_graphic(c));
		g_string_append_c(out, is_high ? (char)(c | 0x80) : c);
		if (is_pair)
			g_string_append_c(out, (char)(bytes[++i] | 0x80));
	}
	return out;
}
