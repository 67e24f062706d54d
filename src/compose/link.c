#include "config.h"
#include "compose/link.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"

#define LINK_TOKEN_CHARACTERS 43 /* 256 bits in base64url */

static bool
is_made_of(const char *text, const char *extra)
{
	for (const char *p = text; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr(extra, *p) == NULL)
			return false;
	return true;
}

char *
link_for_contact(const char *base_url, const char *token, GError **error)
{
	if (strlen(token) < LINK_TOKEN_CHARACTERS || !is_made_of(token, "-_")) {
		error_set(error, ERROR_REJECT, "the token of a magic link is not base64url");
		return NULL;
	}
	return g_strconcat(base_url, "/l/", token, NULL);
}

char *
link_for_page(const char *base_url, const char *path, GError **error)
{
	if (path[0] != '/' || path[1] == '/' || !is_made_of(path, "/-_")) {
		error_set(error, ERROR_REJECT, "the path of a page is not one of ours");
		return NULL;
	}
	return g_strconcat(base_url, path, NULL);
}
