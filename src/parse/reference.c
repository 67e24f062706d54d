#include "config.h"
#include "parse/reference.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/charset.h"
#include "parse/word.h"

#define MAC_CHARACTERS 16u
#define NUMBER_MAX (G_GINT64_CONSTANT(1) << 53)
#define TOKENS_MAX 50u

/* number = 1*16DIGIT, at most 2^53. Returns where it ends, or NULL. */
static const char *
take_number(const char *at, int64_t *ret_number)
{
	int64_t number = 0;
	size_t size = strspn(at, "0123456789");

	if (size == 0 || size > 16)
		return NULL;
	for (size_t i = 0; i < size; i++)
		number = number * 10 + (at[i] - '0');
	if (number > NUMBER_MAX)
		return NULL;
	*ret_number = number;
	return at + size;
}

/* mac = 16( %x61-7A / %x32-37 ), in any case: case may be lost on the way (M17). */
static const char *
take_mac(const char *at, char ret_mac[MAC_CHARACTERS + 1])
{
	for (size_t i = 0; i < MAC_CHARACTERS; i++) {
		char c = g_ascii_tolower(at[i]);

		if (!(c >= 'a' && c <= 'z') && !(c >= '2' && c <= '7'))
			return NULL;
		ret_mac[i] = c;
	}
	ret_mac[MAC_CHARACTERS] = '\0';
	return at + MAC_CHARACTERS;
}

/* count numbers, each followed by a dot, then the mac. Returns where it ends, or NULL. */
static const char *
take_token(const char *at, size_t count, int64_t *ret_numbers, char ret_mac[MAC_CHARACTERS + 1])
{
	for (size_t i = 0; i < count; i++) {
		at = take_number(at, &ret_numbers[i]);
		if (at == NULL || *at != '.')
			return NULL;
		at++;
	}
	return take_mac(at, ret_mac);
}

/* One id, blanks within it gone: folding puts them there. False when there is no room. */
static bool
add_id(const char *bytes, size_t size, GPtrArray *list)
{
	g_autofree char *valid = charset_decode(bytes, size, NULL, NULL);
	g_autofree char *id = text_clean_line(valid, strlen(valid));
	char *end = id;

	for (const char *p = id; *p != '\0'; p++)
		if (*p != ' ')
			*end++ = *p;
	*end = '\0';
	if (id[0] == '\0' || strlen(id) > LIMIT_SUBJECT_BYTES)
		return true;
	for (guint i = 0; i < list->len; i++)
		if (strcmp(list->pdata[i], id) == 0)
			return true;
	if (list->len >= LIMIT_REFERENCES)
		return false;
	g_ptr_array_add(list, g_steal_pointer(&id));
	return true;
}

/* Some write ids without their brackets: words with an @ then. */
static bool
add_bare_ids(const char *field, GPtrArray *list)
{
	const char *at = field;

	while (*at != '\0') {
		size_t size = strcspn(at, " ,;>");

		if (memchr(at, '@', size) != NULL && memchr(at, '"', size) == NULL &&
		    !add_id(at, size, list))
			return false;
		at += size;
		at += strspn(at, " ,;>");
	}
	return true;
}

bool
reference_add_ids(const char *field, GPtrArray *list)
{
	g_autofree char *decoded =
	    strstr(field, "=?") != NULL ? word_decode(field, NULL) : NULL;
	const char *at = decoded != NULL ? decoded : field;

	if (strchr(at, '<') == NULL)
		return add_bare_ids(at, list);
	while ((at = strchr(at, '<')) != NULL) {
		size_t size = strcspn(at + 1, "<>");

		if (!add_id(at + 1, size, list))
			return false;
		at += size + 1;
	}
	return true;
}

bool
reference_find_in_address(struct evidence *evidence, const char *address)
{
	const char *domain = strrchr(address, '@');
	const char *plus = strchr(address, '+');
	int64_t number[3];
	char mac[MAC_CHARACTERS + 1];

	/* The base itself may hold a plus: the token stands behind the last one. */
	for (const char *p = plus; p != NULL && domain != NULL && p < domain;
	     p = strchr(p + 1, '+'))
		plus = p;
	if (domain == NULL || plus == NULL || plus > domain || plus == address)
		return false;
	char role[2] = {g_ascii_tolower(plus[1]), '\0'};
	if (role[0] == '\0' || strchr("crn", role[0]) == NULL || plus[2] != '.' ||
	    take_token(plus + 3, 3, number, mac) != domain ||
	    evidence->tokens_address->len >= TOKENS_MAX)
		return false;
	g_autofree char *base =
	    g_strdup_printf("%.*s%s", (int)(plus - address), address, domain);
	evidence_add_token(
	    evidence->tokens_address, role, number[0], number[1], number[2], mac, base);
	return true;
}

bool
reference_find_in_message_id(struct evidence *evidence, const char *message_id)
{
	int64_t number[3];
	char mac[MAC_CHARACTERS + 1];

	if (g_ascii_tolower(message_id[0]) != 'm' || message_id[1] != '.' ||
	    evidence->tokens_message->len >= TOKENS_MAX)
		return false;
	const char *end = take_token(message_id + 2, 3, number, mac);
	if (end == NULL || *end != '@')
		return false;
	evidence_add_token(
	    evidence->tokens_message, NULL, number[0], number[1], number[2], mac, NULL);
	return true;
}

void
reference_find_in_subject(struct evidence *evidence, const char *subject)
{
	const char *at = subject;

	while ((at = strstr(at, "[#")) != NULL && evidence->tokens_subject->len < TOKENS_MAX) {
		int64_t number[2];
		char mac[MAC_CHARACTERS + 1];
		const char *end = take_token(at + 2, 2, number, mac);

		if (end != NULL && *end == ']')
			evidence_add_token(
			    evidence->tokens_subject, NULL, number[0], 0, number[1], mac, NULL);
		at += 2;
	}
}

void
reference_find_in_loop(struct evidence *evidence, const char *field)
{
	int64_t number[2];
	char mac[MAC_CHARACTERS + 1];
	const char *end = take_token(field, 2, number, mac);

	if (end == NULL || evidence->tokens_loop->len >= TOKENS_MAX)
		return;
	g_ptr_array_add(evidence->tokens_loop,
	    g_strdup_printf(
		"%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%s", number[0], number[1], mac));
}
