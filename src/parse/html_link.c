#include "config.h"
#include "parse/html_link.h"

#include <glib.h>
#include <string.h>

#define URL_BYTES 1000u
#define WRAPPINGS 3u /* one inside the other */
#define NUMBER_DIGITS 6u

/* Programs that put their own address before the one that was written, and the parameter that
 * holds it. */
static const struct {
	const char *host; /* the end of it */
	const char *path; /* the begin of it */
	const char *parameter;
} wrappings[] = {{".safelinks.protection.outlook.com", "/", "url"},
    {"www.google.com", "/url", "q"}, {"www.google.com", "/url", "url"},
    {"www.google.it", "/url", "q"}, {"l.facebook.com", "/l.php", "u"},
    {"lm.facebook.com", "/l.php", "u"}, {"l.instagram.com", "/", "u"},
    {"slack-redir.net", "/link", "url"}, {"www.youtube.com", "/redirect", "q"},
    {"linkprotect.cudasvc.com", "/url", "a"}, {"deref-mail.com", "/", "redirectUrl"},
    {"deref-gmx.net", "/", "redirectUrl"}, {"deref-web.de", "/", "redirectUrl"}};

static bool
begins(const char *text, const char *word)
{
	return g_ascii_strncasecmp(text, word, strlen(word)) == 0;
}

static bool
is_web(const char *url)
{
	return begins(url, "http://") || begins(url, "https://");
}

/* No blanks, brackets and controls, nor what turns the direction of writing and makes a target
 * look like another. */
static bool
is_showable(const char *target)
{
	if (!g_utf8_validate(target, -1, NULL))
		return false;
	for (; *target != '\0'; target = g_utf8_next_char(target)) {
		gunichar c = g_utf8_get_char(target);

		if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == '<' || c == '>' ||
		    (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
			return false;
	}
	return true;
}

/* The value of a parameter of a query, decoded; NULL when there is none or it is no web
 * address. */
static char *
parameter(const char *url, const char *name)
{
	const char *at = strchr(url, '?');
	size_t size = strlen(name);

	while (at != NULL) {
		at++;
		if (strncmp(at, name, size) == 0 && at[size] == '=') {
			const char *value = at + size + 1;
			g_autofree char *decoded =
			    g_uri_unescape_segment(value, value + strcspn(value, "&#"), NULL);
			bool is_fit =
			    decoded != NULL && is_web(decoded) && is_showable(decoded);
			return is_fit ? g_steal_pointer(&decoded) : NULL;
		}
		at = strchr(at, '&');
	}
	return NULL;
}

/* https://urldefense.com/v3/__https://example.org/__;!!… */
static char *
unwrap_defense(const char *url)
{
	const char *begin = strstr(url, "/v3/__"), *end;

	if (begin == NULL || (end = strstr(begin + 6, "__;")) == NULL || !is_web(begin + 6))
		return NULL;
	return g_strndup(begin + 6, (size_t)(end - begin - 6));
}

/* https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_&d=… */
static char *
unwrap_proofpoint(const char *url)
{
	const char *begin = strstr(url, "?u=");

	if (begin == NULL)
		return NULL;
	g_autofree char *escaped = g_strndup(begin + 3, strcspn(begin + 3, "&#"));
	g_strdelimit(escaped, "-", '%');
	g_strdelimit(escaped, "_", '/');
	g_autofree char *target = g_uri_unescape_string(escaped, NULL);
	bool is_fit = target != NULL && is_web(target) && is_showable(target);
	return is_fit ? g_steal_pointer(&target) : NULL;
}

static bool
is_host(const char *host, size_t size, const char *name)
{
	return size == strlen(name) && begins(host, name);
}

static char *
unwrap(const char *url)
{
	const char *host = strstr(url, "://") + 3;
	size_t size = strcspn(host, "/?#");

	if (is_host(host, size, "urldefense.com"))
		return unwrap_defense(url);
	if (is_host(host, size, "urldefense.proofpoint.com"))
		return unwrap_proofpoint(url);
	for (size_t i = 0; i < G_N_ELEMENTS(wrappings); i++) {
		size_t end = strlen(wrappings[i].host);

		if (size < end ||
		    g_ascii_strncasecmp(host + size - end, wrappings[i].host, end) != 0 ||
		    !g_str_has_prefix(host + size, wrappings[i].path))
			continue;
		if (wrappings[i].host[0] != '.' && size != end)
			continue;
		char *target = parameter(url, wrappings[i].parameter);
		if (target != NULL)
			return target;
	}
	return NULL;
}

/* "a%40b.it?subject=…" */
static char *
mail_address(const char *at)
{
	g_autofree char *address = g_uri_unescape_segment(at, at + strcspn(at, "?"), NULL);

	bool is_fit = address != NULL && strchr(address, '@') != NULL && is_showable(address);
	return is_fit ? g_steal_pointer(&address) : NULL;
}

char *
html_link_target(const char *href)
{
	g_autofree char *target = g_strstrip(g_strdup(href));

	if (begins(target, "mailto:"))
		return strlen(target) <= URL_BYTES ? mail_address(target + 7) : NULL;
	if (begins(target, "tel:"))
		return target[4] != '\0' &&
			       strspn(target + 4, "+0123456789().- ") == strlen(target + 4)
			   ? g_strdup(target + 4)
			   : NULL;
	if (!is_web(target))
		return NULL;
	for (unsigned i = 0; i < WRAPPINGS; i++) {
		char *inner = unwrap(target);
		if (inner == NULL)
			break;
		g_free(target);
		target = inner;
	}
	bool is_fit = strlen(target) <= URL_BYTES && is_showable(target);
	return is_fit ? g_steal_pointer(&target) : NULL;
}

/* Lower case, without scheme, "www." and the last slash. */
static char *
bare(const char *url)
{
	const char *at = strstr(url, "://");

	at = at != NULL ? at + 3 : url;
	at += begins(at, "www.") ? 4 : 0;
	char *result = g_ascii_strdown(at, -1);
	if (g_str_has_suffix(result, "/"))
		result[strlen(result) - 1] = '\0';
	return result;
}

static char *
digits(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text != '\0'; text++)
		if (g_ascii_isdigit(*text))
			g_string_append_c(out, *text);
	return g_string_free(out, FALSE);
}

/* The last digits tell a number: the rest is the country's. */
static bool
is_number_shown(const char *target, const char *text)
{
	g_autofree char *wanted = digits(target);
	g_autofree char *found = digits(text);
	size_t skipped = strlen(wanted) > NUMBER_DIGITS ? strlen(wanted) - NUMBER_DIGITS : 0;

	return wanted[0] != '\0' && strstr(found, wanted + skipped) != NULL;
}

bool
html_link_is_shown(const char *target, const char *text)
{
	if (!is_web(target) && strchr(target, '@') == NULL)
		return is_number_shown(target, text);
	g_autofree char *wanted = bare(target);
	g_autofree char *found = g_ascii_strdown(text, -1);
	return strstr(found, wanted) != NULL;
}
