#include "config.h"
#include "parse/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet/uchardet.h>

#include "parse/iso2022jp.h"

#define NAME_BYTES 40u

/* Every charset that may reach iconv; the order is that of converters[]. */
static const char *const listed[] = {"UTF-8", "WINDOWS-1252", "ISO-8859-2", "ISO-8859-3",
    "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-9",
    "ISO-8859-10", "ISO-8859-11", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16",
    "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255",
    "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258", "CP874", "CP437", "CP850", "CP852", "CP855",
    "CP858", "CP866", "KOI8-R", "KOI8-U", "MACINTOSH", "MAC-CYRILLIC", "SHIFT_JIS", "CP932",
    "EUC-JP-MS", "ISO-2022-JP", "ISO-2022-KR", "EUC-KR", "CP949", "GBK", "GB18030", "BIG5",
    "BIG5-HKSCS", "EUC-TW", "TIS-620", "UTF-7", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"};

static iconv_t converters[G_N_ELEMENTS(listed)];
static bool is_open[G_N_ELEMENTS(listed)];

/* Names in the wild, folded as by fold_name(): blanks and quotes gone, '_' as '-'. */
static const struct {
	const char *alias, *name;
} aliases[] = {
    {"ascii", "WINDOWS-1252"},
    {"us-ascii", "WINDOWS-1252"},
    {"usascii", "WINDOWS-1252"},
    {"ansi-x3.4-1968", "WINDOWS-1252"},
    {"646", "WINDOWS-1252"},
    {"7bit", "WINDOWS-1252"},
    {"8bit", "WINDOWS-1252"},
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"iso88591", "WINDOWS-1252"},
    {"8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"latin-1", "WINDOWS-1252"},
    {"l1", "WINDOWS-1252"},
    {"cp819", "WINDOWS-1252"},
    {"utf8", "UTF-8"},
    {"utf-8-sig", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"unicode-1-1-utf-7", "UTF-7"},
    {"utf7", "UTF-7"},
    {"utf16", "UTF-16"},
    {"unicode", "UTF-16"},
    {"ucs-2", "UTF-16"},
    {"iso-10646-ucs-2", "UTF-16BE"},
    {"utf32", "UTF-32"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-8-e", "ISO-8859-8"},
    {"iso-8859-6-i", "ISO-8859-6"},
    {"latin2", "ISO-8859-2"},
    {"latin5", "ISO-8859-9"},
    {"latin9", "ISO-8859-15"},
    {"latin-9", "ISO-8859-15"},
    {"macroman", "MACINTOSH"},
    {"mac", "MACINTOSH"},
    {"mac-roman", "MACINTOSH"},
    {"koi8", "KOI8-R"},
    {"sjis", "CP932"},
    {"shift-jis", "CP932"},
    {"ms-kanji", "CP932"},
    {"windows-31j", "CP932"},
    {"eucjp", "EUC-JP-MS"},
    {"euc-jp", "EUC-JP-MS"},
    {"cp51932", "EUC-JP-MS"},
    {"iso-2022-jp-ms", "ISO-2022-JP"},
    {"iso-2022-jp-1", "ISO-2022-JP"},
    {"iso-2022-jp-2", "ISO-2022-JP"},
    {"csiso2022jp", "ISO-2022-JP"},
    {"cp50220", "ISO-2022-JP"},
    {"cp50221", "ISO-2022-JP"},
    {"cp50222", "ISO-2022-JP"},
    {"jis", "ISO-2022-JP"},
    {"ks-c-5601-1987", "CP949"},
    {"ks-c-5601", "CP949"},
    {"ksc5601", "CP949"},
    {"uhc", "CP949"},
    {"euckr", "CP949"},
    {"gb2312", "GB18030"},
    {"gb-2312", "GB18030"},
    {"gb-2312-80", "GB18030"},
    {"euc-cn", "GB18030"},
    {"cp936", "GB18030"},
    {"ms936", "GB18030"},
    {"windows-936", "GB18030"},
    {"big5-eten", "BIG5"},
    {"cp950", "BIG5"},
    {"windows-950", "BIG5"},
    {"cn-big5", "BIG5"},
    {"windows-874", "CP874"},
    {"ibm437", "CP437"},
    {"ibm850", "CP850"},
    {"ibm852", "CP852"},
    {"ibm866", "CP866"},
    {"windows-949", "CP949"},
};

static iconv_t
converter_open(size_t index)
{
	if (!is_open[index]) {
		converters[index] = iconv_open("UTF-8", listed[index]);
		is_open[index] = true;
	}
	return converters[index];
}

void
charset_preload(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(listed); i++) {
		iconv_t cd = converter_open(i);
		char in[] = "a", out[16], *in_at = in, *out_at = out;
		size_t in_left = 1, out_left = sizeof(out);

		/* GMime converts file names by handles of its own; an open one keeps the
		 * module. One conversion makes the module load what it loads lazily. */
		if (cd == (iconv_t)-1)
			continue;
		(void)iconv(cd, &in_at, &in_left, &out_at, &out_left);
		(void)iconv(cd, NULL, NULL, NULL, NULL);
	}
}

/* Lower case, without blanks and quotes, '_' as '-', a prefix x- gone. */
static void
fold_name(const char *name, size_t name_size, char ret_folded[NAME_BYTES])
{
	size_t used = 0;

	for (size_t i = 0; i < name_size && used + 1 < NAME_BYTES; i++) {
		char c = g_ascii_tolower(name[i]);

		if (strchr(" \t\r\n\"';", c) != NULL)
			continue;
		ret_folded[used++] = c == '_' ? '-' : c;
	}
	ret_folded[used] = '\0';
	if (strncmp(ret_folded, "x-", 2) == 0)
		memmove(ret_folded, ret_folded + 2, used - 1);
}

static const char *
listed_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(listed); i++)
		if (g_ascii_strcasecmp(name, listed[i]) == 0)
			return listed[i];
	return NULL;
}

const char *
charset_find(const char *name, size_t name_size)
{
	char folded[NAME_BYTES];
	char other[NAME_BYTES + 16];

	/* "us-ascii (Plain text)": RFC 2045 §5.1 allows comments */
	const char *comment = memchr(name, '(', name_size);
	if (comment != NULL)
		name_size = (size_t)(comment - name);
	if (name_size >= NAME_BYTES)
		return NULL;
	fold_name(name, name_size, folded);
	for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (strcmp(folded, aliases[i].alias) == 0)
			return listed_find(aliases[i].name);
	if (listed_find(folded) != NULL)
		return listed_find(folded);
	/* cp1251, cp-1251, win1251, ibm866, iso8859-15, 8859-15 */
	const char *digits = folded + strcspn(folded, "0123456789");
	if (g_str_has_prefix(digits, "8859-"))
		g_snprintf(other, sizeof(other), "iso-%s", digits);
	else if (g_str_has_prefix(digits, "125"))
		g_snprintf(other, sizeof(other), "windows-%s", digits);
	else
		g_snprintf(other, sizeof(other), "cp%s", digits);
	return digits[0] != '\0' ? listed_find(other) : NULL;
}

/*
 * Converts everything into out. An illegal or cut sequence fails when lossy is false, else it
 * becomes U+FFFD and counts in *ret_lost.
 */
static bool
convert(const char *name, const char *bytes, size_t size, bool lossy, GString *out,
    size_t *ret_lost)
{
	size_t index = 0;
	char buffer[4096];
	char *in = (char *)bytes; /* iconv(3) does not write there */
	size_t left = size;

	while (listed[index] != name)
		index++;
	iconv_t cd = converter_open(index);
	if (cd == (iconv_t)-1)
		return false;
	(void)iconv(cd, NULL, NULL, NULL, NULL);
	*ret_lost = 0;
	while (left > 0) {
		char *at = buffer;
		size_t room = sizeof(buffer);
		size_t before = left;
		size_t result = iconv(cd, &in, &left, &at, &room);
		int reason = errno;

		g_string_append_len(out, buffer, at - buffer);
		if (result != (size_t)-1)
			break;
		if (reason == E2BIG && (left < before || at > buffer))
			continue;
		if (!lossy || left == 0)
			return left == 0 && lossy;
		g_string_append(out, "\xef\xbf\xbd");
		(*ret_lost)++;
		in++;
		left--;
	}
	char *at = buffer;
	size_t room = sizeof(buffer);
	(void)iconv(cd, NULL, NULL, &at, &room);
	g_string_append_len(out, buffer, at - buffer);
	return true;
}

static char *
try_charset(const char *name, const char *bytes, size_t size, bool lossy, size_t *ret_lost)
{
	GString *out = g_string_sized_new(size + 16);

	if (convert(name, bytes, size, lossy, out, ret_lost) &&
	    g_utf8_validate_len(out->str, out->len, NULL))
		return g_string_free(out, FALSE);
	g_string_free(out, TRUE);
	return NULL;
}

static bool
is_ascii(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)bytes[i] >= 0x80 || bytes[i] == 0x1b)
			return false;
	return true;
}

/* Bytes that no other charset would explain: those of escape sequences are all ASCII. */
static size_t
count_high(const char *bytes, size_t size)
{
	size_t high = 0, escapes = 0;

	for (size_t i = 0; i < size; i++) {
		high += (unsigned char)bytes[i] >= 0x80;
		escapes += bytes[i] == 0x1b;
	}
	return escapes > 0 ? size : high;
}

/* One in how many may be lost. Text of another charset is hardly ever valid UTF-8 anywhere. */
static size_t
damage_share(const char *name)
{
	return strcmp(name, "UTF-8") == 0 ? 2 : 8;
}

/* The other charsets of Latin letters differ from windows-1252 in few places: a handful of
 * bytes cannot tell which it is. */
static bool
is_doubtful(const char *name, size_t high)
{
	static const char *const latin[] = {"ISO-8859-2", "ISO-8859-3", "ISO-8859-4",
	    "ISO-8859-9", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "ISO-8859-16",
	    "WINDOWS-1250", "WINDOWS-1254", "WINDOWS-1257", "WINDOWS-1258", "MACINTOSH",
	    "CP852", NULL};

	return high < 8 && g_strv_contains(latin, name);
}

/* The ladder below the declaration. The text was not what was declared, so it is repaired. */
static char *
guess(const char *bytes, size_t size, const char *declared)
{
	size_t lost = 0;

	/* One broken byte in a long text is damage, not another charset. */
	if (declared != NULL && declared != listed[1]) {
		char *text = try_charset(declared, bytes, size, true, &lost);
		if (text != NULL && lost * damage_share(declared) <= count_high(bytes, size))
			return text;
		g_free(text);
	}
	uchardet_t detector = uchardet_new();
	uchardet_handle_data(detector, bytes, MIN(size, 65536));
	uchardet_data_end(detector);
	const char *found = uchardet_get_charset(detector);
	const char *name = charset_find(found, strlen(found));
	char *text = NULL;
	if (name != NULL && name != listed[0] && !is_doubtful(name, count_high(bytes, size)))
		text = try_charset(name, bytes, size, false, &lost);
	uchardet_delete(detector);
	return text != NULL ? text : try_charset(listed[1], bytes, size, true, &lost);
}

char *
charset_decode(const char *bytes, size_t size_bytes, const char *declared, bool *ret_repaired)
{
	const char *name = declared != NULL ? charset_find(declared, strlen(declared)) : NULL;
	bool repaired = false;
	size_t lost = 0;
	char *text = NULL;
	g_autofree char *euc = NULL;

	/* Its escape sequences are ASCII: undeclared it would pass for that. */
	bool is_japanese = name != NULL && strcmp(name, "ISO-2022-JP") == 0;
	if (is_japanese || ((name == NULL || name == listed[0] || name == listed[1]) &&
			       iso2022jp_is_met(bytes, size_bytes))) {
		GString *converted = iso2022jp_to_euc(bytes, size_bytes);

		repaired = !is_japanese;
		name = charset_find("euc-jp", 6);
		size_bytes = converted->len;
		euc = g_string_free(converted, FALSE);
		bytes = euc;
	}
	/* Latin-1 and nothing are what a program writes that never thought about it: UTF-8 that
	 * is valid and not plain ASCII is no accident. */
	bool is_wide = name != NULL &&
		       (g_str_has_prefix(name, "UTF-") || g_str_has_prefix(name, "ISO-2022"));
	if ((name == NULL || name == listed[1]) &&
	    g_utf8_validate_len(bytes, size_bytes, NULL)) {
		text = g_strndup(bytes, size_bytes);
		repaired = declared != NULL && !is_ascii(bytes, size_bytes);
	} else if (name != NULL && !is_wide && is_ascii(bytes, size_bytes)) {
		text = g_strndup(bytes, size_bytes);
	}
	g_autofree char *without_nul = NULL;
	if (text == NULL && (name == NULL || !g_str_has_prefix(name, "UTF-16")) &&
	    (name == NULL || !g_str_has_prefix(name, "UTF-32")) &&
	    memchr(bytes, '\0', size_bytes) != NULL) {
		without_nul = g_memdup2(bytes, size_bytes);
		for (size_t i = 0; i < size_bytes; i++)
			if (without_nul[i] == '\0')
				without_nul[i] = ' ';
		bytes = without_nul;
	}
	if (text == NULL && name != NULL)
		text = try_charset(name, bytes, size_bytes, false, &lost);
	if (text == NULL) {
		repaired = true;
		text = g_utf8_validate_len(bytes, size_bytes, NULL)
			   ? g_strndup(bytes, size_bytes)
			   : guess(bytes, size_bytes, name);
	}
	if (text == NULL)
		text = g_utf8_make_valid(bytes, (gssize)size_bytes);
	if (repaired && ret_repaired != NULL)
		*ret_repaired = true;
	return text;
}
