#include "config.h"
#include "parse/forward_people.h"

#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/language_word.h"

/* An addr-spec in a value: [begin, end). */
struct spot {
	size_t begin, end;
};

/* Letters of an address outside quotes (RFC 5322 §3.4.1, RFC 6531); "'" only inside. */
static bool
is_address_char(char c)
{
	return (unsigned char)c >= 0x80 || g_ascii_isalnum(c) ||
	       (c != '\0' && strchr(".!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* A no-break space or another blank of two or three bytes is no letter of an address. */
static bool
is_wide_blank(const char *value, size_t at)
{
	return (unsigned char)value[at] >= 0xc0 && language_blank_size(value + at, 4) > 0;
}

static size_t
local_begin(const char *value, size_t from, size_t at)
{
	size_t begin = at;

	while (begin > from && is_address_char(value[begin - 1])) {
		size_t before = begin - 1;
		while (before > from && ((unsigned char)value[before] & 0xc0) == 0x80)
			before--;
		if (is_wide_blank(value, before))
			break;
		begin = before;
	}
	while (begin < at && strchr("'*.", value[begin]) != NULL)
		begin++;
	return begin;
}

static size_t
domain_end(const char *value, size_t at)
{
	size_t end = at;

	if (value[end] == '[') {
		size_t literal = strcspn(value + end, "]");
		return value[end + literal] == ']' ? end + literal + 1 : at;
	}
	while (g_ascii_isalnum(value[end]) ||
	       (value[end] != '\0' && strchr("-._", value[end]) != NULL) ||
	       ((unsigned char)value[end] >= 0x80 && !is_wide_blank(value, end)))
		end += (size_t)(g_utf8_next_char(value + end) - (value + end));
	while (end > at && strchr("-._", value[end - 1]) != NULL)
		end--;
	return end;
}

/* The next address at or after `from`. */
static bool
find_address(const char *value, size_t from, struct spot *ret_spot)
{
	for (size_t at = from; value[at] != '\0'; at++) {
		at += strcspn(value + at, "@");
		if (value[at] == '\0')
			return false;
		struct spot spot = {local_begin(value, from, at), domain_end(value, at + 1)};
		if (spot.begin < at && spot.end > at + 1) {
			*ret_spot = spot;
			return true;
		}
	}
	return false;
}

/* Behind what closes an address: brackets, quotes, blanks. */
static size_t
skip_closers(const char *value, size_t at)
{
	for (;;) {
		size_t step = strspn(value + at, ">])}'\" \t*_");
		size_t blank = language_blank_size(value + at + step, 4);

		if (step + blank == 0)
			return at;
		at += step + blank;
	}
}

/*
 * "a@b <c@d>", "<a@b<mailto:a@b>>", "a@b [mailto:a@b]": is there a second one directly behind
 * that belongs to the same person? Behind one in angle brackets only the same again does.
 */
static bool
find_twin(const char *value, const struct spot *spot, struct spot *ret_twin, bool *ret_is_same)
{
	size_t at = skip_closers(value, spot->end), size = spot->end - spot->begin;

	if (value[at] == '\0' || strchr("<[(", value[at]) == NULL)
		return false;
	while (value[at] != '\0' && strchr("<[( ", value[at]) != NULL)
		at++;
	if (g_ascii_strncasecmp(value + at, "mailto:", 7) == 0)
		at += 7;
	if (!find_address(value, at, ret_twin) || ret_twin->begin - at > 1)
		return false;
	*ret_is_same =
	    ret_twin->end - ret_twin->begin == size &&
	    g_ascii_strncasecmp(value + spot->begin, value + ret_twin->begin, size) == 0;
	return *ret_is_same || spot->begin == 0 || value[spot->begin - 1] != '<';
}

/* Marks of direction stand around names and addresses in Arabic and Hebrew. */
static char *
without_marks(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c != 0x200e && c != 0x200f && c != 0xfeff &&
		    !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069))
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* A display name without quotes, brackets, emphasis and what separates people. */
static char *
clean_name(const char *value, size_t begin, size_t end)
{
	g_autofree char *name = text_clean_line(value + begin, end - begin);
	char *at = name;

	if (g_str_has_suffix(name, "mailto:"))
		name[strlen(name) - 7] = '\0';
	at += strspn(at, ",;: <[(*");
	size_t size = strlen(at);
	while (size > 0 && strchr(" <[(,:;*", at[size - 1]) != NULL)
		size--;
	while (size >= 2 && (at[0] == '"' || at[0] == '\'') && at[size - 1] == at[0]) {
		at++;
		size -= 2;
	}
	/* What is left of quotes around an address. */
	if (strspn(at, "\"'") >= size)
		size = 0;
	g_autofree char *bare = g_strndup(at, size);
	char **pieces = g_strsplit(bare, "\\\"", -1);
	char *clean = g_strstrip(g_strjoinv("\"", pieces));
	g_strfreev(pieces);
	text_truncate(clean, LIMIT_NAME_BYTES);
	return clean;
}

static bool
add_person(GPtrArray *list, const char *name, const char *value, const struct spot *spot)
{
	g_autofree char *spec = g_strndup(value + spot->begin, spot->end - spot->begin);
	g_autofree char *address = address_normalise(spec);

	if (list->len >= LIMIT_ADDRESSES)
		return false;
	evidence_add_address(list, g_ascii_strcasecmp(name, spec) == 0 ? "" : name, address);
	return true;
}

/* One entry from *at on; moves it behind. */
static bool
read_person(const char *value, size_t *at, GPtrArray *list)
{
	struct spot spot, twin;
	bool is_same = false;

	if (!find_address(value, *at, &spot))
		return false;
	/* "boss@a.b <c@d>": what looks like an address is the name. */
	size_t name_end = spot.begin;
	if (find_twin(value, &spot, &twin, &is_same)) {
		name_end = is_same ? spot.begin : spot.end;
		spot = twin;
	}
	size_t end = spot.end;
	g_autofree char *name = clean_name(value, *at, name_end);
	*at = skip_closers(value, end);
	return add_person(list, name, value, &spot);
}

void
forward_people_read(const char *text, GPtrArray *list)
{
	g_autofree char *value = without_marks(text);
	size_t at = 0;
	guint before = list->len;

	while (read_person(value, &at, list))
		;
	if (list->len > before || list->len >= LIMIT_ADDRESSES)
		return;
	/* "Rossi Mario [/O=…]" */
	g_autofree char *name = clean_name(value, 0, strcspn(value, "<["));
	if (name[0] != '\0')
		evidence_add_address(list, name, "");
}

/* A word that a date, a time or a verb is made of, not a name. */
static bool
is_no_name(const char *word, bool is_after_digit)
{
	static const char *const particles[] = {"de", "di", "da", "del", "della", "dello",
	    "dei", "dos", "das", "van", "von", "der", "den", "zu", "la", "le", "el", "al",
	    "bin", "y", "e", NULL};
	size_t size = strlen(word);

	if (strpbrk(word, "0123456789") != NULL || size == 0)
		return true;
	if (strchr(",:;", word[size - 1]) != NULL)
		return true;
	if (g_unichar_islower(g_utf8_get_char(word)))
		return !g_strv_contains(particles, word);
	/* "10:00 AM", "9:31 CEST" */
	return is_after_digit && size <= 5 &&
	       strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ.") == size;
}

/* The last words of a text that can be a name. */
static char *
last_name(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint count = g_strv_length(words), first = count;

	while (first > 0) {
		bool is_after_digit =
		    first > 1 && strpbrk(words[first - 2], "0123456789") != NULL;

		if (is_no_name(words[first - 1], is_after_digit))
			break;
		first--;
	}
	/* A particle alone does not begin a name: "da Anna". */
	while (first < count && g_unichar_islower(g_utf8_get_char(words[first])))
		first++;
	return g_strjoinv(" ", words + first);
}

void
forward_people_read_attribution(const char *line, GPtrArray *list)
{
	struct spot spot;

	if (!find_address(line, 0, &spot))
		return;
	g_autofree char *before = text_clean_line(line, spot.begin);
	size_t size = strlen(before);
	while (size > 0 && strchr(" <[(*", before[size - 1]) != NULL)
		size--;
	before[size] = '\0';
	char *quote = NULL;
	if (size > 1 && before[size - 1] == '"') {
		before[size - 1] = '\0';
		quote = strrchr(before, '"');
	}
	g_autofree char *name = quote != NULL ? g_strdup(quote + 1) : last_name(before);
	text_truncate(name, LIMIT_NAME_BYTES);
	add_person(list, name, line, &spot);
}
