#include "config.h"
#include "web/range.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Digits only, of any number: one too large to count is as good as the largest. */
static bool
parse_place(const char *text, size_t size, uint64_t *ret_place)
{
	uint64_t place = 0;

	for (size_t i = 0; i < size; i++) {
		if (!g_ascii_isdigit(text[i]))
			return false;
		if (place > (UINT64_MAX - 9) / 10)
			place = UINT64_MAX / 10 - 1;
		place = place * 10 + (uint64_t)(text[i] - '0');
	}
	*ret_place = place;
	return size > 0;
}

/* int-range = first-pos "-" [ last-pos ]; suffix-range = "-" suffix-length. The ends of the
 * part, which may lie outside of the document; false when it is malformed. */
static bool
parse_spec(const char *spec, uint64_t size_bytes, uint64_t *ret_first, uint64_t *ret_last)
{
	size_t before = strcspn(spec, "-");
	const char *after = spec + before + 1;
	uint64_t number = 0;

	*ret_last = UINT64_MAX;
	if (spec[before] != '-')
		return false;
	if (before == 0) {
		if (!parse_place(after, strlen(after), &number))
			return false;
		*ret_first = number == 0 ? size_bytes : size_bytes - MIN(number, size_bytes);
		return true;
	}
	if (!parse_place(spec, before, ret_first))
		return false;
	return *after == '\0' ||
	       (parse_place(after, strlen(after), ret_last) && *ret_first <= *ret_last);
}

enum range_kind
range_find(const char *range, const char *if_range, const char *etag, uint64_t size_bytes,
    uint64_t *ret_first, uint64_t *ret_last)
{
	uint64_t first = 0, last = 0;
	enum range_kind kind = RANGE_WHOLE;

	/* A weak tag or a date is no proof that these are the same bytes (§13.1.5). */
	if (g_ascii_strncasecmp(range, "bytes=", 6) == 0 &&
	    (*if_range == '\0' || strcmp(if_range, etag) == 0)) {
		g_autofree char *spec = g_strstrip(g_strdup(range + 6));

		if (parse_spec(spec, size_bytes, &first, &last))
			kind = first < size_bytes ? RANGE_PART : RANGE_UNSATISFIABLE;
	}
	*ret_first = kind == RANGE_PART ? first : 0;
	*ret_last = size_bytes > 0 ? size_bytes - 1 : 0;
	if (kind == RANGE_PART)
		*ret_last = MIN(last, *ret_last);
	return kind;
}
