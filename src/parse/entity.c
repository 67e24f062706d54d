#include "config.h"
#include "parse/entity.h"

#include <stdlib.h>
#include <string.h>

#include "parse/entity_table.h"

#define NAME_BYTES 33u       /* the longest name and a NUL */
#define LEGACY_NAME_BYTES 6u /* the longest name that needs no ';' */
#define CHARACTER_MAX 0x10ffffu

static int
compare(const void *key, const void *entry)
{
	return strcmp(key, ((const struct entity_named *)entry)->name);
}

/* HTML §13.2.5.80: windows-1252 is what the C1 numbers mean. */
static gunichar
c1_character(gunichar number)
{
	static const guint16 map[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020,
	    0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018,
	    0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153,
	    0x9d, 0x17e, 0x178};

	return number >= 0x80 && number < 0xa0 ? map[number - 0x80] : number;
}

static size_t
take_number(const char *at, gunichar *ret_character)
{
	bool is_hex = at[2] == 'x' || at[2] == 'X';
	size_t begin = is_hex ? 3 : 2, end = begin;
	gunichar number = 0;

	while (is_hex ? g_ascii_isxdigit(at[end]) : g_ascii_isdigit(at[end])) {
		number = number * (is_hex ? 16 : 10) + (gunichar)g_ascii_xdigit_value(at[end]);
		number = MIN(number, CHARACTER_MAX + 1);
		end++;
	}
	if (end == begin)
		return 0;
	number = c1_character(number);
	*ret_character = number != 0 && g_unichar_validate(number) ? number : 0xfffd;
	return at[end] == ';' ? end + 1 : end;
}

/* "&copy2026": the longest name at the begin. */
static size_t
take_legacy(
    const char *at, char *name, size_t size, bool is_in_attribute, gunichar ret_character[2])
{
	for (size = MIN(size, LEGACY_NAME_BYTES); size > 1; size--) {
		name[size] = '\0';
		const struct entity_named *found = bsearch(name, entity_legacy_names,
		    entity_legacy_name_count, sizeof(*found), compare);
		if (found == NULL)
			continue;
		char next = at[1 + size];
		if (is_in_attribute && (next == '=' || g_ascii_isalnum(next)))
			return 0;
		ret_character[0] = found->characters[0];
		return 1 + size;
	}
	return 0;
}

size_t
entity_take(const char *at, bool is_in_attribute, gunichar ret_character[2])
{
	char name[NAME_BYTES];
	size_t size = 0;

	ret_character[1] = 0;
	if (at[1] == '#')
		return take_number(at, ret_character);
	while (size + 1 < NAME_BYTES && g_ascii_isalnum(at[1 + size])) {
		name[size] = at[1 + size];
		size++;
	}
	name[size] = '\0';
	if (at[1 + size] == ';') {
		const struct entity_named *found =
		    bsearch(name, entity_names, entity_name_count, sizeof(*found), compare);
		if (found != NULL) {
			ret_character[0] = found->characters[0];
			ret_character[1] = found->characters[1];
			return size + 2;
		}
	}
	return take_legacy(at, name, size, is_in_attribute, ret_character);
}
