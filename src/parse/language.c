#include "config.h"
#include "parse/language.h"

#include <string.h>

#include "parse/language_word.h"

#define HEADER_BYTES 90u /* of a header word with what stands around it */
#define INSIDE_BYTES 48u /* of one inside a line */
#define PREFIX_BYTES 48u
#define TAGS_MAX 4u
#define TAG_BYTES 60u

static size_t
skip_blanks(const char *line, size_t size, size_t at)
{
	for (size_t step; (step = language_blank_size(line + at, size - at)) > 0;)
		at += step;
	return at;
}

static bool
is_emphasis(char c)
{
	return c == '*' || c == '_';
}

/* Behind blanks and emphasis; *ret_count of the latter. */
static size_t
skip_emphasis(const char *line, size_t size, size_t *ret_count)
{
	size_t at = skip_blanks(line, size, 0);

	*ret_count = 0;
	while (at < size && is_emphasis(line[at]) && *ret_count < 3) {
		at++;
		(*ret_count)++;
	}
	return skip_blanks(line, size, at);
}

/* The first colon within limit bytes; size when there is none. */
static size_t
find_colon(const char *line, size_t size, size_t from, size_t limit)
{
	for (size_t i = from; i < MIN(size, from + limit); i++)
		if (line[i] == ':' ||
		    (line[i] == '\xef' && language_colon_size(line + i, size - i) > 0))
			return i;
	return size;
}

/* Closing emphasis behind the colon belongs to the word only if it was opened before it. */
static size_t
value_at(const char *line, size_t size, size_t at, size_t emphasis)
{
	while (emphasis > 0 && at < size && is_emphasis(line[at])) {
		at++;
		emphasis--;
	}
	return skip_blanks(line, size, at);
}

static const struct language_word *
find_header(const char *line, size_t size, size_t *ret_value)
{
	size_t emphasis = 0;
	size_t colon = find_colon(line, size, 0, HEADER_BYTES);

	if (colon == size)
		return NULL;
	size_t word = skip_emphasis(line, colon, &emphasis), end = colon;
	while (
	    emphasis > 0 && end > word && (is_emphasis(line[end - 1]) || line[end - 1] == ' '))
		end--;
	const struct language_word *found = language_word_find(line + word, end - word);
	if (found == NULL || found->header == 0)
		return NULL;
	colon += language_colon_size(line + colon, size - colon);
	*ret_value = value_at(line, size, colon, emphasis);
	return found;
}

unsigned
language_find_header(const char *line, size_t size, size_t *ret_value)
{
	size_t value = 0;
	const struct language_word *word = find_header(line, size, &value);

	if (word == NULL)
		return 0;
	if (ret_value != NULL)
		*ret_value = value;
	return word->header;
}

bool
language_answers_with_vs(const char *line, size_t size)
{
	size_t value = 0;
	const struct language_word *word = find_header(line, size, &value);

	return word != NULL && !word->is_other_than_vs;
}

/* May a word begin here, the character before being part of something else? "x>To:",
 * "GMT+1Subject:", but not "Auto:". */
static bool
may_begin(const char *line, size_t at)
{
	gunichar next = g_utf8_get_char(line + at);
	gunichar before = g_utf8_get_char(g_utf8_prev_char(line + at));

	if (!g_unichar_isalpha(next))
		return false;
	return !g_unichar_isalpha(before) || g_unichar_isupper(next) ||
	       (before < 0x80) != (next < 0x80);
}

unsigned
language_find_header_inside(
    const char *line, size_t size, size_t from, size_t *ret_word, size_t *ret_value)
{
	size_t begin = from;

	for (size_t colon = from; colon < size; colon++) {
		colon = find_colon(line, size, colon, size - colon);
		if (colon == size)
			return 0;
		size_t at = MAX(begin, colon - MIN(colon, INSIDE_BYTES));
		while (at < colon && ((unsigned char)line[at] & 0xc0) == 0x80)
			at++;
		/* The longest word wins: "De la:" is not "la:". */
		for (; at < colon; at += (size_t)(g_utf8_next_char(line + at) - line - at)) {
			const struct language_word *word =
			    at == from || may_begin(line, at)
				? language_word_find(line + at, colon - at)
				: NULL;

			if (word == NULL || word->header == 0)
				continue;
			*ret_word = at;
			*ret_value = value_at(
			    line, size, colon + language_colon_size(line + colon, 3), 0);
			return word->header;
		}
		begin = colon + 1;
	}
	return 0;
}

/* Behind dashes and blanks; *ret_count of the dashes. "8<" among dashes are scissors. */
static size_t
skip_dashes(const char *line, size_t size, size_t at, unsigned *ret_count)
{
	*ret_count = 0;
	while (at < size) {
		size_t dash = language_dash_size(line + at, size - at);
		size_t blank = language_blank_size(line + at, size - at);

		if (dash > 0)
			(*ret_count)++;
		else if (*ret_count > 0 && size - at > 2 && memcmp(line + at, "8<", 2) == 0)
			dash = 2;
		if (dash + blank == 0)
			break;
		at += dash + blank;
	}
	return at;
}

/* Where two dashes follow each other, or size. */
static size_t
find_dashes(const char *line, size_t size, size_t at)
{
	while (at < size) {
		size_t dash = language_dash_size(line + at, size - at);

		if (dash > 0 && language_dash_size(line + at + dash, size - at - dash) > 0)
			return at;
		at += dash > 0 ? dash : (size_t)(g_utf8_next_char(line + at) - line - at);
	}
	return size;
}

/* The bytes of a core without colons and blanks at its end. */
static size_t
core_size(const char *core, size_t size)
{
	while (size > 0) {
		size_t last = (size_t)(g_utf8_find_prev_char(core, core + size) - core);

		if (language_blank_size(core + last, size - last) == 0 &&
		    language_colon_size(core + last, size - last) == 0)
			break;
		size = last;
	}
	return size;
}

static enum language_mark
find_dashed_mark(const char *line, size_t size, size_t core, size_t *ret_end)
{
	size_t dashes = find_dashes(line, size, core);
	size_t length = core_size(line + core, dashes - core);
	const struct language_word *word = language_word_find(line + core, length);
	unsigned mark = word != NULL ? word->mark : LANGUAGE_MARK_NONE, count = 0;

	if (mark == LANGUAGE_MARK_NONE)
		mark = language_word_find_start(line + core, length);
	if (mark != LANGUAGE_MARK_NONE && ret_end != NULL)
		*ret_end = skip_dashes(line, size, dashes, &count);
	return mark;
}

enum language_mark
language_find_mark(const char *line, size_t size, size_t *ret_end)
{
	size_t emphasis = 0;
	unsigned dashes = 0;
	size_t core = skip_dashes(line, size, 0, &dashes);

	if (core == size)
		return LANGUAGE_MARK_NONE;
	if (dashes >= 2)
		return find_dashed_mark(line, size, core, ret_end);
	/* "*Begin forwarded message:*" */
	core = skip_emphasis(line, size, &emphasis);
	size_t end = size;
	while (end > core &&
	       (is_emphasis(line[end - 1]) || line[end - 1] == ' ' || line[end - 1] == '\r'))
		end--;
	size_t length = core_size(line + core, end - core);
	if (length == 0 || length == end - core || length >= LANGUAGE_WORD_BYTES ||
	    find_colon(line, end, core + length, end) == end)
		return LANGUAGE_MARK_NONE;
	const struct language_word *word = language_word_find(line + core, length);
	if (word == NULL || word->mark == LANGUAGE_MARK_NONE)
		return LANGUAGE_MARK_NONE;
	if (ret_end != NULL)
		*ret_end = size;
	return word->mark;
}

/* "[EXT]", "***SPAM***" and the like in front of a subject; the same place when there is none.
 */
static size_t
skip_tag(const char *subject, size_t size, size_t at)
{
	size_t stars = strspn(subject + at, "*");

	if (stars >= 2) {
		const char *end = strstr(subject + at + stars, "**");
		size_t behind = end != NULL ? (size_t)(end - subject) : size;

		return behind - at <= TAG_BYTES ? behind + strspn(subject + behind, "*") : at;
	}
	if (subject[at] != '[')
		return at;
	const char *end = strchr(subject + at, ']');
	return end != NULL && (size_t)(end - subject) - at <= TAG_BYTES
		   ? (size_t)(end - subject) + 1
		   : at;
}

/* "[2]", "(3)", "^2", "2" between the word and its colon. */
static size_t
without_counter(const char *word, size_t size)
{
	size_t end = size;

	while (end > 0 && strchr("0123456789[]()^. ", word[end - 1]) != NULL)
		end--;
	return end;
}

static unsigned
prefix_at(const char *subject, size_t size, size_t at, size_t *ret_end)
{
	size_t colon = find_colon(subject, size, at, PREFIX_BYTES);

	if (colon == size)
		return 0;
	size_t length = without_counter(subject + at, colon - at);
	const struct language_word *word = language_word_find(subject + at, length);
	if (word == NULL || word->prefix == 0)
		return 0;
	*ret_end = skip_blanks(
	    subject, size, colon + language_colon_size(subject + colon, size - colon));
	return word->prefix;
}

/* "(Fwd) x", "[Fwd: x]": how far behind the bracket; 0 when it is none. */
static size_t
bracket_forward_size(const char *subject)
{
	if (g_ascii_strncasecmp(subject, "(fwd)", 5) == 0 ||
	    g_ascii_strncasecmp(subject, "[fwd:", 5) == 0)
		return 5;
	return g_ascii_strncasecmp(subject, "[fw:", 4) == 0 ? 4 : 0;
}

unsigned
language_find_prefix(const char *subject, size_t *ret_end)
{
	size_t size = strlen(subject), at = skip_blanks(subject, size, 0), end = 0;

	for (unsigned i = 0; i < TAGS_MAX; i++) {
		size_t bracket = bracket_forward_size(subject + at);
		unsigned prefix =
		    bracket > 0 ? LANGUAGE_PREFIX_FORWARD : prefix_at(subject, size, at, &end);

		if (bracket > 0)
			end = skip_blanks(subject, size, at + bracket);
		if (prefix != 0) {
			if (ret_end != NULL)
				*ret_end = end;
			return prefix;
		}
		size_t next = skip_tag(subject, size, at);
		if (next == at)
			break;
		at = skip_blanks(subject, size, next);
	}
	if (size < 5 || g_ascii_strcasecmp(subject + size - 5, "(fwd)") != 0)
		return 0;
	if (ret_end != NULL)
		*ret_end = 0;
	return LANGUAGE_PREFIX_FORWARD;
}
