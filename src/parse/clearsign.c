#include "config.h"
#include "parse/clearsign.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define BEGIN_TEXT "-----BEGIN PGP SIGNED MESSAGE-----"
#define BEGIN_SIGNATURE "-----BEGIN PGP SIGNATURE-----"
#define END_SIGNATURE "-----END PGP SIGNATURE-----"

static size_t
line_size(const char *at)
{
	size_t size = strcspn(at, "\n");

	return at[size] == '\n' ? size + 1 : size;
}

/* Nothing but blanks may follow an armour line. */
static bool
is_armour(const char *at, const char *armour)
{
	size_t size = strlen(armour);

	if (strncmp(at, armour, size) != 0)
		return false;
	size += strspn(at + size, " \t\r");
	return at[size] == '\n' || at[size] == '\0';
}

/* Armour headers ("Hash: SHA256") end with an empty line; text without one has begun at once.
 */
static const char *
skip_headers(const char *at)
{
	const char *start = at;

	while (*at != '\0') {
		size_t size = line_size(at);
		size_t name = strcspn(at, ": \n");

		if (strspn(at, " \t\r\n") >= size)
			return at + size;
		if (at[name] != ':')
			return start;
		at += size;
	}
	return start;
}

char *
clearsign_strip(const char *text)
{
	enum { OUTSIDE, SIGNED, SIGNATURE } where = OUTSIDE;
	bool is_met = false;
	GString *out = NULL;

	if (strstr(text, BEGIN_TEXT) == NULL)
		return NULL;
	out = g_string_sized_new(strlen(text));
	for (const char *at = text; *at != '\0';) {
		size_t size = line_size(at);

		if (where == OUTSIDE && is_armour(at, BEGIN_TEXT)) {
			where = SIGNED;
			is_met = true;
			at = skip_headers(at + size);
			continue;
		}
		if (where == SIGNED && is_armour(at, BEGIN_SIGNATURE))
			where = SIGNATURE;
		if (where == SIGNED && strncmp(at, "- ", 2) == 0)
			g_string_append_len(out, at + 2, (gssize)size - 2);
		else if (where != SIGNATURE)
			g_string_append_len(out, at, (gssize)size);
		if (where == SIGNATURE && is_armour(at, END_SIGNATURE))
			where = OUTSIDE;
		at += size;
	}
	return g_string_free(out, !is_met);
}
