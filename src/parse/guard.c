#include "config.h"
#include "parse/guard.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "base/limit.h"

/* Boundary lines come in pairs of parts and ends, and a text may hold such lines as well. */
#define BOUNDARY_LINES_MAX (8u * LIMIT_PARTS)

/* Fields that GMime parses when it meets them; turno reads them itself (header.c, address.c).
 */
static const char *const renamed[] = {"from", "sender", "reply-to", "to", "cc", "bcc",
    "resent-from", "resent-sender", "resent-to", "resent-cc", "resent-bcc", "subject", "date",
    "message-id", "references", "in-reply-to", "autocrypt", "autocrypt-gossip", "list-post",
    "content-length"};

static bool
has_prefix(const char *line, size_t size, const char *prefix)
{
	size_t length = strlen(prefix);

	return size >= length && g_ascii_strncasecmp(line, prefix, length) == 0;
}

/* Bytes of the field name that a line begins with, 0 for none. Blanks may stand before the
 * colon: "From : a". Most lines of a mail are base64 and have no colon. */
static size_t
name_size(const char *line, size_t size)
{
	const char *colon = memchr(line, ':', size);
	size_t length = colon != NULL ? (size_t)(colon - line) : 0;

	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return length;
}

static bool
is_renamed(const char *line, size_t size)
{
	size_t length = name_size(line, size);

	for (size_t i = 0; length > 0 && i < G_N_ELEMENTS(renamed); i++)
		if (strlen(renamed[i]) == length &&
		    g_ascii_strncasecmp(line, renamed[i], length) == 0)
			return true;
	return false;
}

static size_t
line_size(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline != NULL ? (size_t)(newline - at) + 1 : (size_t)(end - at);
}

/* "=?charset?q?" loses its first sign. Other "=?" stay: a boundary may hold them. */
static void
hide_words(char *field, size_t size)
{
	for (size_t i = 0; i + 2 < size; i++) {
		if (field[i] != '=' || field[i + 1] != '?')
			continue;
		size_t end = i + 2;
		while (end < size && field[end] != '?' && field[end] != '\n')
			end++;
		if (end + 2 < size && field[end + 2] == '?')
			field[i] = '_';
	}
}

/* "name*=charset'language'text" and "name*0*=…" (RFC 2231 §4) become plain parameters. */
static void
hide_extended(char *field, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		size_t equals = i + 1;

		if (field[i] != '*')
			continue;
		while (equals < size && strchr(" \t\r\n", field[equals]) != NULL)
			equals++;
		if (equals < size && field[equals] == '=')
			field[i] = '_';
	}
}

/* Only Content-Type says message/rfc822; a final letter changed makes it a type like any other.
 */
static void
hide_embedded(char *field, size_t size)
{
	static const char *const types[] = {
	    "message/rfc822", "message/global", "message/news", "multipart/digest"};
	const char *colon = memchr(field, ':', size);
	size_t at = (size_t)(colon - field) + 1;

	while (at < size && strchr(" \t\r\n\"", field[at]) != NULL)
		at++;
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		size_t length = strlen(types[i]);

		if (has_prefix(field + at, size - at, types[i]))
			field[at + length - 1] = '_';
	}
}

static void
guard_content_field(char *field, size_t size)
{
	if (size > LIMIT_HEADER_FIELD_BYTES) {
		field[0] = 'X';
		return;
	}
	hide_words(field, size);
	hide_extended(field, size);
	if (name_size(field, size) == strlen("content-type") &&
	    has_prefix(field, size, "content-type"))
		hide_embedded(field, size);
}

static size_t
field_size(const char *at, const char *end)
{
	size_t size = line_size(at, end);

	while (at + size < end && (at[size] == ' ' || at[size] == '\t'))
		size += line_size(at + size, end);
	return size;
}

/* How much of a line are blanks; all of it but the line end: then it is one that looks empty.
 */
static bool
is_blank_line(const char *line, size_t size)
{
	size_t blanks = 0;

	while (blanks < size && (line[blanks] == ' ' || line[blanks] == '\t'))
		blanks++;
	return blanks > 0 && blanks < size && strchr("\r\n", line[blanks]) != NULL;
}

/* As header_new() sees it: a line of the header has a colon behind its name, or goes on. */
static bool
is_header_line(const char *line, size_t size)
{
	size_t n = 0;

	while (n < size && line[n] > ' ' && line[n] < 127 && line[n] != ':')
		n++;
	while (n < size && (line[n] == ' ' || line[n] == '\t'))
		n++;
	return n < size && (n == 0 || line[n] == ':' || line[0] == ' ' || line[0] == '\t');
}

/* A line of blanks ends the header when no field comes behind it: GMime must see it empty. */
static void
end_header(char *copy, const char *end)
{
	for (char *at = copy; at < end;) {
		size_t size = line_size(at, end);

		if (at[0] == '\n' || at[0] == '\r')
			return;
		if (at > copy && is_blank_line(at, size) && at + size < end &&
		    !is_header_line(at + size, line_size(at + size, end))) {
			at[0] = '\n';
			return;
		}
		at += size;
	}
}

size_t
guard_apply(char *copy, size_t size_bytes)
{
	unsigned boundaries = 0;

	if (size_bytes == 0) /* and copy may be NULL */
		return 0;
	char *at = copy, *end = copy + size_bytes;
	end_header(copy, end);
	while (at < end && boundaries <= BOUNDARY_LINES_MAX) {
		size_t size = line_size(at, end);

		if ((at[0] | 0x20) == 'c' && has_prefix(at, size, "content-")) {
			size = field_size(at, end);
			guard_content_field(at, size);
		} else if (at[0] == '-' && size > 1 && at[1] == '-') {
			boundaries++;
		}
		if (is_renamed(at, size))
			at[0] = 'X';
		at += size;
	}
	return (size_t)(at - copy);
}
