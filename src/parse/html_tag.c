#include "config.h"
#include "parse/html_tag.h"

#include <string.h>

#include "parse/entity.h"

#define NAME_BYTES 16u
#define TYPED_BYTES 320u   /* the longest address in angle brackets */
#define BROKEN_BYTES 4096u /* a tag that the end of the mail cut */

static const char *const attribute_names[HTML_ATTRIBUTES] = {
    [HTML_ALT] = "alt",
    [HTML_BACKGROUND] = "background",
    [HTML_BGCOLOR] = "bgcolor",
    [HTML_BORDER] = "border",
    [HTML_CLASS] = "class",
    [HTML_COLOR] = "color",
    [HTML_COLSPAN] = "colspan",
    [HTML_DATA_MARKER] = "data-marker",
    [HTML_DATA_SMARTMAIL] = "data-smartmail",
    [HTML_HEIGHT] = "height",
    [HTML_HIDDEN] = "hidden",
    [HTML_HREF] = "href",
    [HTML_ID] = "id",
    [HTML_NAME] = "name",
    [HTML_SIZE] = "size",
    [HTML_START] = "start",
    [HTML_STYLE] = "style",
    [HTML_TYPE] = "type",
    [HTML_VALUE] = "value",
    [HTML_WIDTH] = "width",
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void
set_attribute(
    struct html_tag *tag, const char *name, size_t name_size, const char *value, size_t size)
{
	for (size_t i = 0; i < HTML_ATTRIBUTES; i++) {
		const char *known = attribute_names[i];

		if (known[0] != g_ascii_tolower(name[0]) || strlen(known) != name_size ||
		    g_ascii_strncasecmp(known, name, name_size) != 0)
			continue;
		if (tag->attribute[i].at == NULL)
			tag->attribute[i] = (struct html_slice){value, size};
		tag->has_attributes = true;
		return;
	}
}

/* Reads attributes up to the '>' that ends the tag, or to `end`. Behind that '>', or NULL. */
static const char *
take_attributes(const char *at, const char *end, struct html_tag *tag)
{
	while (at < end) {
		if (is_blank(*at) || *at == '/') {
			at++;
			continue;
		}
		if (*at == '>')
			return at + 1;
		const char *name = at++;
		while (at < end && !is_blank(*at) && strchr("/>=", *at) == NULL)
			at++;
		size_t name_size = (size_t)(at - name);
		const char *value = at;
		while (value < end && is_blank(*value))
			value++;
		if (value >= end || *value != '=') {
			set_attribute(tag, name, name_size, at, 0);
			continue;
		}
		do
			value++;
		while (value < end && is_blank(*value));
		if (value < end && (*value == '"' || *value == '\'')) {
			char quote = *value++;
			at = memchr(value, quote, (size_t)(end - value));
			if (at == NULL)
				return NULL;
			set_attribute(tag, name, name_size, value, (size_t)(at - value));
			at++;
		} else {
			for (at = value; at < end && !is_blank(*at) && *at != '>';)
				at++;
			set_attribute(tag, name, name_size, value, (size_t)(at - value));
		}
	}
	return NULL;
}

/* The end of a tag in a document whose quotes cannot be trusted. */
static const char *
take_unquoted(struct html_source *source, const char *at, struct html_tag *tag)
{
	const char *close = memchr(at, '>', (size_t)(source->end - at));

	source->ignores_quotes = true;
	source->has_no_more_tags = close == NULL;
	if (close == NULL)
		return NULL;
	memset(tag->attribute, 0, sizeof(tag->attribute));
	take_attributes(at, close, tag);
	return close + 1;
}

/* "<user@example.org>" and "<https://example.org>" are no tags but what a person typed. */
static bool
is_typed(const char *name, size_t size)
{
	return memchr(name, '@', size) != NULL ||
	       (size > 1 && name[size - 1] == ':' && name[size] == '/');
}

/* A bogus comment (§13.2.5.41): "<![if !mso]>", "<?xml …>", "</>". */
static bool
take_bogus(struct html_source *source, const char *at, struct html_tag *tag)
{
	const char *close = memchr(at, '>', (size_t)(source->end - at));

	source->has_no_more_tags = close == NULL;
	tag->end = close != NULL ? close + 1 : NULL;
	return close != NULL;
}

bool
html_tag_take(struct html_source *source, struct html_tag *ret_tag)
{
	const char *at = source->at + 1, *name = at + (*at == '/');
	char lower[NAME_BYTES] = "";
	size_t size = 0;

	memset(ret_tag, 0, sizeof(*ret_tag));
	if (source->has_no_more_tags ||
	    (!g_ascii_isalpha(*name) && *at != '!' && *at != '?' && *at != '/'))
		return false;
	if (!g_ascii_isalpha(*name))
		return take_bogus(source, at, ret_tag);
	while (size < TYPED_BYTES && name + size < source->end && !is_blank(name[size]) &&
	       strchr("/><", name[size]) == NULL) {
		if (size + 1 < NAME_BYTES)
			lower[size] = g_ascii_tolower(name[size]);
		size++;
	}
	if (is_typed(name, size))
		return false;
	ret_tag->is_end = *at == '/';
	ret_tag->element = size < NAME_BYTES ? html_element_find(lower) : NULL;
	if (!source->ignores_quotes)
		ret_tag->end = take_attributes(name + size, source->end, ret_tag);
	if (ret_tag->end == NULL)
		ret_tag->end = take_unquoted(source, name + size, ret_tag);
	if (ret_tag->end == NULL && ret_tag->element != NULL &&
	    source->end - source->at < (ptrdiff_t)BROKEN_BYTES)
		ret_tag->end = source->end;
	return ret_tag->end != NULL;
}

/* Not strstr(): AddressSanitizer's measures both strings at each call. */
static const char *
dashes(const struct html_source *source, const char *at)
{
	return memmem(at, (size_t)(source->end - at), "--", 2);
}

const char *
html_tag_skip_comment(struct html_source *source)
{
	const char *at = source->at + 4;

	/* "<!-->" and "<!--->" are whole comments (§13.2.5.43, 44). */
	if (at[0] == '>')
		return at + 1;
	if (at[0] == '-' && at[1] == '>')
		return at + 2;
	const char *end = source->has_no_comment_end ? NULL : dashes(source, at);
	while (end != NULL && end[2] != '>' && (end[2] != '!' || end[3] != '>'))
		end = dashes(source, end + 1);
	if (end != NULL)
		return end + (end[2] == '>' ? 3 : 4);
	source->has_no_comment_end = true;
	end = source->has_no_more_tags ? NULL : strchr(at, '>');
	source->has_no_more_tags = end == NULL;
	return end != NULL ? end + 1 : at;
}

const char *
html_tag_skip_element(struct html_source *source, const struct html_tag *tag)
{
	const char *name = tag->element->name, *at = tag->end;
	size_t size = strlen(name), index = html_element_index(tag->element);
	guint64 *words = source->has_no_end_tag, bit = G_GUINT64_CONSTANT(1) << (index % 64);

	if (tag->is_end || tag->end[-2] == '/' || (words[index / 64] & bit) != 0)
		return tag->end;
	while ((at = memmem(at, (size_t)(source->end - at), "</", 2)) != NULL) {
		at += 2;
		if (g_ascii_strncasecmp(at, name, size) == 0 && !g_ascii_isalnum(at[size])) {
			const char *close = strchr(at, '>');
			return close != NULL ? close + 1 : source->end;
		}
	}
	words[index / 64] |= bit;
	return tag->end;
}

bool
html_tag_is_any(const char *html)
{
	for (const char *at = html; (at = strchr(at, '<')) != NULL; at++) {
		const char *name = at + 1 + (at[1] == '/');
		char lower[NAME_BYTES] = "";
		size_t size = 0;

		while (size + 1 < NAME_BYTES && g_ascii_isalnum(name[size])) {
			lower[size] = g_ascii_tolower(name[size]);
			size++;
		}
		if (html_element_find(lower) != NULL &&
		    (name[size] == '>' || name[size] == '/' || is_blank(name[size])))
			return true;
	}
	return false;
}

char *
html_tag_value(const struct html_tag *tag, enum html_attribute attribute)
{
	const char *at = tag->attribute[attribute].at;

	if (at == NULL)
		return NULL;
	const char *end = at + tag->attribute[attribute].size;
	GString *out = g_string_sized_new((size_t)(end - at) + 1);
	while (at < end) {
		gunichar character[2];
		size_t taken = *at == '&' ? entity_take(at, true, character) : 0;

		if (taken == 0)
			g_string_append_c(out, *at);
		else
			g_string_append_unichar(out, character[0]);
		if (taken > 0 && character[1] != 0)
			g_string_append_unichar(out, character[1]);
		at += MAX(taken, 1);
	}
	return g_string_free(out, FALSE);
}

int
html_tag_number(const struct html_tag *tag, enum html_attribute attribute, int otherwise)
{
	const struct html_slice *slice = &tag->attribute[attribute];
	int number = 0;
	size_t i = 0;

	while (i < slice->size && is_blank(slice->at[i]))
		i++;
	if (i == slice->size || !g_ascii_isdigit(slice->at[i]))
		return otherwise;
	for (; i < slice->size && g_ascii_isdigit(slice->at[i]) && number < 100000; i++)
		number = number * 10 + g_ascii_digit_value(slice->at[i]);
	return number;
}

bool
html_tag_is(const struct html_tag *tag, enum html_attribute attribute, const char *value)
{
	const struct html_slice *slice = &tag->attribute[attribute];

	return slice->at != NULL && slice->size == strlen(value) &&
	       g_ascii_strncasecmp(slice->at, value, slice->size) == 0;
}
