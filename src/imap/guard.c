#include "config.h"
#include "imap/guard.h"

#include <string.h>

#include "base/error.h"

void
imap_guard_begin(struct imap_guard *guard)
{
	guard->words = guard->lines = guard->bytes = 0;
}

/* "+ …", "* OK …", "A1 NO …": what follows may hold any character. */
static bool
begins_text(const struct imap_guard *guard)
{
	static const char *const states[] = {"OK", "NO", "BAD", "BYE", "PREAUTH", NULL};
	const char *end = guard->head + guard->head_bytes;
	const char *first = memchr(guard->head, ' ', guard->head_bytes);

	if (first == NULL)
		return false;
	if (first - guard->head == 1 && guard->head[0] == '+')
		return true;
	const char *second = memchr(first + 1, ' ', (size_t)(end - first - 1));
	if (second == NULL)
		return false;
	g_autofree char *word = g_ascii_strup(first + 1, second - first - 1);
	return g_strv_contains(states, word);
}

/* flag-perm = flag / "\*"; flag = "\" atom / atom (RFC 3501 §9) */
static bool
begins_flag(const char *p)
{
	if (p[0] == '\\' && p[1] == '*')
		return true;
	if (p[0] == '\\')
		p++;
	return g_ascii_isgraph(*p) && strchr("(){%*\"\\]", *p) == NULL;
}

/* What a text begins with that libetpan reads through NULL; NULL: nothing of that kind. It
 * copies the words behind [ALERT] and [PARSE], and frees the flags of PERMANENTFLAGS (…),
 * without looking whether there are any (RFC 3501 §7.1). */
static const char *
find_trap(const struct imap_guard *guard)
{
	static const char flags[] = "[PERMANENTFLAGS";
	g_autofree char *text =
	    g_strndup(guard->head + guard->text_at, guard->head_bytes - guard->text_at);
	const char *list = strchr(g_strstrip(text), '(');

	if (g_ascii_strcasecmp(text, "[ALERT]") == 0 ||
	    g_ascii_strcasecmp(text, "[PARSE]") == 0)
		return "the server alerts without a word";
	if (g_ascii_strncasecmp(text, flags, strlen(flags)) == 0 && list != NULL &&
	    list[1] != ')' && !begins_flag(list + 1))
		return "the server lists flags that are none";
	return NULL;
}

static bool
end_line(struct imap_guard *guard, GError **error)
{
	const char *trap = guard->is_text ? find_trap(guard) : NULL;

	if (trap != NULL)
		return error_set(error, ERROR_RETRY, "%s", trap);
	if (guard->has_length && !guard->is_text) {
		guard->literal = guard->length;
		guard->has_length = false;
		return true;
	}
	guard->depth = 0;
	guard->head_bytes = 0;
	guard->is_text = guard->is_quoted = guard->is_escaped = false;
	guard->in_length = guard->has_length = false;
	if (++guard->lines > GUARD_LINES)
		return error_set(error, ERROR_RETRY, "the server sent too many lines");
	return true;
}

static bool
take_length(struct imap_guard *guard, char c, GError **error)
{
	if (c == '}')
		guard->has_length = true;
	guard->in_length = g_ascii_isdigit(c);
	if (!guard->in_length)
		return true;
	guard->length = guard->length * 10 + (uint64_t)(c - '0');
	if (guard->length > UINT32_MAX)
		return error_set(error, ERROR_RETRY,
		    "the server announces more bytes than a literal can have");
	return true;
}

static void
take_quoted(struct imap_guard *guard, char c)
{
	if (guard->is_escaped)
		guard->is_escaped = false;
	else if (c == '\\')
		guard->is_escaped = true;
	else if (c == '"')
		guard->is_quoted = false;
}

static bool
take_data(struct imap_guard *guard, char c, GError **error)
{
	switch (c) {
	case '"':
		guard->is_quoted = true;
		break;
	case '{':
		guard->in_length = true;
		guard->length = 0;
		break;
	case '(':
		guard->words += 2;
		if (++guard->depth > GUARD_DEPTH)
			return error_set(
			    error, ERROR_RETRY, "the server nests its answer too deeply");
		break;
	case ')':
		guard->depth -= guard->depth > 0;
		break;
	case ' ':
		guard->words += guard->depth > 0 ? 2 : 1;
		break;
	default:
		break;
	}
	if (guard->words > GUARD_WORDS)
		return error_set(error, ERROR_RETRY, "the server sent too many words");
	return true;
}

static bool
take_byte(struct imap_guard *guard, char c, GError **error)
{
	if (++guard->bytes > GUARD_BYTES)
		return error_set(error, ERROR_RETRY, "the server sent too much");
	if (c == '\n')
		return end_line(guard, error);
	if (c == '\r')
		return true;
	if (guard->head_bytes < sizeof guard->head) {
		guard->head[guard->head_bytes++] = c;
		if (c == ' ' && !guard->is_text && begins_text(guard)) {
			guard->text_at = guard->head_bytes;
			guard->is_text = true;
		}
	}
	if (guard->is_text)
		return true;
	guard->has_length = false;
	if (guard->is_quoted) {
		take_quoted(guard, c);
		return true;
	}
	if (guard->in_length)
		return take_length(guard, c, error);
	return take_data(guard, c, error);
}

bool
imap_guard_feed(struct imap_guard *guard, const char *bytes, size_t size_bytes, GError **error)
{
	for (size_t i = 0; i < size_bytes;) {
		if (guard->literal > 0) {
			uint64_t skip = MIN(guard->literal, (uint64_t)(size_bytes - i));

			guard->literal -= skip;
			i += (size_t)skip;
			continue;
		}
		if (!take_byte(guard, bytes[i++], error))
			return false;
	}
	return true;
}
