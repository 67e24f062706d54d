#include "config.h"
#include "parse/quote_head.h"

#include <string.h>

#include "parse/language.h"
#include "parse/quote_line.h"

#define HEAD_LINES 20u
#define FOLDED_LINES 3u
#define SHARED_FIELDS 8u
#define SHARED_BYTES 1200u
#define FIELDS (LANGUAGE_FROM | LANGUAGE_DATE | LANGUAGE_TO | LANGUAGE_SUBJECT)

struct head {
	unsigned kinds; /* of enum language_header */
	unsigned first; /* of the first line */
	bool has_address, has_time;
};

/* "18:26", "18.26" and a day. */
static bool
has_time(const char *at, size_t size)
{
	unsigned digits = 0;

	for (size_t i = 0; i < size; i++)
		digits += g_ascii_isdigit(at[i]);
	for (size_t i = 1; i + 2 < size && digits >= 5; i++)
		if ((at[i] == ':' || at[i] == '.') && g_ascii_isdigit(at[i - 1]) &&
		    g_ascii_isdigit(at[i + 1]) && g_ascii_isdigit(at[i + 2]) &&
		    !(i + 3 < size && g_ascii_isdigit(at[i + 3])))
			return true;
	return false;
}

static void
note_value(struct head *head, unsigned kind, const char *at, size_t size)
{
	head->first = head->kinds == 0 ? kind : head->first;
	head->kinds |= kind;
	if (kind == LANGUAGE_DATE)
		head->has_time |= has_time(at, size);
	else if (kind != LANGUAGE_SUBJECT)
		head->has_address |= memchr(at, '@', size) != NULL;
}

/* The fields of a line; Yahoo's share one. false when it begins with none. */
static bool
read_line(struct head *head, const struct quote_line *line)
{
	size_t value = 0, word = 0;
	unsigned kind = language_find_header(line->at, line->size, &value);

	if (kind == 0)
		return false;
	for (unsigned i = 0; i < SHARED_FIELDS; i++) {
		size_t next = value;
		unsigned following =
		    line->size <= SHARED_BYTES
			? language_find_header_inside(line->at, line->size, value, &word, &next)
			: 0;

		note_value(
		    head, kind, line->at + value, (following != 0 ? word : line->size) - value);
		if (following == 0)
			break;
		kind = following;
		value = next;
	}
	return true;
}

static bool
is_enough(const struct head *head, bool is_below_rule)
{
	unsigned others = head->kinds & FIELDS & ~(unsigned)LANGUAGE_FROM;
	bool has_two = (others & (others - 1)) != 0;

	if ((head->kinds & LANGUAGE_FROM) == 0)
		return (head->kinds & LANGUAGE_DATE) != 0 && has_two && head->has_address &&
		       head->has_time;
	if (is_below_rule)
		return others != 0;
	if (head->has_address)
		return (others & LANGUAGE_DATE) != 0 || has_two;
	/* Outlook leaves the addresses out. So do people who ask for a train: "Da: Roma A:
	 * Milano". */
	return head->first == LANGUAGE_FROM && head->has_time &&
	       (others & LANGUAGE_SUBJECT) != 0;
}

guint
quote_head_find(const GArray *lines, guint index, bool is_below_rule, guint *ret_end)
{
	struct head head = {0, 0, false, false};
	guint size = 0, folded = 0, limit = MIN(lines->len, index + HEAD_LINES);

	for (guint i = index; i < limit; i++) {
		const struct quote_line *line = quote_line_at(lines, i);

		if (line->kind != QUOTE_TEXT) {
			/* Some texts made of HTML have an empty line after each line. */
			if (line->kind != QUOTE_BLANK || folded > 0 || i + 1 >= limit ||
			    language_find_header(quote_line_at(lines, i + 1)->at,
				quote_line_at(lines, i + 1)->size, NULL) == 0)
				break;
			continue;
		}
		if (read_line(&head, line)) {
			size = i + 1 - index;
			folded = 0;
		} else if (i == index || ++folded > FOLDED_LINES) {
			break;
		}
	}
	/* What is not enough as a whole is not enough in part. */
	*ret_end = size < HEAD_LINES ? index + size : index + HEAD_LINES / 2;
	return is_enough(&head, is_below_rule) ? size : 0;
}

bool
quote_head_is_quoted(const GArray *lines, guint from, guint to)
{
	unsigned kinds = 0;

	for (guint i = from; i < to; i++) {
		const struct quote_line *line = quote_line_at(lines, i);
		size_t skipped = quote_line_prefix(line->at, line->size);

		kinds |= language_find_header(line->at + skipped, line->size - skipped, NULL);
	}
	return (kinds & LANGUAGE_FROM) != 0 && (kinds & FIELDS & ~(unsigned)LANGUAGE_FROM) != 0;
}

bool
quote_head_is_mark(const char *at, gsize size)
{
	while (size > 0 && strchr(" \t*", at[0]) != NULL) {
		at++;
		size--;
	}
	while (size > 0 && strchr(" \t\r*", at[size - 1]) != NULL)
		size--;
	return language_find_mark(at, size, NULL) != LANGUAGE_MARK_NONE;
}
