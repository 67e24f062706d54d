#include "config.h"
#include "parse/html_style.h"

#include <string.h>

struct piece {
	const char *at;
	size_t size;
};

/* What is left of the declarations until all were seen. */
struct seen {
	bool hides_overflow, has_no_height;
	bool has_no_top, has_no_bottom;
	bool has_border_none, has_border_left, has_border_top, has_reply_color,
	    has_reply_padding;
};

static struct piece
strip(const char *at, size_t size)
{
	while (size > 0 && g_ascii_isspace(*at)) {
		at++;
		size--;
	}
	while (size > 0 && g_ascii_isspace(at[size - 1]))
		size--;
	return (struct piece){at, size};
}

static bool
is(struct piece piece, const char *word)
{
	return piece.size == strlen(word) &&
	       g_ascii_strncasecmp(piece.at, word, piece.size) == 0;
}

static bool
begins(struct piece piece, const char *word)
{
	size_t size = strlen(word);

	return piece.size >= size && g_ascii_strncasecmp(piece.at, word, size) == 0;
}

static bool
has(struct piece piece, const char *word)
{
	for (; piece.size > 0; piece.at++, piece.size--)
		if (begins(piece, word))
			return true;
	return false;
}

/* Takes the next word of a value. */
static struct piece
next_word(struct piece *value)
{
	*value = strip(value->at, value->size);
	size_t size = 0;
	while (size < value->size && !g_ascii_isspace(value->at[size]))
		size++;
	struct piece word = {value->at, size};
	value->at += size;
	value->size -= size;
	return word;
}

/* A length below `limit` of whatever unit: "0", "0px", ".0001pt". */
static bool
is_below(struct piece value, unsigned limit)
{
	unsigned whole = 0;
	size_t i = 0;

	while (i < value.size && g_ascii_isdigit(value.at[i]) && whole < 1000)
		whole = whole * 10 + (unsigned)g_ascii_digit_value(value.at[i++]);
	if (i == 0 && (value.size < 2 || value.at[0] != '.' || !g_ascii_isdigit(value.at[1])))
		return false;
	return whole < limit;
}

static gint
hex_color(struct piece value)
{
	gint color = 0;

	if (value.size != 4 && value.size != 7)
		return HTML_COLOR_UNKNOWN;
	for (size_t i = 1; i < value.size; i++) {
		int digit = g_ascii_xdigit_value(value.at[i]);

		if (digit < 0)
			return HTML_COLOR_UNKNOWN;
		color = color << 4 | digit;
		if (value.size == 4)
			color = color << 4 | digit;
	}
	return color;
}

static gint
rgb_color(struct piece value)
{
	gint color = 0, parts = 0;

	for (size_t i = 4; i < value.size && parts < 3; parts++) {
		int number = 0;

		while (i < value.size && (value.at[i] == ' ' || value.at[i] == ','))
			i++;
		if (i >= value.size || !g_ascii_isdigit(value.at[i]))
			return HTML_COLOR_UNKNOWN;
		while (i < value.size && g_ascii_isdigit(value.at[i]) && number <= 255)
			number = number * 10 + g_ascii_digit_value(value.at[i++]);
		color = color << 8 | MIN(number, 255);
	}
	return parts == 3 ? color : HTML_COLOR_UNKNOWN;
}

static gint
read_color(struct piece value)
{
	value = next_word(&(struct piece){value.at, value.size});
	if (value.size > 0 && value.at[0] == '#')
		return hex_color(value);
	return is(value, "white") ? 0xffffff : is(value, "black") ? 0 : HTML_COLOR_UNKNOWN;
}

static gint
value_color(struct piece value)
{
	return begins(value, "rgb(") ? rgb_color(value) : read_color(value);
}

static void
read_display(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->has_display = true;
	if (begins(value, "none"))
		style->is_hidden = true;
	else if (begins(value, "block"))
		style->is_block = HTML_YES;
	else if (begins(value, "inline") && !begins(value, "inline-"))
		style->is_block = HTML_NO;
}

static void
read_visibility(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->is_invisible =
	    begins(value, "hidden") || begins(value, "collapse") ? HTML_YES : HTML_NO;
}

static void
read_font_size(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	if (is_below(value, 1) || begins(value, "1px"))
		style->is_tiny = HTML_YES;
	else if (!begins(value, "inherit") && !has(value, "%"))
		style->is_tiny = HTML_NO;
}

static void
read_opacity(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->is_hidden =
	    style->is_hidden || is(value, "0") || begins(value, "0 ") || begins(value, "0!");
}

static void
read_height(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_no_height = seen->has_no_height || is_below(value, 1);
}

static void
read_overflow(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->hides_overflow = begins(value, "hidden");
}

static void
read_white_space(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->is_preformatted =
	    begins(value, "pre") || begins(value, "break-spaces") ? HTML_YES : HTML_NO;
}

static void
read_margin(struct html_style *style, struct seen *seen, struct piece value)
{
	struct piece words[4];
	size_t count = 0;

	(void)style;
	while (count < 4 && (words[count] = next_word(&value)).size > 0)
		count++;
	if (count == 0)
		return;
	seen->has_no_top = is_below(words[0], 1);
	seen->has_no_bottom = is_below(words[count > 2 ? 2 : 0], 1);
}

static void
read_margin_top(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_no_top = is_below(value, 1);
}

static void
read_margin_bottom(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_no_bottom = is_below(value, 1);
}

static void
read_color_of_text(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->color = value_color(value);
}

static void
read_background(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->background = has(value, "url(") ? HTML_COLOR_UNKNOWN : value_color(value);
}

static void
read_border(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_border_none = begins(value, "none") || is_below(value, 1);
}

static void
read_border_left(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_border_left = !begins(value, "none") && !is_below(value, 1);
}

/* Outlook draws it grey since 2013, blue before. */
static void
read_border_top(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_border_top = has(value, "solid");
	seen->has_reply_color = has(value, "#e1e1e1") || has(value, "#b5c4df") ||
				has(value, "rgb(225") || has(value, "rgb(181");
}

/* Windows Mail says it in pieces. */
static void
read_border_top_style(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_border_top = begins(value, "solid");
}

static void
read_border_top_color(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_reply_color = has(value, "rgb(229") || begins(value, "#e5e5e5");
}

static void
read_padding_top(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_reply_padding = begins(value, "5px");
}

static void
read_padding(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)style;
	seen->has_reply_padding = begins(value, "3.0pt 0") || begins(value, "3pt 0");
}

static void
read_mso_list(struct html_style *style, struct seen *seen, struct piece value)
{
	(void)seen;
	style->is_list_mark = is(value, "ignore");
	for (; value.size > 5; value.at++, value.size--)
		if (begins(value, "level") && g_ascii_isdigit(value.at[5]))
			style->list_level = (unsigned)g_ascii_digit_value(value.at[5]);
}

static const struct {
	const char *name;
	void (*read)(struct html_style *style, struct seen *seen, struct piece value);
} properties[] = {{"background", read_background}, {"background-color", read_background},
    {"background-image", read_background}, {"border", read_border},
    {"border-left", read_border_left}, {"border-top", read_border_top},
    {"border-top-color", read_border_top_color}, {"border-top-style", read_border_top_style},
    {"padding-top", read_padding_top}, {"color", read_color_of_text}, {"display", read_display},
    {"font", read_font_size}, {"font-size", read_font_size}, {"height", read_height},
    {"margin", read_margin}, {"margin-bottom", read_margin_bottom},
    {"margin-top", read_margin_top}, {"max-height", read_height}, {"mso-list", read_mso_list},
    {"opacity", read_opacity}, {"overflow", read_overflow}, {"padding", read_padding},
    {"visibility", read_visibility}, {"white-space", read_white_space}};

static void
read_declaration(
    struct html_style *style, struct seen *seen, struct piece name, struct piece value)
{
	char first = name.size > 0 ? g_ascii_tolower(name.at[0]) : '\0';

	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
		if (first == properties[i].name[0] && is(name, properties[i].name)) {
			properties[i].read(style, seen, value);
			return;
		}
}

static void
read_declarations(struct html_style *style, struct seen *seen, struct html_slice slice)
{
	const char *at = slice.at, *end = slice.at + slice.size;

	while (at < end) {
		const char *close = memchr(at, ';', (size_t)(end - at));
		const char *next = close != NULL ? close : end;
		const char *colon = memchr(at, ':', (size_t)(next - at));

		if (colon != NULL)
			read_declaration(style, seen, strip(at, (size_t)(colon - at)),
			    strip(colon + 1, (size_t)(next - colon - 1)));
		at = next + 1;
	}
}

static gint
attribute_color(const struct html_tag *tag, enum html_attribute attribute)
{
	const struct html_slice *slice = &tag->attribute[attribute];

	return slice->at == NULL ? HTML_COLOR_UNSET
				 : value_color(strip(slice->at, slice->size));
}

void
html_style_read(const struct html_tag *tag, struct html_style *ret_style)
{
	struct seen seen = {0};

	*ret_style = (struct html_style){.is_hidden = tag->attribute[HTML_HIDDEN].at != NULL,
	    .color = attribute_color(tag, HTML_COLOR),
	    .background = tag->attribute[HTML_BACKGROUND].at != NULL
			      ? HTML_COLOR_UNKNOWN
			      : attribute_color(tag, HTML_BGCOLOR)};
	if (tag->attribute[HTML_SIZE].at != NULL)
		ret_style->is_tiny = HTML_NO;
	if (tag->attribute[HTML_STYLE].at != NULL)
		read_declarations(ret_style, &seen, tag->attribute[HTML_STYLE]);
	if (seen.hides_overflow && seen.has_no_height)
		ret_style->is_hidden = true;
	ret_style->has_no_margin = seen.has_no_top && seen.has_no_bottom;
	ret_style->is_reply_head =
	    seen.has_border_top && seen.has_reply_color && seen.has_reply_padding;
	ret_style->is_indented = seen.has_border_none && !seen.has_border_left;
	ret_style->has_rule = seen.has_border_left;
}
