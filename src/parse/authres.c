#include "config.h"
#include "parse/authres.h"

#include <stdbool.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "mail/evidence_auth.h"
#include "parse/header.h"

#define ID_BYTES 255u
#define WORD_BYTES 64u   /* methods, results and names of properties */
#define VALUE_BYTES 512u /* an address, a signature, a reason */

/* CFWS = blanks and comments, which nest; a comment that is never closed ends the field. */
static const char *
skip_cfws(const char *at)
{
	unsigned depth = 0;

	for (; *at != '\0' && (depth > 0 || *at == ' ' || *at == '('); at++) {
		if (*at == '(')
			depth++;
		else if (*at == ')')
			depth--;
		else if (*at == '\\' && at[1] != '\0')
			at++;
	}
	return at;
}

/* Appends the text of a quoted-string that begins at `at`; gives the place behind it. */
static const char *
take_quoted(const char *at, GString *out)
{
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		g_string_append_c(out, *at);
	}
	return *at == '"' ? at + 1 : at;
}

/*
 * A value: RFC 2045's token is wider in the wild (base64, addresses, <>), so it ends at a
 * blank, a semicolon or a comment. What is quoted is taken without the quotes.
 */
static const char *
take_value(const char *at, GString *out)
{
	g_string_truncate(out, 0);
	while (*at != '\0' && strchr(" ;(", *at) == NULL) {
		if (*at == '"')
			at = take_quoted(at, out);
		else
			g_string_append_c(out, *at++);
	}
	return at;
}

/* A name up to =, in lower case; "smtp . mailfrom" has CFWS within, "dkim/1" a version. */
static const char *
take_name(const char *at, GString *out)
{
	g_string_truncate(out, 0);
	for (bool goes_on = true; goes_on;) {
		while (*at != '\0' && strchr(" ;(=\"/.", *at) == NULL)
			g_string_append_c(out, g_ascii_tolower(*at++));
		const char *next = skip_cfws(at);

		goes_on = *next == '.';
		if (*next == '/') {
			next = skip_cfws(next + 1);
			next = skip_cfws(next + strspn(next, "0123456789"));
		}
		at = next;
		if (goes_on) {
			g_string_append_c(out, '.');
			at = skip_cfws(next + 1);
		}
	}
	return at;
}

/* Keywords are letters, digits, hyphens; anything else is not what this field is for. */
static bool
is_keyword(const GString *word)
{
	if (word->len == 0 || word->len > WORD_BYTES)
		return false;
	for (gsize i = 0; i < word->len; i++)
		if (!g_ascii_isalnum(word->str[i]) && strchr("-_.", word->str[i]) == NULL)
			return false;
	return true;
}

/* To the semicolon that ends this part; those in comments and quotes are none. */
static const char *
skip_part(const char *at, GString *scratch)
{
	while (*at != '\0' && *at != ';')
		at = *at == ' ' || *at == '(' ? skip_cfws(at) : take_value(at, scratch);
	return at;
}

static void
set(char **field, const GString *value)
{
	g_free(*field);
	*field = g_strdup(value->str);
	text_truncate(*field, VALUE_BYTES);
}

/* What follows method=result, up to the semicolon. */
static const char *
read_properties(struct evidence_result *result, const char *at)
{
	g_autoptr(GString) name = g_string_new(NULL), value = g_string_new(NULL);

	for (at = skip_cfws(at); *at != '\0' && *at != ';'; at = skip_cfws(at)) {
		const char *end = take_name(at, name);

		if (*end != '=') { /* a word without value */
			const char *next = take_value(end, value);
			at = next > at ? next : at + 1;
			continue;
		}
		at = take_value(skip_cfws(end + 1), value);
		if (!is_keyword(name))
			continue;
		if (strcmp(name->str, "reason") == 0)
			set(&result->reason, value);
		else if (result->properties->len < LIMIT_AUTHRES_PROPERTIES) {
			text_truncate(value->str, VALUE_BYTES);
			evidence_add_property(result->properties, name->str, value->str);
		}
	}
	return at;
}

/* One methodspec with what belongs to it; "none" and nonsense add nothing. */
static const char *
read_result(struct evidence_authentication *authentication, const char *at)
{
	g_autoptr(GString) method = g_string_new(NULL), word = g_string_new(NULL);
	const char *end = take_name(at, method);

	if (*end != '=' || !is_keyword(method))
		return skip_part(at, word);
	end = take_value(skip_cfws(end + 1), word);
	g_string_ascii_down(word);
	if (!is_keyword(word))
		return skip_part(end, word);
	struct evidence_result *result = evidence_add_result(authentication);
	set(&result->method, method);
	set(&result->result, word);
	return read_properties(result, end);
}

struct evidence_authentication *
authres_parse(const char *field)
{
	struct evidence_authentication *authentication = evidence_authentication_new();
	g_autofree char *line = text_clean_line(field, strlen(field));
	g_autoptr(GString) word = g_string_new(NULL);
	const char *begin = skip_cfws(line);
	const char *at = take_value(begin, word);

	if (*begin != '"' && strchr(word->str, '=') != NULL) {
		at = begin; /* Exchange begins with the first result */
	} else {
		g_string_ascii_down(word);
		text_truncate(word->str, ID_BYTES);
		g_free(authentication->authserv_id);
		authentication->authserv_id = g_strdup(word->str);
		at = skip_cfws(at);
		at = skip_cfws(at + strspn(at, "0123456789")); /* authres-version */
		at = skip_part(at, word);
	}
	while (*at != '\0' && authentication->results->len < LIMIT_AUTHRES_RESULTS) {
		at = skip_cfws(at + strspn(at, "; "));
		if (*at != '\0' && *at != ';')
			at = read_result(authentication, at);
	}
	return authentication;
}

struct fields {
	struct evidence *evidence;
	unsigned received;
};

static void
each_field(const char *name, const char *value, void *context)
{
	struct fields *fields = context;
	GPtrArray *list = fields->evidence->authentication;

	if (g_ascii_strcasecmp(name, "Received") == 0)
		fields->received++;
	if (g_ascii_strcasecmp(name, "Authentication-Results") != 0 ||
	    list->len >= LIMIT_AUTHRES_FIELDS)
		return;
	struct evidence_authentication *authentication = authres_parse(value);
	authentication->received_above = fields->received;
	g_ptr_array_add(list, authentication);
}

void
authres_read(struct evidence *evidence, const struct header *header)
{
	struct fields fields = {evidence, 0};

	if (header_count(header, "Authentication-Results") > 0)
		header_foreach(header, each_field, &fields);
}
